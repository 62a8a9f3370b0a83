import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, type Unit, isFunction, isInside, memberName, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { isCaught } from "../handling.js";
import { isGuard } from "../order.js";
import type { Startup } from "../startup.js";
import { isWholeStatement } from "./await-ready.js";
import { type Edit, type File, contains, continuesLine, declaredBy, indentOf, insertAt, lineRangeOf, movedLines, statementOf, tokenBeforeEnd } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Moves the read, with every statement behind it, into the start call's callback.
 * Only where nothing outside can tell: the moved statements end their block, return and await nothing, assign nothing that lives outside,
 * and declare nothing that is used elsewhere. In a test or hook only where that ends when it is told to: by a plan of its assertions, or by a
 * `done` that nothing but the moved statements has. What they assign outside is assigned by then.
 */
export function moveIntoCallback(file: File, start: CallNode, read: Node): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const from = statementOf(read);
  const to = statementOf(start);
  if (!from || !to || from.siblings !== to.siblings || from.statement === to.statement) return undefined;
  if (!isWholeStatement(start, to.statement) || !takesCallback(startup, start) || wrapped(start).parent?.type === "AwaitExpression") return undefined;
  const between = from.siblings.slice(from.siblings.indexOf(to.statement) + 1, from.siblings.indexOf(from.statement));
  const guard = between.find(leavesEarly);
  const index = from.siblings.indexOf(guard ?? from.statement);
  // A way out between the start and the read goes with it, where whoever calls gets nothing on either way.
  if (guard && from.siblings.slice(index).some((statement) => statement.type === "ReturnStatement" && statement.argument !== null)) return undefined;
  const moved = movable(file, read, from.siblings, index);
  if (!moved) return undefined;

  const callback = callbackOf(startup, start);
  if (callback === null) return undefined;
  if (callback && !canHold(sourceCode, callback, moved)) return undefined;
  const step = styleOf(sourceCode).indent;
  const outer = indentOf(sourceCode, to.statement);
  const inner = outer + step;
  const body = moved.map((statement) => movedLines(sourceCode, statement, inner)).join("\n");
  const removals = moved.map((statement): Edit => ({ range: lineRangeOf(sourceCode, statement), text: "" }));
  if (callback) {
    if (callback.body.type !== "BlockStatement") return undefined;
    const lastStatement = callback.body.body.at(-1);
    if (!lastStatement || lastStatement.type === "ReturnStatement" || lastStatement.type === "ThrowStatement") return undefined;
    const at = indentOf(sourceCode, lastStatement);
    const text = moved.map((statement) => movedLines(sourceCode, statement, at)).join("\n");
    return [insertAt(lastStatement.range[1], `\n${text}`), ...removals];
  }
  const closing = sourceCode.getLastToken(start);
  if (!closing || (!styleOf(sourceCode).semicolons && continuesLine(body))) return undefined;
  const separator = sourceCode.getTokenBefore(closing)?.value === "," ? " " : start.arguments.length > 0 ? ", " : "";
  const comma = sourceCode.getTokenBefore(closing);
  if (comma?.value === "," && comma.loc.end.line !== closing.loc.start.line) return undefined;
  return [insertAt(closing.range[0], `${separator}() => {\n${body}\n${outer}}`), ...removals];
}

/** True for a start whose callback, if it has one, runs when it is ready and only then. */
export function takesCallback(startup: Startup, start: CallNode): boolean {
  const row = startup.rowOf(start);
  return row?.callback !== undefined && row.callback.error === undefined && !start.arguments.some((argument) => argument.type === "SpreadElement");
}

/** The statements from `index` on that can run later than where they stand; undefined where somebody could tell. */
export function movable({ sourceCode, startup }: File, read: Node, siblings: readonly TSESTree.ProgramStatement[], index: number): readonly TSESTree.ProgramStatement[] | undefined {
  if (isCaught(read) || isAwaitedFor(unitOf(read))) return undefined;
  const moved = siblings.slice(index).filter((statement) => !mayStay(statement));
  if (moved.length === 0 || moved.some((statement) => !(canMove(statement) || isPlainGuard(statement)) || tokenBeforeEnd(sourceCode, statement))) return undefined;
  // Runners take no test that is declared later.
  if (moved.some((statement) => contains(statement, (node) => node.type === "CallExpression" && startup.actions.of(node).kind === "test"))) return undefined;
  const test = testAround(startup, read);
  if (test && !endsByWord(startup, test, siblings.slice(0, index), moved)) return undefined;
  return staysInside(sourceCode, startup, moved, siblings.slice(index), test !== undefined) ? moved : undefined;
}

