import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, isFunction, keyName, literalText, unwrap } from "../ast.js";
import { pageMakers, pageNames, screenshotOptions } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf } from "../order.js";
import type { Scopes } from "../scopes.js";
import { type Edit, type File, hasLongToken } from "./edits.js";
import { linksOf } from "./links.js";
import { endOf, sleepStatement, withoutSleep } from "./sleeps.js";
import { styleOf } from "./style.js";
import { namesTaken, requiresIn } from "./requires.js";
import { testModuleOf } from "./test-module.js";

/** A picture that is taken of a page, and compared with one that is kept. */
interface Comparison {
  /** The statements that take it and compare it. */
  readonly from: Node;
  readonly to: Node;
  readonly taken: TSESTree.CallExpression;
  readonly compared: TSESTree.CallExpression;
}

/**
 * Playwright's `await expect(page).toHaveScreenshot(…)` instead of a sleep and a picture that is compared: it takes pictures until two in a row are
 * alike, and keeps them where `toMatchSnapshot` does. https://playwright.dev/docs/api/class-pageassertions#page-assertions-to-have-screenshot-1
 */
export function compareScreenshot(file: File, { sleep }: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const comparison = place && isExpectOfPlaywright(sourceCode) ? comparisonIn(file, place.next) : undefined;
  if (!place?.canAwait || !comparison || hasLongToken(sourceCode, comparison.to)) return undefined;
  const { from, to, taken, compared } = comparison;
  const page = unwrap(taken.callee).type === "MemberExpression" ? sourceCode.getText((unwrap(taken.callee) as TSESTree.MemberExpression).object) : undefined;
  const given = argumentsOf(file, taken, compared);
  if (page === undefined || given === undefined || sourceCode.getCommentsInside(from).length + sourceCode.getCommentsInside(to).length > 0) return undefined;
  if (from !== to && sourceCode.getCommentsBefore(to).length > 0) return undefined;
  const text = `await expect(${page}).toHaveScreenshot(${given})${styleOf(sourceCode).semicolons ? ";" : ""}`;
  return {
    edits: [withoutSleep(sourceCode, place.statement), { range: [from.range[0], endOf(sourceCode, to)], text }],
    code: `expect(${page}).toHaveScreenshot(…)`,
  };
}

/** True where `expect` is that of Playwright: no other knows pages. */
function isExpectOfPlaywright(sourceCode: File["sourceCode"]): boolean {
  return sourceCode.ast.body.some((node) => {
    if (node.type === "ImportDeclaration") return node.importKind !== "type" && testModuleOf(node, sourceCode) === "@playwright/test" && node.specifiers.some((each) => each.type === "ImportSpecifier" && each.importKind !== "type" && each.local.name === "expect");
    return requiresIn(node).some((required) => required.source === "@playwright/test" && namesTaken(required).some(([taken, name]) => taken === "expect" && name === "expect"));
  });
}

/** `expect(await page.screenshot()).toMatchSnapshot("home.png")`, or the same with a name for the picture that is used there alone. */
function comparisonIn({ sourceCode, startup: { scopes } }: File, [first, second]: readonly Node[]): Comparison | undefined {
  if (!first) return undefined;
  const direct = comparedIn(first);
  if (direct) {
    const taken = pictureIn(direct.picture, scopes);
    return taken && { from: first, to: first, taken, compared: direct.compared };
  }
  const [only, ...others] = first.type === "VariableDeclaration" ? first.declarations : [];
  const next = second && comparedIn(second);
  if (!only || others.length > 0 || only.id.type !== "Identifier" || !only.init || !second || next?.picture.type !== "Identifier" || next.picture.name !== only.id.name) return undefined;
  const taken = pictureIn(unwrap(only.init), scopes);
  const [variable] = sourceCode.getDeclaredVariables(first);
  return taken && variable?.references.length === 2 ? { from: first, to: second, taken, compared: next.compared } : undefined;
}

