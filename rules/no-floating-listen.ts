import type { TSESLint } from "@typescript-eslint/utils";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { firstLineOf, mention, onLine } from "../src/mention.js";
import { type Begun, type Startup, givesPromise, mayStart, startupOf } from "../src/startup.js";
import { awaitKept } from "../src/suggest/await-kept.js";
import { awaitHelper, awaitStart } from "../src/suggest/await-ready.js";
import { type Edit, type File, fixOf, insertAt, statementAfter } from "../src/suggest/edits.js";
import { exitOnError } from "../src/suggest/exit-on-error.js";
import { giveReady } from "../src/suggest/give-ready.js";
import { awaitForCallback, keepBehindStart, wrapInFunction } from "../src/suggest/start-callback.js";
import { keepStart } from "../src/suggest/keep-start.js";
import { moveIntoCallback } from "../src/suggest/move-into-callback.js";
import { returnWhenReady } from "../src/suggest/return-when-ready.js";
import { setWhenReady } from "../src/suggest/set-when-ready.js";
import { settleInCallback } from "../src/suggest/settle-in-callback.js";
import { settleWhenReady } from "../src/suggest/settle-when-ready.js";
import { waitForBoth } from "../src/suggest/wait-for-both.js";

type Condition =
  | "resolvesEarly"
  | "resolvesApart"
  | "mayResolveEarly"
  | "startsUnseen"
  | "flaggedEarly"
  | "returnsUnbound"
  | "leftByCallers"
  | "floatingStart"
  | "awaitedNoPromise"
  | "ignoredCallback"
  | "calledCallback"
  | "swallowedFailure"
  | "unawaitedInTest"
  | "settledAtOnce"
  | "unawaitedReturn"
  | "uncaughtFailure"
  | "announcedEarly"
  | "usedAtOnce"
  | "promiseLies"
  | "nothingTells"
  | "boundUnseen";
type SuggestionId =
  | "setWhenReady" | "settleWhenReady" | "waitForBoth" | "moveIntoCallback" | "giveReady" | "goOnInCallback"
  | "awaitCall" | "awaitReturned" | "exitOnError" | "awaitReady" | "awaitReadyExported" | "keepBehindStart"
  | "wrapInFunction" | "wrapAndWait" | "returnWhenReady" | "settleInCallback" | "settleInCallbackExported";
type MessageId = Condition | SuggestionId;
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

const potential: ReadonlySet<Condition> = new Set(["mayResolveEarly", "unawaitedInTest", "announcedEarly", "usedAtOnce", "promiseLies", "nothingTells", "boundUnseen"]);

