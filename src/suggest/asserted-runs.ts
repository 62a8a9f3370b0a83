import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, findNode, memberName } from "../ast.js";
import type { Sleep } from "../guesses.js";
import { isGuard } from "../order.js";
import { assertedIn, assertionIn, declares, throwsWhileMissing } from "../sleeping/assertions.js";
import { isEffect } from "../sleeping/effects.js";
import { canBeAskedAgain, doesMore, isCounted, losesWhatIsRead } from "./ask-again.js";
import { blockOf, isEntered, isSkip, isSteady, standsInLoop } from "./asserted-loops.js";
import { type File, declaredBy } from "./edits.js";
import { type KeptText, keptTextOf } from "./kept-text.js";
import { variablesIn } from "./meanwhile.js";

type SourceCode = Readonly<TSESLint.SourceCode>;
type Variable = TSESLint.Scope.Variable;

/** What of the statements behind a sleep can be asked again: it looks only, nothing behind it uses what it declares, and no assertion that the time is for is left behind. */
export function runToRetry(file: File, next: readonly TSESTree.ProgramStatement[], attempted?: string): readonly Node[] | undefined {
  return runWhere(file, next, (run) => !isUsedBehind(file.sourceCode, run) && !losesWhatIsRead(run), attempted);
}

/** The same where what is read is gone then, and can be kept. */
export function runThatKeeps(file: File, next: readonly TSESTree.ProgramStatement[], sleep: Sleep): { readonly run: readonly Node[]; readonly kept: KeptText } | undefined {
  const run = runWhere(file, next, (each) => !isUsedBehind(file.sourceCode, each) && keptTextOf(file, each, sleep) !== undefined);
  const kept = run && keptTextOf(file, run, sleep);
  return run && kept && { run, kept };
}

/** The same where code behind it uses constants that it declares, with their names: they are given on by what asks again. */
export function runThatGives(file: File, next: readonly TSESTree.ProgramStatement[]): { readonly run: readonly Node[]; readonly names: readonly string[] } | undefined {
  const given = (run: readonly Node[]) => usedBehind(file.sourceCode, run);
  const run = runWhere(file, next, (each) => !each.some(isGuard) && !losesWhatIsRead(each) && given(each).every((variable) => isConstant(variable, each) && !isGoneThrough(variable)));
  const variables = run && given(run);
  return run && variables && variables.length > 0 && !isAssertedBehind(file, variables, next.slice(run.length)) ? { run, names: variables.map(({ name }) => name) } : undefined;
}

function runWhere(file: File, next: readonly TSESTree.ProgramStatement[], isOwn: (run: readonly Node[]) => boolean, attempted?: string): readonly Node[] | undefined {
  const { sourceCode, startup } = file;
  const run = runsBehind(file, next).find((each) => failsBefore(file, each) && readsAnew(sourceCode, each) && each.every((statement) => !isOneOfMany(statement, each) && canBeAskedAgain(askedBy(statement), startup.scopes, attempted)) && isOwn(each));
  return !run || leavesAssertions(file, run, next) || isCounted(sourceCode) ? undefined : run;
}

const assertingNames = /^(?:assert\w*|expect\w*|should|strict|t|tap|chai)$/i;

/** True for a constant that a statement of the run declares, and that only the run and what is behind it use. */
function isConstant({ defs, references }: Variable, run: readonly Node[]): boolean {
  const declaration = defs[0]?.parent;
  return declaration?.type === "VariableDeclaration" && declaration.kind === "const" && run.includes(declaration) && !references.some(({ identifier }) => identifier.range[0] < (run[0]?.range[0] ?? 0));
}

/** True for a list that code goes through: all of it must be there, of which assertions may ask for some. */
function isGoneThrough({ references }: Variable): boolean {
  return references.some(({ identifier: { parent }, identifier }) => (parent.type === "ForOfStatement" && parent.right === identifier) || parent.type === "SpreadElement" || (parent.type === "MemberExpression" && parent.object === identifier && goingThrough.has(memberName(parent) ?? "")));
}

const goingThrough: ReadonlySet<string> = new Set(["forEach", "map", "flatMap", "filter", "reduce", "every", "some", "entries", "values", "keys"]);

/** True if assertions behind are about what was read, or what is made of it: more of it may have to be there than the first of them ask for. */
function isAssertedBehind({ sourceCode }: File, variables: readonly Variable[], behind: readonly Node[]): boolean {
  const made = new Set(variables);
  for (const statement of behind) {
    const used = variablesIn(sourceCode, statement);
    if (![...used].some((variable) => made.has(variable))) continue;
    if (findNode(statement, (node) => node.type === "ThrowStatement" || (node.type === "Identifier" && assertingNames.test(node.name)))) return true;
    for (const variable of used) if (!/^(?:Import|Function|Class)/.test(variable.defs[0]?.type ?? "")) made.add(variable);
  }
  return false;
}

/** What stands behind a sleep up to the end of assertions, the longest first: what is read, the assertions, and what only goes on if they hold. */
function runsBehind(file: File, next: readonly TSESTree.ProgramStatement[]): readonly (readonly Node[])[] {
  const ends: number[] = [];
  let end = 0;
  for (const [index, each] of next.entries()) {
    if (asserts(file, each) || (end > 0 && deniesPartOf(each, next.slice(0, index)))) {
      // What a block reads may be no mere look, nor what an assertion is of: the run may end before it.
      if (end > (ends.at(-1) ?? 0) && (blockOf(each)?.every(demands) === false || doesMore(each, file.startup.scopes))) ends.push(end);
      end = index + 1;
    }
    else if (end === 0 || (!isGuard(each) && assertionIn(each) === undefined)) {
      if (end > (ends.at(-1) ?? 0)) ends.push(end);
      if (each.type !== "VariableDeclaration" && !isReading(each)) break;
    }
  }
  if (end > (ends.at(-1) ?? 0)) ends.push(end);
  return ends.toReversed().map((count) => next.slice(0, count));
}

