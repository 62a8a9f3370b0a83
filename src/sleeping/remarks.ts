import type { TSESLint } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, isFunction, keyName, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { saysBeforeAbroad, saysOtherAbroad, saysReadyAbroad } from "../contracts/abroad.js";
import { saysEffect } from "../contracts/effects.js";
import { readyPasts, standInWords, startFunctionVerbs } from "../contracts/started.js";
import { givesTime, givesTimePlainly, namesReadiness, namesSettling, namesTime, saysBefore, saysFree, saysReady, saysReadyOnlyWithTime, saysRest, saysSettling, saysSorry, saysState, saysThing, saysThingReady, saysTime, saysTrouble } from "../contracts/intent.js";
import { stepCalls, suiteHooks } from "../contracts/passive.js";
import { statementAround } from "../order.js";
import { isLogCall } from "../telling.js";
import { wordsOf } from "../words.js";
import { textIn } from "./commands.js";
import type { Scopes } from "../scopes.js";
import type { LeadUp } from "./lead-up.js";
import type { Sleep } from "./sleeps.js";
import { namesWait } from "./things.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** What the words beside a sleep say that it is for. */
export interface Remark {
  /** `readiness`: in so many words; `hint`: a word of it; `time`: time itself, or an end; `effect`: what something brings about is given time. */
  readonly says: "readiness" | "hint" | "time" | "effect";
  readonly text: string;
  /** Its word of readiness is said of little else. */
  readonly isPlain: boolean;
  /** It only says that something is to settle. */
  readonly isVague?: boolean;
  /** It only says that something is to come to rest. */
  readonly isRest?: boolean;
}

/** What the comment on a sleep's line, those directly above it, and a log call before it, or before the start there, say. */
export function remarkOn(node: Node, { previous, beforeStart }: Pick<LeadUp, "previous" | "beforeStart">, sourceCode: SourceCode): Remark | undefined {
  const commented = oneText(commentsOn(node, sourceCode));
  const announced = oneText([(beforeStart && logText(beforeStart)) ?? ""]);
  const logged = oneText([(previous && logText(previous)) ?? "", judged(announced)?.says === "readiness" ? announced : ""]);
  // What is logged tells of a wait where it says so, or of what goes on: what has happened is over.
  const isOver = !givesTime.test(logged) && !/\w(?:ing)\b|\.\.\.|…/.test(logged);
  const all = oneText([commented, isOver && !saysTime.test(logged) ? "" : logged]);
  const own = saidBy(commented);
  return own?.says === "readiness" && !saysTime.test(plain(all)) ? own : saidBy(all);
}

/** What the comment says that stands at the declaration of the constant which is the time: `// for the server to start` above `const DELAY = 2000;`. */
export function remarkAtConstant({ delay }: Pick<Sleep, "delay">, scopes: Scopes, sourceCode: SourceCode): Remark | undefined {
  const named = unwrap(delay.node);
  const definition = named.type === "Identifier" ? scopes.variableOf(named)?.defs[0] : undefined;
  const declared = definition?.type === "Variable" && definition.node.parent.kind === "const" && definition.node.parent.declarations.length === 1 ? statementAround(definition.node) : undefined;
  // What stands above the first statement may be said of the whole file.
  const isHead = declared?.parent?.type === "Program" && declared.parent.body[0] === declared && sourceCode.getCommentsBefore(declared).length > 0;
  return declared && !isHead ? saidBy(oneText(commentsAt(declared, sourceCode))) : undefined;
}

function oneText(texts: readonly string[]): string {
  return texts.join(" ").replace(/\s+/g, " ").replaceAll(" ;", ";").trim();
}

function saidBy(text: string): Remark | undefined {
  const said = judged(plain(text));
  return said && { ...said, text };
}

/** A text without words that say nothing here of what it is about. */
function plain(text: string): string {
  return text.replace(saysSorry, "").replace(saysFree, "");
}

