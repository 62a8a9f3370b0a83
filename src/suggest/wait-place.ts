import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findNode, isCall, isFunction, isInside, keyName, namingNode, unitOf } from "../ast.js";
import { startedByCallers } from "../contracts/lifecycle.js";
import type { Sleep, Started } from "../guesses.js";
import { statementAround, statementsOf } from "../order.js";
import type { Act } from "../sleeping/acts.js";
import { comesBehind } from "../sleeping/lead-up.js";
import { startedBy } from "../sleeping/starts.js";
import { isLogCall } from "../telling.js";
import { wordsOf } from "../words.js";
import { type Edit, type File, indentOf, indented, insertAt, textOfLines } from "./edits.js";
import { type Failing, endedBy, failingOf } from "./failing.js";
import { withoutTimer } from "./go-on-when-ready.js";
import { hasRemarkBeside, insteadOfSleep, linesWithRemarks, sleepStatement, timerAlone, usesOwnThis, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

/** Where statements that await can take the place of a sleep. */
export interface WaitPlace {
  readonly statement: Node;
  /** The statements that run when the time is over, as far as they stand there. */
  readonly next: readonly Node[];
  /** The statement behind which they stand, where that is another place than the sleep's. */
  readonly behind?: Node;
  /** The edits that put them there. */
  put(lines: readonly string[]): readonly Edit[];
}

/** The place of a sleep that is awaited, or of a timer; undefined where something else is written in it, or nobody would learn of a failure. */
export function waitPlace(file: File, sleep: Sleep): WaitPlace | undefined {
  const place = sleepStatement(file, sleep);
  if (place) return place.canAwait ? { statement: place.statement, next: place.next, put: (lines) => [insteadOfSleep(file.sourceCode, place.statement, lines)] } : undefined;
  return timerPlace(file, sleep);
}

/** The same for a wait for what was started: behind the start, where that stands in a branch before the sleep, and nothing else is started. */
export function waitPlaceFor(file: File, sleep: Sleep, { call }: Pick<Started, "call">): WaitPlace | undefined {
  const { sourceCode, startup } = file;
  const block = statementAround(call)?.parent;
  const branch = block?.parent;
  if (block?.type !== "BlockStatement" || branch?.type !== "IfStatement" || isInside(sleep.node, branch)) return waitPlace(file, sleep);
  const place = sleepStatement(file, sleep);
  const last = block.body.at(-1);
  const siblings: readonly Node[] = branch.parent.type === "BlockStatement" || branch.parent.type === "Program" ? branch.parent.body : [];
  const [from, to] = [siblings.indexOf(branch), place ? siblings.indexOf(place.statement) : -1];
  if (!place?.canAwait || !last || branch.consequent !== block || branch.alternate || from < 0 || to < from) return undefined;
  if (siblings.slice(from + 1, to).some((each) => findNode(each, (node) => isCall(node) && !(node.type === "CallExpression" && isLogCall(node))))) return undefined;
  const isOther = (act: Act) => act.isAwaited && startedBy(act, { ...startup, names: [] }) === undefined;
  const end = lineEndOf(sourceCode, last);
  if (end === undefined || comesBehind(branch, startup, isOther)) return undefined;
  const indent = indentOf(sourceCode, last);
  return { statement: place.statement, next: place.next, behind: last, put: (lines) => [insertAt(end, ["", ...lines.map((line) => indented(line, indent))].join("\n")), withoutSleep(sourceCode, place.statement)] };
}

/** Where the line of a statement ends, with a comment behind it; undefined where other code is on it. */
function lineEndOf(sourceCode: File["sourceCode"], statement: Node): number | undefined {
  const rest = (sourceCode.lines[statement.loc.end.line - 1] ?? "").slice(statement.loc.end.column);
  return /^\s*(?:\/\/.*)?$/.test(rest) ? statement.range[1] + rest.trimEnd().length : undefined;
}

/** `setTimeout(done, 500)` becomes a function that waits, `.then(() => done(), done)`. */
function timerPlace(file: File, sleep: Sleep): WaitPlace | undefined {
  const { sourceCode } = file;
  const { continuation } = sleep;
  const alone = timerAlone(sleep);
  if (!alone) return undefined;
  const { statement: node, next: callback } = alone;
  const own = continuation && continuation.params.length === 0 && !continuation.generator && !usesOwnThis(continuation) ? continuation : undefined;
  const isPlain = !continuation || own?.async === false;
  const isLost = hasRemarkBeside(sourceCode, node, callback);
  const failing = failureOf(file, callback);
  if (!failing && !isLost && own && (unitOf(node).type === "Program" || isScript(file))) return ownPlace(file, node, own);
  if (!failing && !isLost && callback.type === "Identifier" && (unitOf(node).type === "Program" || isScript(file))) return calledPlace(file, node, callback);
  if (!failing && own) return endOfStart(file, sleep, own);
  if (!isPlain || isLost || !failing) return undefined;
  const [from, to] = linesWithRemarks(sourceCode, node);
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, node);
  const body = continuation?.body;
  return {
    statement: node,
    next: body?.type === "BlockStatement" ? body.body : body ? [body] : [],
    put: (lines) => [
      ...failing.edits,
      { range: [from, callback.range[0]], text: ["void (async () => {", ...lines.map((line) => indented(line, outer + indent)), `${outer}})().then(${continuation ? "" : "() => "}`].join("\n") },
      { range: [callback.range[1], to], text: `${continuation ? "" : "()"}, ${failing.name})${semicolons ? ";" : ""}` },
    ],
  };
}

