import { type CallNode, type Node, calledName, isFunction, memberName, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { takingMethods } from "../contracts/deliveries.js";
import { isIdleHandler, isIdleStatement, passesTimeoutsOver } from "../idle.js";
import { type Names, isPromiseCall } from "../names.js";

/** What becomes of a promise: whether anybody reads its value, and who hears of its failure. */
export interface Fate {
  readonly value: "unused" | "used";
  /** `swallowed`: somebody catches the failure and does nothing with it. `floating`: nobody waits, so it goes unhandled. */
  readonly failure: "passed" | "told" | "swallowed" | "floating";
  /** The `catch` that swallows: the call of the method, or the statement. */
  readonly swallower?: Node;
  readonly isAwaited: boolean;
}

const deepest = 6;

/** Methods that call a function and drop what it gives. */
const forgetful: ReadonlySet<string> = new Set([...attachMethods, "forEach", "setTimeout", "setInterval", "setImmediate", "nextTick", "queueMicrotask", "subscribe"]);

/** Follows a promise from the expression that gives it to where it ends. */
export function fateOf(node: Node, names: Names, depth = 0): Fate {
  let value = wrapped(node);
  let failure: Fate["failure"] = "passed";
  let swallower: Node | undefined;
  let isAwaited = false;
  const end = (use: Fate["value"], last = failure): Fate => ({ value: use, failure: last, isAwaited, ...(swallower && { swallower }) });
  for (;;) {
    const { parent }: Node = value;
    switch (parent?.type) {
      case "ExpressionStatement":
        return end("unused", isAwaited || failure !== "passed" ? failure : "floating");
      case "UnaryExpression":
        return parent.operator === "void" ? end("unused", isAwaited || failure !== "passed" ? failure : "floating") : end("used");
      case "AwaitExpression":
      case "YieldExpression": {
        isAwaited = true;
        const around: ReturnType<typeof tryAround> = failure === "passed" ? tryAround(parent, names) : undefined;
        if (around) {
          failure = around.swallows ? "swallowed" : "told";
          if (around.swallows) swallower = around.statement;
        }
        break;
      }
      case "MemberExpression": {
        const call = parent.object === value ? wrapped(parent).parent : undefined;
        const name = memberName(parent) ?? "";
        if (call?.type !== "CallExpression" || unwrap(call.callee) !== parent || !/^(?:then|catch|finally)$/.test(name)) return end("used");
        const [first, second] = call.arguments;
        const onFailure = name === "catch" ? first : name === "then" ? second : undefined;
        if (onFailure && failure === "passed") {
          failure = isIdleHandler(onFailure, names) ? "swallowed" : "told";
          if (failure === "swallowed") swallower = call;
        }
        if (name === "then" && first && !ignoresValue(first, names)) return end("used");
        value = wrapped(call);
        continue;
      }
      case "VariableDeclarator":
        return parent.init === value ? keptFate(parent.id, end, names, depth) : end("used");
      case "ArrayExpression":
      case "CallExpression": {
        const collector = collectorOf(value, parent, names);
        if (!collector || depth > deepest) return end("used");
        const ends = collector.map((each) => fateOf(each, names, depth + 1));
        if (ends.some((fate) => fate.value === "used")) return end("used");
        // `allSettled` never fails: who awaits it hears of nothing.
        const isDeaf = collector.some((each) => isPromiseCall(each, "allSettled"));
        return failure === "passed" && ends[0] ? { ...ends[0], ...(isDeaf && { failure: "floating" }) } : end("unused");
      }
      case "LogicalExpression":
      case "ConditionalExpression":
        if (parent.type === "LogicalExpression" ? parent.left === value : parent.test === value) return end("used");
        break;
      case "ArrowFunctionExpression":
      case "ReturnStatement": {
        const fn = parent.type === "ReturnStatement" ? functionOf(parent) : parent;
        const call = fn && wrapped(fn).parent;
        if (!call || call.type !== "CallExpression" || call.callee === wrapped(fn)) return end("used");
        const name = calledName(call);
        if (forgetful.has(name)) return end("unused", failure === "passed" ? "floating" : failure);
        if (!/^(?:map|flatMap)$/.test(name)) return end("used");
        value = wrapped(call);
        continue;
      }
      default:
        return end("used");
    }
    value = wrapped(parent);
  }
}

function functionOf(statement: Node): Node | undefined {
  for (let at = statement.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

/** True if a `then` handler does not read what it is given. */
function ignoresValue(handler: Node, names: Names): boolean {
  const fn = names.functionOf(handler);
  if (!fn) return /^(?:undefined|null)$/.test(names.sourceCode.getText(handler)) || isIdleHandler(handler, names);
  const [parameter] = fn.params;
  if (!parameter) return !names.within(fn).some((node) => node.type === "Identifier" && node.name === "arguments");
  const variable = parameter.type === "Identifier" ? names.scopes.variableOf(parameter) : undefined;
  return variable !== undefined && !variable.references.some((reference) => reference.isRead());
}

/** What becomes of a value with a name: all its reads together. */
function keptFate(id: Node, end: (use: Fate["value"]) => Fate, names: Names, depth: number): Fate {
  const variable = id.type === "Identifier" ? names.scopes.variableOf(id) : undefined;
  if (!variable || depth > deepest || names.scopes.writesTo(variable)?.length !== 1) return end("used");
  const reads = variable.references.filter((reference) => reference.isRead());
  const ends = reads.map(({ identifier }) => fateOf(identifier as Node, names, depth + 1));
  if (ends.some((fate) => fate.value === "used")) return end("used");
  const awaited = ends.find((fate) => fate.isAwaited) ?? ends[0];
  return awaited ?? end("unused");
}

/** The expressions that stand for a collection of promises of which this is one: `Promise.all([…])`; undefined where it is read otherwise. */
function collectorOf(value: Node, parent: Node, names: Names): readonly Node[] | undefined {
  if (parent.type === "ArrayExpression") {
    const call = wrapped(parent).parent;
    if (call && isPromiseCall(call, "all", "allSettled")) return [call];
    return call?.type === "VariableDeclarator" ? readsOfCollection(call.id, names) : undefined;
  }
  if (parent.type !== "CallExpression" || parent.callee === value) return undefined;
  if (isPromiseCall(parent, "all", "allSettled")) return [parent];
  const callee = unwrap(parent.callee);
  return callee.type === "MemberExpression" && memberName(callee) === "push" ? readsOfCollection(unwrap(callee.object), names) : undefined;
}

/** The calls of `Promise.all` that an array of promises is given to, if that is all that is done with it. */
function readsOfCollection(id: Node, names: Names): readonly Node[] | undefined {
  const variable = id.type === "Identifier" ? names.scopes.variableOf(id) : undefined;
  if (variable?.defs[0]?.type !== ("Variable" as never)) return undefined;
  const found: Node[] = [];
  for (const { identifier } of variable.references.filter((reference) => reference.isRead())) {
    const { parent } = identifier as Node;
    if (parent?.type === "MemberExpression" && /^(?:push|length)$/.test(memberName(parent) ?? "")) continue;
    if (!parent || !isPromiseCall(parent, "all", "allSettled")) return undefined;
    found.push(parent);
  }
  return found.length > 0 ? found : undefined;
}

/** The `try` whose `catch` hears of a failure here, and whether it does nothing with it. */
function tryAround(node: Node, names: Names): { readonly statement: Node; readonly swallows: boolean } | undefined {
  for (let at: Node = node; at.parent && !isFunction(at); at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type !== "TryStatement" || parent.block !== at || !parent.handler) continue;
    const isSwallowing = passesTimeoutsOver(parent.handler.body.body, names) || parent.handler.body.body.every((statement) => isIdleStatement(statement) && !(statement.type === "ReturnStatement" && statement.argument && !isUndefined(statement.argument)));
    return { statement: parent, swallows: isSwallowing && !isMarkedBehind(node, parent.block) };
  }
  return undefined;
}

function isUndefined(node: Node): boolean {
  return node.type === "Identifier" && node.name === "undefined";
}

/** True if what follows in the block keeps a mark of success: it assigns, returns, or takes the payload from its queue only then. */
function isMarkedBehind(node: Node, block: Node): boolean {
  for (let at: Node = node; at !== block && at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type !== "BlockStatement") continue;
    for (const statement of parent.body.slice(parent.body.indexOf(at as never) + 1)) {
      if (statement.type === "ReturnStatement" && statement.argument) return true;
      const expression = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
      if (expression?.type === "AssignmentExpression" || expression?.type === "UpdateExpression" || expression?.type === "UnaryExpression") return true;
      if (expression?.type === "CallExpression" && isTaking(expression)) return true;
    }
  }
  return false;
}

function isTaking(call: CallNode): boolean {
  const name = calledName(call);
  return takingMethods.has(name) || /^(?:delete|clear|remove|ack|commit|dequeue)/.test(name);
}
