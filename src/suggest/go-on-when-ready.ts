import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, findNode, isFunction, literalText, unwrap, wrapped } from "../ast.js";
import { waitingDrivers } from "../contracts/retries.js";
import { launchCommands } from "../contracts/started.js";
import { pollRest } from "../contracts/sleeps.js";
import { confirmingMethods, promisingMethods } from "../contracts/handles.js";
import type { Guess, Started } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { calledName, statementAround } from "../sleeping/order.js";
import { moduleOf, nameOfThing } from "../sleeping/things.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, indentOf, insertAt } from "./edits.js";
import { onceOf } from "./import-once.js";
import { insteadOfSleep, sleepStatement, withoutSleep, areFree, deadlineFor, written } from "./sleeps.js";
import { styleOf } from "./style.js";

/** Takes the sleep away where what was started is ready when its start has been awaited. */
export function removeNeedless(file: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const place = sleepStatement(file, sleep);
  return place && started?.isReady && started.isAwaited ? [withoutSleep(file.sourceCode, place.statement)] : undefined;
}

/** Takes the sleep away where a browser's driver waits by itself for what it is told to do next. */
export function removeBeforeWaitingDriver(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const place = sleepStatement(file, sleep);
  const next = place?.next[0];
  if (!place || next?.type !== "ExpressionStatement" || !sleep.driver) return undefined;
  const modules = file.sourceCode.ast.body.flatMap((node) => (node.type === "ImportDeclaration" ? [node.source.value] : []));
  const driver = waitingDrivers.find(({ from }) => from.some((module) => module === "" || modules.includes(module)));
  const awaited = unwrap(next.expression).type === "AwaitExpression" ? unwrap((unwrap(next.expression) as TSESTree.AwaitExpression).argument) : unwrap(next.expression);
  const isWebFirst = unwrap(next.expression).type === "AwaitExpression" && assertionIn(next) === "presence" && modules.includes("@playwright/test") && /^expect\((?!async|\()/.test(file.sourceCode.getText(awaited)) && !/\.(?:resolves|rejects)\b/.test(file.sourceCode.getText(awaited)) && /\)\.to(?:Be|Have|Contain|Match)/.test(file.sourceCode.getText(awaited)) && findNode(awaited, (node) => node.type === "AwaitExpression") === undefined && /locator|getBy|page/.test(file.sourceCode.getText(awaited));
  const isAction = driver !== undefined && findNode(awaited, (node) => node.type === "MemberExpression" && node.object.type === "Identifier" && driver.owner.test(node.object.name) && driver.methods.test(nameOfThing(node))) !== undefined && driver.owner.test(nameOfThing(sleep.driver));
  return isWebFirst || isAction ? [withoutSleep(file.sourceCode, place.statement)] : undefined;
}

/** Waits for the event that says ready in the place of the sleep. Only where nothing was awaited since the start, so that it cannot be missed. */
export function awaitReadyEvent(file: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place || !started?.ready || started.isAwaited || !started.name || !isPath(started.name)) return undefined;
  const begin = statementAround(started.call);
  if (begin?.parent !== place.statement.parent) return undefined;
  const between = (place.statement.parent as TSESTree.BlockStatement).body.filter((each) => each.range[0] > begin.range[1] && each.range[1] < place.statement.range[0]);
  if (between.some((each) => findNode(each, (node) => node.type === "AwaitExpression" && !isInsideFunction(node, each)))) return undefined;
  const once = onceOf(sourceCode);
  if (!once) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const code = `await ${once.name}(${sourceCode.getText(started.name)}, ${quote}${started.ready}${quote})`;
  return { edits: [...once.edits, insteadOfSleep(sourceCode, place.statement, [`${code}${semicolons ? ";" : ""}`])], code };
}

function isInsideFunction(node: Node, root: Node): boolean {
  for (let at: Node | undefined = node; at && at !== root; at = at.parent) if (isFunction(at)) return true;
  return false;
}

/** Awaits a start of this file that gives a promise, instead of sleeping behind it. */
export function awaitStartCall(file: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly call: Node } | undefined {
  const place = sleepStatement(file, sleep);
  if (!place || !started || started.isAwaited || (started.call.type !== "CallExpression" && started.call.type !== "NewExpression")) return undefined;
  const action = file.startup.actions.of(started.call);
  const isAsync = action.kind === "local" && isFunction(action.unit) && action.unit.async && !action.unit.generator && findNode(action.unit.body, (node) => node.type === "AwaitExpression") !== undefined;
  const isPromise = (action.kind === "start" && action.start.gives === "promise" && !action.start.settles) || isPromising(file, started);
  const outer = wrapped(started.call);
  const isPlain = outer.parent?.type === "ExpressionStatement" && outer.parent.parent === place.statement.parent;
  if ((!isAsync && !isPromise) || !isPlain) return undefined;
  return { edits: [insertAt(outer.range[0], "await "), withoutSleep(file.sourceCode, place.statement)], call: started.call };
}

