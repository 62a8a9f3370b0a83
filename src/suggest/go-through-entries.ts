import type { TSESLint } from "@typescript-eslint/utils";
import { calledName, unwrap } from "../ast.js";
import type { Names, Removal } from "../drop.js";
import { functionAround } from "../order.js";
import { isPath } from "./await-ready.js";
import type { Edit } from "./edits.js";

/**
 * Goes through the values of a Map in place of `Object.values()` of it, which gives none: for a loop that tells each entry by the
 * function that is kept for a failure, whatever it tells.
 */
export function goThroughEntries(sourceCode: Readonly<TSESLint.SourceCode>, { kind, node, collection, stored }: Removal, names: Names): readonly Edit[] | undefined {
  const fn = functionAround(node);
  const fails = stored[0]?.waiter.fails;
  const place = names.placeOf(collection);
  if (kind !== "atEnd" || !fn || !fails || place === undefined || !isPath(collection) || stored.some(({ how, waiter }) => how !== "map" || waiter.fails !== fails)) return undefined;
  const loops = names.within(fn.body, true).flatMap((loop) => {
    const call = loop.type === "ForOfStatement" && loop.range[1] <= node.range[0] ? unwrap(loop.right) : undefined;
    const given = call?.type === "CallExpression" && calledName(call) === "values" ? call.arguments[0] : undefined;
    return loop.type === "ForOfStatement" && call && given && names.placeOf(given) === place ? [{ loop, call }] : [];
  });
  const [only, ...others] = loops;
  const declared = only?.loop.left.type === "VariableDeclaration" ? only.loop.left.declarations[0].id : undefined;
  if (!only || others.length > 0 || declared?.type !== "Identifier") return undefined;
  const { body } = only.loop;
  const statements = body.type === "BlockStatement" ? body.body : [body];
  const isTold = statements.some((statement) => {
    const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
    const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
    return call !== undefined && calledName(call) === fails && callee?.type === "MemberExpression" && callee.object.type === "Identifier" && callee.object.name === declared.name;
  });
  return isTold ? [{ range: only.call.range, text: `${sourceCode.getText(collection)}.values()` }] : undefined;
}
