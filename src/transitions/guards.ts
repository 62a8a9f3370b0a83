import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findOwn, isFunction, isInside, memberName, unwrap } from "../ast.js";
import { assertingCalls } from "../contracts/transitions.js";
import { type Endings, TooDeep, follow } from "../flow.js";
import type { Holder } from "../holders.js";
import { type MachineFile, argumentAt } from "./machine-file.js";
import { type Question, questionIn, seenFromCall } from "./questions.js";
import type { Table } from "./tables.js";

type Variable = TSESLint.Scope.Variable;

/** Where a machine's state is kept. */
export interface StateField {
  /** What it is a member of: `this`, the parameter in this position, one object of the file; or the variable that it is itself. */
  readonly root: "this" | number | Holder | Variable;
  readonly name: string;
}

/** A function that changes a state only to what a table allows. */
export interface Guard {
  readonly fn: FunctionNode;
  readonly table: Table;
  readonly isTolerant: boolean;
  readonly state: StateField;
  /** The position of the parameter that names the state, or the event. */
  readonly target: number;
  /** What becomes of a transition that the table does not allow. */
  readonly refusal: "throws" | "ignored";
  /** True if it returns true exactly where it has changed the state. */
  readonly tells: boolean;
  /** True if the state a machine is in is no transition. */
  readonly allowsSame: boolean;
  /** True if it changes the state only after an `await`. */
  readonly isLate: boolean;
}

/** What a table has answered on the way to a point: asked or not, one answer or the other. */
type Answer = "maybe" | "yes" | "no";

/** The guarded functions of a file. */
export function guardsIn(file: MachineFile, visitorKeys: Keys): readonly Guard[] {
  return file.functions.flatMap((fn) => {
    for (const question of questionsOf(fn, file, visitorKeys)) {
      const guard = guardFor(fn, question, file, visitorKeys);
      if (guard) return [guard];
    }
    return [];
  });
}

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

/** The questions that a function puts to tables itself, or has put by what it calls and goes on only if allowed. */
function questionsOf(fn: FunctionNode, file: MachineFile, keys: Keys): readonly Question[] {
  const found: Question[] = [];
  if (fn.params.length === 0) return found;
  findOwnNodes(fn, (node) => {
    if (node.type !== "CallExpression" && node.type !== "BinaryExpression" && node.type !== "MemberExpression") return;
    const question = questionIn(node, file) ?? (node.type === "CallExpression" ? demandedBy(node, file, keys, 0) : undefined);
    if (question && !found.some((other) => isSame(question, other, file))) found.push(question);
  });
  return found;
}

function findOwnNodes(fn: FunctionNode, visit: (node: Node) => void): void {
  findOwn(fn.body, (node) => {
    visit(node);
    return false;
  });
}

/** The question that must have been answered with yes where a call has come back: `assertAllowed(this.state, next)`. */
function demandedBy(call: TSESTree.CallExpression, file: MachineFile, keys: Keys, depth: number): Question | undefined {
  const [first] = call.arguments;
  if (first && assertingCalls.test(calledName(call))) {
    const question = questionIn(first, file);
    if (question?.isPositive) return question;
  }
  const fn = depth < 3 ? file.functionOf(call.callee) : undefined;
  if (!fn || fn.async || fn.generator) return undefined;
  const questions: Question[] = [];
  findOwnNodes(fn, (node) => {
    const question = questionIn(node, file);
    if (question) questions.push(question);
  });
  const demanded = questions.find((question) => {
    const endings = run(fn, question, file, keys, () => undefined, depth + 1);
    return endings && [endings.normal, endings.returned].every((answer) => answer === undefined || answer === "yes");
  });
  const seen = demanded && seenFromCall(demanded, fn, call, file);
  return seen && { ...seen, isPositive: true };
}

function calledName(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" && callee.object.type === "Identifier" ? `${callee.object.name}.${memberName(callee) ?? ""}` : "";
}

