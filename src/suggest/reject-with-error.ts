import { type Node, isFunction, parameterName, unwrap } from "../ast.js";
import type { Readiness } from "../startup.js";
import { addedParameter, type Edit, type File, indentOf, insertAt } from "./edits.js";
import { isTypeScript } from "./style.js";

/** For a promise whose callback also runs on failure: rejects with the callback's error before anything else. */
export function rejectWithError({ sourceCode, filename }: File, { begun, promise, callback }: Readiness): readonly Edit[] | undefined {
  const executor = promise?.arguments[0] && unwrap(promise.arguments[0]);
  const [resolve, second] = isFunction(executor) ? executor.params : [];
  const resolveName = resolve && parameterName(resolve)?.name;
  const reject = second ? parameterName(second)?.name : "reject";
  const told = begun.row.callback;
  if (told?.error !== 0 || told.failedWhen !== undefined) return undefined;
  if (!isFunction(executor) || !resolve || resolveName === undefined || reject === undefined) return undefined;
  if (!second && new RegExp(`\\b${reject}\\b`).test(sourceCode.getText(executor))) return undefined;
  const parameter = second ? [] : addedParameter(sourceCode, resolve, reject);
  const last = begun.node.arguments.at(-1);
  const given = last && unwrap(last);
  if (given?.type === "Identifier" && given.name === resolveName) {
    const nothing = isTypeScript(filename) && !promise?.typeArguments ? "undefined" : "";
    return [...parameter, { range: given.range, text: `(error) => (error ? ${reject}(error) : ${resolveName}(${nothing}))` }];
  }
  if (!isFunction(given) || given !== callback) return undefined;
  const [first] = given.params;
  const error = first ? parameterName(first)?.name : "error";
  if (error === undefined || (!first && new RegExp(`\\b${error}\\b`).test(sourceCode.getText(given)))) return undefined;
  const opening = first ? undefined : sourceCode.getFirstToken(given, (token) => token.value === "(");
  if (!first && !opening) return undefined;
  const named = opening ? [insertAt(opening.range[1], error)] : [];
  const { body } = given;
  if (body.type !== "BlockStatement") {
    const text = sourceCode.getText(body);
    return [...parameter, ...named, { range: body.range, text: `(${error} ? ${reject}(${error}) : ${isLoose(body) ? `(${text})` : text})` }];
  }
  const [statement] = body.body;
  if (!statement) return undefined;
  const separator = statement.loc.start.line === body.loc.start.line ? " " : `\n${indentOf(sourceCode, statement)}`;
  return [...parameter, ...named, insertAt(statement.range[0], `if (${error}) return ${reject}(${error});${separator}`)];
}

/** True for an expression that cannot stand in a branch of a ternary as it is. */
function isLoose(node: Node): boolean {
  return node.type === "SequenceExpression" || node.type === "AssignmentExpression" || node.type === "ArrowFunctionExpression" || node.type === "YieldExpression";
}
