import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findOwn, isFunction, isInside, parameterName, unitOf, unwrap, wrapped } from "./ast.js";
import type { Contexts } from "./contexts.js";
import { suiteHooksOnce } from "./contracts/passive.js";
import { seriesCalls } from "./contracts/sleeps.js";

/**
 * The statements that have run directly before `statement`, the nearest first: its siblings, those around its blocks, and in a test those of
 * its hooks. Ends where what ran before cannot be told.
 */
export function* before(statement: Node, contexts: Pick<Contexts, "of">): Generator<Node> {
  for (let at = statement; ; ) {
    const siblings = siblingsOf(at);
    if (siblings) for (let i = siblings.indexOf(at) - 1; i >= 0; i--) yield siblings[i] as Node;
    const outer = siblings ? at.parent : at;
    const { parent } = outer ?? {};
    if (!outer || !parent) return;
    if (isFunction(parent)) {
      yield* beforeFunction(parent, contexts);
      return;
    }
    const goesOn =
      parent.type === "BlockStatement" ||
      parent.type === "Program" ||
      parent.type === "LabeledStatement" ||
      (parent.type === "IfStatement" && parent.test !== outer) ||
      (parent.type === "TryStatement" && parent.block === outer);
    if (!goesOn) return;
    at = siblingsOf(outer) ? outer : parent;
  }
}

/** Those of them that stand in the same function, class or program, the nearest first. */
export function* beforeInUnit(node: Node, contexts: Pick<Contexts, "of">): Generator<Node> {
  const unit = unitOf(node);
  for (const statement of before(node, contexts)) {
    if (unitOf(statement) !== unit) return;
    yield statement;
  }
}

/** What ran before a function began: the hooks of its test, the step before it, or the calls it is chained to. */
function* beforeFunction(fn: FunctionNode, contexts: Pick<Contexts, "of">): Generator<Node> {
  const use = wrapped(fn);
  const { parent } = use;
  if (parent?.type === "ArrayExpression") {
    const series = wrapped(parent).parent;
    const step = parent.elements[parent.elements.indexOf(use as never) - 1];
    if (series?.type === "CallExpression" && step && seriesCalls.has(calledName(series))) yield step;
    return;
  }
  // `Promise.all([start(), (async () => { … })()])`: what stands before it in the list has begun.
  const list = parent?.type === "CallExpression" && parent.callee === use ? wrapped(parent).parent : undefined;
  if (parent?.type === "CallExpression" && list?.type === "ArrayExpression") {
    const at = list.elements.indexOf(wrapped(parent) as never);
    for (const element of list.elements.slice(0, at).toReversed()) if (element) yield element;
    return;
  }
  if (parent?.type === "CallExpression" && parent.callee.type === "MemberExpression" && calledName(parent) === "then") {
    yield parent.callee.object;
    return;
  }
  const promise = executorCall(fn);
  if (promise) {
    const statement = statementAround(promise);
    if (statement) yield* before(statement, contexts);
    return;
  }
  if (parent?.type === "CallExpression" && isErrorFirst(fn) && parent.arguments.at(-1) === use) {
    yield parent;
    const statement = statementAround(parent);
    if (statement) yield* before(statement, contexts);
    return;
  }
  const test = contexts.of(fn).find((context) => context.kind === "test");
  if (test?.kind !== "test") return;
  for (const hook of test.hooks.toReversed()) {
    if (hook.body.type !== "BlockStatement") yield hook.body;
    else yield* hook.body.body.toReversed();
  }
  if (test.hooks.length > 0 || parent?.type !== "CallExpression" || !suiteHooksOnce.has(calledName(parent))) return;
  // The first hook comes behind the code of its file and groups.
  for (const group of test.groups.toReversed()) yield* (group.type === "Program" ? group.body : isFunction(group) ? statementsOf(group) : []).toReversed();
}

/** The statements that run behind `statement`, the nearest first, as long as its blocks end normally. */
export function* behind(statement: Node): Generator<Node> {
  for (let at: Node | undefined = statement; at; at = at.parent) {
    const siblings = siblingsOf(at);
    if (siblings) for (let i = siblings.indexOf(at) + 1; i < siblings.length; i++) yield siblings[i] as Node;
    if (at.parent && isFunction(at.parent)) return;
    if (at.parent && /^(?:For|While|DoWhile|Switch)/.test(at.parent.type)) return;
  }
}

/** True for a statement behind which its function does nothing. */
export function isLast(statement: Node): boolean {
  return behind(statement).next().done === true;
}

