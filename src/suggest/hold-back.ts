import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, findOwn, isFunction, isInside, literalText, memberName, unwrap, wrapped } from "../ast.js";
import { closingVerbs, connectionEvents, mostEarlyMessages, peerEndings } from "../contracts/messages.js";
import { peerName } from "../contracts/lifecycle.js";
import type { EarlyHandler } from "../lifecycle.js";
import { type Edit, type File, indentOf, insertAt, statementOf } from "./edits.js";
import { areFree } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";

export { mostEarlyMessages } from "../contracts/messages.js";

/**
 * Holds messages back until what they need is there: up to a number of them, then the connection is closed. Only where the handler stands in
 * its place, what it needs is filled by a statement beside it, and the connection can be closed in the same way as elsewhere.
 */
export function holdBack(file: File, early: EarlyHandler): readonly Edit[] | undefined {
  const { sourceCode, filename } = file;
  const { attach, handler, receiver } = early;
  const attached = statementOf(attach);
  if (attached?.statement.type !== "ExpressionStatement" || unwrap(attached.statement.expression) !== attach) return undefined;
  const given = attach.type === "CallExpression" ? attach.arguments[1] : attach.right;
  if (given !== handler || handler.type !== "ArrowFunctionExpression") return undefined;
  const check = checkOf(file, early, attached.siblings);
  const until = check?.statement ?? endOf(early, attached.siblings);
  const refused = refusal(file, early, receiver);
  const name = ["handle", "handleMessage", "handleNow"].find((each) => areFree(sourceCode, [each]));
  if (!until || refused === undefined || name === undefined || !areFree(sourceCode, ["isReady", "early"])) return undefined;
  if (sourceCode.getTokens(handler).some((token) => token.type === "Template" && token.loc.start.line !== token.loc.end.line)) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const outer = indentOf(sourceCode, attached.statement);
  const body = sourceCode.getText(handler.body).split("\n").map((line, i) => (i === 0 || line === "" ? line : indent + line)).join("\n");
  const isObject = handler.body.type === "ObjectExpression";
  const typed = isTypeScript(filename) ? ": (() => void)[]" : "";
  const held = [
    "{",
    `const ${name} = ${handler.async ? "async " : ""}() => ${isObject ? `(${body})` : body}${end}`,
    `if (isReady) ${name}()${end}`,
    `else if (early.length < ${mostEarlyMessages}) early.push(${name})${end}`,
    `else ${refused}${end}`,
  ].join(`\n${outer}${indent}`);
  const head = sourceCode.text.slice(handler.range[0], bodyStart(file, handler)).replace(/^async\s+/, "");
  const going = (indented: string) => `\n${indented}isReady = true${end}\n${indented}for (const ${name} of early) ${name}()${end}`;
  const first = check && check.statement.range[0] < attached.statement.range[0] ? check.statement : attached.statement;
  return [
    insertAt(first.range[0], `let isReady = false${end}\n${outer}const early${typed} = []${end}\n${outer}`),
    { range: [handler.range[0], handler.range[1]], text: `${head}${held}\n${outer}}` },
    ...(check ? [] : returnAtEnd(file, until)),
    check ? { range: check.method, text: `then(() => {${going(outer + indent)}\n${outer}}, ` } : insertAt(endOfLine(sourceCode.text, until.range[1]), going(outer)),
  ];
}

/** The check beside the handler that nobody waits for, `check().catch(() => ws.close())`, and where its `catch(` stands. */
function checkOf({ sourceCode }: File, { missing, wait }: EarlyHandler, siblings: readonly TSESTree.ProgramStatement[]): { readonly statement: Node; readonly method: readonly [number, number] } | undefined {
  const callee = wait.type === "CallExpression" ? unwrap(wait.callee) : undefined;
  const statement = siblings.find((each) => each.type === "ExpressionStatement" && unwrap(each.expression) === wait);
  if (missing || !statement || wait.type !== "CallExpression" || callee?.type !== "MemberExpression" || callee.optional || memberName(callee) !== "catch") return undefined;
  const [failed] = wait.arguments;
  return wait.arguments.length === 1 && isFunction(failed) && !sourceCode.commentsExistBetween(callee.property, failed) ? { statement, method: [callee.property.range[0], failed.range[0]] } : undefined;
}

/** Where the body of an arrow begins, with the parentheses around an expression. */
function bodyStart({ sourceCode }: File, handler: TSESTree.ArrowFunctionExpression): number {
  const arrow = sourceCode.getTokenBefore(handler.body, (token) => token.value === "=>");
  return arrow ? arrow.range[1] + 1 : handler.body.range[0];
}

function endOfLine(text: string, position: number): number {
  const rest = /^[ \t]*(?:\/\/[^\n]*)?(?=\r?\n|$)/.exec(text.slice(position))?.[0] ?? "";
  return position + rest.trimEnd().length;
}

