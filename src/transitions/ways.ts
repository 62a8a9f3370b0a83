import { endingWords } from "../contracts/transitions.js";
import type { StateName } from "./names.js";
import type { Table } from "./tables.js";

/** The shortest way from one state to where `input` is allowed: the inputs before it. Nothing on it ends the machine or says that it failed. */
export function shortestWay(table: Table, from: StateName, input: StateName): readonly StateName[] | undefined {
  const seen = new Set([from.key]);
  let reached: readonly { readonly at: string; readonly inputs: readonly StateName[] }[] = [{ at: from.key, inputs: [] }];
  while (reached.length > 0) {
    const next: { at: string; inputs: readonly StateName[] }[] = [];
    for (const { at, inputs } of reached) {
      const row = table.rows.get(at);
      if (inputs.length > 0 && row?.next.has(input.key)) return inputs;
      for (const [key, to] of row?.next ?? []) {
        const taken = table.hasEvents ? table.names.get(`input ${key}`) : (table.names.get(key) ?? to);
        if (!taken || seen.has(to.key) || to.key === input.key || isEnding(to) || isEnding(taken)) continue;
        seen.add(to.key);
        next.push({ at: to.key, inputs: [...inputs, taken] });
      }
    }
    reached = next;
  }
  return undefined;
}

/** True for a state that nobody passes through on the way to another. */
function isEnding({ label }: StateName): boolean {
  const words = label
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.some((word) => endingWords.has(word));
}
