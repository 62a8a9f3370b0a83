import { isFunction, parameterName, unwrap } from "../ast.js";
import type { Begun } from "../startup.js";
import { emitterOf } from "./await-ready.js";
import { addedParameter, type Edit, type File, indentOf, statementOf } from "./edits.js";
import { styleOf } from "./style.js";

/**
 * For an executor that ends in `resolve(…)` behind the start: resolves at the ready event, rejects on 'error', and takes both listeners away.
 * Only for the last statement of the executor, and an emitter that has a name there.
 */
export function settleWhenReady(file: File, { node, subject, unit }: Begun): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const { ready, events } = subject.contract;
  const place = statementOf(node);
  if (!isFunction(unit) || unit.body.type !== "BlockStatement" || place?.siblings !== unit.body.body) return undefined;
  if (typeof ready !== "object" || !(ready.event in events) || !("error" in events)) return undefined;
  const last = unit.body.body.at(-1);
  const call = last?.type === "ExpressionStatement" ? unwrap(last.expression) : undefined;
  const [resolve, second] = unit.params;
  const name = resolve && parameterName(resolve)?.name;
  if (!last || !resolve || last === place.statement || call?.type !== "CallExpression" || call.callee.type !== "Identifier" || call.callee.name !== name) return undefined;
  const emitter = emitterOf(file, node, subject, unit);
  const reject = second ? parameterName(second)?.name : "reject";
  if (emitter === undefined || reject === undefined || (!second && new RegExp(`\\b${reject}\\b`).test(sourceCode.getText(unit)))) return undefined;
  const { quote, semicolons, indent: step } = styleOf(sourceCode);
  const stop = semicolons ? ";" : "";
  const indent = indentOf(sourceCode, last);
  const lines = [
    `${emitter}.once(${quote}error${quote}, ${reject})${stop}`,
    `${emitter}.once(${quote}${ready.event}${quote}, () => {`,
    `${step}${emitter}.off(${quote}error${quote}, ${reject})${stop}`,
    `${step}${sourceCode.getText(call)}${stop}`,
    `})${stop}`,
  ];
  return [...(second ? [] : addedParameter(sourceCode, resolve, reject)), { range: last.range, text: lines.join(`\n${indent}`) }];
}
