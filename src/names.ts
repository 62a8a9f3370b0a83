import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, isClass, isFunction, keyName, literalText, memberName, unwrap } from "./ast.js";
import { indexOf } from "./file-index.js";
import { nodesIn } from "./nodes-in.js";
import { type Scopes, scopesOf } from "./scopes.js";

type SourceCode = Readonly<TSESLint.SourceCode>;
type Variable = TSESLint.Scope.Variable;

/** What the names of one file stand for, as far as its syntax shows; independent of the startup model. */
export interface Names {
  readonly sourceCode: SourceCode;
  readonly scopes: Scopes;
  /** Every node of the file, in the order of its text. */
  readonly nodes: readonly Node[];
  readonly calls: readonly CallNode[];
  readonly members: readonly TSESTree.MemberExpression[];
  readonly branches: readonly TSESTree.IfStatement[];
  /** The calls, assignments and `delete`s: what can fill and empty a collection. */
  readonly changes: readonly Node[];
  /** What a name stands for that is given one value; the expression itself for everything else. */
  valueOf(node: Node): Node;
  /** The module and the exported name (`default` for the module itself, dotted below) behind an expression. */
  exportOf(node: Node): { readonly module: string; readonly name: string } | undefined;
  /** The function of this file that an expression is or names. */
  functionOf(node: Node): FunctionNode | undefined;
  /** A key for the place a variable, field or member is: equal for all that read or write it. */
  placeOf(node: Node): string | undefined;
  /** All nodes of `root`; with `own`, not those of functions inside it. */
  within(root: Node, own?: boolean): readonly Node[];
}

