import type { TSESLint } from "@typescript-eslint/utils";
import { createRule } from "../src/create-rule.js";
import { type Guess, adviceFor, constantPollsIn, guessesIn, maySleep, shownAt } from "../src/guesses.js";
import { mention, onLine } from "../src/mention.js";
import { startupOf } from "../src/startup.js";
import { type Edit, type File, fixOf } from "../src/suggest/edits.js";
import { awaitAsserted, putOffUntilAsserted } from "../src/suggest/await-asserted.js";
import { awaitAnswer } from "../src/suggest/await-answer.js";
import { awaitAcknowledgement, goOnWhenAcknowledged } from "../src/suggest/await-acknowledgement.js";
import { awaitOutput, goOnWithOutput } from "../src/suggest/await-output.js";
import { awaitReadyEvent, awaitStartCall, confirmOnConnection } from "../src/suggest/await-started.js";
import { awaitReadyMethod } from "../src/suggest/await-ready-method.js";
import { checkAgain } from "../src/suggest/check-again.js";
import { awaitLookup, awaitTaken } from "../src/suggest/await-lookup.js";
import { awaitFilled } from "../src/suggest/await-filled.js";
import { awaitFirstCall } from "../src/suggest/await-first-call.js";
import { awaitServices } from "../src/suggest/await-services.js";
import { awaitSubscribers } from "../src/suggest/await-subscribers.js";
import { compareScreenshot } from "../src/suggest/compare-screenshot.js";
import { composeWait } from "../src/suggest/compose-wait.js";
import { connectAgain, connectAtOnce, queryAgain } from "../src/suggest/connect-again.js";
import { goOnAtOnce, goOnWhenAllReady, goOnWhenStarted, listenInsteadOfTimer, writeAtOnce } from "../src/suggest/go-on-when-ready.js";
import { goOnInCallback } from "../src/suggest/go-on-in-callback.js";
import { awaitAnnouncement } from "../src/suggest/join-group.js";
import { removeBeforeWriter } from "../src/suggest/kept-input.js";
import { probeFirst, probeOnlyAddress } from "../src/suggest/probe.js";
import { probePort } from "../src/suggest/probe-port.js";
import { askAgainIfSo, readAgain } from "../src/suggest/read-again.js";
import { rejectWhenOver } from "../src/suggest/reject-when-over.js";
import { removeBeforeWaitingDriver } from "../src/suggest/remove-before-driver.js";
import { removeBeforeKept } from "../src/suggest/remove-before-kept.js";
import { removeBeforeInput, removeBeforePoll, removeNeedless } from "../src/suggest/remove-sleep.js";
import { returnReady } from "../src/suggest/return-ready.js";
import { retryAssertions, retryInChain } from "../src/suggest/retry-assertions.js";
import { retryInHook } from "../src/suggest/retry-in-hook.js";
import { retryInTimer } from "../src/suggest/retry-in-timer.js";
import { retryRead } from "../src/suggest/retry-read.js";
import { sendAgain } from "../src/suggest/send-again.js";
import { sendUntilArrived } from "../src/suggest/send-until-arrived.js";
import { sendInRetry } from "../src/suggest/send-in-retry.js";
import { sendUntilHandled } from "../src/suggest/send-until-handled.js";
import { sendUntilSeen } from "../src/suggest/send-until-seen.js";
import { asyncEditsFor } from "../src/suggest/sleeps.js";
import { tryInAttempts } from "../src/suggest/try-in-attempts.js";
import { waitForProcess } from "../src/suggest/wait-for-process.js";

type SuggestionId = "removeSleep" | "removeBeforeWait" | "awaitReady" | "awaitStart" | "composeWait" | "goOnAtOnce" | "rejectWhenOver" | "retryAssertions" | "awaitAsserted" | "retryRead" | "retryInTimer" | "probeFirst" | "confirm" | "announced" | "askSubscribers" | "awaitCall" | "connectAgain" | "tryInAttempts" | "awaitEntry" | "sendAgain" | "compareScreenshot" | "returnReady" | "readAgain" | "awaitAnswer" | "awaitOutput" | "listen" | "awaitMessage" | "awaitLine" | "probePort";
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];
type MessageId = SuggestionId | "guess" | "guessBehindAwait" | "needless" | "said" | "named" | "maybeGuess" | "timerGuess" | "maybeNeedless" | "putOff" | "raced" | "constantPoll" | "effect";
type Options = [{ report: "certain" | "potential"; effects?: boolean }];

