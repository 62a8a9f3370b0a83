import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Node } from "../ast.js";
import { type Edit, insertAt } from "./edits.js";
import { namesTaken, requiresIn } from "./requires.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** How a file can call `once` of node:events: the name it has there, and the edits that bring it; undefined if the name is taken. */
export function onceOf(sourceCode: SourceCode): { readonly name: string; readonly edits: readonly Edit[] } | undefined {
  if (isHidden(sourceCode)) return undefined;
  const imports = sourceCode.ast.body.filter((node): node is TSESTree.ImportDeclaration => node.type === "ImportDeclaration");
  const fromEvents = imports.filter((node) => /^(?:node:)?events$/.test(node.source.value));
  for (const node of fromEvents) {
    const specifier = node.specifiers.find((each) => each.type === "ImportSpecifier" && importedName(each) === "once");
    if (specifier && node.importKind !== "type") return { name: specifier.local.name, edits: [] };
  }
  const required = requiredOnce(sourceCode);
  if (required !== undefined) return { name: required, edits: [] };
  const { quote, nodePrefix, semicolons, names } = styleOf(sourceCode);
  if (names.has("once")) return undefined;
  const named = fromEvents.find((node) => node.importKind !== "type" && node.specifiers.some((each) => each.type === "ImportSpecifier"));
  const lastNamed = named?.specifiers.at(-1);
  if (lastNamed) return { name: "once", edits: [insertAt(lastNamed.range[1], ", once")] };

  const isModule = sourceCode.ast.sourceType === "module" && (imports.length > 0 || !/\brequire\(/.test(sourceCode.text) || sourceCode.ast.body.some((node) => node.type.startsWith("Export")));
  const source = `${quote}${nodePrefix}events${quote}`;
  const end = semicolons ? ";" : "";
  const code = isModule ? `import { once } from ${source}${end}` : `const { once } = require(${source})${end}`;
  const behind = isModule ? (imports.at(-1) ?? head(sourceCode, isDirective)) : head(sourceCode, (node) => isDirective(node) || isRequire(node));
  // A comment behind that line stays with it.
  const comment = behind && /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)(?=\r?$)/m.exec(sourceCode.lines[behind.loc.end.line - 1]?.slice(behind.loc.end.column) ?? "");
  if (behind) return { name: "once", edits: [insertAt(behind.range[1] + (comment?.index === 0 ? comment[0].length : 0), `\n${code}`)] };
  const first = sourceCode.ast.body[0];
  return first && { name: "once", edits: [insertAt(first.range[0], `${code}\n`)] };
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

/** True if several things of the file are called `once`. */
function isHidden(sourceCode: SourceCode): boolean {
  return (sourceCode.scopeManager?.scopes ?? []).filter((scope) => scope.set.get("once")?.defs.length).length > 1;
}

function importedName(specifier: TSESTree.ImportSpecifier): string {
  return specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
}

function isRequire(node: Node): boolean {
  return requiresIn(node).length > 0;
}

function requiredOnce(sourceCode: SourceCode): string | undefined {
  const taken = sourceCode.ast.body.flatMap(requiresIn).flatMap((required) => (/^(?:node:)?events$/.test(required.source) ? namesTaken(required) : []));
  return taken.find(([name]) => name === "once")?.[1];
}
