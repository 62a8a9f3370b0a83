import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Node } from "../ast.js";
import { type Retry, retries, slowAssertions } from "../contracts/retries.js";
import type { Sleep } from "../guesses.js";
import { assertionName, throwsWhileMissing } from "../sleeping/assertions.js";
import { runThatGives, runThatKeeps, runToRetry } from "./asserted-runs.js";
import { type Edit, type File, edited, hasLongToken, indentOf, indented, insertAt, isLong, linesWithout, textOfLines } from "./edits.js";
import { expressionOf, isGuard } from "../order.js";
import { linksOf } from "./links.js";
import { assertionRest, deadlineFor, patience, testPatience, tryingLines } from "./poll-code.js";
import { namesTaken, requiresIn } from "./requires.js";
import { areFree, areFreeAt, endOf, insteadOfSleep, isJoined, linesWithRemarks, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";
import { testModuleOf } from "./test-module.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A repair, and what its title says. */
export interface Retried {
  readonly edits: readonly Edit[];
  /** What asks again, as code: `vi.waitFor(…)`. */
  readonly code: string;
}

/**
 * Puts the assertions behind a sleep, with the reads they are made of, into what asks again until they hold, instead of the sleep: that of
 * the file's test library, or a loop with a deadline. Only what can be asked twice: it changes nothing, ends nothing, and is used nowhere else.
 */
export function retryAssertions(file: File, sleep: Sleep): Retried | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait) return undefined;
  const { statement, next } = place;
  const visits = visitsOf(sourceCode, next[0]);
  const keeping = visits ? undefined : runThatKeeps(file, next, sleep);
  const asserted = keeping?.run ?? runToRetry(file, visits ? next.slice(1) : next);
  const giving = asserted || visits ? undefined : runThatGives(file, next);
  const run = visits && asserted?.some(isGuard) ? undefined : (asserted ?? giving?.run);
  const last = run?.at(-1);
  if (!run || !last || isJoined(sourceCode, last)) return undefined;
  const timeout = deadlineFor(sourceCode, sleep, visits?.least ?? leastFor(run) ?? (run.some(throwsWhileMissing) && !startup.surroundings.isTest() ? patience : testPatience));
  const body = linesBehind(sourceCode, statement, last, keeping?.kept.edits);
  if (timeout === undefined || !body) return undefined;
  const block = giving ? givingBlock(sourceCode, sleep, timeout, body, giving.names) : retryBlock(sourceCode, sleep, timeout, body, run.some(isGuard));
  return block && { edits: [...block.edits, insteadOfSleep(sourceCode, statement, keeping ? [keeping.kept.declaration, ...block.lines] : block.lines, last)], code: block.code };
}

function leastFor(run: readonly Node[]): number | undefined {
  return run.map((statement) => slowAssertions.get(assertionName(statement) ?? "")).find((least) => least !== undefined);
}

/** The row of the library's calls that load a page, for a statement that is one: `await page.reload();`. */
function visitsOf(sourceCode: SourceCode, statement: Node | undefined): Retry["visits"] {
  const awaited = expressionOf(statement);
  const visits = awaited?.type === "AwaitExpression" ? libraryOf(sourceCode, false)?.retry.visits : undefined;
  return visits && awaited?.type === "AwaitExpression" && visits.call.test(linksOf(awaited.argument).map(({ name }) => name ?? "").join(".")) ? visits : undefined;
}

/** In a chain of promises: `start().delay(500).then(() => { … })` asks again in the function that goes on. */
export function retryInChain(file: File, sleep: Sleep): Retried | undefined {
  const { sourceCode } = file;
  const { call, continuation, after, form } = sleep;
  if (form !== "awaited" || continuation?.body.type !== "BlockStatement" || continuation.generator || sourceCode.getCommentsInside(call).some(({ range }) => range[0] >= (after ?? call).range[after ? 1 : 0])) return undefined;
  const asserted = runToRetry(file, continuation.body.body);
  const [first] = continuation.body.body;
  const last = asserted?.at(-1);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (!asserted || !first || !last || isJoined(sourceCode, last) || timeout === undefined || hasLongToken(sourceCode, continuation.body)) return undefined;
  const from = sourceCode.getCommentsBefore(first)[0] ?? first;
  const indent = indentOf(sourceCode, first);
  const body = linesWithout(sourceCode.text.slice(from.range[0], endOf(sourceCode, last)), indent);
  const block = from.loc.start.line > continuation.body.loc.start.line ? retryBlock(sourceCode, sleep, timeout, body, asserted.some(isGuard)) : undefined;
  if (!block) return undefined;
  const started: Edit = after ? { range: [after.range[1], call.range[1]], text: "" } : { range: call.range, text: "Promise.resolve()" };
  return { edits: [...block.edits, started, ...(continuation.async ? [] : [insertAt(continuation.range[0], "async ")]), { range: [from.range[0], endOf(sourceCode, last)], text: textOfLines(block.lines, indent) }], code: block.code };
}

