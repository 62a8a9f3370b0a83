import { createRule } from "../src/create-rule.js";
import { mention, onLine } from "../src/mention.js";
import { gap, hasPhase, isKnown } from "../src/phases.js";
import { type Read, catalogueFor, isEarly, isUnstarted, startupOf } from "../src/startup.js";

type MessageId = "neverStarted" | "notListening" | "hiddenByFallback" | "boundByAccident" | "uncheckedError";

export default createRule<[{ report: "certain" | "potential" }], MessageId>({
  name: "no-early-address",
  meta: {
    type: "problem",
    docs: { description: "Disallow reading an address before listening has completed" },
    hasSuggestions: true,
    schema: [
      {
        type: "object",
        properties: {
          report: {
            type: "string",
            enum: ["certain", "potential"],
            description: "Report only what is certain, or also what happens to work today",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ report: "certain" }],
    messages: {
      neverStarted: "`{{read}}` gives {{value}} here: nothing has started the {{noun}} yet. Read it after '{{ready}}'.",
      notListening: "`{{read}}` gives {{value}} here: `{{start}}`{{where}} has begun but nothing waited for '{{ready}}'. Wait for it first.",
      hiddenByFallback: "`{{read}}` gives {{value}} until '{{ready}}', and `{{fallback}}` takes its place for good: a port of 0 stays 0. Read the address once it listens.",
      boundByAccident: "`{{read}}` works only because `{{start}}`{{where}} names no host: it gives {{value}} with a host, in a cluster worker or on a taken port. Wait for '{{ready}}' first.",
      uncheckedError: "`{{read}}` may give {{value}}: this callback also runs when listening fails. Test its error first.",
    },
  },
  defaultOptions: [{ report: "certain" }],
  create(context, [{ report }]) {
    const { sourceCode, settings } = context;
    const { readMembers } = catalogueFor(settings);
    if (![...readMembers].some((name) => sourceCode.text.includes(name))) return {};
    return {
      "Program:exit"() {
        for (const read of startupOf(sourceCode, settings).reads) {
          const problem = problemOf(read);
          if (!problem || (problem.certainty === "potential" && report === "certain")) continue;
          const { node, row, subject, standing, handling } = read;
          const start = standing.starts[0];
          const data = {
            read: mention(sourceCode, node),
            value: row.value,
            noun: subject.contract.noun,
            ready: subject.contract.ready === "start" ? "listening" : subject.contract.ready.event,
            start: start ? mention(sourceCode, start) : "",
            where: start ? onLine(start, node) : "",
            fallback: handling.fallback ? mention(sourceCode, handling.fallback) : "",
          };
          context.report({ node, messageId: problem.messageId, data });
        }
      },
    };
  },
});

/** What is wrong with a read, and how sure that is; undefined where nothing is known to be. */
function problemOf(read: Read): { messageId: MessageId; certainty: "certain" | "potential" } | undefined {
  const { standing, handling, place, row } = read;
  if (handling.kind === "checked") return undefined;
  const isReplaced = handling.kind === "replaced";
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
