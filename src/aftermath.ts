import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findOwn, isFunction, literalText, memberName, unitOf, unwrap, wrapped } from "./ast.js";
import { announcement, announcers, clientCalls, clientMethods, clientWords, intention, otherEndWords, ownHost, pageOpeners, readyEvents } from "./contracts/calls.js";
import type { Scopes } from "./scopes.js";
import { isLogCall } from "./telling.js";
import type { Values } from "./values.js";
import { wordsOf } from "./words.js";

/** What the code does right behind a start, as if it were ready: says so, or connects. */
export interface Aftermath {
  readonly kind: "announced" | "used";
  readonly node: Node;
  /** The name of the promise of readiness that is there by then, and is waited for later. */
  readonly promise?: TSESTree.Identifier;
}

/** What the statement behind a start does; listeners and settings may stand between. Behind a start in an executor it may stand behind the promise. */
export function aftermathOf(start: CallNode, values: Values, scopes: Scopes): Aftermath | undefined {
  return doneBehind(start, start, values, scopes) ?? doneMeanwhile(start, values, scopes);
}

function doneBehind(node: Node, start: CallNode, values: Values, scopes: Scopes): Aftermath | undefined {
  const statement = statementAround(node);
  const block = statement?.parent;
  if (!statement || !block || (block.type !== "BlockStatement" && block.type !== "Program")) return undefined;
  for (const next of block.body.slice(block.body.indexOf(statement as never) + 1)) {
    const call = firstCall(next, (each) => isAnnouncement(each, values));
    if (call) return { kind: "announced", node: call };
    const client = firstCall(next, (each) => isClient(each, values) || isClientOf(start, each) || isPageOfThisMachine(each, values, scopes));
    if (client) return { kind: "used", node: client };
    if (!isSetting(next)) return undefined;
  }
  return undefined;
}

/** What is done behind a constant promise in whose executor the start stands, before anything asks for that promise. */
function doneMeanwhile(start: CallNode, values: Values, scopes: Scopes): Aftermath | undefined {
  const executor = wrapped(unitOf(start)).parent;
  const declarator = executor?.type === "NewExpression" && executor.callee.type === "Identifier" && executor.callee.name === "Promise" ? wrapped(executor).parent : undefined;
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier" || declarator.parent.kind !== "const") return undefined;
  const found = doneBehind(declarator, start, values, scopes);
  const uses = (scopes.variableOf(declarator.id)?.references ?? []).filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
  // What is never asked for says nothing of what its code waits for.
  const isBefore = found !== undefined && uses.length > 0 && uses.every(({ range }) => range[0] > found.node.range[1]);
  return isBefore && !isIntention(found.node) ? { ...found, promise: declarator.id } : undefined;
}

/** True for a line that says what is about to be done: `Starting on http://…`. */
function isIntention(node: Node): boolean {
  return (node.type === "CallExpression" || node.type === "NewExpression") && node.arguments.some((argument) => intention.test(textIn(argument)));
}

function statementAround(node: Node): Node | undefined {
  let at: Node = node;
  for (let parent = at.parent; parent; at = parent, parent = at.parent) {
    if (parent.type === "BlockStatement" || parent.type === "Program") return at;
    if (isFunction(at)) return undefined;
  }
  return undefined;
}

/** `server.on(…)`, `server.timeout = 5000`, `const url = …`, a log line: statements that neither wait nor use. */
function isSetting(statement: Node): boolean {
  if (statement.type === "VariableDeclaration") return statement.declarations.every(({ init }) => init && !findOwn(init, (node) => /^(?:Call|New|Await|Yield)Expression$/.test(node.type) && !isMerging(node)));
  if (statement.type !== "ExpressionStatement") return false;
  const expression = unwrap(statement.expression);
  if (expression.type === "AssignmentExpression") return expression.right.type === "Literal";
  if (expression.type === "CallExpression" && isLogCall(expression)) return true;
  const callee = expression.type === "CallExpression" ? unwrap(expression.callee) : undefined;
  return callee?.type === "MemberExpression" && /^(?:on|once|addListener|setTimeout|unref|ref)$/.test(memberName(callee) ?? "");
}

