import type { TSESLint } from "@typescript-eslint/utils";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { firstLineOf, mention, onLine } from "../src/mention.js";
import { type Late, type Unconfirmed, mayListenLate, startupOf } from "../src/startup.js";
import { askFirst } from "../src/suggest/ask-first.js";
import { attachFirst, keepMeanwhile, pauseMeanwhile, rememberMeanwhile } from "../src/suggest/attach-first.js";
import { awaitBehind } from "../src/suggest/await-behind.js";
import { awaitInside } from "../src/suggest/await-inside.js";
import { confirmSubscription } from "../src/suggest/confirm-subscription.js";
import { type Edit, type File, fixOf } from "../src/suggest/edits.js";
import { makeLater } from "../src/suggest/make-later.js";
import { runIfCome } from "../src/suggest/run-if-come.js";
import { waitBeforeChain } from "../src/suggest/wait-before-chain.js";
import { waitForAll } from "../src/suggest/wait-for-all.js";
import { waitFirst, waitTogether } from "../src/suggest/wait-first.js";
import { waitWhereMade } from "../src/suggest/wait-where-made.js";

type Condition = "lostMeanwhile" | "thrownMeanwhile" | "neverComes" | "sameTick" | "lazyWait" | "mayBeLost" | "comesBefore" | "missedBefore" | "mayComeWithAnswer" | "mayComeBefore" | "changedMeanwhile" | "emittedBefore" | "notBegun" | "unconfirmed" | "unknownThere";
type SuggestionId = "attachFirst" | "awaitBehind" | "waitTogether" | "waitForAll" | "waitFirst" | "waitWhereMade" | "awaitInside" | "keepMeanwhile" | "pauseMeanwhile" | "rememberMeanwhile" | "runIfCome" | "makeLater" | "askFirst" | "awaitSubscription" | "awaitConfirmation";
type MessageId = Condition | SuggestionId;
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

