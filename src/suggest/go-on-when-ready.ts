import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, findNode, findOwn, isCall, isFunction, isInside, literalText, memberName, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { plainValues, textMethods } from "../contracts/passive.js";
import { mention } from "../mention.js";
import type { Guess, Sleep, Started } from "../guesses.js";
import { expressionOf, isExecutor, isLast, leaves, statementAround, statementsOf } from "../order.js";
import { nextOf } from "../sleeping/sleeps.js";
import type { Scopes } from "../scopes.js";
import { isTestEnd, keptIn, rootOf } from "../sleeping/things.js";
import { isParameter } from "../sleeping/times.js";
import { isLogCall } from "../telling.js";
import { isPath } from "./await-ready.js";
import { type Wait, comesBack, isAwaitedElsewhere, isBegun, isPromising, readyTogether } from "./await-started.js";
import { type Edit, type File, codeOf, continuesLine, hasLongToken, indentOf } from "./edits.js";
import { isLog, writesInput } from "./remove-sleep.js";
import { endOf, hasRemarkBeside, isMark, linesWithRemarks, timerAlone, usesOwnThis } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";

/** Makes a timer a listener of the event that says ready. Only in the turn of the start, so that the event cannot be missed. */
export function listenInsteadOfTimer(file: File, { sleep, started, beside }: Guess): Wait | undefined {
  const { sourceCode, startup } = file;
  const { call } = sleep;
  const alone = timerAlone(sleep);
  // One that is ready says nothing of the others.
  if (!alone || beside.length > 0 || !started || started.isAwaited || !started.name || !isPath(started.name)) return undefined;
  if (started.call.type !== "CallExpression" && started.call.type !== "NewExpression") return undefined;
  const maker = startup.values.valueOf(started.call.callee);
  // What a thread tells first is that it is set up, as far as anybody can say.
  const isThread = maker?.kind === "export" && /^(?:node:)?worker_threads$/.test(maker.module);
  const ready = isThread ? "message" : isBegun(file, started) ? started.ready : undefined;
  const { statement, next } = alone;
  const begin = statementAround(started.call);
  if (!ready || begin?.parent !== statement.parent || sourceCode.getCommentsInside(call).some(({ range }) => range[0] > next.range[1])) return undefined;
  const fn = unwrap(next);
  if (isFunction(fn) && fn.params.length > 0) return undefined;
  const between = (statement.parent as TSESTree.BlockStatement).body.filter(({ range }) => range[0] > begin.range[1] && range[0] < statement.range[0]);
  if (between.some((each) => findOwn(each, (inner) => inner.type === "AwaitExpression"))) return undefined;
  const { quote } = styleOf(sourceCode);
  const isTarget = maker?.kind === "global";
  const open = `${codeOf(sourceCode, started.name)}.${isTarget ? "addEventListener" : "once"}(${quote}${ready}${quote}, `;
  const close = isTarget ? ", { once: true })" : ")";
  return {
    edits: [
      { range: [call.range[0], next.range[0]], text: isFunction(fn) ? open : `${open}() => ` },
      { range: [next.range[1], call.range[1]], text: isFunction(fn) ? close : `()${close}` },
    ],
    code: `${open}…)`,
  };
}

/** Makes what a timer runs the continuation of the readiness of all that were started before it; a test's `done` hears of failure as well. */
export function goOnWhenAllReady(file: File, { sleep, started, beside }: Guess): Wait | undefined {
  const { sourceCode, startup } = file;
  const { call } = sleep;
  const alone = timerAlone(sleep);
  if (!alone || beside.length === 0 || !started || [started, ...beside].some(({ isAwaited }) => isAwaited)) return undefined;
  const { statement, next } = alone;
  const fn = unwrap(next);
  const isDone = fn.type === "Identifier" && startup.surroundings.isTest() && /^(?:done|cb|callback|next)$/.test(fn.name);
  const ready = (isFunction(fn) && fn.params.length === 0) || isDone ? readyTogether(file, statement, [...beside, started]) : undefined;
  if (!ready || hasRemarkBeside(sourceCode, call, next)) return undefined;
  const text = sourceCode.getText(next);
  const [from, to] = linesWithRemarks(sourceCode, statement);
  const code = `${ready.code}.then(${isDone ? `() => ${text}(), ${text}` : text})`;
  return { edits: [...ready.edits, { range: [from, to], text: `${code}${styleOf(sourceCode).semicolons ? ";" : ""}` }], code: `${ready.code}.then(…)` };
}

