import { type Node, calledName, findNode, keyName, memberName, unwrap } from "../ast.js";
import { askedByInput } from "../contracts/handles.js";
import { launches } from "../contracts/started.js";
import type { Guess } from "../guesses.js";
import { before, expressionOf } from "../order.js";
import { onlyValueOf } from "../scopes.js";
import { moduleOf } from "../sleeping/things.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-name.js";
import { deadlineFor, patience } from "./poll-code.js";
import { hasRemarkBeside, insteadOfSleep, linesWithRemarks, sleepStatement, timerAlone, usesOwnThis } from "./sleeps.js";
import { styleOf } from "./style.js";

/** A wait for what a child answers, and how the code calls the stream. */
export interface OutputWait {
  readonly edits: readonly Edit[];
  readonly stream: string;
}

/** Waits for the next output of a child that was asked right before, by its input, for what it must answer: `server.stdin.write(JSON.stringify(request))`. */
export function awaitOutput(file: File, { sleep, evidence }: Guess): OutputWait | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const stream = place?.canAwait && evidence !== "effect" ? answeringStream(file, place.statement) : undefined;
  const timeout = deadlineFor(sourceCode, sleep, patience);
  const once = stream !== undefined ? onceOf(sourceCode) : undefined;
  if (!place || stream === undefined || !once || timeout === undefined) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const code = `await ${once.name}(${stream}, ${quote}${askedByInput.event}${quote}, { signal: AbortSignal.timeout(${timeout}) })${semicolons ? ";" : ""}`;
  return { edits: [...once.edits, insteadOfSleep(sourceCode, place.statement, [code])], stream };
}

/** The same for a timer, which becomes a listener of that output. */
export function goOnWithOutput(file: File, { sleep, evidence }: Guess): OutputWait | undefined {
  const { sourceCode } = file;
  const { call, continuation } = sleep;
  const alone = timerAlone(sleep);
  if (!alone || !continuation || continuation.params.length > 0 || usesOwnThis(continuation) || evidence === "effect" || hasRemarkBeside(sourceCode, call, alone.next)) return undefined;
  const stream = answeringStream(file, alone.statement);
  if (stream === undefined) return undefined;
  const { quote } = styleOf(sourceCode);
  const [from] = linesWithRemarks(sourceCode, alone.statement);
  return {
    edits: [
      { range: [from, alone.next.range[0]], text: `${stream}.once(${quote}${askedByInput.event}${quote}, ` },
      { range: [alone.next.range[1], call.range[1]], text: ")" },
    ],
    stream,
  };
}

/** The output of the child that the statement before a sleep asks for the first time, where something of the file reads it already. */
function answeringStream({ sourceCode, startup }: File, sleep: Node): string | undefined {
  const [previous] = before(sleep, startup.contexts);
  const asked = expressionOf(previous);
  if (asked?.type !== "CallExpression" || !isWrite(asked) || startup.surroundings.isTest()) return undefined;
  const input = asked.callee.type === "MemberExpression" ? unwrap(asked.callee.object) : undefined;
  if (input?.type !== "MemberExpression" || !isPath(input.object)) return undefined;
  const module = moduleOf(input.object, startup);
  const isChild = module !== undefined && launches.some(({ kind, from }) => kind === "child" && from.includes(module));
  const child = sourceCode.getText(input.object);
  const stream = `${child}.${askedByInput.output}`;
  const earlier = startup.calls.filter((call) => call.range[1] <= sleep.range[0]);
  const isRead = earlier.some((call) => calledName(call) !== "once" && findNode(call, (node) => node.type === "MemberExpression" && sourceCode.getText(node) === stream));
  const isFirst = earlier.every((call) => call === asked || !isWrite(call) || call.callee.type !== "MemberExpression" || sourceCode.getText(call.callee.object) !== sourceCode.getText(input));
  return isChild && isRead && isFirst && asked.arguments[0] && isRequest(asked.arguments[0]) ? stream : undefined;

  function isRequest(payload: Node): boolean {
    return findNode(payload, (node) => isRequestObject(node) || isRequestObject(onlyValueOf(node, startup.scopes))) !== undefined;
  }
}

/** `child.stdin.write(…)` */
function isWrite(call: Node): boolean {
  const callee = call.type === "CallExpression" && call.callee.type === "MemberExpression" ? call.callee : undefined;
  const input = callee && unwrap(callee.object);
  return callee !== undefined && memberName(callee) === askedByInput.method && input?.type === "MemberExpression" && memberName(input) === askedByInput.input;
}

function isRequestObject(node: Node | undefined): boolean {
  const inner = node && unwrap(node);
  const names = inner?.type === "ObjectExpression" ? inner.properties.map((property) => (property.type === "Property" ? keyName(property) : undefined)) : [];
  return names.length > 0 && askedByInput.keys.every((key) => names.includes(key));
}
