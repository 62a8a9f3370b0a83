import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isFunction, memberName, unwrap } from "../ast.js";
import { collectionMakers, consumedNouns, fixedRoots, lookupMethods } from "../contracts/retries.js";
import type { Scopes } from "../scopes.js";
import { wordsOf } from "../words.js";
import { canBeAskedAgain } from "./ask-again.js";
import { isPath } from "./await-ready.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The code of what was declared before a look-up, by its name, and whether it may be missing: a list never is. */
export type Known = ReadonlyMap<string, { readonly code: string; readonly isList: boolean; readonly owner?: string | undefined }>;

/** What is looked up, as code that only asks. */
export interface Lookup {
  readonly code: string;
  /** The known name that it begins with. */
  readonly root: string | undefined;
  /** The name of what is asked in the end. */
  readonly owner: string | undefined;
  /** It is chosen of a list by a function, or taken out of a collection: more than a member that is read. */
  readonly isTaken: boolean;
  readonly isSearch: boolean;
}

/** A look-up as one expression: `server.rooms.get("a")`, `app.windows().find((window) => …)`, `Object.values(pool.workers)[0]`; undefined for all else. */
export function lookupOf(sourceCode: SourceCode, scopes: Scopes, node: Node, known: Known = new Map()): Lookup | undefined {
  if (!isLookup(node, scopes, known)) return undefined;
  const root = rootName(node);
  const isOwn = (each: Node) => each.type === "Identifier" && known.has(each.name) && each !== root;
  if ((root && fixedRoots.has(root.name)) || findNode(node, isOwn) || sourceCode.getCommentsInside(node).length > 0) return undefined;
  const inner = withoutChain(node);
  const code = inOneLine(withOptions(sourceCode, inner, known));
  const isSearch = findNode(inner, (each) => each.type === "CallExpression" && each.arguments.some(isFunction)) !== undefined;
  // What `get` gives may be a promise, or a request that has begun.
  const isTaken = isSearch || (inner.type === "MemberExpression" && (inner.computed || calledName(withoutChain(inner.object)) === "next"));
  return code === undefined ? undefined : { code, root: root && known.has(root.name) ? root.name : undefined, owner: ownerOf(inner, known), isTaken, isSearch };
}

/** The first of a list, whatever holds it: `[...server.clients][0]` of `const [client] = server.clients`. */
export function firstOf(sourceCode: SourceCode, scopes: Scopes, node: Node, known: Known): Lookup | undefined {
  const inner = withoutChain(node);
  if (!isEntries(inner) && !isFreshList(inner, scopes) && !isListName(inner, known)) return undefined;
  if (sourceCode.getCommentsInside(node).length > 0 || fixedRoots.has(rootName(node)?.name ?? "")) return undefined;
  const list = inOneLine(inner.type === "Identifier" ? (known.get(inner.name)?.code ?? inner.name) : sourceCode.getText(inner));
  const isArray = inner.type === "ArrayExpression" || (inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && inner.callee.object.type === "Identifier" && collectionMakers.has(inner.callee.object.name));
  return list === undefined ? undefined : { code: isArray ? `${list}[0]` : `[...${list}][0]`, root: undefined, owner: ownerOf(inner, known), isTaken: true, isSearch: false };
}

/** A list that is given anew each time it is asked for: `await browser.targets()`, `app.windows()`, `[...server.clients]`. */
export function listOf(sourceCode: SourceCode, scopes: Scopes, node: Node): { readonly code: string; readonly owner: string | undefined } | undefined {
  const inner = withoutChain(node);
  if (!isFreshList(inner, scopes) || sourceCode.getCommentsInside(node).length > 0) return undefined;
  const code = inOneLine(inner.type === "AwaitExpression" ? `(${sourceCode.getText(inner)})` : sourceCode.getText(inner));
  return code === undefined ? undefined : { code, owner: rootName(inner)?.name };
}

/** A chain of members and of methods that only look, with one of these, or with one element of a list. */
function isLookup(node: Node, scopes: Scopes, known: Known, depth = 0): boolean {
  const inner = withoutChain(node);
  if (inner.type === "MemberExpression") {
    if (!inner.computed) return isLookup(inner.object, scopes, known, depth + 1);
    return (isKey(inner.property) && isPath(withoutChain(inner.object)) && !isListName(inner.object, known)) || (isZero(inner.property) && isList(inner.object, scopes, known)) || (inner.property.type === "Literal" && isLookup(inner.object, scopes, known, depth + 1));
  }
  if (inner.type !== "CallExpression") return depth > 0 && isPath(inner);
  const callee = withoutChain(inner.callee);
  if (callee.type !== "MemberExpression" || !lookupMethods.has(memberName(callee) ?? "")) return false;
  const isAsked = inner.arguments.every(isKey) || (/^find(?:Last)?$/.test(memberName(callee) ?? "") && inner.arguments.length === 1 && inner.arguments.every((argument) => isPredicate(argument, scopes)));
  return isAsked && (isLookup(callee.object, scopes, known, depth + 1) || isPath(withoutChain(callee.object)) || isList(callee.object, scopes, known));
}