/** True if assertions are left behind a run that the time is for as well: nothing is done between, nor by them. */
export function leavesAssertions({ startup }: File, run: readonly Node[], next: readonly Node[]): boolean {
  for (const each of next.slice(run.length)) {
    const assertion = assertionIn(each);
    if (run.length > 0 && assertion === "presence" && doesMore(each, startup.scopes)) return false;
    if (assertion === "presence") return true;
    if (assertion === undefined && (each.type !== "VariableDeclaration" || findNode(each, (node) => node.type === "AwaitExpression" || (node.type === "CallExpression" && isEffect(node))))) return false;
  }
  return false;
}

/** True for a denial about what was read together with what must be there: `expect(state.lines).not.toContain("DEBUG")`. */
function deniesPartOf(statement: Node, before: readonly Node[]): boolean {
  const denied = assertionIn(statement) === "absence" ? assertedIn(statement) : undefined;
  const name = denied && rootOf(denied);
  return before.some((each) => declares(each, name)) && before.some((each) => {
    const asserted = assertionIn(each) === "presence" ? assertedIn(each) : undefined;
    return asserted !== undefined && rootOf(asserted) === name;
  });
}

function rootOf(node: Node): string | undefined {
  let at = node;
  while (at.type === "MemberExpression") at = at.object;
  return at.type === "Identifier" ? at.name : undefined;
}

/** True if code outside of statements uses what they declare. */
function isUsedBehind(sourceCode: SourceCode, statements: readonly Node[]): boolean {
  const start = statements[0]?.range[0] ?? 0;
  return usedBehind(sourceCode, statements).length > 0 || statements.flatMap((each) => declaredBy(sourceCode, each)).some(({ references }) => references.some(({ identifier }) => identifier.range[0] < start));
}

/** What statements declare that code behind them uses. */
function usedBehind(sourceCode: SourceCode, statements: readonly Node[]): readonly Variable[] {
  const end = statements.at(-1)?.range[1] ?? 0;
  return statements.flatMap((each) => declaredBy(sourceCode, each)).filter(({ references }) => references.some(({ identifier }) => identifier.range[0] > end));
}

/** What is asked when a statement is run again. */
function askedBy(statement: Node): Node {
  return isGuard(statement) || throwsWhileMissing(statement) ? statement.test : isReading(statement) ? statement.expression.right : statement;
}

/** `metrics = await fetchMetrics();` */
function isReading(statement: Node): statement is TSESTree.ExpressionStatement & { readonly expression: TSESTree.AssignmentExpression } {
  return statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression" && statement.expression.operator === "=" && statement.expression.left.type === "Identifier";
}

/** True for an assertion, what throws for the lack of something, and for a block, a branch or a loop with nothing but assertions in it and what they read; in a function nobody would wait for that. */
function asserts(file: File, statement: Node): boolean {
  const block = blockOf(statement);
  const mayStand = (each: Node) => (each.type === "VariableDeclaration" && each.kind !== "var") || standsInLoop(file, each, statement);
  return demands(statement) || (block?.some((each) => asserts(file, each)) === true && block.every((each) => asserts(file, each) || (statement.type !== "ExpressionStatement" && mayStand(each))));
}

/** True for a loop that counts and is asked again together with other things, or whose turns differ: one that begins anew may find another state. */
function isOneOfMany(statement: Node, run: readonly Node[]): boolean {
  return (statement.type === "ForStatement" && run.length > 1) || findNode(statement, (node) => node.type === "ForStatement" && !isSteady(node)) !== undefined;
}

/** True for what fails while something is missing. */
function demands(statement: Node): boolean {
  return assertionIn(statement) === "presence" || throwsWhileMissing(statement);
}

/** True if what checks throw for the lack of is looked for in the run: what was there before the sleep shows nothing. */
function readsAnew(sourceCode: SourceCode, run: readonly Node[]): boolean {
  const around = run[0]?.parent?.parent;
  const read = run.filter((each) => findNode(each, (node) => node.type === "CallExpression") !== undefined).flatMap((each) => declaredBy(sourceCode, each));
  return run.every((each) => {
    // What the branch was taken for the lack of was not there before.
    if (!throwsWhileMissing(each) || (around?.type === "IfStatement" && sourceCode.getText(around.test) === sourceCode.getText(each.test))) return true;
    const isFresh = (node: Node) => node.type === "CallExpression" || (node.type === "MemberExpression" && changing.test(memberName(node) ?? "")) || (node.type === "Identifier" && read.some(({ name }) => name === node.name));
    return findNode(each.test, isFresh) !== undefined;
  });
}

const changing = /^(?:length|size|_?(?:is_?)?(?:connected|ready|open|opened|listening|online|authenticated|synced|registered|loaded|started)|readyState|state|status)$/i;

/** True for assertions that fail while nothing is there: of more than each of a list that may be empty. */
function failsBefore(file: File, run: readonly Node[]): boolean {
  return run.some((each) => {
    if (demands(each)) return true;
    const block = asserts(file, each) ? (blockOf(each) ?? []) : [];
    const skips = block.filter(isSkip);
    // Of two elements one at least is not passed over for being another that is named.
    const isSame = skips.every((one) => one.type === "IfStatement" && one.test.type === "BinaryExpression" && /^===?$/.test(one.test.operator) && one.test.left.type === "Identifier" && one.test.right.type === "Identifier");
    return skips.length < 2 && isSame && isEntered(each, file.startup.scopes, skips.length + 1) && failsBefore(file, block);
  });
}
