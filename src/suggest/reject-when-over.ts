import { type Node, nameOfThing, unwrap } from "../ast.js";
import type { Guess } from "../guesses.js";
import { executorCall, functionAround } from "../order.js";
import { type Edit, type File, insertAt } from "./edits.js";
import { literalOf, rejecterOf } from "./failing.js";
import { styleOf } from "./style.js";

/** Lets the timer of a race reject, where it is written into the race or into the promise. */
export function rejectWhenOver({ sourceCode }: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const [first] = sleep.call.arguments;
  const error = `new Error(${literalOf(sourceCode, `${(started?.name && nameOfThing(started.name)) || "it"} is not ready in time`)})`;
  const executor = functionAround(sleep.call);
  if (executor && first && executorCall(executor)) {
    const reject = rejecterOf(sourceCode, executor);
    return reject && [...reject.edits, { range: first.range, text: `() => ${reject.name}(${error})` }];
  }
  const list = first && unwrap(first);
  const time = list?.type === "ArrayExpression" ? list.elements.find((element) => element && isWithin(sleep.delay.node, element)) : undefined;
  return time ? [insertAt(time.range[1], `.then(() => { throw ${error}${styleOf(sourceCode).semicolons ? ";" : ""} })`)] : undefined;
}

function isWithin({ range }: Node, outer: Node): boolean {
  return range[0] >= outer.range[0] && range[1] <= outer.range[1];
}
