import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findNode, isFunction, isInside, memberName, nameOfThing, parameterName, unitOf, unwrap } from "../ast.js";
import { endingMethods, identityName, peerName, peerType, registeringMethods, stateMachine } from "../contracts/lifecycle.js";
import type { Scopes } from "../scopes.js";

/** Two objects that each keep the state of one connection. */
export interface Rivals {
  readonly first: TSESTree.NewExpression;
  readonly second: TSESTree.NewExpression;
  readonly peer: TSESTree.Identifier;
}

/** The objects of classes that keep the state of one connection, made under an identity. */
export function machinesIn(calls: readonly Node[]): readonly TSESTree.NewExpression[] {
  return calls.filter((call): call is TSESTree.NewExpression => call.type === "NewExpression" && stateMachine.test(calledName(call)) && isUnderIdentity(call));
}

/** Of those made, the ones of one class that a function makes for one peer, under different identities, and leaves registered both. */
export function rivalsIn(made: readonly TSESTree.NewExpression[], scopes: Scopes): readonly Rivals[] {
  return made.flatMap((second, i) => {
    const fn = unitOf(second);
    const peer = isFunction(fn) ? peerOf(fn) : undefined;
    const first = made.slice(0, i).find((each) => unitOf(each) === fn && calledName(each) === calledName(second) && isOther(each, second) && !areApart(each, second));
    if (!first || !peer || !isFunction(fn)) return [];
    const [one, other] = [keptAs(first), keptAs(second)];
    return one && other && isRegistered(one, fn, scopes) && isRegistered(other, fn, scopes) && !isTakenAway(one, first, fn, scopes) ? [{ first, second, peer }] : [];
  });
}

function isUnderIdentity(call: TSESTree.NewExpression): boolean {
  const [id] = call.arguments;
  return id !== undefined && identityName.test(nameOfThing(id));
}

function isOther(a: TSESTree.NewExpression, b: TSESTree.NewExpression): boolean {
  return nameOfThing(a.arguments[0] as Node) !== nameOfThing(b.arguments[0] as Node);
}

/** True where only one of two runs: they stand in different branches. */
function areApart(first: Node, second: Node): boolean {
  for (let at: Node = first; at.parent; at = at.parent) {
    const { parent } = at;
    if (isInside(second, at)) return false;
    const isBranch = (parent.type === "IfStatement" && parent.test !== at) || (parent.type === "ConditionalExpression" && parent.test !== at) || parent.type === "SwitchCase" || parent.type === "CatchClause";
    if (isBranch && !(isInside(second, parent) && !isInside(second, at) && parent.type === "SwitchCase")) return true;
  }
  return false;
}

function peerOf(fn: FunctionNode): TSESTree.Identifier | undefined {
  const [only, ...others] = fn.params.map(parameterName).filter((name) => name !== undefined && (peerName.test(name.name) || isPeerType(name)));
  // Each of two peers may have its own.
  return others.length === 0 ? only : undefined;
}

function isPeerType(name: TSESTree.Identifier): boolean {
  const type = name.typeAnnotation?.typeAnnotation;
  return type?.type === "TSTypeReference" && type.typeName.type === "Identifier" && peerType.test(type.typeName.name);
}

function keptAs(made: TSESTree.NewExpression): TSESTree.Identifier | undefined {
  const { parent } = made;
  if (parent.type === "VariableDeclarator") return parent.id.type === "Identifier" ? parent.id : undefined;
  return parent.type === "AssignmentExpression" && parent.left.type === "Identifier" ? parent.left : undefined;
}

function usesOf(name: TSESTree.Identifier, fn: FunctionNode, scopes: Scopes): readonly Node[] {
  return (scopes.variableOf(name)?.references ?? []).map(({ identifier }) => identifier as Node).filter((each) => isInside(each, fn));
}

function isRegistered(name: TSESTree.Identifier, fn: FunctionNode, scopes: Scopes): boolean {
  return usesOf(name, fn, scopes).some(({ parent }) => parent?.type === "CallExpression" && parent.callee.type === "MemberExpression" && registeringMethods.has(memberName(parent.callee) ?? ""));
}

/** True where the first is ended, or taken out of its registry, before there are two. */
function isTakenAway(name: TSESTree.Identifier, first: TSESTree.NewExpression, fn: FunctionNode, scopes: Scopes): boolean {
  const id = nameOfThing(first.arguments[0] as Node);
  const isEnded = usesOf(name, fn, scopes).some(({ parent }) => parent?.type === "MemberExpression" && endingMethods.has(memberName(parent) ?? ""));
  const isDeleted = findNode(fn.body, (node) => {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    return node.type === "CallExpression" && callee?.type === "MemberExpression" && /^(?:delete|remove|unregister|deregister|rename|move|replace)/.test(memberName(callee) ?? "") && node.arguments.some((argument) => [id, name.name].includes(nameOfThing(argument)));
  });
  return isEnded || isDeleted !== undefined;
}