export function namesOf(sourceCode: SourceCode): Names {
  const scopes = scopesOf(sourceCode);
  const { visitorKeys } = sourceCode;
  const { nodes, calls, members, branches, changes, functions } = indexOf(sourceCode);
  const variables = new Map<Variable, number>();
  const owners = new Map<Node, number>();
  const known = new Map<Node, readonly Node[]>();
  let methods: ReadonlyMap<string, FunctionNode> | undefined;

  function within(root: Node, own = false): readonly Node[] {
    if (own) return nodesIn(root, visitorKeys, true);
    let found = known.get(root);
    if (!found) known.set(root, (found = nodesIn(root, visitorKeys)));
    return found;
  }

  function valueOf(node: Node, depth = 0): Node {
    const inner = unwrap(node);
    if (inner.type !== "Identifier" || depth > 4) return inner;
    const variable = scopes.variableOf(inner);
    if (!variable || variable.defs[0]?.type !== ("Variable" as never)) return inner;
    const [write, ...others] = scopes.writesTo(variable) ?? [];
    return write?.path.length === 0 && others.length === 0 ? valueOf(write.value, depth + 1) : inner;
  }

  function exportOf(node: Node, depth = 0): { module: string; name: string } | undefined {
    const inner = unwrap(node);
    if (depth > 6) return undefined;
    if (inner.type === "MemberExpression") {
      const object = exportOf(inner.object, depth + 1);
      const name = memberName(inner);
      return object && name !== undefined ? below(object, name) : undefined;
    }
    if (inner.type === "AwaitExpression") return exportOf(inner.argument, depth + 1);
    if (inner.type === "ImportExpression") return moduleNamed(inner.source);
    if (inner.type === "CallExpression") {
      return inner.callee.type === "Identifier" && inner.callee.name === "require" ? moduleNamed(inner.arguments[0]) : undefined;
    }
    const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
    const definition = variable?.defs[0];
    if (!variable || !definition) return undefined;
    const specifier = definition.node as Node;
    const declaration = definition.parent as Node | null | undefined;
    if (declaration?.type === "ImportDeclaration") {
      const module = declaration.source.value.replace(/^node:/, "");
      if (specifier.type !== "ImportSpecifier") return { module, name: "default" };
      return { module, name: specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value };
    }
    const [write, ...others] = scopes.writesTo(variable) ?? [];
    const from = write && others.length === 0 ? exportOf(write.value, depth + 1) : undefined;
    return from && write?.path.reduce(below, from);
  }

  function functionOf(node: Node): FunctionNode | undefined {
    const inner = valueOf(node);
    if (isFunction(inner)) return inner;
    // `this.sweep.bind(this)`
    if (inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && memberName(inner.callee) === "bind") return functionOf(inner.callee.object);
    if (inner.type === "Identifier") {
      const definition = scopes.variableOf(inner)?.defs[0];
      return definition && isFunction(definition.node) && definition.type === ("FunctionName" as never) ? (definition.node) : undefined;
    }
    if (inner.type === "MemberExpression" && inner.object.type === "ThisExpression") {
      const place = placeOf(inner);
      return place === undefined ? undefined : (methods ??= methodsIn(functions)).get(place);
    }
    return undefined;
  }

  function methodsIn(all: readonly FunctionNode[]): Map<string, FunctionNode> {
    const found = new Map<string, FunctionNode>();
    for (const node of all) {
      const { parent } = node;
      const isMember = parent.type === "MethodDefinition" || parent.type === "PropertyDefinition" || parent.type === "Property";
      const name = isMember ? keyName(parent) : parent.type === "AssignmentExpression" && parent.left.type === "MemberExpression" ? memberName(parent.left) : undefined;
      if (name !== undefined) found.set(`${ownerKey(ownerOfThis(isMember ? parent : node))}.${name}`, node);
    }
    return found;
  }

  function placeOf(node: Node): string | undefined {
    const inner = unwrap(node);
    if (inner.type === "ThisExpression") return ownerKey(ownerOfThis(inner));
    if (inner.type === "Identifier") {
      const variable = scopes.variableOf(inner);
      if (!variable) return undefined;
      // Another name for `this`, or for a field.
      const [write, ...others] = scopes.writesTo(variable) ?? [];
      const value = write && others.length === 0 && write.path.length === 0 ? unwrap(write.value) : undefined;
      if (value?.type === "ThisExpression") return placeOf(value);
      return `v${numbered(variables, variable)}`;
    }
    if (inner.type !== "MemberExpression") return undefined;
    const object = placeOf(inner.object);
    const name = memberName(inner);
    return object !== undefined && name !== undefined ? `${object}.${name}` : undefined;
  }

  function ownerKey(owner: Node): string {
    const id = owner.type === "FunctionDeclaration" || owner.type === "FunctionExpression" || isClass(owner) ? owner.id : null;
    const variable = id && scopes.variableOf(id);
    return variable ? `o${numbered(variables, variable)}` : `n${numbered(owners, owner)}`;
  }

  /** The class, object literal or constructor function whose `this` the code around `node` sees. */
  function ownerOfThis(node: Node): Node {
    for (let at: Node | undefined = node; at; at = at.parent) {
      if (isClass(at)) return at;
      if (at.type === "Property" && at.parent.type === "ObjectExpression" && (at.method || isFunction(at.value))) return prototypeOf(at.parent) ?? at.parent;
      if (at.type === "FunctionExpression" || at.type === "FunctionDeclaration") {
        const { parent }: Node = at;
        if (parent.type === "AssignmentExpression") return prototypeOwner(parent.left) ?? at;
        if (parent.type !== "MethodDefinition" && parent.type !== "Property") return at;
      }
    }
    return node;
  }

  function prototypeOf(literal: Node): Node | undefined {
    const { parent } = literal;
    return parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression" && memberName(parent.left) === "prototype" ? constructorNamed(parent.left.object) : undefined;
  }

  function prototypeOwner(target: Node): Node | undefined {
    const object = target.type === "MemberExpression" ? unwrap(target.object) : undefined;
    return object?.type === "MemberExpression" && memberName(object) === "prototype" ? constructorNamed(object.object) : undefined;
  }

  function constructorNamed(node: Node): Node | undefined {
    const inner = unwrap(node);
    const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
    const owner = variable?.defs[0]?.node as Node | undefined;
    if (owner && (isFunction(owner) || isClass(owner))) return owner;
    const value = valueOf(inner);
    return isFunction(value) || isClass(value) ? value : undefined;
  }

  return { sourceCode, scopes, nodes, calls, members, branches, changes, valueOf, exportOf, functionOf, placeOf, within };
}

function numbered<K>(map: Map<K, number>, key: K): number {
  let number = map.get(key);
  if (number === undefined) map.set(key, (number = map.size));
  return number;
}

function below(from: { module: string; name: string }, name: string): { module: string; name: string } {
  if (name === "default") return from;
  return { module: from.module, name: from.name === "default" ? name : `${from.name}.${name}` };
}

function moduleNamed(node: Node | undefined): { module: string; name: string } | undefined {
  const module = literalText(node);
  return module === undefined ? undefined : { module: module.replace(/^node:/, ""), name: "default" };
}

/** What a method is called on. */
export function receiverOf(call: CallNode): TSESTree.Expression | undefined {
  const callee = unwrap(call.callee);
  return callee.type === "MemberExpression" ? callee.object : undefined;
}

/** The names of a path as they are written: `Promise.race`, `this.queue.push`; undefined where it is computed. */
export function dottedName(node: Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return inner.name;
  if (inner.type === "ThisExpression") return "this";
  if (inner.type !== "MemberExpression") return undefined;
  const object = dottedName(inner.object);
  const name = memberName(inner);
  return object !== undefined && name !== undefined ? `${object}.${name}` : undefined;
}


/** True if a call of a file's own or a global `Promise` has this name: `Promise.race(…)`. */
export function isPromiseCall(node: Node, ...names: readonly string[]): boolean {
  return node.type === "CallExpression" && names.some((name) => dottedName(node.callee) === `Promise.${name}`);
}
