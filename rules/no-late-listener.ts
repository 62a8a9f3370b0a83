import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { firstLineOf, mention, onLine } from "../src/mention.js";
import { type Late, mayListenLate, startupOf } from "../src/startup.js";

type Condition = "lostMeanwhile" | "thrownMeanwhile" | "neverComes" | "sameTick" | "lazyWait" | "mayBeLost" | "mayComeBefore" | "changedMeanwhile" | "emittedBefore";
type MessageId = Condition;

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
      lazyWait: "This wait listens only when it is called: '{{event}}' may have come by then, and `{{cause}}`{{where}} does not repeat it. Listen where the {{noun}} is made.",
      mayBeLost: "{{what}} during `{{cause}}`{{where}} may be lost: '{{event}}' has no listener yet. Attach first.",
      mayComeBefore: "'{{event}}' may come while `{{cause}}`{{where}} runs, before this listener is there. Listen first.",
      changedMeanwhile: "A change behind `{{cause}}`{{where}} is missed: '{{event}}' may come before this listener is there. Listen first, then ask.",
      emittedBefore: "'{{event}}' is emitted by `{{cause}}`{{where}} before this listener is there, and is lost. Listen first.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings } = context;
    if (!mayListenLate(sourceCode)) return {};
    return {
      "Program:exit"() {
        for (const late of startupOf(sourceCode, settings).late) {
          if (!late.certain && report === "certain") continue;
          const { at, attachment, cause } = late;
          const data = {
            event: attachment.event,
            what: whatOf(late),
            keeper: late.keeper,
            noun: attachment.subject?.contract.noun ?? "object",
            cause: mention(sourceCode, cause),
            where: onLine(cause, at),
          };
          context.report({ node: at, loc: firstLineOf(at), messageId: conditionOf(late), data });
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
      return "sameTick";
    case "lazy":
      return "lazyWait";
    case "triggered":
      return "mayComeBefore";
    case "asked":
      return "changedMeanwhile";
    case "emitted":
      return "emittedBefore";
  }
}

/** What may come too early, as the subject of a sentence. */
function whatOf({ row, attachment }: Late): string {
  return row?.carries ? "A message that arrives" : `${/^[aeiou]/.test(attachment.event) ? "An" : "A"} '${attachment.event}' that comes`;
}

