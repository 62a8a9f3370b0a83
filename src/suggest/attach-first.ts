import { type Node, isFunction, isInside, memberName, parameterName, unitOf, unwrap } from "../ast.js";
import { indexOf } from "../file-index.js";
import { isTellingByName } from "../listening/sayings.js";
import type { Late } from "../startup.js";
import { type Edit, type File, indentOf, insertAt, lineRangeOf, movedLines, standsAlone, statementBehind } from "./edits.js";
import { type Meanwhile, contains, emitterName, freshName, isApartFrom, isOwnCall, isSettledBefore, isThereBefore, mayLeave, meanwhileOf, named, eventWords } from "./meanwhile.js";
import { isTypeScript, styleOf } from "./style.js";
import { startOf } from "./wait-first.js";

/**
 * Moves the statement of a listener above what lets its event pass. Only where its handler has nothing to do with what happens in between,
 * and not for what strangers send, unless they are only told something meanwhile: they would be heard before they are let in.
 */
export function attachFirst(file: File, late: Late): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = placeOf(file, late);
  if (!place || late.attachment.promise) return undefined;
  const { first, second, between } = place;
  const isLettingIn = late.row?.carries === true && late.kind === "lost" && (!isTelling(file, late) || mayLeave(between));
  if (isLettingIn) return undefined;
  if (!standsAlone(sourceCode, first) || !standsAlone(sourceCode, second)) return undefined;
  const isCalledBack = first.parent !== second.parent;
  // Where the callback leaves before it listens, what comes is not meant for the handler.
  if (isCalledBack && mayLeave(between)) return undefined;
  // A callback that is left with nothing to do is no repair.
  if (isCalledBack && second.parent.type === "BlockStatement" && second.parent.body.length === 1) return undefined;
  if (!isThereBefore(sourceCode, late, between) || !isSettledBefore(sourceCode, second, between)) return undefined;
  if (!isOwnCall(sourceCode, late, between) && !isApartFrom(sourceCode, second, between, emitterName(sourceCode, late))) return undefined;
  const indent = indentOf(sourceCode, first);
  const start = startOf(sourceCode, first);
  return [insertAt(start, `${movedLines(sourceCode, second, indent).trimStart()}\n${indent}`), { range: lineRangeOf(sourceCode, second), text: "" }];
}

/** `await sendInfo(socket)`: by its name, what is awaited lets nobody in. */
function isTelling({ sourceCode }: File, { attachment, cause, emitter }: Late): boolean {
  const call = cause.type === "AwaitExpression" ? unwrap(cause.argument) : undefined;
  if (call?.type !== "CallExpression" || emitter?.tells === undefined || !isTellingByName(call)) return false;
  return call.arguments.some((argument) => sourceCode.getText(argument) === sourceCode.getText(attachment.target));
}

// Enough for what comes while somebody is let in; more is no friend.
const bound = 1000;

/** Keeps what comes in between, up to a bound, and emits it again when the listener is there. */
export function keepMeanwhile(file: File, late: Late): readonly Edit[] | undefined {
  const { sourceCode, filename } = file;
  const place = placeOf(file, late);
  if (!place || !late.emitter?.emits || !late.row?.carries || late.attachment.promise || late.attachment.isOnce) return undefined;
  if (!isOn(late) || !isThereBefore(sourceCode, late, place.between)) return undefined;
  const { first, second } = place;
  const emitter = sourceCode.getText(late.attachment.target);
  const event = JSON.stringify(late.attachment.event);
  const [early, keep] = [freshName(sourceCode, "early"), freshName(sourceCode, "keep")];
  const isTyped = isTypeScript(filename);
  const { indent: step } = styleOf(sourceCode);
  const indent = indentOf(sourceCode, first);
  const refusal = hasTerminate(late) ? `${emitter}.terminate()` : `throw new RangeError("too many early events")`;
  const lines = [
    `const ${early}${isTyped ? ": unknown[][]" : ""} = [];`,
    `const ${keep} = (...args${isTyped ? ": unknown[]" : ""}) => {`,
    `${step}if (${early}.push(args) > ${bound}) ${refusal};`,
    `};`,
    `${emitter}.on(${event}, ${keep});`,
  ];
  const after = [`${emitter}.off(${event}, ${keep});`, `for (const args of ${early}) ${emitter}.emit(${event}, ...args)`].join(`\n${indentOf(sourceCode, second)}`);
  return [insertAt(startOf(sourceCode, first), lines.map((line) => `${line}\n${indent}`).join("")), statementBehind(sourceCode, second, after)];
}

/** Holds a socket back until its listeners are there. */
export function pauseMeanwhile(file: File, late: Late): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = placeOf(file, late);
  if (!place || !late.emitter?.resumes || late.attachment.promise || mayLeave(place.between) || !isThereBefore(sourceCode, late, place.between)) return undefined;
  const { first, second, behind } = place;
  const emitter = sourceCode.getText(late.attachment.target);
  let last: Node = second;
  for (const statement of behind) {
    if (!isListener(statement, emitter, sourceCode)) break;
    last = statement;
  }
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  return [insertAt(startOf(sourceCode, first), `${emitter}.pause()${end}\n${indentOf(sourceCode, first)}`), statementBehind(sourceCode, last, `${emitter}.resume()`)];
}

