import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, isFunction, literalText, parameterName, unwrap, wrapped } from "./ast.js";
import { createArguments, isFalse, isTrue } from "./arguments.js";
import { attachMethods, eventPromises, exits, immediateMethods, onlookers, onlookingModules, ownExport, testCalls, testModifiers, testModules } from "./contracts/calls.js";
import type { Callback, Contract, Maker, Start } from "./contracts/types.js";
import type { Holder } from "./holders.js";
import type { Subject, Value, Values } from "./values.js";

/** A function given to an API, and what is true when it begins. */
export interface Given {
  readonly function: Node;
  readonly subject: Holder;
  readonly callback: Callback;
}

/** What a call does to the subjects of a file, whatever the path that leads there. */
export type Action =
  | { readonly kind: "make"; readonly subject: Subject; readonly start: Start | undefined; readonly certain: boolean; readonly given: readonly Given[] }
  /** Another object around a subject that exists already; both have one state. */
  | { readonly kind: "wrap"; readonly subject: Subject; readonly given: readonly Given[] }
  | { readonly kind: "start"; readonly subject: Subject; readonly receiver: Subject; readonly start: Start; readonly given: readonly Given[] }
  | { readonly kind: "attach"; readonly subject: Subject; readonly event: string; readonly given: readonly Given[] }
  | { readonly kind: "stop"; readonly subject: Subject }
  | { readonly kind: "obscure"; readonly subject: Subject }
  | { readonly kind: "wait"; readonly subject: Subject; readonly event: string }
  | { readonly kind: "local"; readonly unit: FunctionNode | (Value & { kind: "class" })["node"]; readonly receiver: Holder | undefined; readonly literal?: TSESTree.ObjectExpression | undefined }
  | { readonly kind: "run"; readonly functions: readonly FunctionNode[]; readonly always: boolean }
  | { readonly kind: "test"; readonly phase: (typeof testCalls)[string]; readonly function: FunctionNode | undefined }
  | { readonly kind: "exit" }
  | { readonly kind: "look" }
  | { readonly kind: "other" };

/** Says what calls do. */
export interface Actions {
  of(call: CallNode): Action;
  /** True if the start call is given a host: a name or address to resolve first. */
  hasHost(call: CallNode, start: Start): boolean;
}

