import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, calledName, isFunction, wrapped } from "../ast.js";
import type { Removal } from "../drop.js";
import { type Edit, indentOf, insertAt } from "./edits.js";
import { isPath } from "./await-ready.js";
import { literalOf } from "./failing.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Rejects an entry that is taken away by what goes through all of them, in the statement before. Only where all entries say in the same way how one is told of a failure. */
export function rejectSwept(sourceCode: SourceCode, { kind, node, collection, stored, settlings }: Removal): readonly Edit[] | undefined {
  const [entry] = stored;
  const fails = entry?.waiter.fails;
  const statement = wrapped(node).parent;
  const isEnd = kind === "atEnd" && node.type === "UnaryExpression";
  if ((kind !== "byAge" && kind !== "byTimer" && !isEnd) || settlings.length > 0 || !entry || !fails || fails.includes(".") || stored.some(({ waiter, how }) => waiter.fails !== fails || how !== entry.how)) return undefined;
  if (statement?.type !== "ExpressionStatement" || (statement.parent.type !== "BlockStatement" && statement.parent.type !== "IfStatement") || !isPath(collection)) return undefined;
  const key = node.type === "CallExpression" ? node.arguments[0] : node.type === "UnaryExpression" && node.argument.type === "MemberExpression" ? node.argument.property : undefined;
  const each = key?.type === "Identifier" ? eachOf(statement, key.name) : undefined;
  if (key?.type !== "Identifier" || !each) return undefined;
  const path = sourceCode.getText(collection);
  const name = entry.how === "set" ? key.name : each.name;
  const asked = name ?? (entry.how === "object" ? `${path}[${key.name}]` : `${path}.get(${key.name})?`);
  const rejection = `${asked}.${fails}(new Error(${literalOf(sourceCode, isEnd ? "closed before there was an answer" : "no answer in time")}))`;
  const { semicolons, indent: step } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  if (statement.parent.type === "IfStatement") {
    const indent = indentOf(sourceCode, statement.parent);
    const inner = `${indent}${step}`;
    const before = sourceCode.getTokenBefore(statement, { includeComments: true });
    if (!before || (before.type !== "Punctuator" && before.type !== "Keyword")) return undefined;
    return [{ range: [before.range[1], statement.range[1]], text: ` {\n${inner}${rejection}${end}\n${inner}${sourceCode.getText(statement)}\n${indent}}` }];
  }
  const isOneLine = statement.parent.loc.start.line === statement.loc.start.line;
  return [insertAt(statement.range[0], isOneLine ? `${rejection}; ` : `${rejection}${end}\n${indentOf(sourceCode, statement)}`)];
}

/** What goes through the entries and names the key, with the name of the entry where it has one: `for (const [id, entry] of pending)`, `pending.forEach((entry, id) => …)`. */
function eachOf(statement: Node, key: string): { readonly name: string | undefined } | undefined {
  const isKey = (node: Node | null | undefined) => node?.type === "Identifier" && node.name === key;
  for (let at: Node | undefined = statement; at; at = at.parent) {
    if (isFunction(at)) {
      const [value, name] = at.params;
      if (at.parent.type !== "CallExpression" || calledName(at.parent) !== "forEach") return undefined;
      if (isKey(name)) return { name: value?.type === "Identifier" ? value.name : undefined };
      return isKey(value) || (value?.type === "ArrayPattern" && isKey(value.elements[0])) ? { name: undefined } : undefined;
    }
    if (at.type !== "ForOfStatement" && at.type !== "ForInStatement") continue;
    const pattern = at.left.type === "VariableDeclaration" ? at.left.declarations[0].id : at.left;
    if (isKey(pattern)) return { name: undefined };
    const [first, second, ...others] = pattern.type === "ArrayPattern" ? pattern.elements : [];
    return isKey(first) && others.length === 0 ? { name: second?.type === "Identifier" ? second.name : undefined } : undefined;
  }
  return undefined;
}
