import type { TSESLint } from "@typescript-eslint/utils";
import type { Linter, Rule } from "eslint";
import { madeIn } from "../src/startup.js";
import { inOwnName } from "./own-rules.js";

/** How many things of each kind the model saw, by their noun in the singular: `{ server: 3 }`. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Reports what was understood of a file, as one message that holds the counts as JSON. The command takes it out again.
 * A message, because messages are what comes back from worker threads and out of the cache.
 */
export const understood: Rule.RuleModule = {
  meta: { type: "suggestion", schema: [], messages: { counts: "{{counts}}" } },
  create(context) {
    return {
      "Program:exit"() {
        const counts = madeIn(context.sourceCode as unknown as Readonly<TSESLint.SourceCode>, context.settings);
        if (Object.keys(counts).length === 0) return;
        context.report({ loc: { line: 1, column: 0 }, messageId: "counts", data: { counts: JSON.stringify(counts) } });
      },
    };
  },
};

/** The counts that a message of the rule holds; undefined for every other message. */
export function countsIn(message: Pick<Linter.LintMessage, "ruleId" | "message">): Counts | undefined {
  return message.ruleId === inOwnName("understood") ? (JSON.parse(message.message) as Counts) : undefined;
}
