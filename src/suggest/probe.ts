import { type Node, calledName, findNode, isCall, isFunction, isInside, literalText, nameOfThing, textBeginning, unitOf, wrapped } from "../ast.js";
import { listeningKinds } from "../contracts/ports.js";
import type { Guess, Started } from "../guesses.js";
import { behind, statementAround, waitsForNothing } from "../order.js";
import { onlyValueOf } from "../scopes.js";
import { wordsOf } from "../words.js";
import { type AskedUrl, urlIn, urlInTests, urlOfOther } from "./asked-urls.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, patience, pollLines } from "./poll-code.js";
import { portOf } from "./port-of.js";
import { styleOf } from "./style.js";
import { type WaitPlace, waitPlace } from "./wait-place.js";

/** A probe, and the URL it asks, as the file writes it. */
export interface Probe {
  readonly edits: readonly Edit[];
  readonly url: string;
}

/**
 * Asks the URL that is requested next until something answers, with a deadline that throws, instead of a sleep. Only where what was started
 * has not been awaited: what has answered once may still not be ready in another way. A child that has been awaited has begun, and no more;
 * and where a comment says that a server is to start even so, the start that has been awaited did not wait for that.
 */
export function probeFirst(file: File, { sleep, started, remark }: Guess): Probe | undefined {
  const place = waitPlace(file, sleep);
  if (!place || !started) return undefined;
  const next = place.next.slice(0, 8);
  if (!isBegunOnly(file, started)) {
    if (remark?.says !== "readiness" || !saysOther(remark.text, file, started)) return undefined;
    const isGiven = (node: Node) => isGivenBy(file, node, started);
    const first = urlIn(file, next, place.statement);
    const url = first && !isGiven(first.node) ? first : urlOfOther(file, place.next, place.statement, isGiven);
    return url && probing(file, sleep, place, url);
  }
  const asked = next.length > 0 ? (urlIn(file, next, place.statement) ?? named(file, addressOf(file, started, place))) : undefined;
  const url = asked ?? (next.length === 0 || started.kind === "child" ? urlInTests(file, place.statement) : undefined);
  return url && !isOfOtherPort(file, url.node, started) ? probing(file, sleep, place, url) : undefined;
}

/** The same for the one address that a file names, where a child is started before, or a comment or the name of the time speaks of a server. */
export function probeOnlyAddress(file: File, { sleep, started, remark, putOff }: Guess): Probe | undefined {
  const place = waitPlace(file, sleep);
  if (!place || (started && (started.kind !== "child" || !isBegunOnly(file, started)))) return undefined;
  if (!started && !putOff && !speaksOfServer.test([remark?.text ?? "", ...sleep.delay.names.flatMap(wordsOf)].join(" "))) return undefined;
  const asked = started ? undefined : (urlIn(file, place.next.slice(0, 8), place.statement) ?? (place.next.length === 0 ? urlInTests(file, place.statement) : undefined));
  const url = asked ?? (putOff ? undefined : named(file, onlyAddress(file, sleep.node, started)));
  return url && !(started && isOfOtherPort(file, url.node, started)) ? probing(file, sleep, place, url) : undefined;
}

function named({ sourceCode }: File, address: Node | undefined): AskedUrl | undefined {
  return address && { node: address, code: sourceCode.getText(address) };
}

