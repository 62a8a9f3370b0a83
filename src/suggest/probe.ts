import { type Node, calledName, findNode, isFunction, literalText, unitOf, unwrap, wrapped } from "../ast.js";
import { requestCalls } from "../contracts/retries.js";
import type { Sleep, Started } from "../guesses.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, patience, probeRest, restOf } from "./poll-code.js";
import { areFree, insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Asks the URL that is requested next until something answers, with a deadline that throws, instead of a sleep. Only where what was started
 * has not been awaited: what has answered once may still not be ready in another way.
 */
export function probeFirst(file: File, sleep: Sleep, started: Started | undefined): { readonly edits: readonly Edit[]; readonly url: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || !started || started.isAwaited || !["child", "server", "container", "unknown"].includes(started.kind)) return undefined;
  const url = place.next.length > 0 ? urlIn(file, place.next.slice(0, 8), place.statement) : urlInTests(file, place.statement);
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (!url || timeout === undefined || !areFree(sourceCode, ["deadline"])) return undefined;
  const text = sourceCode.getText(url);
  const { indent, semicolons, quote } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const literal = literalText(url);
  const problem = literal === undefined || literal.includes(quote) ? `\`\${${text}} does not answer\`` : `${quote}${literal} does not answer${quote}`;
  const lines = [
    `for (const deadline = Date.now() + ${timeout}; !(await fetch(${text}, { method: ${quote}HEAD${quote}, signal: AbortSignal.timeout(${timeout}) }).then(() => true, () => false)); ) {`,
    `${indent}if (Date.now() > deadline) throw new Error(${problem})${end}`,
    `${indent}${restOf(sourceCode, sleep, probeRest)}${end}`,
    "}",
  ];
  return { edits: [insteadOfSleep(sourceCode, place.statement, lines)], url: text };
}

/** The URL of the first request behind a sleep that is to succeed, if it has its value already; over TLS a test's certificate may not be trusted. */
function urlIn({ sourceCode, startup }: File, statements: readonly Node[], sleep: Node): Node | undefined {
  for (const statement of statements) {
    const call = findNode(statement, (node) => node.type === "CallExpression" && requestCalls.has(sourceCode.getText(node.callee)) && node.arguments.length > 0 && !isInFunction(node, statement));
    if (call?.type !== "CallExpression") continue;
    const url = call.arguments[0] && unwrap(call.arguments[0]);
    if (!url || calledName(call) === "" || /\b(?:rejects|rejected|throws|toThrow\w*|catch)\b/.test(sourceCode.getText(statement))) return undefined;
    const text = literalText(url) ?? (url.type === "TemplateLiteral" ? url.quasis[0]?.value.raw : undefined);
    const isUrl = text !== undefined ? /^http:\/\//.test(text) || (text === "" && url.type === "TemplateLiteral" && /url|base|origin|host/i.test(sourceCode.getText(url.expressions[0] ?? url))) : url.type === "Identifier" && /url$/i.test(url.name);
    if (!isUrl) return undefined;
    const isKnown = !findNode(url, (node) => {
      if (node.type === "CallExpression" || node.type === "AwaitExpression") return true;
      const variable = node.type === "Identifier" ? startup.scopes.variableOf(node) : undefined;
      return variable?.identifiers.some((identifier) => identifier.range[0] > sleep.range[0] && identifier.range[0] < node.range[0]) ?? false;
    });
    return isKnown ? url : undefined;
  }
  return undefined;
}

/** The first URL that the tests behind a hook ask, written out. */
function urlInTests({ sourceCode, startup }: File, sleep: Node): Node | undefined {
  const hook = unitOf(sleep);
  const call = isFunction(hook) && startup.surroundings.isTestSetUp(hook) ? wrapped(hook).parent : undefined;
  const group = call?.parent?.parent;
  if (!call || !group) return undefined;
  const asked = findNode(group, (node) => {
    if (node.type !== "CallExpression" || node.range[0] < call.range[1] || !requestCalls.has(sourceCode.getText(node.callee))) return false;
    const [first] = node.arguments;
    return first !== undefined && /^http:\/\//.test(literalText(unwrap(first)) ?? "");
  });
  return asked?.type === "CallExpression" ? asked.arguments[0] : undefined;
}

function isInFunction(node: Node, statement: Node): boolean {
  for (let at: Node | undefined = node; at && at !== statement; at = at.parent) if (isFunction(at)) return true;
  return false;
}
