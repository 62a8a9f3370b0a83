import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findOwn, isCall, isFunction, literalText, nameOfThing, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { beforeInUnit, expressionOf, isLast, statementAround, withoutAwait } from "../order.js";
import { namesCompose } from "../sleeping/commands.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, insertAt } from "./edits.js";
import { withoutTimer } from "./go-on-when-ready.js";
import { isLog } from "./remove-sleep.js";
import { hasRemarkBeside, linesWithRemarks, sleepStatement, timerAlone, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * `docker compose up -d` with `--wait`: it comes back when every health check has passed. Only where the command is waited for, by `await`,
 * because the call blocks, or because the function of the file that is called blocks with it. `docker-compose` knows it since version 2.
 */
export function composeWait(file: File, { sleep, started, remark }: Guess): { readonly edits: readonly Edit[]; readonly isSeparate: boolean } | undefined {
  const place = sleepStatement(file, sleep);
  if (place) {
    const isSaid = remark?.says === "readiness" && speaksOfContainer.test(remark.text);
    const up = started ? composeRunBy(file, started.call) : isSaid ? composeRunBefore(file, place.statement) : undefined;
    if (up) return { edits: [up.edit, withoutSleep(file.sourceCode, place.statement)], isSeparate: up.isSeparate };
  }
  if (started?.kind !== "container" || started.call.type !== "CallExpression") return undefined;
  if (!place) return composeWaitInCallback(file, sleep, started.call);
  const isWaitedFor = wrapped(started.call).parent?.type === "AwaitExpression" || isBlocking(file, started.call);
  const command = isWaitedFor ? composeUp(file, started.call) : undefined;
  return command && { edits: [command.edit, withoutSleep(file.sourceCode, place.statement)], isSeparate: command.isSeparate };
}

/** The command by which a function of the file, whose call is awaited or blocks, starts containers as the last that it does. */
function composeRunBy(file: File, call: Node): ReturnType<typeof composeUp> {
  const action = isCall(call) ? file.startup.actions.of(call) : undefined;
  const fn = action?.kind === "local" ? action.unit : undefined;
  if (!fn || !isFunction(fn) || fn.generator || fn.body.type !== "BlockStatement") return undefined;
  const last = fn.body.body.findLast((each) => !isLog(each) && !(each.type === "ReturnStatement" && each.argument === null));
  const expression = expressionOf(last);
  const run = expression && withoutAwait(expression);
  if (run?.type !== "CallExpression" || findOwn(fn.body, (node) => node.type === "ReturnStatement" && node.range[1] < run.range[0])) return undefined;
  const isWaitedFor = expression === run ? !fn.async && isBlocking(file, run) : wrapped(call).parent?.type === "AwaitExpression";
  return isWaitedFor ? composeUp(file, run) : undefined;
}

/** The same for the function that is awaited before the one that begins with a sleep, where nothing else calls that one. */
function composeRunBefore(file: File, sleep: Node): ReturnType<typeof composeUp> {
  const unit = unitOf(sleep);
  const [way, ...others] = isFunction(unit) && unit.body.type === "BlockStatement" && unit.body.body[0] === sleep ? file.startup.contexts.of(unit) : [];
  if (way?.kind !== "call" || others.length > 0) return undefined;
  const statement = statementAround(way.at);
  const previous = statement && expressionOf(statement) && [...beforeInUnit(statement, file.startup.contexts)].find((each) => !isLog(each));
  const expression = expressionOf(previous);
  return expression && previous?.parent === statement?.parent ? composeRunBy(file, withoutAwait(expression)) : undefined;
}

const speaksOfContainer = /\b(?:containers?|docker|compose|services?)\b/i;

/** The same for `setTimeout(resolve, 5000)` or `setTimeout(() => { … }, 5000)` in the callback of the call that runs the command: it is called when that has come back. */
function composeWaitInCallback(file: File, sleep: Guess["sleep"], start: TSESTree.CallExpression): ReturnType<typeof composeWait> {
  const { sourceCode } = file;
  const fn = unitOf(sleep.node);
  const isCallback = isFunction(fn) && start.arguments.at(-1) === fn && /^exec(?:File)?$/.test(calledName(start));
  const alone = isCallback ? timerAlone(sleep) : undefined;
  const command = alone && composeUp(file, start);
  if (!command) return undefined;
  const { statement, next } = alone;
  const [from, to] = linesWithRemarks(sourceCode, statement);
  const isName = next.type === "Identifier" && !hasRemarkBeside(sourceCode, statement, next);
  const edits = isName ? [{ range: [from, to] as const, text: `${next.name}()${styleOf(sourceCode).semicolons ? ";" : ""}` }] : goesOnAtOnce(file, sleep, statement);
  return edits && { edits: [command.edit, ...edits], isSeparate: command.isSeparate };
}

function goesOnAtOnce(file: File, sleep: Guess["sleep"], statement: Node): readonly Edit[] | undefined {
  return sleep.continuation && isLast(statement) ? withoutTimer(file, sleep, sleep.continuation) : undefined;
}

/** True for `execSync(…)`, and for a function of the file that hands its first argument to such a call. */
function isBlocking({ startup }: File, call: CallNode): boolean {
  if (calledName(call).endsWith("Sync")) return true;
  const action = startup.actions.of(call);
  if (action.kind !== "local" || !isFunction(action.unit) || action.unit.async || action.unit.generator) return false;
  const { body, params } = action.unit;
  const command = params[0] && parameterName(params[0])?.name;
  const isOwn = (node: Node | undefined) => node?.type === "Identifier" && node.name === command;
  return command !== undefined && findOwn(body, (node) => node.type === "CallExpression" && calledName(node).endsWith("Sync") && isOwn(node.arguments[0])) !== undefined;
}

function composeUp({ sourceCode }: File, call: CallNode): { readonly edit: Edit; readonly isSeparate: boolean } | undefined {
  const [first, second] = call.arguments.map((argument) => unwrap(argument));
  if (!first) return undefined;
  if (second?.type === "ArrayExpression") {
    const words = second.elements.map((element) => element && literalText(element));
    const up = second.elements[words.indexOf("up")];
    const program = literalText(first);
    if ((program !== "docker" || words[0] !== "compose") && program !== "docker-compose") return undefined;
    return up?.type === "Literal" ? { edit: insertAt(up.range[1], `, ${up.raw.replace("up", "--wait")}`), isSeparate: program !== "docker" } : undefined;
  }
  const text = sourceCode.getText(first).slice(1, -1);
  const named = first.type === "TemplateLiteral" && first.quasis[0]?.value.raw === "" && first.expressions[0] && namesCompose.test(nameOfThing(first.expressions[0])) ? (first.quasis[1]?.range[0] ?? 0) - first.range[0] : undefined;
  const rest = named === undefined ? text : `docker-compose${text.slice(named)}`;
  const at = /^\s*docker[ -]compose\s(?:[^&|;\\]*\s)?up(?=\s|$)/.exec(rest);
  if (!at || /\s--wait\b/.test(text) || !/\s(?:-\w*d\w*|--detach)\b/.test(text) || !isOneText(first)) return undefined;
  return { edit: insertAt(first.range[0] + 1 + at[0].length + text.length - rest.length, " --wait"), isSeparate: at[0].includes("docker-") };
}

/** True for a text, and for a template whose parts are only names: what is written around them is the command. */
function isOneText(node: Node): boolean {
  return literalText(node) !== undefined || (node.type === "TemplateLiteral" && node.expressions.every((each) => isPath(each)));
}