/** Makes what a timer runs the continuation of the start before it, whose promise is that of readiness: `client.connect().then(() => { … })`. */
export function goOnWhenStarted(file: File, { sleep, started, beside }: Guess): Wait | undefined {
  const { sourceCode } = file;
  const { call } = sleep;
  const alone = timerAlone(sleep);
  if (!alone || !started || !isCall(started.call) || started.isAwaited || beside.length > 0) return undefined;
  const { statement, next } = alone;
  const begin = wrapped(started.call).parent;
  if (begin?.type !== "ExpressionStatement") return undefined;
  const siblings = statement.parent.type === "BlockStatement" || statement.parent.type === "Program" ? statement.parent.body : [];
  if (siblings[siblings.indexOf(statement) - 1] !== begin || !(isPromising(file, started.call) || comesBack(file, started.call) || isAwaitedElsewhere(file, started.call))) return undefined;
  const fn = unwrap(next);
  const usesOwn = isFunction(fn) && (fn.params.length > 0 || usesOwnThis(fn));
  const [, to] = linesWithRemarks(sourceCode, begin);
  const [from] = linesWithRemarks(sourceCode, statement);
  const isLost = hasRemarkBeside(sourceCode, statement, next) || sourceCode.text.slice(to, from).trim() !== "";
  if (usesOwn || isLost || to !== endOf(sourceCode, begin)) return undefined;
  return {
    edits: [
      { range: [wrapped(started.call).range[1], next.range[0]], text: isFunction(fn) ? ".then(" : ".then(() => " },
      { range: [next.range[1], call.range[1]], text: isFunction(fn) ? ")" : "())" },
    ],
    code: `${mention(sourceCode, started.call)}.then(…)`,
  };
}

/** Runs at once what waits at the end of the listener of the subject's own ready event, where it uses the subject, or only says that all is done and nothing else is begun there. */
export function goOnAtOnce(file: File, { sleep, started, evidence, remark }: Guess): readonly Edit[] | undefined {
  const { continuation, node, form } = sleep;
  // What follows the timer has run before it.
  if (!started?.name || !isLast(node)) return undefined;
  if (!started.isReady) return evidence === "link" && !remark && continuation && isCalledBack(file, sleep, started) && namesIt(file, continuation, started.name) ? withoutTimer(file, sleep, continuation) : undefined;
  if (form === "continued") return isAllThereIs(file, sleep, started) ? callAtOnce(file, sleep) : undefined;
  if (!continuation) return undefined;
  const usesIt = namesIt(file, continuation, started.name);
  const endsOnly = statementsOf(continuation).every((each) => isLog(each) || findOwn(each, isTestEnd) !== undefined) && isAllThereIs(file, sleep, started);
  return usesIt || endsOnly ? withoutTimer(file, sleep, continuation) : undefined;
}

/** True for code that uses what was started, or what was read of it. */
function namesIt(file: File, { body }: FunctionNode, subject: Node): boolean {
  return findNode(body, (each) => each.type === "Identifier" && (each.name === nameOfThing(subject) || isReadOf(file, each, subject))) !== undefined;
}