/** What a statement compares with a kept picture: `expect(picture).toMatchSnapshot(…)`. */
function comparedIn(statement: Node): { readonly picture: Node; readonly compared: TSESTree.CallExpression } | undefined {
  const expression = expressionOf(statement);
  const links = expression ? linksOf(expression.type === "AwaitExpression" ? expression.argument : expression) : [];
  const [root, matcher, ...others] = links;
  const picture = root?.name === "expect" && root.call?.arguments.length === 1 ? root.call.arguments[0] : undefined;
  return picture && matcher?.name === "toMatchSnapshot" && matcher.call && others.length === 0 ? { picture: unwrap(picture), compared: matcher.call } : undefined;
}

/** `await page.screenshot(…)`, of a page or a locator. */
function pictureIn(node: Node, scopes: Scopes): TSESTree.CallExpression | undefined {
  const call = node.type === "AwaitExpression" ? unwrap(node.argument) : undefined;
  const links = call?.type === "CallExpression" ? linksOf(call) : [];
  const [root, ...rest] = links;
  return call?.type === "CallExpression" && root && rest.at(-1)?.name === "screenshot" && rest.slice(0, -1).every(({ name }) => locators.test(name ?? "")) && isPage(root.node, scopes) ? call : undefined;
}

const locators = /^(?:locator|frameLocator|getBy[A-Z]\w*|first|last|nth|filter)$/;

/** True for the page that a test is handed, what has been opened as one, and a locator of it with a name. */
function isPage(node: Node, scopes: Scopes): boolean {
  const definition = node.type === "Identifier" ? scopes.variableOf(node)?.defs[0] : undefined;
  if (node.type !== "Identifier" || !definition) return false;
  if (definition.type === "Parameter") return isFunction(definition.node) && pageNames.test(node.name);
  const init = definition.node.type === "VariableDeclarator" && definition.node.id === definition.name && definition.node.init ? unwrap(definition.node.init) : undefined;
  if (!init) return false;
  const links = linksOf(init.type === "AwaitExpression" ? init.argument : init);
  const [root, ...rest] = links;
  if (init.type === "AwaitExpression") return pageMakers.has(rest.at(-1)?.name ?? "");
  return root !== undefined && rest.length > 0 && rest.every(({ name, call }) => call !== undefined && locators.test(name ?? "")) && isPage(root.node, scopes);
}

/** What a text ends with, as far as it is written out. */
function endOfText(node: Node): string {
  return node.type === "TemplateLiteral" ? (node.quasis.at(-1)?.value.raw ?? "") : (literalText(node) ?? "");
}

/** What the one call is given that does the work of both; undefined where it takes no such thing. */
function argumentsOf({ sourceCode }: File, taken: TSESTree.CallExpression, compared: TSESTree.CallExpression): string | undefined {
  const [options, ...more] = taken.arguments;
  const [first, second, ...rest] = compared.arguments;
  const isName = first !== undefined && (first.type === "Literal" || first.type === "TemplateLiteral");
  const extra = isName ? second : first;
  if (more.length > 0 || rest.length > 0 || (!isName && second) || (isName && !endOfText(first).endsWith(".png"))) return undefined;
  const parts: string[] = [];
  for (const each of [options, extra]) {
    if (!each) continue;
    const object = unwrap(each);
    const names = object.type === "ObjectExpression" ? object.properties.map((property) => (property.type === "Property" ? keyName(property) : undefined)) : [undefined];
    if (names.some((name) => name === undefined || !screenshotOptions.has(name))) return undefined;
    const inner = sourceCode.getText(object).slice(1, -1).trim().replace(/,$/, "");
    if (inner !== "") parts.push(inner);
  }
  const text = parts.length > 0 ? `{ ${parts.join(", ")} }` : "";
  return [isName ? sourceCode.getText(first) : "", text].filter((part) => part !== "").join(", ");
}