function isPromising({ startup }: File, { call }: Started): boolean {
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return false;
  const module = moduleOf(call.callee.object, startup);
  const last = call.arguments.at(-1);
  // With a callback many give no promise.
  return !(last && isFunction(unwrap(last)) && calledName(call) === "connect") && promisingMethods.some((row) => module !== undefined && row.from.includes(module) && row.methods.has(calledName(call)));
}

/** Waits until the connection confirms what was asked of it, instead of a sleep. */
export function confirmOnConnection(file: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const place = sleepStatement(file, sleep);
  if (!place || started?.call.type !== "CallExpression" || started.call.callee.type !== "MemberExpression" || !isPath(started.call.callee.object)) return undefined;
  const { object } = started.call.callee;
  const module = moduleOf(object, file.startup);
  const row = confirmingMethods.find(({ from, after }) => module !== undefined && from.includes(module) && after === calledName(started.call));
  if (!row) return undefined;
  const code = `await ${file.sourceCode.getText(object)}.${row.confirm}()`;
  return { edits: [insteadOfSleep(file.sourceCode, place.statement, [`${code}${styleOf(file.sourceCode).semicolons ? ";" : ""}`])], code };
}

/** Makes a timer a listener of the event that says ready. Only in the turn of the start, so that the event cannot be missed. */
export function listenInsteadOfTimer({ sourceCode }: File, { sleep, started }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { form, node, call } = sleep;
  // What a thread tells first is that it is set up, as far as anybody can say.
  const ready = started?.kind === "worker" && started.call.type === "NewExpression" ? "message" : started?.ready;
  if ((form !== "timer" && form !== "continued") || !ready || !started || started.isAwaited || !started.name || !isPath(started.name) || node.type !== "ExpressionStatement") return undefined;
  const begin = statementAround(started.call);
  const [next] = call.arguments;
  if (!next || begin?.parent !== node.parent || unwrap(node.expression) !== call || sourceCode.getCommentsInside(call).some((comment) => comment.range[0] > next.range[1])) return undefined;
  const siblings = (node.parent as TSESTree.BlockStatement).body.filter((each) => each.range[0] > begin.range[1] && each.range[1] < node.range[0]);
  if (siblings.some((each) => findNode(each, (inner) => inner.type === "AwaitExpression" && !isInsideFunction(inner, each)))) return undefined;
  const { quote } = styleOf(sourceCode);
  const code = `${sourceCode.getText(started.name)}.once(${quote}${ready}${quote}, …)`;
  const isFunctionGiven = isFunction(unwrap(next));
  const open = `${code.slice(0, -2)}${isFunctionGiven ? "" : "() => "}`;
  return { edits: [{ range: [call.range[0], next.range[0]], text: open }, { range: [next.range[1], call.range[1]], text: isFunctionGiven ? ")" : "())" }], code };
}

/** `docker compose up -d` with `--wait`: it comes back when every health check has passed. */
export function composeWait(file: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const place = sleepStatement(file, sleep);
  if (!place || started?.kind !== "container" || started.call.type !== "CallExpression") return undefined;
  const command = composeUp(started.call);
  return command && [command, withoutSleep(file.sourceCode, place.statement)];
}

function composeUp(call: CallNode): Edit | undefined {
  const [first, args] = call.arguments;
  const text = first && literalText(unwrap(first));
  const list = args && unwrap(args);
  if (text === undefined || !first) return undefined;
  if (list?.type === "ArrayExpression") {
    const up = list.elements.find((element) => element && literalText(element) === "up");
    return text === "docker" && up ? insertAt(up.range[1], `, ${up.type === "Literal" ? up.raw.replace("up", "--wait") : '"--wait"'}`) : undefined;
  }
  const at = /^[^&|;]*\bdocker compose\b[^&|;]*?\bup\b/.exec(text);
  const isKnown = launchCommands.some(({ kind, command }) => kind === "container" && command.test(text));
  return at && isKnown ? insertAt(first.range[0] + 1 + at[0].length, " --wait") : undefined;
}