function judged(text: string): Omit<Remark, "text"> | undefined {
  if (text.trim() === "") return undefined;
  if (saysReadyAbroad.some((words) => words.test(text))) {
    const abroad = text.replace(saysBeforeAbroad, "");
    const isReadiness = saysReadyAbroad.some((words) => words.test(abroad)) && !saysOtherAbroad.test(abroad) && !saysTime.test(abroad);
    return { says: isReadiness ? "readiness" : "time", isPlain: isReadiness };
  }
  const rest = text.replace(saysBefore, "");
  const isPutOff = rest !== text && !(givesTime.test(rest) && saysReady.test(rest));
  if (saysTime.test(text) || isPutOff) return { says: "time", isPlain: false };
  const isReady = saysReady.test(text);
  const isPlain = isReady && (saysThingReady.test(text) || saysReady.test(text.replace(saysReadyOnlyWithTime, "")));
  if (saysState.test(text) && !givesTime.test(text)) return { says: "readiness", isPlain: true, isVague: true };
  if (isReady && givesTime.test(text)) return { says: "readiness", isPlain, isVague: !saysReady.test(text.replace(saysSettling, "")), isRest: !saysReady.test(text.replace(saysRest, "")) };
  if (saysTrouble.test(text)) return { says: "time", isPlain: false };
  if (isReady) return { says: "hint", isPlain };
  if (saysThing.test(text)) return { says: "readiness", isPlain: false, isVague: true };
  return givesTime.test(text) && saysEffect.test(text) ? { says: "effect", isPlain: false } : undefined;
}

/** The texts of the comments that belong to a statement: behind it on its line, and on the lines directly above. */
function commentsOn(node: Node, sourceCode: SourceCode): readonly string[] {
  const found = [...commentsAtLink(node, sourceCode), ...commentsAt(node, sourceCode)];
  const { parent } = node;
  // What stands above a branch that begins with the sleep is said of it.
  const isFirst = parent?.type === "BlockStatement" && parent.body[0] === node && parent.parent.type === "IfStatement" && parent.parent.consequent === parent && parent.parent.parent.type !== "IfStatement";
  const step = stepAround(node);
  const hook = hookAround(node);
  return isFirst ? [...commentsAt(parent.parent, sourceCode), ...found] : step ? [...commentsAt(step, sourceCode), ...found] : hook && !judged(oneText(found)) ? [...commentsAt(hook, sourceCode).filter((text) => givesTimePlainly.test(text) || saysTime.test(text)), ...found] : found;
}

/** The hook that does nothing but sleep: `beforeAll(async () => { await sleep(2000); });`. */
function hookAround(node: Node): Node | undefined {
  return aroundOnly(node, suiteHooks);
}

/** The statement whose step does nothing but sleep: `await act(async () => { await sleep(20); });`. */
function stepAround(node: Node): Node | undefined {
  return aroundOnly(node, stepCalls);
}

function aroundOnly(node: Node, calls: ReadonlySet<string>): Node | undefined {
  const fn = node.parent?.type === "BlockStatement" && node.parent.body.length === 1 ? node.parent.parent : undefined;
  const call = fn && isFunction(fn) ? wrapped(fn).parent : undefined;
  return call?.type === "CallExpression" && calls.has(calledName(call)) ? statementAround(call) : undefined;
}

/** Those of the link of a promise chain that a sleep is: above `.then(() => delay(400))`, and behind it. */
function commentsAtLink(node: Node, sourceCode: SourceCode): readonly string[] {
  const arrow = node.parent?.type === "ArrowFunctionExpression" && node.parent.body === node ? node.parent : undefined;
  const link = arrow && wrapped(arrow).parent;
  if (link?.type !== "CallExpression" || link.callee.type !== "MemberExpression" || memberName(link.callee) !== "then") return [];
  const { property } = link.callee;
  const dot = sourceCode.getTokenBefore(property);
  const above = dot ? sourceCode.getCommentsBefore(dot).filter(({ loc }) => loc.end.line === property.loc.start.line - 1) : [];
  const behind = sourceCode.getCommentsAfter(link).filter(({ loc }) => loc.start.line === link.loc.end.line);
  return [...above, ...behind].map(({ value }) => wordsIn(value));
}

