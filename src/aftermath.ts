import { type CallNode, type Node, findOwn, isFunction, memberName, unwrap } from "./ast.js";
import { announcement, clientCalls } from "./contracts/calls.js";
import { isLogCall } from "./telling.js";
import type { Values } from "./values.js";

/** What the code does right behind a start, as if it were ready: says so, or connects. */
export interface Aftermath {
  readonly kind: "announced" | "used";
  readonly node: Node;
}

/** What the statement behind a start does; listeners and settings may stand between. */
export function aftermathOf(start: CallNode, values: Values): Aftermath | undefined {
  const statement = statementAround(start);
  const block = statement?.parent;
  if (!statement || !block || (block.type !== "BlockStatement" && block.type !== "Program")) return undefined;
  for (const next of block.body.slice(block.body.indexOf(statement as never) + 1)) {
    const call = firstCall(next, isAnnouncement);
    if (call) return { kind: "announced", node: call };
    const client = firstCall(next, (each) => isClient(each, values));
    if (client) return { kind: "used", node: client };
    if (!isSetting(next)) return undefined;
  }
  return undefined;
}

function statementAround(node: Node): Node | undefined {
  let at: Node = node;
  for (let parent = at.parent; parent; at = parent, parent = at.parent) {
    if (parent.type === "BlockStatement" || parent.type === "Program") return at;
    if (isFunction(at)) return undefined;
  }
  return undefined;
}

/** `server.on(…)`, `server.timeout = 5000`: statements that neither wait nor use. */
function isSetting(statement: Node): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  const expression = unwrap(statement.expression);
  if (expression.type === "AssignmentExpression") return expression.right.type === "Literal";
  const callee = expression.type === "CallExpression" ? unwrap(expression.callee) : undefined;
  return callee?.type === "MemberExpression" && /^(?:on|once|addListener|setTimeout|unref|ref)$/.test(memberName(callee) ?? "");
}

function isAnnouncement(call: CallNode): boolean {
  if (call.type !== "CallExpression" || !isLogCall(call)) return false;
  return call.arguments.some((argument) => announcement.test(textIn(argument)));
}

/** The literal text of a string or template. */
function textIn(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === "Literal") return String(inner.value);
  if (inner.type === "TemplateLiteral") return inner.quasis.map(({ value }) => value.raw).join(" ");
  return inner.type === "BinaryExpression" ? `${textIn(inner.left)} ${textIn(inner.right)}` : "";
}

function isClient(call: CallNode, values: Values): boolean {
  const callee = values.valueOf(call.callee);
  if (callee?.kind !== "export" && callee?.kind !== "global") return false;
  const module = callee.kind === "export" ? callee.module.replace(/^node:/, "") : "";
  const name = module === "" ? callee.name : callee.name === "default" ? module : `${module}.${callee.name}`;
  return clientCalls.has(call.type === "NewExpression" ? `new ${name}` : name);
}

/** The first call of a statement's own code that `test` holds for. */
function firstCall(root: Node, test: (call: CallNode) => boolean): CallNode | undefined {
  return findOwn(root, (node) => (node.type === "CallExpression" || node.type === "NewExpression") && test(node)) as CallNode | undefined;
}
