import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import type { Read, Startup } from "../startup.js";
import { type Edit, type File, indentOf, insertAt } from "./edits.js";

/**
 * For a constructor that keeps `read ?? configured` in a field: keeps the configured value there, and the bound one when the
 * listen callback of the same class runs. Only where that callback is an arrow function with a body, and the read needs nothing but `this`.
 */
export function keepWhenBound({ sourceCode, startup }: File, read: Read): readonly Edit[] | undefined {
  const { fallback } = read.handling;
  const whole = fallback && unwrapLogical(fallback);
  if (read.place !== "constructor" || !fallback || !whole) return undefined;
  const field = fieldOf(whole, startup);
  const callback = callbackStarting(startup, read);
  if (!field || !callback || isReadonly(field, read)) return undefined;
  const value = sourceCode.getText(whole.left);
  if (!usesOnlyThis(whole.left)) return undefined;
  const first = callback.body.body[0];
  if (!first) return undefined;
  const name = sourceCode.getText(field);
  return [
    { range: whole.range, text: sourceCode.getText(fallback) },
    insertAt(first.range[0], `${name} = ${value} ?? ${name};\n${indentOf(sourceCode, first)}`),
  ];
}

/** The `read ?? fallback` that ends in `fallback`. */
function unwrapLogical(fallback: Node): TSESTree.LogicalExpression | undefined {
  const { parent } = wrapped(fallback);
  return parent?.type === "LogicalExpression" && parent.right === wrapped(fallback) && parent.operator !== "&&" ? parent : undefined;
}

/** The field of `this` that a value goes to, directly or through one constant. */
function fieldOf(value: Node, startup: Startup): TSESTree.MemberExpression | undefined {
  const { parent } = wrapped(value);
  if (parent?.type === "AssignmentExpression" && parent.operator === "=" && parent.left.type === "MemberExpression" && parent.left.object.type === "ThisExpression") return parent.left;
  if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier" || parent.parent.kind !== "const") return undefined;
  const uses = startup.scopes.variableOf(parent.id)?.references.filter((reference) => reference.isRead()) ?? [];
  const [use] = uses;
  return uses.length === 1 && use ? fieldOf(use.identifier, startup) : undefined;
}

/** The arrow function with a body that the class hands to the start call of the same subject. */
function callbackStarting(startup: Startup, read: Read): (TSESTree.ArrowFunctionExpression & { body: TSESTree.BlockStatement }) | undefined {
  const found = startup.startsOf(read.subject.holder).flatMap((call) => {
    const action = startup.actions.of(call);
    if (action.kind !== "start" || !isInsideClass(call, read.unit)) return [];
    return action.given.flatMap(({ function: fn, callback }) => {
      const node = unwrap(fn);
      return callback.begins.length === 1 && node.type === "ArrowFunctionExpression" && node.body.type === "BlockStatement" ? [node as TSESTree.ArrowFunctionExpression & { body: TSESTree.BlockStatement }] : [];
    });
  });
  return found.length === 1 ? found[0] : undefined;
}

function isInsideClass(call: Node, unit: Node): boolean {
  for (let at = unitOf(call); at.type !== "Program"; at = unitOf(at)) if (at.parent.parent?.parent === unit || at === unit) return true;
  return false;
}

function isReadonly(field: TSESTree.MemberExpression, read: Read): boolean {
  const name = memberName(field);
  return read.unit.type !== "Program" && "body" in read.unit && read.unit.body.type === "ClassBody"
    ? read.unit.body.body.some((member) => member.type === "PropertyDefinition" && member.readonly && member.key.type === "Identifier" && member.key.name === name)
    : true;
}

/** True if an expression names nothing but members of `this` (types aside). */
function usesOnlyThis(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case "ThisExpression":
      return true;
    case "MemberExpression":
      return !inner.computed && usesOnlyThis(inner.object);
    case "CallExpression":
      return inner.arguments.length === 0 && usesOnlyThis(inner.callee);
    default:
      return false;
  }
}

