import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, findNode, memberName, unwrap } from "../ast.js";
import { lookupMethods } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, pollLines, testPatience } from "./poll-code.js";
import { styleOf } from "./style.js";
import { waitPlace } from "./wait-place.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Asks in a test, until it is there, for what is looked up behind the sleep: `const room = server.rooms.get("a"); if (room) { … }`, or
 * `room!.join()`. What is looked up in what was found is asked for together with it.
 */
export function awaitLookup(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode, startup } = file;
  const place = waitPlace(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (!place || timeout === undefined || evidence === "effect" || !startup.surroundings.isTest()) return undefined;
  const found = lookupIn(file, place.next);
  if (!found || found.code.includes("\n")) return undefined;
  const { quote } = styleOf(sourceCode);
  const lines = pollLines(sourceCode, sleep, { timeout, test: `!${found.code}`, problem: `${quote}${found.name} is not there in time${quote}` });
  return lines && { edits: place.put(lines), code: found.code };
}

/** The last of the look-ups that statements begin with, as one expression, where the code shows that it may find nothing. */
function lookupIn(file: File, statements: readonly Node[]): { readonly name: string; readonly code: string } | undefined {
  const [first, ...behind] = statements;
  const [declared] = first?.type === "VariableDeclaration" && first.kind === "const" && first.declarations.length === 1 ? first.declarations : [];
  if (declared?.id.type !== "Identifier" || !declared.init || !isLookup(declared.init)) return undefined;
  const { name } = declared.id;
  const code = withOptions(file.sourceCode, declared.init);
  const [next] = behind;
  const branch = next?.type === "IfStatement" && !next.alternate && isNamed(next.test, name) && next.consequent.type === "BlockStatement" ? next.consequent.body : undefined;
  const deeper = lookupIn(file, branch ?? behind);
  const rest = deeper?.code.startsWith(name) ? /^\??\.(.*)$/.exec(deeper.code.slice(name.length))?.[1] : undefined;
  if (deeper && rest !== undefined) return { name: deeper.name, code: `${code}?.${rest}` };
  return branch || isTakenForGranted(behind, name) ? { name, code } : undefined;
}

/** `room!.join()`, `room?.join()`: it may not be there. */
function isTakenForGranted(statements: readonly Node[], name: string): boolean {
  return statements.some((statement) => findNode(statement, (node) => (node.type === "TSNonNullExpression" && isNamed(node.expression, name)) || (node.type === "MemberExpression" && node.optional && isNamed(node.object, name))) !== undefined);
}

function isNamed(node: Node, name: string): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && inner.name === name;
}

/** A chain of members and of methods that only look, with one of these: `server.rooms.get("a")`. */
function isLookup(node: Node, depth = 0): boolean {
  const inner = withoutChain(node);
  if (inner.type === "MemberExpression") return !inner.computed && isLookup(inner.object, depth + 1);
  if (inner.type !== "CallExpression") return depth > 0 && isPath(inner);
  const callee = withoutChain(inner.callee);
  const isPlain = inner.arguments.every((argument) => argument.type === "Literal" || isPath(argument));
  return isPlain && callee.type === "MemberExpression" && lookupMethods.has(memberName(callee) ?? "") && (isLookup(callee.object, depth + 1) || isPath(withoutChain(callee.object)));
}

function withoutChain(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === "ChainExpression" ? withoutChain(inner.expression) : inner.type === "TSNonNullExpression" ? withoutChain(inner.expression) : inner;
}

/** The code of a look-up that gives undefined where a part of it is missing: what a call gives, and what is said to be there, may not be. */
function withOptions(sourceCode: SourceCode, node: Node): string {
  const inner = unwrap(node);
  switch (inner.type) {
    case "ChainExpression":
    case "TSNonNullExpression":
      return withOptions(sourceCode, inner.expression);
    case "MemberExpression":
      return `${withOptions(sourceCode, inner.object)}${inner.optional || inner.object.type === "TSNonNullExpression" || isMissable(inner.object) ? "?." : "."}${sourceCode.getText(inner.property)}`;
    case "CallExpression":
      return `${withOptions(sourceCode, inner.callee)}${sourceCode.text.slice(inner.callee.range[1], inner.range[1])}`;
    default:
      return sourceCode.getText(inner);
  }
}

/** `rooms.get(…)`: of what it gives, more is asked. */
function isMissable(node: TSESTree.Expression): boolean {
  return node.type === "CallExpression" && node.callee.type === "MemberExpression" && /^(?:get|find|at)$/.test(memberName(node.callee) ?? "");
}
