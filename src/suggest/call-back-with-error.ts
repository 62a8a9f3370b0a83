import type { TSESLint } from "@typescript-eslint/utils";
import type { CalledBack } from "../drop.js";
import { mention } from "../mention.js";
import type { Edit } from "./edits.js";
import { literalOf } from "./failing.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Lets a timer call back with an error that says what was not delivered. Only for callbacks that are known to take an error first. */
export function callBackWithError(sourceCode: SourceCode, { node, call, callback, delivery, isErrorFirst }: CalledBack): readonly Edit[] | undefined {
  const [handler] = node.arguments;
  if (!isErrorFirst || !handler || sourceCode.getCommentsInside(call ?? handler).length > 0) return undefined;
  const told = `${callback}(new Error(${literalOf(sourceCode, `${mention(sourceCode, delivery)} did not deliver in time`)}))`;
  if (call) return [{ range: call.range, text: told }];
  const isOld = !/=>/.test(sourceCode.text);
  return [{ range: handler.range, text: isOld ? `function () { ${told}; }` : `() => ${told}` }];
}
