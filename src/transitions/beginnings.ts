import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type ClassNode, type FunctionNode, type Node, constructorOf, findNode, isClass, isFunction, keyName, memberName, parameterName, unitOf, unwrap } from "../ast.js";
import type { Guard } from "./guards.js";
import { type MachineFile, argumentAt } from "./machine-file.js";
import { type Moves, isVariable, makerOf } from "./moves.js";
import { type StateName, stateNamed } from "./names.js";

/** The state in which an expression makes a machine. */
export interface Beginning {
  readonly guard: Guard;
  readonly state: StateName;
  /** False where somebody else has it from the start. */
  readonly isOwn: boolean;
}

/** The machines that an expression makes, with their first states: `new`, a literal, a factory of the file. */
export function beginningsOf(node: Node, moves: Moves, file: MachineFile, touches: (fn: FunctionNode) => boolean, depth = 0): readonly Beginning[] {
  const inner = unwrap(node);
  if (depth > 4) return [];
  if (inner.type === "AwaitExpression") return beginningsOf(inner.argument, moves, file, touches, depth + 1);
  if (inner.type === "ObjectExpression") return ofLiteral(inner, moves, file);
  if (inner.type === "NewExpression") {
    const value = file.values.valueOf(inner.callee);
    return value?.kind === "class" ? ofClass(value.node, inner, moves, file, touches) : [];
  }
  if (inner.type !== "CallExpression") return [];
  const maker = file.functionOf(inner.callee);
  if (!maker || maker.generator) return [];
  const [answer, ...others] = file.values.returnedBy(maker);
  if (!answer || others.length > 0) return [];
  const closed = moves.guards.flatMap((guard): readonly Beginning[] => {
    const { root } = guard.state;
    if (!isVariable(root) || makerOf(root, file) !== maker || maker.async) return [];
    const state = initialOf(root.defs[0]?.node as Node | undefined, file);
    return state && !isMovedIn(maker, moves) ? [{ guard, state, isOwn: false }] : [];
  });
  return [...closed, ...beginningsOf(madeFor(answer, file), moves, file, touches, depth + 1)];
}

function initialOf(declarator: Node | undefined, file: MachineFile): StateName | undefined {
  return declarator?.type === "VariableDeclarator" && declarator.init ? stateNamed(declarator.init, file) : undefined;
}

/** What a variable that is made and returned was given; the expression itself for others. */
function madeFor(answer: Node, file: MachineFile): Node {
  const inner = unwrap(answer);
  const variable = inner.type === "Identifier" ? file.scopes.variableOf(inner) : undefined;
  return variable?.references.length === 2 ? file.resolved(inner) : inner;
}

function ofLiteral(node: TSESTree.ObjectExpression, moves: Moves, file: MachineFile): readonly Beginning[] {
  return moves.guards.flatMap((guard): readonly Beginning[] => {
    if (typeof guard.state.root === "object" || (guard.state.root === "this" && guard.fn.parent.parent !== node)) return [];
    const property = node.properties.findLast((each) => each.type === "Property" && keyName(each) === guard.state.name);
    const last = node.properties.findLastIndex((each) => each.type === "SpreadElement");
    if (property?.type !== "Property" || node.properties.indexOf(property) < last) return [];
    const state = stateNamed(property.value, file);
    return state ? [{ guard, state, isOwn: true }] : [];
  });
}

function ofClass(node: ClassNode, call: CallNode | undefined, moves: Moves, file: MachineFile, touches: (fn: FunctionNode) => boolean): readonly Beginning[] {
  return moves.guards.flatMap((guard): readonly Beginning[] => {
    const { root, name } = guard.state;
    if (typeof root === "object") return [];
    // A method of the class or of one it extends; or a function for whatever has such a field.
    if (root === "this" && !chainOf(node, file).some((each) => isClass(guard.fn.parent.parent?.parent) && guard.fn.parent.parent.parent === each)) return [];
    const state = firstState(node, name, call, moves, file);
    return state ? [{ guard, state, isOwn: chainOf(node, file).every((each) => !leaks(each, moves, file, touches)) }] : [];
  });
}

/** A class and those of the file that it extends. */
function chainOf(node: ClassNode, file: MachineFile): readonly ClassNode[] {
  const found = [node];
  for (let at = node; at.superClass && found.length < 6; ) {
    const parent = file.values.valueOf(at.superClass);
    if (parent?.kind !== "class" || found.includes(parent.node)) break;
    found.push((at = parent.node));
  }
  return found;
}