export default createRule<ReportOption, MessageId>({
  name: "no-floating-listen",
  meta: {
    type: "problem",
    docs: { description: "Disallow starting a server and going on without waiting for it" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      resolvesEarly: "{{name}} resolves before the {{noun}} is ready: nothing waits for `{{start}}`, and {{failure}}. Await {{ready}}.",
      resolvesApart: "{{name}} may resolve before the {{noun}} is ready: what it awaits has nothing to do with `{{start}}`, and {{failure}}. Await {{ready}}.",
      mayResolveEarly: "{{name}} may resolve before the {{noun}} is ready: nothing that shows here waits for `{{start}}`, and {{failure}}. Await {{ready}}.",
      startsUnseen: "{{name}} returns before the {{noun}} is ready, and nobody is told: a caller goes on too early, and {{failure}}. Give it a promise that waits for {{ready}}.",
      returnsUnbound: "{{name}} resolves with {{a}} {{noun}} that is not ready: nothing waits for `{{start}}`. Await {{ready}} before it is returned.",
      leftByCallers: "{{name}} resolves before the {{noun}} is ready: it has `{{start}}` run here, and nothing waits for that. Await {{ready}} before it goes on.",
      flaggedEarly: "`{{flag}}` is set too early: `{{start}}`{{begun}} has only begun, and fails later where the port is taken. Set it at {{ready}}.",
      floatingStart: "Nothing waits for `{{start}}`: what follows runs before the {{noun}} is ready, and its failure is an unhandled rejection. Await it.",
      awaitedNoPromise: "`await` does not wait here: `{{start}}` gives no promise, and what follows runs before the {{noun}} is ready. Await {{ready}} instead.",
      ignoredCallback: "This callback never runs: `{{start}}` takes none and gives a promise. Await the promise.",
      calledCallback: "`{{callback}}` runs at once, before the {{noun}} is ready: its result, not a function, is given to `{{start}}`. Give it a function.",
      swallowedFailure: "A taken port goes unseen: nothing listens for 'error' of `{{start}}`, and the 'uncaughtException' handler{{where}} lets the process go on without it. Listen for 'error'.",
      unawaitedInTest: "The tests may begin before the {{noun}} is ready: nothing waits for `{{start}}`. Await {{ready}} here.",
      settledAtOnce: "This promise is settled before the {{noun}} is ready: `{{start}}` has only begun, and its failure comes when nobody listens. Settle it at {{ready}}, and reject on 'error'.",
      unawaitedReturn: "The `catch` below never runs for `{{start}}`: its promise has left the `try` when it rejects. Await it before it is returned.",
      uncaughtFailure: "The `catch` below never runs for a taken port: `{{start}}` throws nothing, its failure is an 'error' event that comes later. Await {{ready}}, or listen for 'error'.",
      announcedEarly: "`{{aftermath}}` says so before it is true: `{{start}}`{{begun}} has only begun, and fails later where the port is taken. Say it at {{ready}}.",
      usedAtOnce: "`{{aftermath}}` may find nobody: `{{start}}`{{begun}} has only begun. Wait for {{ready}} first.",
      promiseLies: "The promise of `{{start}}` says nothing about a taken port: {{settling}}. Wait for the server itself, with its 'error'.",
      nothingTells: "{{name}} returns before the {{noun}} is ready, and `{{start}}` gives nothing to wait for: a taken port is thrown where no caller can catch it. Put it behind a server of your own, which tells.",
      boundUnseen: "The constructor is through before the {{noun}} is ready, and only the callback of `{{start}}` hears of it: nobody can wait for that, nor catch its failure. Bind it where a promise can be given.",
      // suggestions
      settleWhenReady: "Resolve at {{ready}}, and reject on 'error'.",
      waitForBoth: "Wait for its server as well: `{{code}}`.",
      setWhenReady: "Set it in the callback of `{{start}}`.",
      moveIntoCallback: "Move it, and what follows it, into the callback of `{{start}}`.",
      giveReady: "Give callers a promise of it: `{{code}}`.",
      goOnInCallback: "Go on in the callback of `{{start}}`.",
      awaitCall: "Await `{{start}}`.",
      awaitReturned: "Return `await {{start}}`.",
      exitOnError: "End the process when it cannot listen.",
      awaitReady: "Wait right behind the start: `{{code}}`.",
      awaitReadyExported: "Wait right behind the start: `{{code}}`; callers of `{{called}}` must await it from now on.",
      keepBehindStart: "Await the start, and do behind it what the callback does.",
      wrapInFunction: "Give a function: `() => {{callback}}`.",
      wrapAndWait: "Give a function, `() => {{callback}}`, and wait right behind the start: `{{code}}`.",
      settleInCallback: "Wait for the callback: let it settle a promise.",
      settleInCallbackExported: "Wait for the callback: let it settle a promise; callers of `{{called}}` must await it from now on.",
      returnWhenReady: "Wait for {{ready}} before it is returned.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings, filename } = context;
    if (!mayStart(sourceCode, settings)) return {};
    return {
      "Program:exit"() {
        const startup = startupOf(sourceCode, settings);
        const swallowing = startup.swallowingHandler();
        for (const begun of startup.starts) {
          const messageId = conditionOf(begun, startup, swallowing !== undefined);
          if (!messageId || (potential.has(messageId) && report === "certain")) continue;
          const { node, subject, row, unit } = begun;
          const { ready } = subject.contract;
          const name = startup.surroundings.nameOf((messageId === "leftByCallers" ? begun.leftBy[0]?.unit : undefined) ?? unit);
          const behind = messageId === "flaggedEarly" ? begun.flag : begun.aftermath?.node;
          const data = {
            name: name === undefined ? "This function" : `\`${name}()\``,
            noun: subject.contract.noun,
            a: /^[aeiou]/i.test(subject.contract.noun) ? "an" : "a",
            start: mention(sourceCode, node),
            ready: typeof ready === "object" && !givesPromise(row) ? `'${ready.event}'` : ready === "callback" ? "its callback" : ready === "nothing" ? "its first answer" : "its promise",
            failure: failureOf(begun),
            callback: begun.calledCallback ? mention(sourceCode, begun.calledCallback) : "",
            aftermath: begun.aftermath ? mention(sourceCode, begun.aftermath.node) : "",
            begun: behind ? onLine(node, behind) : "",
            flag: begun.flag ? mention(sourceCode, begun.flag.left) : "",
            where: swallowing ? onLine(swallowing, node) : "",
            settling: row.settles === "early" ? "it has resolved although nothing listens" : "it never settles",
          };
          const at = messageId === "ignoredCallback" ? (begun.ignoredCallback ?? node) : node;
          context.report({ node: at, loc: firstLineOf(at), messageId, data, suggest: repairsOf({ sourceCode, filename, startup }, begun, messageId, swallowing !== undefined, data) });
        }
        for (const { node, unit, begun: { subject } } of startup.floating) {
          if (startup.surroundings.isEntryPoint(unit)) continue;
          const data = { start: mention(sourceCode, node), noun: subject.contract.noun };
          context.report({ node, loc: firstLineOf(node), messageId: "floatingStart", data, suggest: [{ messageId: "awaitCall", data, fix: fixOf(sourceCode, [insertAt(node.range[0], "await ")]) }] });
        }
        for (const node of startup.unawaitedReturns) {
          const fix = fixOf(sourceCode, [insertAt(node.range[0], "await ")]);
          const data = { start: mention(sourceCode, node) };
          context.report({ node, loc: firstLineOf(node), messageId: "unawaitedReturn", data, suggest: [{ messageId: "awaitReturned", data, fix }] });
        }
      },
    };
  },
});

/** Where the news of a taken port ends. */
function failureOf({ subject, failureTold, isFailureThrown }: Begun): string {
  if (subject.contract.ready === "callback") return "a taken port is told to its callback alone";
  return failureTold === "nobody" && !isFailureThrown ? "a taken port goes no further than the 'error' listener" : "a taken port is thrown where no caller can catch it";
}

/** What is wrong with a start: what is certain first, then what its code goes on to do. */
function conditionOf(begun: Begun, startup: Startup, isSwallowed: boolean): Condition | undefined {
  const condition = certainly(begun, startup, isSwallowed);
  // What the code goes on to say or do is nearer to the start than what its caller may do.
  return condition === "mayResolveEarly" ? (possibly(begun, startup) ?? condition) : (condition ?? possibly(begun, startup));
}

/** A start without a callback, followed by code that takes it for ready. */
function possibly({ row, use, told, aftermath }: Begun, { surroundings }: Startup): Condition | undefined {
  if (!aftermath || givesPromise(row) || row.bound === "always") return undefined;
  // A promise of it is waited for later, and what its callback tells is that.
  if (!aftermath.promise && (told !== "none" || (use !== "unused" && use !== "kept"))) return undefined;
  if (aftermath.kind === "announced") return surroundings.isTest() ? undefined : "announcedEarly";
  return "usedAtOnce";
}

/** What is wrong with a start by itself; undefined where nothing is known to be. */
function certainly(begun: Begun, { surroundings }: Startup, isSwallowed: boolean): Condition | undefined {
  const { row, unit, use, told, subject } = begun;
  if (begun.ignoredCallback) return "ignoredCallback";
  if (begun.calledCallback) return "calledCallback";
  // How far a generator runs is its caller's choice.
  if (use === "passed" || ("generator" in unit && unit.generator)) return undefined;
  const isEvent = !givesPromise(row);
  const isAsync = unit.type !== "Program" && "async" in unit && unit.async;
  const isEntry = surroundings.isEntryPoint(unit);
  if (surroundings.isTest()) {
    if (isEvent && use === "awaited" && (told !== "somebody" || begun.isAwaitedBeside) && begun.isUnboundAtEnd) return "awaitedNoPromise";
    const isUnseen = isEvent ? (begun.isUnboundAtEnd || begun.endsApart !== undefined) && (told !== "somebody" || begun.isOnlyKept) : use === "unused" && told === "none";
    return isUnseen && (begun.isHookThrough || (surroundings.isTestSetUp(unit) && !begun.endsByDone)) ? "unawaitedInTest" : undefined;
  }
  if (isSwallowed && isEvent && begun.failureTold !== "somebody" && "error" in subject.contract.events) return "swallowedFailure";
  if (begun.isSettledAtOnce) return "settledAtOnce";
  if (begun.isRetriedInCatch && isEvent && told !== "somebody" && begun.failureTold !== "somebody" && (use !== "awaited" || isEntry)) return "uncaughtFailure";
  // Where the program begins, a start may be the last that it does; where something follows, who awaits it to catch its failure has not.
  if (isEntry && isEvent && begun.isCaughtAndFollowed && use === "awaited" && told === "none" && begun.isUnboundAtEnd) return "awaitedNoPromise";
  if (isEntry || surroundings.isFailureHandler(unit)) return undefined;
  if (row.settles === "early" || row.settles === "never") return begun.failureTold === "somebody" ? undefined : "promiseLies";
  // With a callback, the promise or the callback tells; one that only logs tells nobody.
  if (!isEvent && told !== "nobody") return use === "unused" && told === "none" ? "floatingStart" : undefined;
  if (isEvent && begun.isAwaitedBeside && begun.isUnboundAtEnd && !begun.isFailureHeard) return "awaitedNoPromise";
  if (told === "somebody" || begun.isFailureHeard) return undefined;
  if (begun.endsApart) return endedApart(begun);
  if (!begun.isUnboundAtEnd) return undefined;
  if (use === "awaited") return isEvent ? "awaitedNoPromise" : undefined;
  const isGiven = use === "returned" || begun.gives === "subject";
  // What tells its callback alone tells nothing to who gets it.
  const isTold = isGiven && (use === "returned" || subject.contract.ready !== "callback");
  const isEarly = isAsync || (!isTold && (surroundings.isStarter(unit) || begun.gives === "handle"));
  if (!isEarly && begun.leftBy.length > 0 && begun.leftBy.every(({ unit: caller }) => surroundings.nameOf(caller) !== undefined && !surroundings.isEntryPoint(caller))) return "leftByCallers";
  if (!isEarly) return begun.flag ? "flaggedEarly" : surroundings.isConstructor(unit) && subject.contract.ready === "callback" ? "boundUnseen" : undefined;
  if (subject.contract.ready === "nothing") return "nothingTells";
  if (!isAsync) return "startsUnseen";
  return isGiven ? "returnsUnbound" : "resolvesEarly";
}

/** A function that awaits other things behind a start: who has got the server from it may know more. */
function endedApart({ row, subject, use, gives, endsApart, failureTold }: Begun): Condition | undefined {
  if (givesPromise(row) || subject.contract.ready === "nothing" || use === "awaited" || use === "returned" || gives === "subject") return undefined;
  if (failureTold === "somebody") return undefined;
  return endsApart === "apart" ? "resolvesApart" : "mayResolveEarly";
}

/** The repairs that are right for a start, safest first. */
function repairsOf(file: File, begun: Begun, condition: Condition, isSwallowed: boolean, data: Record<string, string>): Suggestion[] {
  const found: Suggestion[] = [];
  const offer = (messageId: SuggestionId, edits: readonly Edit[] | undefined, more: Record<string, string> = {}) => {
    if (edits) found.push({ messageId, data: { ...data, ...more }, fix: fixOf(file.sourceCode, edits) });
  };
  const isMisled = condition === "announcedEarly" || condition === "usedAtOnce";
  if (condition === "ignoredCallback") offer("keepBehindStart", keepBehindStart(file, begun));
  else if (condition === "calledCallback") {
    const wrapping = wrapInFunction(begun);
    // With a function in its place the start may still be one that nothing waits for.
    const isDone = conditionOf({ ...begun, calledCallback: undefined, told: "nobody" }, file.startup, isSwallowed) === undefined;
    const repair = isDone ? undefined : awaitStart(file, begun.node);
    if (isDone) offer("wrapInFunction", wrapping);
    else if (wrapping && repair && repair.exported === undefined) offer("wrapAndWait", [...wrapping, ...repair.edits], { code: repair.code });
  }
  else if (condition === "swallowedFailure") offer("exitOnError", exitOnError(file, begun));
  else if (condition === "settledAtOnce") offer("settleWhenReady", settleWhenReady(file, begun));
  else if (condition === "leftByCallers" || (isMisled && begun.aftermath?.promise)) {
    const repair = condition === "leftByCallers" ? awaitHelper(file, begun) : awaitKept(file, begun);
    offer("awaitReady", repair?.edits, { code: repair?.code ?? "" });
  }
  else if (condition === "promiseLies") {
    const repair = waitForBoth(file, begun);
    offer("waitForBoth", repair?.edits, { code: repair?.code ?? "" });
  } else {
    if (isMisled && begun.aftermath) offer("moveIntoCallback", moveIntoCallback(file, begun.node, begun.aftermath.node));
    const next = condition === "unawaitedInTest" ? statementAfter(begun.node) : undefined;
    if (next) offer("goOnInCallback", moveIntoCallback(file, begun.node, next));
    if (condition === "flaggedEarly") offer("setWhenReady", setWhenReady(file, begun));
    if (begun.use === "returned") offer("returnWhenReady", returnWhenReady(file, begun));
    const repair = awaitStart(file, begun.node) ?? keepStart(file, begun.node);
    offer(repair?.exported === undefined ? "awaitReady" : "awaitReadyExported", repair?.edits, { code: repair?.code ?? "", called: repair?.exported ?? "" });
    const given = condition === "startsUnseen" ? giveReady(file, begun) : undefined;
    offer("giveReady", given?.edits, { code: given?.code ?? "" });
    const awaiting = awaitForCallback(file, begun);
    offer("keepBehindStart", awaiting);
    const settling = awaiting ? undefined : settleInCallback(file, begun);
    offer(settling?.exported === undefined ? "settleInCallback" : "settleInCallbackExported", settling?.edits, { called: settling?.exported ?? "" });
  }
  return found;
}