/** True where the callback that the connecting call itself is given does nothing else than to leave when it has failed: `db.connect((error) => { … })`. */
function isCalledBack({ sourceCode }: File, { node }: Sleep, { call }: Started): boolean {
  const fn = unitOf(node);
  // A comment may say that the time is for something else.
  if (sourceCode.getCommentsBefore(node).some(({ value }) => !isMark(value))) return false;
  if (!isFunction(fn) || fn.async || !isCall(call) || call.arguments.at(-1) !== wrapped(fn) || !/^(?:re)?connect$/.test(calledName(call))) return false;
  return statementsOf(fn).every((each) => each === node || isLog(each) || (each.type === "IfStatement" && !each.alternate && leaves(each.consequent)));
}

/** True where the function around makes and starts the subject, listens for its failure, and does nothing else that the time may be for. */
function isAllThereIs({ sourceCode, startup }: File, { call: timer }: Sleep, { call: start, name }: Started): boolean {
  let unit = unitOf(start);
  while (isFunction(unit) && isExecutor(unit)) unit = unitOf(wrapped(unit).parent ?? unit);
  // What is handed in may be started by others, for others.
  if (!isFunction(unit) || !name || isParameter(rootOf(name), startup.scopes)) return false;
  const path = codeOf(sourceCode, name);
  return startup.calls.every((call) => call === start || !isInside(call, unit) || isInside(call, timer) || isOfItsStart(call) || isOfWhatItSays(call));

  /** What the listener does with the text that it is told, and how it says that it is another one. */
  function isOfWhatItSays(call: CallNode): boolean {
    const callee = unwrap(call.callee);
    if (!isInside(call, start)) return false;
    if (callee.type === "Identifier") return plainValues.has(callee.name) || isRejecting(callee, startup.scopes);
    return callee.type === "MemberExpression" && textMethods.has(memberName(callee) ?? "") && sourceCode.getText(callee.object) !== path;
  }

  function isOfItsStart(call: CallNode): boolean {
    if ((call.type === "NewExpression" && calledName(call) === "Promise") || (call.type === "CallExpression" && isLogCall(call))) return true;
    const kept = keptIn(call);
    if (kept && codeOf(sourceCode, kept) === path) return true;
    const owner = call.callee.type === "MemberExpression" ? sourceCode.getText(call.callee.object) : undefined;
    if (owner === "this" && calledName(call) === "timeout") return true;
    return owner === path && (ownStarts.has(calledName(call)) || (attachMethods.has(calledName(call)) && literalText(call.arguments[0]) === "error"));
  }
}

/** True for the second parameter of a promise's executor. */
function isRejecting(callee: Node, scopes: Scopes): boolean {
  const definition = scopes.variableOf(callee)?.defs[0];
  return definition?.type === "Parameter" && isFunction(definition.node) && isExecutor(definition.node) && definition.node.params.indexOf(definition.name) === 1;
}

// Methods that begin what the listener hears the end of.
const ownStarts: ReadonlySet<string> = new Set(["connect", "listen", "start", "open"]);

/** `done()` for `setTimeout(done, 500)`, `setTimeout(() => done(), 500)` and `setTimeout(t.end.bind(t), 500)`. */
function callAtOnce({ sourceCode, startup, filename }: File, { node, call, continuation }: Sleep): readonly Edit[] | undefined {
  const [next, , ...given] = call.arguments;
  const isAlone = node === wrapped(call) || (node.type === "ExpressionStatement" && unwrap(node.expression) === call);
  if (!next || given.length > 0 || !isAlone || sourceCode.getCommentsInside(call).some(({ value }) => !isMark(value))) return undefined;
  const fn = unwrap(next);
  const [only, ...others] = continuation ? statementsOf(continuation) : [];
  const told = continuation ? (others.length === 0 && only ? (expressionOf(only) ?? only) : undefined) : nextOf(call);
  const callee = told?.type === "CallExpression" && told.arguments.length === 0 ? told.callee : continuation ? undefined : told;
  if (!callee || fn !== next || (fn.type === "CallExpression" && !isBoundToOwner(sourceCode, fn))) return undefined;
  const [from, to] = node.type === "ExpressionStatement" ? linesWithRemarks(sourceCode, node) : node.range;
  // A comment there may say that the time is for something else.
  if (sourceCode.getCommentsBefore(node).length > 0 || sourceCode.getAllComments().some(({ range, value }) => range[0] >= from && range[1] <= to && !isMark(value))) return undefined;
  const definition = callee.type === "Identifier" ? startup.scopes.variableOf(callee)?.defs[0] : undefined;
  const promise = definition?.type === "Parameter" && isFunction(definition.node) && isExecutor(definition.node) ? wrapped(definition.node).parent : undefined;
  const nothing = isTypeScript(filename) && promise?.type === "NewExpression" && !promise.typeArguments ? "undefined" : "";
  const isOptional = told?.type === "CallExpression" && told.optional;
  return [{ range: [from, to], text: `${sourceCode.getText(callee)}${isOptional ? "?." : ""}(${nothing})${node.type === "ExpressionStatement" && styleOf(sourceCode).semicolons ? ";" : ""}` }];
}

