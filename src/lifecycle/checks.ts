import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, findOwn, memberName, nameOfThing, unwrap } from "../ast.js";
import { closingVerbs } from "../contracts/messages.js";
import { behind } from "../order.js";
import { awaitOf } from "./fills.js";

const checks = /auth|verif|valid|check|accept|login|log_?in|session|token|permi|allow|handshake|identi|admit|credential|ticket/i;

/** The check before a statement that nobody awaits, and whose failure closes what `receiver` is. */
export function checkBeside(statement: Node, receiver: Node): Node | undefined {
  const { parent } = statement;
  if (parent?.type !== "BlockStatement") return undefined;
  for (const each of parent.body.slice(0, parent.body.indexOf(statement as never))) {
    const chained = each.type === "ExpressionStatement" ? unwrap(each.expression) : undefined;
    if (chained && isAnswered(chained) && checks.test(calledIn(chained.callee.object)) && closesIn(chained, receiver)) return chained;
  }
  return undefined;
}

/** True where a function that a chain is given closes what `receiver` is. */
function closesIn(chain: TSESTree.CallExpression, receiver: Node): boolean {
  return chain.arguments.some((argument) => closes(argument, receiver));
}

function closes(node: Node, receiver: Node): boolean {
  return findNode(node, (each) => each.type === "CallExpression" && each.callee.type === "MemberExpression" && closingVerbs.has(memberName(each.callee) ?? "") && nameOfThing(each.callee.object) === nameOfThing(receiver)) !== undefined;
}

/** The check behind a statement whose failure closes what `receiver` is. */
export function checkBehind(statement: Node, receiver: Node): Node | undefined {
  let wait: Node | undefined;
  for (const next of behind(statement)) {
    const chained = findOwn(next, (node) => isAnswered(node) && checks.test(calledIn(node.callee.object)) && closesIn(node, receiver));
    if (chained && !wait) return chained;
    const awaited = awaitOf(next);
    if (awaited && checks.test(calledIn(awaited))) {
      wait ??= awaited;
      if (next.type === "TryStatement" && next.handler && closes(next.handler, receiver)) return wait;
    }
    if (wait && next.type === "IfStatement" && closes(next, receiver)) return wait;
  }
  return undefined;
}

/** `check().then(…)`, `check().catch(…)`. */
function isAnswered(node: Node): node is TSESTree.CallExpression & { callee: TSESTree.MemberExpression } {
  return node.type === "CallExpression" && node.callee.type === "MemberExpression" && /^(?:then|catch)$/.test(memberName(node.callee) ?? "");
}

function calledIn(node: Node): string {
  const call = findOwn(node, (each) => each.type === "CallExpression");
  return call?.type === "CallExpression" ? calledName(call) : "";
}