/** The statement behind which messages can be handled: that which fills what they need, or the check that has let the peer in. */
function endOf({ missing, wait }: EarlyHandler, siblings: readonly TSESTree.ProgramStatement[]): Node | undefined {
  if (missing) {
    const { write } = missing.fill;
    return siblings.find((each) => (each.type === "ExpressionStatement" || each.type === "VariableDeclaration") && isInside(write, each) && !isNestedIn(write, each));
  }
  const position = siblings.findIndex((each) => isInside(wait, each));
  const statement = siblings[position];
  const next = siblings[position + 1];
  if (statement?.type === "TryStatement") return statement.handler && (leaves(statement.handler.body) || canLeave(statement, siblings)) ? statement : undefined;
  if (statement?.type === "IfStatement") return !statement.alternate && leaves(statement.consequent) ? statement : undefined;
  return next?.type === "IfStatement" && !next.alternate && leaves(next.consequent) ? next : undefined;
}

function isNestedIn(write: Node, statement: Node): boolean {
  for (let at: Node | undefined = write.parent; at && at !== statement; at = at.parent) if (/Function|Statement/.test(at.type)) return true;
  return false;
}

/** True for a `try` at the end of a function, whose `catch` has nothing to go on to: it may as well return. */
function canLeave(statement: TSESTree.TryStatement, siblings: readonly TSESTree.ProgramStatement[]): boolean {
  return statement === siblings.at(-1) && !statement.finalizer && isFunction(statement.parent.parent) && (statement.handler?.body.body.length ?? 0) > 0;
}

/** The `return` that a `catch` gets at its end, so that what is put behind it is only done where it has not run. */
function returnAtEnd({ sourceCode }: File, until: Node): readonly Edit[] {
  const last = until.type === "TryStatement" ? until.handler?.body.body.at(-1) : undefined;
  if (!last || leaves(last)) return [];
  const code = styleOf(sourceCode).semicolons ? "return;" : "return";
  return [insertAt(endOfLine(sourceCode.text, last.range[1]), last.loc.end.line === last.parent.loc.end.line ? ` ${code}` : `\n${indentOf(sourceCode, last)}${code}`)];
}

/** True for code that does not go on behind: its last statement returns or throws. */
function leaves(node: Node): boolean {
  const last = node.type === "BlockStatement" ? node.body.at(-1) : node;
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement";
}

/** What is done when too many messages come too early: the connection is closed in the file's own way. */
function refusal(file: File, { attach }: EarlyHandler, receiver: Node): string | undefined {
  const { sourceCode, filename } = file;
  const peer = sourceCode.getText(receiver);
  const last = /\w*$/.exec(peer)?.[0] ?? "";
  if (/^(?:parentPort|process|self)$/.test(last)) return `throw new Error(${styleOf(sourceCode).quote}too many early messages${styleOf(sourceCode).quote})`;
  const known = findNode(sourceCode.ast, (node) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && closingVerbs.has(memberName(node.callee) ?? "") && sourceCode.getText(node.callee.object) === peer);
  if (known?.type === "CallExpression" && known.callee.type === "MemberExpression") {
    const [code] = known.arguments;
    const isCode = code?.type === "Literal" && typeof code.value === "number";
    if (known.arguments.length === 0 || isCode) return `${peer}.${memberName(known.callee) ?? ""}(${isCode ? "1013" : ""})`;
  }
  const ending = endingOf(file, receiver);
  if (ending !== undefined) return `${peer}.${ending}`;
  const isWebSocket = /import (?:type )?\{[^}]*\bWebSocket\b[^}]*\} from ["']ws["']/.test(sourceCode.text) && findOwn(receiver, (node) => node.type === "Identifier") !== undefined && new RegExp(`\\b${last}\\s*:\\s*WebSocket\\b`).test(sourceCode.text);
  const event = attach.type === "CallExpression" ? literalText(attach.arguments[0]) : "message";
  return isWebSocket || (!isTypeScript(filename) && peerName.test(last) && event === "message") ? `${peer}.close(1013)` : undefined;
}

/** What ends the connection that a server's listener gets: `io.on("connection", (socket) => …)`. */
function endingOf({ startup: { scopes, values } }: File, receiver: Node): string | undefined {
  const definition = receiver.type === "Identifier" ? scopes.variableOf(receiver)?.defs[0] : undefined;
  const fn = definition?.type === "Parameter" ? (definition.node as Node) : undefined;
  const call = isFunction(fn) && fn.params[0] === definition?.name ? wrapped(fn).parent : undefined;
  if (call?.type !== "CallExpression" || calledName(call) !== "on" || !connectionEvents.has(literalText(call.arguments[0]) ?? "") || call.callee.type !== "MemberExpression") return undefined;
  return peerEndings[values.subjectOf(call.callee.object)?.contract.id ?? ""];
}
