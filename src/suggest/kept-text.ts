import { type Node, findNode, isCall, memberName, unwrap } from "../ast.js";
import { textMatchers, textMembers, textTests } from "../contracts/retries.js";
import type { Sleep } from "../guesses.js";
import { isGuard } from "../order.js";
import { assertedIn, partsOfAssertion } from "../sleeping/assertions.js";
import { isTaking } from "./ask-again.js";
import { type Edit, type File, declaredBy, indentOf, insertAt } from "./edits.js";
import { areFreeAt } from "./sleeps.js";
import { styleOf } from "./style.js";

/** How assertions of a text that is read in pieces read when the pieces are kept: the edits in them, and what is declared before. */
export interface KeptText {
  readonly edits: readonly Edit[];
  readonly declaration: string;
}

/**
 * Keeps what is gone when it has been read, where all that is asserted of it is what a text has in it: `text += output.stdout;`, and the assertions
 * are about `text`. Behind the checks that the reading has succeeded, and before all that may fail otherwise.
 */
export function keptTextOf(file: File, run: readonly Node[], sleep: Sleep): KeptText | undefined {
  const { sourceCode } = file;
  const [read, ...others] = run.filter((each) => findNode(each, isTaking));
  const [only, ...rest] = read?.type === "VariableDeclaration" && read.kind === "const" ? read.declarations : [];
  if (!read || others.length > 0 || !only?.init || rest.length > 0 || only.id.type !== "Identifier" || findNode(only.init, (node) => isCall(node) && !isTaking(node))) return undefined;
  const uses = declaredBy(sourceCode, read).flatMap(({ references }) => references.filter(({ init }) => !init).map(({ identifier }) => identifier));
  const texts = uses.map(textAt).filter((each) => each !== undefined);
  const [first] = texts;
  // One text, and nothing else is done with it.
  const name = first && sourceCode.getText(first);
  if (!first || uses.some((use) => sourceCode.getText(valueAt(use)) === name && textAt(use) === undefined) || texts.some((each) => sourceCode.getText(each) !== name)) return undefined;
  if (!textMembers.test(first.type === "MemberExpression" ? (memberName(first) ?? "") : only.id.name)) return undefined;
  const at = placeIn(file, run, read, first, uses);
  const kept = ["text", "soFar", "seen"].find((each) => areFreeAt(sourceCode, sleep.node, [each]) && !run.some((one) => findNode(one, (node) => node.type === "Identifier" && node.name === each && !(node.parent.type === "MemberExpression" && node.parent.property === node))));
  if (!at || kept === undefined) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const from = sourceCode.getCommentsBefore(at)[0] ?? at;
  return {
    edits: [insertAt(from.range[0], `${kept} += ${name ?? ""} ?? ${quote}${quote}${end}\n${indentOf(sourceCode, at)}`), ...texts.map(({ range }) => ({ range, text: kept }))],
    declaration: `let ${kept} = ${quote}${quote}${end}`,
  };
}

/** What is used of a thing where it stands: a member of it, or itself. */
function valueAt(use: Node): Node {
  const { parent } = use;
  return parent?.type === "MemberExpression" && parent.object === use && !parent.computed ? parent : use;
}

/** The text that a use is, where an assertion asks whether something is in it. */
function textAt(use: Node): Node | undefined {
  const value = valueAt(use);
  for (const each of [value, use]) {
    const { parent } = each;
    if (parent?.type === "MemberExpression" && parent.object === each && textTests.test(memberName(parent) ?? "") && parent.parent.type === "CallExpression" && parent.parent.callee === parent && assertionAround(each)) return each;
    const parts = parent?.type === "CallExpression" ? partsOfAssertion(assertionAround(each) ?? each) : undefined;
    if (parts && parts.value === each && textMatchers.test(parts.matcher.replace(/^not\./, "")) && parts.expected && isPart(parts.expected)) return each;
  }
  return undefined;
}

/** True for what a text may have in it: no list, and no pattern of all of it, which may be read twice. */
function isPart(expected: Node): boolean {
  const inner = unwrap(expected);
  return inner.type === "Literal" && "regex" in inner ? !/[$^]/.test(inner.regex.pattern) : !/^(?:Array|Object)Expression$/.test(inner.type);
}

function assertionAround(node: Node): Node | undefined {
  let at: Node | undefined = node;
  while (at && at.type !== "ExpressionStatement") at = at.parent;
  return at && assertedIn(at) ? at : undefined;
}

/** The statement before which a text that has been read can be kept: those before it only check that it has been read. */
function placeIn({ sourceCode }: File, run: readonly Node[], read: Node, text: Node, uses: readonly Node[]): Node | undefined {
  const top = run.findIndex((each) => each.range[0] <= text.range[0] && text.range[1] <= each.range[1]);
  const block = run[top];
  const branch = block?.type === "IfStatement" && !block.alternate && block.consequent.type === "BlockStatement" ? block : undefined;
  const behind = run.slice(run.indexOf(read) + 1, top);
  const guards = behind.filter(isGuard);
  const [guard, ...others] = guards;
  if (others.length > 0 || (branch && guard) || (!branch && block?.type !== "ExpressionStatement")) return undefined;
  const checked = guard ? unwrap(guard.test) : branch?.test;
  const state = checked?.type === "UnaryExpression" && checked.operator === "!" ? unwrap(checked.argument) : checked;
  if (guard && state === checked) return undefined;
  const place = branch ? branch.consequent.type === "BlockStatement" && branch.consequent.body[0] : guard ? run[run.indexOf(guard) + 1] : run[run.indexOf(read) + 1];
  if (!place || uses.some((use) => use.range[0] >= place.range[1] && branch !== undefined && use.range[0] > branch.range[1])) return undefined;
  const before = behind.filter((each) => each !== guard && each.range[0] < place.range[0]);
  const isChecked = (each: Node) => state !== undefined && sourceCode.getText(assertedIn(each) ?? each) === sourceCode.getText(state);
  return before.every(isChecked) ? place : undefined;
}
