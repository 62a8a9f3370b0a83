import { type CallNode, type Node, memberName, nameOfThing, unwrap, wrapped } from "../ast.js";
import { askedStates } from "../contracts/started.js";
import { behind, statementAround } from "../order.js";
import { wordsOf } from "../words.js";
import { assertedIn, assertionIn } from "./assertions.js";
import type { Sleep } from "./sleeps.js";
import type { Started } from "./starts.js";
import { isStop, kindOf } from "./things.js";

/** What the last call before a sleep has begun, where the code asserts next that it runs: `node.announce(); await sleep(500); expect(node.isStarted()).toBe(true)`. */
export function startOfAskedState({ node, form }: Sleep, last: CallNode | undefined): Started | undefined {
  const statement = form === "awaited" ? statementAround(node) : undefined;
  const [next] = statement ? behind(statement) : [];
  const owner = next && assertionIn(next) === "presence" ? ownerOfState(next) : undefined;
  const begun = last && unwrap(last.callee);
  // What has been waited for runs already: that it still does is another question.
  if (!owner || !last || begun?.type !== "MemberExpression" || isStop(last, undefined) || wrapped(last).parent?.type !== "ExpressionStatement" || nameOfThing(begun.object) !== nameOfThing(owner)) return undefined;
  return { call: last, kind: kindOf(nameOfThing(owner)), name: owner, isAwaited: false, isReady: false, isCertain: false, ready: undefined, configuredBy: [last] };
}

/** `client` of `expect(client.connected).toBe(true)`, `node` of `assert(node.isStarted())`. */
function ownerOfState(assertion: Node): Node | undefined {
  const asserted = assertedIn(assertion);
  const inner = asserted && unwrap(asserted);
  const member = inner?.type === "CallExpression" && inner.arguments.length === 0 ? unwrap(inner.callee) : inner;
  if (member?.type !== "MemberExpression") return undefined;
  const words = wordsOf(memberName(member) ?? "");
  return words.length <= 2 && askedStates.has(words.at(-1) ?? "") && (words.length === 1 || words[0] === "is") ? member.object : undefined;
}
