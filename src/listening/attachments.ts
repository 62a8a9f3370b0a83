import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, isNullish, literalText, memberName, unwrap, wrapped } from "../ast.js";
import { attachMethods, eventPromises, namedEventPromises } from "../contracts/calls.js";
import { emitters, instances, listeningMethods, pageWaits } from "../contracts/listening.js";
import type { Emitter, EmitterEvent } from "../contracts/emitter-types.js";
import { globalPages, namedRequestWaits } from "../contracts/pages.js";
import type { Holder } from "../holders.js";
import { optionOf } from "../options.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import type { Subject, Values } from "../values.js";
import { handlerOf, takesItselfOff } from "./handlers.js";

/** One listener: what it is attached to, for which event. */
export interface Attachment {
  readonly node: Node;
  /** The emitter, as the code names it. */
  readonly target: Node;
  readonly holder: Holder;
  /** The emitter's contract, if it is known. */
  readonly subject: Subject | undefined;
  readonly event: string;
  /** It hears one event and no more. */
  readonly isOnce: boolean;
  readonly listener: Node | undefined;
  /** The function of the file that the event runs. */
  readonly handler: FunctionNode | undefined;
  /** Only the name of what it is given to says that it listens. */
  readonly isNamed?: true;
  /** It settles a promise: a call that gives one, or a listener in a promise's executor. */
  readonly promise: Node | undefined;
}

/** True for a place that runs when a listener for one event has had it. */
export function isOverIn({ isOnce, node, handler }: Attachment, place: Node): boolean {
  return isOnce && (isInside(place, node) || (handler !== undefined && isInside(place, handler)));
}

/** What says how an event is called that a call names. */
type EventText = (node: Node | undefined) => string | undefined;

/** What expressions stand for in a file that may listen. */
export interface ListeningValues extends Values {
  /** The file names a module whose functions give promises of events: `once(child, "exit")`. */
  readonly hasEventPromises: boolean;
}

/** What the row of an attachment's emitter says of its event; a `*` row stands for all events it does not name. */
export function rowOf({ subject, event }: { subject: Subject | undefined; event: string }): EmitterEvent | undefined {
  const events = subject && emitters.get(subject.contract.id)?.events;
  if (!events) return undefined;
  return Object.hasOwn(events, event) ? events[event] : events["*"];
}

/** The row of a listener's emitter, if it has one. */
export function emitterOf({ subject }: Pick<Attachment, "subject">): Emitter | undefined {
  return subject && emitters.get(subject.contract.id);
}

/** The place an expression stands for, whether its contract is known or not. */
export function placeOf(node: Node, values: Values): { readonly holder: Holder; readonly subject: Subject | undefined } | undefined {
  const value = values.valueOf(node);
  if (value?.kind === "subject") return { holder: value.holder, subject: value };
  const instance = value?.kind === "export" ? instances.get(`${value.module} ${value.name}`) : undefined;
  if (instance) return { holder: instance.holder, subject: { kind: "subject", ...instance } };
  if (value?.kind === "global") return globalPages.has(value.name) ? { holder: globalHolder(value.name), subject: undefined } : undefined;
  return value?.kind === "object" ? { holder: value.holder, subject: undefined } : undefined;
}

const globals = new Map<string, Holder>();

/** The one place that a global name is. */
function globalHolder(name: string): Holder {
  let holder = globals.get(name);
  if (!holder) globals.set(name, (holder = { root: name, parent: undefined, name: "", depth: 0 }));
  return holder;
}

/** True for a function of another file that waits, by its name, for a response on the page that it is given. */
export function isNamedPageWait(call: Node): boolean {
  return call.type === "CallExpression" && unwrap(call.callee).type === "Identifier" && namedRequestWaits.test(calledName(call));
}

