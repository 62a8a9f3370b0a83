import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { announcementsOf, earlyHandlersOf, mayHandleEarly } from "../src/lifecycle.js";
import { firstLineOf, mention, onLine } from "../src/mention.js";

type Condition = "beforeFilled" | "maybeBeforeFilled" | "beforeChecked" | "maybeBeforeChecked" | "toldTooSoon" | "maybeToldTooSoon";

export default createRule<ReportOption, Condition>({
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
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings } = context;
    if (!mayHandleEarly(sourceCode)) return {};
    return {
      "Program:exit"() {
        for (const { send, write, test, isCertain } of announcementsOf(sourceCode, settings)) {
          if (!isCertain && report === "certain") continue;
          const data = { send: mention(sourceCode, send), sent: onLine(send, write), test: mention(sourceCode, test), tested: onLine(test, write) };
          context.report({ node: write, messageId: isCertain ? "toldTooSoon" : "maybeToldTooSoon", data });
        }
        for (const { attach, receiver, wait, missing, isCertain } of earlyHandlersOf(sourceCode, settings)) {
          if (!isCertain && report === "certain") continue;
          const data = { wait: mention(sourceCode, wait), waited: onLine(wait, attach), peer: mention(sourceCode, receiver) };
          if (missing) {
            const { read, fill } = missing;
            const more = { ...data, read: mention(sourceCode, read), write: mention(sourceCode, fill.write), written: onLine(fill.write, attach) };
            context.report({ node: attach, loc: firstLineOf(attach), messageId: isCertain ? "beforeFilled" : "maybeBeforeFilled", data: more });
          } else {
            context.report({ node: attach, loc: firstLineOf(attach), messageId: isCertain ? "beforeChecked" : "maybeBeforeChecked", data });
          }
        }
      },
    };
  },
});
