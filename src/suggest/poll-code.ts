import type { TSESLint } from "@typescript-eslint/utils";
import { literalText, unwrap } from "../ast.js";
import type { Sleep } from "../guesses.js";
import { msOf } from "../sleeping/sleeps.js";
import { isPath } from "./await-ready.js";
import { indented } from "./edits.js";
import { areFreeAt } from "./sleeps.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** How much time a wait is given that nothing else bounds, in ms. */
export const patience = 30_000;

/** The same in a test, in ms: below what runners give a test by themselves. */
export const testPatience = 1_500;

/** How long a suggested poll rests before it asks again, in ms: another process, or what this one knows. */
export const probeRest = 100;
export const assertionRest = 50;

/** How long a suggested poll asks, in ms, as code: never shorter than the sleep it replaces; undefined where nobody knows how long that is. */
export function deadlineFor(sourceCode: SourceCode, sleep: Sleep, least: number): string | undefined {
  const { node } = sleep.delay;
  const ms = msOf(sleep);
  const shell = /^\s*sleep\s+([\d.]+)\s*$/.exec(literalText(unwrap(node)) ?? "")?.[1];
  if (shell !== undefined) return written(Math.max(least, 2_000 * Number(shell)));
  if (ms !== undefined) return written(Math.max(least, 2 * ms));
  if (least >= patience) return written(least);
  return sleep.isInMs && isPath(node) ? `Math.max(${written(least)}, 2 * ${sourceCode.getText(node)})` : undefined;
}

/** A number as it is written for a reader: `30_000`. */
export function written(number: number): string {
  return number >= 10_000 ? String(Math.round(number)).replace(/\B(?=(?:\d{3})+$)/g, "_") : String(number);
}

/** The platform's timer, as the file can call it: its own `setTimeout` may be another one. */
export function timerIn(sourceCode: SourceCode): string {
  const isOwn = (sourceCode.scopeManager?.scopes ?? []).some((scope) => scope.set.get("setTimeout")?.defs.length);
  return isOwn ? "globalThis.setTimeout" : "setTimeout";
}

/** Code that rests for some ms, or as long as a variable says. */
export function restOf(sourceCode: SourceCode, { call }: Sleep, ms: number | "pause"): string {
  const timer = timerIn(sourceCode);
  const { callee } = call;
  // `setTimeout` of node:timers/promises.
  const isSleep = timer !== "setTimeout" && callee.type === "Identifier" && callee.name === "setTimeout" && call.type === "CallExpression" && call.arguments.length === 1;
  return isSleep ? `await setTimeout(${ms})` : `await new Promise((resolve) => ${timer}(resolve, ${ms}))`;
}

/** The lines of a loop that goes on as long as `test` holds, up to a deadline that throws `problem`; `step` is run before it is asked again. Undefined where the file has another `deadline`. */
export function pollLines(sourceCode: SourceCode, sleep: Sleep, { timeout, test, step, problem }: { readonly timeout: string; readonly test: string; readonly step?: string; readonly problem: string }): readonly string[] | undefined {
  if (!areFreeAt(sourceCode, sleep.node, ["deadline"])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  return [
    `for (const deadline = Date.now() + ${timeout}; ${test}; ${step ?? ""}) {`,
    `${indent}if (Date.now() > deadline) throw new Error(${problem})${end}`,
    `${indent}${restOf(sourceCode, sleep, probeRest)}${end}`,
    "}",
  ];
}

/** The lines of a loop that runs `body` until it leaves the loop without throwing; when the time is over the last failure is thrown. */
export function tryingLines(sourceCode: SourceCode, sleep: Sleep, { timeout, body, rest }: { readonly timeout: string; readonly body: readonly string[]; readonly rest: number }): readonly string[] {
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  return [
    `for (const deadline = Date.now() + ${timeout}; ; ) {`,
    `${indent}try {`,
    ...body.map((line) => indented(line, indent + indent)),
    `${indent}} catch (error) {`,
    `${indent}${indent}if (Date.now() > deadline) throw error${end}`,
    `${indent}${indent}${restOf(sourceCode, sleep, rest)}${end}`,
    `${indent}}`,
    "}",
  ];
}

/** A loop that runs `body` until it does not throw, with a `pause` in it that doubles each time: longer in the end than anybody puts his work off. When the time is over the last failure is thrown. */
export function growingBlock(sourceCode: SourceCode, sleep: Sleep, { timeout, body, first }: { readonly timeout: string; readonly body: readonly string[]; readonly first: number }) {
  if (!areFreeAt(sourceCode, sleep.node, ["pause", "deadline"])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const lines = [
    `for (let pause = ${first}, deadline = Date.now() + ${timeout}; ; pause *= 2) {`,
    `${indent}try {`,
    ...[...body, `break${end}`].map((line) => indented(line, indent + indent)),
    `${indent}} catch (error) {`,
    `${indent}${indent}if (Date.now() > deadline) throw error${end}`,
    `${indent}}`,
    "}",
  ];
  return { lines, edits: [], code: "a loop whose pauses grow" };
}
