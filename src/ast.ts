import type { TSESTree } from "@typescript-eslint/utils";

export type Node = TSESTree.Node;
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;

/** A piece of code that runs as one: the program, a function, or a class (its instance fields, then its constructor). */
export type Unit = TSESTree.Program | FunctionNode | ClassNode;

/** True for the three kinds of function. */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return node?.type === "FunctionDeclaration" || node?.type === "FunctionExpression" || node?.type === "ArrowFunctionExpression";
}

/** True for both kinds of class. */
export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === "ClassDeclaration" || node?.type === "ClassExpression";
}

/** The expression below wrappers that change no value: type assertions, non-null marks, optional chains. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (
    inner.type === "TSAsExpression" ||
    inner.type === "TSNonNullExpression" ||
    inner.type === "TSSatisfiesExpression" ||
    inner.type === "TSTypeAssertion" ||
    inner.type === "TSInstantiationExpression" ||
    inner.type === "ChainExpression"
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** The nearest node outside such wrappers. */
export function wrapped(node: Node): Node {
  let outer = node;
  while (outer.parent && outer.parent.type !== "Program" && unwrap(outer.parent) === unwrap(outer)) outer = outer.parent;
  return outer;
}

/** A property's or member's name when it is written in the code: `a`, `#a`, `"a"`, `1`. */
export function keyName(node: { readonly key: Node; readonly computed?: boolean }): string | undefined {
  return propertyName(node.key, node.computed ?? false);
}

/** The name of the member that is read: `b` of `a.b`, `a["b"]`. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  return propertyName(node.property, node.computed);
}

function propertyName(node: Node, computed: boolean): string | undefined {
  if (node.type === "Identifier") return computed ? undefined : node.name;
  if (node.type === "PrivateIdentifier") return `#${node.name}`;
  if (node.type === "Literal") return String(node.value);
  return undefined;
}

/** The last name of what is called: `series` of `async.series(…)`; "" where it has none. */
export function calledName(call: Node): string {
  if (call.type !== "CallExpression" && call.type !== "NewExpression") return "";
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return "";
  return callee.property.type === "PrivateIdentifier" ? callee.property.name : (memberName(callee) ?? "");
}

/** The name by which code knows a thing: the last of a path. */
export function nameOfThing(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return inner.name;
  if (inner.type === "MemberExpression") return memberName(inner) ?? (inner.computed ? nameOfThing(inner.object) : "");
  if (inner.type === "CallExpression" || inner.type === "NewExpression") return calledName(inner);
  return "";
}

/** The code unit that runs `node`: the nearest function, the class for an instance field or its constructor, else the program. */
export function unitOf(node: Node): Unit {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (isFunction(parent)) {
      // Parameters' decorators and computed keys aside, all inside a function runs in it.
      if (parent.type === "FunctionExpression" && parent.parent.type === "MethodDefinition" && parent.parent.kind === "constructor") {
        return parent.parent.parent.parent;
      }
      return parent;
    }
    if ((parent.type === "PropertyDefinition" || parent.type === "AccessorProperty") && !parent.static && parent.value === child) {
      return parent.parent.parent;
    }
    if (parent.type === "Program") return parent;
  }
  return node as TSESTree.Program;
}

/** True if `inner` is `outer` or stands inside it. */
export function isInside(inner: Node, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

/** The constructor's function, if the class has one with a body. */
export function constructorOf(node: ClassNode): TSESTree.FunctionExpression | undefined {
  for (const member of node.body.body) {
    if (member.type === "MethodDefinition" && member.kind === "constructor" && member.value.type === "FunctionExpression") return member.value;
  }
  return undefined;
}

/** The member of this name that a class declares for its instances. */
export function classMember(node: ClassNode, name: string): TSESTree.ClassElement | TSESTree.TSParameterProperty | undefined {
  for (const member of node.body.body) {
    // The signatures of an overloaded method stand before it.
    if (member.type === "MethodDefinition" && !isFunction(member.value)) continue;
    if (member.type !== "StaticBlock" && member.type !== "TSIndexSignature" && !member.static && keyName(member) === name) return member;
  }
  return constructorOf(node)?.params.find(
    (parameter): parameter is TSESTree.TSParameterProperty =>
      parameter.type === "TSParameterProperty" && parameterName(parameter)?.name === name,
  );
}

/** True for a member that code outside its class may name; of what is no class, for any. */
export function isPublic(shape: Node | undefined, name: string): boolean {
  const member = shape && isClass(shape) ? classMember(shape, name) : undefined;
  return !name.startsWith("#") && (member === undefined || !("accessibility" in member) || (member.accessibility ?? "public") === "public");
}

/** The identifier a parameter binds, below a default value or a `private` mark; undefined for patterns. */
export function parameterName(node: TSESTree.Parameter): TSESTree.Identifier | undefined {
  if (node.type === "TSParameterProperty") return parameterName(node.parameter);
  if (node.type === "AssignmentPattern") return node.left.type === "Identifier" ? node.left : undefined;
  if (node.type === "RestElement") return undefined;
  return node.type === "Identifier" ? node : undefined;
}

/** The parameters of a unit that runs with arguments. */
export function parametersOf(unit: Unit): readonly TSESTree.Parameter[] {
  if (unit.type === "Program") return [];
  if (isClass(unit)) return constructorOf(unit)?.params ?? [];
  return unit.params;
}

/** What a call hands to the function it calls: for `f.call(x, …)` what stands behind `x`. */
export function argumentsOf(call: CallNode): readonly TSESTree.CallExpressionArgument[] {
  const callee = unwrap(call.callee);
  return callee.type === "MemberExpression" && memberName(callee) === "call" ? call.arguments.slice(1) : call.arguments;
}

/** True for what is an argument of a call: a function there has no name to be called by. */
export function isArgument(node: Node): boolean {
  const use = wrapped(node);
  return use.parent !== undefined && isCall(use.parent) && use.parent.callee !== use;
}

/** True for a call, with or without `new`. */
export function isCall(node: Node): node is CallNode {
  return node.type === "CallExpression" || node.type === "NewExpression";
}

/** True for `null`, `undefined` and `void 0`. */
export function isNullish(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "Literal") return inner.value === null && !("regex" in inner);
  return (inner.type === "Identifier" && inner.name === "undefined") || (inner.type === "UnaryExpression" && inner.operator === "void");
}

