import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, type Unit, findNode, isFunction, isInside, isPublic, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { chainingMethods } from "../contracts/calls.js";
import { leaves } from "../order.js";
import { mention } from "../mention.js";
import type { Contract, Start } from "../contracts/types.js";
import { type Begun, type Read, givesPromise } from "../startup.js";
import type { Subject } from "../values.js";
import { type AsyncContext, asyncContextOf } from "./async-context.js";
import { type Edit, type File, areApart, insertAt, statementBehind, statementOf } from "./edits.js";
import { constantFor, waitFor } from "./wait-code.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A repair: what it changes, and what its title must say. */
export interface Repair {
  readonly edits: readonly Edit[];
  /** The code that is added, as the title quotes it. */
  readonly code: string;
  readonly exported: string | undefined;
}

/**
 * Waits for readiness directly behind the start call: `await once(server, "listening")`, or the start's own promise.
 * Where the start stands in a function that is called, directly behind that call. Only where this is a statement or declaration of a
 * unit that can await, and the emitter has a name there. Later than directly behind, `once` would miss the event and hang: measured.
 */
export function awaitReady(file: File, read: Read, start: CallNode): Repair | undefined {
  if (unitOf(start) === read.unit || isCalledOnlyBy(file, read.unit, unitOf(start))) return awaitStart(file, start);
  const emitter = nameOf(file, read);
  const call = file.startup.callStarting(read);
  return call && emitter !== undefined ? awaitBehind(file, call, start, { name: emitter, contract: read.subject.contract }) : undefined;
}

/** True for a function that only the code of one unit calls: a helper that is given what was started there. */
function isCalledOnlyBy({ startup }: File, helper: Unit, unit: Unit): boolean {
  const calls = startup.contexts.of(helper);
  return calls.length > 0 && calls.every((context) => context.kind === "call" && context.from === unit && unitOf(context.at) === unit);
}

/** The same for a start in its own function. */
export function awaitStart(file: File, start: CallNode): Repair | undefined {
  return awaitBehind(file, start, start, undefined);
}

/** The same behind the only call of the start's function, in an async function that gave it the server by a name or keeps by one what it gives. */
export function awaitHelper(file: File, { node, use, leftBy: [only, ...others] }: Begun): Repair | undefined {
  if (!only || others.length > 0) return undefined;
  const { values } = file.startup;
  const { parent } = wrapped(only.call);
  const kept = parent?.type === "VariableDeclarator" && use === "returned" ? parent.id : undefined;
  const name = kept ?? only.call.arguments.find((each) => values.subjectOf(each)?.holder === only.holder);
  const subject = name && values.subjectOf(name);
  return subject && name.type === "Identifier" && isConstant(file.startup, name) ? awaitBehind(file, only.call, node, { name: name.name, contract: subject.contract }) : undefined;
}

/** Waits behind `anchor`, which is the start call or a call that makes it. */
function awaitBehind(file: File, anchor: CallNode, start: CallNode, named: { name: string; contract: Contract } | undefined): Repair | undefined {
  const { sourceCode, startup } = file;
  const unit = unitOf(anchor);
  const isHere = anchor === start;
  const place = statementOf(anchor);
  // What is only called where it is there cannot be waited for.
  if (!place || !isWholeStatement(anchor, place.statement) || wrapped(anchor).type === "ChainExpression") return undefined;
  // What is read in the same statement would be read before the wait.
  if (startup.reads.some((read) => read.unit === unit && isInside(read.node, place.statement))) return undefined;
  const context = asyncContextOf(file, unit);
  const action = startup.actions.of(start);
  const begun = action.kind === "start" || action.kind === "make" ? action.subject : undefined;
  if (!context || !begun || (context.edits.length > 0 && turnsAway(sourceCode, unit, anchor))) return undefined;
  const row = startup.rowOf(start);
  const isPromised = row !== undefined && givesPromise(row);
  if (isPromised && row.settles !== "early") return isHere ? awaitPromise(sourceCode, start, row, context) : undefined;
  // Behind a promise that says nothing the event may have passed.
  if (isPromised && wrapped(start).parent?.type === "AwaitExpression") return undefined;
  const isOwn = startup.emitterIn(begun.contract) === "";
  // What emits the event itself hears of the failure first: whoever waits for a view of it hangs.
  if (named && isOwn && named.contract !== begun.contract) return undefined;
  const known = isHere ? emitterOf(file, start, begun, unit) : named?.name;
  const declared = known === undefined && isHere ? declaration(file, start, begun, place.statement) : undefined;
  const emitter = known ?? declared?.name;
  const wait = emitter === undefined ? undefined : waitFor(file, named?.contract ?? begun.contract, emitter);
  if (!wait) return undefined;
  const edits = [...context.edits, ...wait.edits, ...(declared?.edits ?? (isHere ? withoutAwait(sourceCode, start) : [])), statementBehind(sourceCode, place.statement, wait.code)];
  return areApart(edits) ? { edits, code: wait.code, exported: context.exported } : undefined;
}

