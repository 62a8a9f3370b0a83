import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findNode, isClass, isFunction, isInside, keyName, memberName, unwrap } from "../ast.js";
import type { Holder } from "../holders.js";
import { fieldRead } from "./fields.js";
import type { Guard } from "./guards.js";
import { type MachineFile, argumentAt } from "./machine-file.js";

type Variable = TSESLint.Scope.Variable;

/** The call of a guarded function: a machine is asked to change its state. */
export interface Move {
  readonly call: TSESTree.CallExpression;
  readonly guard: Guard;
  /** Where the machine's state is kept. */
  readonly place: Holder;
  readonly target: Node;
  /** False where only the method's name tells whose it is. */
  readonly isSure: boolean;
}

/** Says where the states of a file's machines are read, moved and written. */
export interface Moves {
  readonly guards: readonly Guard[];
  of(call: Node): Move | undefined;
  /** The place of the state that an expression reads. */
  placeRead(node: Node): Holder | undefined;
  /** The place of the state that an assignment writes. */
  placeWritten(target: Node): Holder | undefined;
  /** The guard of a place. */
  guardOf(place: Holder): Guard | undefined;
  /** The place of a guard's state in an object; undefined where it is no member of it. */
  placeIn(object: Holder, guard: Guard): Holder | undefined;
  /** True for a variable that is itself the state of a machine. */
  isState(variable: Variable): boolean;
  /** Names of guarded methods, and of the fields and variables that they write. */
  readonly methodNames: ReadonlySet<string>;
  readonly fieldNames: ReadonlySet<string>;
}

export function movesOf(guards: readonly Guard[], file: MachineFile): Moves {
  const byFunction = new Map<FunctionNode, Guard>(guards.map((guard) => [guard.fn, guard]));
  const known = new Map<Node, Move | undefined>();
  const asked = new Set<FunctionNode>();
  const byPlace = new Map<Holder, Guard>();
  const fieldNames = new Set(guards.filter(({ state }) => !isVariable(state.root)).map(({ state }) => state.name));
  const methodNames = new Set(guards.map(({ fn }) => methodName(fn)).filter((name) => name !== undefined));
  const getters = gettersOf(guards);

  function of(node: Node): Move | undefined {
    if (node.type !== "CallExpression") return undefined;
    if (!known.has(node)) known.set(node, find(node));
    return known.get(node);
  }

  function find(call: TSESTree.CallExpression): Move | undefined {
    const callee = unwrap(call.callee);
    const fn = file.functionOf(callee);
    const own = fn && byFunction.get(fn);
    if (fn && !own) return movedBy(fn, call, callee);
    const guard = own ?? namedBy(callee);
    if (guard && callee.type === "MemberExpression" && isOverridden(guard, callee.object)) return undefined;
    const target = guard && argumentAt(call, guard.target);
    const place = guard && placeMoved(guard, call, callee);
    if (!guard || !target || !place) return undefined;
    byPlace.set(place, guard);
    return { call, guard, place, target, isSure: own !== undefined };
  }

  /** The one move that a method of the same object always makes: `open() { this.transition("open"); }`. */
  function movedBy(fn: FunctionNode, call: TSESTree.CallExpression, callee: Node): Move | undefined {
    if (callee.type !== "MemberExpression" || fn.async || fn.generator || fn.body.type !== "BlockStatement" || asked.has(fn)) return undefined;
    asked.add(fn);
    const own: Move[] = [];
    let isPlain = true as boolean;
    findNode(fn.body, (node) => {
      if (isFunction(node) || (node.type === "AssignmentExpression" && placeWritten(node.left))) isPlain = false;
      const move = of(node);
      if (move) own.push(move);
      else if (node.type === "CallExpression") {
        const name = memberName(unwrap(node.callee) as TSESTree.MemberExpression);
        if (name !== undefined && methodNames.has(name)) isPlain = false;
      }
      return false;
    });
    asked.delete(fn);
    const [move, ...others] = own;
    const statement = move?.call.parent;
    const inner = move && unwrap(move.call.callee);
    if (!move || others.length > 0 || !isPlain || move.guard.state.root !== "this" || statement?.type !== "ExpressionStatement" || inner?.type !== "MemberExpression" || inner.object.type !== "ThisExpression") return undefined;
    const before = fn.body.body.slice(0, fn.body.body.indexOf(statement));
    // What may leave the method before is no promise to get there.
    if (!fn.body.body.includes(statement) || before.some((each) => each.type !== "ExpressionStatement" && each.type !== "VariableDeclaration")) return undefined;
    if (file.parameterOf(move.target, fn) !== undefined) return undefined;
    const place = placeIn(file.holderOf(callee.object), move.guard);
    return place && { ...move, call, place };
  }

  /** True if a class below the guard's replaces what the guard uses: its table, or what it asks. */
  function isOverridden({ fn, state }: Guard, object: Node): boolean {
    const shape = file.shapeOf(object);
    const owner = fn.parent.parent?.parent;
    if (!shape || shape === "elsewhere" || !isClass(shape) || !owner || !isClass(owner) || shape === owner) return false;
    const used = new Set<string>();
    findNode(fn.body, (node) => {
      if (node.type === "MemberExpression" && node.object.type === "ThisExpression") used.add(memberName(node) ?? "");
      return false;
    });
    return [...used].some((name) => name !== state.name && file.memberOf(shape, name) !== file.memberOf(owner, name));
  }

  /** The one guarded method of this name, for an object that nothing is known of. */
  function namedBy(callee: Node): Guard | undefined {
    const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    if (name === undefined || callee.type !== "MemberExpression" || file.shapeOf(callee.object) !== undefined) return undefined;
    const [guard, ...others] = guards.filter(({ fn, state }) => state.root === "this" && methodName(fn) === name);
    return others.length === 0 ? guard : undefined;
  }

  function placeMoved(guard: Guard, call: TSESTree.CallExpression, callee: Node): Holder | undefined {
    const { root, name } = guard.state;
    if (root === "this") return callee.type === "MemberExpression" ? member(file.holderOf(callee.object), name) : undefined;
    if (typeof root === "number") {
      const object = argumentAt(call, root);
      return object && member(file.holderOf(object), name);
    }
    if (!isVariable(root)) return member(root, name);
    // Seen from outside of the function that made it, the variable belongs to what that has returned.
    const maker = makerOf(root, file);
    if (!maker || isInside(call, maker)) return file.holders.of(root);
    return callee.type === "MemberExpression" ? member(file.holderOf(callee.object), keptName(root)) : undefined;
  }

  function member(object: Holder | undefined, name: string): Holder | undefined {
    // What lies deeper is not told apart.
    return object && object.depth < 4 ? file.holders.member(object, name) : undefined;
  }

  function placeIn(object: Holder | undefined, { state }: Guard): Holder | undefined {
    if (isVariable(state.root)) return member(object, keptName(state.root));
    return typeof state.root === "object" ? undefined : member(object, state.name);
  }

  function placeRead(node: Node): Holder | undefined {
    const inner = unwrap(node);
    if (inner.type === "Identifier") {
      const variable = file.scopes.variableOf(inner);
      return variable && isState(variable) ? file.holders.of(variable) : undefined;
    }
    const closed = closedOver(inner);
    if (closed) return closed;
    const read = fieldRead(inner, file);
    const name = read && (fieldNames.has(read.name) ? read.name : getters.get(read.name));
    return read && name !== undefined ? member(file.holderOf(read.object), name) : undefined;
  }

  /** The state that a maker's function or getter gives away: `machine.state`, `machine.getState()`. */
  function closedOver(node: Node): Holder | undefined {
    const read = node.type === "CallExpression" && node.arguments.length === 0 ? unwrap(node.callee) : node;
    if (read.type !== "MemberExpression" || !guards.some(({ state }) => isVariable(state.root))) return undefined;
    const shape = file.shapeOf(read.object);
    const property = shape && shape !== "elsewhere" && !isClass(shape) ? file.memberOf(shape, memberName(read) ?? "") : undefined;
    if (property?.type !== "Property" || (property.kind === "get") !== (read === node)) return undefined;
    const fn = isFunction(property.value) ? property.value : file.functionOf(property.value);
    const [answer, ...others] = fn ? file.values.returnedBy(fn) : [];
    const variable = answer?.type === "Identifier" && others.length === 0 ? file.scopes.variableOf(answer) : undefined;
    return variable && isState(variable) ? member(file.holderOf(read.object), keptName(variable)) : undefined;
  }

  function placeWritten(target: Node): Holder | undefined {
    const inner = unwrap(target);
    if (inner.type === "Identifier") return placeRead(inner);
    const name = inner.type === "MemberExpression" ? memberName(inner) : undefined;
    return inner.type === "MemberExpression" && name !== undefined && fieldNames.has(name) ? member(file.holderOf(inner.object), name) : undefined;
  }

  function isState(variable: Variable): boolean {
    return guards.some(({ state }) => state.root === variable);
  }

  /** The one guard that writes a field of this name; for `this`, the one of its own class. */
  function guardOf(place: Holder): Guard | undefined {
    const exact = byPlace.get(place) ?? guards.find(({ state }) => isVariable(state.root) && file.holders.of(state.root) === place);
    if (exact) return exact;
    const [guard, ...others] = guards.filter(({ state }) => !isVariable(state.root) && state.name === place.name);
    return others.length === 0 ? guard : undefined;
  }

  return { guards, of, placeRead, placeWritten, guardOf, placeIn, isState, methodNames, fieldNames };
}