export default createRule<Options, MessageId>({
  name: "no-readiness-sleep",
  meta: {
    type: "problem",
    docs: { description: "Disallow a fixed sleep that stands for the readiness of what was started" },
    hasSuggestions: true,
    schema: [
      {
        type: "object",
        properties: {
          report: { type: "string", enum: ["certain", "potential"], description: "Report only what is certain, or also what is likely" },
          effects: { type: "boolean", description: "Report also sleeps between what is done and the assertion of its effect" },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ report: "certain", effects: false }],
    messages: {
      guess: "{{time}} is a guess at when {{what}} is ready. {{advice}}.",
      guessBehindAwait: "{{start}}{{where}} has been awaited, and still {{time}} is a guess at when {{what}} is ready. {{advice}}.",
      needless: "{{what}} is ready when {{start}}{{where}} has been awaited: this waits {{time}} for nothing. Remove it.",
      said: "{{time}} is a guess at what is said here: “{{said}}”. {{advice}}.",
      named: "{{time}} is a guess at what its name says. {{advice}}.",
      maybeGuess: "{{time}} may be a guess at when {{what}} is ready. {{advice}}.",
      timerGuess: "What goes on in {{time}} may come too early: {{what}} may not be ready then. {{advice}}.",
      maybeNeedless: "{{what}} is ready when this is reached: {{time}} may wait for nothing. Go on at once.",
      putOff: "{{time}} may be a guess at when what {{connect}} needs is ready. Try it again until it succeeds, with a deadline that throws.",
      raced: "When {{what}} takes longer than {{time}} the sleep wins this race, and nobody learns of it. Let the timer reject.",
      constantPoll: "This poll asks nothing: its condition is always true, so it is a sleep in disguise. Ask for what is waited for.",
      effect: "{{time}} is a guess at when what follows is true. Ask again until it is, with a deadline that throws.",
      // suggestions
      removeSleep: "Remove the sleep: what was started is ready.",
      removeBeforeWait: "Remove the sleep: what follows waits by itself.",
      awaitReady: "Wait for readiness instead: `{{code}}`.",
      awaitStart: "Await `{{call}}` instead.",
      composeWait: "Start with `--wait` instead, which comes back when the health checks have passed{{version}}.",
      goOnAtOnce: "Go on at once: `{{subject}}` is ready here.",
      rejectWhenOver: "Let the timer reject.",
      retryAssertions: "Ask again until the assertions hold, with {{code}}.",
      awaitAsserted: "Ask `{{code}}` again until it is so; when the time is over the assertion fails.",
      retryInTimer: "Ask again until the assertions hold, and report the last failure when the time is over.",
      confirm: "Wait until the connection confirms it: `{{code}}`.",
      announced: "Wait for its {{event}}, listened for before the start.",
      askSubscribers: "Ask `{{code}}` until the subscription is there, with a deadline that throws.",
      sendAgain: "Call `{{call}}` again until it has arrived, with {{code}}.",
      awaitCall: "Ask `{{code}}` until it has been called, with a deadline that throws.",
      awaitEntry: "Ask `{{code}}` until something is there, with a deadline that throws.",
      connectAgain: "Call `{{code}}` again until it succeeds, with a deadline.",
      tryInAttempts: "Ask again in attempts until the assertions hold, with `{{code}}`.",
      compareScreenshot: "Take pictures until the page is still: `{{code}}`. One that is kept may have to be taken anew.",
      readAgain: "Ask `{{code}}` again until it says so, with a deadline that throws.",
      retryRead: "Read again until `{{code}}` succeeds, with a deadline.",
      awaitAnswer: "Wait for the next message of `{{subject}}`, which must be the answer; stop when 30 s are over.",
      awaitOutput: "Go on when the next output comes from `{{stream}}`, which must be the answer.",
      returnReady: "Return readiness instead: `{{code}}`.",
      listen: "Go on when it is ready: `{{code}}`.",
      awaitMessage: "Wait for the first message of `{{subject}}`, which it must send when it is ready; stop when it ends or 30 s are over.",
      awaitLine: "Wait for the line of its output that says that `{{subject}}` is ready (name it in the pattern); stop when it ends or 30 s are over.",
      probePort: "Connect to {{where}} until something accepts, with a deadline that throws.",
      probeFirst: "Ask {{url}} until something answers, with a deadline that throws.",
    },
  },
  create(context, [{ report, effects = false }]) {
    const { sourceCode, settings, filename } = context;
    if (!maySleep(sourceCode, settings)) return {};
    return {
      "Program:exit"() {
        const file = { sourceCode, filename, startup: startupOf(sourceCode, settings) };
        for (const { node, guess } of constantPollsIn(sourceCode, settings)) {
          if (guess.isCertain || report === "potential") context.report({ node, messageId: "constantPoll", suggest: repairsOfPoll(file, guess) });
        }
        for (const guess of guessesIn(sourceCode, settings, effects)) {
          if (!guess.isCertain && report === "certain") continue;
          const { sleep, started, remark } = guess;
          const { noun, advice } = adviceFor(started);
          const data = {
            time: sleep.isInMs && sleep.delay.value !== undefined ? `${sleep.delay.value} ms` : `\`${mention(sourceCode, sleep.isInMs ? sleep.delay.node : sleep.call)}\``,
            what: started?.name && started.name.type !== "ThisExpression" ? `\`${mention(sourceCode, started.name)}\`` : noun,
            start: started ? `\`${mention(sourceCode, started.call)}\`` : "",
            where: started ? onLine(started.call, sleep.node) : "",
            advice,
            connect: guess.putOff ? `\`${mention(sourceCode, guess.putOff)}\`` : "",
            said: remark ? shortened(remark.text) : "",
          };
          context.report({ node: sleep.node, loc: shownAt(sleep), messageId: messageFor(guess), data, suggest: repairsOf(file, guess) });
        }
      },
    };
  },
});

const longest = 80;

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

function messageFor({ evidence, isCertain, started, sleep }: Guess): MessageId {
  if (evidence === "effect" || evidence === "race") return evidence === "race" ? "raced" : "effect";
  if (evidence === "putOff") return "putOff";
  if (started?.isReady) return isCertain ? "needless" : "maybeNeedless";
  if (!isCertain) return sleep.form === "timer" ? "timerGuess" : "maybeGuess";
  if (evidence === "remark") return "said";
  if (evidence === "name") return "named";
  return started?.isAwaited ? "guessBehindAwait" : "guess";
}

/** A place for the repairs of a finding. */
function repairsIn(file: File, { sleep }: Guess) {
  const found: Suggestion[] = [];
  const offer = (messageId: SuggestionId, edits: readonly Edit[] | undefined, data: Record<string, string> = {}) => {
    const context = messageId === "returnReady" ? [] : asyncEditsFor(file, sleep);
    if (edits && context) found.push({ messageId, data, fix: fixOf(file.sourceCode, [...context, ...edits]) });
  };
  const offerWait = (messageId: SuggestionId, wait: { readonly edits: readonly Edit[]; readonly code: string } | undefined) => {
    offer(messageId, wait?.edits, { code: wait?.code ?? "" });
  };
  const offerCalled = (guess: Guess) => {
    const called = awaitFirstCall(file, guess);
    offerWait(called?.isList ? "awaitEntry" : "awaitCall", called);
  };
  return { found, offer, offerWait, offerCalled };
}

/** What a poll that asks nothing could ask instead. */
function repairsOfPoll(file: File, guess: Guess): Suggestion[] {
  const { found, offer, offerWait, offerCalled } = repairsIn(file, guess);
  offer("removeBeforeWait", removeBeforePoll(file, guess));
  offerCalled(guess);
  if (found.length === 0) offerWait("retryAssertions", retryAssertions(file, guess.sleep));
  if (found.length === 0) offerWait("awaitAsserted", awaitAsserted(file, guess));
  return found;
}

/** The repairs that are right for a guess, safest first. */
function repairsOf(file: File, guess: Guess): Suggestion[] {
  const { found, offer, offerWait, offerCalled } = repairsIn(file, guess);
  const { sleep, started, evidence } = guess;
  if (evidence === "race") {
    offer("rejectWhenOver", rejectWhenOver(file, guess));
    return found;
  }
  offerWait("returnReady", returnReady(file, guess));
  if (found.length > 0) return found;
  offer("removeSleep", removeNeedless(file, guess));
  offer("removeBeforeWait", removeBeforeInput(file, guess) ?? removeBeforeWriter(file, guess) ?? removeBeforeWaitingDriver(file, guess) ?? removeBeforePoll(file, guess) ?? removeBeforeKept(file, guess) ?? connectAtOnce(file, guess) ?? writeAtOnce(file, guess));
  offerWait("awaitReady", awaitReadyEvent(file, guess));
  offerWait("awaitReady", awaitReadyMethod(file, guess) ?? awaitServices(file, guess));
  offerWait("listen", listenInsteadOfTimer(file, guess) ?? goOnWhenAcknowledged(file, guess) ?? goOnWhenStarted(file, guess) ?? goOnWhenAllReady(file, guess) ?? goOnInCallback(file, guess));
  offerWait("confirm", confirmOnConnection(file, guess));
  offerWait("confirm", awaitAcknowledgement(file, guess));
  const announced = awaitAnnouncement(file, guess);
  offer("announced", announced?.edits, { event: announced?.event ?? "" });
  offerWait("askSubscribers", awaitSubscribers(file, guess));
  offerCalled(guess);
  offerWait("awaitEntry", awaitLookup(file, guess));
  const awaited = awaitStartCall(file, guess);
  offer("awaitStart", awaited?.edits, { call: awaited ? mention(file.sourceCode, awaited.call) : "" });
  const compose = composeWait(file, guess);
  offer("composeWait", compose?.edits, { version: compose?.isSeparate ? " (since version 2 of docker-compose)" : "" });
  offer("goOnAtOnce", goOnAtOnce(file, guess), { subject: started?.name ? mention(file.sourceCode, started.name) : "" });
  offerWait("readAgain", readAgain(file, guess) ?? askAgainIfSo(file, guess));
  const answer = awaitAnswer(file, guess);
  offer("awaitAnswer", answer?.edits, { subject: answer?.name ?? "" });
  const output = awaitOutput(file, guess) ?? goOnWithOutput(file, guess);
  offer("awaitOutput", output?.edits, { stream: output?.stream ?? "" });
  offerWait("compareScreenshot", compareScreenshot(file, guess));
  offerWait("connectAgain", connectAgain(file, guess) ?? checkAgain(file, guess) ?? queryAgain(file, guess));
  const probe = probeFirst(file, guess);
  offer("probeFirst", probe?.edits, { url: probe?.url ?? "" });
  if (found.length > 0) return found;
  offerWait("retryAssertions", retryAssertions(file, sleep) ?? retryInChain(file, sleep));
  offer("retryInTimer", retryInTimer(file, guess));
  if (found.length === 0) offerWait("awaitAsserted", awaitAsserted(file, guess) ?? putOffUntilAsserted(file, guess));
  if (found.length === 0) offerWait("tryInAttempts", tryInAttempts(file, guess));
  if (found.length === 0) offerWait("awaitEntry", awaitFilled(file, guess));
  const again = found.length > 0 ? undefined : (sendAgain(file, guess) ?? sendUntilArrived(file, guess) ?? sendInRetry(file, guess) ?? sendUntilHandled(file, guess) ?? sendUntilSeen(file, guess));
  offer("sendAgain", again?.edits, { call: again ? mention(file.sourceCode, again.call) : "", code: again?.code ?? "" });
  if (found.length === 0) offerWait("retryRead", retryRead(file, guess));
  if (found.length === 0) offerWait("awaitEntry", awaitTaken(file, guess));
  if (found.length > 0) return found;
  const only = probeOnlyAddress(file, guess);
  offer("probeFirst", only?.edits, { url: only?.url ?? "" });
  if (found.length > 0) return found;
  const port = probePort(file, guess);
  offer("probePort", port?.edits, { where: port?.where ?? "" });
  const wait = waitForProcess(file, guess);
  // A pattern that the user must fill in is worth less than a port that is known.
  if (port && wait?.kind === "line") return found;
  offer(wait?.kind === "message" ? "awaitMessage" : "awaitLine", wait?.edits, { subject: wait?.name ?? "" });
  if (found.length === 0) offerWait("retryAssertions", retryInHook(file, guess));
  return found;
}
