import type { TSESLint } from "@typescript-eslint/utils";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { announcementsOf, earlyHandlersOf, mayHandleEarly, mostEarlyMessages } from "../src/lifecycle.js";
import { firstLineOf, mention, onLine } from "../src/mention.js";
import { startupOf } from "../src/startup.js";
import { type Edit, type File, fixOf } from "../src/suggest/edits.js";
import { holdBack } from "../src/suggest/hold-back.js";
import { setBeforeSend } from "../src/suggest/set-before-send.js";

type SuggestionId = "setBeforeSend" | "holdBack";
type Condition = "beforeFilled" | "maybeBeforeFilled" | "beforeChecked" | "maybeBeforeChecked" | "toldTooSoon" | "maybeToldTooSoon";
type MessageId = Condition | SuggestionId;
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

export default createRule<ReportOption, MessageId>({
  name: "no-early-message",
  meta: {
    type: "problem",
    docs: { description: "Disallow handling messages before what they need is there, and letting a peer go on before its messages are accepted" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      beforeFilled: "A message that arrives during `{{wait}}`{{waited}} finds `{{read}}` empty: `{{write}}`{{written}} fills it afterwards. Hold messages back until then.",
      maybeBeforeFilled: "What arrives during `{{wait}}`{{waited}} may find `{{read}}` empty: `{{write}}`{{written}} fills it afterwards. Hold it back until then.",
      beforeChecked: "Messages are handled while `{{wait}}`{{waited}} still decides whether `{{peer}}` may stay. Hold them back until it has.",
      maybeBeforeChecked: "What arrives may be handled while `{{wait}}`{{waited}} still decides whether `{{peer}}` may stay. Hold it back until it has.",
      toldTooSoon: "The peer may answer `{{send}}`{{sent}} before this is set, and `{{test}}`{{tested}} turns its message away. Set it before the send.",
      maybeToldTooSoon: "The peer may answer `{{send}}`{{sent}} before this is set, and `{{test}}`{{tested}} may turn its message away. Set it before the send.",
      // suggestions
      setBeforeSend: "Set it before the send.",
      holdBack: "Hold up to {{most}} messages back until then, and close the connection where there are more.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings, filename } = context;
    if (!mayHandleEarly(sourceCode)) return {};
    return {
      "Program:exit"() {
        const file: File = { sourceCode, filename, startup: startupOf(sourceCode, settings) };
        for (const announcement of announcementsOf(sourceCode, settings)) {
          const { send, write, test, isCertain } = announcement;
          if (!isCertain && report === "certain") continue;
          const data = { send: mention(sourceCode, send), sent: onLine(send, write), test: mention(sourceCode, test), tested: onLine(test, write) };
          context.report({ node: write, messageId: isCertain ? "toldTooSoon" : "maybeToldTooSoon", data, suggest: offered(sourceCode, "setBeforeSend", setBeforeSend(file, announcement)) });
        }
        for (const early of earlyHandlersOf(sourceCode, settings)) {
          const { attach, receiver, wait, missing, isCertain } = early;
          if (!isCertain && report === "certain") continue;
          const suggest = offered(sourceCode, "holdBack", holdBack(file, early));
          const data = { wait: mention(sourceCode, wait), waited: onLine(wait, attach), peer: mention(sourceCode, receiver) };
          if (missing) {
            const { read, fill } = missing;
            const more = { ...data, read: mention(sourceCode, read), write: mention(sourceCode, fill.write), written: onLine(fill.write, attach) };
            context.report({ node: attach, loc: firstLineOf(attach), messageId: isCertain ? "beforeFilled" : "maybeBeforeFilled", data: more, suggest });
          } else {
            context.report({ node: attach, loc: firstLineOf(attach), messageId: isCertain ? "beforeChecked" : "maybeBeforeChecked", data, suggest });
          }
        }
      },
    };
  },
});

function offered(sourceCode: Readonly<TSESLint.SourceCode>, messageId: SuggestionId, edits: readonly Edit[] | undefined): Suggestion[] {
  return edits ? [{ messageId, data: { most: String(mostEarlyMessages) }, fix: fixOf(sourceCode, edits) }] : [];
}
