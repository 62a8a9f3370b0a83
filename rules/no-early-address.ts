import type { TSESLint } from "@typescript-eslint/utils";
import type { Contract, Start } from "../src/contracts/types.js";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { mention, onLine } from "../src/mention.js";
import { gap, hasPhase, isKnown } from "../src/phases.js";
import { type Read, givesPromise, isEarly, isUnstarted, mayRead, startupOf } from "../src/startup.js";
import { awaitReady } from "../src/suggest/await-ready.js";
import { type Edit, type File, fixOf } from "../src/suggest/edits.js";
import { keepStart, readInCallback } from "../src/suggest/keep-start.js";
import { keepWhenBound } from "../src/suggest/keep-when-bound.js";
import { moveBehindWait } from "../src/suggest/move-behind-wait.js";
import { moveIntoCallback } from "../src/suggest/move-into-callback.js";
import { throwErrorFirst } from "../src/suggest/throw-error-first.js";
import { throwUntilReady } from "../src/suggest/throw-until-ready.js";

type MessageId = "neverStarted" | "notListening" | "hiddenByFallback" | "boundByAccident" | "uncheckedError" | SuggestionId;
type SuggestionId = "awaitReady" | "awaitReadyExported" | "moveIntoCallback" | "moveBehindWait" | "keepWhenBound" | "throwUntilReady" | "throwErrorFirst";
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

