import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isFunction, keyName, literalText, memberName, nameOfThing, unwrap } from "../ast.js";
import type { TargetKind } from "../contracts/started.js";
import { askingPatience, askingWords, pollingCalls, waitingDrivers } from "../contracts/retries.js";
import type { Guess, Started } from "../guesses.js";
import { assertedBlock, assertionIn } from "../sleeping/assertions.js";
import { isLogCall } from "../telling.js";
import type { Edit, File } from "./edits.js";
import { msOf } from "./poll-code.js";
import { sleepStatement, withoutSleep } from "./sleeps.js";
import { modulesOf } from "./test-module.js";
import { expressionOf, statementsOf } from "../order.js";
import { wordsOf } from "../words.js";

/** Takes the sleep away where what was started is ready when its start has been awaited, and nothing says that it waits for something else. */
export function removeNeedless(file: File, { sleep, started, evidence, remark }: Guess): readonly Edit[] | undefined {
  const place = sleepStatement(file, sleep);
  if (!place || !started?.isReady || !started.isAwaited || evidence === "name") return undefined;
  const name = started.name ? nameOfThing(started.name).toLowerCase() : "server";
  const isAboutIt = !remark || remark.text.toLowerCase().includes(name) || wordsOfKind[started.kind]?.test(remark.text);
  return isAboutIt ? [withoutSleep(file.sourceCode, place.statement)] : undefined;
}

/** Words by which a remark speaks of what an awaited call has made ready. */
const wordsOfKind: Readonly<Partial<Record<TargetKind, RegExp>>> = {
  server: /\b(?:server|listen\w*|bound|bind|port|plugins?)\b/i,
  consumer: /\b(?:consum\w*|regist\w*)\b/i,
  subscription: /\bsubscri\w*\b/i,
  client: /\bbrowser\b/i,
};

