import { parseForESLint } from "@typescript-eslint/parser";
import type { TSESTree } from "@typescript-eslint/utils";
import { TooDeep, follow } from "../../src/flow.js";

// Trees no parser survives: they are built by hand.

type Wrap = (inner: object) => object;

const name = { type: "Identifier", name: "a" };
const block = (...body: object[]) => ({ type: "BlockStatement", body });
const call = (callee: string) => ({ type: "CallExpression", callee: { type: "Identifier", name: callee }, arguments: [], optional: false });
const { visitorKeys } = parseForESLint("");

/** Each puts an expression into one more. */
export const expressions = {
  array: (inner) => ({ type: "ArrayExpression", elements: [inner] }),
  object: (inner) => ({ type: "ObjectExpression", properties: [{ type: "Property", key: name, value: inner }] }),
  typeof: (inner) => ({ type: "UnaryExpression", operator: "typeof", argument: inner }),
  not: (inner) => ({ type: "UnaryExpression", operator: "!", argument: inner }),
  and: (inner) => ({ type: "LogicalExpression", operator: "&&", left: inner, right: name }),
  nullish: (inner) => ({ type: "LogicalExpression", operator: "??", left: inner, right: name }),
  alternate: (inner) => ({ type: "ConditionalExpression", test: name, consequent: name, alternate: inner }),
  test: (inner) => ({ type: "ConditionalExpression", test: inner, consequent: name, alternate: name }),
  argument: (inner) => ({ type: "CallExpression", callee: name, arguments: [inner] }),
  method: (inner) => ({ type: "CallExpression", callee: { type: "MemberExpression", object: inner, property: name }, arguments: [] }),
  optionalCall: (inner) => ({ type: "ChainExpression", expression: { type: "CallExpression", optional: true, callee: inner, arguments: [] } }),
  assigned: (inner) => ({ type: "AssignmentExpression", operator: "=", left: name, right: inner }),
  default: (inner) => {
    const left = { type: "ArrayPattern", elements: [{ type: "AssignmentPattern", left: name, right: inner }] };
    return { type: "AssignmentExpression", operator: "=", left, right: name };
  },
  heritage: (inner) => ({ type: "ClassExpression", superClass: inner, body: { body: [] } }),
  staticBlock: (inner) => {
    const member = { type: "StaticBlock", body: [{ type: "ExpressionStatement", expression: inner }] };
    return { type: "ClassExpression", superClass: null, body: { body: [member] } };
  },
  element: (inner) => ({ type: "JSXFragment", children: [inner] }),
  template: (inner) => ({ type: "TemplateLiteral", quasis: [], expressions: [inner] }),
  rightOperand: (inner) => ({ type: "BinaryExpression", operator: "**", left: name, right: inner }),
  as: (inner) => ({ type: "TSAsExpression", expression: inner }),
} satisfies Record<string, Wrap>;

/** Each puts an assignment target into one more. */
export const patterns = {
  arrayPattern: (inner) => ({ type: "ArrayPattern", elements: [inner] }),
  objectPattern: (inner) => ({ type: "ObjectPattern", properties: [{ type: "Property", key: name, value: inner }] }),
} satisfies Record<string, Wrap>;

/** Each puts a statement into one more. */
export const statements = {
  block: (inner) => block(inner),
  label: (inner) => ({ type: "LabeledStatement", label: name, body: inner }),
  if: (inner) => ({ type: "IfStatement", test: name, consequent: inner }),
  while: (inner) => ({ type: "WhileStatement", test: name, body: inner }),
  doWhile: (inner) => ({ type: "DoWhileStatement", test: name, body: inner }),
  for: (inner) => ({ type: "ForStatement", body: inner }),
  forOf: (inner) => ({ type: "ForOfStatement", left: name, right: name, body: inner }),
  tryBlock: (inner) => ({ type: "TryStatement", block: block(inner), handler: { body: block() } }),
  catch: (inner) => ({ type: "TryStatement", block: block(), handler: { body: block(inner) } }),
  finally: (inner) => ({ type: "TryStatement", block: block(), finalizer: block(inner) }),
  case: (inner) => ({ type: "SwitchStatement", discriminant: name, cases: [{ test: null, consequent: [inner] }] }),
} satisfies Record<string, Wrap>;

export function nested(depth: number, wrap: Wrap, innermost: object = name): object {
  let node = innermost;
  for (let i = 0; i < depth; i++) node = wrap(node);
  return node;
}

export function asTarget(pattern: object): object {
  return { type: "AssignmentExpression", operator: "=", left: pattern, right: name };
}

/** `if (a) f(); else if (a) f(); else if …` */
export function elseIfs(length: number): object {
  return nested(length, (alternate) => ({ type: "IfStatement", test: name, consequent: call("f"), alternate }), block());
}

/** `f() + f() + f() + …` */
export function concatenation(length: number): object {
  return nested(length - 1, (left) => ({ type: "BinaryExpression", operator: "+", left, right: call("f") }), call("f"));
}

/** How many calls are stepped when `root` is followed; "too deep" where the walk says so. */
export function callsStepped(root: object): number | "too deep" {
  let calls = 0;
  const step = (node: TSESTree.Node, state: number) => {
    if (node.type === "CallExpression") calls++;
    return state;
  };
  try {
    follow(root as TSESTree.Node, 1, { join: (a, b) => a | b, equals: (a, b) => a === b, step, visitorKeys });
    return calls;
  } catch (error) {
    if (error instanceof TooDeep) return "too deep";
    throw error;
  }
}
