import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, isClass, isNullish, keyName, memberName, unwrap, wrapped } from "../ast.js";
import { changingMethods, rowMembers } from "../contracts/transitions.js";
import type { MachineFile } from "./machine-file.js";
import { type StateName, stateNamed, stateOfKey } from "./names.js";

/** Which transitions a file declares as allowed. */
export interface Table {
  readonly node: Node;
  /** By the key of the state that is left: for each input the state it leads to. In a plain table the input is that state. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Every state and input of it, as code names it. */
  readonly names: ReadonlyMap<string, StateName>;
  /** True where inputs are events and not states. */
  readonly hasEvents: boolean;
}

export interface Row {
  readonly next: ReadonlyMap<string, StateName>;
  /** True if it may hold more than can be read here. */
  readonly isOpen: boolean;
}

/** The table that an expression stands for; `path` leads from each of its rows to the targets (`["on"]`). */
export function tableOf(node: Node, path: readonly string[], file: MachineFile): Table | undefined {
  const literal = literalOf(node, file);
  if (!literal) return undefined;
  let tables = known.get(literal);
  if (!tables) known.set(literal, (tables = new Map<string, Table | undefined>()));
  const key = path.join(".");
  if (!tables.has(key)) tables.set(key, read(literal, path, file));
  return tables.get(key);
}

const known = new WeakMap<Node, Map<string, Table | undefined>>();

/** The literal behind an expression, below what freezes it; undefined if something changes it. */
export function literalOf(node: Node, file: MachineFile, depth = 0): Node | undefined {
  const inner = unwrap(node);
  if (depth > 6) return undefined;
  switch (inner.type) {
    case "ObjectExpression":
    case "ArrayExpression":
      return inner;
    case "NewExpression":
      return inner.callee.type === "Identifier" && (inner.callee.name === "Map" || inner.callee.name === "Set") ? inner : undefined;
    case "CallExpression": {
      const [argument] = inner.arguments;
      const callee = unwrap(inner.callee);
      const isFreezing = callee.type === "MemberExpression" ? memberName(callee) === "freeze" : callee.type === "Identifier" && /freeze|machine/i.test(callee.name);
      return isFreezing && argument ? literalOf(argument, file, depth + 1) : undefined;
    }
    case "Identifier": {
      const variable = file.scopes.variableOf(inner);
      if (!variable || variable.defs[0]?.type !== ("Variable" as never) || isChanged(variable)) return undefined;
      const [write, ...others] = file.scopes.writesTo(variable) ?? [];
      if (!write || others.length > 0) return undefined;
      const whole = literalOf(write.value, file, depth + 1);
      return write.path.reduce<Node | undefined>((at, name) => at && literalMember(at, name, file, depth), whole);
    }
    case "MemberExpression": {
      const name = memberName(inner);
      if (name === undefined) return undefined;
      const shape = classOf(inner.object, file);
      if (shape) {
        const member = shape.body.body.find((each) => each.type === "PropertyDefinition" && keyName(each) === name);
        const isWritten = file.assignments.some(({ left }) => left.type === "MemberExpression" && (left === inner || memberName(left) === name || isMemberOf(left, name)));
        return member?.type === "PropertyDefinition" && member.value && !isWritten ? literalOf(member.value, file, depth + 1) : undefined;
      }
      const object = literalOf(inner.object, file, depth + 1);
      return object && literalMember(object, name, file, depth);
    }
    default:
      return undefined;
  }
}

function literalMember(object: Node, name: string, file: MachineFile, depth: number): Node | undefined {
  if (object.type !== "ObjectExpression") return undefined;
  const property = object.properties.find((each): each is TSESTree.Property => each.type === "Property" && keyName(each) === name);
  return property && literalOf(property.value, file, depth + 1);
}

/** The class whose table `C.TABLE`, `this.table` or `this.constructor.TABLE` is. */
function classOf(object: Node, file: MachineFile) {
  const inner = unwrap(object);
  const isConstructor = inner.type === "MemberExpression" && memberName(inner) === "constructor";
  const shape = file.shapeOf(isConstructor ? inner.object : inner);
  if (shape && shape !== "elsewhere") return isClass(shape) ? shape : undefined;
  const value = file.values.valueOf(inner);
  if (value?.kind === "class") return value.node;
  // `this` of a static method.
  for (let at: Node | undefined = inner.type === "ThisExpression" || isConstructor ? inner : undefined; at; at = at.parent) if (isClass(at)) return at;
  return undefined;
}

function isMemberOf(target: TSESTree.MemberExpression, name: string): boolean {
  const object = unwrap(target.object);
  return object.type === "MemberExpression" && (memberName(object) === name || isMemberOf(object, name));
}

/** True if the file changes what a variable holds, or may do so. */
function isChanged(variable: TSESLint.Scope.Variable): boolean {
  return variable.references.some(({ identifier }) => {
    let at: Node = wrapped(identifier);
    while (at.parent?.type === "MemberExpression" && at.parent.object === at) at = wrapped(at.parent);
    const { parent } = at;
    if (parent?.type === "AssignmentExpression" && parent.left === at && at !== identifier) return true;
    if (parent?.type === "UnaryExpression" && parent.operator === "delete") return true;
    if (parent?.type === "CallExpression" && parent.callee === at && at.type === "MemberExpression") return changingMethods.has(memberName(at) ?? "");
    return parent?.type === "CallExpression" && parent.arguments[0] === at && /^Object\.assign$/.test(nameOf(parent.callee));
  });
}

function nameOf(node: Node): string {
  return node.type === "MemberExpression" && node.object.type === "Identifier" ? `${node.object.name}.${memberName(node) ?? ""}` : "";
}

