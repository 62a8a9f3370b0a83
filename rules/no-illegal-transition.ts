import type { TSESLint } from "@typescript-eslint/utils";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { firstLineOf, mention } from "../src/mention.js";
import { startupOf } from "../src/startup.js";
import { fixOf } from "../src/suggest/edits.js";
import { swapSteps } from "../src/suggest/swap-steps.js";
import { takeSteps } from "../src/suggest/take-steps.js";
import { type Illegal, illegalTransitionsIn, mayTransition } from "../src/transitions.js";

type Condition = "refused" | "throws" | "maybeRefused" | "assigned";
type MessageId = Condition | "takeSteps" | "swapSteps";
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

export default createRule<ReportOption, MessageId>({
  name: "no-illegal-transition",
  meta: {
    type: "problem",
    docs: { description: "Disallow a state transition that the machine's own table does not allow" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      refused: "`{{call}}` is refused here: the state is {{states}}{{where}}, and the table on line {{table}} allows {{allowed}} from there. {{advice}}.",
      throws: "`{{call}}` throws here: the state is {{states}}{{where}}, and the table on line {{table}} allows {{allowed}} from there. {{advice}}.",
      maybeRefused: "`{{call}}` may be refused here: if the state is still {{states}}{{where}}, the table on line {{table}} allows {{allowed}} from there. {{advice}}.",
      assigned: "`{{call}}` goes past the table on line {{table}}: the state is {{states}}{{where}}, and only {{allowed}} may follow. {{advice}}.",
      // suggestions
      takeSteps: "Take the steps between first: {{steps}}.",
      swapSteps: "Ask for {{steps}} first, and then for what is asked for here.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings, filename } = context;
    if (!mayTransition(sourceCode)) return {};
    return {
      "Program:exit"() {
        for (const illegal of illegalTransitionsIn(sourceCode, settings)) {
          if (!illegal.isCertain && report === "certain") continue;
          const { node, guard, states, allowed, way } = illegal;
          const steps = labels(way ?? [], ", ");
          const data = {
            call: mention(sourceCode, node),
            states: labels(states.map(({ name }) => name), " or "),
            where: linesOf(illegal),
            table: guard.table.node.loc.start.line,
            allowed: allowed.length === 0 ? "nothing" : labels(allowed, ", "),
            advice: way && way.length > 0 ? `Go through ${labels(way, " and ")} first` : "Ask for what is allowed, or add it to the table",
          };
          const file = { sourceCode, filename, startup: startupOf(sourceCode, settings) };
          const repairs = { takeSteps: takeSteps(file, illegal), swapSteps: swapSteps(file, illegal) };
          const suggest = Object.entries(repairs).flatMap(([messageId, edits]): Suggestion[] => (edits ? [{ messageId: messageId as keyof typeof repairs, data: { steps }, fix: fixOf(sourceCode, edits) }] : []));
          context.report({ node, loc: firstLineOf(node), messageId: conditionOf(illegal), data, suggest });
        }
      },
    };
  },
});

function conditionOf({ move, guard, isCertain }: Illegal): Condition {
  if (!move) return "assigned";
  if (!isCertain) return "maybeRefused";
  return guard.refusal === "throws" ? "throws" : "refused";
}

function labels(names: readonly { readonly label: string }[], between: string): string {
  return names.map(({ label }) => label).join(between);
}

/** ` (line 22)`: where the states are known from. */
function linesOf({ node, states }: Illegal): string {
  const lines = [...new Set(states.map(({ shownBy }) => shownBy.loc.start.line))].filter((line) => line !== node.loc.start.line);
  return lines.length === 0 ? "" : ` (line${lines.length > 1 ? "s" : ""} ${lines.sort((a, b) => a - b).join(" and ")})`;
}
