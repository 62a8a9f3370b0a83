import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, isArgument, isInside, keyName, memberName, unwrap, wrapped } from "../ast.js";
import { membershipMethods, rowMembers } from "../contracts/transitions.js";
import type { FileIndex } from "../file-index.js";
import type { Scopes } from "../scopes.js";
import type { MachineFile } from "./machine-file.js";
import { rowLookup } from "./questions.js";
import { literalOf, tableOf } from "./tables.js";
import { functionAround } from "../order.js";

/** A row that is looked up: by `key`, in what `object` stands for. */
interface Lookup {
  readonly node: Node;
  readonly object: Node;
  readonly key: Node;
}

/**
 * Where a file looks up, in what may be a literal that it has itself, what may be the row of a machine's state: `TABLE[state].includes(next)`,
 * `TABLE.get(state)`. By syntax and names only, for most files have none, and need no model then.
 */
export function lookupsIn(index: FileIndex, scopes: () => Scopes): readonly Node[] {
  const lookups: Lookup[] = [];
  for (const node of index.members) if (node.computed && memberName(node) === undefined) lookups.push({ node, object: node.object, key: node.property });
  for (const node of index.byMember.get("get") ?? []) {
    const callee = unwrap(node.callee);
    const [key] = node.arguments;
    if (node.type === "CallExpression" && key && callee.type === "MemberExpression") lookups.push({ node, object: callee.object, key });
  }
  const asked = lookups.filter(({ node }) => mayBeAsked(node, scopes));
  if (asked.length === 0) return [];
  const isTable = tablesIn(index);
  return asked.filter(({ object }) => isTable(object)).filter((lookup) => mayBeOfState(lookup, scopes())).map(({ node }) => node);
}

/** True if one of these lookups is that of a row in a table: without one there is no question. */
export function findsRow(lookups: readonly Node[], file: MachineFile): boolean {
  return lookups.some((node) => (node.type === "MemberExpression" ? isRowOf(node, file) : rowLookup(node, file) !== undefined));
}

function isRowOf(node: TSESTree.MemberExpression, file: MachineFile): boolean {
  return literalOf(node.object, file) !== undefined && (tableOf(node.object, [], file) !== undefined || [...rowMembers].some((name) => tableOf(node.object, [name], file) !== undefined));
}

/** True for a row that is asked for what a name stands for, or kept or returned for that. */
function mayBeAsked(row: Node, scopes: () => Scopes, depth = 0): boolean {
  const use = wrapped(row);
  const { parent } = use;
  switch (parent?.type) {
    case "MemberExpression": {
      if (parent.object !== use) return false;
      const name = memberName(parent);
      if (name === undefined) return isName(parent.property);
      const call = wrapped(parent).parent;
      if (membershipMethods.has(name) || name === "indexOf") return call?.type === "CallExpression" && isName(call.arguments[0]);
      return name === "some" || (rowMembers.has(name) && mayBeAsked(parent, scopes, depth));
    }
    case "LogicalExpression":
      return mayBeAsked(parent, scopes, depth);
    case "BinaryExpression":
      return (parent.operator === "in" || /^[!=]==?$/.test(parent.operator)) && isName(parent.left === use ? parent.right : parent.left);
    case "VariableDeclarator":
      return isKeptToAsk(parent.id, scopes, depth);
    case "AssignmentExpression":
      return parent.right === use && isKeptToAsk(parent.left, scopes, depth);
    case "ReturnStatement":
    case "ArrowFunctionExpression": {
      const fn = functionAround(use);
      return fn !== undefined && !isArgument(fn);
    }
    case "CallExpression":
    case "NewExpression":
      return isGivenRow(parent) && (parent.type === "CallExpression" || mayBeAsked(parent, scopes, depth));
    default:
      return false;
  }
}

/** True for a variable that is asked in the stead of the row that it is given. */
function isKeptToAsk(target: Node, scopes: () => Scopes, depth: number): boolean {
  const variable = target.type === "Identifier" ? scopes().variableOf(target) : undefined;
  return variable !== undefined && depth < 5 && variable.references.some((reference) => reference.isRead() && mayBeAsked(reference.identifier, scopes, depth + 1));
}

/** True for what may stand for a parameter of the function that asks. */
function isName(node: Node | undefined): boolean {
  return node !== undefined && unwrap(node).type === "Identifier";
}

