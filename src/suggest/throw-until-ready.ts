import { findNode, isFunction, isInside, keyName, wrapped } from "../ast.js";
import type { Read } from "../startup.js";
import { type Edit, type File, insertAt, separatorAt, statementBehind, statementOf } from "./edits.js";
import { styleOf } from "./style.js";

/**
 * For a getter that gives a configured value until its server listens: throws until then, so that whoever asks too early learns of it.
 * Only where nothing else in the file asks for a member of its name: a start may, which would throw then.
 */
export function throwUntilReady({ sourceCode, startup }: File, { node, unit, place, row, handling }: Read): readonly Edit[] | undefined {
  if (place !== "getter" || !isFunction(unit) || row.value !== "null" || !handling.fallback) return undefined;
  const { parent } = unit;
  const name = parent.type === "MethodDefinition" || parent.type === "Property" ? keyName(parent) : undefined;
  const at = statementOf(node);
  if (name === undefined || !at || at.siblings !== (unit.body.type === "BlockStatement" ? unit.body.body : undefined)) return undefined;
  const isAsked = startup.members(name).some((member) => !isInside(member, unit)) || isTakenApart(sourceCode, name);
  if (isAsked) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const guard = (kept: string) => `if (!${kept}) throw new Error(${quote}not listening yet${quote})`;
  const value = wrapped(node);
  const declarator = value.parent;
  if (declarator?.type === "VariableDeclarator" && declarator.id.type === "Identifier") {
    const isOnly = at.statement === declarator.parent && declarator.parent.kind === "const" && declarator.parent.declarations.length === 1;
    return isOnly ? [statementBehind(sourceCode, at.statement, guard(declarator.id.name))] : undefined;
  }
  const kept = "address";
  if (styleOf(sourceCode).names.has(kept) || at.statement.type !== "ReturnStatement") return undefined;
  const separator = separatorAt(sourceCode, at.statement);
  const stop = separator === " " || semicolons ? ";" : "";
  const lines = [`const ${kept} = ${sourceCode.getText(node)}${stop}`, `${guard(kept)}${stop}`, ""];
  return [insertAt(at.statement.range[0], lines.join(separator)), { range: node.range, text: kept }];
}

/** True if a pattern takes a member of this name out of something: `const { port } = this`. */
function isTakenApart({ ast }: File["sourceCode"], name: string): boolean {
  return findNode(ast, (node) => node.type === "Property" && node.parent.type === "ObjectPattern" && keyName(node) === name) !== undefined;
}