/** Runs at once what waits in the listener of the subject's own ready event, where it uses the subject. */
export function goOnAtOnce({ sourceCode }: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const { continuation, node, form } = sleep;
  if (form !== "timer" || !continuation || !started?.isReady || !started.name || continuation.async || continuation.params.length > 0 || node.type !== "ExpressionStatement") return undefined;
  const name = nameOfThing(started.name);
  const usesIt = findNode(continuation.body, (each) => each.type === "Identifier" && each.name === name) !== undefined;
  const isBare = continuation.body.type === "BlockStatement" && continuation.body.body.every((each) => each.type !== "VariableDeclaration" && each.type !== "FunctionDeclaration" && each.type !== "ClassDeclaration");
  if (!usesIt || (continuation.body.type === "BlockStatement" && !isBare) || findNode(continuation.body, (each) => each.type === "ReturnStatement")) return undefined;
  if (continuation.type !== "ArrowFunctionExpression" && findNode(continuation.body, (each) => each.type === "ThisExpression")) return undefined;
  const { semicolons } = styleOf(sourceCode);
  if (continuation.body.type !== "BlockStatement") return [{ range: node.range, text: `${sourceCode.getText(continuation.body)}${semicolons ? ";" : ""}` }];
  const inner = continuation.body.body[0];
  if (!inner) return undefined;
  const from = indentOf(sourceCode, inner);
  const to = indentOf(sourceCode, node);
  const text = sourceCode.text.slice(continuation.body.range[0] + 1, continuation.body.range[1] - 1).trim();
  if (sourceCode.getTokens(continuation).some((token) => token.type === "Template" && token.loc.start.line !== token.loc.end.line)) return undefined;
  return [{ range: node.range, text: text.split("\n").map((line, i) => (i > 0 && line.startsWith(from) ? to + line.slice(from.length) : line)).join("\n") }];
}

/** Lets the timer of a race reject. */
export function rejectWhenOver({ sourceCode }: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const list = sleep.call.arguments[0] && unwrap(sleep.call.arguments[0]);
  if (list?.type !== "ArrayExpression") return undefined;
  const time = list.elements.find((element) => element && sleep.delay.node.range[0] >= element.range[0] && sleep.delay.node.range[1] <= element.range[1]);
  if (!time) return undefined;
  const { quote } = styleOf(sourceCode);
  const name = started?.name ? nameOfThing(started.name) : "it";
  return [insertAt(time.range[1], `.then(() => { throw new Error(${quote}${name} is not ready in time${quote}); })`)];
}

/** Asks again until assertions in a timer hold, then calls the test's `done`; when the time is over, with the last failure. */
export function retryInTimer({ sourceCode, startup }: File, { sleep }: Guess): readonly Edit[] | undefined {
  const { continuation, form, node } = sleep;
  if (form !== "timer" || continuation?.body.type !== "BlockStatement" || node.type !== "ExpressionStatement" || continuation.async) return undefined;
  const { body } = continuation.body;
  const last = body.at(-1);
  const asserted = body.slice(0, -1);
  const done = last?.type === "ExpressionStatement" ? unwrap(last.expression) : undefined;
  if (done?.type !== "CallExpression" || done.arguments.length > 0 || done.callee.type !== "Identifier" || startup.scopes.variableOf(done.callee)?.defs[0]?.type !== "Parameter") return undefined;
  if (asserted.length === 0 || !asserted.every((each) => assertionIn(each) === "presence") || !areFree(sourceCode, ["deadline", "ask", "error"])) return undefined;
  if (/\b(?:expect\.assertions|\.plan)\(/.test(sourceCode.text) || findNode(continuation.body, (each) => each.type === "ThisExpression" || each.type === "AwaitExpression")) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const outer = indentOf(sourceCode, node);
  const end = semicolons ? ";" : "";
  const from = indentOf(sourceCode, asserted[0] as Node);
  // With the comments that stand among them.
  const inside = sourceCode.text.slice(continuation.body.range[0] + 1, last?.range[0]).trim();
  const lines = inside.split("\n").map((line) => (line.trim() === "" ? "" : `${outer}${indent}${indent}${line.startsWith(from) ? line.slice(from.length) : line.trimStart()}`.trimEnd()));
  if (sourceCode.getTokens(continuation).some((token) => token.type === "Template" && token.loc.start.line !== token.loc.end.line)) return undefined;
  const text = [
    `const deadline = Date.now() + ${written(deadlineFor(sleep, 1_500))}${end}`,
    `${outer}const ask = () => {`,
    `${outer}${indent}try {`,
    ...lines,
    `${outer}${indent}} catch (error) {`,
    `${outer}${indent}${indent}if (Date.now() > deadline) ${done.callee.name}(error)${end}`,
    `${outer}${indent}${indent}else setTimeout(ask, ${pollRest})${end}`,
    `${outer}${indent}${indent}return${end}`,
    `${outer}${indent}}`,
    `${outer}${indent}${done.callee.name}()${end}`,
    `${outer}}${end}`,
    `${outer}ask()${end}`,
  ].join("\n");
  return [{ range: node.range, text }];
}
