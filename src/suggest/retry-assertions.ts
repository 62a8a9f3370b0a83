import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, findNode, memberName, unwrap } from "../ast.js";
import { changingVerbs, retries } from "../contracts/retries.js";
import { pollRest } from "../contracts/sleeps.js";
import type { Sleep } from "../guesses.js";
import { assertionIn } from "../sleeping/assertions.js";
import { wordsOf } from "../sleeping/delays.js";
import { calledName } from "../sleeping/order.js";
import { type Edit, type File, declaredBy, indentOf, insertAt } from "./edits.js";
import { areFree, deadlineFor, insteadOfSleep, linesWithRemarks, sleepStatement, written } from "./sleeps.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A repair, and what its title says. */
export interface Retried {
  readonly edits: readonly Edit[];
  /** What asks again, as code: `vi.waitFor(…)`. */
  readonly code: string;
}

// Below what runners give a test by themselves.
const least = 1_500;

/**
 * Puts the assertions behind a sleep, with the reads they are made of, into what asks again until they hold, instead of the sleep: that of
 * the file's test library, or a loop with a deadline. Only what can be asked twice: it changes nothing, ends nothing, and is used nowhere else.
 */
export function retryAssertions(file: File, sleep: Sleep): Retried | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  if (!place) return undefined;
  const { statement, next } = place;
  const asserted = assertedIn(next);
  const last = asserted.at(-1);
  if (!last || !asserted.every((each) => canBeAskedAgain(each)) || isCounted(sourceCode)) return undefined;
  if (asserted.some((each) => declaredBy(sourceCode, each).some((variable) => variable.references.some(({ identifier }) => identifier.range[0] > last.range[1])))) return undefined;
  const timeout = deadlineFor(sleep, least);
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const body = bodyLines(sourceCode, statement, last);
  if (!body) return undefined;
  const library = libraryOf(sourceCode);
  if (library) {
    const { retry, name, edits } = library;
    const lines = [retry.open.replace("{}", name), ...body.map((line) => (line === "" ? "" : indent + line)), `${retry.close(timeout).replace(String(timeout), written(timeout))}${end}`];
    const code = `${retry.open.replace("{}", name).replace(/^await /, "").replace(/async \(\) => \{$/, "…")}${retry.name === "expect" ? ").toPass()" : ")"}`;
    return { edits: [...edits, insteadOfSleep(sourceCode, statement, lines, last)], code };
  }
  if (!areFree(sourceCode, ["deadline"])) return undefined;
  const deep = (line: string) => (line === "" ? "" : indent + indent + line);
  const lines = [
    `for (const deadline = Date.now() + ${written(timeout)}; ; ) {`,
    `${indent}try {`,
    ...body.map(deep),
    `${indent}${indent}break${end}`,
    `${indent}} catch (error) {`,
    `${indent}${indent}if (Date.now() > deadline) throw error${end}`,
    `${indent}${indent}await new Promise((resolve) => setTimeout(resolve, ${pollRest}))${end}`,
    `${indent}}`,
    "}",
  ];
  return { edits: [insteadOfSleep(sourceCode, statement, lines, last)], code: "a loop with a deadline" };
}

/** The declarations behind a sleep and the assertions that follow them without a break. */
function assertedIn(next: readonly TSESTree.ProgramStatement[]): readonly Node[] {
  let count = 0;
  while (next[count]?.type === "VariableDeclaration") count++;
  const reads = count;
  while (next[count] && assertionIn(next[count] as Node) === "presence") count++;
  return count > reads ? next.slice(0, count) : [];
}

/** True for code that only looks: asked twice it does what it did once. */
function canBeAskedAgain(statement: Node): boolean {
  return !findNode(statement, (node) => {
    switch (node.type) {
      case "AssignmentExpression":
      case "UpdateExpression":
      case "YieldExpression":
      case "ReturnStatement":
        return true;
      case "UnaryExpression":
        return node.operator === "delete";
      case "MemberExpression":
        return memberName(node) === "soft";
      case "Identifier":
        return node.name === "t" && node.parent.type === "MemberExpression" && node.parent.object === node;
      case "CallExpression":
        return isChange(node);
      default:
        return false;
    }
  });
}

function isChange(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  // Matchers may be called as they like.
  if (callee.type === "MemberExpression" && findNode(callee.object, (node) => node.type === "Identifier" && /^(?:expect|assert|should)$/.test(node.name))) return false;
  if (changingVerbs.has(wordsOf(calledName(call))[0] ?? "")) return true;
  return call.arguments.some((argument) => {
    const options = unwrap(argument);
    return options.type === "ObjectExpression" && options.properties.some((property) => property.type === "Property" && property.key.type === "Identifier" && (property.key.name === "method" || property.key.name === "body"));
  });
}

/** A plan counts assertions: those that fail on the way count too. */
function isCounted(sourceCode: SourceCode): boolean {
  return /\b(?:expect\.(?:assertions|hasAssertions)|t\.plan|\.plan)\(/.test(sourceCode.text);
}

function libraryOf(sourceCode: SourceCode) {
  const imports = sourceCode.ast.body.filter((node): node is TSESTree.ImportDeclaration => node.type === "ImportDeclaration" && node.importKind !== "type");
  for (const retry of retries) {
    for (const declaration of imports) {
      const source = declaration.source.value;
      if (!retry.from.some((module) => (module.endsWith("/") ? source.startsWith(module) : source === module))) continue;
      const specifiers = declaration.specifiers.filter((each): each is TSESTree.ImportSpecifier => each.type === "ImportSpecifier");
      const own = specifiers.find((each) => each.imported.type === "Identifier" && each.imported.name === retry.name);
      if (own) return { retry, name: own.local.name, edits: [] };
      const lastSpecifier = specifiers.at(-1);
      if (retry.isAdded && lastSpecifier && areFree(sourceCode, [retry.name])) return { retry, name: retry.name, edits: [insertAt(lastSpecifier.range[1], `, ${retry.name}`)] };
    }
  }
  return undefined;
}

/** The lines behind a sleep up to the end of `last`, without their common indentation; what is written between them stays. */
function bodyLines(sourceCode: SourceCode, statement: Node, last: Node): readonly string[] | undefined {
  const isKeptAsItIs = sourceCode.getTokensBetween(statement, last).some((token) => token.type === "Template" && token.loc.start.line !== token.loc.end.line);
  if (isKeptAsItIs || sourceCode.getTokens(last).some((token) => token.type === "Template" && token.loc.start.line !== token.loc.end.line)) return undefined;
  const indent = indentOf(sourceCode, statement);
  const lines = sourceCode.text.slice(linesWithRemarks(sourceCode, statement)[1], last.range[1]).replace(/^[ \t]*\r?\n(?:[ \t]*\r?\n)*/, "").split("\n");
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()).trimEnd());
}
