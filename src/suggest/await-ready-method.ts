import { calledName, isCall } from "../ast.js";
import { readyMethods } from "../contracts/handles.js";
import type { Guess, Started } from "../guesses.js";
import { onlyValueOf } from "../scopes.js";
import { isPath } from "./await-ready.js";
import { type Edit, type File, codeOf } from "./edits.js";
import { insteadOfSleep, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";

/** Awaits the method by which what was made tells that it is ready, as often as it is asked; of all that were made together. */
export function awaitReadyMethod(file: File, { sleep, started, beside }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || !started) return undefined;
  const all = [...beside, started].toSorted((a, b) => a.call.range[0] - b.call.range[0]);
  const codes = all.flatMap((each) => {
    const method = methodOf(file, each);
    return method !== undefined && each.name ? [`await ${codeOf(sourceCode, each.name)}.${method}()`] : [];
  });
  const [code] = codes;
  if (code === undefined || codes.length < all.length) return undefined;
  return { edits: [insteadOfSleep(sourceCode, place.statement, codes.map((each) => `${each}${styleOf(sourceCode).semicolons ? ";" : ""}`))], code };
}

function methodOf({ startup }: File, { call, name, isAwaited }: Started): string | undefined {
  if (!name || !isPath(name) || !isCall(call)) return undefined;
  const made = call.type === "NewExpression" ? call : onlyValueOf(name, startup.scopes);
  const maker = made?.type === "NewExpression" ? startup.values.valueOf(made.callee) : undefined;
  if (maker?.kind !== "export") return undefined;
  const isAfter = (after: string | undefined) => (after === undefined ? made === call && !isAwaited : call.type === "CallExpression" && calledName(call) === after);
  return readyMethods.find(({ from, exports, after }) => from.includes(maker.module) && exports.includes(maker.name) && isAfter(after))?.method;
}