function commentsAt(node: Node, sourceCode: SourceCode): readonly string[] {
  const found: string[] = [];
  let line = node.loc.start.line;
  for (const comment of sourceCode.getCommentsBefore(node).toReversed()) {
    // A comment behind the statement before belongs to that, unless only its words stand there.
    const isOwnLine = /^\s*$/.test((sourceCode.lines[comment.loc.start.line - 1] ?? "").slice(0, comment.loc.start.column));
    // One empty line may stand between a comment and the first of what it speaks of.
    if (comment.loc.end.line < line - (found.length === 0 && comment.type === "Line" ? 2 : 1) || !isOwnLine) break;
    found.unshift(wordsIn(comment.value));
    line = comment.loc.start.line;
  }
  for (const comment of sourceCode.getCommentsInside(node)) if (comment.loc.start.line <= node.loc.start.line + 1) found.push(wordsIn(comment.value));
  const after = sourceCode.getCommentsAfter(node).find((comment) => comment.loc.start.line === node.loc.end.line);
  // What stands behind the statement begins anew.
  if (after) found.push(found.length > 0 ? `; ${wordsIn(after.value)}` : wordsIn(after.value));
  return found;
}

/** A comment's words, without what is written for tools, and without code that is put out of use. */
function wordsIn(comment: string): string {
  return /^\s*(?:eslint|@ts-|prettier|istanbul|c8|v8|biome|oxlint|TODO\(|https?:)/.test(comment) || codeOnly.test(comment) ? "" : comment.replace(/^\s*\*/gm, " ");
}

// `console.log("server started");`
const codeOnly = /^\s*(?:(?:await|return|const \w+ =|let \w+ =|var \w+ =) )?[\w$]+(?:\.[\w$]+)*\(.*\)\s*;?\s*$/;

/** The text that a statement logs. */
function logText(statement: Node): string | undefined {
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  if (call?.type !== "CallExpression" || !isLogCall(call)) return undefined;
  return call.arguments.map((argument) => textIn(unwrap(argument), " ") ?? "").join(" ");
}

/** What the names of a time, or of the function that lets it pass, say that it is for. */
export function namedFor({ delay, call, node }: Pick<Sleep, "delay" | "call" | "node">): "readiness" | "settling" | "time" | undefined {
  if (saysWhen(nameOfNext(call))) return "readiness";
  const words = delay.names.flatMap(wordsOf);
  if (words.some((word) => namesTime.has(word))) return "time";
  if (delay.isOption) return undefined;
  if (namesWait(calledName(call)) || namesWait(nameAround(node)) || delay.names.some(saysBehindStart)) return "readiness";
  if (words.some((word) => namesSettling.has(word))) return "settling";
  return words.some((word) => namesReadiness.has(word)) ? "readiness" : undefined;
}

/** The name of the function that a timer is handed. */
function nameOfNext({ arguments: [first] }: CallNode): string {
  const next = first && unwrap(first);
  return next?.type === "FunctionExpression" ? (next.id?.name ?? "") : next?.type === "Identifier" ? next.name : "";
}

/** `afterWatchIsReady`, `whenConnected` */
function saysWhen(name: string): boolean {
  const words = wordsOf(name);
  return /^(?:after|when|once)$/.test(words[0] ?? "") && readyPasts.has(words.at(-1) ?? "");
}

/** `DELAY_AFTER_BROKER_START` */
function saysBehindStart(name: string): boolean {
  const words = wordsOf(name);
  const at = words.indexOf("after");
  return at >= 0 && at < words.length - 1 && startFunctionVerbs.has(words.at(-1) ?? "");
}

/** The name of the function that ends with the sleep. */
function nameAround(node: Node): string {
  const fn = unitOf(node);
  if (!isFunction(fn)) return "";
  const isLast = fn.body === node || (fn.body.type === "BlockStatement" && fn.body.body.at(-1) === node);
  const { parent } = wrapped(fn);
  const named = fn.id ?? (parent?.type === "VariableDeclarator" ? parent.id : undefined);
  // A stand-in only plays that it waits.
  if (!isLast || (parent?.type === "MethodDefinition" && wordsOf(parent.parent.parent.id?.name ?? "").some((word) => standInWords.has(word)))) return "";
  return named?.type === "Identifier" ? named.name : parent?.type === "MethodDefinition" || parent?.type === "Property" ? (keyName(parent) ?? "") : "";
}
