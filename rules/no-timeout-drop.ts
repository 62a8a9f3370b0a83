import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "../src/ast.js";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { type Drops, type Fate, type Removal, dropsOf, mayDrop } from "../src/drop.js";
import { duration, fewLinesOf, mention, onLine } from "../src/mention.js";
import { awaitDelivery, rejectInRace } from "../src/suggest/await-delivery.js";
import { callBackWithError } from "../src/suggest/call-back-with-error.js";
import { type Edit, fixOf } from "../src/suggest/edits.js";
import { failEntry } from "../src/suggest/fail-entry.js";
import { goThroughEntries } from "../src/suggest/go-through-entries.js";
import { letThrough } from "../src/suggest/let-through.js";
import { keepUndelivered, putBack } from "../src/suggest/put-back.js";
import { rejectAnyway } from "../src/suggest/reject-anyway.js";
import { rejectWhenLate, throwWhenExpired } from "../src/suggest/reject-when-late.js";
import { rejectSwept } from "../src/suggest/reject-swept.js";
import { rejectEntries, rejectEntry, rejectStopped } from "../src/suggest/settle-entries.js";
import { tellInAnyCase } from "../src/suggest/tell-in-any-case.js";
import { testAnswer } from "../src/suggest/test-answer.js";

type Certain = "timerWins" | "failureSwallowed" | "emptiedStream" | "errorUnread" | "droppedByTimer" | "sweptAway" | "settledAsFine" | "droppedAtEnd" | "droppedForOne" | "droppedWhenFull" | "refusalUnread";
type Potential = "maybeRefused" | "emptiedAllTheSame" | "expiredSilently" | "abortSwallowed" | "takenAndLost" | "partsDropped" | "calledBackAsDone" | "expiryUnread" | "resolvesNothing" | "oldestDropped" | "discarded" | "leftAtEnd" | "toldInOneCase" | "timerStopped" | "rejectSkipped" | "flushSkipped";
type SuggestionId = "awaitDelivery" | "rejectInRace" | "letThrough" | "rejectEntry" | "rejectEntries" | "testAnswer" | "putBack" | "keepUndelivered" | "callBackWithError" | "throwWhenExpired" | "rejectWhenLate" | "rejectAnyway" | "tellInAnyCase";
type MessageId = Certain | Potential | SuggestionId;
type Data = Readonly<Record<string, string>>;
type SourceCode = Readonly<TSESLint.SourceCode>;

interface Finding {
  readonly node: Node;
  readonly messageId: Certain | Potential;
  readonly data: Data;
  /** The repairs that may be right, safest first. */
  readonly repairs: Partial<Record<SuggestionId, readonly Edit[] | undefined>>;
}

const potential: ReadonlySet<string> = new Set<Potential>(["maybeRefused", "emptiedAllTheSame", "expiredSilently", "abortSwallowed", "takenAndLost", "partsDropped", "calledBackAsDone", "expiryUnread", "resolvesNothing", "oldestDropped", "discarded", "leftAtEnd", "toldInOneCase", "timerStopped", "rejectSkipped", "flushSkipped"]);

