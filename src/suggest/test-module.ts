import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { requiresIn } from "./requires.js";

/** What tests of Playwright are handed: `async ({ page }) => …`. */
const fixtures = /\(\s*(?:async\s*)?\(\s*\{[^{}()]*\b(?:page|browser|context)\b[^{}()]*\}|async\s*\(\s*\{[^{}()]*\b(?:page|browser|context)\b/;

/** The module that an import is of. A module of the project that hands out `test` and `expect`, and whose tests are handed a page, stands for Playwright, which it extends. */
export function testModuleOf(declaration: TSESTree.ImportDeclaration, { text }: Readonly<TSESLint.SourceCode>): string {
  const source = declaration.source.value;
  const names = declaration.specifiers.flatMap((each) => (each.type === "ImportSpecifier" && each.imported.type === "Identifier" ? [each.imported.name] : []));
  const isExtended = /^[.@~#]/.test(source) && names.includes("test") && names.includes("expect") && fixtures.test(text);
  return isExtended ? "@playwright/test" : source;
}

/** The modules that a file imports or requires. */
export function modulesOf(sourceCode: Readonly<TSESLint.SourceCode>): readonly string[] {
  return sourceCode.ast.body.flatMap((node) => (node.type === "ImportDeclaration" ? [testModuleOf(node, sourceCode)] : requiresIn(node).map(({ source }) => source)));
}
