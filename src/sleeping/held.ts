import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, isFunction, unwrap } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { before, behind, expressionOf, statementAround, statementsOf } from "../order.js";
import { assertedIn, assertionIn, partsOfAssertion } from "./assertions.js";
import type { Sleep } from "./sleeps.js";

/**
 * True if the first assertion behind a sleep held before it: it stands there in the same words, or what it counts as one has been waited for.
 * The time shows that it stays so.
 */
export function hasHeld({ node, form }: Sleep, sourceCode: Readonly<TSESLint.SourceCode>, contexts: Pick<Contexts, "of">): boolean {
  const statement = form === "awaited" ? statementAround(node) : undefined;
  const [next] = statement ? behind(statement) : [];
  const about = next && assertionIn(next) === "presence" ? assertedIn(next) : undefined;
  if (!statement || !next || !about) return false;
  const isSame = (a: Node, b: Node) => sourceCode.getText(a) === sourceCode.getText(b);
  const isOne = countsOne(next);
  for (const each of before(statement, contexts)) {
    const polled = polledIn(each);
    if (assertionIn(each) === undefined && !polled) return false;
    for (const asserted of polled ?? [each]) {
      const same = assertedIn(asserted);
      if (same && isSame(expressionOf(asserted) ?? asserted, expressionOf(next) ?? next)) return true;
      if (polled && same && isOne && isSame(same, about)) return true;
    }
  }
  return false;
}

/** The assertions that a statement has waited for: `await waitFor(() => expect(told).toHaveBeenCalled())`. */
function polledIn(statement: Node): readonly Node[] | undefined {
  const awaited = statement.type === "ExpressionStatement" && statement.expression.type === "AwaitExpression" ? unwrap(statement.expression.argument) : undefined;
  const [asked] = awaited?.type === "CallExpression" ? awaited.arguments : [];
  const fn = asked && unwrap(asked);
  const asserted = isFunction(fn) ? statementsOf(fn) : [];
  return asserted.length > 0 && asserted.every((each) => assertionIn(each) === "presence") ? asserted : undefined;
}

/** `expect(told).toHaveBeenCalledTimes(1)`: a second would be too many. */
function countsOne(statement: Node): boolean {
  const parts = partsOfAssertion(statement);
  return parts?.expected?.type === "Literal" && parts.expected.value === 1;
}
