import { type CallNode, type Node, calledName, isFunction, isInside, keyName, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { detachMethods } from "../contracts/deliveries.js";
import type { EmitterEvent } from "../contracts/emitter-types.js";
import { emitters, puttingOff, quietVerbs, recurringMethods, starters, triggerVerbs, unlost } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { isAkin } from "./akin.js";
import { type Attachment, placeOf } from "./attachments.js";
import type { Late } from "./late.js";
import { createPages, isPageWait } from "./pages.js";
import { awaitedNext, following, isPlain } from "./statements.js";
import type { Arrival } from "./walk.js";
import { verbOf } from "../words.js";

/** Says where an event of an emitter of any kind may have come before its listener. */
export function createGuesses({ index, values, scopes }: { readonly index: FileIndex; readonly values: Values; readonly scopes: Scopes }) {
  const { afterPage, afterAct } = createPages({ index, values, scopes });

  /** Something else says that the event may have come: it was set going, asked for or emitted before. */
  function guessed(arrival: Arrival, row: EmitterEvent | undefined): Pick<Late, "kind" | "certain" | "cause"> | undefined {
    const { attachment, state } = arrival;
    const { holder, event, promise, subject } = attachment;
    const emitted = state.emitted.get(holder)?.get(event);
    const known = subject && emitters.get(subject.contract.id);
    if (emitted && (!subject || known?.emits || (known?.sends && attachment.isOnce))) return { kind: "emitted", certain: false, cause: emitted };
    if (row || unlost.has(event) || state.touched.has(holder) || isKept(arrival) || isForLater(arrival)) return undefined;
    if (isPageWait(attachment)) return afterPage(arrival);
    if (promise && state.hasActed) return undefined;
    const acted = afterAct(arrival);
    if (acted) return acted;
    // A called function has waited for something of its own behind the trigger.
    if (arrival.called && state.waited && isInside(state.waited, arrival.called)) return undefined;
    if (isRecurring(attachment)) return undefined;
    const last = state.triggers.at(-1);
    if (!last || isHadSince(attachment, last.node)) return undefined;
    if (last.kind === "asks") return promise && last.node === state.waited && decides(last.node) ? { kind: "asked", certain: false, cause: last.node } : undefined;
    const own = state.triggers.findLast((trigger) => trigger.kind === "acts" && isAkin(trigger.receiver, holder));
    if (own && isReadFirst(attachment, own.node)) return undefined;
    if (own) return { kind: "triggered", certain: false, cause: own.node };
    return promise && last.node === state.waited && !isPutOff(last.node) ? { kind: "triggered", certain: false, cause: last.node } : undefined;
  }

  /** `await queue.add("job", data, { attempts: 3, backoff: 1000 })`: how long it takes is said there, and it is longer than the answer's way. */
  function isPutOff(cause: Node): boolean {
    const call = cause.type === "AwaitExpression" ? unwrap(cause.argument) : cause;
    const options = call.type === "CallExpression" ? call.arguments.map((argument) => unwrap(argument)) : [];
    return options.some((each) => each.type === "ObjectExpression" && each.properties.some((property) => property.type === "Property" && puttingOff.has(keyName(property) ?? "")));
  }

  /** `agenda.every("1 second", "report")`: what is missed comes again. */
  function isRecurring({ holder, node }: Attachment): boolean {
    return recurringMethods.some((name) => (index.byMember.get(name) ?? []).some((call) => call.range[0] < node.range[0] && unitOf(call) === unitOf(node) && call.callee.type === "MemberExpression" && placeOf(call.callee.object, values)?.holder === holder));
  }

  /** What has come before is in the state that is read first, in the same turn: `view.show(doc.data); doc.on("op", (op) => …)`. */
  function isReadFirst({ holder, node, promise }: Attachment, cause: Node): boolean {
    if (promise) return false;
    const from = isInside(node, cause) ? unitOf(node).range[0] : cause.range[1];
    return index.members.some((member) => member.range[0] > from && member.range[1] < node.range[0] && unitOf(member) === unitOf(node) && isRead(member) && placeOf(member.object, values)?.holder === holder);
  }

  function isRead(member: Node): boolean {
    const { parent } = wrapped(member);
    return !(parent?.type === "CallExpression" && parent.callee === wrapped(member)) && !(parent?.type === "AssignmentExpression" && parent.left === member) && parent?.type !== "MemberExpression";
  }

  /** The promise of a wait is kept, or awaited together with others: it was made before what it is for. One that is awaited at once is not. */
  function isKept({ attachment: { promise, node }, at }: Arrival): boolean {
    if (!promise) return false;
    const isOwn = (each: Node) => {
      const { parent } = wrapped(each);
      return parent?.type === "AwaitExpression" || parent?.type === "ReturnStatement" || isFunction(parent) || awaitedNext(each) !== undefined;
    };
    return !isOwn(promise) || (at !== node && !isOwn(at));
  }

  /** The code sets something going behind the listener: in the promise that it settles, or in the statements that follow a handler. */
  function isForLater({ attachment: { promise, node, listener, handler }, at, called }: Arrival): boolean {
    const sets = (call: CallNode) => triggerVerbs.has(verbOf(calledName(call))) || starters.has(calledName(call)) || call.type === "NewExpression" || !(isIdle(call) || isTimer(call));
    // What the handler that settles the promise does cannot bring its event about.
    const own = [listener, handler].filter((each) => each && index.calls.some((call) => isInside(call, each) && isSettling(call, promise)));
    // What a wait is given to choose by runs when the event has come.
    const isOfOwn = (call: CallNode) => own.some((each) => each && isInside(call, each)) || (promise === node && isInside(unitOf(call), node));
    if (promise) return index.calls.some((call) => isInside(call, promise) && call.range[0] > node.range[0] && call !== node && call !== promise && !isSettling(call, promise) && !isOfOwn(call) && sets(call));
    // A handler that stands among the last things done is there for what has begun; else it may be for what follows, where it is attached or behind the call that does so.
    return [at, ...(called ? [node] : [])].some((place) => following(place).some((statement) => index.calls.some((call) => isInside(call, statement) && !isIdle(call) && !isInHandler(call, statement) && !isOverdue(call, listener))));
  }

  /** A call in a handler that the statement attaches, or in a function that it returns: it is made when the event comes, or the caller asks for it. */
  function isInHandler(call: Node, statement: Node): boolean {
    for (let at: Node | undefined = call; at && at !== statement; at = at.parent) {
      const given: Node | undefined = isFunction(at) ? wrapped(at).parent : undefined;
      if (given && statement.type === "ReturnStatement" && (given === statement || given.type === "Property")) return true;
      if (given?.type === "CallExpression" && given.callee !== at && attachMethods.has(calledName(given))) return true;
    }
    return false;
  }

  /** A call in a timer's function that takes the listener off: it is made when the event has not come in time. */
  function isOverdue(call: Node, listener: Node | undefined): boolean {
    const fn = unitOf(call);
    const timer = isFunction(fn) ? wrapped(fn).parent : undefined;
    if (timer?.type !== "CallExpression" || calledName(timer) !== "setTimeout" || listener?.type !== "Identifier") return false;
    return index.calls.some((each) => unitOf(each) === fn && detachMethods.has(calledName(each)) && each.arguments.some((argument) => argument.type === "Identifier" && argument.name === listener.name));
  }

  /** A call that brings nothing about: another listener, a log line, a place in a collection. */
  function isIdle(call: CallNode): boolean {
    const name = calledName(call);
    return attachMethods.has(name) || quietVerbs.has(verbOf(name)) || !isPlain(call, unitOf(call));
  }

  /** `resolve()`, `reject(new Error())`, by these names or those that the executor gives them, and what is an argument of them. */
  function isSettling(call: Node, promise: Node | undefined): boolean {
    const executor = promise?.type === "NewExpression" ? promise.arguments[0] : undefined;
    const own = isFunction(executor) ? executor.params.map((parameter) => parameterName(parameter)?.name) : [];
    for (let node: Node | undefined = call; node && node.type !== "ExpressionStatement" && !isFunction(node); node = node.parent) {
      if (node.type === "CallExpression" && node.callee.type === "Identifier" && (own.includes(node.callee.name) || /^(?:resolve|reject|done|ok|fail|res|rej)$/.test(node.callee.name))) return true;
    }
    return false;
  }

  /** True if the code had the emitter only after `node`, or got it from there. */
  function isHadSince({ holder, target }: Attachment, node: Node): boolean {
    const { root } = holder;
    if (typeof root === "string") return false;
    const at = "identifiers" in root ? (root.identifiers[0] as Node | undefined) : root;
    if (!at || at.type === "Program") return false;
    const writes = "identifiers" in root ? root.references.filter((reference) => reference.isWrite()).map(({ identifier }) => identifier as Node) : [];
    return [at, ...writes].some((each) => isInside(each, unitOf(node)) && unitOf(node) !== each && each.range[0] > unitOf(node).range[0] && each.range[1] > node.range[0] && !isFunction(each)) || isInside(node, target) || [at, ...writes].some((each) => declaredFrom(each, node));
  }

  /** `const x = await open()`: what is declared has the await in its value. */
  function declaredFrom(name: Node, node: Node): boolean {
    for (let at = name.parent; at; at = at.parent) {
      if (at.type === "VariableDeclarator") return at.init !== null && isInside(node, at.init);
      if (at.type === "AssignmentExpression") return isInside(node, at.right);
      if (isFunction(at)) return false;
    }
    return false;
  }

  /** The answer of an awaited question decides by a branch that leaves whether anybody listens. */
  function decides(node: Node): boolean {
    const kept = node.parent?.type === "VariableDeclarator" && node.parent.id.type === "Identifier" ? node.parent.id.name : undefined;
    for (let at = node.parent; at && !isFunction(at); at = at.parent) {
      const block = at.parent;
      if (at.type === "IfStatement" && isInside(node, at.test)) return leaves(at.consequent);
      if (kept === undefined || (block?.type !== "BlockStatement" && block?.type !== "Program")) continue;
      const next = block.body[block.body.indexOf(at as never) + 1];
      return next?.type === "IfStatement" && leaves(next.consequent) && new RegExp(`\\b${kept.replace(/\$/g, "\\$")}\\b`).test(textIn(next.test));
    }
    return false;
  }

  function textIn(test: Node): string {
    return index.textOf(test);
  }

  return { guessed, isForLater };
}

function leaves(branch: Node): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement" || last?.type === "ContinueStatement";
}

function isTimer(call: CallNode): boolean {
  return /^(?:set|clear)(?:Timeout|Interval|Immediate)$/.test(calledName(call));
}