export default createRule<ReportOption, MessageId>({
  name: "no-timeout-drop",
  meta: {
    type: "problem",
    docs: { description: "Disallow losing a message because a timer won, or dropping what somebody waits for" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      timerWins: "What `{{delivery}}` has not delivered {{late}} is lost here, and nobody learns of it. Await it alone, or let the timer reject.",
      failureSwallowed: "What `{{delivery}}` has not delivered {{late}} is lost here, and nobody learns of it: the failure is swallowed. Let it through, or keep what was not delivered.",
      emptiedStream: "What `{{delivery}}` has not delivered {{late}} is lost here, and nobody learns of it: the stream goes on as if it had ended. Let the timeout be an error.",
      errorUnread: "What `{{delivery}}` has not delivered {{late}} is lost here, and nobody learns of it: the callback does not look at its error. Test it first.",
      droppedByTimer: "Whoever put this entry into `{{collection}}`{{where}} waits for ever: the timer takes it away {{after}} and settles nothing. Reject it, too.",
      settledAsFine: "What was put into `{{collection}}`{{where}} is lost here, and nobody learns of it: the timer takes it away {{after}} and settles it as if it were delivered. Reject instead.",
      droppedAtEnd: "Whoever put an entry into `{{collection}}`{{where}} waits for ever: what is left is dropped here, and nobody is told. Reject it first.",
      discarded: "Whoever put an entry into `{{collection}}`{{where}} waits for ever: it is thrown away here, and nobody is told. Reject it first.",
      sweptAway: "Whoever put this entry into `{{collection}}`{{where}} waits for ever: it is taken away here for its age, and nobody is told. Reject it, too.",
      droppedForOne: "Whoever put another entry into `{{collection}}`{{where}} waits for ever: all are dropped here, and one of them is settled. Take that one away, and no other.",
      droppedWhenFull: "Whoever put the oldest entry into `{{collection}}`{{where}} waits for ever: it is dropped here, and nobody is told. Reject it, or refuse the new one.",
      refusalUnread: "`{{call}}` answers `false` when it does not take what it is given, and nobody reads the answer: then it is lost. Test the answer.",
      maybeRefused: "`{{call}}` is named as if it answered whether it took what it is given, and nobody reads the answer: then it may be lost. Test the answer.",
      emptiedAllTheSame: "`{{call}}` answers `false` when it does not take what it is given, and the queue of that is emptied all the same: then it is lost. Test the answer.",
      expiredSilently: "A job that has not begun {{late}} is dropped, and nobody learns of it: the timer only sets `{{flag}}`, and the job returns nothing{{leaving}}. Reject when time is up.",
      abortSwallowed: "What `{{delivery}}` has not delivered {{late}} may be lost here: the abort is swallowed{{taken}}. Keep it until it is delivered, and let the failure through.",
      takenAndLost: "What `{{delivery}}` does not deliver is lost here: `{{name}}` was taken from its queue{{where}}, and the failure is swallowed. Put it back.",
      partsDropped: "What has come of a message is dropped here {{after}}, and nobody learns of it: the rest, without which line {{whole}} puts nothing together, may only be late. Tell whoever waits for the message.",
      calledBackAsDone: "What `{{delivery}}` has not delivered {{late}} passes for delivered: the timer calls `{{callback}}()` without an error. Call it with one.",
      expiryUnread: "`{{call}}` answers {{negative}} when time is up, and nobody reads the answer: what follows runs as if nothing were missing. Test the answer, or let it throw.",
      resolvesNothing: "`{{name}}()` gives nothing when nothing has come {{late}}, as if that were what came: a caller cannot tell. Reject when time is up.",
      oldestDropped: "The oldest entry of `{{collection}}` is dropped here when it is full, and nobody learns of it. Refuse the new one, wait for room, or count what is lost.",
      leftAtEnd: "Whoever put an entry into `{{collection}}`{{where}} may wait for ever behind this: what answers is ended, and nobody tells those who wait. Reject what is left.",
      toldInOneCase: "Whoever put an entry into `{{collection}}`{{where}} waits for ever where `{{test}}` does not hold: only then are they told{{telling}}, and all are dropped here. Reject them in any case.",
      timerStopped: "Whoever put an entry into `{{collection}}`{{where}} waits for ever behind this: only the timer{{timer}} would have taken it out, and nobody is told. Reject what is left.",
      rejectSkipped: "`{{reject}}` runs only if `{{ending}}` answers something: else whoever waits does so for ever. Reject in any case.",
      flushSkipped: "What is in `{{buffer}}` is lost here: the timer{{where}} was to call `{{flush}}()`, and nothing else does. Flush first.",
      // suggestions
      awaitDelivery: "Await `{{delivery}}` alone, for as long as it takes.",
      rejectInRace: "Let the timer reject, with an error that says what was not delivered.",
      letThrough: "Let the failure through: {{how}}.",
      rejectEntry: "Reject the entry that is taken away.",
      rejectEntries: "Reject what is left in `{{collection}}` before it is dropped.",
      testAnswer: "Throw when `{{call}}` answers {{negative}}.",
      putBack: "Put `{{name}}` back where it was taken from when it is not delivered, and throw the failure.",
      keepUndelivered: "Put `{{name}}` back where it was taken from when it is not delivered, to go with what comes next.",
      callBackWithError: "Call `{{callback}}()` with an error when time is up.",
      throwWhenExpired: "Throw in the job when `{{flag}}` is set.",
      rejectAnyway: "Reject in any case, behind `{{ending}}`.",
      tellInAnyCase: "Reject them whether or not `{{test}}`.",
      rejectWhenLate: "Reject when time is up; callers must catch that from now on.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, filename } = context;
    if (!mayDrop(sourceCode)) return {};
    return {
      "Program:exit"() {
        for (const { node, messageId, data, repairs } of findingsIn(dropsOf(sourceCode), sourceCode, filename)) {
          if (potential.has(messageId) && report === "certain") continue;
          const offered = Object.entries(repairs).filter((entry): entry is [SuggestionId, readonly Edit[]] => entry[1] !== undefined);
          const suggest = offered.slice(0, 2).map(([id, edits]) => ({ messageId: id, data, fix: fixOf(sourceCode, edits) }));
          context.report({ node, loc: fewLinesOf(node), messageId, data, suggest });
        }
      },
    };
  },
});

const answerIds = { refused: "refusalUnread", maybeRefused: "maybeRefused", emptied: "emptiedAllTheSame", expired: "expiryUnread" } as const;

/** Everything a file drops, each as it is reported: one for each place, the surest first. */
function findingsIn(drops: Drops, sourceCode: SourceCode, filename: string): readonly Finding[] {
  const quoted = (node: Node) => mention(sourceCode, node);
  const all: Finding[] = [
    ...drops.races.map((race): Finding => {
      const { limit, kind, delivery } = race;
      const data = { delivery: quoted(delivery), late: duration(sourceCode, limit.delay, "in"), how: limit.fallback ? "take the fallback away" : "do not catch it here" };
      const repairs = { awaitDelivery: awaitDelivery(sourceCode, race), rejectInRace: rejectInRace(sourceCode, race), letThrough: letThrough(sourceCode, race.fate, data.delivery, limit.fallback) };
      return { node: markedFor(limit.call, race.fate), messageId: kind === "ignored" ? "timerWins" : "failureSwallowed", data, repairs };
    }),
    ...drops.chains.map(({ node, delivery, delay, kind, fate, option }): Finding => {
      const data = { delivery: quoted(delivery), late: duration(sourceCode, delay, "in"), how: option ? "take `with` away" : "do not catch it here" };
      const messageId = kind === "emptied" ? "emptiedStream" : kind === "errorUnread" ? "errorUnread" : "failureSwallowed";
      return { node, messageId, data, repairs: { letThrough: letThrough(sourceCode, fate, data.delivery, option) } };
    }),
    ...drops.removals.map((removal) => removalFinding(removal, drops, sourceCode, filename)),
    ...drops.left.map(({ node, collection, stored }): Finding => {
      const data = { collection: quoted(collection), where: stored[0] ? onLine(stored[0].at, node) : "" };
      return { node, messageId: "leftAtEnd", data, repairs: {} };
    }),
    ...drops.partly.map((partly): Finding => {
      const { node, collection, stored, branch, telling } = partly;
      const data = { collection: quoted(collection), where: stored[0] ? onLine(stored[0].at, node) : "", test: quoted(branch.test), telling: onLine(telling, node) };
      return { node, messageId: "toldInOneCase", data, repairs: { tellInAnyCase: tellInAnyCase(sourceCode, partly) } };
    }),
    ...drops.stopped.map((stopped): Finding => {
      const { node, collection, stored, timer } = stopped;
      const data = { collection: quoted(collection), where: stored[0] ? onLine(stored[0].at, node) : "", timer: onLine(timer, node) };
      return { node, messageId: "timerStopped", data, repairs: { rejectEntries: rejectStopped(sourceCode, stopped, drops.names) } };
    }),
    ...drops.skipped.map((skipped): Finding => {
      const data = { reject: quoted(skipped.reject), ending: quoted(skipped.ending) };
      return { node: skipped.node, messageId: "rejectSkipped", data, repairs: { rejectAnyway: rejectAnyway(sourceCode, skipped) } };
    }),
    ...drops.unflushed.map(({ node, flush, buffer, timer }): Finding => {
      return { node, messageId: "flushSkipped", data: { buffer: quoted(buffer), where: onLine(timer, node), flush }, repairs: {} };
    }),
    ...drops.answers.map((answer): Finding => {
      const { call, kind, negative } = answer;
      const data = { call: quoted(call), negative: negative === "status" ? "otherwise" : `\`${negative}\`` };
      return { node: call, messageId: answerIds[kind], data, repairs: { testAnswer: testAnswer(sourceCode, answer) } };
    }),
    ...drops.flags.map((flag): Finding => {
      const data = { flag: flag.flag, late: duration(sourceCode, flag.delay, "in"), leaving: onLine(flag.leaving, flag.node) };
      return { node: flag.node, messageId: "expiredSilently", data, repairs: { throwWhenExpired: throwWhenExpired(sourceCode, flag) } };
    }),
    ...drops.aborted.map((send): Finding => {
      const { call, delay, taken } = send;
      const data = { delivery: quoted(call), late: duration(sourceCode, delay, "in"), taken: taken ? `, and \`${taken.name}\` was taken from its queue${onLine(taken.at, call)}` : "", name: taken?.name ?? "", how: "do not catch it here" };
      return { node: markedFor(call, send.fate), messageId: "abortSwallowed", data, repairs: { putBack: putBack(sourceCode, filename, send), letThrough: taken ? undefined : letThrough(sourceCode, send.fate, data.delivery) } };
    }),
    ...drops.swallowed.map((send): Finding => {
      const { call, taken, fate } = send;
      const data = { delivery: quoted(call), name: taken.name, where: onLine(taken.at, call) };
      return { node: markedFor(call, fate), messageId: "takenAndLost", data, repairs: { putBack: send.heard === "byAll" ? putBack(sourceCode, filename, send) : undefined, keepUndelivered: keepUndelivered(sourceCode, filename, send) } };
    }),
    ...drops.parts.map(({ node, timer, whole }): Finding => {
      return { node, messageId: "partsDropped", data: { after: duration(sourceCode, timer.arguments[1], "after"), whole: String(whole.loc.start.line) }, repairs: {} };
    }),
    ...drops.calledBack.map((called): Finding => {
      const { node, delivery, callback } = called;
      const data = { delivery: quoted(delivery), late: duration(sourceCode, node.arguments[1], "in"), callback };
      return { node, messageId: "calledBackAsDone", data, repairs: { callBackWithError: callBackWithError(sourceCode, called) } };
    }),
    ...drops.waits.map((wait): Finding => {
      const data = { name: wait.name, late: duration(sourceCode, wait.delay, "in") };
      return { node: wait.node, messageId: "resolvesNothing", data, repairs: { rejectWhenLate: rejectWhenLate(sourceCode, wait) } };
    }),
  ];
  return all.filter(({ node }, i) => all.findIndex((other) => other.node === node) === i);
}

/** What is marked: the call, with the `.catch()` that swallows its failure. */
function markedFor(call: Node, { swallower }: Fate): Node {
  return swallower?.type === "CallExpression" ? swallower : call;
}

function removalFinding(removal: Removal, drops: Drops, sourceCode: SourceCode, filename: string): Finding {
  const { node, kind, collection, stored, timer, settlings } = removal;
  const at = stored[0]?.at;
  const data = { collection: mention(sourceCode, collection), where: at ? onLine(at, node) : "", after: duration(sourceCode, timer?.arguments[1], "after") };
  const ids = { byTimer: settlings.length > 0 ? "settledAsFine" : "droppedByTimer", byAge: "sweptAway", atEnd: "droppedAtEnd", discarded: "discarded", forOne: "droppedForOne", whenFull: "droppedWhenFull", oldest: "oldestDropped" } as const;
  return { node, messageId: ids[kind], data, repairs: { rejectEntry: rejectEntry(sourceCode, removal, drops.names) ?? rejectSwept(sourceCode, removal) ?? failEntry(sourceCode, filename, removal, drops.names), rejectEntries: goThroughEntries(sourceCode, removal, drops.names) ?? rejectEntries(sourceCode, removal, drops.names) } };
}