/** A text, or what a template begins with before the first of its expressions. */
export function textBeginning(node: Node | undefined): string | undefined {
  return literalText(node) ?? (node?.type === "TemplateLiteral" ? node.quasis[0]?.value.raw : undefined);
}

/** A text, or what a template ends with behind the last of its expressions. */
export function textEnd(node: Node | undefined): string | undefined {
  return literalText(node) ?? (node?.type === "TemplateLiteral" ? node.quasis.at(-1)?.value.raw : undefined);
}

/** The text of a string literal or a template without expressions. */
export function literalText(node: Node | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The identifier a function or class is called by: its own, or that of the variable it is put in. */
export function namingNode(unit: Unit): TSESTree.Identifier | undefined {
  if (unit.type === "Program") return undefined;
  if (unit.type === "FunctionDeclaration" || isClass(unit)) return unit.id ?? undefined;
  const { parent } = unit;
  return parent.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id : undefined;
}

/** The first node of `root`, in source order, that `test` holds for. */
export function findNode(root: Node, test: (node: Node) => boolean): Node | undefined {
  return search(root, test, () => true);
}

/** The first node of `root`'s own code, not of functions and classes inside it, that `test` holds for. */
export function findOwn(root: Node, test: (node: Node) => boolean): Node | undefined {
  return search(root, test, (node) => !isFunction(node) && !isClass(node));
}

/** Where the kinds that most nodes are of have their children: to look through all that a node holds takes long. */
const childKeys: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["Literal", []],
  ["PrivateIdentifier", []],
  ["Super", []],
  ["TemplateElement", []],
  ["ThisExpression", []],
  ["Identifier", ["decorators", "typeAnnotation"]],
  ["MemberExpression", ["object", "property"]],
  ["CallExpression", ["arguments", "callee", "typeArguments"]],
  ["NewExpression", ["arguments", "callee", "typeArguments"]],
  ["ExpressionStatement", ["expression"]],
  ["BlockStatement", ["body"]],
  ["VariableDeclaration", ["declarations"]],
  ["VariableDeclarator", ["id", "init"]],
  ["ReturnStatement", ["argument"]],
  ["AwaitExpression", ["argument"]],
  ["UnaryExpression", ["argument"]],
  ["AssignmentExpression", ["left", "right"]],
  ["BinaryExpression", ["left", "right"]],
  ["LogicalExpression", ["left", "right"]],
  ["ConditionalExpression", ["alternate", "consequent", "test"]],
  ["IfStatement", ["alternate", "consequent", "test"]],
  ["ObjectExpression", ["properties"]],
  ["ArrayExpression", ["elements"]],
  ["Property", ["key", "value"]],
]);

// A program also holds its tokens and comments, which are no code.
const noChildren = new Set(["parent", "loc", "range", "tokens", "comments"]);

function search(root: Node, test: (node: Node) => boolean, isEntered: (node: Node) => boolean): Node | undefined {
  if (test(root)) return root;
  if (!isEntered(root)) return undefined;
  const all = root as unknown as Record<string, unknown>;
  for (const key of childKeys.get(root.type) ?? Object.keys(all)) {
    const value = all[key];
    if (typeof value !== "object" || value === null || noChildren.has(key)) continue;
    if (Array.isArray(value)) {
      for (const child of value as unknown[]) {
        const found = isNode(child) ? search(child, test, isEntered) : undefined;
        if (found) return found;
      }
    } else if (isNode(value)) {
      const found = search(value, test, isEntered);
      if (found) return found;
    }
  }
  return undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "range" in value;
}
