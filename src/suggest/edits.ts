import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findOwn, isFunction } from "../ast.js";
import type { Startup } from "../startup.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The file a repair is made in. */
export interface File {
  readonly sourceCode: SourceCode;
  readonly filename: string;
  readonly startup: Startup;
}

/** One replacement in the text of a file. */
export interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** The ESLint fix that makes all of `edits` at once, in lines that end as those of the file do. Where two of them want the same text, ESLint is given none, and drops the suggestion. */
export function fixOf(sourceCode: SourceCode, edits: readonly Edit[]): TSESLint.ReportFixFunction {
  const { lineEnd } = styleOf(sourceCode);
  return (fixer) => (areApart(edits) ? edits.map(({ range, text }) => fixer.replaceTextRange([...range], text.replace(/\r?\n/g, lineEnd))) : null);
}

/** True if no two edits replace the same text. */
export function areApart(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0]);
  return sorted.every((edit, i) => i === 0 || (sorted[i - 1]?.range[1] ?? 0) <= edit.range[0]);
}

/** An edit that adds text at one place. */
export function insertAt(position: number, text: string): Edit {
  return { range: [position, position], text };
}

/** The statement of a block or program that `node` stands in, within its own function. */
export function statementOf(node: Node): { readonly statement: TSESTree.Statement; readonly siblings: readonly TSESTree.ProgramStatement[] } | undefined {
  for (let at: Node = node, parent = at.parent; parent; at = parent, parent = at.parent) {
    if (isFunction(at)) return undefined;
    if (parent.type === "BlockStatement" || parent.type === "Program") {
      return { statement: at as TSESTree.Statement, siblings: parent.body };
    }
    if (parent.type === "SwitchCase") return undefined;
  }
  return undefined;
}

/** The statement behind the one that `node` stands in, in the same block. */
export function statementAfter(node: Node): Node | undefined {
  const place = statementOf(node);
  return place && place.siblings[place.siblings.indexOf(place.statement) + 1];
}

/** The variables that a statement declares. */
export function declaredBy(sourceCode: SourceCode, statement: Node): readonly TSESLint.Scope.Variable[] {
  return sourceCode.scopeManager?.getDeclaredVariables(statement) ?? [];
}

/** The white space that `node`'s line begins with. */
export function indentOf(sourceCode: SourceCode, node: Node): string {
  return /^\s*/.exec(sourceCode.lines[node.loc.start.line - 1] ?? "")?.[0] ?? "";
}

/** True for code with a token that goes over lines, a template or such: its lines are a part of what is written. */
export function hasLongToken(sourceCode: SourceCode, node: Node): boolean {
  return sourceCode.getTokens(node).some(isLong);
}

export function isLong({ loc }: TSESTree.Token): boolean {
  return loc.start.line !== loc.end.line;
}

/** The lines of code without the indentation that they share. */
export function linesWithout(code: string, indent: string): readonly string[] {
  return code.split("\n").map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()).trimEnd());
}

/** A line with an indentation; an empty one has none. */
export function indented(line: string, indent: string): string {
  return line === "" ? "" : indent + line;
}