/** Takes the sleep away where a child is written to next: its input is kept until it reads. */
export function removeBeforeInput(file: File, { sleep, started }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next.find((statement) => !isLog(statement) && !isPlainDeclaration(statement));
  return place && next && started && writesInput(sourceCode, next, started) ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** True for `child.stdin.write(…)`, of a child that was started and not waited for. */
export function writesInput(sourceCode: Readonly<TSESLint.SourceCode>, statement: Node, { kind, isAwaited, name }: Started): boolean {
  const written = expressionOf(statement);
  const input = written?.type === "CallExpression" && written.callee.type === "MemberExpression" && inputMethods.has(calledName(written)) ? unwrap(written.callee.object) : undefined;
  if (input?.type !== "MemberExpression" || memberName(input) !== "stdin" || kind !== "child" || isAwaited || !name) return false;
  return sourceCode.getText(input.object) === sourceCode.getText(name);
}

function isLog(statement: Node): boolean {
  const expression = expressionOf(statement);
  return expression?.type === "CallExpression" && isLogCall(expression);
}

/** What is written may be put together first. */
function isPlainDeclaration(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && findNode(statement, (node) => node.type === "AwaitExpression") === undefined;
}

const inputMethods: ReadonlySet<string> = new Set(["write", "end"]);

/** Takes the sleep away where a browser's driver waits by itself for what it is told to do next. */
export function removeBeforeWaitingDriver(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const place = sleepStatement(file, sleep);
  const following = place?.next.find((statement) => !isLocator(statement));
  const block = following && assertedBlock(following);
  const next = block?.find((statement) => !isLocator(statement)) ?? following;
  if (!place || next?.type !== "ExpressionStatement" || !sleep.driver) return undefined;
  const modules = modulesOf(file.sourceCode);
  const outer = unwrap(next.expression);
  const isAwaited = outer.type === "AwaitExpression";
  const links = linksOf(isAwaited ? outer.argument : outer);
  const isWebFirst = isAwaited && modules.includes("@playwright/test") && asksLocator(links) && assertionIn(next) === "presence";
  const driver = waitingDrivers.find(({ from }) => from.some((module) => module === "" || modules.includes(module)));
  const { owner, methods } = driver ?? {};
  const [root, first] = links;
  const last = links.at(-1);
  // Each call of cypress waits for what it gets; of a page only what it does at the end does.
  const told = owner?.test("cy") ? first : last;
  const isAction = root?.name !== undefined && owner?.test(root.name) && owner.test(nameOfThing(sleep.driver)) && told?.call !== undefined && methods?.test(told.name ?? "") && (isAwaited || owner.test("cy")) && !links.some(isAbsence);
  return isWebFirst || isAction ? [withoutSleep(file.sourceCode, place.statement)] : undefined;
}

/** `const overlay = page.locator(".overlay");` looks for nothing yet. */
function isLocator(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && statement.declarations.every(({ init }) => init?.type === "CallExpression" && locatorMakers.test(calledName(init)));
}

const locatorMakers = /^(?:locator|frameLocator|getBy[A-Z]\w*|first|last|nth|filter)$/;

/** Takes the sleep away where what follows asks again by itself until it is so, or waits for readiness by its name. */
export function removeBeforePoll(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const { sourceCode } = file;
  const place = sleepStatement(file, sleep);
  const next = place?.next.find((statement) => !isLog(statement));
  const outer = expressionOf(next);
  if (!place || !next || outer?.type !== "AwaitExpression") return undefined;
  const modules = modulesOf(sourceCode);
  const links = linksOf(outer.argument);
  const names = links.map(({ name }) => name ?? "");
  const row = pollingCalls.find(({ from, call }) => (from === "" || modules.some((module) => module.startsWith(from))) && call.test(names.join(".")));
  const isPoll = (row || isAskingAgain(outer.argument, names.at(-1) ?? "")) && assertionIn(next) !== "absence";
  // Without the sleep it has less time: as long as it asks by itself must do.
  const patience = Math.max(...links.flatMap(({ call }) => (call ? timesGiven(call) : [])), row?.patience ?? askingPatience);
  const isLongEnough = patience === Infinity || (msOf(sleep) ?? Infinity) <= patience;
  return isPoll && isLongEnough ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** The numbers that a call is given, in its options as well: the longest is its time, if one is. */
function timesGiven(call: TSESTree.CallExpression): readonly number[] {
  const given = call.arguments.flatMap((argument): readonly Node[] => {
    const inner = unwrap(argument);
    return inner.type === "ObjectExpression" ? inner.properties.flatMap((property) => (property.type === "Property" && /time/i.test(keyName(property) ?? "") ? [unwrap(property.value)] : [])) : [inner];
  });
  return given.flatMap((node) => (node.type === "Literal" && typeof node.value === "number" ? [node.value] : []));
}

/** `await waitFor(async () => { … })`, `await retry(() => …)`: a function that is called until it is content, and has nothing against being called. */
function isAskingAgain(expression: Node, name: string): boolean {
  const inner = unwrap(expression);
  const asked = inner.type === "CallExpression" ? inner.arguments.map((argument) => unwrap(argument)).find(isFunction) : undefined;
  return asked !== undefined && wordsOf(name).some((word) => askingWords.has(word)) && statementsOf(asked).every((each) => assertionIn(each) !== "absence");
}

interface Link {
  readonly name: string | undefined;
  readonly call: TSESTree.CallExpression | undefined;
}

/** The links of a chain from its root: `page`, `.locator("a")`, `.click()`. */
function linksOf(expression: Node): readonly Link[] {
  const links: Link[] = [];
  let at = unwrap(expression);
  for (;;) {
    const call = at.type === "CallExpression" ? at : undefined;
    const callee = call ? unwrap(call.callee) : at;
    if (callee.type === "MemberExpression") {
      links.unshift({ name: memberName(callee), call });
      at = unwrap(callee.object);
    } else {
      links.unshift({ name: callee.type === "Identifier" ? callee.name : undefined, call });
      return links;
    }
  }
}

/** `.should("not.exist")`: it holds before anything is there. */
function isAbsence({ call }: Link): boolean {
  return call?.arguments.some((argument) => /^(?:not\.|be\.(?:hidden|empty|disabled)$)/.test(literalText(argument) ?? "")) ?? false;
}

const locatorMatchers = /^to(?:Be(?:Attached|Checked|Disabled|Editable|Empty|Enabled|Focused|Hidden|InViewport|Visible)|ContainText|ContainClass|MatchAriaSnapshot|Have(?:AccessibleDescription|AccessibleErrorMessage|AccessibleName|Attribute|Class|Count|CSS|Id|JSProperty|Role|Text|Title|URL|Value|Values))$/;

/** `expect(page.getByText("…")).toBeVisible()`: it tries again by itself. What has been awaited inside is a value, and has been looked at once. */
function asksLocator([root, ...links]: readonly Link[]): boolean {
  const last = links.at(-1);
  const [asked] = root?.call?.arguments ?? [];
  return root?.name === "expect" && links.length === 1 && locatorMatchers.test(last?.name ?? "") && asked !== undefined && findNode(asked, (node) => node.type === "AwaitExpression") === undefined;
}
