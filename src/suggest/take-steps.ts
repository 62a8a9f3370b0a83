import { type Node, findNode, isInside, unwrap, wrapped } from "../ast.js";
import type { StateName } from "../transitions/names.js";
import type { Illegal } from "../transitions.js";
import { type Edit, type File, continuesLine, indentOf, insertAt } from "./edits.js";
import { meantAt } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Takes the steps between before a transition that is refused.
 * Only where the call is a statement of its own, and the names of the steps mean there what they mean in the table.
 */
export function takeSteps({ sourceCode, startup }: File, { node, move, way, targetNode }: Illegal): readonly Edit[] | undefined {
  if (!move || !way || way.length === 0 || !isInside(targetNode, node)) return undefined;
  const call = wrapped(node);
  const outer = call.parent?.type === "AwaitExpression" ? wrapped(call.parent) : call;
  const statement = outer.parent;
  if (statement?.type !== "ExpressionStatement" || outer.type === "ChainExpression") return undefined;
  const list = statement.parent.type;
  const isBranch = statement.parent.type === "IfStatement" && statement.parent.loc.start.line === statement.loc.end.line && statement.parent.alternate === null;
  if (!isBranch && list !== "BlockStatement" && list !== "Program" && list !== "SwitchCase" && list !== "StaticBlock") return undefined;
  if (list === "SwitchCase" && statement.loc.start.line === statement.parent.loc.start.line) return undefined;
  const before = sourceCode.lines[statement.loc.start.line - 1]?.slice(0, statement.loc.start.column) ?? "";
  const isAlone = before.trim() === "";
  // What the receiver and the other arguments do would be done once more.
  if (node.type !== "CallExpression" || !isHarmless(unwrap(node.callee)) || node.arguments.some((argument) => argument !== targetNode && !isHarmless(argument))) return undefined;
  if (sourceCode.getCommentsInside(statement).length > 0) return undefined;
  const code = way.map((step) => codeFor(step, { sourceCode, startup }, node));
  if (!code.every((each) => each !== undefined)) return undefined;
  const text = sourceCode.getText(statement);
  // What is asked for behind it would be refused then: `swapSteps` is for that.
  if (laterStep(sourceCode, statement, node, targetNode, code)) return undefined;
  const [start, end] = [targetNode.range[0] - statement.range[0], targetNode.range[1] - statement.range[0]];
  const { semicolons } = styleOf(sourceCode);
  const ended = text.endsWith(";") || ((isAlone || isBranch) && !semicolons && !continuesLine(text)) ? "" : ";";
  if (isBranch) {
    const indent = indentOf(sourceCode, statement);
    const inner = `\n${indent}${styleOf(sourceCode).indent}`;
    const steps = code.map((each) => `${inner}${text.slice(0, start)}${each}${text.slice(end)}${ended}`).join("");
    return [insertAt(statement.range[0], `{${steps}${inner}`), insertAt(statement.range[1], `\n${indent}}`)];
  }
  const separator = isAlone ? `\n${indentOf(sourceCode, statement)}` : " ";
  return [insertAt(statement.range[0], code.map((each) => `${text.slice(0, start)}${each}${text.slice(end)}${ended}${separator}`).join(""))];
}

/** The call in a statement behind this one, in the same list, that asks for one of these steps. */
export function laterStep(sourceCode: File["sourceCode"], statement: Node, asked: Node, target: Node, steps: readonly string[]): Node | undefined {
  const text = sourceCode.getText(asked);
  const texts = steps.map((step) => `${text.slice(0, target.range[0] - asked.range[0])}${step}${text.slice(target.range[1] - asked.range[0])}`);
  const { parent } = statement;
  const list = parent?.type === "BlockStatement" || parent?.type === "Program" ? parent.body : [];
  for (const next of list.slice(list.indexOf(statement as never) + 1)) {
    const found = findNode(next, (each) => each.type === "CallExpression" && texts.includes(sourceCode.getText(each)));
    if (found) return found;
  }
  return undefined;
}

function isHarmless(argument: Node): boolean {
  return findNode(argument, (each) => each.type === "CallExpression" || each.type === "NewExpression" || each.type === "UpdateExpression" || each.type === "AssignmentExpression" || each.type === "AwaitExpression") === undefined;
}

/** The code that names a state at `at`: as the table has it, or as a literal where it is a key. */
export function codeFor({ node, label }: StateName, { sourceCode, startup }: Pick<File, "sourceCode" | "startup">, at: Node): string | undefined {
  const isKey = node.parent?.type === "Property" && node.parent.key === node && !node.parent.computed;
  if (isKey) return node.type === "Literal" && typeof node.value === "number" ? node.raw : quoted(node.type === "Literal" ? String(node.value) : label, sourceCode);
  if (node.type === "Literal") return typeof node.value === "string" ? quoted(node.value, sourceCode) : node.raw;
  let root: Node = node;
  while (root.type === "MemberExpression") root = root.object;
  const variable = root.type === "Identifier" ? startup.scopes.variableOf(root) : undefined;
  return variable && meantAt(sourceCode, at, variable.name) === variable ? sourceCode.getText(node) : undefined;
}

function quoted(text: string, sourceCode: File["sourceCode"]): string {
  const { quote } = styleOf(sourceCode);
  const json = JSON.stringify(text);
  return quote === '"' ? json : `'${json.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}