/** Remembers that an event which comes once has come, and runs the handler where it is attached. */
export function rememberMeanwhile(file: File, late: Late): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = placeOf(file, late);
  const { attachment, row } = late;
  if (!place || attachment.promise || row?.carries || row?.crashes || (row?.unsure && attachment.subject) || late.kind !== "lost" || !isOn(late)) return undefined;
  const call = place.second.type === "ExpressionStatement" ? unwrap(place.second.expression) : undefined;
  const listener = attachment.listener && unwrap(attachment.listener);
  if (call !== attachment.node || !listener || !isFunction(listener) || listener.params.length > 0 || listener.generator) return undefined;
  if (contains(listener.body, (node) => node.type === "ThisExpression") && listener.type !== "ArrowFunctionExpression") return undefined;
  if (!isThereBefore(sourceCode, late, place.between) || isOwnCall(sourceCode, late, place.between)) return undefined;
  const emitter = sourceCode.getText(attachment.target);
  const event = call.type === "CallExpression" ? call.arguments[0] : undefined;
  if (!event || !isSettledBefore(sourceCode, event, place.between)) return undefined;
  const has = freshName(sourceCode, named("has", past(attachment.event)));
  const on = freshName(sourceCode, named(`on ${eventWords(attachment.event).join(" ")}`));
  const indent = indentOf(sourceCode, place.first);
  const { indent: step } = styleOf(sourceCode);
  // Of one that is not known it is seen here that it has this.
  const method = late.emitter?.onlyOn || !attachment.subject ? "on" : "once";
  const before = [`let ${has} = false;`, `${emitter}.${method}(${sourceCode.getText(event)}, () => {`, `${step}${has} = true;`, `});`];
  return [
    insertAt(startOf(sourceCode, place.first), before.map((line) => `${line}\n${indent}`).join("")),
    insertAt(place.second.range[0], `const ${on} = ${sourceCode.getText(listener)};\n${indentOf(sourceCode, place.second)}`),
    { range: listener.range, text: on },
    statementBehind(sourceCode, place.second, `if (${has}) ${on}()`),
  ];
}

function past(event: string): string {
  const [first = "", ...more] = eventWords(event);
  if (more.length > 0) return named(`${first} ${more.join(" ")} come`).replace(/^./, (letter) => letter.toUpperCase());
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${first.endsWith("e") ? "d" : "ed"}`.replace(/Opened$|Readyed$/, (word) => (word === "Opened" ? "Opened" : "BeenReady"));
}

/** The statements a listener and its cause stand in, if the listener is a statement of its own. */
function placeOf(file: File, late: Late): Meanwhile | undefined {
  const place = meanwhileOf(late);
  if (!place || beginsEarlier(file, late) || late.at !== late.attachment.node || place.second.type !== "ExpressionStatement") return undefined;
  return unwrap(place.second.expression).range[0] <= late.at.range[0] && place.second.loc.start.line === late.at.loc.start.line ? place : undefined;
}

/** True where the function that listens is given its emitter by a caller that has waited by then: what is done here would mend half of it. */
function beginsEarlier({ sourceCode, startup: { contexts, scopes } }: File, { attachment, at }: Late): boolean {
  const { root } = attachment.holder;
  const definition = typeof root === "object" && "defs" in root ? root.defs[0] : undefined;
  const fn = definition?.type === "Parameter" ? (definition.node as Node) : undefined;
  if (!isFunction(fn) || !isInside(at, fn)) return false;
  const position = fn.params.findIndex((parameter) => parameterName(parameter) === definition?.name);
  return contexts.of(fn).some((context) => {
    const given = context.kind === "call" && context.at.type === "CallExpression" ? context.at.arguments[position] : undefined;
    const variable = given?.type === "Identifier" ? scopes.variableOf(given) : undefined;
    const [name] = (variable?.identifiers ?? []) as readonly Node[];
    if (context.kind !== "call" || !name) return false;
    const since = name.parent?.type === "VariableDeclarator" ? name.parent.range[1] : name.range[1];
    return indexOf(sourceCode).awaits.some((wait) => unitOf(wait) === context.from && wait.range[0] > since && wait.range[0] < context.at.range[1] && !isInside(context.at, wait));
  });
}

/** `x.on("e", …)`, or one of its other names, without a chain. */
function isOn({ attachment: { node } }: Late): boolean {
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  return callee?.type === "MemberExpression" && ["on", "addListener", "once"].includes(memberName(callee) ?? "") && unwrap(callee.object).type !== "CallExpression";
}

function isListener(statement: Node, emitter: string, sourceCode: File["sourceCode"]): boolean {
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
  return callee?.type === "MemberExpression" && sourceCode.getText(callee.object) === emitter && ["on", "once", "addListener", "addEventListener"].includes(memberName(callee) ?? "");
}

function hasTerminate({ attachment }: Late): boolean {
  return attachment.subject?.contract.from.includes("ws") ?? false;
}
