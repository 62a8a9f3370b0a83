import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isInside, nameOfThing, unitOf, wrapped } from "../ast.js";
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
    const calls = startup.calls.filter((call) => isInside(place.statement, unitOf(call)) && call.range[1] <= beginOf(place.statement, unitOf(call)) && call.arguments.length === 1 && isOnce(call, place.statement));
    const subscribed = calls.flatMap((call) => ofTopic(file, call, row.owner, row.subscribe) ?? []);
    const questions = published ? [questionTo(published, subscribed)] : place.next.length === 0 ? questionsToBoth(file, subscribed, place.statement) : [];
    const asked = questions.flatMap((question) => question ?? []);
    const [first] = asked;
    if (!first) continue;
    const { quote } = styleOf(sourceCode);
    // Clients of a daemon give a promise.
    const isSync = startup.calls.some((call) => calledName(call) === row.ask && wrapped(call).parent?.type !== "AwaitExpression");
    const tests = asked.map(({ owner, topic, count }) => `${isSync ? `${owner}.${row.ask}(${topic})` : `(await ${owner}.${row.ask}(${topic}))`}.length ${count === 1 ? "=== 0" : `< ${count}`}`);
    const lines = pollLines(sourceCode, sleep, { timeout, test: tests.join(" || "), problem: `${quote}the subscription did not arrive in time${quote}` });
    return lines && { edits: place.put(lines), code: `${first.owner}.${row.ask}(${first.topic})` };
  }
  return undefined;
}

/** Who is asked for how many others. */
interface Question extends OfTopic {
  readonly count: number;
}

/** The question to the one that publishes: for all others that have subscribed. */
function questionTo(published: OfTopic, subscribed: readonly OfTopic[]): Question | undefined {
  const others = new Set(subscribed.flatMap(({ owner, topic }) => (topic === published.topic && owner !== published.owner ? [owner] : [])));
  return others.size === 0 ? undefined : { ...published, count: others.size };
}

/** Where a set-up ends with the sleep, the questions to the two that have subscribed to one topic and have been connected with each other. */
function questionsToBoth({ sourceCode, startup }: File, subscribed: readonly OfTopic[], sleep: Node): readonly Question[] {
  const [one, other, ...more] = subscribed;
  if (!one || !other || more.length > 0 || one.topic !== other.topic || one.owner === other.owner) return [];
  const names = [one, other].map(({ owner }) => owner.slice(0, owner.lastIndexOf(".")));
  const isConnecting = (call: Node) => call.range[1] <= sleep.range[0] && unitOf(call) === unitOf(sleep) && /^(?:connect|dial)/.test(calledName(call)) && names.every((name) => findNode(call, (node) => sourceCode.getText(node) === name));
  return startup.calls.some(isConnecting) ? [one, other].map((each) => ({ ...each, count: 1 })) : [];
}

/** Where a sleep begins for the code of a unit around it: there, or where the function with the sleep begins. */
function beginOf(sleep: Node, unit: Node): number {
  let at: Node = sleep;
  while (unitOf(at) !== unit && at.parent) at = unitOf(at) === at ? at.parent : unitOf(at);
  return at.range[0];
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
  const isKnown = isPlace(owner) && nameOfThing(owner) === ownerName && (topic.type === "Literal" || isPath(topic));
  return isKnown ? { owner: sourceCode.getText(owner), topic: sourceCode.getText(topic) } : undefined;
}

/** A path, also of one of a list: `daemons[0].client.pubsub`. */
function isPlace(node: Node): boolean {
  return isPath(node) || (node.type === "MemberExpression" && !node.optional && (!node.computed || node.property.type === "Literal") && isPlace(node.object));
}

/** True for a call that runs where the code reaches the sleep, and once. */
function isOnce(call: Node, sleep: Node): boolean {
  for (let at: Node | undefined = call.parent; at && !isInside(sleep, at); at = at.parent) if (/^(?:For|While|DoWhile|If|Conditional|Logical|Try|Switch)/.test(at.type)) return false;
  return true;
}
