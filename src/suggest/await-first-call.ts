import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, memberName, unwrap } from "../ast.js";
import { mockCalls } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, pollLines, testPatience } from "./poll-code.js";
import { styleOf } from "./style.js";
import { waitPlace } from "./wait-place.js";
import { expressionOf } from "../order.js";

/**
 * Waits until what was started has called the mock it was given, or has filled the list that it fills, where the code forgets that directly
 * behind the sleep: it is what it has slept for. `hub.add({ send }); await sleep(500); send.mockClear();`
 */
export function awaitFirstCall(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string; readonly isList: boolean } | undefined {
  const { sourceCode, startup } = file;
  const place = waitPlace(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  const forgotten = place?.next[0] && forgottenIn(place.next[0]);
  const variable = forgotten && startup.scopes.variableOf(forgotten.name);
  const writes = variable && startup.scopes.writesTo(variable);
  const made = writes?.length === 1 && writes[0] ? unwrap(writes[0].value) : undefined;
  if (!place || evidence === "effect" || !forgotten || !variable || !made || timeout === undefined) return undefined;
  const { row, name } = forgotten;
  if (!(row ? made.type === "CallExpression" && row.makers.has(calledName(made)) : isFilledList(made, variable)) || (row && !isGivenNear(place.statement))) return undefined;
  const { quote } = styleOf(sourceCode);
  const code = `${name.name}.${row ? row.count : "length"}`;
  const problem = row ? `${name.name} has not been called in time` : `${name.name} is still empty`;
  const lines = pollLines(sourceCode, sleep, { timeout, test: `${code} === 0`, problem: quote + problem + quote });
  return lines && { edits: place.put(lines), code, isList: !row };

  function isGivenNear({ loc: { start } }: Node): boolean {
    return startup.calls.some((call) => call.loc.end.line <= start.line && call.loc.end.line >= start.line - near && call.arguments.some((argument) => findNode(argument, isTheMock) !== undefined));
  }

  function isTheMock(node: Node): boolean {
    return node.type === "Identifier" && startup.scopes.variableOf(node) === variable;
  }
}

// Lines above the sleep in which the mock is handed over, with a comment between.
const near = 5;

/** What a statement makes forget what came before: `send.mockClear()`, `answers.length = 0`, `answers.splice(0)`. */
function forgottenIn(statement: Node): { readonly name: TSESTree.Identifier; readonly row: (typeof mockCalls)[number] | undefined } | undefined {
  const expression = expressionOf(statement);
  const member = expression?.type === "CallExpression" ? expression.callee : expression?.type === "AssignmentExpression" ? expression.left : undefined;
  const name = member?.type === "MemberExpression" ? unwrap(member.object) : undefined;
  if (!expression || name?.type !== "Identifier" || member?.type !== "MemberExpression") return undefined;
  const isZero = (node: Node | undefined) => node?.type === "Literal" && node.value === 0;
  const row = expression.type === "CallExpression" ? mockCalls.find(({ clear }) => clear === calledName(expression)) : undefined;
  const isEmptied = expression.type === "CallExpression" ? calledName(expression) === "splice" && isZero(expression.arguments[0]) : expression.type === "AssignmentExpression" && memberName(member) === "length" && isZero(expression.right);
  return row || isEmptied ? { name, row } : undefined;
}

/** True for an empty list that a callback puts something into: `(message) => answers.push(message)`. */
function isFilledList(made: Node, variable: TSESLint.Scope.Variable): boolean {
  return made.type === "ArrayExpression" && made.elements.length === 0 && variable.references.some(({ identifier, from }) => from !== variable.scope && identifier.parent.type === "MemberExpression" && memberName(identifier.parent) === "push");
}