/** The callback that is given already; null if there is one whose code cannot be added to. */
export function callbackOf(startup: Startup, start: CallNode): FunctionNode | undefined | null {
  const action = startup.actions.of(start);
  const given = "given" in action ? action.given.filter(({ callback }) => callback.begins.includes("ready") && callback.argument !== undefined) : [];
  const [only] = given;
  const fn = only && unwrap(only.function);
  return !fn || isFunction(fn) ? fn : null;
}

/** An async function's promise would no longer wait for what is moved. */
function isAwaitedFor(unit: Unit): boolean {
  return isFunction(unit) && (unit.async || unit.generator);
}

/** True if code at the end of an existing callback runs whenever that does, and means there what it means outside. */
function canHold(sourceCode: SourceCode, callback: FunctionNode, moved: readonly Node[]): boolean {
  if (contains(callback.body, (node) => node.type === "ReturnStatement")) return false;
  const usesThis = moved.some((statement) => contains(statement, (node) => node.type === "ThisExpression"));
  if (usesThis && callback.type !== "ArrowFunctionExpression") return false;
  const declared = new Set((sourceCode.scopeManager?.scopes ?? []).filter(({ block }) => isInside(block as Node, callback)).flatMap((scope) => [...scope.set.keys()]));
  return !moved.some((statement) => contains(statement, (node) => node.type === "Identifier" && declared.has(node.name)));
}

/** True for a statement that may leave the code around it. */
function leavesEarly(statement: Node): boolean {
  return contains(statement, (node) => ["ReturnStatement", "ThrowStatement", "BreakStatement", "ContinueStatement"].includes(node.type));
}

/** `if (silent) return;` */
function isPlainGuard(statement: Node): boolean {
  return isGuard(statement) && !contains(statement.test, (node) => node.type === "AwaitExpression");
}

/** Statements behind the read that may run before it as well. */
function mayStay(statement: Node): boolean {
  if (statement.type === "FunctionDeclaration" || statement.type === "EmptyStatement") return true;
  return statement.type === "ReturnStatement" && (statement.argument === null || statement.argument.type === "Identifier" || statement.argument.type === "ThisExpression");
}

function canMove(statement: Node): boolean {
  if (statement.type !== "ExpressionStatement" && statement.type !== "VariableDeclaration" && statement.type !== "IfStatement") return false;
  return !contains(statement, (node) =>
    ["ReturnStatement", "ThrowStatement", "AwaitExpression", "YieldExpression", "BreakStatement", "ContinueStatement", "Super", "MetaProperty"].includes(node.type) ||
    (node.type === "Identifier" && node.name === "arguments"),
  );
}

/** True if what `moved` declares is used in it alone, and all it assigns is declared in it. */
function staysInside(sourceCode: SourceCode, startup: Startup, moved: readonly Node[], rest: readonly Node[], mayAssign: boolean): boolean {
  const isMoved = (node: Node) => moved.some((statement) => node.range[0] >= statement.range[0] && node.range[1] <= statement.range[1]);
  for (const statement of moved) {
    for (const variable of declaredBy(sourceCode, statement)) {
      if (variable.references.some(({ identifier }) => !isMoved(identifier))) return false;
    }
    const assignsOutside = !mayAssign && contains(statement, (node) => {
      if (node.type === "UpdateExpression") return true;
      if (node.type !== "AssignmentExpression") return false;
      const target = unwrap(node.left);
      const variable = target.type === "Identifier" ? startup.scopes.variableOf(target) : undefined;
      return !variable?.identifiers.every((identifier) => isMoved(identifier));
    });
    if (assignsOutside) return false;
  }
  return rest.every((statement) => moved.includes(statement) || !contains(statement, (node) => node.type === "AwaitExpression"));
}

/** The function of the test or hook that a node stands in. */
function testAround(startup: Startup, node: Node): FunctionNode | undefined {
  for (let unit = unitOf(node); unit.type !== "Program"; unit = unitOf(unit)) {
    const call = unit.parent;
    if (call.type === "CallExpression" && startup.actions.of(call).kind === "test" && isFunction(unit)) return unit;
  }
  return undefined;
}

/** True if a test waits for what is moved: it stands in the test's own code, behind `t.plan(2)`, or alone knows its `done`. */
function endsByWord(startup: Startup, test: FunctionNode, ahead: readonly Node[], moved: readonly Node[]): boolean {
  const [first] = test.params;
  const name = first && parameterName(first);
  const uses = name ? (startup.scopes.variableOf(name)?.references ?? []).map(({ identifier }) => identifier) : [];
  if (uses.length === 0 || test.async || test.body.type !== "BlockStatement" || !test.body.body.some((statement) => statement === moved[0])) return false;
  const isPlanned = uses.some((use) => use.parent.type === "MemberExpression" && memberName(use.parent) === "plan" && ahead.some((statement) => isInside(use, statement)));
  return isPlanned || (uses.every((use) => use.parent.type !== "MemberExpression") && uses.every((use) => moved.some((statement) => isInside(use, statement))));
}
