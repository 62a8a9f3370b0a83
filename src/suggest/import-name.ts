import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Node } from "../ast.js";
import { type Edit, insertAt } from "./edits.js";
import { namesTaken, requiresIn } from "./requires.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A function of a module as a file can call it: the name it has there, and the edits that bring it. */
export interface Imported {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** How a file can call `once` of node:events; undefined if the name is taken. */
export function onceOf(sourceCode: SourceCode): Imported | undefined {
  return nameOf(sourceCode, "events", "once");
}

/** How a file can call `connect` of node:net, by its other name where the first is taken; undefined if both are. */
export function connectOf(sourceCode: SourceCode): Imported | undefined {
  return nameOf(sourceCode, "net", "connect") ?? nameOf(sourceCode, "net", "createConnection");
}

/** How a file can call what one of Node's modules exports; undefined if the name is taken. */
function nameOf(sourceCode: SourceCode, module: string, name: string): Imported | undefined {
  if (isHidden(sourceCode, name)) return undefined;
  const imports = sourceCode.ast.body.filter((node): node is TSESTree.ImportDeclaration => node.type === "ImportDeclaration");
  const ofModule = imports.filter((node) => isModuleName(node.source.value, module));
  for (const node of ofModule) {
    const specifier = node.specifiers.find((each) => each.type === "ImportSpecifier" && importedName(each) === name);
    if (specifier && node.importKind !== "type") return { name: specifier.local.name, edits: [] };
  }
  const required = requiredName(sourceCode, module, name);
  if (required !== undefined) return { name: required, edits: [] };
  const { quote, nodePrefix, semicolons, names } = styleOf(sourceCode);
  if (names.has(name)) return undefined;
  const named = ofModule.find((node) => node.importKind !== "type" && node.specifiers.some((each) => each.type === "ImportSpecifier"));
  const lastNamed = named?.specifiers.at(-1);
  if (lastNamed) return { name, edits: [insertAt(lastNamed.range[1], `, ${name}`)] };

  const isModule = sourceCode.ast.sourceType === "module" && (imports.length > 0 || !/\brequire\(/.test(sourceCode.text) || sourceCode.ast.body.some((node) => node.type.startsWith("Export")));
  const source = `${quote}${nodePrefix}${module}${quote}`;
  const end = semicolons ? ";" : "";
  const code = isModule ? `import { ${name} } from ${source}${end}` : `const { ${name} } = require(${source})${end}`;
  const behind = isModule ? (imports.at(-1) ?? head(sourceCode, isDirective)) : head(sourceCode, (node) => isDirective(node) || isRequire(node));
  // A comment behind that line stays with it.
  const comment = behind && /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)(?=\r?$)/m.exec(sourceCode.lines[behind.loc.end.line - 1]?.slice(behind.loc.end.column) ?? "");
  if (behind) return { name, edits: [insertAt(behind.range[1] + (comment?.index === 0 ? comment[0].length : 0), `\n${code}`)] };
  const first = sourceCode.ast.body[0];
  return first && { name, edits: [insertAt(first.range[0], `${code}\n`)] };
}

/** The last of the statements that a file begins with, as long as `isPart` holds. */
function head(sourceCode: SourceCode, isPart: (node: Node) => boolean): Node | undefined {
  const { body } = sourceCode.ast;
  const end = body.findIndex((node) => !isPart(node));
  return body[(end < 0 ? body.length : end) - 1];
}

function isDirective(node: Node): boolean {
  return node.type === "ExpressionStatement" && "directive" in node && typeof node.directive === "string";
}

/** True if several things of the file have that name. */
function isHidden(sourceCode: SourceCode, name: string): boolean {
  return (sourceCode.scopeManager?.scopes ?? []).filter((scope) => scope.set.get(name)?.defs.length).length > 1;
}

function isModuleName(source: string, module: string): boolean {
  return source.replace(/^node:/, "") === module;
}

function importedName(specifier: TSESTree.ImportSpecifier): string {
  return specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
}

function isRequire(node: Node): boolean {
  return requiresIn(node).length > 0;
}

function requiredName(sourceCode: SourceCode, module: string, name: string): string | undefined {
  const taken = sourceCode.ast.body.flatMap(requiresIn).flatMap((required) => (isModuleName(required.source, module) ? namesTaken(required) : []));
  return taken.find(([each]) => each === name)?.[1];
}