/** The listener that a call, an assignment to `onmessage` or a `for await` attaches. */
export function attachmentOf(node: Node, values: ListeningValues, eventText: EventText = textOf): Attachment | undefined {
  if (node.type === "CallExpression") return ofMethod(node, values, eventText) ?? (values.hasEventPromises ? ofPromise(node, values, eventText) : undefined);
  if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") {
    const event = /^on([a-z]+)$/.exec(memberName(node.left) ?? "")?.[1];
    if (event === undefined || node.operator !== "=" || isNullish(node.right)) return undefined;
    return attached(node, node.left.object, event, { isOnce: false, listener: node.right, promise: executorAround(node, values) }, values);
  }
  if (node.type === "ForOfStatement" && node.await) {
    const place = placeOf(node.right, values);
    const event = place?.subject && emitters.get(place.subject.contract.id)?.iterates;
    return event === undefined ? undefined : attached(node, node.right, event, { isOnce: false, listener: undefined, promise: node.right }, values);
  }
  return undefined;
}

function ofMethod(call: TSESTree.CallExpression, values: Values, eventText: EventText): Attachment | undefined {
  const callee = unwrap(call.callee);
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  if (callee.type !== "MemberExpression" || name === undefined) return undefined;
  if (!pageWaits.has(name) && !attachMethods.has(name)) return ofOwnMethod(call, callee.object, name, values, eventText);
  const event = namedEvent(call.arguments[0], values) ?? eventText(call.arguments[0]);
  if (pageWaits.has(name)) return attached(call, callee.object, event ?? name, { isOnce: true, listener: undefined, promise: call }, values);
  const listener = call.arguments[1];
  if (!attachMethods.has(name) || event === undefined || !listener) return undefined;
  const isOnce = /once/i.test(name);
  // Some emitters give a promise where their `once` is used as one.
  const promise = isOnce && isUsed(call) ? call : executorAround(call, values);
  return attached(call, callee.object, event, { isOnce, listener, promise }, values);
}

/** A method by which only emitters of one kind listen: `connection.status()`. */
function ofOwnMethod(call: TSESTree.CallExpression, object: Node, name: string, values: Values, eventText: EventText): Attachment | undefined {
  if (!listeningMethods.has(name)) return undefined;
  const id = placeOf(object, values)?.subject?.contract.id;
  const listens = id === undefined ? undefined : emitters.get(id)?.listens?.[name];
  const event = listens && ("event" in listens ? listens.event : (eventText(call.arguments[listens.argument]) ?? schemaName(call.arguments[listens.argument])));
  if (event === undefined) return undefined;
  const count = listens && "once" in listens ? listens.once : undefined;
  const isOnce = count !== undefined && call.arguments.some((argument) => optionOf(argument, [count]) !== undefined);
  return attached(call, object, event, { isOnce, listener: undefined }, values);
}

/** What is listened for by the schema of it, which other modules have: `client.setRequestHandler(ListRootsRequestSchema, …)`. */
function schemaName(node: Node | undefined): string | undefined {
  const inner = node && unwrap(node);
  return inner?.type === "Identifier" && /^[A-Z]/.test(inner.name) ? inner.name : undefined;
}

/** The event behind a name that its emitter keeps: `consumer.events.CRASH`. */
function namedEvent(node: Node | undefined, values: Values): string | undefined {
  const value = node && values.valueOf(node);
  if (value?.kind !== "member") return undefined;
  const [, member = "", name = ""] = /^(.+)\.([^.]+)$/.exec(value.name) ?? [];
  return emitters.get(value.subject.contract.id)?.names?.[member]?.[name];
}

const promising = [...eventPromises, { from: "events", export: "on", emitter: 0, event: 1 }];

/** Text without which a file has no promises of events. */
export const promisingText = new RegExp(`["'\`](?:node:)?(?:${[...new Set(promising.map(({ from }) => from))].join("|")})["'\`]|\\b(?:${[...namedEventPromises].join("|")})\\(|\\bwait\\w*(?:Response|Request)`);