/** True for a function that does nothing once what the call gives is there: a second caller would go on before it is ready. */
function turnsAway(sourceCode: SourceCode, unit: Unit, call: CallNode): boolean {
  const { parent } = wrapped(call);
  const kept = parent?.type === "AssignmentExpression" ? sourceCode.getText(parent.left) : undefined;
  if (kept === undefined || !isFunction(unit) || unit.body.type !== "BlockStatement") return false;
  return unit.body.body.some((each) => each.type === "IfStatement" && each.range[1] < call.range[0] && leaves(each.consequent) && findNode(each.test, (node) => sourceCode.getText(node) === kept) !== undefined);
}

/** Keeps the result of a start that is a statement of its own in a constant, if the name for it is free. */
function declaration({ sourceCode, startup }: File, start: CallNode, { contract }: Subject, statement: TSESTree.Statement): { name: string; edits: readonly Edit[] } | undefined {
  const row = startup.rowOf(start);
  // A view that is given is not what emits.
  if (typeof row?.gives === "object" && "view" in row.gives) return undefined;
  const name = constantFor(sourceCode, contract);
  const isOwn = statement.type === "ExpressionStatement" && [start, start.parent].includes(statement.expression);
  const isEmitter = start.type === "CallExpression" && (start.parent === statement || start.parent.type === "AwaitExpression");
  if (!isOwn || !isEmitter || name === undefined) return undefined;
  return { name, edits: [{ range: [statement.range[0], start.range[0]], text: `const ${name} = ` }] };
}

/** The code that names what is read, if it is an event emitter with a name. */
function nameOf({ sourceCode, startup }: File, { node, subject }: Read): string | undefined {
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : node;
  if (callee.type !== "MemberExpression" || !isPath(callee.object) || !("error" in subject.contract.events)) return undefined;
  const name = sourceCode.getText(callee.object);
  if (startup.values.subjectOf(callee.object)?.holder === subject.holder) return name;
  // What a method of the file reads is a field of what it is called on.
  const owner = startup.values.valueOf(callee.object);
  return owner?.kind === "object" && subject.holder.parent === owner.holder && isPublic(owner.shape, subject.holder.name) ? `${name}.${subject.holder.name}` : undefined;
}

/** `await app.listen(…)` for an API that gives a promise. */
function awaitPromise(sourceCode: SourceCode, start: CallNode, row: Start, context: AsyncContext): Repair | undefined {
  const outer = wrapped(start);
  const { parent } = outer;
  if (parent?.type === "AwaitExpression") return undefined;
  // With a callback the API gives no promise.
  const last = start.arguments.at(-1);
  if (isFunction(last) || (row.callback && start.arguments.length > 1 && last?.type === "Identifier")) return undefined;
  const code = `await ${mention(sourceCode, start)}`;
  if (parent?.type === "UnaryExpression" && parent.operator === "void") {
    return { edits: [...context.edits, { range: [parent.range[0], outer.range[0]], text: "await " }], code, exported: context.exported };
  }
  return parent?.type === "ExpressionStatement" ? { edits: [...context.edits, insertAt(outer.range[0], "await ")], code, exported: context.exported } : undefined;
}

