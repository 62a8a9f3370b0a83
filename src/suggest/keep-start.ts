import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, isFunction, unitOf, unwrap, wrapped } from "../ast.js";
import { givesPromise } from "../startup.js";
import { asyncContextOf } from "./async-context.js";
import { type Repair, isConstant } from "./await-ready.js";
import { type Edit, type File, areApart, edited, hasLongToken, indentOf, indented, insertAt, lineRangeOf, linesWithout, movedLines, statementOf } from "./edits.js";
import { callbackOf, movable, takesCallback } from "./move-into-callback.js";
import { styleOf } from "./style.js";
import { constantFor, waitFor } from "./wait-code.js";

/** A start that is read in the expression it stands in, `createServer().listen(0).address().port`, and what it is called on its own. */
interface ReadAtOnce {
  readonly statement: TSESTree.Statement;
  readonly siblings: readonly TSESTree.ProgramStatement[];
  readonly read: Node;
  readonly name: string;
  /** What stands before the start where it is a statement: nothing if it has a name already. */
  readonly head: string;
}

/** Gives such a start a statement of its own, and waits for it before it is read: `const server = createServer().listen(0); await once(server, "listening");`. */
export function keepStart(file: File, start: CallNode): Repair | undefined {
  const { sourceCode, startup } = file;
  const found = readAtOnce(file, start);
  const context = found && asyncContextOf(file, unitOf(start));
  const contract = startup.reads.find(({ node }) => node === found?.read)?.subject.contract;
  const wait = found && contract && waitFor(file, contract, found.name);
  if (!context || !wait) return undefined;
  const stop = styleOf(sourceCode).semicolons ? ";" : "";
  const lines = [`${found.head}${sourceCode.getText(start)}${stop}`, `${wait.code}${stop}`, ""];
  const edits = [...context.edits, ...wait.edits, insertAt(found.statement.range[0], lines.join(`\n${indentOf(sourceCode, found.statement)}`)), { range: start.range, text: found.name }];
  return areApart(edits) ? { edits, code: wait.code, exported: context.exported } : undefined;
}

/** The same where nothing can be awaited: what reads it, and what follows, goes into the start's callback. */
export function readInCallback(file: File, start: CallNode): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const found = readAtOnce(file, start);
  if (!found || start.type !== "CallExpression" || !takesCallback(startup, start) || callbackOf(startup, start) !== undefined) return undefined;
  const { statement, siblings } = found;
  const moved = movable(file, found.read, siblings, siblings.indexOf(statement));
  const closing = sourceCode.getLastToken(start);
  if (moved?.[0] !== statement || !closing || sourceCode.getTokenBefore(closing)?.value === "," || hasLongToken(sourceCode, statement)) return undefined;
  const { indent: step, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, statement);
  const inner = outer + step;
  const reading = linesWithout(edited(sourceCode, statement, [{ range: start.range, text: found.name }]), outer).map((line) => indented(line, inner));
  const rest = moved.slice(1);
  const body = [...reading, ...rest.map((each) => movedLines(sourceCode, each, inner))].join("\n");
  const begun = sourceCode.text.slice(start.range[0], closing.range[0]);
  const code = `${found.head}${begun}${start.arguments.length > 0 ? ", " : ""}() => {\n${body}\n${outer}})${semicolons ? ";" : ""}`;
  return [{ range: statement.range, text: code }, ...rest.map((each): Edit => ({ range: lineRangeOf(sourceCode, each), text: "" }))];
}

/** Only where the start is the first thing that its statement does, and gives what is read itself. */
function readAtOnce({ sourceCode, startup }: File, start: CallNode): ReadAtOnce | undefined {
  const row = startup.rowOf(start);
  const place = statementOf(start);
  const read = startup.reads.find(({ node }) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && unwrap(node.callee.object) === start)?.node;
  if (!row || givesPromise(row) || !place || !read || !isFirst(start, place.statement)) return undefined;
  const receiver = start.callee.type === "MemberExpression" && row.gives === "self" ? unwrap(start.callee.object) : undefined;
  const isNamed = receiver?.type === "Identifier" && isConstant(startup, receiver);
  const name = isNamed ? receiver.name : constantFor(sourceCode);
  return name === undefined ? undefined : { ...place, read, name, head: isNamed ? "" : `const ${name} = ` };
}

/** True if nothing but names and functions is evaluated before `start` in its statement, and it is in any case. */
function isFirst(start: Node, statement: Node): boolean {
  for (let at = wrapped(start), { parent } = at; parent && at !== statement; at = parent, { parent } = at) {
    if (!isNextIn(parent, at)) return false;
  }
  return statement.type === "ExpressionStatement" || statement.type === "VariableDeclaration" || statement.type === "ReturnStatement";
}

/** True if `parent` has evaluated nothing that could be seen when it comes to `node`. */
function isNextIn(parent: Node, node: Node): boolean {
  switch (parent.type) {
    case "CallExpression":
    case "NewExpression":
      return parent.callee === node || (isStill(parent.callee) && areStill(parent.arguments, node));
    case "MemberExpression":
      return parent.object === node && !parent.optional;
    case "AssignmentExpression":
      return parent.right === node && isStill(parent.left);
    case "BinaryExpression":
      return parent.left === node || isStill(parent.left);
    case "TemplateLiteral":
      return areStill(parent.expressions, node);
    case "ArrayExpression":
      return areStill(parent.elements, node);
    case "VariableDeclaration":
      return parent.declarations[0] === node;
    case "VariableDeclarator":
      return parent.init === node;
    case "ExpressionStatement":
    case "ReturnStatement":
    case "AwaitExpression":
    case "UnaryExpression":
      return true;
    default:
      return unwrap(parent) === unwrap(node);
  }
}

function areStill(nodes: readonly (Node | null)[], until: Node): boolean {
  return nodes.slice(0, nodes.indexOf(until)).every((each) => each === null || isStill(each));
}

/** True for an expression that does nothing: a name, a member of one, a literal, a function. */
function isStill(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return (!inner.computed || isStill(inner.property)) && isStill(inner.object);
  return isFunction(inner) || inner.type === "Identifier" || inner.type === "ThisExpression" || inner.type === "Literal";
}