function read(literal: Node, path: readonly string[], file: MachineFile): Table | undefined {
  const entries = entriesOf(literal, file);
  if (!entries) return undefined;
  const rows = new Map<string, Row>();
  const names = new Map<string, StateName>();
  let hasEvents = false;
  for (const { from, value } of entries) {
    const row = rowIn(value, path, file);
    if (!row) return undefined;
    rows.set(from.key, row);
    if (!names.has(from.key)) names.set(from.key, from);
    for (const [input, to] of row.next) {
      // What stands for a value names it better than a key does.
      if (!row.inputs) names.set(to.key, to);
      else if (!names.has(to.key)) names.set(to.key, to);
      if (row.inputs) hasEvents = true;
      const named = row.inputs?.get(input);
      if (named) names.set(`input ${input}`, named);
    }
  }
  const isOne = [...rows.values()].some(({ next, isOpen }) => next.size > 0 || isOpen);
  return isOne ? { node: literal, rows, names, hasEvents } : undefined;
}

interface Entry {
  readonly from: StateName;
  readonly value: Node;
}

function entriesOf(literal: Node, file: MachineFile): readonly Entry[] | undefined {
  const found: Entry[] = [];
  if (literal.type === "ObjectExpression") {
    for (const property of literal.properties) {
      if (property.type === "SpreadElement") {
        const spread = literalOf(property.argument, file);
        const entries = spread && entriesOf(spread, file);
        if (!entries) return undefined;
        found.push(...entries);
        continue;
      }
      const from = stateOfKey(property, file);
      if (!from || property.kind !== "init") return undefined;
      found.push({ from, value: property.value });
    }
    return found;
  }
  const list = literal.type === "NewExpression" && literal.arguments[0] ? literalOf(literal.arguments[0], file) : literal;
  if (list?.type !== "ArrayExpression") return undefined;
  for (const [i, element] of list.elements.entries()) {
    if (!element || element.type === "SpreadElement") return undefined;
    // Without a Map the position is the state: a numeric enum.
    if (literal.type === "ArrayExpression") {
      found.push({ from: { key: `=${i}`, label: String(i), node: element }, value: element });
      continue;
    }
    const pair = unwrap(element);
    const [key, value] = pair.type === "ArrayExpression" ? pair.elements : [];
    const from = key && key.type !== "SpreadElement" ? stateNamed(key, file) : undefined;
    if (!from || !value || value.type === "SpreadElement") return undefined;
    found.push({ from, value });
  }
  return found;
}

interface ReadRow extends Row {
  readonly inputs?: ReadonlyMap<string, StateName>;
}

const nothing: ReadRow = { next: new Map(), isOpen: false };

function rowIn(value: Node, path: readonly string[], file: MachineFile): ReadRow | undefined {
  if (isNullish(value)) return nothing;
  const one = stateNamed(value, file);
  if (one && path.length === 0) return { next: new Map([[one.key, one]]), isOpen: false };
  const literal = literalOf(value, file);
  if (!literal) return path.length > 0 ? undefined : { next: new Map(), isOpen: true };
  const [member, ...below] = path;
  if (member !== undefined) {
    if (literal.type !== "ObjectExpression" || !rowMembers.has(member)) return undefined;
    const inner = literal.properties.find((each): each is TSESTree.Property => each.type === "Property" && keyName(each) === member);
    // A final state has no way out.
    return inner ? rowIn(inner.value, below, file) : literal.properties.some((each) => each.type === "SpreadElement") ? { next: new Map(), isOpen: true } : nothing;
  }
  return literal.type === "ObjectExpression" ? rowOfObject(literal, file) : rowOfList(literal, file);
}

function rowOfList(literal: Node, file: MachineFile): ReadRow | undefined {
  const next = new Map<string, StateName>();
  let isOpen = false;
  const argument = literal.type === "NewExpression" ? literal.arguments[0] : literal;
  const list = argument && literalOf(argument, file);
  if (!argument) return nothing;
  if (list?.type !== "ArrayExpression") return { next, isOpen: true };
  for (const element of list.elements) {
    const spread = element?.type === "SpreadElement" ? literalOf(element.argument, file) : undefined;
    const part = spread && rowOfList(spread, file);
    const name = element && element.type !== "SpreadElement" ? stateNamed(element, file) : undefined;
    if (part) for (const [key, to] of part.next) next.set(key, to);
    if (name) next.set(name.key, name);
    if (part ? part.isOpen : !name) isOpen = true;
  }
  return { next, isOpen };
}

/** `{ A: true, B: false }`: the targets; `{ OPEN: "open" }`, `{ OPEN: { target: "open" } }`: events and where they lead. */
function rowOfObject(literal: TSESTree.ObjectExpression, file: MachineFile): ReadRow | undefined {
  const next = new Map<string, StateName>();
  const inputs = new Map<string, StateName>();
  let isOpen = false;
  for (const property of literal.properties) {
    const input = property.type === "Property" ? stateOfKey(property, file) : undefined;
    if (!input || property.type !== "Property") {
      isOpen = true;
      continue;
    }
    const value = unwrap(property.value);
    if (value.type === "Literal" && (typeof value.value === "boolean" || value.value === 1 || value.value === 0)) {
      if (value.value) next.set(input.key, input);
      continue;
    }
    if (isNullish(value)) continue;
    const target = value.type === "ObjectExpression" ? value.properties.find((each): each is TSESTree.Property => each.type === "Property" && keyName(each) === "target")?.value : value;
    const to = target && stateNamed(target, file);
    if (!to) {
      isOpen = true;
      continue;
    }
    next.set(input.key, to);
    inputs.set(input.key, input);
  }
  return inputs.size > 0 ? { next, isOpen, inputs } : { next, isOpen };
}