function probing({ sourceCode }: File, sleep: Guess["sleep"], place: WaitPlace, { code }: AskedUrl): Probe | undefined {
  const timeout = deadlineFor(sourceCode, sleep, patience);
  if (timeout === undefined) return undefined;
  const { quote } = styleOf(sourceCode);
  // A server for WebSockets refuses a plain request, which is an answer as well.
  const text = code.replace(/^(["'`])ws:/, "$1http:");
  // Without anything that is put in, a template is a plain text.
  const literal = /^(["'`])(.*)\1$/s.exec(text.includes("${") ? "" : text)?.[2];
  // What a template is put together from stays in one template.
  const inTemplate = text.startsWith("`") ? text.slice(1, -1) : `\${${text}}`;
  const problem = literal === undefined || literal.includes(quote) ? `\`${inTemplate} does not answer\`` : `${quote}${literal} does not answer${quote}`;
  const test = `!(await fetch(${text}, { method: ${quote}HEAD${quote}, signal: AbortSignal.timeout(${timeout}) }).then(() => true, () => false))`;
  const lines = pollLines(sourceCode, sleep, { timeout, test, problem });
  return lines && { edits: place.put(lines), url: text };
}

/** True for a URL on this machine whose port is another than the one that a start is told: another server has it, which may be there long before. */
function isOfOtherPort(file: File, url: Node, started: Started): boolean {
  const asked = /^\w+:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(textBeginning(onlyValueOf(url, file.startup.scopes) ?? url) ?? "")?.[1];
  const told = asked === undefined ? undefined : portOf(file, started, []);
  return told !== undefined && told.node === undefined && told.name !== asked;
}

/** True for a URL that a start has given, or that is written with what it has given. */
function isGivenBy({ startup }: File, url: Node, { call }: Started): boolean {
  const isOfStart = (node: Node) => node.type === "Identifier" && startup.scopes.variableOf(node)?.defs.some(({ node: definition }) => findNode(definition, (each) => each === call) !== undefined);
  return findNode(url, (node) => isOfStart(node) === true) !== undefined;
}

/** True for words that say that one server is to start, by a name that the start which has been awaited does not have: "wait for the metrics server to start". */
function saysOther(text: string, { sourceCode }: File, { call }: Started): boolean {
  const name = /\b([a-z][\w-]*) (?:server|service|api|backend|proxy|gateway|endpoint)\b[^.;]*\b(?:start|boot|come|listen|be (?:up|ready|available|online)|spin|launch)/i.exec(text)?.[1]?.toLowerCase();
  return name !== undefined && !plainQualifiers.has(name) && !sourceCode.getText(call).toLowerCase().includes(name);
}

// What may stand before a thing without naming it.
const plainQualifiers: ReadonlySet<string> = new Set(["the", "a", "an", "our", "your", "my", "its", "this", "that", "each", "every", "both", "for", "until", "to", "let", "give", "allow", "dev", "test", "web", "http", "local", "new"]);
const speaksOfServer = /\b(?:server|service|api|backend|app|proxy|gateway)\b/i;

/** True for a start that is not waited for: no promise of it is, or one of its process alone, or of a function of the file that waits for nothing. */
function isBegunOnly({ startup }: File, { kind, isAwaited, isReady, call }: Started): boolean {
  if (!listeningKinds.has(kind)) return false;
  if (!isAwaited || (kind === "child" && !isReady)) return true;
  const action = isCall(call) ? startup.actions.of(call) : undefined;
  return action?.kind === "local" && isFunction(action.unit) && action.unit.async && waitsForNothing(action.unit);
}

/** A constant that holds an address on this machine, is named after what was started, and is used behind the sleep for the first time: `registry`, `REGISTRY`. */
function addressOf({ startup }: File, { kind, name, call }: Started, { statement, next }: WaitPlace): Node | undefined {
  const own = kind === "child" ? new Set(wordsOf(name ? nameOfThing(name) : "").filter((word) => word.length > 2 && !plainWords.has(word))) : new Set<string>();
  const found = own.size > 0 ? next.map((each) => findNode(each, isAddress)).find((each) => each !== undefined) : undefined;
  return found && !findNode(call, isAddress) ? found : undefined;

  function isAddress(node: Node): boolean {
    const variable = node.type === "Identifier" && wordsOf(node.name).some((word) => own.has(word)) ? startup.scopes.variableOf(node) : undefined;
    const declared = variable?.defs[0]?.type === "Variable" && variable.scope.type === "module" ? variable.defs[0].node : undefined;
    const address = declared?.init && literalText(declared.init);
    const isUsedBefore = variable?.references.some(({ identifier, init }) => init !== true && unitOf(identifier) === unitOf(statement) && identifier.range[0] < statement.range[0]);
    return declared?.parent.kind === "const" && localAddress.test(address ?? "") && isUsedBefore === false;
  }
}

/** The address on this machine that a file names, if that is all: as a constant of the module, or what is first written behind a sleep. With a child that is the only thing the file starts. */
function onlyAddress({ sourceCode, startup }: File, sleep: Node, child: Started | undefined): Node | undefined {
  const found: Node[] = [];
  findNode(sourceCode.ast, (node) => {
    if (localAddress.test(textBeginning(node) ?? "") && node.type !== "TemplateElement") found.push(node);
    return false;
  });
  const origins = new Set(found.map((node) => localAddress.exec(textBeginning(node) ?? "")?.[0].replace(/\/$/, "")));
  const [first] = found;
  if (!first || origins.size > 1 || found.some((node) => node.type === "TemplateLiteral" && node.expressions.length > 0)) return undefined;
  if (child && findNode(child.call, (node) => node === first)) return undefined;
  if (first.range[0] > sleep.range[0] && isWaitedFor(first)) return undefined;
  const own = callsOf(startup, sleep);
  if (startup.calls.some((call) => call !== child?.call && !own.includes(call) && (child ? startsOther : listens).test(calledName(call)))) return undefined;
  const declared = first.parent?.type === "VariableDeclarator" && first.parent.id.type === "Identifier" && first.parent.parent.parent.type === "Program" && first.parent.parent.kind === "const" ? first.parent.id : undefined;
  return declared ?? (first.range[0] > sleep.range[0] || isAskedByCaller(startup, first, sleep) ? first : undefined);
}

/** True for what stands behind the call of the function that sleeps: `startServer().then(() => load("http://localhost:3000"))`. */
function isAskedByCaller(startup: File["startup"], address: Node, sleep: Node): boolean {
  const calls = callsOf(startup, sleep);
  return calls.length > 0 && calls.every((call) => {
    const outer = wrapped(call).parent;
    const then = outer?.type === "MemberExpression" && outer.parent.type === "CallExpression" && calledName(outer.parent) === "then" ? outer.parent : undefined;
    const next = then?.arguments[0];
    if (next) return isInside(address, next);
    const statement = outer?.type === "AwaitExpression" ? statementAround(outer) : undefined;
    return statement !== undefined && [...behind(statement)].some((each) => isInside(address, each));
  });
}

/** The calls of the function that sleeps, if nothing else runs it. */
function callsOf({ contexts }: File["startup"], sleep: Node): readonly Node[] {
  const unit = unitOf(sleep);
  const ways = isFunction(unit) ? contexts.of(unit) : [];
  return ways.every((way) => way.kind === "call") ? ways.map(({ at }) => at) : [];
}

/** `await waitOn({ resources: ["http://localhost:3000"] })` */
function isWaitedFor(address: Node): boolean {
  for (let at = address.parent; at && !isFunction(at); at = at.parent) if (at.type === "CallExpression" && /wait/i.test(calledName(at))) return true;
  return false;
}

// What starts something else that may have the address, or has it only behind the sleep.
const listens = /^(?:listen|createServer|serve)$/;
const startsOther = /^(?:spawn\w*|fork|exec\w*|listen|createServer|serve|start\w*|launch\w*)$/;

const localAddress = /^http:\/\/(?:localhost|127\.0\.0\.1):\d+(?:\/|$)/;

// What any process may be called.
const plainWords: ReadonlySet<string> = new Set(["child", "proc", "process", "url", "subprocess", "server", "worker", "app"]);