/** True if the statement does nothing but start: the call, chained, awaited, assigned or declared. */
export function isWholeStatement(start: Node, statement: TSESTree.Statement): boolean {
  let node: Node = start;
  for (let parent = node.parent; parent && node !== statement; node = parent, parent = node.parent) {
    const isOnTheWay =
      unwrap(parent) === unwrap(node) ||
      parent.type === "AwaitExpression" ||
      (parent.type === "MemberExpression" && parent.object === node) ||
      (parent.type === "CallExpression" && parent.callee === node) ||
      (parent.type === "AssignmentExpression" && parent.right === node) ||
      (parent.type === "VariableDeclarator" && parent.init === node) ||
      (parent.type === "VariableDeclaration" && parent.declarations.length === 1) ||
      (parent.type === "UnaryExpression" && parent.operator === "void") ||
      parent === statement;
    if (!isOnTheWay) return false;
  }
  return statement.type === "ExpressionStatement" || statement.type === "VariableDeclaration";
}

/** The code that names the emitter behind the start statement: the wrapping WebSocket server first, then what the start is called on or kept in. */
export function emitterOf({ sourceCode, startup }: File, start: CallNode, subject: Subject, unit: Unit): string | undefined {
  const wrapping = startup.wrappersOf(subject.holder).filter((call) => {
    const action = startup.actions.of(call);
    return action.kind === "wrap" && "error" in action.subject.contract.events;
  });
  if (wrapping.length > 0) {
    const [only] = wrapping;
    if (wrapping.length > 1 || !only || unitOf(only) !== unit || only.range[0] > start.range[0]) return undefined;
    const { parent } = wrapped(only);
    return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined;
  }
  const row = startup.rowOf(start);
  const givesView = typeof row?.gives === "object" && "view" in row.gives;
  const callee = unwrap(start.callee);
  const receiver = callee.type === "MemberExpression" && isPath(callee.object) && startup.values.subjectOf(callee.object)?.holder === subject.holder ? callee.object : undefined;
  // What a name is given that others are given to as well may be another one by then.
  if (receiver?.type === "Identifier" && isConstant(startup, receiver)) return receiver.name;
  const kept = givesView ? undefined : keptIn(sourceCode, start);
  if (kept !== undefined) return kept;
  if (receiver) return sourceCode.getText(receiver);
  const { root } = subject.holder;
  return typeof root === "object" && "identifiers" in root && subject.holder.depth === 0 ? root.name : undefined;
}

/** True for a name of a `const`. */
export function isConstant({ scopes }: File["startup"], name: Node): boolean {
  const declaration = scopes.variableOf(name)?.defs[0]?.parent;
  return declaration?.type === "VariableDeclaration" && declaration.kind === "const";
}

/** The name of the variable or member that the start call's result goes to. */
function keptIn(sourceCode: SourceCode, start: CallNode): string | undefined {
  let node = wrapped(start);
  for (let { parent } = node; parent; { parent } = node) {
    // What is read of it is something else; what gives back what it is called on is not.
    const isChained = parent.type === "MemberExpression" && parent.object === node && chainingMethods.has(memberName(parent) ?? "") && wrapped(parent).parent?.type === "CallExpression";
    if (parent.type !== "AwaitExpression" && !isChained && !(parent.type === "CallExpression" && parent.callee === node)) break;
    node = wrapped(parent);
  }
  const { parent } = node;
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  return parent?.type === "AssignmentExpression" && parent.right === node && isPath(parent.left) ? sourceCode.getText(parent.left) : undefined;
}

/** A name, `this`, or members of one without calls: code that gives the same object when it is run again. */
export function isPath(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return !inner.computed && !inner.optional && isPath(inner.object);
  return inner.type === "Identifier" || inner.type === "ThisExpression";
}

/** Takes away an `await` that waits for nothing. */
function withoutAwait(sourceCode: SourceCode, start: CallNode): readonly Edit[] {
  const outer = wrapped(start);
  if (outer.parent?.type !== "AwaitExpression") return [];
  const token = sourceCode.getFirstToken(outer.parent);
  const next = token && sourceCode.getTokenAfter(token, { includeComments: true });
  return token && next ? [{ range: [token.range[0], next.range[0]], text: "" }] : [];
}
