import { type Node, findNode, isFunction, isInside, unitOf, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { canBeAskedAgain, isCounted, isTaking } from "./ask-again.js";
import { type File, hasLongToken, indentOf, linesWithout } from "./edits.js";
import { deadlineFor, testPatience } from "./poll-code.js";
import { testsBehind } from "./remove-before-driver.js";
import { type Retried, retryBlock } from "./retry-assertions.js";
import { insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Asks in the hook that a sleep ends, until it holds, what the first test behind it asserts first: of names that the hook knows as well, and
 * where nothing runs between the two.
 */
export function retryInHook(file: File, { sleep, evidence }: Guess): Retried | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (!place?.canAwait || place.next.length > 0 || evidence === "effect" || timeout === undefined || isCounted(sourceCode)) return undefined;
  const tests = testsBehind(file, place.statement);
  const others = hooksOfEach(file).filter((hook) => hook !== unitOf(place.statement) || tests.length > 1);
  const first = others.length > 0 ? undefined : tests[0]?.[0];
  if (first?.type !== "ExpressionStatement" || assertionIn(first) !== "presence" || !isRun(first) || hasLongToken(sourceCode, first)) return undefined;
  if (!canBeAskedAgain(first, startup.scopes) || findNode(first, (node) => isTaking(node) || node.type === "ThisExpression" || isUnknown(file, node, place.statement))) return undefined;
  const code = sourceCode.getText(first);
  const end = styleOf(sourceCode).semicolons && !code.endsWith(";") ? ";" : "";
  const block = retryBlock(sourceCode, sleep, timeout, linesWithout(code + end, indentOf(sourceCode, first)));
  return block && { edits: [...block.edits, insteadOfSleep(sourceCode, place.statement, block.lines)], code: block.code };
}

/** The hooks of the file that run before each test: what the first of the tests asserts may be due to one of them. */
function hooksOfEach({ startup }: File): readonly (Node | undefined)[] {
  return startup.calls.flatMap((call) => {
    const action = startup.actions.of(call);
    return action.kind === "test" && action.phase === "beforeEach" ? [action.function] : [];
  });
}

/** True for the statement of a test that is run, and is to pass. */
function isRun(statement: Node): boolean {
  const unit = unitOf(statement);
  const call = isFunction(unit) ? wrapped(unit).parent : undefined;
  return call?.type === "CallExpression" && call.callee.type === "Identifier" && /^(?:it|test|specify)$/.test(call.callee.name);
}

/** True for a name that does not mean in a hook what it means in its test. */
function isUnknown({ startup }: File, node: Node, hook: Node): boolean {
  const variable = node.type === "Identifier" ? startup.scopes.variableOf(node) : undefined;
  return variable !== undefined && !isInside(hook, variable.scope.block);
}