/** The state a new instance has: what its constructor gives, or the field's initial value. */
function firstState(node: ClassNode, name: string, call: CallNode | undefined, moves: Moves, file: MachineFile): StateName | undefined {
  for (const each of chainOf(node, file)) {
    const maker = constructorOf(each);
    if (maker && isMovedIn(maker, moves)) return undefined;
    const writes = maker ? writesIn(maker, name) : [];
    if (writes.length > 1) return undefined;
    const [write] = writes;
    if (write) return maker && write.parent.parent === maker.body ? given(write.right, maker, each === node ? call : undefined, file) : undefined;
    const parameter = maker?.params.find((one): one is TSESTree.TSParameterProperty => one.type === "TSParameterProperty" && parameterName(one)?.name === name);
    const named = parameter && parameterName(parameter);
    if (named && maker) return given(named, maker, each === node ? call : undefined, file);
    const field = each.body.body.find((member) => member.type === "PropertyDefinition" && !member.static && keyName(member) === name);
    if (field?.type === "PropertyDefinition") return field.value ? stateNamed(field.value, file) : undefined;
  }
  return undefined;
}

/** What a class gives its instances' state when there is nothing to pass: for `this` in its constructor. */
export function stateInConstructor(node: ClassNode, guard: Guard, file: MachineFile): StateName | undefined {
  const owner = guard.fn.parent.parent?.parent;
  if (guard.state.root !== "this" || !chainOf(node, file).some((each) => each === owner)) return undefined;
  for (const each of chainOf(node, file)) {
    // What other constructors do has happened before.
    if (each !== node && constructorOf(each)) return undefined;
    const field = each.body.body.find((member) => member.type === "PropertyDefinition" && !member.static && keyName(member) === guard.state.name);
    if (field?.type === "PropertyDefinition") return field.value ? stateNamed(field.value, file) : undefined;
  }
  return undefined;
}

function writesIn(fn: FunctionNode, name: string): readonly TSESTree.AssignmentExpression[] {
  const found: TSESTree.AssignmentExpression[] = [];
  findNode(fn.body, (node) => {
    if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression" && node.left.object.type === "ThisExpression" && memberName(node.left) === name) found.push(node);
    return false;
  });
  return found;
}

/** A state that a constructor is given by a call, or by default. */
function given(value: Node, maker: FunctionNode, call: CallNode | undefined, file: MachineFile): StateName | undefined {
  const inner = unwrap(value);
  const fallback = inner.type === "LogicalExpression" && inner.operator !== "&&" ? inner : undefined;
  const position = file.parameterOf(fallback?.left ?? inner, maker);
  if (position === undefined) return stateNamed(inner, file);
  if (!call || call.arguments.slice(0, position + 1).some((argument) => argument.type === "SpreadElement")) return undefined;
  const argument = argumentAt(call, position);
  if (argument) return stateNamed(argument, file);
  const parameter = maker.params[position];
  const named = parameter?.type === "TSParameterProperty" ? parameter.parameter : parameter;
  const byDefault = fallback?.right ?? (named?.type === "AssignmentPattern" ? named.right : undefined);
  return byDefault && stateNamed(byDefault, file);
}

/** True if a function moves a machine itself, while it runs. */
function isMovedIn(maker: FunctionNode, moves: Moves): boolean {
  return findNode(maker.body, (node) => moves.of(node) !== undefined && nearestFunction(node) === maker && !moves.guards.some(({ fn }) => fn === maker)) !== undefined;
}

function nearestFunction(node: Node): FunctionNode | undefined {
  let at: Node | undefined = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at;
}

/** True if a class gives its new instance away: passes `this` on, or leaves functions behind that move it. */
function leaks(node: ClassNode, moves: Moves, file: MachineFile, touches: (fn: FunctionNode) => boolean): boolean {
  const maker = constructorOf(node);
  return (
    maker !== undefined &&
    findNode(maker.body, (each) => {
      if (isFunction(each)) return touches(each);
      if (each.type !== "ThisExpression" || unitOf(each) !== node) return false;
      const member = each.parent;
      if (member.type !== "MemberExpression") return true;
      const isCalled = member.parent.type === "CallExpression" && member.parent.callee === member;
      const method = isCalled ? file.functionOf(member) : undefined;
      return isCalled && (!method || touches(method));
    }) !== undefined
  );
}
