import type { Actions } from "./actions.js";
import { type CallNode, type FunctionNode, isFunction, unitOf, wrapped } from "./ast.js";
import type { Begun } from "./begun.js";
import type { FileIndex } from "./file-index.js";
import { isCaught } from "./handling.js";
import { phases } from "./phases.js";
import type { Promises } from "./promises.js";
import { start } from "./state.js";
import type { Summaries } from "./summaries.js";

/** A call of an async function of the file that waits for readiness, and whose promise nobody gets. */
export interface Floating {
  readonly node: CallNode;
  readonly unit: FunctionNode;
  /** The start that the function waits for. */
  readonly begun: Begun;
}

interface FloatingInput {
  readonly index: FileIndex;
  readonly actions: Actions;
  readonly summaries: Summaries;
}

/** The calls in async functions that go on without what they have started: `startApi(port);` where `await` could stand. */
export function floatingIn(starts: readonly Begun[], { index, actions, summaries }: FloatingInput): readonly Floating[] {
  const waiting = new Map<FunctionNode, Begun>();
  for (const begun of starts) {
    const { unit, subject } = begun;
    const caller = isFunction(unit) && unit.async ? unit : enclosing(unit, begun.node);
    if (caller && summaries.of(caller)?.exit?.standings.get(subject.holder)?.phases === phases("ready")) waiting.set(caller, begun);
  }
  if (waiting.size === 0) return [];
  return index.calls.flatMap((node) => {
    const statement = wrapped(node).parent;
    const unit = unitOf(node);
    if (statement?.type !== "ExpressionStatement" || !isFunction(unit) || !unit.async || unit.generator || isLast(statement)) return [];
    const action = actions.of(node);
    const begun = action.kind === "local" && isFunction(action.unit) && action.unit !== unit ? waiting.get(action.unit) : undefined;
    return begun ? [{ node, unit, begun }] : [];
  });
}

/** The async function in whose promise executor a start stands. */
function enclosing(unit: Begun["unit"], node: CallNode): FunctionNode | undefined {
  const executor = isFunction(unit) ? wrapped(unit).parent : undefined;
  const around = executor?.type === "NewExpression" ? unitOf(executor) : undefined;
  return around && around !== unitOf(node) && isFunction(around) && around.async ? around : undefined;
}

/** True for the last statement of a function: nothing goes on there without it. */
function isLast(statement: CallNode["parent"]): boolean {
  const block = statement.parent;
  return block?.type === "BlockStatement" && isFunction(block.parent) && block.body.at(-1) === statement;
}

/** `return startOn(port)` in a `try` with a `catch`, in an async function: the promise is out of the `try` when it rejects. */
export function isUnawaitedReturn(call: CallNode, { promises, actions, summaries }: { promises: Promises; actions: Actions; summaries: Summaries }): boolean {
  const statement = wrapped(call).parent;
  const unit = unitOf(call);
  if (statement?.type !== "ReturnStatement" || !isFunction(unit) || !unit.async || unit.generator || !isCaught(call)) return false;
  const action = actions.of(call);
  const called = action.kind === "local" && isFunction(action.unit) && action.unit.async ? action.unit : undefined;
  const inside = called && summaries.of(called)?.exit?.standings;
  return [...(inside ?? promises.of(call).facts(start)).values()].some((standing) => standing.phases === phases("ready"));
}
