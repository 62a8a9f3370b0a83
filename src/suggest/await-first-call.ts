import { type Node, calledName, findNode, nameOfThing, unwrap } from "../ast.js";
import { mockCalls } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, pollLines, testPatience } from "./poll-code.js";
import { styleOf } from "./style.js";
import { waitPlace } from "./wait-place.js";
import { expressionOf } from "../order.js";

/**
 * Waits until what was started has called the mock it was given, where the code forgets those calls directly behind the sleep: they are
 * what it has slept for. `hub.add({ send }); await sleep(500); send.mockClear();`
 */
export function awaitFirstCall(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode, startup } = file;
  const place = waitPlace(file, sleep);
  const clearing = expressionOf(place?.next[0]);
  if (!place || evidence === "effect" || clearing?.type !== "CallExpression" || clearing.callee.type !== "MemberExpression") return undefined;
  const mock = unwrap(clearing.callee.object);
  const row = mockCalls.find(({ clear }) => clear === calledName(clearing));
  const variable = mock.type === "Identifier" ? startup.scopes.variableOf(mock) : undefined;
  const writes = variable && startup.scopes.writesTo(variable);
  const maker = writes?.length === 1 && writes[0] ? unwrap(writes[0].value) : undefined;
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (!row || !variable || maker?.type !== "CallExpression" || !row.makers.has(calledName(maker)) || timeout === undefined) return undefined;
  const { start } = place.statement.loc;
  const isGiven = startup.calls.some((call) => call.loc.end.line <= start.line && call.loc.end.line >= start.line - near && call.arguments.some((argument) => findNode(argument, isTheMock) !== undefined));
  if (!isGiven) return undefined;
  const { quote } = styleOf(sourceCode);
  const code = `${nameOfThing(mock)}.${row.count}`;
  const lines = pollLines(sourceCode, sleep, { timeout, test: `${code} === 0`, problem: `${quote}${nameOfThing(mock)} has not been called in time${quote}` });
  return lines && { edits: place.put(lines), code };

  function isTheMock(node: Node): boolean {
    return node.type === "Identifier" && startup.scopes.variableOf(node) === variable;
  }
}

// Lines above the sleep in which the mock is handed over, with a comment between.
const near = 5;
