import { nameOfThing, unwrap } from "../ast.js";
import type { Guess } from "../guesses.js";
import { type Edit, type File, insertAt } from "./edits.js";
import { styleOf } from "./style.js";

/** Lets the timer of a race reject, where it is written into the race. */
export function rejectWhenOver({ sourceCode }: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const list = sleep.call.arguments[0] && unwrap(sleep.call.arguments[0]);
  if (list?.type !== "ArrayExpression") return undefined;
  const { range } = sleep.delay.node;
  const time = list.elements.find((element) => element && range[0] >= element.range[0] && range[1] <= element.range[1]);
  if (!time) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const name = (started?.name && nameOfThing(started.name)) || "it";
  return [insertAt(time.range[1], `.then(() => { throw new Error(${quote}${name} is not ready in time${quote})${semicolons ? ";" : ""} })`)];
}
