import { type Node, findNode } from "../ast.js";
import type { Competition } from "../lifecycle.js";
import type { File } from "./edits.js";
import type { Names } from "./startup-names.js";
import { isTypeScript, styleOf } from "./style.js";

/** What is chained to a startup: on failure what it took is given back, and in any case its promise is forgotten. */
export function resetting(file: File, competition: Competition, names: Names, outer: string, deeper: string): string {
  const { sourceCode, filename } = file;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const failed = givenBack(file, competition);
  const error = isTypeScript(filename) ? "(error: unknown)" : "(error)";
  const at = outer + deeper;
  const caught = failed === undefined ? "" : `.catch(${error} => {\n${at}${indent}${failed}${end}\n${at}${indent}throw error${end}\n${at}})`;
  return `${caught}.finally(() => {\n${at}${indent}${names.promise} = undefined${end}\n${at}})`;
}

/** The assignment that gives back on failure what was taken before the startup had succeeded. */
function givenBack({ sourceCode, filename }: File, { kind, write, value, fn, test }: Competition): string | undefined {
  if (kind === "twice" || write.type !== "AssignmentExpression") return undefined;
  const target = sourceCode.getText(write.left);
  const isReset = findNode(fn.body, (node) => node !== write && node.type === "AssignmentExpression" && sourceCode.getText(node.left) === target && node.range[0] > write.range[1] && !isSuccess(node.right));
  if (isReset) return undefined;
  if (value.type === "Literal" && value.value === true) return `${target} = false`;
  if (kind === "flagged") {
    const compared = test.type === "BinaryExpression" ? test.right : undefined;
    return compared?.type === "Literal" && test.type === "BinaryExpression" && test.operator.startsWith("!") ? `${target} = ${sourceCode.getText(compared)}` : undefined;
  }
  const empty = isTypeScript(filename) ? emptyByType(sourceCode.text, target) : "undefined";
  return empty === undefined ? undefined : `${target} = ${empty}`;
}

function isSuccess(value: Node): boolean {
  return value.type === "Literal" && typeof value.value === "string";
}

/** The empty value that the declaration of a field or variable allows, as it is written there. */
function emptyByType(text: string, target: string): string | undefined {
  const name = target.replace(/^.*\./, "").replace(/[$#]/g, "\\$&");
  if (new RegExp(`\\b${name}\\s*(?:\\?\\s*:|:[^;=\\n]*\\bundefined\\b)`).test(text)) return "undefined";
  return new RegExp(`\\b${name}\\s*:[^;=\\n]*\\bnull\\b`).test(text) ? "null" : undefined;
}

