import { type CallNode, type Node, calledName, isInside, literalText, memberName, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { askedStates } from "../contracts/started.js";
import { behind, statementAround, withoutAwait } from "../order.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import { wordsOf } from "../words.js";
import { assertedIn, assertionIn } from "./assertions.js";
import type { Sleep } from "./sleeps.js";
import type { Started } from "./starts.js";
import { isStop, kindOf } from "./things.js";

/**
 * What has been begun before a sleep, where the code asserts next that it runs: `node.announce(); await sleep(500); expect(node.isStarted()).toBe(true)`,
 * `await jobs.run("basic"); await sleep(10); t.true(jobs.workers.has("basic"))`.
 */
export function startOfAskedState({ node, form }: Sleep, last: CallNode | undefined, scopes: Scopes): Started | undefined {
  const statement = form === "awaited" ? statementAround(node) : undefined;
  const next = statement ? [...behind(statement)].slice(0, 2) : [];
  const assertion = next.find((each) => assertionIn(each));
  const asserted = assertion && assertionIn(assertion) === "presence" ? assertedIn(assertion) : undefined;
  const state = asserted && (assertion === next[0] ? unwrap(asserted) : declaredIn(next[0], asserted, scopes));
  const owner = state && (ownerOfState(state) ?? (last && ownerOfKey(state, last)));
  if (!statement || !owner) return undefined;
  const base = { kind: kindOf(nameOfThing(owner)), name: owner, isAwaited: false, isReady: false, isCertain: false, ready: undefined } as const;
  const loading = loadingOf(owner, statement, scopes);
  if (loading) return { ...base, call: loading, configuredBy: [loading] };
  const begun = last && unwrap(last.callee);
  if (!last || begun?.type !== "MemberExpression" || isStop(last, undefined) || nameOfThing(begun.object) !== nameOfThing(owner)) return undefined;
  const use = wrapped(last).parent;
  const isAwaited = use?.type === "AwaitExpression";
  // What has been waited for runs already: that it still does is another question. What is found by its key may be entered later.
  if (isAwaited ? !ownerOfKey(state, last) : use?.type !== "ExpressionStatement") return undefined;
  return { ...base, call: last, isAwaited, configuredBy: [last] };
}

/** What a name that is asserted was given by the declaration before: `server.isReady()` of `const isReady = server.isReady(); expect(isReady).toBe(true);`. */
function declaredIn(declaration: Node | undefined, asserted: Node, scopes: Scopes): Node | undefined {
  const value = onlyValueOf(unwrap(asserted), scopes);
  return value && declaration && isInside(value, declaration) ? unwrap(withoutAwait(value)) : undefined;
}

/** `client` of `client.connected`, `node` of `node.isStarted()`. */
function ownerOfState(state: Node): Node | undefined {
  const member = state.type === "CallExpression" && state.arguments.length === 0 ? unwrap(state.callee) : state;
  if (member.type !== "MemberExpression") return undefined;
  const words = wordsOf(memberName(member) ?? "");
  return askedStates.has(words.at(-1) ?? "") && (words.length === 1 || words[0] === "is") ? member.object : undefined;
}

/** `jobs` of `jobs.workers.has("basic")`, where the last call was given the same key. */
function ownerOfKey(state: Node, last: CallNode): Node | undefined {
  const list = state.type === "CallExpression" && calledName(state) === "has" && state.callee.type === "MemberExpression" ? unwrap(state.callee.object) : undefined;
  const key = state.type === "CallExpression" && state.arguments.length === 1 && state.arguments[0] ? literalText(state.arguments[0]) : undefined;
  const isSame = key !== undefined && last.arguments.some((argument) => literalText(argument) === key);
  return list?.type === "MemberExpression" && isSame && kindOf(nameOfThing(list).replace(/s$/, "")) !== "unknown" ? list.object : undefined;
}

/** `require("./index")`, where what it gives was loaded by the code around: a module that says whether it is ready has begun with that. */
function loadingOf(owner: Node, statement: Node, scopes: Scopes): CallNode | undefined {
  const value = owner.type === "Identifier" ? onlyValueOf(owner, scopes) : undefined;
  const call = value && unwrap(value);
  const isLoad = call?.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === "require" && /^\./.test((call.arguments[0] && literalText(call.arguments[0])) ?? "");
  return isLoad && unitOf(call).type !== "Program" && unitOf(call) === unitOf(statement) ? call : undefined;
}