export default createRule<ReportOption, MessageId>({
  name: "no-early-address",
  meta: {
    type: "problem",
    docs: { description: "Disallow reading an address before listening has completed" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      neverStarted: "`{{read}}` gives {{value}} here: nothing has started the {{noun}} yet. Read it {{after}}.",
      notListening: "`{{read}}` gives {{value}} here: `{{start}}`{{where}} has begun but {{unawaited}}. {{advice}}.",
      hiddenByFallback: "`{{read}}` gives {{value}} until the {{noun}} is ready, and `{{fallback}}` takes its place for good: a port of 0 stays 0. Read it {{after}}.",
      boundByAccident: "`{{read}}` works only because `{{start}}`{{where}} names no host: it gives {{value}} with a host, in a cluster worker or on a taken port. Wait for {{ready}} first.",
      uncheckedError: "`{{read}}` may give {{value}}: this callback also runs when listening fails. Test its error first.",
      // suggestions
      awaitReady: "Wait right behind the start: `{{code}}`.",
      awaitReadyExported: "Wait right behind the start: `{{code}}`; callers of `{{name}}` must await it from now on.",
      moveIntoCallback: "Move the read, and what follows it, into the callback of `{{start}}`.",
      moveBehindWait: "Move the read, and what uses it, behind the wait for {{ready}}.",
      keepWhenBound: "Keep `{{fallback}}` here, and the bound value when the listen callback runs.",
      throwUntilReady: "Throw until it listens, in place of `{{fallback}}`; whoever reads it must wait from now on.",
      throwErrorFirst: "Throw the callback's error before anything else.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings, filename } = context;
    if (!mayRead(sourceCode, settings)) return {};
    return {
      "Program:exit"() {
        const startup = startupOf(sourceCode, settings);
        for (const read of startup.reads) {
          const problem = problemOf(read);
          if (!problem || (problem.certainty === "potential" && report === "certain")) continue;
          const { node, row, subject, standing, handling } = read;
          const start = standing.starts[0];
          const data = {
            read: mention(sourceCode, node),
            value: row.value,
            noun: subject.contract.noun,
            ...waitingFor(subject.contract, start && startup.rowOf(start)),
            start: start ? mention(sourceCode, start) : "",
            where: start ? onLine(start, node) : "",
            fallback: handling.fallback ? mention(sourceCode, handling.fallback) : "",
          };
          context.report({ node, messageId: problem.messageId, data, suggest: repairsOf({ sourceCode, filename, startup }, read, data) });
        }
      },
    };
  },
});

/** How a contract's readiness is named in a sentence, after a start where it is known. */
function waitingFor({ ready, starts }: Contract, start: Start | undefined): { ready: string; after: string; unawaited: string; advice: string } {
  const advice = "Wait for it first";
  const method = `\`${Object.keys(starts)[0] ?? "start"}()\``;
  if (ready === "nothing") return { ready: "an answer", after: "once it answers", unawaited: "nothing tells when it is ready", advice: "Put it behind a server of your own, which tells" };
  if (ready === "callback") return { ready: "its callback", after: `in the callback of ${method}`, unawaited: "its callback has not run", advice };
  if (ready === "start") return { ready: method, after: `once ${method} has resolved`, unawaited: "nothing awaited its promise", advice };
  if (start && givesPromise(start) && !start.settles) return { ready: "its promise", after: "once its promise has resolved", unawaited: "nothing awaited its promise", advice };
  return { ready: `'${ready.event}'`, after: `after '${ready.event}'`, unawaited: `nothing waited for '${ready.event}'`, advice };
}

/** The repairs that are right for a read, safest first: at most two. */
function repairsOf(file: File, read: Read, data: Record<string, string>): Suggestion[] {
  const { node, subject, standing, unit } = read;
  const found: Suggestion[] = [];
  const offer = (messageId: SuggestionId, edits: readonly Edit[] | undefined, more: Record<string, string> = {}) => {
    if (edits) found.push({ messageId, data: { ...data, ...more }, fix: fixOf(file.sourceCode, edits) });
  };
  const [start, ...others] = standing.starts;
  if (start && others.length === 0) {
    const repair = awaitReady(file, read, start) ?? keepStart(file, start);
    offer(repair?.exported === undefined ? "awaitReady" : "awaitReadyExported", repair?.edits, { code: repair?.code ?? "", name: repair?.exported ?? "" });
    offer("moveIntoCallback", moveIntoCallback(file, start, node) ?? readInCallback(file, start));
  }
  if (!start) offer("moveBehindWait", moveBehindWait(file, node, subject));
  offer("keepWhenBound", keepWhenBound(file, read));
  offer("throwUntilReady", throwUntilReady(file, read));
  if (standing.starts.length === 0) offer("throwErrorFirst", throwErrorFirst(file, unit));
  return found.slice(0, 2);
}

/** What is wrong with a read, and how sure that is; undefined where nothing is known to be. */
function problemOf(read: Read): { messageId: MessageId; certainty: "certain" | "potential" } | undefined {
  const { standing, handling, place, row } = read;
  if (handling.kind === "checked" || (handling.kind === "thrown" && !isThrownAlways(read))) return undefined;
  const isReplaced = handling.kind === "replaced";
  // What is read for nothing can only throw: here it does, in a callback it may, and tells so.
  if (handling.kind === "unused" && !isEarly(standing)) return undefined;
  if (isEarly(standing)) {
    if (isUnstarted(standing)) return { messageId: isReplaced ? "hiddenByFallback" : "neverStarted", certainty: "certain" };
    if (standing.unbound || !row.settledWhenBound) return { messageId: isReplaced ? "hiddenByFallback" : "notListening", certainty: "certain" };
    if (standing.gap === gap.none) return { messageId: "boundByAccident", certainty: "potential" };
    return undefined;
  }
  if (isKnown(standing.phases) && hasPhase(standing.phases, "failed") && hasPhase(standing.phases, "ready")) {
    return { messageId: "uncheckedError", certainty: "potential" };
  }
  if (place !== "function" && isReplaced) return { messageId: "hiddenByFallback", certainty: "certain" };
  return undefined;
}

/** A guard that throws lets nothing through where the value cannot be there: the start stands before it in the same code, and is not through. */
function isThrownAlways({ standing, isStartedHere, row }: Read): boolean {
  return row.value === "null" && isEarly(standing) && standing.unbound && isStartedHere;
}
