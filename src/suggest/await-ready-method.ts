import { type Node, calledName, isCall, nameOfThing, unitOf } from "../ast.js";
import { readyMethods } from "../contracts/handles.js";
import type { Guess, Started } from "../guesses.js";
import { onlyValueOf } from "../scopes.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, codeOf } from "./edits.js";
import { insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Awaits the method by which what was made tells that it is ready, as often as it is asked; of all that were made together. Not where it has been
 * asked already, or a comment speaks of something that comes later: a job, a child.
 */
export function awaitReadyMethod(file: File, { sleep, started, beside, remark }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || !started) return undefined;
  const all = [...beside, started].toSorted((a, b) => a.call.range[0] - b.call.range[0]);
  const codes = all.flatMap((each) => {
    const method = methodOf(file, each);
    return method !== undefined && each.name ? [`await ${codeOf(sourceCode, each.name)}.${method}()`] : [];
  });
  const [code] = codes;
  if (code === undefined || codes.length < all.length || (remark && remark.isVague !== true && !isAboutConnection(remark.text, started)) || all.some((each) => isAsked(file, each, sleep.node))) return undefined;
  return { edits: [insteadOfSleep(sourceCode, place.statement, codes.map((each) => `${each}${styleOf(sourceCode).semicolons ? ";" : ""}`))], code };
}

/** True for a comment that speaks of what is ready then: the connection, or what is made, by its name. */
function isAboutConnection(text: string, { call, name }: Started): boolean {
  const names = [name && nameOfThing(name), isCall(call) ? calledName(call) : undefined].filter((each) => each !== undefined && each !== "");
  return /\b(?:ready|readiness|connect\w*|redis|open\w*|load\w*|join\w*|announc\w*|peers?|discover\w*|swarm|set ?up|initiali[sz]\w*|up)\b|\bstart(?:ed|s)?\W*$/i.test(text) || names.some((each) => text.toLowerCase().includes((each ?? "").toLowerCase()));
}

/** True where it has been asked since it was made, before `node`. */
function isAsked(file: File, each: Started, node: Node): boolean {
  const { sourceCode, startup } = file;
  const { name, call: made } = each;
  const method = methodOf(file, each);
  return startup.calls.some((call) => {
    const isBetween = call.range[0] >= made.range[0] && call.range[1] < node.range[0] && unitOf(call) === unitOf(node);
    return isBetween && call.callee.type === "MemberExpression" && calledName(call) === method && name !== undefined && sourceCode.getText(call.callee.object) === sourceCode.getText(name);
  });
}

function methodOf({ startup }: File, { call, name, isAwaited }: Started): string | undefined {
  if (!name || !isPath(name) || !isCall(call)) return undefined;
  const made = call.type === "NewExpression" ? call : onlyValueOf(name, startup.scopes);
  const maker = made?.type === "NewExpression" ? startup.values.valueOf(made.callee) : undefined;
  if (maker?.kind !== "export") return undefined;
  const isAfter = (after: string | undefined) => (after === undefined ? made === call && !isAwaited : call.type === "CallExpression" && calledName(call) === after);
  return readyMethods.find(({ from, exports, after }) => from.includes(maker.module) && exports.includes(maker.name) && isAfter(after))?.method;
}
