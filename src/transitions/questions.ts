import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, isFunction, isNullish, memberName, parameterName, unwrap } from "../ast.js";
import { membershipMethods, rowMembers } from "../contracts/transitions.js";
import { type MachineFile, argumentAt } from "./machine-file.js";
import { isSameState } from "./sameness.js";
import { type Table, literalOf, tableOf } from "./tables.js";

/** A question put to a table: may a machine in `current` take `next`? */
export interface Question {
  readonly table: Table;
  readonly current: Node;
  readonly next: Node;
  /** The object whose method puts it, where that is not the code's own `this`: `current` is a member of it. */
  readonly receiver: Node | undefined;
  /** False where the expression is true if it may not. */
  readonly isPositive: boolean;
  /** True where a state without a row is no mistake: nothing is allowed from there. */
  readonly isTolerant: boolean;
  /** True where the state that it is in already is allowed, whatever the table says. */
  readonly allowsSame?: boolean;
}

/** A row that is looked up in a table. */
export interface RowLookup {
  readonly table: Table;
  readonly current: Node;
  readonly receiver: Node | undefined;
  readonly isTolerant: boolean;
}

/** The question that an expression puts to a table: itself, or in a function that it calls. */
export function questionIn(node: Node, file: MachineFile, depth = 0): Question | undefined {
  const inner = file.resolved(node);
  if (depth > 8) return undefined;
  const ask = (of: Node) => questionIn(of, file, depth + 1);
  const flipped = (question: Question | undefined, isSame: boolean): Question | undefined => question && (isSame ? question : { ...question, isPositive: !question.isPositive });
  switch (inner.type) {
    case "UnaryExpression":
      return inner.operator === "!" ? flipped(ask(inner.argument), false) : undefined;
    case "LogicalExpression":
      return combined(inner, file, ask);
    case "BinaryExpression":
      return compared(inner, file, flipped, ask);
    case "MemberExpression": {
      // `TABLE[current][next]`
      if (!inner.computed) return undefined;
      const row = rowLookup(inner.object, file, depth);
      return row && { ...row, next: inner.property, isPositive: true, isTolerant: row.isTolerant || inner.optional };
    }
    case "CallExpression":
      return called(inner, file, depth);
    default:
      return undefined;
  }
}

function combined({ operator, left, right }: TSESTree.LogicalExpression, file: MachineFile, ask: (of: Node) => Question | undefined): Question | undefined {
  // `row !== undefined && row.includes(next)`
  if (operator === "&&") return rowLookup(left, file, 0) ? tolerant(ask(right)) : undefined;
  // `… ?? false`, `… || false`: no row, no way.
  if (isFalse(right)) return tolerant(ask(left));
  // `current === next || …`
  const question = ask(right) ?? ask(left);
  const other = question && ask(right) ? left : right;
  return question?.isPositive && isSameState(other, question, file, true) ? { ...question, allowsSame: true } : undefined;
}

function tolerant(question: Question | undefined): Question | undefined {
  return question && { ...question, isTolerant: true };
}

function compared(
  node: TSESTree.BinaryExpression,
  file: MachineFile,
  flipped: (question: Question | undefined, isSame: boolean) => Question | undefined,
  ask: (of: Node) => Question | undefined,
): Question | undefined {
  const { left, right, operator } = node;
  if (operator === "in") {
    const row = rowLookup(right, file, 0);
    return row && { ...row, next: left, isPositive: true };
  }
  const isEquality = /^[!=]==?$/.test(operator);
  const isEqual = operator.startsWith("=");
  const position = indexAsked(left, file);
  if (position) {
    const number = right.type === "UnaryExpression" && right.operator === "-" && right.argument.type === "Literal" && right.argument.value === 1 ? -1 : right.type === "Literal" ? right.value : undefined;
    if (number === -1 && (isEquality || operator === ">")) return flipped(position, !isEqual || operator === ">");
    if (number === 0 && (operator === ">=" || operator === "<")) return flipped(position, operator === ">=");
    return undefined;
  }
  if (!isEquality) return undefined;
  if (right.type === "Literal" && typeof right.value === "boolean") return flipped(ask(left), isEqual === right.value);
  if (isNullish(right)) {
    const target = ask(left);
    return target?.table.hasEvents ? flipped(target, !isEqual) : undefined;
  }
  // `NEXT[current] === next`: one way only.
  for (const [a, b] of [[left, right], [right, left]] as const) {
    const row = rowLookup(a, file, 0);
    if (row && !row.table.hasEvents && [...row.table.rows.values()].every(({ next }) => next.size <= 1)) return flipped({ ...row, next: b, isPositive: true, isTolerant: true }, isEqual);
  }
  return undefined;
}

