import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, isFunction, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { promisifierOf } from "../contracts/calls.js";
import { type Readiness, givesPromise, givesView } from "../startup.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-name.js";
import { withoutDeclaration, withoutImport } from "./remove-unused.js";
import { meantAt } from "./sleeps.js";
import { isValueUnused, isWrapped } from "./use-once.js";
import { isTypeScript, styleOf } from "./style.js";

/** A call of a promisified method: what makes the promise-giving function, what the method is called on, and with what. */
interface Promisified {
  readonly maker: TSESTree.CallExpression;
  readonly method: TSESTree.MemberExpression;
  readonly given: readonly Node[];
}

/**
 * Replaces the awaited call of a promisified start by `once(server.listen(port), "listening")`; what is unused then goes as well,
 * or is made of it where a comment would go. Only where the server has the same name at the call.
 */
export function onceForPromisified(file: File, { begun }: Readiness): readonly Edit[] | undefined {
  const { sourceCode, filename, startup } = file;
  const { node, row, subject } = begun;
  const { ready } = subject.contract;
  if (givesPromise(row) || givesView(row) || row.gives === "nothing" || typeof ready !== "object" || startup.emitterIn(subject.contract) !== "" || isWrapped(file, begun)) return undefined;
  const isUsed = !isValueUnused(file, node) && !isLeftInChain(node);
  if (isUsed && !isResult(node)) return undefined;
  const callee = unwrap(node.callee);
  const kept = callee.type === "Identifier" ? startup.scopes.variableOf(callee) : undefined;
  const [write, ...others] = (kept && startup.scopes.writesTo(kept)) ?? [];
  if (kept && (!write || others.length > 0 || write.path.length > 0)) return undefined;
  const found = promisified(node, write ? unwrap(write.value) : undefined, (a, b) => sourceCode.getText(a) === sourceCode.getText(b));
  if (!found || !isPath(found.method.object) || (kept && !isSameThere(file, found.method.object, node))) return undefined;
  // Who gets a promise with methods of its own may call them.
  const maker = startup.values.valueOf(found.maker.callee);
  if ((isUsed || isLeftInChain(node)) && maker?.kind === "export" && promisifierOf(maker.module, maker.name)?.own) return undefined;
  const once = onceOf(sourceCode);
  if (!once) return undefined;

  const isLast = kept !== undefined && kept.references.filter((reference) => reference.isRead()).length === 1 && !startup.isExported(kept);
  const declaration = isLast ? withoutDeclaration(file, kept) : undefined;
  const isKept = isLast && !declaration && write !== undefined && !isTypeScript(filename);
  if (isLast && !declaration && !isKept) return undefined;
  const promisify = unwrap(found.maker.callee);
  const root = promisify.type === "MemberExpression" ? unwrap(promisify.object) : promisify;
  const unused = (isLast || !kept) && root.type === "Identifier" ? withoutImport(file, root) : [];
  const { quote } = styleOf(sourceCode);
  const [first] = found.given;
  const given = first ? sourceCode.text.slice(first.range[0], found.given.at(-1)?.range[1]) : "";
  // Where a comment speaks of the constant, the function that it holds is made anew.
  if (isKept) return [...unused, ...once.edits, { range: write.value.range, text: `(...given) => ${once.name}(${sourceCode.getText(found.method)}(...given), ${quote}${ready.event}${quote})${isUsed ? ".then(() => undefined)" : ""}` }];
  const call = `${once.name}(${sourceCode.getText(found.method)}(${given}), ${quote}${ready.event}${quote})`;
  return [...unused, ...once.edits, ...(declaration ? [declaration] : []), { range: node.range, text: isUsed ? `${call}.then(() => undefined)` : call }];
}

/** `listen(port).then(() => …)`: the link takes nothing. */
function isLeftInChain(node: Node): boolean {
  const { parent } = wrapped(node);
  const call = parent?.type === "MemberExpression" && parent.object === wrapped(node) && memberName(parent) === "then" ? wrapped(parent).parent : undefined;
  const link = call?.type === "CallExpression" && call.callee === parent ? call.arguments[0] : undefined;
  return isFunction(link) && link.params.length === 0;
}

/** True for what a function returns: whoever awaits it gets what it got before, nothing. */
function isResult(node: Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type === "ReturnStatement" || (parent?.type === "ArrowFunctionExpression" && parent.body === wrapped(node));
}

/** `promisify(s.listen).call(s, …)`, `promisify(s.listen.bind(s))(…)`, `promisify(s.listen).bind(s)(…)`, or one of those functions kept in a constant and called. */
function promisified(node: CallNode, kept: Node | undefined, isSame: (a: Node, b: Node) => boolean): Promisified | undefined {
  const callee = unwrap(node.callee);
  const isCall = callee.type === "MemberExpression" && memberName(callee) === "call";
  const fn = kept ?? (isCall ? unwrap(callee.object) : callee);
  if (isCall) {
    const [on, ...given] = node.arguments;
    return made(fn, on, given);
  }
  const bound = boundBy(fn);
  if (bound) return made(bound.fn, bound.to, node.arguments);
  const method = fn.type === "CallExpression" && fn.arguments[0] ? boundBy(unwrap(fn.arguments[0])) : undefined;
  if (fn.type !== "CallExpression" || method?.fn.type !== "MemberExpression" || !method.to || !isSame(method.fn.object, method.to)) return undefined;
  return { maker: fn, method: method.fn, given: node.arguments };

  function made(maker: Node, on: Node | undefined, given: readonly Node[]): Promisified | undefined {
    const inner = maker.type === "CallExpression" && maker.arguments[0] ? unwrap(maker.arguments[0]) : undefined;
    return maker.type === "CallExpression" && inner?.type === "MemberExpression" && on && isSame(inner.object, on) ? { maker, method: inner, given } : undefined;
  }
}

/** `fn` and `to` of `fn.bind(to)`. */
function boundBy(node: Node): { readonly fn: Node; readonly to: Node | undefined } | undefined {
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  if (node.type !== "CallExpression" || callee?.type !== "MemberExpression" || memberName(callee) !== "bind" || node.arguments.length !== 1) return undefined;
  return { fn: unwrap(callee.object), to: node.arguments[0] };
}

/** True if a path that stands elsewhere means the same at `node`. */
function isSameThere({ sourceCode, startup }: File, path: Node, node: Node): boolean {
  let root = unwrap(path);
  while (root.type === "MemberExpression") root = unwrap(root.object);
  if (root.type !== "Identifier") return unitOf(root) === unitOf(node);
  const variable = startup.scopes.variableOf(root);
  return variable !== undefined && (startup.scopes.writesTo(variable)?.length ?? 2) <= 1 && meantAt(sourceCode, node, root.name) === variable;
}
