import { type Node, calledName, findNode, isFunction, isInside, literalText, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { waitingDrivers, waitingMatchers } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { statementsOf } from "../order.js";
import type { Scopes } from "../scopes.js";
import { assertedBlock, assertionIn } from "../sleeping/assertions.js";
import { msOf } from "../sleeping/sleeps.js";
import type { Edit, File } from "./edits.js";
import { type Link, linksOf, timesGiven } from "./links.js";
import { isLog } from "./remove-sleep.js";
import { sleepStatement, withoutSleep } from "./sleeps.js";
import { modulesOf } from "./test-module.js";

/**
 * Takes the sleep away where a browser's driver waits by itself, and for as long, for what it is told to do next; at the end of a hook, where
 * each of the tests behind begins so, or of a command, where each call of it is followed so.
 */
export function removeBeforeWaitingDriver(file: File, { sleep }: Guess): readonly Edit[] | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  const { driver } = sleep;
  if (!place || !driver) return undefined;
  const modules = modulesOf(sourceCode);
  const followers = place.next.length > 0 ? [place.next] : [...testsBehind(file, place.statement), ...behindCommand(file, place.statement)];
  const waits = followers.length > 0 && followers.every((next) => (msOf(sleep) ?? Infinity) <= patienceOf(next, driver, modules, startup.scopes));
  return waits ? [withoutSleep(sourceCode, place.statement)] : undefined;
}

/** How long the driver waits by itself for what statements begin with, in ms; -1 where it does not. */
function patienceOf(statements: readonly Node[], sleeper: Node, modules: readonly string[], scopes: Scopes): number {
  const following = statements.find((statement) => !takesNoPart(statement));
  const block = following && assertedBlock(following);
  const next = block?.find((statement) => !takesNoPart(statement)) ?? following;
  if (next?.type !== "ExpressionStatement") return -1;
  const outer = unwrap(next.expression);
  const isAwaited = outer.type === "AwaitExpression";
  const links = fromPage(linksOf(isAwaited ? outer.argument : outer), scopes);
  const times = links.flatMap(({ call }) => (call ? timesGiven(call) : []));
  const asked = isAwaited && assertionIn(next) === "presence" ? waitingMatchers.find(({ from, matchers }) => modules.includes(from) && asksLocator(links, matchers)) : undefined;
  if (asked) return Math.max(asked.patience, ...times);
  const driver = waitingDrivers.find(({ from }) => from.some((module) => module === "" || modules.includes(module)));
  const { owner, methods, patience } = driver ?? {};
  const [root, first] = links;
  const last = links.at(-1);
  // Each call of cypress waits for what it gets; of a page only what it does at the end does.
  const told = owner?.test("cy") ? first : last;
  const isAction = root?.name !== undefined && owner?.test(root.name) && owner.test(nameOfThing(sleeper)) && told?.call !== undefined && methods?.test(told.name ?? "") && (isAwaited || owner.test("cy")) && !links.some(isAbsence);
  return isAction ? Math.max(patience ?? 0, ...times) : -1;
}

/** The code of the tests that run behind a hook that a statement ends; none where other hooks may come between. */
export function testsBehind({ startup }: File, sleep: Node): readonly (readonly Node[])[] {
  const hook = unitOf(sleep);
  const call = isFunction(hook) && startup.surroundings.isTestSetUp(hook) ? wrapped(hook).parent : undefined;
  const own = call?.type === "CallExpression" ? startup.actions.of(call) : undefined;
  const group = call?.parent?.parent;
  if (!call || !group || own?.kind !== "test" || (isFunction(hook) && sleep.parent !== hook.body)) return [];
  const others = startup.calls.flatMap((each) => {
    const action = startup.actions.of(each);
    return each !== call && action.kind === "test" && isInside(each, group) ? [{ call: each, ...action }] : [];
  });
  const comesBetween = others.some((other) => (other.phase === "beforeAll" || other.phase === "beforeEach") && (other.call.range[0] > call.range[0] || (other.phase === "beforeEach" && own.phase === "beforeAll")));
  return comesBetween ? [] : others.filter(({ phase }) => phase === "test").map((test) => (test.function ? statementsOf(test.function) : []));
}

/** The code behind each call of a command that a statement ends: of one that only the tests of this file have; none where it is called otherwise. */
function behindCommand(file: File, sleep: Node): readonly (readonly Node[])[] {
  const { startup } = file;
  const unit = unitOf(sleep);
  const call = isFunction(unit) && unit.body.type === "BlockStatement" && unit.body.body.at(-1) === sleep ? wrapped(unit).parent : undefined;
  const name = call?.type === "CallExpression" && linksOf(call).map((link) => link.name).join(".") === "Cypress.Commands.add" ? literalText(call.arguments[0]) : undefined;
  const calls = name === undefined ? [] : startup.calls.filter((each) => calledName(each) === name);
  const isOfTest = (each: Node) => startup.calls.some((one) => startup.actions.of(one).kind === "test" && isInside(each, one));
  if (calls.some((each) => each.parent.type !== "ExpressionStatement" || !isOfTest(each))) return [];
  const followers = calls.map(({ parent: statement }): readonly (readonly Node[])[] => {
    const block = statement.parent?.type === "BlockStatement" ? statement.parent.body : [];
    const next = block.slice(block.indexOf(statement as never) + 1);
    return next.length === 0 ? testsBehind(file, statement) : [next];
  });
  return followers.every(({ length }) => length > 0) ? followers.flat() : [];
}

/** True for what looks at nothing: a log, a locator that gets a name. */
function takesNoPart(statement: Node): boolean {
  return isLog(statement) || isLocator(statement);
}

/** The links of a chain from the page on, where its root is a locator with a name: `row.click()` of `const row = page.locator("tr")`. */
function fromPage(links: readonly Link[], scopes: Scopes): readonly Link[] {
  const [root, ...rest] = links;
  const definition = root?.node.type === "Identifier" ? scopes.variableOf(root.node)?.defs[0]?.node : undefined;
  const isBefore = definition?.type === "VariableDeclarator" && root !== undefined && definition.range[1] < root.node.range[0];
  return isBefore && definition.parent.kind === "const" && definition.init && isLocator(definition.parent) ? [...fromPage(linksOf(definition.init), scopes), ...rest] : links;
}

/** `const overlay = page.locator(".overlay");` looks for nothing yet. */
function isLocator(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && statement.declarations.every(({ init }) => init?.type === "CallExpression" && locatorMakers.test(calledName(init)));
}

const locatorMakers = /^(?:locator|frameLocator|getBy[A-Z]\w*|first|last|nth|filter)$/;

/** `.should("not.exist")`: it holds before anything is there. */
function isAbsence({ call }: Link): boolean {
  return call?.arguments.some((argument) => /^(?:not\.|be\.(?:hidden|empty|disabled)$)/.test(literalText(argument) ?? "")) ?? false;
}

/** `expect(page.getByText("…")).toBeVisible()`: it tries again by itself. What has been awaited inside is a value, and has been looked at once. */
function asksLocator([root, ...links]: readonly Link[], matchers: RegExp): boolean {
  const last = links.at(-1);
  const [asked] = root?.call?.arguments ?? [];
  return root?.name === "expect" && links.length === 1 && matchers.test(last?.name ?? "") && asked !== undefined && findNode(asked, (node) => node.type === "AwaitExpression") === undefined;
}