/** True for code that, where no semicolon ends the line above it, goes on with that line: `[…]`, `(…)`, a template. */
export function continuesLine(code: string): boolean {
  return /^\s*[([`+\-/]/.test(code);
}

/** Lines as one text whose first line stands where it is put. */
export function textOfLines(lines: readonly string[], indent: string): string {
  return lines.map((line, i) => (i > 0 ? indented(line, indent) : line)).join("\n");
}

/** The edit that puts a new statement on the line behind `after`, whose trailing comment stays with it. */
export function statementBehind(sourceCode: SourceCode, after: Node, code: string): Edit {
  const before = tokenBeforeEnd(sourceCode, after);
  if (before) return insertAt(before.range[1], `\n${indentOf(sourceCode, after)}${code}`);
  const rest = (sourceCode.lines[after.loc.end.line - 1] ?? "").slice(after.loc.end.column);
  const isLineEnd = /^\s*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/\s*)?$/.test(rest);
  const next = sourceCode.getTokenAfter(after);
  const isHazard = next !== null && continuesLine(next.value);
  const end = styleOf(sourceCode).semicolons || isHazard ? ";" : "";
  if (!isLineEnd) return insertAt(after.range[1], `${sourceCode.getText(after).endsWith(";") ? "" : ";"} ${code};`);
  const lineEnd = after.range[1] + rest.trimEnd().length;
  return insertAt(lineEnd, `\n${indentOf(sourceCode, after)}${code}${end}`);
}

/** The range of a whole statement with the comments and white space above it and the comment behind it. */
export function lineRangeOf(sourceCode: SourceCode, statement: Node): readonly [number, number] {
  const text = sourceCode.text;
  let start = statement.range[0];
  for (const comment of sourceCode.getCommentsBefore(statement).reverse()) {
    if (!/^[ \t]*\r?\n[ \t]*$/.test(text.slice(comment.range[1], start)) || !isFirstOnLine(text, comment.range[0])) break;
    start = comment.range[0];
  }
  let end = statement.range[1];
  const rest = /^[ \t]*(?:\/\/[^\n]*)?/.exec(text.slice(end))?.[0] ?? "";
  if (/^[ \t]*(?:\/\/.*)?\r?$/.test(text.slice(end, text.indexOf("\n", end) < 0 ? undefined : text.indexOf("\n", end)))) end += rest.length;
  while (start > 0 && /\s/.test(text[start - 1] ?? "")) start--;
  return [start, end];
}

function isFirstOnLine(text: string, position: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(0, position));
}

/** The lines of a statement and the comments above it, as they read at another indentation; template literals keep their lines. */
export function movedLines(sourceCode: SourceCode, statement: Node, indent: string): string {
  const [start, end] = lineRangeOf(sourceCode, statement);
  const text = sourceCode.text.slice(start, end).trimStart();
  const from = indentOf(sourceCode, statement);
  const keepsLines = sourceCode.getTokens(statement).some((token) => token.type === "Template" && token.loc.start.line !== token.loc.end.line);
  const [first = "", ...others] = text.split("\n");
  return [indent + first, ...others.map((line) => (!keepsLines && line.startsWith(from) ? indent + line.slice(from.length) : line))].join("\n");
}

/** True if `test` holds for a node of `root`'s own code, not of functions inside it. */
export function contains(root: Node, test: (node: Node) => boolean): boolean {
  return findOwn(root, test) !== undefined;
}

/** The code of a name or a path, without the type that a name may have where it is declared: `child` of `const child: ChildProcess = …`. */
export function codeOf(sourceCode: SourceCode, path: Node): string {
  return path.type === "Identifier" ? path.name : sourceCode.getText(path);
}

/** The edits that give a function another parameter behind `parameter`, with parentheses where it had none. */
export function addedParameter(sourceCode: SourceCode, parameter: Node, name: string): Edit[] {
  return isBare(sourceCode, parameter) ? [insertAt(parameter.range[0], "("), insertAt(parameter.range[1], `, ${name})`)] : [insertAt(parameter.range[1], `, ${name}`)];
}

/** True for the parameter of `value => …`, which has no parentheses. */
export function isBare(sourceCode: SourceCode, parameter: Node): boolean {
  return sourceCode.getTokenAfter(parameter)?.value === "=>";
}

/** The text of a node, or of a range, as it reads when `edits` in it are made. */
export function edited(sourceCode: SourceCode, node: Pick<Node, "range">, edits: readonly Edit[]): string {
  let text = "";
  let at = node.range[0];
  for (const edit of [...edits].sort((a, b) => a.range[0] - b.range[0])) {
    text += sourceCode.text.slice(at, edit.range[0]) + edit.text;
    at = edit.range[1];
  }
  return text + sourceCode.text.slice(at, node.range[1]);
}

/** The range of an arrow function's expression body with the parentheses around it. */
export function bodyRange(sourceCode: SourceCode, fn: FunctionNode): readonly [number, number] {
  const arrow = sourceCode.getTokenBefore(fn.body, (token) => token.value === "=>");
  const first = arrow && sourceCode.getTokenAfter(arrow);
  return fn.body.type === "BlockStatement" || !first ? fn.body.range : [first.range[0], fn.range[1]];
}

/** The token before the `;` that ends a statement on a later line, where it keeps the next line apart. */
export function tokenBeforeEnd(sourceCode: SourceCode, statement: Node): TSESTree.Token | undefined {
  const last = sourceCode.getLastToken(statement);
  const before = last?.value === ";" ? sourceCode.getTokenBefore(last) : undefined;
  return last && before && before.loc.end.line < last.loc.start.line ? before : undefined;
}

/**
 * False where a statement cannot be put elsewhere as it stands, because of what keeps it apart from those beside it: a `;` that begins the next line,
 * or none before one that could go on with the line above it.
 */
export function standsAlone(sourceCode: SourceCode, statement: Node): boolean {
  const { parent } = statement;
  if (parent?.type !== "BlockStatement" && parent?.type !== "Program") return false;
  const at = parent.body.indexOf(statement as never);
  const near = parent.body.slice(Math.max(at - 1, 0), at + 2);
  if (near.some((each) => tokenBeforeEnd(sourceCode, each))) return false;
  const isOpen = near.some((each) => /^(?:Expression|Throw|Return)Statement$|^VariableDeclaration$/.test(each.type) && sourceCode.getLastToken(each)?.value !== ";");
  return !isOpen || !near.some((each) => continuesLine(sourceCode.getFirstToken(each)?.value ?? ""));
}

/** What separates two statements where `statement` stands: a space on the line of its block, else its own line. */
export function separatorAt(sourceCode: SourceCode, statement: Node): string {
  const isOnOneLine = statement.parent?.type === "BlockStatement" && statement.parent.loc.start.line === statement.loc.start.line;
  return isOnOneLine ? " " : `\n${indentOf(sourceCode, statement)}`;
}
