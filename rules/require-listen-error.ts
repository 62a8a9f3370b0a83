import type { TSESLint } from "@typescript-eslint/utils";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { firstLineOf, mention } from "../src/mention.js";
import { type Readiness, type Startup, givesPromise, mayStart, startupOf } from "../src/startup.js";
import { callbackWith, throwsError } from "../src/suggest/callback-with.js";
import { type Edit, type File, fixOf } from "../src/suggest/edits.js";
import { listenForError } from "../src/suggest/listen-for-error.js";
import { onceForPromisified } from "../src/suggest/once-for-promisified.js";
import { addReject } from "../src/suggest/reject-on-error.js";
import { rejectWithError } from "../src/suggest/reject-with-error.js";
import { throwErrorFirst } from "../src/suggest/throw-error-first.js";
import { useOnce, useOnceForWrapped } from "../src/suggest/use-once.js";

type Condition = "neverRejects" | "neverTold" | "onlyLogs" | "onlyThrows" | "errorNeverPassed" | "promisified" | "errorIgnored";
type SuggestionId = "rejectOnError" | "useOnce" | "rejectWithError" | "throwErrorFirst" | "dropTest" | "listenForError";
type MessageId = Condition | SuggestionId;
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

export default createRule<ReportOption, MessageId>({
  name: "require-listen-error",
  meta: {
    type: "problem",
    docs: { description: "Require a failure path for every wait on a server's readiness" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      neverRejects: "This promise never settles when the port is taken: nothing leads from the {{noun}}'s 'error' to a rejection. At best the process dies of the unhandled 'error'.",
      neverTold: "A taken port never rejects this promise: nothing leads from the failure of `{{start}}` to a rejection, whatever the version does with its callback. Reject on 'error'.",
      onlyLogs: "This promise never settles when the port is taken: the 'error' listener of `{{start}}` only logs. Reject there.",
      onlyThrows: "This promise never settles when the port is taken: the 'error' listener of `{{start}}` throws where no caller can catch it. Reject there.",
      errorNeverPassed: "`{{start}}` never passes an error to its callback: a taken port is an 'error' event. Listen for 'error' instead of testing `{{error}}`.",
      promisified: "A promisified `{{start}}` never settles when the port is taken: its callback gets no error. Wait for 'listening' by `once`, which rejects on 'error'.",
      errorIgnored: "This callback also runs when listening fails, and goes on as if it listened: `{{start}}` passes {{told}} to it. Test it first.",
      // suggestions
      rejectOnError: "Reject on 'error', and stop listening for it once it listens.",
      useOnce: "Wait by `once`, which rejects on 'error' and leaves no listener behind.",
      rejectWithError: "Reject with the callback's error before anything else.",
      dropTest: "Take the test away: an 'error' that nobody listens for is thrown anyway.",
      listenForError: "Listen for 'error' with what was to be done about it.",
      throwErrorFirst: "Throw the callback's error before anything else.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings, filename } = context;
    if (!mayStart(sourceCode, settings)) return {};
    return {
      "Program:exit"() {
        const startup = startupOf(sourceCode, settings);
        for (const readiness of startup.readiness) {
          const messageId = conditionOf(readiness, startup);
          if (!messageId || (startup.surroundings.isTest() && (report === "certain" || messageId === "errorIgnored"))) continue;
          const { node } = readiness.begun;
          const error = readiness.callback?.params[0];
          const callee = startup.values.valueOf(node.callee);
          const start = callee?.kind === "promisified" ? callee.method.name : mention(sourceCode, node.callee);
          const told = readiness.begun.row.callback?.failedWhen === "false" ? "`false`" : "the error";
          const data = { start, told, noun: readiness.begun.subject.contract.noun, error: error ? mention(sourceCode, error) : "" };
          context.report({ node: readiness.at, loc: firstLineOf(readiness.at), messageId, data, suggest: repairsOf({ sourceCode, filename, startup }, readiness, messageId) });
        }
      },
    };
  },
});

/** What a wait lacks; undefined where it has a way for failure, or none is known to be missing. */
function conditionOf({ begun, kind, error, isAnyPort }: Readiness, { surroundings, swallowingHandler }: Startup): Condition | undefined {
  const { row, failureTold, isGivenError } = begun;
  if (givesPromise(row) && row.callback === undefined) return undefined;
  // What no-floating-listen says of the same start is the same cause.
  if (isAnyPort || begun.isSettledAtOnce || (failureTold !== "somebody" && swallowingHandler() && isGivenError === false && !surroundings.isTest())) return undefined;
  // Turned into a promise, a callback that is given the error rejects.
  if (kind === "promisified" && isGivenError !== false) return undefined;
  if (isGivenError === true) return error === "unused" && !surroundings.isEntryPoint(begun.unit) ? "errorIgnored" : undefined;
  if (failureTold === "somebody" && !(begun.isFailureEmitted && kind === "executor")) return undefined;
  if (kind === "promisified") return "promisified";
  if (isGivenError === undefined && error !== "unused") return undefined;
  if (error === "tested") return "errorNeverPassed";
  if (kind !== "executor" || givesPromise(row)) return undefined;
  if (failureTold === "nobody") return begun.isFailureThrown ? "onlyThrows" : "onlyLogs";
  return isGivenError === undefined ? "neverTold" : "neverRejects";
}

/** The repairs that are right for a wait, safest first. */
function repairsOf(file: File, readiness: Readiness, condition: Condition): Suggestion[] {
  const found: Suggestion[] = [];
  const offer = (messageId: SuggestionId, edits: readonly Edit[] | undefined) => {
    if (edits) found.push({ messageId, fix: fixOf(file.sourceCode, edits) });
  };
  const { callback } = readiness;
  if (condition === "promisified") offer("useOnce", onceForPromisified(file, readiness) ?? useOnceForWrapped(file, readiness));
  else offer("useOnce", useOnce(file, readiness));
  if (condition === "errorIgnored") {
    offer("rejectWithError", rejectWithError(file, readiness));
    offer("throwErrorFirst", callback && throwErrorFirst(file, callback));
  } else if (condition === "errorNeverPassed" && callback && throwsError(callback)) offer("dropTest", callbackWith(file.sourceCode, callback, ""));
  else if (condition !== "promisified") offer("rejectOnError", addReject(file, readiness));
  if (condition === "errorNeverPassed" && found.length === 0) offer("listenForError", listenForError(file, readiness));
  return found;
}