/** True for a file that others take nothing from, and that is no test. */
function isScript({ sourceCode, startup }: File): boolean {
  return !startup.surroundings.isTest() && !/\bmodule\.exports\b|\bexports\.\w|^[ \t]*export\b/m.test(sourceCode.text);
}

/** The same for a step of a script: nobody is told, and a rejection ends the process, as what a timer throws does. */
function ownPlace({ sourceCode }: File, node: Node, { body, async, range }: FunctionNode): WaitPlace | undefined {
  const isBlock = body.type === "BlockStatement";
  const next: readonly Node[] = isBlock ? body.body : [body];
  const [first] = next;
  if (!first || (isBlock && first.loc.start.line === body.loc.start.line)) return undefined;
  const [from, to] = linesWithRemarks(sourceCode, node);
  const { indent, semicolons } = styleOf(sourceCode);
  const [outer, end] = [indentOf(sourceCode, node), semicolons ? ";" : ""];
  const inner = isBlock ? indentOf(sourceCode, first) : outer + indent;
  const written = (lines: readonly string[]) => lines.map((line, i) => (i === 0 ? line : indented(line, inner))).join("\n");
  return {
    statement: node,
    next,
    put: (lines) =>
      isBlock
        ? [{ range: [from, range[0]], text: async ? "void (" : "void (async " }, insertAt(first.range[0], `${written(lines)}\n${inner}`), { range: [range[1], to], text: `)()${end}` }]
        : [{ range: [from, to], text: `void (async () => {\n${inner}${written(lines)}\n${inner}${sourceCode.getText(body)}${end}\n${outer}})()${end}` }],
  };
}

/** The same for the last step of an async function that starts something: who awaits that start learns of the failure. */
function endOfStart(file: File, sleep: Sleep, continuation: FunctionNode): WaitPlace | undefined {
  const { node } = sleep;
  const unit = unitOf(node);
  if (!isFunction(unit) || !unit.async || unit.generator || unit.body.type !== "BlockStatement" || unit.body.body.at(-1) !== node || file.startup.surroundings.isTest()) return undefined;
  const name = namingNode(unit)?.name ?? (unit.parent.type === "MethodDefinition" ? keyName(unit.parent) : undefined) ?? "";
  const [edit, ...others] = startedByCallers.has(wordsOf(name)[0] ?? "") ? (withoutTimer(file, sleep, continuation) ?? []) : [];
  const indent = indentOf(file.sourceCode, node);
  return edit && others.length === 0 ? { statement: node, next: continuation.body.type === "BlockStatement" ? continuation.body.body : [continuation.body], put: (lines) => [{ range: edit.range, text: `${textOfLines(lines, indent)}\n${indent}${edit.text}` }] } : undefined;
}

/** The same for a function of a script that has a name; its statements are those that run then. */
function calledPlace({ sourceCode, startup }: File, node: Node, callee: TSESTree.Identifier): WaitPlace {
  const { name } = callee;
  const definition = startup.scopes.variableOf(callee)?.defs[0]?.node as Node | undefined;
  const called = definition?.type === "VariableDeclarator" && definition.init ? definition.init : definition;
  const [from, to] = linesWithRemarks(sourceCode, node);
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, node);
  const end = semicolons ? ";" : "";
  return { statement: node, next: isFunction(called) ? statementsOf(called) : [], put: (lines) => [{ range: [from, to], text: ["void (async () => {", ...[...lines, `await ${name}()${end}`].map((line) => indented(line, outer + indent)), `${outer}})()${end}`].join("\n") }] };
}

/** What learns of a failure in place of the callback, which says when all is done. */
function failureOf(file: File, callback: Node): Failing | undefined {
  const called = findNode(callback, (node) => endedBy(file, node) !== undefined);
  const fn = called && endedBy(file, called);
  return called?.type === "Identifier" && fn ? failingOf(file, fn, called.name) : undefined;
}
