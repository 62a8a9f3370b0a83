import type { TSESLint } from "@typescript-eslint/utils";
import { wrapped } from "../ast.js";
import type { Unconfirmed } from "../startup.js";
import { type Edit, statementBehind, statementOf } from "./edits.js";

/** Awaits a subscription, or behind it the code that says that it holds; undefined where no `await` may stand. */
export function confirmSubscription(sourceCode: Readonly<TSESLint.SourceCode>, { subscribed, confirm, canAwait }: Unconfirmed, code: string): readonly Edit[] | undefined {
  const statement = statementOf(subscribed)?.statement;
  if (!canAwait || !statement) return undefined;
  if (confirm !== undefined) return [statementBehind(sourceCode, statement, `await ${code}`)];
  // With `void`, or in a loop without a block.
  const { parent } = wrapped(subscribed);
  const start = parent?.type === "UnaryExpression" && parent.operator === "void" ? parent.range[0] : subscribed.range[0];
  return [{ range: [start, subscribed.range[0]], text: "await " }];
}