/** `Object.assign({}, …)`: it calls nothing that is not here. */
function isMerging(node: Node): boolean {
  return node.type === "CallExpression" && node.callee.type === "MemberExpression" && node.callee.object.type === "Identifier" && node.callee.object.name === "Object";
}

/** A log line, a message to another process or thread, or an event, that says so. */
function isAnnouncement(call: CallNode, values: Values): boolean {
  if (call.type !== "CallExpression") return false;
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression" && memberName(callee) === "emit") return readyEvents.has(literalText(call.arguments[0]) ?? "");
  if (!isLogCall(call) && !announcers.has(nameOf(call, values) ?? "")) return false;
  return call.arguments.some((argument) => announcement.test(textIn(argument)));
}

/** The literal text of a string or template. */
function textIn(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === "Literal") return String(inner.value);
  if (inner.type === "TemplateLiteral") return inner.quasis.map(({ value }) => value.raw).join(" ");
  if (inner.type === "ObjectExpression") return inner.properties.map((property) => (property.type === "Property" ? textIn(property.value) : "")).join(" ");
  return inner.type === "BinaryExpression" ? `${textIn(inner.left)} ${textIn(inner.right)}` : "";
}

function isClient(call: CallNode, values: Values): boolean {
  const callee = unwrap(call.callee);
  const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  if (method !== undefined && clientMethods.has(method)) return call.arguments.some((argument) => ownHost.test(textIn(argument)));
  const name = nameOf(call, values);
  return name !== undefined && clientCalls.has(call.type === "NewExpression" ? `new ${name}` : name);
}

/** `open(url)` of a page whose address says that it is here. */
function isPageOfThisMachine(call: CallNode, values: Values, scopes: Scopes): boolean {
  const [page] = call.arguments;
  if (!page || !pageOpeners.has(nameOf(call, values) ?? "")) return false;
  const variable = page.type === "Identifier" ? scopes.variableOf(page) : undefined;
  const [only] = (variable && scopes.writesTo(variable)) ?? [];
  return ownHost.test(textIn(only?.value ?? page));
}

/** A function that is named for connecting, and is given the port as the start is: `createSocket(options.port)`. */
function isClientOf(start: CallNode, call: CallNode): boolean {
  const words = wordsOf(calledName(call));
  if (!words.some((word) => clientWords.has(word)) || words.some((word) => otherEndWords.has(word))) return false;
  const [port] = start.arguments;
  return port !== undefined && call.arguments.some((argument) => isSamePath(argument, port));
}

/** The name of what is called, below its module or as a global: `http.get`, `fetch`. */
function nameOf(call: CallNode, values: Values): string | undefined {
  const callee = values.valueOf(call.callee);
  if (callee?.kind !== "export" && callee?.kind !== "global") return undefined;
  const module = callee.kind === "export" ? callee.module.replace(/^node:/, "") : "";
  return module === "" ? callee.name : callee.name === "default" ? module : `${module}.${callee.name}`;
}

/** The first call of a statement's own code that `test` holds for. */
function firstCall(root: Node, test: (call: CallNode) => boolean): CallNode | undefined {
  return findOwn(root, (node) => (node.type === "CallExpression" || node.type === "NewExpression") && test(node)) as CallNode | undefined;
}

/** True for two of the same name or path: `port`, `this.options.port`. */
function isSamePath(a: Node, b: Node): boolean {
  const [one, other] = [unwrap(a), unwrap(b)];
  if (one.type === "MemberExpression" && other.type === "MemberExpression") return memberName(one) !== undefined && memberName(one) === memberName(other) && isSamePath(one.object, other.object);
  return one.type === "Identifier" ? other.type === "Identifier" && one.name === other.name : one.type === "ThisExpression" && other.type === "ThisExpression";
}
