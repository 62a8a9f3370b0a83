import { type CallNode, type Node, isFunction, keyName, literalText, unwrap } from "../ast.js";
import { readyLine } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import { calledName } from "../sleeping/order.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-once.js";
import { areFree, deadlineFor, insteadOfSleep, sleepStatement, written } from "./sleeps.js";
import { styleOf } from "./style.js";

const least = 30_000;

/** A wait for a process or a thread, and what it waits for. */
export interface ProcessWait {
  readonly edits: readonly Edit[];
  readonly kind: "line" | "message";
  readonly name: string;
}

/**
 * Waits for what a process or a thread tells, in the place of a sleep: the first message of what was forked, a line of output of what was
 * spawned. Stops with an error when it ends, fails, or says nothing in time. Only where the code can hear it.
 */
export function waitForProcess(file: File, { sleep, started }: Guess): ProcessWait | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place || !started || started.isAwaited || !started.name || !isPath(started.name)) return undefined;
  const { call } = started;
  if (call.type !== "CallExpression" && call.type !== "NewExpression") return undefined;
  const name = sourceCode.getText(started.name);
  const { indent, semicolons, quote } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const timeout = written(deadlineFor(sleep, least));
  if (started.kind === "worker" || calledName(call) === "fork") {
    const once = onceOf(sourceCode);
    const isHeard = calledName(call) === "fork" ? stdioOf(call) !== "unknown" : call.type === "NewExpression";
    if (!once || !isHeard) return undefined;
    const lines = [
      "await Promise.race([",
      `${indent}${once.name}(${name}, ${quote}message${quote}, { signal: AbortSignal.timeout(${timeout}) }),`,
      `${indent}${once.name}(${name}, ${quote}exit${quote}).then(([code]) => { throw new Error(\`${name} ended with \${code} before it was ready\`)${end} }),`,
      `])${end}`,
    ];
    return { edits: [...once.edits, insteadOfSleep(sourceCode, place.statement, lines)], kind: "message", name };
  }
  if (started.kind !== "child" || calledName(call) !== "spawn" || !isOutputPiped(call) || !areFree(sourceCode, ["timer", "look", "fail"])) return undefined;
  const isTypeScript = /\.[cm]?tsx?$/.test(file.filename);
  const lines = [
    `await new Promise${isTypeScript ? "<void>" : ""}((resolve, reject) => {`,
    `${indent}const fail = () => reject(new Error(${quote}${nameInText(name)} is not ready${quote}))${end}`,
    `${indent}const timer = setTimeout(fail, ${timeout})${end}`,
    `${indent}const look = (chunk${isTypeScript ? ": Buffer" : ""}) => {`,
    `${indent}${indent}if (!${readyLine}.test(String(chunk))) return${end}`,
    `${indent}${indent}clearTimeout(timer)${end}`,
    `${indent}${indent}${name}.stdout${isTypeScript ? "?" : ""}.off(${quote}data${quote}, look).resume()${end}`,
    `${indent}${indent}${name}.off(${quote}exit${quote}, fail).off(${quote}error${quote}, reject)${end}`,
    `${indent}${indent}resolve()${end}`,
    `${indent}}${end}`,
    `${indent}${name}.stdout${isTypeScript ? "?" : ""}.on(${quote}data${quote}, look)${end}`,
    `${indent}${name}.once(${quote}exit${quote}, fail).once(${quote}error${quote}, reject)${end}`,
    `})${end}`,
  ];
  return { edits: [insteadOfSleep(sourceCode, place.statement, lines)], kind: "line", name };
}

function nameInText(name: string): string {
  return name.replace(/^this\.#?/, "");
}

/** True where the output of a child comes to this process: by default, or because the options say "pipe". */
function isOutputPiped(call: CallNode): boolean {
  const stdio = stdioOf(call);
  if (stdio === undefined) return true;
  if (stdio === "unknown") return false;
  const text = literalText(stdio);
  if (text !== undefined) return text === "pipe" || text === "overlapped";
  const output = stdio.type === "ArrayExpression" ? stdio.elements[1] : undefined;
  return output !== undefined && output !== null && literalText(output) === "pipe";
}

/** The `stdio` option of a call; undefined where there is none, "unknown" where it cannot be seen. */
function stdioOf(call: CallNode): Node | "unknown" | undefined {
  for (const argument of call.arguments.slice(1)) {
    const options = unwrap(argument);
    if (options.type === "ArrayExpression" || isFunction(options)) continue;
    if (options.type !== "ObjectExpression") return options.type === "Identifier" && call.arguments.indexOf(argument) === 1 && call.arguments.length > 2 ? undefined : "unknown";
    for (const property of options.properties) {
      if (property.type === "SpreadElement") return "unknown";
      if (keyName(property) === "stdio") return unwrap(property.value);
      if (keyName(property) === "detached" && property.value.type === "Literal" && property.value.value === true) return "unknown";
    }
  }
  return undefined;
}
