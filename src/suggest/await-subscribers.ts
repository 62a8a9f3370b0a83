import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, isInside, nameOfThing, unitOf } from "../ast.js";
import { subscriberLists } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, patience, pollLines } from "./poll-code.js";
import { styleOf } from "./style.js";
import { waitPlace } from "./wait-place.js";
import { expressionOf, withoutAwait } from "../order.js";

/** A call that says something of a topic: `node.pubsub.publish(topic, …)`. */
interface OfTopic {
  /** The one that keeps the list, as code: `node.pubsub`. */
  readonly owner: string;
  readonly topic: string;
}

/** Asks the one that publishes next who has subscribed, until all have that the code has subscribed before the sleep. */
export function awaitSubscribers(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode, startup } = file;
  const place = waitPlace(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!place || timeout === undefined || evidence === "effect") return undefined;
  for (const row of subscriberLists) {
    const published = place.next.slice(0, 3).flatMap((statement) => ofTopic(file, doneBy(statement), row.owner, row.publish) ?? [])[0];
    if (!published) continue;
    const unit = unitOf(sleep.node);
    const subscribed = startup.calls.filter((call) => unitOf(call) === unit && call.range[1] <= place.statement.range[0] && call.arguments.length === 1 && isOnce(call, place.statement));
    const others = new Set(subscribed.flatMap((call) => ofTopic(file, call, row.owner, row.subscribe) ?? []).flatMap(({ owner, topic }) => (topic === published.topic && owner !== published.owner ? [owner] : [])));
    if (others.size === 0) continue;
    const { quote } = styleOf(sourceCode);
    const code = `${published.owner}.${row.ask}(${published.topic})`;
    const test = `${code}.length ${others.size === 1 ? "=== 0" : `< ${others.size}`}`;
    const lines = pollLines(sourceCode, sleep, { timeout, test, problem: `${quote}the subscription did not arrive in time${quote}` });
    return lines && { edits: place.put(lines), code };
  }
  return undefined;
}

/** What a statement does, or declares. */
function doneBy(statement: Node): Node | undefined {
  const done = statement.type === "VariableDeclaration" ? statement.declarations[0].init : expressionOf(statement);
  return done ? withoutAwait(done) : undefined;
}

function ofTopic({ sourceCode }: File, call: Node | undefined, ownerName: string, method: string): OfTopic | undefined {
  const topic = call?.type === "CallExpression" ? call.arguments[0] : undefined;
  if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression" || !topic || calledName(call) !== method) return undefined;
  const owner: TSESTree.Expression = call.callee.object;
  const isKnown = isPath(owner) && nameOfThing(owner) === ownerName && (topic.type === "Literal" || isPath(topic));
  return isKnown ? { owner: sourceCode.getText(owner), topic: sourceCode.getText(topic) } : undefined;
}

/** True for a call that runs where the code reaches the sleep, and once. */
function isOnce(call: Node, sleep: Node): boolean {
  for (let at: Node | undefined = call.parent; at && !isInside(sleep, at); at = at.parent) if (/^(?:For|While|DoWhile|If|Conditional|Logical|Try|Switch)/.test(at.type)) return false;
  return true;
}