/** `new Set(row)`, `Object.hasOwn(row, next)`. */
function isGivenRow(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  return call.type === "NewExpression" ? callee.type === "Identifier" && callee.name === "Set" : callee.type === "MemberExpression" && memberName(callee) === "hasOwn";
}

/** True for a row that is looked up by what may be the state of a machine: no local of the only function that can use the row. */
function mayBeOfState({ node, key }: Pick<Lookup, "node" | "key">, scopes: Scopes, depth = 0): boolean {
  const inner = unwrap(key);
  if (inner.type !== "Identifier") return inner.type === "MemberExpression" || (inner.type === "CallExpression" && inner.arguments.length === 0);
  const variable = scopes.variableOf(inner);
  if (!variable) return false;
  const [declared] = variable.identifiers as readonly Node[];
  const fn = functionAround(node);
  const isLocal = variable.defs[0]?.type === ("Variable" as never) && fn !== undefined && declared !== undefined && isInside(declared, fn);
  // What is kept may be asked in a function inside.
  if (!isLocal || isKept(node, fn)) return true;
  const [write, ...others] = scopes.writesTo(variable) ?? [];
  return write?.path.length === 0 && others.length === 0 && depth < 5 && mayBeOfState({ node, key: write.value }, scopes, depth + 1);
}

function isKept(node: Node, fn: FunctionNode): boolean {
  for (let at = node.parent; at && at !== fn; at = at.parent) if (at.type === "VariableDeclarator" || at.type === "AssignmentExpression") return true;
  return false;
}

/** Says whether an expression may stand for a literal of the file that is a table. */
function tablesIn({ nodes }: FileIndex): (node: Node) => boolean {
  const given = givenIn(nodes);
  const named = new Set<string>();
  // A name may be given another one that turns out to be a table's.
  for (let before = -1; before < named.size; ) {
    before = named.size;
    for (const [name, values] of given) if (!named.has(name) && values.some(isTable)) named.add(name);
  }
  return isTable;

  function isTable(node: Node): boolean {
    const inner = unwrap(node);
    switch (inner.type) {
      case "ObjectExpression":
        return inner.properties.some((property) => property.type === "SpreadElement" || isRow(property.value));
      case "ArrayExpression":
        return inner.elements.some((element) => element && (element.type === "SpreadElement" || isRow(element)));
      case "NewExpression":
        return inner.callee.type === "Identifier" && (inner.callee.name === "Map" || inner.callee.name === "Set") && inner.arguments.length > 0;
      case "CallExpression": {
        const callee = unwrap(inner.callee);
        const isFreezing = callee.type === "MemberExpression" ? memberName(callee) === "freeze" : callee.type === "Identifier" && /freeze|machine/i.test(callee.name);
        return isFreezing && inner.arguments[0] !== undefined && isTable(inner.arguments[0]);
      }
      case "Identifier":
        return named.has(inner.name);
      case "MemberExpression":
        return named.has(memberName(inner) ?? "");
      default:
        return false;
    }
  }
}

/** What the names of a file are given, as variables, fields and properties alike. */
function givenIn(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const found = new Map<string, Node[]>();
  const add = (name: string | undefined, value: Node) => {
    const values = name === undefined ? undefined : found.get(name);
    if (values) values.push(value);
    else if (name !== undefined) found.set(name, [value]);
  };
  for (const node of nodes) {
    switch (node.type) {
      case "VariableDeclarator":
        if (node.init && node.id.type === "Identifier") add(node.id.name, node.init);
        break;
      case "AssignmentExpression":
        if (node.left.type === "Identifier") add(node.left.name, node.right);
        break;
      case "PropertyDefinition":
        if (node.value) add(keyName(node), node.value);
        break;
      case "Property":
        // In a pattern the name is what is given: `{ a: b }` gives `b` what `a` is.
        if (node.parent.type === "ObjectPattern") add(bound(node.value), node.key);
        else add(keyName(node), node.value);
        break;
      default:
    }
  }
  return found;
}

function bound(pattern: Node): string | undefined {
  if (pattern.type === "AssignmentPattern") return bound(pattern.left);
  return pattern.type === "Identifier" ? pattern.name : undefined;
}

/** True for what may be the row of a state: the states that follow, one by one or in a list. */
function isRow(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type !== "ArrowFunctionExpression" && inner.type !== "FunctionExpression";
}
