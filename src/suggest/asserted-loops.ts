import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isCall, literalText, memberName, nameOfThing, unwrap } from "../ast.js";
import { listChanges, listsOfAll } from "../contracts/retries.js";
import { expressionOf, onlyStatementOf } from "../order.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import { assertedBlock, assertedIn, assertionIn, counterOf } from "../sleeping/assertions.js";
import type { File } from "./edits.js";
import { isSleep } from "./sleeps.js";

/** What is asserted in a block, a branch or a loop, also one that goes through a list by its index. */
export function blockOf(statement: Node): readonly Node[] | undefined {
  const block = assertedBlock(statement);
  if (block || statement.type !== "ForStatement" || statement.body.type !== "BlockStatement" || !countedList(statement)) return block;
  return statement.body.body;
}

/** The counter of a loop, and what it goes through: `for (let i = 0; i < nodes.length; i++)`. */
function countedList({ init, test }: TSESTree.ForStatement): { readonly counter: string; readonly list: Node } | undefined {
  const [only, ...others] = init?.type === "VariableDeclaration" && init.kind === "let" ? init.declarations : [];
  if (only?.id.type !== "Identifier" || others.length > 0 || only.init?.type !== "Literal" || only.init.value !== 0 || test?.type !== "BinaryExpression" || test.operator !== "<") return undefined;
  const isCompared = test.left.type === "Identifier" && test.left.name === only.id.name;
  return isCompared && test.right.type === "MemberExpression" && memberName(test.right) === "length" ? { counter: only.id.name, list: test.right.object } : undefined;
}

/** True for what may stand beside the assertions of a loop: a rest between its turns, and `if (i === k) continue;`. */
export function standsInLoop(file: File, statement: Node, loop: Node): boolean {
  if (!/^For/.test(loop.type)) return false;
  const branch = statement.type === "IfStatement" && !statement.alternate ? statement : undefined;
  const only = branch && onlyStatementOf(branch.consequent);
  if (isSkip(statement)) return true;
  const counter = loop.type === "ForStatement" ? (counterOf(loop)?.name ?? countedList(loop)?.counter) : undefined;
  const isTold = branch?.test.type === "BinaryExpression" && branch.test.left.type === "Identifier" && branch.test.left.name === counter;
  return isSleep(file, isTold ? only : statement);
}

/** `if (i === k) continue;` */
export function isSkip(statement: Node): boolean {
  const only = statement.type === "IfStatement" && !statement.alternate ? onlyStatementOf(statement.consequent) : undefined;
  return only?.type === "ContinueStatement" && !only.label;
}

/** True if the turns of a loop that counts are the same, or ask each for its own: begun anew it asks for the same things again. */
export function isSteady(loop: TSESTree.ForStatement): boolean {
  const counter = counterOf(loop)?.name ?? countedList(loop)?.counter;
  if (loop.init?.type !== "VariableDeclaration" || loop.init.kind !== "let" || counter === undefined) return false;
  const isUsed = (node: Node): node is TSESTree.Identifier => node.type === "Identifier" && node.name === counter;
  const isIndex = ({ parent }: Node) => parent?.type === "MemberExpression" && parent.computed && isUsed(parent.property);
  const isOther = findNode(loop.body, (node) => isUsed(node) && !isIndex(node) && !isComparison(node.parent)) !== undefined;
  return !isOther && (findNode(loop.body, (node) => isUsed(node) && isIndex(node)) === undefined || asksForOwn(loop.body, counter));
}

/** `i === k`, `i < 2` */
function isComparison(node: Node | undefined): boolean {
  return node?.type === "BinaryExpression" && (node.parent.type === "IfStatement" || node.parent.type === "ForStatement");
}

/** True if whatever a turn asks has to do with its index: `node.findPeer(…)` of `const node = nodes[i]`. */
function asksForOwn(body: Node, counter: string): boolean {
  const own = new Set([counter]);
  const isOwn = (node: Node) => findNode(node, (each) => each.type === "Identifier" && own.has(each.name)) !== undefined;
  return !findNode(body, (node) => {
    const asked = node.type === "VariableDeclarator" ? node.init : assertionIn(node) ? assertedIn(node) : undefined;
    if (!asked) return false;
    if (node.type === "VariableDeclarator" && isOwn(asked)) findNode(node.id, (each) => each.type === "Identifier" && own.add(each.name) !== own);
    return findNode(asked, isCall) !== undefined && !isOwn(asked);
  });
}

/** True for a block whose statements are run once at least, as far as one can see; of a list with `least` elements. */
export function isEntered(statement: Node, scopes: Scopes, least = 1): boolean {
  const call = expressionOf(statement);
  if (statement.type === "BlockStatement") return true;
  if (statement.type === "ForOfStatement") return leastLength(statement.right, scopes) >= least;
  if (statement.type === "ForStatement") {
    const list = countedList(statement)?.list;
    return list ? leastLength(list, scopes) >= least : counterOf(statement) !== undefined;
  }
  return call?.type === "CallExpression" && call.callee.type === "MemberExpression" && calledName(call) === "forEach" && leastLength(call.callee.object, scopes) >= least;
}

/** How many elements a list has at least, as far as one can see. */
function leastLength(list: Node, scopes: Scopes, depth = 0): number {
  const inner = unwrap(list);
  if (depth > 5) return 0;
  const of = (node: Node | undefined) => (node ? leastLength(node, scopes, depth + 1) : 0);
  switch (inner.type) {
    case "ArrayExpression":
      return inner.elements.reduce((sum, element) => sum + (element?.type === "SpreadElement" ? of(element.argument) : element ? 1 : 0), 0);
    case "Identifier":
      return isTakenFrom(inner, scopes) ? 0 : of(onlyValueOf(inner, scopes));
    case "AwaitExpression": {
      const call = unwrap(inner.argument);
      return call.type === "CallExpression" && call.callee.type === "MemberExpression" && nameOfThing(call.callee.object) === "Promise" && /^all(?:Settled)?$/.test(calledName(call)) ? of(call.arguments[0]) : 0;
    }
    case "NewExpression":
    case "CallExpression": {
      const [first, ...others] = inner.arguments;
      const { callee } = inner;
      if (callee.type === "Identifier") return callee.name === "Array" && others.length === 0 && first?.type === "Literal" && typeof first.value === "number" ? first.value : 0;
      if (callee.type !== "MemberExpression") return 0;
      // Of the empty text as well: but not by its letters.
      if (memberName(callee) === "split") return first?.type === "Literal" && ("regex" in first ? first.regex.pattern !== "(?:)" : literalText(first) !== "") ? 1 : 0;
      return listsOfAll.has(memberName(callee) ?? "") ? of(callee.object) : 0;
    }
    default:
      return 0;
  }
}

/** True if code takes elements out of a list, or sets its length. */
function isTakenFrom(name: TSESTree.Identifier, scopes: Scopes): boolean {
  return (
    scopes.variableOf(name)?.references.some(({ identifier: { parent }, identifier }) => {
      if (parent.type !== "MemberExpression" || parent.object !== identifier) return false;
      return listChanges.has(memberName(parent) ?? "") || (memberName(parent) === "length" && parent.parent.type === "AssignmentExpression" && parent.parent.left === parent);
    }) ?? true
  );
}