/** `t.end.bind(t)` */
function isBoundToOwner(sourceCode: File["sourceCode"], { callee, arguments: [to, ...others] }: TSESTree.CallExpression): boolean {
  const method = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  return method?.type === "MemberExpression" && to !== undefined && others.length === 0 && sourceCode.getText(method.object) === sourceCode.getText(to);
}

/** True for a name of what was read of a subject: `port` of `const { port } = server.address()`. */
function isReadOf({ sourceCode, startup }: File, identifier: Node, subject: Node | undefined): boolean {
  const definition = identifier.type === "Identifier" ? startup.scopes.variableOf(identifier)?.defs[0]?.node : undefined;
  const of = subject && codeOf(sourceCode, subject);
  return definition?.type === "VariableDeclarator" && definition.init !== null && of !== undefined && sourceCode.getText(definition.init).startsWith(`${of}.`);
}

/** Writes at once what a timer does nothing but write to a child: its input is kept until it reads. */
export function writeAtOnce(file: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const { continuation, node } = sleep;
  if (!continuation || !started || !statementsOf(continuation).every((each) => writesInput(file.sourceCode, each, started))) return undefined;
  const { scopes } = file.startup;
  const isLater = (identifier: Node) => identifier.range[0] > node.range[0];
  const usesLater = findNode(continuation.body, (each) => each.type === "Identifier" && (scopes.variableOf(each)?.references.some((reference) => reference.isWrite() && isLater(reference.identifier)) ?? false));
  return usesLater ? undefined : withoutTimer(file, sleep, continuation);
}

/** What a timer runs, in its place; undefined where it would mean something else there. */
export function withoutTimer({ sourceCode }: File, { node, call, form }: Sleep, continuation: FunctionNode): readonly Edit[] | undefined {
  const { body, params, async } = continuation;
  const inner = statementsOf(continuation);
  const [first] = inner;
  if (form !== "timer" || async || params.length > 0 || node.type !== "ExpressionStatement" || node.expression !== call) return undefined;
  if (!first || inner.some((each) => /Declaration$/.test(each.type)) || findOwn(body, (each) => each.type === "ReturnStatement")) return undefined;
  if (usesOwnThis(continuation)) return undefined;
  const { semicolons } = styleOf(sourceCode);
  if (hasRemarkBeside(sourceCode, call, body) || (!semicolons && continuesLine(sourceCode.getFirstToken(first)?.value ?? "")) || hasLongToken(sourceCode, continuation)) return undefined;
  const [from, to] = linesWithRemarks(sourceCode, node);
  if (body.type !== "BlockStatement") return [{ range: [from, to], text: `${sourceCode.getText(body)}${semicolons ? ";" : ""}` }];
  const [deep, flat] = [indentOf(sourceCode, first), indentOf(sourceCode, node)];
  const lines = sourceCode.text.slice(body.range[0] + 1, body.range[1] - 1).trim().split("\n");
  return [{ range: [from, to], text: lines.map((line, i) => (i > 0 && line.startsWith(deep) ? flat + line.slice(deep.length) : line)).join("\n") }];
}