/** True for a state that is a variable itself. */
export function isVariable(root: Guard["state"]["root"]): root is Variable {
  return typeof root === "object" && "identifiers" in root;
}

/** The function that declares a state's variable anew each time it runs. */
export function makerOf(variable: Variable, file: MachineFile): FunctionNode | undefined {
  const [declared] = variable.identifiers;
  return declared && file.functions.filter((fn) => isInside(declared, fn)).at(-1);
}

function keptName(variable: Variable): string {
  return `(${variable.name})`;
}

function methodName(fn: FunctionNode): string | undefined {
  const { parent } = fn;
  // `Link.prototype.go = function (next) {…}`
  if (parent.type === "AssignmentExpression") return parent.left.type === "MemberExpression" ? memberName(parent.left) : undefined;
  return parent.type === "MethodDefinition" || parent.type === "Property" || parent.type === "PropertyDefinition" ? keyName(parent) : undefined;
}

/** The getters of the guards' classes, with the fields that they give. */
function gettersOf(guards: readonly Guard[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { fn, state } of guards) {
    const owner = fn.parent.parent;
    if (owner?.type !== "ClassBody") continue;
    for (const each of owner.body) {
      if (each.type !== "MethodDefinition" || each.kind !== "get" || !each.value.body) continue;
      const [only, ...others] = each.value.body.body;
      const value = only?.type === "ReturnStatement" && others.length === 0 && only.argument ? unwrap(only.argument) : undefined;
      const name = keyName(each);
      if (name !== undefined && value?.type === "MemberExpression" && memberName(value) === state.name) found.set(name, state.name);
    }
  }
  return found;
}