function isListName(node: Node, known: Known): boolean {
  return node.type === "Identifier" && known.get(node.name)?.isList === true;
}

/** `"a"`, `id`, `options.id`. */
function isKey(node: Node): boolean {
  return node.type === "Literal" || isPath(node);
}

function isZero(node: Node): boolean {
  return node.type === "Literal" && node.value === 0;
}

/** `(target) => target.type() === "worker"`: asks, in one expression. */
function isPredicate(node: Node, scopes: Scopes): boolean {
  return node.type === "ArrowFunctionExpression" && !node.async && node.body.type !== "BlockStatement" && canBeAskedAgain(node.body, scopes);
}

/** A list that holds what there is at the time it is asked. */
function isList(node: Node, scopes: Scopes, known: Known): boolean {
  const inner = withoutChain(node);
  return isPath(inner) || isListName(inner, known) || isFreshList(inner, scopes);
}

function isFreshList(node: Node, scopes: Scopes): boolean {
  const inner = withoutChain(node);
  if (inner.type === "AwaitExpression") return isFreshList(inner.argument, scopes) && withoutChain(inner.argument).type === "CallExpression";
  if (inner.type === "ArrayExpression") return inner.elements.length === 1 && inner.elements[0]?.type === "SpreadElement" && isEntries(inner.elements[0].argument);
  if (inner.type !== "CallExpression" || inner.callee.type !== "MemberExpression" || inner.callee.computed) return false;
  const name = calledName(inner);
  if (inner.callee.object.type === "Identifier" && collectionMakers.get(inner.callee.object.name)?.has(name)) return inner.arguments.length === 1 && inner.arguments.every(isEntries);
  // `app.windows()`, `pool.getWorkers()`, `client.listTools()`: by its name it gives several.
  const words = wordsOf(name);
  return isPath(inner.callee.object) && inner.arguments.every(isKey) && /[^s]s$/.test(name) && !words.some((word) => consumedNouns.has(word)) && canBeAskedAgain(inner, scopes);
}

/** `server.clients`, `server.clients.values()`. */
function isEntries(node: Node): boolean {
  const inner = withoutChain(node);
  if (inner.type === "CallExpression") return inner.arguments.length === 0 && /^(?:values|keys|entries)$/.test(calledName(inner)) && inner.callee.type === "MemberExpression" && isMembers(withoutChain(inner.callee.object));
  return isMembers(inner);
}

/** A path, one of whose members may be written as a text: `worker["pool"].retained`. */
function isMembers(node: Node): boolean {
  const inner = withoutChain(node);
  return isPath(inner) || (inner.type === "MemberExpression" && (!inner.computed || inner.property.type === "Literal") && isMembers(inner.object));
}

function withoutChain(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === "ChainExpression" || inner.type === "TSNonNullExpression" ? withoutChain(inner.expression) : inner;
}

/** The name at the root, or at the root of what it knows. */
function ownerOf(node: Node, known: Known): string | undefined {
  const name = rootName(node)?.name;
  const inner = name === undefined ? undefined : known.get(name);
  return inner ? inner.owner : name;
}

function rootName(node: Node): TSESTree.Identifier | undefined {
  const inner = withoutChain(node);
  if (inner.type === "Identifier") return inner;
  if (inner.type === "AwaitExpression") return rootName(inner.argument);
  return inner.type === "MemberExpression" ? rootName(inner.object) : inner.type === "CallExpression" ? rootName(inner.callee) : undefined;
}

/** The code of a look-up that gives undefined where a part of it is missing: what a call gives, and what is said to be there, may not be. */
function withOptions(sourceCode: SourceCode, node: Node, known: Known): string {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Identifier":
      return known.get(inner.name)?.code ?? inner.name;
    case "MemberExpression": {
      const dot = inner.optional || inner.object.type === "TSNonNullExpression" || isMissable(inner.object, known) ? "?." : ".";
      const key = sourceCode.getText(inner.property);
      return `${withOptions(sourceCode, inner.object, known)}${inner.computed ? `${dot === "." ? "" : dot}[${key}]` : `${dot}${key}`}`;
    }
    case "CallExpression":
      return `${withOptions(sourceCode, inner.callee, known)}${sourceCode.text.slice(inner.callee.range[1], inner.range[1])}`;
    case "AwaitExpression":
      return `(${sourceCode.getText(inner)})`;
    default:
      return sourceCode.getText(inner);
  }
}

/** `rooms.get(…)`, or the name of it: of what it gives, more is asked. */
function isMissable(node: Node, known: Known): boolean {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return known.get(inner.name)?.isList === false;
  return inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && /^(?:get|find|findLast|at)$/.test(memberName(inner.callee) ?? "");
}

/** Code on one line, where nothing in it depends on lines. */
function inOneLine(code: string): string | undefined {
  if (!code.includes("\n")) return code;
  return /[`;]|\/\//.test(code) ? undefined : code.replace(/\s*\n\s*(?=\??\.)/g, "").replace(/([([])\s*\n\s*/g, "$1").replace(/,?\s*\n\s*(?=[)\]])/g, "").replace(/\s*\n\s*/g, " ");
}
