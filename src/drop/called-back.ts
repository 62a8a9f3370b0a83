import { type CallNode, type FunctionNode, type Node, calledName, isFunction, isInside, parameterName, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { endVerbs, errorFirstNames, timerCalls } from "../contracts/deliveries.js";
import { isIdleExpression, isNothing } from "../idle.js";
import { type Names, receiverOf } from "../names.js";
import { functionAround, isExecutor } from "../order.js";
import { armedIn } from "../timers.js";
import { firstWord } from "../words.js";
import { isDelivery, nameOf } from "./payloads.js";
import { isQuestion } from "./silence.js";

/** A timer that calls back without an error, as if what it limits were done. */
export interface CalledBack {
  /** The call that sets the timer. */
  readonly node: CallNode;
  readonly delivery: CallNode;
  /** The call in the timer; undefined where the timer is given the function itself. */
  readonly call: CallNode | undefined;
  readonly callback: string;
  /** By its name, or by what the delivery gives it, the callback takes an error first. */
  readonly isErrorFirst: boolean;
}

interface Given {
  readonly delivery: CallNode;
  readonly isErrorFirst: boolean;
}

/** Deliveries that call back, where a timer calls the same callback without anything if they are late. */
export function calledBackByTimers(names: Names): readonly CalledBack[] {
  return names.calls.flatMap((node): CalledBack[] => {
    const [handler] = armedIn(node) === node && node.arguments.length <= 2 ? node.arguments : [];
    const fn = handler && functionAround(node);
    // What a test is told, and who ends something, has a limit on purpose.
    if (!handler || !fn || isExecutor(fn) || nameOf(fn) === undefined || endVerbs.has(firstWord(nameOf(fn) ?? ""))) return [];
    const call = isFunction(handler) ? onlyCallIn(handler) : undefined;
    const name = isFunction(handler) ? call && unwrap(call.callee) : unwrap(handler);
    if (name?.type !== "Identifier") return [];
    const once = forwarderNamed(name, fn, names);
    const given = once ? givenOnce(name.name, once, fn, names) : givenByItself(name.name, node, fn, names);
    return given ? [{ node, call, callback: name.name, ...given }] : [];
  });
}

/** `() => done()`: the call without a value, if beside it there are only marks and questions whether it was called before. */
function onlyCallIn(fn: FunctionNode): CallNode | undefined {
  const found: CallNode[] = [];
  const isPlain = (node: Node): boolean => {
    switch (node.type) {
      case "BlockStatement":
        return node.body.every(isPlain);
      case "IfStatement":
        return isQuestion(node.test) && isPlain(node.consequent) && (!node.alternate || isPlain(node.alternate));
      case "ReturnStatement":
        return !node.argument || isPlainExpression(node.argument);
      case "ExpressionStatement":
        return isPlainExpression(node.expression);
      default:
        return false;
    }
  };
  const isPlainExpression = (node: Node): boolean => {
    const inner = unwrap(node);
    if (inner.type === "AssignmentExpression") return isIdleExpression(inner.right);
    if (inner.type !== "CallExpression" || timerCalls.has(calledName(inner))) return inner.type === "CallExpression";
    found.push(inner);
    return inner.callee.type === "Identifier" && inner.arguments.every((argument) => isNothing(argument, false));
  };
  const isOnly = fn.body.type === "BlockStatement" ? isPlain(fn.body) : isPlainExpression(fn.body);
  return isOnly && found.length === 1 ? found[0] : undefined;
}

/** The function of this file behind a name that hands what it is given on, once, to a callback of the function around it. */
function forwarderNamed(name: Node, around: FunctionNode, names: Names): { readonly callback: string } | undefined {
  const fn = names.functionOf(name);
  if (!fn || !isInside(fn, around) || fn.async || fn.generator) return undefined;
  const [first] = fn.params;
  const all = first?.type === "RestElement" && first.argument.type === "Identifier" ? first.argument.name : "arguments";
  const isAll = (node: Node | undefined) => node?.type === "Identifier" && node.name === all;
  const within = names.within(fn.body);
  const targets = within.flatMap((node) => {
    const last = node.type === "CallExpression" ? node.arguments.at(-1) : undefined;
    if (node.type !== "CallExpression" || !last) return [];
    if (calledName(node) === "apply") return isAll(last) ? [receiverOf(node)] : [];
    return last.type === "SpreadElement" && isAll(last.argument) ? [unwrap(node.callee)] : [];
  });
  const [target] = targets;
  // A mark that it has been called, so that the later of the two does nothing.
  const isOnce = within.some((node) => node.type === "AssignmentExpression" && unwrap(node.left).type === "Identifier" && isIdleExpression(node.right));
  return target?.type === "Identifier" && isOnce && positionOf(target.name, around) >= 0 ? { callback: target.name } : undefined;
}

function positionOf(name: string, fn: FunctionNode): number {
  return fn.params.findIndex((parameter) => parameterName(parameter)?.name === name);
}

/** The delivery that is given a function which calls back once: in the function around, or where a call of that stands as a callback. */
function givenOnce(name: string, { callback }: { readonly callback: string }, around: FunctionNode, names: Names): Given | undefined {
  const inside = deliveriesIn(around, names).find(({ arguments: given }) => isNamed(given.at(-1), name));
  if (inside) return { delivery: inside, isErrorFirst: errorFirstNames.test(callback) };
  const isReturned = names.within(around.body, true).some((node) => node.type === "ReturnStatement" && isNamed(node.argument, name));
  if (!isReturned) return undefined;
  for (const use of names.calls) {
    const outer = names.functionOf(use.callee) === around ? use.parent : undefined;
    if (outer?.type !== "CallExpression" || outer.arguments.at(-1) !== use || !isSending(outer, names)) continue;
    const handed = use.arguments[positionOf(callback, around)];
    return { delivery: outer, isErrorFirst: handed?.type === "Identifier" && errorFirstNames.test(handed.name) };
  }
  return undefined;
}

/** The delivery whose callback calls the same parameter with what it was given. */
function givenByItself(name: string, timer: Node, around: FunctionNode, names: Names): Given | undefined {
  if (positionOf(name, around) < 0) return undefined;
  for (const delivery of deliveriesIn(around, names)) {
    const last = delivery.arguments.at(-1);
    if (!isFunction(last) || isInside(timer, last)) continue;
    const [error] = last.params;
    const failure = error && parameterName(error)?.name;
    const answer = names.within(last.body).find((node) => node.type === "CallExpression" && isNamed(node.callee, name) && node.arguments.length > 0);
    if (answer?.type !== "CallExpression" || failure === undefined) continue;
    const isErrorFirst = /^e(?:rr(?:or)?)?$/i.test(failure) && (isNamed(answer.arguments[0], failure) || isNothing(answer.arguments[0], false));
    if (isErrorFirst) return { delivery, isErrorFirst };
  }
  return undefined;
}

function isNamed(node: Node | null | undefined, name: string): boolean {
  return node?.type === "Identifier" && node.name === name;
}

function deliveriesIn(around: FunctionNode, names: Names): readonly CallNode[] {
  return names.within(around.body).filter((node): node is CallNode => node.type === "CallExpression" && isSending(node, names));
}

function isSending(call: CallNode, names: Names): boolean {
  return isDelivery(call, names) && !attachMethods.has(calledName(call));
}