function siblingsOf(node: Node): readonly Node[] | undefined {
  const { parent } = node;
  if (parent?.type === "BlockStatement" || parent?.type === "Program" || parent?.type === "StaticBlock") return parent.body;
  return parent?.type === "SwitchCase" && parent.test !== node ? parent.consequent : undefined;
}

/** True for a function that awaits nothing, and gives nothing that could be awaited: it is through when it has begun what it begins. */
export function waitsForNothing({ body }: FunctionNode): boolean {
  return body.type === "BlockStatement" && !findOwn(body, (node) => node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await) || (node.type === "ReturnStatement" && node.argument !== null));
}

/** A function that goes on when a call has succeeded, and is told when it has not. */
export function isErrorFirst(fn: FunctionNode): boolean {
  const name = fn.params[0] && parameterName(fn.params[0])?.name;
  return name !== undefined && /^_?(?:e|ex|er|err|erro|error|exception)$/.test(name);
}

/** True for the function that `new Promise` is made with. */
export function isExecutor(fn: FunctionNode): boolean {
  return executorCall(fn) !== undefined;
}

/** The `new Promise` that a function is given to. */
export function executorCall(fn: FunctionNode): TSESTree.NewExpression | undefined {
  const use = wrapped(fn);
  const { parent } = use;
  return parent?.type === "NewExpression" && calledName(parent) === "Promise" && parent.arguments[0] === use ? parent : undefined;
}

/** The statement of its block that a node stands in, within its own function. */
export function statementAround(node: Node): Node | undefined {
  for (let at: Node | undefined = node; at && !isFunction(at); at = at.parent) if (siblingsOf(at)) return at;
  return undefined;
}

/** The function around a node; undefined at the top level. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

/** The nearest `try` with a `catch` whose block a node stands in, in its own function. */
export function catchingTry(node: Node): TSESTree.TryStatement | undefined {
  for (let at = node; at.parent && !isFunction(at); at = at.parent) {
    if (at.parent.type === "TryStatement" && at.parent.block === at && at.parent.handler) return at.parent;
  }
  return undefined;
}

/** The expression that is all of a statement. */
export function expressionOf(statement: Node | undefined): Node | undefined {
  return statement?.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
}

/** The statement that is all of a branch, in braces or not. */
export function onlyStatementOf(branch: Node): Node | undefined {
  if (branch.type !== "BlockStatement") return branch;
  return branch.body.length === 1 ? branch.body[0] : undefined;
}

/** `if (!result.ok) return;` */
export function isGuard(statement: Node): statement is TSESTree.IfStatement {
  if (statement.type !== "IfStatement" || statement.alternate) return false;
  const only = onlyStatementOf(statement.consequent);
  return only?.type === "ReturnStatement" && !only.argument;
}

/** The statements of a function; an expression that it is stands as one. */
export function statementsOf({ body }: FunctionNode): readonly Node[] {
  if (body.type === "BlockStatement") return body.body;
  return [{ type: "ExpressionStatement", expression: body, range: body.range, loc: body.loc, parent: body.parent } as unknown as Node];
}

/** What an expression waits for, or the expression itself. */
export function withoutAwait(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === "AwaitExpression" ? unwrap(inner.argument) : inner;
}

/** True for what may run again and again in its function. */
export function isInLoop(node: Node): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) if (/^(?:For|While|DoWhile)/.test(at.type)) return true;
  return false;
}

/** True for a branch behind which the code around it does not go on. */
export function leaves(branch: Node): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement";
}

/** True if `one` runs only where `other` does not, or never does after it: it stands in the other arm of a condition, in another case, or in an arm that leaves before. */
export function excludes(one: Node, other: Node): boolean {
  let arm = one;
  for (let at = one.parent; at; arm = at, at = at.parent) {
    if (at.type === "SwitchStatement" && arm.type === "SwitchCase" && isInside(other, at)) return !isInside(other, arm) && at.cases.every(endsOnItsOwn);
    if (at.type !== "IfStatement" || arm === at.test) continue;
    if (isInside(other, at)) return !isInside(other, arm);
    if (leaves(arm) && at.range[1] <= other.range[0] && isPartOf(at, other)) return true;
  }
  return false;
}

/** True for a case that does not run on into the next. */
function endsOnItsOwn({ consequent, parent }: TSESTree.SwitchCase): boolean {
  const last = consequent.at(-1);
  const end = last?.type === "BlockStatement" ? last.body.at(-1) : last;
  return end === undefined || parent.cases.at(-1)?.consequent === consequent || end.type === "BreakStatement" || leaves(end);
}

/** True if the function of `node` is that of `other`, or one around it. */
function isPartOf(node: Node, other: Node): boolean {
  const fn = functionAround(node);
  return fn === undefined || isInside(other, fn);
}