function ofPromise(call: TSESTree.CallExpression, values: Values, eventText: EventText): Attachment | undefined {
  const [first, second] = call.arguments;
  if (first && isNamedPageWait(call)) return values.valueOf(call.callee)?.kind === "export" ? attached(call, first, calledName(call), { isOnce: true, listener: undefined, promise: call, isNamed: true }, values) : undefined;
  // An emitter and an event: most calls are given something else.
  if (!first || !second || isFunction(first) || first.type === "Literal" || first.type === "TemplateLiteral") return undefined;
  const callee = values.valueOf(call.callee);
  if (callee?.kind !== "export") return undefined;
  const module = callee.module.replace(/^node:/, "");
  const row = promising.find((each) => each.from === module && (each.export === callee.name || `default.${each.export}` === callee.name || (module === "events" && callee.name === `EventEmitter.${each.export}`)));
  if (!row && isOwnModule(module) && namedEventPromises.has(callee.name === "default" ? calledName(call) : callee.name) && literalText(second) !== undefined) {
    const event = eventText(second);
    return event === undefined ? undefined : attached(call, first, event, { isOnce: true, listener: undefined, promise: call, isNamed: true }, values);
  }
  const emitter = row && call.arguments[row.emitter];
  const event = row && eventText(call.arguments[row.event]);
  if (!emitter || event === undefined) return undefined;
  return attached(call, emitter, event, { isOnce: true, listener: undefined, promise: call }, values);
}

/** True for another file of the same project. */
function isOwnModule(module: string): boolean {
  return /^(?:\.|@\/|[~#])/.test(module);
}

function attached(node: Node, target: Node, event: string, more: { isOnce: boolean; listener: Node | undefined; promise?: Node | undefined; isNamed?: true }, values: Values): Attachment | undefined {
  const root = chainRoot(target);
  const place = placeOf(root, values);
  if (!place) return undefined;
  const handler = handlerOf(more.listener, values);
  return { node, target: root, ...place, event, ...more, handler, isOnce: more.isOnce || takesItselfOff(handler, event, values), promise: more.promise };
}

/** `x` of `x.on("a", f)` in `x.on("a", f).on("b", g)`. */
function chainRoot(target: Node): Node {
  const inner = unwrap(target);
  if (inner.type !== "CallExpression") return inner;
  const callee = unwrap(inner.callee);
  return callee.type === "MemberExpression" && attachMethods.has(memberName(callee) ?? "") ? chainRoot(callee.object) : inner;
}

/** True for a call whose value is kept or awaited. */
function isUsed(call: Node): boolean {
  const parent = wrapped(call).parent?.type;
  return parent === "VariableDeclarator" || parent === "AwaitExpression";
}

/** The `new Promise(…)` in whose executor a node stands. */
function executorAround(node: Node, values: Values): TSESTree.NewExpression | undefined {
  for (let at: Node | undefined = node.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const call = wrapped(at).parent;
    if (call?.type === "NewExpression" && isPromise(call, values)) return call;
    // A function inside an executor that runs at once, such as `forEach`'s, settles it as well.
    if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression" || memberName(call.callee) !== "forEach") return undefined;
  }
  return undefined;
}

function isPromise(call: CallNode, values: Values): boolean {
  const callee = values.valueOf(call.callee);
  return callee?.kind === "global" && callee.name === "Promise";
}

/** An event's name, also where a variable holds it that is given nothing else. */
export function constantText(node: Node | undefined, scopes: Scopes): string | undefined {
  return textOf((node && onlyValueOf(unwrap(node), scopes)) ?? node);
}

/** An event's name as the code shows it: a literal, a template, or a constant's path. */
export function textOf(node: Node | undefined): string | undefined {
  if (!node || node.type === "SpreadElement") return undefined;
  const inner = unwrap(node);
  const text = literalText(inner);
  if (text !== undefined) return text;
  if (inner.type === "TemplateLiteral") return inner.quasis.map(({ value }) => value.raw).join("…");
  return inner.type === "MemberExpression" ? memberName(inner) : undefined;
}

