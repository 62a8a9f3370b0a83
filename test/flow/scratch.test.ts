import { it } from "vitest";
import { TooDeep, follow } from "../../src/flow.js";
import { visitorKeys } from "@typescript-eslint/visitor-keys";
const id = { type: "Identifier", name: "a" };
const es = (expression: any) => ({ type: "ExpressionStatement", expression });
const shapes: Record<string, (i: any) => any> = {
  array: (i) => ({ type: "ArrayExpression", elements: [i] }),
  object: (i) => ({ type: "ObjectExpression", properties: [{ type: "Property", key: id, value: i }] }),
  typeofs: (i) => ({ type: "UnaryExpression", operator: "typeof", argument: i }),
  not: (i) => ({ type: "UnaryExpression", operator: "!", argument: i }),
  and: (i) => ({ type: "LogicalExpression", operator: "&&", left: i, right: id }),
  nullish: (i) => ({ type: "LogicalExpression", operator: "??", left: i, right: id }),
  cond: (i) => ({ type: "ConditionalExpression", test: id, consequent: id, alternate: i }),
  condT: (i) => ({ type: "ConditionalExpression", test: i, consequent: id, alternate: id }),
  call: (i) => ({ type: "CallExpression", callee: id, arguments: [i] }),
  callee: (i) => ({ type: "CallExpression", callee: { type: "MemberExpression", object: i, property: id }, arguments: [] }),
  chain: (i) => ({ type: "ChainExpression", expression: { type: "CallExpression", optional: true, callee: i, arguments: [] } }),
  assign: (i) => ({ type: "AssignmentExpression", operator: "=", left: id, right: i }),
  patternDefault: (i) => ({ type: "AssignmentExpression", operator: "=", left: { type: "ArrayPattern", elements: [{ type: "AssignmentPattern", left: id, right: i }] }, right: id }),
  klass: (i) => ({ type: "ClassExpression", superClass: i, body: { body: [] } }),
  klassStatic: (i) => ({ type: "ClassExpression", body: { body: [{ type: "StaticBlock", body: [es(i)] }] } }),
  jsx: (i) => ({ type: "JSXElement", openingElement: { type: "JSXOpeningElement", name: id, attributes: [] }, children: [i] }),
  template: (i) => ({ type: "TemplateLiteral", quasis: [], expressions: [i] }),
  binaryRight: (i) => ({ type: "BinaryExpression", left: id, right: i }),
  tsas: (i) => ({ type: "TSAsExpression", expression: i }),
  arrow: (i) => ({ type: "ArrowFunctionExpression", params: [], body: i }),
};
const patterns: Record<string, (i: any) => any> = {
  arrayp: (i) => ({ type: "ArrayPattern", elements: [i] }),
  objectp: (i) => ({ type: "ObjectPattern", properties: [{ type: "Property", key: id, value: i }] }),
};
const statements: Record<string, (i: any) => any> = {
  block: (i) => ({ type: "BlockStatement", body: [i] }),
  label: (i) => ({ type: "LabeledStatement", label: id, body: i }),
  ifs: (i) => ({ type: "IfStatement", test: id, consequent: i }),
  whiles: (i) => ({ type: "WhileStatement", test: id, body: i }),
  dos: (i) => ({ type: "DoWhileStatement", test: id, body: i }),
  fors: (i) => ({ type: "ForStatement", body: i }),
  forof: (i) => ({ type: "ForOfStatement", left: id, right: id, body: i }),
  tryb: (i) => ({ type: "TryStatement", block: { type: "BlockStatement", body: [i] }, handler: { body: { type: "BlockStatement", body: [] } } }),
  tryc: (i) => ({ type: "TryStatement", block: { type: "BlockStatement", body: [] }, handler: { body: { type: "BlockStatement", body: [i] } } }),
  tryf: (i) => ({ type: "TryStatement", block: { type: "BlockStatement", body: [i] }, finalizer: { type: "BlockStatement", body: [] } }),
  switches: (i) => ({ type: "SwitchStatement", discriminant: id, cases: [{ test: null, consequent: [i] }] }),
};
const dom = { join: (a: number, b: number) => a | b, equals: (a: number, b: number) => a === b, step: (_: any, s: number) => s, visitorKeys } as any;
const nest = (n: number, f: any, leaf: any) => { for (let i = 0; i < n; i++) leaf = f(leaf); return leaf; };
function run(name: string, make: (n: number) => any) {
  const at = (n: number) => { try { follow(make(n), 1, dom); return "ok"; } catch (e) { return e instanceof TooDeep ? "TooDeep" : (e as Error).message; } };
  let out: string[] = [];
  for (const n of [5000]) out.push(n + " " + at(n));
  let worst = ""; 
  for (let n = 100; n <= 1700; n += 20) { const r = at(n); if (r !== "ok") { worst = n + " " + r; break; } }
  console.log(name.padEnd(16), out.join(), "| first:", worst);
}
it("x", { timeout: 1e6 }, () => {
  for (const [n, f] of Object.entries(shapes)) run(n, (k) => es(nest(k, f, id)));
  for (const [n, f] of Object.entries(patterns)) run(n, (k) => es({ type: "AssignmentExpression", operator: "=", left: nest(k, f, id), right: id }));
  for (const [n, f] of Object.entries(statements)) run(n, (k) => nest(k, f, es(id)));
});