/** The same where code behind uses what they declare: it is given what was read when the assertions held. */
function givingBlock(sourceCode: SourceCode, sleep: Sleep, timeout: string, body: readonly string[], names: readonly string[]): Block | undefined {
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const [only = ""] = names;
  const given = names.length === 1 ? only : `{ ${names.join(", ")} }`;
  const block = retryBlock(sourceCode, sleep, timeout, [...body, `return ${given}${end}`], "value");
  if (!block) return undefined;
  const [first = "", ...others] = block.isLoop ? ["await (async () => {", ...block.lines.map((line) => indented(line, indent)), `})()${end}`] : block.lines;
  return { ...block, lines: [`const ${given} = ${first}`, ...others] };
}

/** What asks again in the place of a sleep. */
interface Block {
  readonly lines: readonly string[];
  readonly edits: readonly Edit[];
  readonly code: string;
  readonly isLoop: boolean;
}

/** Statements that are run again until they no longer throw, by the test library of the file, or in a loop with a deadline; in a loop always if they may return from the test, which would end only the attempt in the library, and where the library gives no value on. */
export function retryBlock(sourceCode: SourceCode, sleep: Sleep, timeout: string, body: readonly string[], returns: boolean | "value" = false): Block | undefined {
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const library = returns === true ? undefined : libraryOf(sourceCode, returns === "value");
  if (library) {
    const { retry, name, edits } = library;
    const open = retry.open.replace("{}", name);
    const code = `${open.replace(/^await /, "").replace(/async \(\) => \{$/, "…")}${retry.name === "expect" ? ").toPass()" : ")"}`;
    return { lines: [open, ...body.map((line) => indented(line, indent)), `${retry.close(timeout)}${end}`], edits, code, isLoop: false };
  }
  if (!areFreeAt(sourceCode, sleep.node, ["deadline"])) return undefined;
  return { lines: tryingLines(sourceCode, sleep, { timeout, body: returns === "value" ? body : [...body, `break${end}`], rest: assertionRest }), edits: [], code: "a loop that has a deadline", isLoop: true };
}

function libraryOf(sourceCode: SourceCode, gives: boolean) {
  for (const required of sourceCode.ast.body.flatMap(requiresIn)) {
    for (const retry of retries) {
      const [, name] = namesTaken(required).find(([taken]) => taken === retry.name) ?? [];
      if (name !== undefined && isOf(retry, required.source) && (retry.gives || !gives)) return { retry, name, edits: [] };
    }
  }
  const imports = sourceCode.ast.body.filter((node): node is TSESTree.ImportDeclaration => node.type === "ImportDeclaration" && node.importKind !== "type");
  for (const retry of retries) {
    if (gives && !retry.gives) continue;
    for (const declaration of imports) {
      const source = testModuleOf(declaration, sourceCode);
      if (!isOf(retry, source)) continue;
      const specifiers = declaration.specifiers.filter((each): each is TSESTree.ImportSpecifier => each.type === "ImportSpecifier");
      const own = specifiers.find((each) => each.importKind !== "type" && each.imported.type === "Identifier" && each.imported.name === retry.name);
      if (own) return { retry, name: own.local.name, edits: [] };
      const lastSpecifier = specifiers.at(-1);
      if (retry.isAdded && lastSpecifier && areFree(sourceCode, [retry.name])) return { retry, name: retry.name, edits: [insertAt(lastSpecifier.range[1], `, ${retry.name}`)] };
    }
  }
  return undefined;
}

function isOf({ from }: Retry, source: string): boolean {
  return from.some((module) => (module.endsWith("/") ? source.startsWith(module) : source === module));
}

/** The lines behind a statement up to the end of `last`, with `edits` in them, without their common indentation; undefined where lines are a part of what is written. */
export function linesBehind(sourceCode: SourceCode, statement: Node, last: Node, edits: readonly Edit[] = []): readonly string[] | undefined {
  const [, from] = linesWithRemarks(sourceCode, statement);
  if (sourceCode.getTokensBetween(statement, last).some(isLong) || hasLongToken(sourceCode, last)) return undefined;
  const code = edited(sourceCode, { range: [from, endOf(sourceCode, last)] }, edits).replace(/^[ \t]*(?:\r?\n[ \t]*(?=\r?\n))*(?:\r?\n)?/, "");
  return linesWithout(code, indentOf(sourceCode, statement));
}
