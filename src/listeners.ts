import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, literalText, memberName, unitOf, unwrap, wrapped } from "./ast.js";
import type { Contexts } from "./contexts.js";
import { attachMethods, peerEvents } from "./contracts/calls.js";
import type { FileIndex } from "./file-index.js";
import { type Holder, isBelow } from "./holders.js";
import { isInLoop } from "./order.js";
import type { Scopes } from "./scopes.js";
import { endsByThrow, isLogReference, isNamedForLog, onlyKeeps, tellsNobody } from "./telling.js";
import type { Subject, Values } from "./values.js";

/** Who hears of something: no function, one that tells nobody, or one that may tell somebody. */
export type Told = "none" | "nobody" | "somebody";

/** Says who hears of a subject's events, anywhere in the file. */
export interface Listeners {
  /** Who hears that a start made it ready: the start's own callback, listeners of its ready events, promises of them made beside the start. */
  ofReady(start: CallNode, holder: Holder): Told;
  /** All who hear of it do no more than keep values. */
  isReadyOnlyKept(start: CallNode, holder: Holder): boolean;
  /** Listeners of 'error'; code that is not seen and gets the subject may listen as well. */
  ofFailure(start: CallNode, holder: Holder): Told;
  /** A listener of 'error' tells somebody. */
  isFailureHeard(holder: Holder): boolean;
  /** A listener of 'error' throws. */
  isFailureThrown(holder: Holder): boolean;
  /** Those who hear of 'error' only emit it again: no promise is settled by that. */
  isFailureEmitted(start: CallNode, holder: Holder): boolean;
}

interface Attached {
  readonly call: CallNode;
  readonly subject: Subject;
  /** Undefined where the code does not say which. */
  readonly event: string | undefined;
  readonly given: readonly Node[];
}

export interface ListenersInput {
  readonly index: FileIndex;
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly contexts: Contexts;
}