/** `TABLE[current].indexOf(next)` */
function indexAsked(node: Node, file: MachineFile): Question | undefined {
  const inner = file.resolved(node);
  const callee = inner.type === "CallExpression" ? unwrap(inner.callee) : undefined;
  if (inner.type !== "CallExpression" || callee?.type !== "MemberExpression" || memberName(callee) !== "indexOf" || !inner.arguments[0]) return undefined;
  const row = rowLookup(callee.object, file, 0);
  return row && { ...row, next: inner.arguments[0], isPositive: true };
}

function called(call: TSESTree.CallExpression, file: MachineFile, depth: number): Question | undefined {
  const callee = unwrap(call.callee);
  const [first, second] = call.arguments;
  if (callee.type === "MemberExpression" && first) {
    const name = memberName(callee) ?? "";
    if (membershipMethods.has(name)) {
      const row = rowLookup(callee.object, file, depth);
      if (row) return { ...row, next: first, isPositive: true, isTolerant: row.isTolerant || callee.optional };
    }
    if (name === "hasOwn" && second) {
      const row = rowLookup(first, file, depth);
      if (row) return { ...row, next: second, isPositive: true };
    }
    if (name === "some") {
      const next = isFunction(first) ? comparedIn(first) : undefined;
      const row = next && rowLookup(callee.object, file, depth);
      if (row) return { ...row, next, isPositive: true, isTolerant: row.isTolerant || callee.optional };
    }
  }
  if (callee.type === "Identifier" && callee.name === "Boolean" && first) return questionIn(first, file, depth + 1);
  const fn = file.functionOf(callee);
  const question = fn && !fn.async && !fn.generator ? answerOf(fn, file, depth) : undefined;
  return fn && question && seenFromCall(question, fn, call, file);
}

const answers = new WeakMap<MachineFile, Map<FunctionNode, Question | undefined>>();

/** Near where the asking begins, functions answer once: how far they still may be followed makes no difference there. */
function answerOf(fn: FunctionNode, file: MachineFile, depth: number): Question | undefined {
  if (depth > 2) return answeredBy(fn, file, depth);
  let known = answers.get(file);
  if (!known) answers.set(file, (known = new Map<FunctionNode, Question | undefined>()));
  if (!known.has(fn)) known.set(fn, answeredBy(fn, file, depth));
  return known.get(fn);
}

/** The question that a function answers: by one `return`; others may say no, or yes to the state it is in already. */
function answeredBy(fn: FunctionNode, file: MachineFile, depth: number): Question | undefined {
  const answers = file.values.returnedBy(fn);
  const isPlain = (answer: Node) => answer.type === "Literal" && typeof answer.value === "boolean";
  const plain = answers.filter(isPlain);
  const [asking, ...others] = answers.filter((answer) => !isPlain(answer));
  const question = asking && others.length === 0 ? questionIn(asking, file, depth + 1) : undefined;
  if (!question || plain.length === 0) return question;
  const isSame = (answer: Node) => {
    const statement = answer.parent?.parent?.type === "BlockStatement" ? answer.parent.parent : answer.parent;
    const test = statement?.parent?.type === "IfStatement" && statement.parent.consequent === statement ? statement.parent.test : undefined;
    return test !== undefined && isSameState(test, question, file, true);
  };
  const isYes = (answer: Node) => answer.type === "Literal" && answer.value === true;
  // What else is refused is refused for reasons of its own: only that of a missing row is known.
  const isKnown = plain.every((answer) => (isYes(answer) ? isSame(answer) : isWithoutRow(answer, question, file)));
  return isKnown ? { ...question, isTolerant: question.isTolerant || !plain.every(isYes), allowsSame: plain.some(isYes) || question.allowsSame === true } : undefined;
}

