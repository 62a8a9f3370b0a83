import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findOwn, isFunction, memberName, unwrap } from "../ast.js";
import { attachMethods, immediateMethods } from "../contracts/calls.js";
import type { Holder } from "../holders.js";
import { behind } from "../order.js";
import { type Places, puttingMethods } from "./places.js";
import { awaitIn, isNothing } from "./literals.js";

/** A place that is filled when something has been waited for. */
export interface Fill {
  readonly place: Holder;
  readonly write: TSESTree.AssignmentExpression | TSESTree.CallExpression | TSESTree.VariableDeclarator;
  readonly wait: Node;
}

/** What is written behind a statement when time has passed: behind an `await`, or in a callback that goes on. */
export function fillsBehind(statement: Node, { places, program }: { readonly places: Places; readonly program: TSESTree.Program }): readonly Fill[] {
  const found: Fill[] = [];
  let wait: Node | undefined;
  const collect = (node: Node, since: Node | undefined) => {
    findOwn(node, (each) => {
      const own = since ?? (isWrite(each) ? awaitIn(valueOf(each)) : undefined) ?? earlierAwait(node, each);
      const place = own && isWrite(each) && !isNothing(valueOf(each)) ? placeOf(each) : undefined;
      if (place && own && isWrite(each)) found.push({ place, write: each, wait: own });
      return false;
    });
  };
  for (const next of behind(statement)) {
    collect(next, wait);
    wait ??= awaitOf(next);
    for (const { fn, call } of continuationsIn(next)) collect(fn.body, call);
  }
  return found;

  function placeOf(write: Fill["write"]): Holder | undefined {
    if (write.type === "CallExpression") return places.entryOf(write, puttingMethods, program);
    if (write.type === "AssignmentExpression") return places.of(write.left, program);
    return write.id.type === "Identifier" ? places.of(write.id, program) : undefined;
  }
}

function isWrite(node: Node): node is Fill["write"] {
  if (node.type === "AssignmentExpression") return node.operator === "=" || node.operator === "??=" || node.operator === "||=";
  if (node.type === "VariableDeclarator") return node.init !== null;
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  return callee?.type === "MemberExpression" && puttingMethods.has(memberName(callee) ?? "");
}

function valueOf(write: Fill["write"]): Node {
  if (write.type === "AssignmentExpression") return write.right;
  if (write.type === "VariableDeclarator") return write.init ?? write;
  return write;
}

/** The `await` that a statement itself waits for. */
export function awaitOf(statement: Node): TSESTree.AwaitExpression | undefined {
  const found = findOwn(statement, (node) => node.type === "AwaitExpression");
  return found?.type === "AwaitExpression" ? found : undefined;
}

/** An `await` of the same statement that ends before `node` begins: in the block of a `try`, in an `if`. */
function earlierAwait(statement: Node, node: Node): TSESTree.AwaitExpression | undefined {
  const found = awaitOf(statement);
  return found && found.range[1] <= node.range[0] ? found : undefined;
}

/** The functions that go on when what a statement calls has ended: `then`, a callback given last. */
function continuationsIn(statement: Node): readonly { readonly fn: FunctionNode; readonly call: Node }[] {
  const found: { fn: FunctionNode; call: Node }[] = [];
  findOwn(statement, (node) => {
    if (node.type !== "CallExpression" || attachMethods.has(calledName(node)) || immediateMethods.has(calledName(node)) || /^(?:setTimeout|setInterval|catch)$/.test(calledName(node))) return false;
    const last = node.arguments[calledName(node) === "then" ? 0 : node.arguments.length - 1];
    if (isFunction(last)) found.push({ fn: last, call: node });
    return false;
  });
  return found;
}
