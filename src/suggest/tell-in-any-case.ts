import type { TSESLint } from "@typescript-eslint/utils";
import type { Partly } from "../drop.js";
import { type Edit, indentOf } from "./edits.js";

/** Takes the loop that tells those who wait out of its condition. Only where the branch holds nothing else, comments included, and the loop reads nothing that the condition has to vouch for. */
export function tellInAnyCase(sourceCode: Readonly<TSESLint.SourceCode>, { branch, telling }: Partly): readonly Edit[] | undefined {
  const { consequent } = branch;
  const only = consequent.type === "BlockStatement" ? (consequent.body.length === 1 ? consequent.body[0] : undefined) : consequent;
  const inLoop = new Set(sourceCode.getCommentsInside(telling));
  if (only !== telling || branch.parent.type !== "BlockStatement" || sourceCode.getCommentsInside(branch).some((comment) => !inLoop.has(comment))) return undefined;
  // `if (error) for (const { reject } of waiting) reject(error)`
  const asked = new Set(sourceCode.getTokens(branch.test).flatMap(({ type, value }) => (type === "Identifier" || (type as string) === "PrivateIdentifier" ? [value] : [])));
  if (sourceCode.getTokens(telling).some(({ type, value }) => (type === "Identifier" || (type as string) === "PrivateIdentifier") && asked.has(value))) return undefined;
  const [outer, inner] = [indentOf(sourceCode, branch), indentOf(sourceCode, telling)];
  const text = sourceCode.getText(telling);
  const moved = inner.length > outer.length && inner.startsWith(outer) && !text.includes("`") ? text.replaceAll(`\n${inner}`, `\n${outer}`) : text;
  return [{ range: branch.range, text: moved }];
}
