import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findOwn, isInside, memberName, unwrap } from "../ast.js";
import { assertingCalls } from "../contracts/transitions.js";
import { type Endings, TooDeep, follow } from "../flow.js";
import type { Holder } from "../holders.js";
import { fieldRead } from "./fields.js";
import { type MachineFile, argumentAt } from "./machine-file.js";
import { type Question, questionIn, rowLookup, seenFromCall } from "./questions.js";
import { equal, isSameState } from "./sameness.js";
import type { Table } from "./tables.js";
import { writersIn } from "./writers.js";

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
  const writers = writersIn(file);
  return file.functions.flatMap((fn) => {
    if (!writers.has(fn)) return [];
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

const known = new WeakMap<MachineFile, Map<FunctionNode, readonly Question[]>>();

/** The questions that stand in a function itself. Every call of it asks for them. */
function askedIn(fn: FunctionNode, file: MachineFile): readonly Question[] {
  let byFunction = known.get(file);
  if (!byFunction) known.set(file, (byFunction = new Map<FunctionNode, readonly Question[]>()));
  const before = byFunction.get(fn);
  if (before) return before;
  const found: Question[] = [];
  findOwnNodes(fn, (node) => {
    const question = questionIn(node, file);
    if (question) found.push(question);
  });
  byFunction.set(fn, found);
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
  const demanded = askedIn(fn, file).find((question) => {
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
        return isSameState(test, question, file, outcome) ? "yes" : answer;
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

function isSame(a: Question, b: Question, file: MachineFile): boolean {
  return a.table === b.table && !a.receiver && !b.receiver && equal(a.current, b.current, file) && equal(a.next, b.next, file);
}

function guardFor(fn: FunctionNode, question: Question, file: MachineFile, keys: Keys): Guard | undefined {
  const target = file.parameterOf(question.next, fn);
  const state = target === undefined ? undefined : stateFieldOf(question.current, fn, file);
  if (target === undefined || !state || fn.generator || question.receiver) return undefined;
  let writes: "none" | "guarded" | "unguarded" = "none";
  let hasAwaited = false;
  let isLate = false;
  let allowsSame = question.allowsSame === true;
  let isTolerant = question.isTolerant;
  const told = { yes: false, no: false, wrong: false };
  const endings = run(fn, question, file, keys, (node, answer) => {
    if (node.type === "AwaitExpression") hasAwaited = true;
    if (node.type === "BinaryExpression" && (isSameState(node, question, file, true) || isSameState(node, question, file, false))) allowsSame = true;
    // `if (!allowed || …)`: a state without a row is refused like others.
    if ((node.type === "Identifier" || node.type === "MemberExpression") && isTested(node) && rowLookup(node, file)?.table === question.table) isTolerant = true;
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
  return { fn, table: question.table, isTolerant, state, target, refusal, tells, allowsSame, isLate };
}

/** True for what is asked whether it is there at all. */
function isTested(node: Node): boolean {
  const { parent } = node;
  return parent?.type === "LogicalExpression" || (parent?.type === "UnaryExpression" && parent.operator === "!") || parent?.type === "IfStatement";
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
