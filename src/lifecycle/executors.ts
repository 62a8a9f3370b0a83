import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findOwn, isFunction, isInside, memberName, nameOfThing, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { plainStarters, startedByCallers } from "../contracts/lifecycle.js";
import { dottedName } from "../names.js";
import { type Competition, type Input, verbOf } from "./claims.js";
import { executorOf, isCallOf, waitIn } from "./executor-waits.js";
import { isNothing } from "./literals.js";
import { originOf } from "./origins.js";

/** A promise made by hand that fulfils for a later caller as soon as there is a thing, and for the first one when the thing is ready. */
export interface HastyPromise {
  /** The function that gives the promise. */
  readonly fn: FunctionNode;
  readonly test: Node;
  readonly write: TSESTree.AssignmentExpression;
  /** Where the first caller begins to wait for the thing. */
  readonly wait: Node;
}

/** The hasty promises of a file, by what their syntax shows: most files have none, and need no model then. */
export function hastyPromisesIn(calls: readonly CallNode[]): readonly HastyPromise[] {
  return calls.flatMap((made): readonly HastyPromise[] => {
    const executor = executorOf(made);
    const fn = executor && giverOf(made);
    const resolve = executor?.params[0] && parameterName(executor.params[0])?.name;
    if (!executor || executor.async || executor.body.type !== "BlockStatement" || !fn || resolve === undefined) return [];
    const { body } = executor.body;
    return body.flatMap((statement, i): readonly HastyPromise[] => {
      if (statement.type !== "IfStatement" || statement.alternate || !isFulfilled(statement.consequent, resolve)) return [];
      const later = body.slice(i + 1);
      const [write] = later.flatMap((each) => writeIn(each)).filter(({ left }) => asksFor(statement.test, dottedName(left)));
      const wait = write && !later.some((each) => findOwn(each, (node) => isCallOf(node, resolve))) ? later.flatMap((each) => waitIn(each, [nameOfThing(write.left), ...namesBeside(write)], resolve) ?? [])[0] : undefined;
      return write && wait ? [{ fn, test: statement.test, write, wait }] : [];
    });
  });
}

/** The competition of a hasty promise, where it opens something and somebody waits for it. */
export function competitionOfHasty({ fn, test, write, wait }: HastyPromise, input: Input): Competition | undefined {
  // A local is no other caller's.
  const variable = write.left.type === "Identifier" ? input.scopes.variableOf(write.left) : undefined;
  if (variable?.identifiers.some((declared) => isInside(declared, fn))) return undefined;
  const origin = originOf(write.right, input);
  const isAwaited = input.overlaps.callsOf(fn).some((call) => call.parent.type === "AwaitExpression" || (call.parent.type === "MemberExpression" && memberName(call.parent) === "then"));
  const verb = verbOf(fn, input);
  if (!origin || origin.weight < 2 || !(isAwaited || startedByCallers.has(verb))) return undefined;
  return { kind: "unready", isCertain: isAwaited || plainStarters.has(verb), fn, test, write, value: write.right, wait };
}

/** The function that does nothing but give the promise: nobody is turned away before. */
function giverOf(made: Node): FunctionNode | undefined {
  const { parent } = wrapped(made);
  if (parent?.type === "ArrowFunctionExpression") return parent;
  const fn = parent?.type === "ReturnStatement" ? unitOf(parent) : undefined;
  if (!isFunction(fn) || fn.body.type !== "BlockStatement") return undefined;
  return fn.body.body.at(-1) === parent && fn.body.body.slice(0, -1).every(({ type }) => type === "VariableDeclaration") && !findOwn(fn.body, ({ type }) => type === "AwaitExpression") ? fn : undefined;
}

/** `{ resolve(); return; }`, `return resolve();` */
function isFulfilled(node: Node, resolve: string): boolean {
  const statements = node.type === "BlockStatement" ? node.body : [node];
  const last = statements.at(-1);
  if (last?.type !== "ReturnStatement") return false;
  if (last.argument) return statements.length === 1 && isCallOf(unwrap(last.argument), resolve);
  const [call, ...others] = statements.slice(0, -1).filter((each) => !(each.type === "ExpressionStatement" && each.expression.type === "CallExpression" && /^(?:log|debug|info|trace)$/.test(calledName(each.expression))));
  return call?.type === "ExpressionStatement" && others.length === 0 && isCallOf(call.expression, resolve);
}

/** True for a test that lets everybody through who finds something in a place: `this.socket`, `isOpen(x) || this.socket`. */
function asksFor(test: Node, name: string | undefined): boolean {
  const inner = unwrap(test);
  if (name === undefined) return false;
  if (inner.type === "LogicalExpression") return inner.operator === "||" && (asksFor(inner.left, name) || asksFor(inner.right, name));
  if (inner.type === "BinaryExpression") return inner.operator.startsWith("!=") && isNothing(inner.right) && dottedName(inner.left) === name;
  return (inner.type === "Identifier" || inner.type === "MemberExpression") && dottedName(inner) === name;
}

/** `this.socket = open();`, `const socket = (this.socket = open());` */
function writeIn(statement: Node): readonly TSESTree.AssignmentExpression[] {
  const values = statement.type === "ExpressionStatement" ? [statement.expression] : statement.type === "VariableDeclaration" ? statement.declarations.flatMap(({ init }) => init ?? []) : [];
  return values.map((value) => unwrap(value)).filter((value): value is TSESTree.AssignmentExpression => value.type === "AssignmentExpression" && value.operator === "=" && !isNothing(value.right) && value.right.type !== "Literal");
}

/** Other names of what is written: the local it was made as, or that it is given to. */
function namesBeside(write: TSESTree.AssignmentExpression): readonly string[] {
  const { parent } = wrapped(write);
  const given = parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? [parent.id.name] : [];
  return write.right.type === "Identifier" ? [write.right.name, ...given] : given;
}
