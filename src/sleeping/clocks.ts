import type { Actions } from "../actions.js";
import { type CallNode, type Node, calledName, findNode, isFunction, isInside, literalText, nameOfThing, unwrap, wrapped } from "../ast.js";
import { titlesOfTime } from "../contracts/intent.js";
import { fakeTimerCalls } from "../contracts/sleeps.js";
import type { Sleep } from "./sleeps.js";

/** What a file does to the time: gathered once, since each of its sleeps asks. */
export interface Clocks {
  /** Calls that replace the clock. */
  readonly fakes: readonly CallNode[];
  /** Timers of a literal time, with that time. */
  readonly timers: readonly { readonly call: CallNode; readonly time: number }[];
  /** Calls of `clearTimeout`. */
  readonly clears: readonly CallNode[];
}

/** What the calls of a file do to the time. */
export function clocksOf(calls: readonly CallNode[]): Clocks {
  return {
    fakes: calls.filter((call) => fakeTimerCalls.test(calledName(call)) || (calledName(call) === "enable" && call.callee.type === "MemberExpression" && nameOfThing(call.callee.object) === "timers")),
    timers: calls.flatMap((call) => {
      if (!/^set(?:Timeout|Interval)$/.test(calledName(call)) || call.arguments[0]?.type === "Identifier") return [];
      const time = call.arguments[1] && unwrap(call.arguments[1]);
      return time?.type === "Literal" && typeof time.value === "number" && time.value > 0 ? [{ call, time: time.value }] : [];
    }),
    clears: calls.filter((call) => calledName(call) === "clearTimeout"),
  };
}

/** True for a sleep in a test, or a hook of tests, that is about time: its title says so, or code that it hands in has timers that the sleep outlasts. */
export function isInTestOfTime({ node, delay }: Sleep, { timers }: Clocks, actions: Actions): boolean {
  for (let part = partAround(node, actions); part; part = partAround(part, actions)) if (titlesOfTime.test(titleOf(part))) return true;
  const test = testAround(node, actions);
  return test !== undefined && timers.some(({ call, time }) => time <= (delay.value ?? 0) && call.range[1] < node.range[0] && isInside(call, test) && isHandedIn(call, test));
}

/** True for code in a class, or in a function that is given to something, in a test. */
function isHandedIn(node: Node, test: Node): boolean {
  let functions = 0;
  for (let at: Node | undefined = node.parent; at && at !== test; at = at.parent) {
    if (at.type === "ClassBody") return true;
    if (isFunction(at) && wrapped(at).parent?.type === "Property") return true;
    if (isFunction(at)) functions++;
  }
  return functions > 2;
}

/** True if the clock is replaced where a sleep runs. */
export function hasFakeTimers(node: Node, { fakes }: Clocks, actions: Actions): boolean {
  return fakes.some((call) => {
    const part = partAround(call, actions);
    return !part || isInside(node, part);
  });
}

/** The test that a node stands in. */
export function testAround(node: Node, actions: Actions): CallNode | undefined {
  return partOf(node, actions, false);
}

/** The test that a call stands in, or the group whose hooks or code make it. */
function partAround(node: Node, actions: Actions): CallNode | undefined {
  return partOf(node, actions, true);
}

function partOf(node: Node, actions: Actions, orGroup: boolean): CallNode | undefined {
  for (let at: Node | undefined = node.parent; at; at = at.parent) {
    if (at.type !== "CallExpression") continue;
    const action = actions.of(at);
    if (action.kind === "test" && (action.phase === "test" || (orGroup && action.phase === "group"))) return at;
  }
  return undefined;
}

/** What a test is called. */
export function titleOf(test: CallNode): string {
  const [first] = test.arguments;
  return first?.type === "TemplateLiteral" ? first.quasis.map((quasi) => quasi.value.raw).join(" ") : (literalText(first) ?? "");
}

/** True for code that looks at the time itself: `started = Date.now();`. */
export function readsClock(code: Node): boolean {
  return findNode(code, (node) => (node.type === "CallExpression" && /^(?:now|hrtime)$/.test(calledName(node))) || (node.type === "NewExpression" && calledName(node) === "Date" && node.arguments.length === 0)) !== undefined;
}