export default createRule<ReportOption, MessageId>({
  name: "no-late-listener",
  meta: {
    type: "problem",
    docs: { description: "Disallow attaching a listener after its event may have come" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      lostMeanwhile: "{{what}} during `{{cause}}`{{where}} is lost: '{{event}}' has no listener yet and {{keeper}} keeps none. Attach first.",
      thrownMeanwhile: "An error during `{{cause}}`{{where}} ends the process: 'error' has no listener yet, and is thrown where no caller can catch it. Attach first.",
      neverComes: "This may wait for ever: {{what}} during `{{cause}}`{{where}} is lost, for '{{event}}' has no listener yet and {{keeper}} keeps none. Begin to listen first.",
      sameTick: "`{{cause}}`{{where}} resumes too late for '{{event}}': it may come in the same tick, and nothing listens for it yet. Listen for it before that.",
      lazyWait: "This listens only when it is called: '{{event}}' may have come by then, and `{{cause}}`{{where}} does not repeat it. Listen where the {{noun}} is made.",
      mayBeLost: "{{what}} during `{{cause}}`{{where}} may be lost: '{{event}}' has no listener yet. Attach first.",
      comesBefore: "`{{cause}}`{{where}} brings '{{event}}' about before anything waits for it: what comes at once is missed, and this waits for ever. Begin to wait first.",
      missedBefore: "What comes while `{{cause}}`{{where}} runs is missed: '{{event}}' has no listener yet, and a page keeps none. Listen first.",
      mayComeWithAnswer: "'{{event}}' may come with the answer to `{{cause}}`{{where}}, before this listener is there. Listen first.",
      mayComeBefore: "'{{event}}' may come while `{{cause}}`{{where}} runs, before this listener is there. Listen first.",
      changedMeanwhile: "A change behind `{{cause}}`{{where}} is missed: '{{event}}' may come before this listener is there. Listen first, then ask.",
      emittedBefore: "'{{event}}' is emitted by `{{cause}}`{{where}} before this listener is there, and is lost. Listen first.",
      notBegun: "Nothing listens yet: a generator begins with its first `next()`, and '{{event}}' may come while `{{cause}}`{{where}} runs. Listen in the function that makes it, or ask it first.",
      unconfirmed: "Nothing waits for `{{subscribe}}`: `{{publish}}`{{where}} may come before it holds, and is lost. Await it.",
      unknownThere: "`{{publish}}`{{where}} goes another way than `{{subscribe}}` and may come first: what it sends is lost then. Await `{{confirm}}` in between.",
      // suggestions
      attachFirst: "Attach it before `{{cause}}`.",
      awaitBehind: "Move `{{cause}}` behind it.",
      waitTogether: "Await both together, and listen first.",
      waitForAll: "Listen to all of them first, and await them together.",
      waitFirst: "Begin to wait before `{{cause}}`: `{{name}}`.",
      waitWhereMade: "Begin to wait where the {{noun}} is made: `{{name}}`.",
      awaitInside: "Attach it first, and let it await `{{name}}`.",
      keepMeanwhile: "Keep what comes meanwhile, up to a bound, and emit it again here.",
      pauseMeanwhile: "Pause the {{noun}} until its listeners are there.",
      rememberMeanwhile: "Remember that '{{event}}' has come meanwhile, and act on it here.",
      awaitSubscription: "Await `{{subscribe}}`.",
      askFirst: "Ask for it before `{{cause}}`: `{{name}}`.",
      awaitConfirmation: "Await `{{confirm}}` behind it.",
      runIfCome: "Run the handler at once where `{{name}}` says that it has come.",
      makeLater: "Make the {{noun}} here, in the turn of its listeners.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings, filename } = context;
    if (!mayListenLate(sourceCode)) return {};
    return {
      "Program:exit"() {
        const startup = startupOf(sourceCode, settings);
        for (const late of startup.late) {
          if (!late.certain && report === "certain") continue;
          const { at, attachment, cause } = late;
          const data = {
            event: attachment.event,
            what: whatOf(late),
            keeper: late.emitter?.keeper ?? "an emitter",
            noun: attachment.subject?.contract.noun ?? "object",
            cause: mention(sourceCode, cause),
            where: onLine(cause, at),
          };
          context.report({ node: at, loc: firstLineOf(at), messageId: conditionOf(late), data, suggest: repairsOf({ sourceCode, filename, startup }, late, data) });
        }
        for (const unconfirmed of report === "certain" ? [] : startup.unconfirmed) {
          const { subscribed: node, published, confirm } = unconfirmed;
          const connection = node.callee.type === "MemberExpression" ? sourceCode.getText(node.callee.object) : "";
          const data = { subscribe: mention(sourceCode, node), publish: mention(sourceCode, published), where: onLine(published, node), confirm: `${connection}.${confirm}()` };
          context.report({ node, messageId: confirm === undefined ? "unconfirmed" : "unknownThere", data, suggest: confirmationOf(sourceCode, unconfirmed, data) });
        }
      },
    };
  },
});

/** What is wrong with a listener. */
function conditionOf({ kind, certain, row, attachment }: Late): Condition {
  switch (kind) {
    case "lost":
      if (!certain) return "mayBeLost";
      if (row?.crashes) return "thrownMeanwhile";
      return attachment.promise ? "neverComes" : "lostMeanwhile";
    case "sameTick":
      return certain ? "sameTick" : "mayComeWithAnswer";
    case "lazy":
      return "lazyWait";
    case "triggered":
      if (!certain) return "mayComeBefore";
      return attachment.promise ? "comesBefore" : "missedBefore";
    case "asked":
      return "changedMeanwhile";
    case "emitted":
      return "emittedBefore";
    case "notBegun":
      return "notBegun";
  }
}

/** The repairs that are right for a listener, safest first: at most two. */
function repairsOf(file: File, late: Late, data: Record<string, string>): Suggestion[] {
  const found: Suggestion[] = [];
  // What is in the generator stands behind no statement that lets time pass.
  if (late.kind === "notBegun") return found;
  const offer = (messageId: SuggestionId, edits: readonly Edit[] | undefined, name = "") => {
    if (edits) found.push({ messageId, data: { ...data, name }, fix: fixOf(file.sourceCode, edits) });
  };
  offer("waitTogether", waitTogether(file, late));
  offer("waitForAll", waitForAll(file, late));
  const earlier = waitFirst(file, late) ?? waitBeforeChain(file, late);
  offer("waitFirst", earlier?.edits, earlier?.name);
  const where = waitWhereMade(file, late);
  offer("waitWhereMade", where?.edits, where?.name);
  const asked = askFirst(file, late);
  offer("askFirst", asked?.edits, asked?.name);
  offer("attachFirst", attachFirst(file, late));
  if (found.length === 0) offer("awaitBehind", awaitBehind(file, late));
  const come = runIfCome(file, late);
  offer("runIfCome", come?.edits, come?.name);
  offer("keepMeanwhile", keepMeanwhile(file, late));
  offer("rememberMeanwhile", rememberMeanwhile(file, late));
  const inside = awaitInside(file, late);
  offer("awaitInside", inside?.edits, inside?.name);
  offer("pauseMeanwhile", pauseMeanwhile(file, late));
  offer("makeLater", makeLater(file, late));
  return found.slice(0, 2);
}

/** Awaits a subscription, or what says that it holds. */
function confirmationOf(sourceCode: File["sourceCode"], unconfirmed: Unconfirmed, data: Record<string, string>): Suggestion[] {
  const edits = confirmSubscription(sourceCode, unconfirmed, data["confirm"] ?? "");
  return edits ? [{ messageId: unconfirmed.confirm === undefined ? "awaitSubscription" : "awaitConfirmation", data, fix: fixOf(sourceCode, edits) }] : [];
}

/** What may come too early, as the subject of a sentence. */
function whatOf({ row, attachment }: Late): string {
  return row?.carries ? "A message that arrives" : `${/^[aeiou]/.test(attachment.event) ? "An" : "A"} '${attachment.event}' that comes`;
}