/** Follows a function with what the table has answered; `visit` sees each node with the answer there. */
function run(fn: FunctionNode, question: Question, file: MachineFile, keys: Keys, visit: (node: Node, answer: Answer) => void, depth = 0): Endings<Answer> | undefined {
  try {
    return follow<Answer>(fn, "maybe", {
      visitorKeys: keys,
      join: (a, b) => (a === b ? a : "maybe"),
      equals: (a, b) => a === b,
      assume: (test, outcome, answer) => {
        const asked = questionIn(test, file);
        if (asked && isSame(asked, question, file)) return asked.isPositive === outcome ? "yes" : "no";
        // The state that it is in already: nothing changes.
        return comparesBoth(test, question, file, outcome) ? "yes" : answer;
      },
      step: (node, answer) => {
        visit(node, answer);
        const demanded = node.type === "CallExpression" ? demandedBy(node, file, keys, depth) : undefined;
        return demanded && isSame(demanded, question, file) ? "yes" : answer;
      },
    });
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

function comparesBoth(test: Node, { current, next, table }: Question, file: MachineFile, outcome: boolean): boolean {
  const inner = unwrap(test);
  if (inner.type !== "BinaryExpression" || !/^[!=]==?$/.test(inner.operator) || inner.operator.startsWith("=") !== outcome || table.hasEvents) return false;
  const { left, right } = inner;
  return (equal(left, current, file) && equal(right, next, file)) || (equal(left, next, file) && equal(right, current, file));
}

function isSame(a: Question, b: Question, file: MachineFile): boolean {
  return a.table === b.table && equal(a.current, b.current, file) && equal(a.next, b.next, file);
}

/** True if two expressions are written the same, whatever constants stand between. */
function equal(a: Node, b: Node, file: MachineFile): boolean {
  const [left, right] = [file.resolved(a), file.resolved(b)];
  if (left.type === "ThisExpression") return right.type === "ThisExpression";
  if (left.type === "Identifier" && right.type === "Identifier") {
    const variable = file.scopes.variableOf(left);
    return variable !== undefined && variable === file.scopes.variableOf(right);
  }
  if (left.type === "MemberExpression" && right.type === "MemberExpression") {
    const name = memberName(left);
    return name !== undefined && name === memberName(right) && equal(left.object, right.object, file);
  }
  return left.type === "CallExpression" && right.type === "CallExpression" && left.arguments.length + right.arguments.length === 0 && equal(left.callee, right.callee, file);
}

function guardFor(fn: FunctionNode, question: Question, file: MachineFile, keys: Keys): Guard | undefined {
  const target = file.parameterOf(question.next, fn);
  const state = target === undefined ? undefined : stateFieldOf(question.current, fn, file);
  if (target === undefined || !state || fn.generator) return undefined;
  let writes: "none" | "guarded" | "unguarded" = "none";
  let hasAwaited = false;
  let isLate = false;
  let allowsSame = false;
  const told = { yes: false, no: false, wrong: false };
  const endings = run(fn, question, file, keys, (node, answer) => {
    if (node.type === "AwaitExpression") hasAwaited = true;
    if (node.type === "BinaryExpression" && (comparesBoth(node, question, file, true) || comparesBoth(node, question, file, false))) allowsSame = true;
    if (node.type === "ReturnStatement") tell(told, node, answer);
    const writing = { fn, state, target, question, file };
    if (!writesState(node, writing)) {
      // Refused, it goes to a state of its own.
      if (node.type === "AssignmentExpression" && isStateOf(node.left, writing)) writes = "unguarded";
      return;
    }
    writes = answer === "yes" && writes !== "unguarded" ? "guarded" : "unguarded";
    isLate ||= hasAwaited;
  });
  if (!endings || (writes as string) !== "guarded") return undefined;
  const ends = [endings.normal, endings.returned].filter((answer) => answer !== undefined);
  const refusal = ends.every((answer) => answer === "yes") ? "throws" : "ignored";
  const tells = told.yes && told.no && !told.wrong && endings.normal !== "yes";
  return { fn, table: question.table, isTolerant: question.isTolerant, state, target, refusal, tells, allowsSame, isLate };
}

function tell(told: { yes: boolean; no: boolean; wrong: boolean }, { argument }: TSESTree.ReturnStatement, answer: Answer): void {
  const value = argument?.type === "Literal" ? argument.value : undefined;
  if (value === true) {
    told.yes = true;
    if (answer !== "yes") told.wrong = true;
  } else if (value === false) {
    told.no = true;
    if (answer === "yes") told.wrong = true;
  } else told.wrong = true;
}

/** The state that a function of the file reads as `current`. */
function stateFieldOf(current: Node, fn: FunctionNode, file: MachineFile): StateField | undefined {
  const inner = file.resolved(current);
  const read = fieldRead(inner, file);
  if (read) {
    const object = unwrap(read.object);
    if (object.type === "ThisExpression") return { root: "this", name: read.name };
    const position = file.parameterOf(object, fn);
    if (position !== undefined) return { root: position, name: read.name };
    const holder = file.holderOf(object);
    return holder && !isDeclaredIn(holder.root, fn) ? { root: holder, name: read.name } : undefined;
  }
  const variable = inner.type === "Identifier" ? file.scopes.variableOf(inner) : undefined;
  return variable && !isDeclaredIn(variable, fn) ? { root: variable, name: variable.name } : undefined;
}

function isDeclaredIn(root: Holder["root"], fn: FunctionNode): boolean {
  const at = typeof root === "string" ? undefined : "identifiers" in root ? root.identifiers[0] : root;
  return at !== undefined && isInside(at, fn);
}

/** The object and the field that an expression reads: a member, or what a getter of this file gives. */
export function fieldRead(node: Node, file: MachineFile): { readonly object: Node; readonly name: string } | undefined {
  const inner = unwrap(node);
  if (inner.type === "CallExpression" && inner.arguments.length === 0) {
    const callee = unwrap(inner.callee);
    if (callee.type !== "MemberExpression") return undefined;
    const fn = file.functionOf(callee);
    const name = fn && fieldGiven(fn, file);
    return name === undefined ? undefined : { object: callee.object, name };
  }
  if (inner.type !== "MemberExpression") return undefined;
  const name = memberName(inner);
  if (name === undefined) return undefined;
  const shape = file.shapeOf(inner.object);
  const member = shape && shape !== "elsewhere" ? file.memberOf(shape, name) : undefined;
  const getter = (member?.type === "MethodDefinition" || member?.type === "Property") && member.kind === "get" && isFunction(member.value) ? member.value : undefined;
  return { object: inner.object, name: (getter && fieldGiven(getter, file)) ?? name };
}

/** The field of its own object that a function returns, and does nothing else. */
function fieldGiven(fn: FunctionNode, file: MachineFile): string | undefined {
  const [answer, ...others] = file.values.returnedBy(fn);
  const inner = answer && unwrap(answer);
  return others.length === 0 && inner?.type === "MemberExpression" && inner.object.type === "ThisExpression" ? memberName(inner) : undefined;
}

interface Writing {
  readonly fn: FunctionNode;
  readonly state: StateField;
  readonly target: number;
  readonly question: Question;
  readonly file: MachineFile;
}

/** True for what gives the state the value that was asked about: an assignment, or the call of a setter. */
function writesState(node: Node, writing: Writing): boolean {
  const { fn, target, question, file } = writing;
  if (node.type === "AssignmentExpression") {
    if (node.operator !== "=" || !isStateOf(node.left, writing)) return false;
    const entered = question.table.hasEvents ? questionIn(node.right, file) : undefined;
    return entered ? isSame(entered, question, file) : file.parameterOf(node.right, fn) === target;
  }
  if (node.type !== "CallExpression") return false;
  const setter = file.functionOf(node.callee);
  const callee = unwrap(node.callee);
  if (!setter || setter === fn || (callee.type === "MemberExpression" && callee.object.type !== "ThisExpression")) return false;
  return setter.params.some((_, position) => {
    const argument = argumentAt(node, position);
    if (!argument || file.parameterOf(argument, fn) !== target) return false;
    let isSet = false;
    findOwnNodes(setter, (inner) => {
      if (inner.type === "AssignmentExpression" && isStateOf(inner.left, { ...writing, fn: setter }) && file.parameterOf(inner.right, setter) === position) isSet = true;
    });
    return isSet;
  });
}

function isStateOf(target: Node, { fn, state, file }: Writing): boolean {
  const left = unwrap(target);
  const found = stateFieldOf(left, fn, file);
  return found?.name === state.name && found.root === state.root;
}
