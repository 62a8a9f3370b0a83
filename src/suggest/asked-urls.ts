import { type CallNode, type Node, calledName, findNode, isCall, isFunction, isInside, nameOfThing, textBeginning, textEnd, unitOf, unwrap, wrapped } from "../ast.js";
import { mentioningCalls, requestCalls, requestMethods } from "../contracts/retries.js";
import { orderedPaths } from "../contracts/started.js";
import { expressionOf, withoutAwait } from "../order.js";
import { rootOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import { isPath } from "./await-ready.js";
import type { File } from "./edits.js";
import { styleOf } from "./style.js";

/** A URL that code asks, and the code that gives it elsewhere: of a URL whose path is not known there its beginning. */
export interface AskedUrl {
  readonly node: Node;
  readonly code: string;
}

/** The URL of the first request behind a sleep that is to succeed, if it has its value already; over TLS a test's certificate may not be trusted. */
export function urlIn(file: File, statements: readonly Node[], sleep: Node): AskedUrl | undefined {
  const { sourceCode } = file;
  const isAsked = (node: Node): node is CallNode => isRequest(node, file);
  for (const statement of statements) {
    const call = findNode(statement, (node) => isAsked(node) && !isInFunction(node, statement));
    const own = call ? undefined : ownClientUrl(file, statement);
    if (own) return whole(file, own);
    if (!call || !isAsked(call)) continue;
    const url = call.arguments[0] && unwrap(call.arguments[0]);
    if (!url || /\b(?:rejects|rejected|throws|toThrow\w*|catch)\b/.test(sourceCode.getText(statement)) || !isUrl(file, url)) return undefined;
    return isKnownBefore(file, url, sleep) ? whole(file, url) : undefined;
  }
  return undefined;
}

/** The URL of the only server on this machine that is asked behind requests to what `isGiven` tells, none of which orders a start. */
export function urlOfOther(file: File, statements: readonly Node[], sleep: Node, isGiven: (url: Node) => boolean): AskedUrl | undefined {
  const requests = statements.flatMap((statement) => file.startup.calls.filter((call) => isInside(call, statement) && isRequest(call, file) && !isInFunction(call, statement)));
  const others = requests.filter((call) => !isGiven(call));
  const origins = new Set(others.map(({ arguments: [url] }) => localOrigin.exec(textBeginning(unwrap(url as Node)) ?? "")?.[0]));
  const [first] = others;
  const isOrder = requests.some((call) => isGiven(call) && call.arguments.some((argument) => findNode(argument, (node) => orderedPaths.test(textEnd(node) ?? "")) !== undefined));
  const at = statements.findIndex((statement) => first !== undefined && isInside(first, statement));
  return first && !isOrder && origins.size === 1 && !origins.has(undefined) ? urlIn(file, statements.slice(at), sleep) : undefined;
}

const localOrigin = /^http:\/\/(?:localhost|127\.0\.0\.1):\d+(?![^/?#])/;

/** True for a call that is known to ask what it is given, and for any that is given an address and does not only mention it. */
function isRequest(node: Node, file: File): node is CallNode {
  if (!isCall(node) || node.arguments.length === 0) return false;
  const text = textBeginning(unwrap(node.arguments[0] as Node));
  return isKnownRequest(node, file) || (/^(?:http|ws):\/\//.test(text ?? "") && !mentioningCalls.test(calledName(node)));
}

function isKnownRequest(call: CallNode, { sourceCode }: File): boolean {
  return requestCalls.has(sourceCode.getText(call.callee)) || requestMethods.has(calledName(call));
}

/** `"http://…"`, `` `http://…` ``, `` `${base}/…` ``, `url`, `server.url`. */
function isUrl({ sourceCode }: File, url: Node): boolean {
  const text = textBeginning(url);
  if (text === undefined) return (url.type === "Identifier" || (url.type === "MemberExpression" && isPath(url))) && /url$/i.test(nameOfThing(url));
  return /^(?:http|ws):\/\//.test(text) || (text === "" && url.type === "TemplateLiteral" && /url|base|origin|host/i.test(sourceCode.getText(url.expressions[0] ?? url)));
}

/** True if nothing in it is called, or declared only behind the sleep. */
function isKnownBefore({ startup }: File, url: Node, sleep: Node): boolean {
  return !findNode(url, (node) => {
    if (node.type === "CallExpression" || node.type === "AwaitExpression") return true;
    const variable = node.type === "Identifier" ? startup.scopes.variableOf(node) : undefined;
    return variable?.identifiers.some((identifier) => identifier.range[0] > sleep.range[0] && identifier.range[0] < node.range[0]) ?? false;
  });
}

/** The first URL that the tests behind a hook ask, as far as it is known to the whole module. */
export function urlInTests(file: File, sleep: Node): AskedUrl | undefined {
  const { startup } = file;
  const hook = unitOf(sleep);
  const call = isFunction(hook) && startup.surroundings.isTestSetUp(hook) ? wrapped(hook).parent : undefined;
  const group = call?.parent?.parent;
  if (!call || !group) return undefined;
  let found: AskedUrl | undefined;
  findNode(group, (node) => {
    const first = isCall(node) && node.range[0] > call.range[1] && isKnownRequest(node, file) && node.arguments[0] ? unwrap(node.arguments[0]) : undefined;
    if (first && isUrl(file, first)) found = isOfModule(file, first) ? whole(file, first) : beginningOf(file, first);
    return found !== undefined;
  });
  const client = found ? undefined : clientUrlIn(file, group);
  return found ?? (client && whole(file, client));
}

function whole({ sourceCode }: File, node: Node): AskedUrl {
  return { node, code: sourceCode.getText(node) };
}

/** What a template begins with before its path: `` `http://localhost:${port}` `` of `` `http://localhost:${port}/${id}` ``, `base` of `` `${base}/${id}` ``. */
function beginningOf(file: File, node: Node): AskedUrl | undefined {
  if (node.type !== "TemplateLiteral") return undefined;
  const { sourceCode } = file;
  const [first = "", second = ""] = node.quasis.map(({ value }) => value.raw);
  const [given] = node.expressions;
  const written = /^(?:http|ws):\/\/[^/?#]+(?=[/?#])/.exec(first)?.[0];
  const { quote } = styleOf(sourceCode);
  if (written) return { node, code: `${quote}${written}${quote}` };
  if (!given || !isOfModule(file, given)) return undefined;
  const isBase = first === "" && /^[/?#]/.test(second);
  // Behind a port the path begins.
  const isPort = /^(?:http|ws):\/\/[^/?#]+:$/.test(first) && (/^[/?#]/.test(second) || (second === "" && wordsOf(nameOfThing(given)).at(-1) === "port"));
  return isBase ? whole(file, given) : isPort ? { node, code: `\`${first}\${${sourceCode.getText(given)}}\`` } : undefined;
}

/** The URL with which a method of the same class makes its client, where a statement calls that method: of members of `this` alone. */
function ownClientUrl(file: File, statement: Node): Node | undefined {
  const call = withoutAwait(expressionOf(statement) ?? statement);
  const isOwn = call.type === "CallExpression" && call.callee.type === "MemberExpression" && call.callee.object.type === "ThisExpression";
  const action = isOwn ? file.startup.actions.of(call) : undefined;
  return action?.kind === "local" && isFunction(action.unit) ? findNode(action.unit.body, (node) => isUrl(file, node) && node.type === "TemplateLiteral" && /^http:/.test(node.quasis[0]?.value.raw ?? "") && node.expressions.every((each) => isPath(each) && rootOf(each).type === "ThisExpression")) : undefined;
}

/** The URL on this machine that a client of the tests is made with, if there is but one: `new Client("http://localhost:8545")`. */
function clientUrlIn(file: File, group: Node): Node | undefined {
  const urls: Node[] = [];
  findNode(group, (node) => {
    const first = node.type === "NewExpression" && node.arguments[0] ? unwrap(node.arguments[0]) : undefined;
    const text = first && textBeginning(first);
    if (first && /^http:\/\/(?:localhost|127\.0\.0\.1)/.test(text ?? "")) urls.push(first);
    return false;
  });
  const [only, ...others] = urls;
  const { sourceCode } = file;
  return only && others.every((url) => sourceCode.getText(url) === sourceCode.getText(only)) && isOfModule(file, only) ? only : undefined;
}

/** True if all that it is put together from is known to the whole module, and is given a value once. */
function isOfModule({ startup }: File, url: Node): boolean {
  return !findNode(url, (node) => {
    if (node.type === "CallExpression") return true;
    const variable = node.type === "Identifier" && !(node.parent.type === "MemberExpression" && node.parent.property === node) ? startup.scopes.variableOf(node) : undefined;
    return variable !== undefined && (variable.scope.type !== "module" || variable.references.filter((reference) => reference.isWrite()).length > 1);
  });
}

function isInFunction(node: Node, statement: Node): boolean {
  for (let at: Node | undefined = node; at && at !== statement; at = at.parent) if (isFunction(at)) return true;
  return false;
}