export function createListeners({ index, values, actions, scopes, contexts }: ListenersInput): Listeners {
  const attaching = new Map<Holder, Attached[]>();
  const waiting = new Map<Holder, { call: CallNode; subject: Subject; event: string }[]>();
  const handing: { call: CallNode; holders: readonly Holder[] }[] = [];
  const local: CallNode[] = [];
  for (const call of index.calls) {
    const action = actions.of(call);
    if (action.kind === "attach") put(attaching, action.subject.holder, { call, subject: action.subject, event: action.event, given: call.arguments.slice(1, 2) });
    else if (action.kind === "wait") put(waiting, action.subject.holder, { call, subject: action.subject, event: action.event });
    else if (action.kind === "local") local.push(call);
    else if (action.kind === "other") {
      const callee = values.valueOf(call.callee);
      if (callee?.kind === "member" && attachMethods.has(callee.name) && call.arguments.length > 1) put(attaching, callee.subject.holder, { call, subject: callee.subject, event: undefined, given: call.arguments.slice(1, 2) });
      const holders = handedOn(call);
      if (holders.length > 0) handing.push({ call, holders });
    }
  }

  function ofReady(start: CallNode, holder: Holder): Told {
    const functions = hearing(start, holder);
    if (functions === "promised") return "somebody";
    // Of a function that the row knows nothing of, nobody knows when it runs.
    const isOpen = (argument: Node) => argument.type === "SpreadElement" || isFunction(unwrap(argument));
    if (functions.length === 0) return start.arguments.some(isOpen) ? "somebody" : "none";
    return functions.every((each) => isSilent(each, holder, start)) ? "nobody" : "somebody";
  }

  function isReadyOnlyKept(start: CallNode, holder: Holder): boolean {
    const functions = hearing(start, holder);
    return functions !== "promised" && functions.length > 0 && functions.every((each) => isKeeping(each));
  }

  function isKeeping(node: Node): boolean {
    const value = values.valueOf(node);
    return value?.kind === "function" && onlyKeeps(value.node);
  }

  /** The functions that run when a start has made the subject ready; or a promise does. */
  function hearing(start: CallNode, holder: Holder): readonly Node[] | "promised" {
    const action = actions.of(start);
    const functions = "given" in action ? action.given.filter(({ callback }) => callback.begins.includes("ready")).map((given) => given.function) : [];
    for (const { call, subject, event } of waiting.get(holder) ?? []) {
      // A promise of readiness that is made beside the start is there to be waited for.
      if (unitOf(call) === unitOf(start) && isReadyEvent(subject, event)) return "promised";
    }
    for (const { subject, event, given } of attachedTo(holder)) {
      if (event === undefined || (isReadyEvent(subject, event) && !peerEvents.has(event))) functions.push(...given);
    }
    return functions;
  }

  function ofFailure(start: CallNode, holder: Holder): Told {
    const listeners = errorListeners(holder);
    if (listeners.some((listener) => !listener || !isSilent(listener)) || isHeardElsewhere(start, holder)) return "somebody";
    return listeners.length > 0 ? "nobody" : "none";
  }

  /** True if a promise of an event hears of failure, or code that is not seen may. */
  function isHeardElsewhere(start: CallNode, holder: Holder): boolean {
    if (waiting.has(holder)) return true;
    // Who gets it in the start's own callback gets it when it is ready, and so does who gets it behind the wait.
    const wait = waitAround(start);
    const isTooLate = (call: CallNode) => isInside(call, start) || (wait !== undefined && unitOf(call) === unitOf(wait) && call.range[0] > wait.range[1]);
    return handing.some(({ call, holders }) => !isTooLate(call) && holders.some((each) => each === holder || (each.depth > 0 && isBelow(holder, each))));
  }

  /** The await of the promise in whose executor a start stands, if no loop is around it: what follows comes when it is ready. */
  function waitAround(start: CallNode): Node | undefined {
    const unit = unitOf(start);
    const executor = isFunction(unit) ? wrapped(unit).parent : undefined;
    if (executor?.type !== "NewExpression" || actions.of(executor).kind !== "run") return undefined;
    const { parent } = wrapped(executor);
    return parent?.type === "AwaitExpression" && !isInLoop(parent) ? parent : undefined;
  }

  /** True for an event that says so, and for the one that would if the app itself emitted it: others may emit it there. */
  function isReadyEvent({ contract: { events, ready } }: Subject, event: string): boolean {
    return events[event]?.includes("ready") ?? (typeof ready === "object" && ready.event === event);
  }

  /** True for a variable of the function around a start that is read there alone, in the turn of the start, or in the callback: it is written too late. */
  function isWrittenLate(target: Node, start: CallNode, callback: Node): boolean {
    const variable = target.type === "Identifier" ? scopes.variableOf(target) : undefined;
    const unit = unitOf(start);
    if (!variable || !isFunction(unit) || variable.defs[0]?.type !== ("Variable" as never) || unitOf(variable.identifiers[0] as Node) !== unit) return false;
    if (isInLoop(start) || index.awaits.some((wait) => unitOf(wait) === unit && wait.range[0] > start.range[1])) return false;
    return variable.references.every(({ identifier, init }) => init === true || unitOf(identifier) === unit || isInside(identifier, callback));
  }

  /** True for a function that tells nobody; to ask the subject itself is to tell nobody. */
  function isSilent(node: Node, asked?: Holder, start?: CallNode): boolean {
    const value = values.valueOf(node);
    const isHarmless = (call: TSESTree.CallExpression | TSESTree.AssignmentExpression) => {
      if (call.type === "AssignmentExpression") return start !== undefined && value?.kind === "function" && isWrittenLate(call.left, start, value.node);
      const callee = values.valueOf(call.callee);
      // A function of the file that it calls tells nobody either; one of another file says so by its name.
      if (callee?.kind === "function") return callee.node !== node && !isEmpty(callee.node) && tellsNobody(callee.node);
      if (callee === undefined || callee.kind === "export") return isNamedForLog(call);
      return callee.kind === "member" && callee.subject.holder === asked && callee.subject.contract.reads.some(({ member }) => member === `${callee.name}()`);
    };
    return (value?.kind === "function" && tellsNobody(value.node, isHarmless)) || isLogReference(node);
  }

  function errorListeners(holder: Holder): readonly (Node | undefined)[] {
    return attachedTo(holder).flatMap(({ event, call }) => (event === "error" || event === undefined ? [call.arguments[1]] : []));
  }

  const asked = new Map<Holder, readonly Attached[]>();

  /** What is attached to the subject, by any name that it has in functions it is given to or comes from. */
  function attachedTo(holder: Holder): readonly Attached[] {
    let found = asked.get(holder);
    if (!found) asked.set(holder, (found = attaching.size === 0 ? [] : [...names(holder)].flatMap((name) => attaching.get(name) ?? [])));
    return found;
  }

  function names(holder: Holder): ReadonlySet<Holder> {
    const found = new Set([holder]);
    for (const name of found) {
      for (const call of local) {
        const action = actions.of(call);
        if (action.kind === "local" && isGiven(call, name)) found.add(contexts.bindingOf(call, action.unit).inward(name));
      }
      for (const context of ownerOf(name)) {
        const outer = context.kind === "call" ? context.binding.outward(name) : undefined;
        if (outer) found.add(outer);
      }
    }
    return found;
  }

  function isGiven(call: CallNode, { root }: Holder): boolean {
    return call.arguments.some((argument) => {
      const value = values.valueOf(argument);
      return (value?.kind === "subject" || value?.kind === "object") && value.holder.root === root;
    });
  }

  /** The ways in which the function runs that has the subject as its parameter. */
  function ownerOf({ root }: Holder) {
    const definition = typeof root === "object" && "defs" in root ? root.defs[0] : undefined;
    const fn = definition?.type === "Parameter" ? (definition.node as Node) : undefined;
    return isFunction(fn) ? contexts.of(unitOf(fn.body)) : [];
  }

  /** What a call gives to code that is not seen: it may listen for anything. */
  function handedOn(call: CallNode): readonly Holder[] {
    const kind = values.valueOf(call.callee)?.kind;
    // A method that is bound to its own object, or called on it, gives that to nobody.
    const isBinding = call.callee.type === "MemberExpression" && /^(?:bind|call|apply)$/.test(memberName(call.callee) ?? "") && (kind === "member" || kind === "promisified");
    if (isBinding || isSettling(call)) return [];
    return call.arguments.flatMap((argument) => {
      const inner = unwrap(argument);
      const given = inner.type === "ObjectExpression" ? inner.properties.map((property) => (property.type === "Property" ? property.value : property.argument)) : [inner];
      return given.flatMap((each) => {
        const value = values.valueOf(each);
        return value?.kind === "subject" || (value?.kind === "object" && value.holder.depth > 0) ? [value.holder] : [];
      });
    });
  }

  /** `resolve(server)`: the executor's own parameter is called. */
  function isSettling(call: CallNode): boolean {
    const variable = call.callee.type === "Identifier" ? scopes.variableOf(call.callee) : undefined;
    const fn = variable?.defs[0]?.type === "Parameter" ? (variable.defs[0].node as Node) : undefined;
    const executor = isFunction(fn) ? wrapped(fn).parent : undefined;
    return executor?.type === "NewExpression" && actions.of(executor).kind === "run";
  }

  function isEmitting(node: Node): boolean {
    const value = values.valueOf(node);
    return value?.kind === "function" && tellsNobody(value.node, (call) => call.type === "CallExpression" && calledName(call) === "emit" && literalText(call.arguments[0]) === "error");
  }

  function isThrowing(node: Node | undefined): boolean {
    const value = node && values.valueOf(node);
    return value?.kind === "function" && endsByThrow(value.node);
  }

  return {
    ofReady,
    isReadyOnlyKept,
    ofFailure,
    isFailureHeard: (holder) => errorListeners(holder).some((listener) => !listener || !isSilent(listener)),
    isFailureEmitted: (start, holder) => !isHeardElsewhere(start, holder) && errorListeners(holder).length > 0 && errorListeners(holder).every((listener) => listener && isEmitting(listener)),
    isFailureThrown: (holder) => errorListeners(holder).some(isThrowing),
  };
}

/** `onReady() {}`: there for others to fill in. */
function isEmpty({ body }: FunctionNode): boolean {
  return body.type === "BlockStatement" && body.body.length === 0;
}

function put<V>(map: Map<Holder, V[]>, holder: Holder, value: V): void {
  const list = map.get(holder);
  if (list) list.push(value);
  else map.set(holder, [value]);
}
