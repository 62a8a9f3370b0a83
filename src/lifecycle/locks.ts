import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isInside, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import { lockModules, lockWords, lockingMethods, runnerWords } from "../contracts/lifecycle.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { wordsOf } from "../words.js";
import { rootOf } from "./origins.js";

/** True for a call that lets one caller in at a time, or runs a function once: by its name, its receiver's, or the module it comes from. */
export function isLockCall(call: Node, { values, scopes }: { readonly values: Values; readonly scopes: Scopes }): boolean {
  if (call.type !== "CallExpression" && call.type !== "NewExpression") return false;
  const callee = unwrap(call.callee);
  if (call.arguments.some(isFunction)) {
    const taker = values.valueOf(callee);
    if (taker?.kind === "function" && isTurnTaker(taker.node, scopes)) return true;
  }
  if (!mayBeLock(call, callee, scopes)) return false;
  const isGivenFunction = functionsGiven(call, values).length > 0;
  // What is not given the code that it guards has to be told when that begins.
  const words = isGivenFunction ? runnerWords : lockWords;
  if (hasWord(calledName(call), words)) return true;
  const value = values.valueOf(callee);
  const isLocking = isGivenFunction || (callee.type === "MemberExpression" && lockingMethods.has(memberName(callee) ?? ""));
  if (!isLocking) return false;
  if (value?.kind === "export" && lockModules.test(value.module)) return true;
  if (callee.type === "MemberExpression" && isLockPath(callee.object, words)) return true;
  // `const limit = pLimit(1)`: what a lock is made by tells what it is.
  const root = rootOf(callee);
  const variable = root.type === "Identifier" ? scopes.variableOf(root) : undefined;
  const made = variable && scopes.writesTo(variable)?.[0]?.value;
  const maker = made && unwrap(made);
  if (maker?.type !== "CallExpression" && maker?.type !== "NewExpression") return false;
  const from = values.valueOf(maker.callee);
  return (from?.kind === "export" && lockModules.test(from.module)) || hasWord(calledName(maker), words);
}

/** The functions of the file that a call is given, by their names as well: `run(this.start.bind(this))`. */
export function functionsGiven(call: CallNode, values: Values): readonly FunctionNode[] {
  return call.arguments.flatMap((argument) => {
    const inner = unwrap(argument);
    const isBound = inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && memberName(inner.callee) === "bind";
    const value = values.valueOf(isBound ? (inner.callee as TSESTree.MemberExpression).object : inner);
    return value?.kind === "function" ? [value.node] : [];
  });
}

/** True for a function that runs what it is given behind a promise that others wait for as well: `this.last = this.last.then(work)`. */
function isTurnTaker(fn: FunctionNode, scopes: Scopes): boolean {
  const given = new Set(fn.params.map((parameter) => parameterName(parameter)?.name));
  const isStored = (node: Node) => {
    const root = rootOf(node);
    const declared = root.type === "Identifier" ? (scopes.variableOf(root)?.identifiers[0] as Node | undefined) : undefined;
    return root.type === "ThisExpression" || (declared !== undefined && !isInside(declared, fn));
  };
  return (
    findOwn(fn.body, (node) => {
      const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
      if (node.type !== "CallExpression" || callee?.type !== "MemberExpression" || memberName(callee) !== "then" || !isStored(callee.object)) return false;
      return node.arguments.some((argument) => findNode(argument, (each) => each.type === "Identifier" && given.has(each.name)) !== undefined);
    }) !== undefined
  );
}

/** False for a call whose names say nothing of locks, and whose receiver neither comes from another module nor is made by a call: most are so. */
function mayBeLock(call: CallNode, callee: Node, scopes: Scopes): boolean {
  if (hasWord(calledName(call), runnerWords) || (callee.type === "MemberExpression" && isLockPath(callee.object, runnerWords))) return true;
  const root = rootOf(callee);
  const variable = root.type === "Identifier" ? scopes.variableOf(root) : undefined;
  const definition = variable?.defs[0];
  if (!variable || !definition) return false;
  if (definition.type === ("ImportBinding" as never)) return true;
  const made = scopes.writesTo(variable)?.[0]?.value;
  const maker = made && unwrap(made);
  return maker !== undefined && !isFunction(maker) && maker.type !== "Literal" && maker.type !== "ObjectExpression" && maker.type !== "ArrayExpression";
}

function isLockPath(node: Node, words: ReadonlySet<string>): boolean {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return hasWord(inner.name, words);
  if (inner.type === "MemberExpression") return hasWord(inner.property.type === "Identifier" || inner.property.type === "PrivateIdentifier" ? inner.property.name : "", words) || isLockPath(inner.object, words);
  return inner.type === "CallExpression" && (hasWord(calledName(inner), words) || isLockPath(inner.callee, words));
}

function hasWord(name: string, words: ReadonlySet<string>): boolean {
  return wordsOf(name).some((word) => words.has(word));
}

/** True for code that runs one at a time: in a function that a lock runs, or one that is wrapped or decorated so. */
export function isLocked(node: Node, input: { readonly values: Values; readonly scopes: Scopes }): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const user = wrapped(at).parent;
    if ((user?.type === "CallExpression" || user?.type === "NewExpression") && user.callee !== wrapped(at) && isLockCall(user, input)) return true;
    if (isDecorated(at)) return true;
  }
  return false;
}

function isDecorated(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type !== "MethodDefinition" && parent.type !== "PropertyDefinition") return false;
  // Only the TypeScript parser makes decorators.
  const decorators = ("decorators" in parent ? parent.decorators : []) as readonly TSESTree.Decorator[];
  return decorators.some(({ expression }) => {
    const inner = unwrap(expression);
    return hasWord(inner.type === "CallExpression" ? calledName(inner) : inner.type === "Identifier" ? inner.name : "", runnerWords);
  });
}