/** True for `false` behind `if (!TABLE[current])`. */
function isWithoutRow(answer: Node, { table }: Question, file: MachineFile): boolean {
  const statement = answer.parent?.parent?.type === "BlockStatement" ? answer.parent.parent : answer.parent;
  const test = statement?.parent?.type === "IfStatement" && statement.parent.consequent === statement ? unwrap(statement.parent.test) : undefined;
  return test?.type === "UnaryExpression" && test.operator === "!" && rowLookup(test.argument, file, 0)?.table === table;
}

/** What `(each) => each === next` compares with. */
function comparedIn(fn: FunctionNode): Node | undefined {
  const [parameter] = fn.params;
  const name = parameter && parameterName(parameter)?.name;
  if (name === undefined || fn.body.type !== "BinaryExpression" || !/^===?$/.test(fn.body.operator)) return undefined;
  const { left, right } = fn.body;
  const isIt = (node: Node) => node.type === "Identifier" && node.name === name;
  return isIt(left) ? right : isIt(right) ? left : undefined;
}

/** A question of a function, with the arguments of a call for its parameters. */
export function seenFromCall(question: Question, fn: FunctionNode, call: TSESTree.CallExpression, file: MachineFile): Question | undefined {
  const outside = (node: Node): Node | undefined => {
    const position = file.parameterOf(node, fn);
    return position === undefined ? node : argumentAt(call, position);
  };
  const current = outside(question.current);
  const next = outside(question.next);
  if (!current || !next || question.receiver) return undefined;
  const callee = unwrap(call.callee);
  const isOfThis = callee.type === "MemberExpression" && current === question.current && isMemberOfThis(current, file);
  const isOnSame = isOfThis && unwrap(callee.object).type === "ThisExpression";
  return { ...question, current, next, receiver: isOfThis && !isOnSame ? callee.object : undefined };
}

function isMemberOfThis(node: Node, file: MachineFile): boolean {
  const inner = file.resolved(node);
  return inner.type === "MemberExpression" && unwrap(inner.object).type === "ThisExpression";
}

/** The row that an expression takes from a table: `TABLE[current]`, `TABLE.get(current) ?? []`, a function that gives one. */
export function rowLookup(node: Node, file: MachineFile, depth = 0): RowLookup | undefined {
  const inner = file.resolved(node);
  if (depth > 8) return undefined;
  switch (inner.type) {
    case "LogicalExpression": {
      const row = inner.operator === "&&" ? undefined : rowLookup(inner.left, file, depth + 1);
      return row && { ...row, isTolerant: true };
    }
    case "NewExpression":
      return inner.callee.type === "Identifier" && inner.callee.name === "Set" && inner.arguments[0] ? rowLookup(inner.arguments[0], file, depth + 1) : undefined;
    case "MemberExpression":
      return rowAt(inner, [], file);
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      if (callee.type === "MemberExpression" && memberName(callee) === "get" && inner.arguments[0]) {
        const table = tableOf(callee.object, [], file);
        if (table) return { table, current: inner.arguments[0], receiver: undefined, isTolerant: false };
      }
      const fn = file.functionOf(callee);
      const [answer, ...others] = fn && !fn.async && !fn.generator ? file.values.returnedBy(fn) : [];
      const row = fn && answer && others.length === 0 ? rowLookup(answer, file, depth + 1) : undefined;
      const seen = fn && row && seenFromCall({ ...row, next: row.current, isPositive: true }, fn, inner, file);
      return seen;
    }
    default:
      return undefined;
  }
}

/** `TABLE[current]`, or a member of it by name: `MACHINE.states[current].on`. */
function rowAt(node: TSESTree.MemberExpression, path: readonly string[], file: MachineFile): RowLookup | undefined {
  const name = memberName(node);
  if (name !== undefined) {
    const object = file.resolved(node.object);
    return path.length === 0 && rowMembers.has(name) && object.type === "MemberExpression" ? optional(rowAt(object, [name], file), node.optional) : undefined;
  }
  // `TABLE[current][next]` is a question, no row.
  if (!literalOf(node.object, file)) return undefined;
  const table = tableOf(node.object, path, file);
  return table && { table, current: node.property, receiver: undefined, isTolerant: false };
}

function optional(row: RowLookup | undefined, isOptional: boolean): RowLookup | undefined {
  return row && isOptional ? { ...row, isTolerant: true } : row;
}

function isFalse(node: Node): boolean {
  return (node.type === "Literal" && node.value === false) || isNullish(node);
}
