import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findOwn, isClass, isFunction, isInside, keyName, memberName, nameOfThing, unwrap } from "../ast.js";
import { isNothing } from "./literals.js";
import type { Claim } from "./marks.js";

/**
 * The wait for what a field is given behind a flag that is set first, where the function gives that field to whoever calls it: who comes meanwhile
 * is given nothing. `if (!this.has) { this.has = true; this.channel = await create(); } return this.channel;`
 */
export function filledFor({ write }: Claim, guarded: Node, awaits: readonly TSESTree.AwaitExpression[], fn: FunctionNode): TSESTree.AwaitExpression | undefined {
  // Who sets it back when all went well lets others have what was there before, as long as it takes.
  if (write.type !== "AssignmentExpression" || isSetAgain(write, fn)) return undefined;
  return awaits.find((wait) => {
    const filling = wait.parent;
    if (filling.type !== "AssignmentExpression" || filling.operator !== "=" || filling.right !== wait || !isInside(wait, guarded) || wait.range[0] < write.range[1]) return false;
    const field = unwrap(filling.left);
    return field.type === "MemberExpression" && field.object.type === "ThisExpression" && isEmptyAtFirst(field) && isGiven(field, guarded, fn) && !isFilledOtherwise(field, filling, fn);
  });
}

function isSetAgain(write: TSESTree.AssignmentExpression, fn: FunctionNode): boolean {
  return findOwn(fn.body, (node) => node.type === "AssignmentExpression" && node !== write && nameOfThing(node.left) === nameOfThing(write.left) && !isInCatch(node)) !== undefined;
}

function isInCatch(node: Node): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) if (at.type === "CatchClause") return true;
  return false;
}

/** True for a field that its class gives nothing, neither where it is declared nor in the constructor. */
function isEmptyAtFirst(field: TSESTree.MemberExpression): boolean {
  const name = memberName(field);
  for (let at: Node | undefined = field.parent; at; at = at.parent) {
    if (!isClass(at)) continue;
    return at.body.body.every((member) => {
      if (member.type === "PropertyDefinition" && keyName(member) === name) return !member.value || isNothing(member.value);
      if (member.type !== "MethodDefinition" || member.kind !== "constructor" || !member.value.body) return true;
      return findOwn(member.value.body, (node) => isWriteTo(node, field) && !isNothing((node as TSESTree.AssignmentExpression).right)) === undefined;
    });
  }
  return false;
}

/** Behind the guarded code, and whatever happened there, the field is what is returned. */
function isGiven(field: TSESTree.MemberExpression, guarded: Node, fn: FunctionNode): boolean {
  const body = fn.body.type === "BlockStatement" ? fn.body.body : [];
  const last = body.at(-1);
  return last?.type === "ReturnStatement" && last.argument !== null && last.range[0] > guarded.range[1] && isSame(unwrap(last.argument), field);
}

function isFilledOtherwise(field: TSESTree.MemberExpression, filling: Node, fn: FunctionNode): boolean {
  return findOwn(fn.body, (node) => node !== filling && isWriteTo(node, field)) !== undefined;
}

function isWriteTo(node: Node, field: TSESTree.MemberExpression): boolean {
  return node.type === "AssignmentExpression" && isSame(unwrap(node.left), field);
}

function isSame(node: Node, field: TSESTree.MemberExpression): boolean {
  return node.type === "MemberExpression" && node.object.type === "ThisExpression" && memberName(node) === memberName(field);
}
