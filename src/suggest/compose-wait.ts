import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findOwn, isFunction, literalText, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import type { Guess } from "../guesses.js";
import { isLast } from "../order.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, insertAt } from "./edits.js";
import { withoutTimer } from "./go-on-when-ready.js";
import { hasRemarkBeside, linesWithRemarks, sleepStatement, timerAlone, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * `docker compose up -d` with `--wait`: it comes back when every health check has passed. Only where the command is waited for, by `await`,
 * because the call blocks, or because the function of the file that is called blocks with it. `docker-compose` knows it since version 2.
 */
export function composeWait(file: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly isSeparate: boolean } | undefined {
  const place = sleepStatement(file, sleep);
  if (started?.kind !== "container" || started.call.type !== "CallExpression") return undefined;
  if (!place) return composeWaitInCallback(file, sleep, started.call);
  const isWaitedFor = wrapped(started.call).parent?.type === "AwaitExpression" || isBlocking(file, started.call);
  const command = isWaitedFor ? composeUp(file, started.call) : undefined;
  return command && { edits: [command.edit, withoutSleep(file.sourceCode, place.statement)], isSeparate: command.isSeparate };
}

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
  const at = /^\s*docker[ -]compose\s(?:[^&|;\\]*\s)?up(?=\s|$)/.exec(text);
  return at && isOneText(first) ? { edit: insertAt(first.range[0] + 1 + at[0].length, " --wait"), isSeparate: at[0].includes("docker-") } : undefined;
}

/** True for a text, and for a template whose parts are only names: what is written around them is the command. */
function isOneText(node: Node): boolean {
  return literalText(node) !== undefined || (node.type === "TemplateLiteral" && node.expressions.every((each) => isPath(each)));
}