export function createActions(values: Values): Actions {
  const { givenAt, isGiven, hasHost, isHost } = createArguments(values);
  const known = new Map<CallNode, Action>();

  function of(call: CallNode): Action {
    let action = known.get(call);
    if (!action) known.set(call, (action = find(call)));
    return action;
  }

  function find(call: CallNode): Action {
    const made = values.makerOf(call);
    if (made) return making(call, made.contract, made.maker);
    const started = values.startOf(call);
    if (started) return starting(call, started.subject, started.start);
    const callee = values.valueOf(call.callee);
    switch (callee?.kind) {
      case "member":
        return onSubject(call, callee);
      case "function":
        return { kind: "local", unit: callee.node, receiver: callee.receiver, literal: callee.literal };
      case "class":
        return call.type === "NewExpression" ? { kind: "local", unit: callee.node, receiver: values.homeOf(call) } : { kind: "other" };
      case "global":
      case "export":
        return ofName(call, callee);
      default:
        return immediate(call);
    }
  }

  function making(call: CallNode, contract: Contract, maker: Maker): Action {
    const value = values.valueOf(call);
    const subject = value?.kind === "promise" ? value.of : value;
    if (subject?.kind !== "subject") return { kind: "other" };
    const begins = maker.handlersBegin;
    const given: Given[] = begins ? functionsIn(call).map((fn) => ({ function: fn, subject: subject.holder, callback: { begins } })) : [];
    const unless = maker.starts?.unless && givenAt(call, maker.starts.unless);
    const isHeldBack = unless !== undefined && !isFalse(unless);
    const start = maker.starts && !isHeldBack && isGiven(call, maker.starts.when, maker.starts.when?.type) ? maker.starts : undefined;
    if (start?.callback) given.push(...callbackOf(call, start.callback, subject.holder));
    const isWrapping = maker.wraps !== undefined && subject.holder !== values.homeOf(call);
    const certain = start !== undefined || (maker.wraps === undefined && (maker.starts === undefined || isTrue(unless)));
    return isWrapping ? { kind: "wrap", subject, given } : { kind: "make", subject, start, certain, given };
  }

  function starting(call: CallNode, receiver: Subject, start: Start): Action {
    const value = values.valueOf(call);
    const subject = typeof start.gives === "object" && "instance" in start.gives && value?.kind === "subject" ? value : receiver;
    return { kind: "start", subject, receiver, start, given: start.callback ? callbackOf(call, start.callback, subject.holder) : [] };
  }

  function onSubject(call: CallNode, { subject, name }: Value & { kind: "member" }): Action {
    const { contract, holder } = subject;
    if (contract.stops.includes(name)) return { kind: "stop", subject };
    if (contract.obscures?.includes(name) || contract.starts[name]) return { kind: "obscure", subject };
    const event = literalText(call.arguments[0]);
    const listener = call.arguments[1];
    if (attachMethods.has(name) && event !== undefined && listener) {
      const begins = contract.events[event];
      return { kind: "attach", subject, event, given: begins ? [{ function: listener, subject: holder, callback: { begins } }] : [] };
    }
    return { kind: "other" };
  }

  function ofName(call: CallNode, callee: Value & { kind: "global" | "export" }): Action {
    const name = ownExport(callee.name);
    if (callee.kind === "global") {
      if (exits.has(name)) return { kind: "exit" };
      if (name === "Promise" && call.type === "NewExpression") return running(call.arguments.slice(0, 1), true);
    } else {
      const module = callee.module.replace(/^node:/, "");
      if (module === "process" && exits.has(`process.${name}`)) return { kind: "exit" };
      const wait = eventPromises.find((row) => row.from === module && row.export === callee.name);
      if (wait) {
        const emitter = call.arguments[wait.emitter];
        const subject = emitter && values.subjectOf(emitter);
        const event = literalText(call.arguments[wait.event]);
        if (subject && event !== undefined) return { kind: "wait", subject, event };
      }
      if (onlookingModules.has(module) && !testModules.has(module)) return { kind: "look" };
      if (!testModules.has(module)) return immediate(call);
    }
    const phase = testPhase(name, callee.kind === "export");
    if (phase) {
      const fn = call.arguments.map((argument) => values.valueOf(argument)).findLast((value) => value?.kind === "function");
      return { kind: "test", phase, function: fn?.kind === "function" ? fn.node : undefined };
    }
    if (onlookers.some((each) => each === name || (each.endsWith(".*") && name.startsWith(each.slice(0, -1))))) return { kind: "look" };
    return immediate(call);
  }

  /** A call of a method that runs its function at once, such as `forEach`, or of a test by its form; else nothing known. */
  function immediate(call: CallNode): Action {
    const callee = unwrap(call.callee);
    const test = testByForm(call);
    if (test) return test;
    if (callee.type === "CallExpression") {
      // `test.each(table)(name, fn)`
      const inner = of(callee);
      const fn = call.arguments.map((argument) => unwrap(argument)).find(isFunction);
      if (inner.kind === "test") return { ...inner, function: fn };
    }
    if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier" || !immediateMethods.has(callee.property.name)) return { kind: "other" };
    return running(call.arguments.slice(0, 1), false);
  }

  function running(given: readonly Node[], always: boolean): Action {
    const functions = given.flatMap((node) => {
      const value = values.valueOf(node);
      return value?.kind === "function" ? [value.node] : [];
    });
    return functions.length > 0 ? { kind: "run", functions, always } : { kind: "other" };
  }

  function callbackOf(call: CallNode, callback: Callback, subject: Holder): Given[] {
    const { argument } = callback;
    const node = argument === "last" ? call.arguments.at(-1) : argument === undefined ? undefined : call.arguments[argument];
    return node && isCallback(node, call) ? [{ function: node, subject, callback }] : [];
  }

  /** True for a function, and for a name that may hold one: neither a host, nor a first argument that is a port, a path or options. */
  function isCallback(node: Node, call: CallNode): boolean {
    const inner = unwrap(node);
    const value = values.valueOf(inner);
    if (value?.kind === "function" || value?.kind === "member") return true;
    if (value?.kind !== "object" || value.shape !== undefined || isHost(inner)) return false;
    return call.arguments.indexOf(node as never) > 0 || (inner.type === "Identifier" && (/^(?:cb|callback|done|next|resolve|ready|listener|fn|on[A-Z]\w*)$/.test(inner.name) || isExecutorParameter(inner)));
  }

  /** True for `resolve` of a promise's executor, whatever it is called. */
  function isExecutorParameter(identifier: TSESTree.Identifier): boolean {
    for (let at: Node | undefined = identifier.parent; at; at = at.parent) {
      if (isFunction(at) && at.params.some((parameter) => parameterName(parameter)?.name === identifier.name)) return wrapped(at).parent?.type === "NewExpression";
    }
    return false;
  }

  function functionsIn(call: CallNode): Node[] {
    return call.arguments.filter((argument) => values.valueOf(argument)?.kind === "function");
  }

  return { of, hasHost };
}

/** A test, a group or a hook by its form, wherever its name comes from: `test("title", async ({ page }) => …)` of fixtures, `beforeEach(() => …)`. */
function testByForm(call: CallNode): Action | undefined {
  const fn = call.arguments.map((argument) => unwrap(argument)).findLast(isFunction);
  if (!fn || call.type !== "CallExpression") return undefined;
  const callee = unwrap(call.callee);
  const parts = callee.type === "MemberExpression" ? [callee.object, callee.property] : [callee];
  const name = parts.map((part) => (part.type === "Identifier" ? part.name : "")).join(".");
  const phase = testPhase(name, false);
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  const isTitled = first !== undefined && (literalText(first) !== undefined || first.type === "TemplateLiteral");
  // Behind the function there may be a time that it has.
  const isHook = /(?:before|after)(?:Each|All)?$/.test(name) && first === fn && call.arguments.length <= 2;
  return phase && (phase === "test" || phase === "group" ? isTitled : isHook) ? { kind: "test", phase, function: fn } : undefined;
}

function testPhase(name: string, imported: boolean): (typeof testCalls)[string] | undefined {
  const words = name.split(".").filter((word) => !testModifiers.has(word));
  if (imported && words[0] === "default") words.shift();
  const last = words.at(-1);
  if (words.length === 0) return imported ? "test" : undefined;
  if (last === undefined || words.length > 2 || !Object.hasOwn(testCalls, words[0] ?? "")) return undefined;
  return Object.hasOwn(testCalls, last) ? testCalls[last] : undefined;
}
