import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, findOwn, isCall, isFunction, isInside, keyName, nameOfThing, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { plainOwners } from "../contracts/passive.js";
import { arrivingWords } from "../contracts/retries.js";
import { stopVerbs } from "../contracts/started.js";
import type { Guess } from "../guesses.js";
import { expressionOf } from "../order.js";
import { assertedIn, assertionIn } from "../sleeping/assertions.js";
import { sleepingTime } from "../sleeping/sleeps.js";
import { rootOf } from "../sleeping/things.js";
import { onlyCall } from "../sleeping/times.js";
import { wordsOf } from "../words.js";
import { type File, declaredBy, hasLongToken, indentOf, indented, linesWithout, textOfLines } from "./edits.js";
import { deadlineFor, probeRest, testPatience, timerIn } from "./poll-code.js";
import { type Resent, countsNothing, isRepeatable, sentBehind } from "./sent.js";
import { areFreeAt, endOf, withoutSleep } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";

/**
 * Sends again until a promise of the arrival is fulfilled, which the test has made before and awaits behind: `const arrived = once(b, "message"); await
 * sleep(500); a.publish("x"); const message = await arrived;`. When the time is over, the test waits for it as it did.
 */
export function sendUntilArrived(file: File, guess: Guess): Resent | undefined {
  const { sourceCode } = file;
  const sending = sentBehind(file, guess, isArrival);
  if (!sending || hasLongToken(sourceCode, sending.statement)) return undefined;
  const { statement: sent, call, next } = sending;
  const { sleep } = guess;
  const at = next.findIndex((statement) => !isLimit(statement));
  const [awaiting, ...rest] = next.slice(at);
  const arrival = awaiting && awaitedArrival(file, awaiting, sent);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (!arrival || timeout === undefined || rest.some(sendsOrWaits) || !rest.every((statement) => countsNothing(statement) || isAbout(sourceCode, statement, awaiting) || isCleanUp(statement)) || !areFreeAt(sourceCode, sleep.node, ["arrived", "deadline"])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const rests = `new Promise${isTypeScript(file.filename) ? "<boolean>" : ""}((resolve) => ${timerIn(sourceCode)}(resolve, ${probeRest}, false))`;
  const outer = indentOf(sourceCode, sent);
  const lines = [
    `for (let arrived = false, deadline = Date.now() + ${timeout}; !arrived && Date.now() < deadline; ) {`,
    ...linesWithout(sourceCode.text.slice(sent.range[0], endOf(sourceCode, sent)), outer).map((line) => indented(line, indent)),
    `${indent}arrived = await Promise.race([${arrival}.then(() => true), ${rests}])${end}`,
    "}",
  ];
  return { edits: [withoutSleep(sourceCode, sending.sleep), { range: [sent.range[0], endOf(sourceCode, sent)], text: textOfLines(lines, outer) }], code: "a loop that has a deadline", call };
}

/** The promise of an arrival that a statement awaits, made before something was sent: `const message = await arrived;`, `await Promise.all([first, second]);`, `expect(await first).toEqual(await second);`, `await Promise.race([arrived, sleep(5000)]);`. */
function awaitedArrival(file: File, statement: Node, sent: Node): string | undefined {
  const { sourceCode, startup } = file;
  const [only] = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations : [];
  const expression = only ? only.init : expressionOf(statement);
  const awaited = expression?.type === "AwaitExpression" ? unwrap(expression.argument) : undefined;
  const isStored = (node: Node | null) => {
    const definition = node?.type === "Identifier" ? startup.scopes.variableOf(node)?.defs[0]?.node : undefined;
    const isMade = definition?.type === "VariableDeclarator" && definition.parent.kind === "const" && definition.range[1] < sent.range[0];
    return isMade && (isArrival(definition.parent) || (node?.type === "Identifier" && isDeferred(file, node, definition, sent)));
  };
  const raced = awaited?.type === "CallExpression" && calledName(awaited) === "race" ? awaited.arguments[0] : undefined;
  if (raced?.type === "ArrayExpression") {
    const [only, ...others] = raced.elements.filter(isStored);
    return only?.type === "Identifier" && others.length === 0 && raced.elements.every((each) => each === only || isOfTime(file, each, sent)) ? only.name : undefined;
  }
  if (awaited?.type === "Identifier") return isStored(awaited) ? awaited.name : undefined;
  const [list] = awaited?.type === "CallExpression" && calledName(awaited) === "all" ? awaited.arguments : [];
  if (awaited && list?.type === "ArrayExpression") return list.elements.length > 0 && list.elements.every(isStored) ? sourceCode.getText(awaited) : undefined;
  const asserted = assertionIn(statement) === "presence" && countsNothing(statement) ? awaitedIn(statement) : [];
  if (asserted.length === 0 || !asserted.every((node) => isStored(node) && !collects(node))) return undefined;
  const names = asserted.map((node) => sourceCode.getText(node));
  return names.length === 1 ? names[0] : `Promise.all([${names.join(", ")}])`;
}

/** True for a name of what is collected: there all that comes is in the answer. */
function collects(node: Node): boolean {
  return node.type === "Identifier" && /s$|collect|all/i.test(node.name);
}

/** What an assertion awaits. */
function awaitedIn(assertion: Node): readonly Node[] {
  const found: Node[] = [];
  findNode(assertion, (node) => {
    if (node.type === "AwaitExpression") found.push(unwrap(node.argument));
    return false;
  });
  return found.toSorted((a, b) => a.range[0] - b.range[0]);
}

/** True for code that sends something else, or waits for something else to come: what has been sent again may come in its place. */
export function sendsOrWaits(statement: Node): boolean {
  return findNode(statement, (node) => node.type === "CallExpression" && (isRepeatable(calledName(node)) || wordsOf(calledName(node)).some((word) => arrivingWords.has(word)))) !== undefined;
}

/** True for `const arrived = once(b, "message");` and the like: a promise of what is to come. */
function isArrival(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && statement.declarations.length > 0 && statement.declarations.every(({ init }) => {
    const call = init ? unwrap(init) : undefined;
    if (call?.type === "CallExpression" && isFunction(call.callee)) return call.callee.async && findOwn(call.callee.body, isHearing) !== undefined;
    if (call?.type === "NewExpression") return calledName(call) === "Promise" && findNode(call, (node) => node.type === "CallExpression" && attachMethods.has(calledName(node))) !== undefined;
    return call?.type === "CallExpression" && wordsOf(calledName(call)).some((word) => arrivingWords.has(word));
  });
}

/** `for await (const chunk of output) { …; if (…) break; }`: it ends when what it is for has come. */
function isHearing(node: Node): boolean {
  return node.type === "ForOfStatement" && node.await && findOwn(node.body, ({ type }) => type === "BreakStatement" || type === "ReturnStatement") !== undefined;
}

/** True for the promise of `const { promise, resolve } = Promise.withResolvers();` which only functions fulfil that are attached before something is sent. */
function isDeferred({ startup }: File, name: TSESTree.Identifier, { id, init }: TSESTree.VariableDeclarator, sent: Node): boolean {
  if (!init || id.type !== "ObjectPattern" || calledName(unwrap(init)) !== "withResolvers") return false;
  const parts = id.properties.flatMap((property) => (property.type === "Property" && property.value.type === "Identifier" ? [{ key: keyName(property), value: property.value }] : []));
  const promise = parts.find(({ key }) => key === "promise")?.value;
  const fulfil = parts.find(({ key }) => key === "resolve")?.value;
  if (promise?.name !== name.name || !fulfil || parts.length !== id.properties.length) return false;
  const uses = (startup.scopes.variableOf(fulfil)?.references ?? []).map(({ identifier }) => identifier).filter((each) => each !== fulfil);
  return uses.length > 0 && uses.every((use) => use.range[1] < sent.range[0] && isHandedOn(use, fulfil));
}

/** True for what is used in a function that a method is given which attaches it, or is that function. */
function isHandedOn(use: Node, declared: Node): boolean {
  for (let at: Node | undefined = use; at && !isInside(declared, at); at = at.parent) {
    const call: Node | undefined = wrapped(at).parent;
    if ((isFunction(at) || at === use) && call?.type === "CallExpression" && call.callee !== at && attachMethods.has(calledName(call))) return true;
  }
  return false;
}

/** `const timeout = new Promise((_, reject) => { setTimeout(() => reject(new Error("…")), 5000); });` */
function isLimit(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && statement.declarations.every(({ init }) => init && isRejectingTimer(init));
}

/** True for what settles by the time alone, from behind what is sent: a sleep, or a promise that is rejected when the time is over. */
function isOfTime({ startup }: File, node: Node | null, sent: Node): boolean {
  if (!node) return false;
  const inner = unwrap(node);
  const definition = inner.type === "Identifier" ? startup.scopes.variableOf(inner)?.defs[0]?.node : undefined;
  if (definition?.type === "VariableDeclarator") return definition.range[0] > sent.range[1] && definition.init !== null && isRejectingTimer(definition.init);
  return isRejectingTimer(inner) || (isCall(inner) && sleepingTime(inner, { values: startup.values, scopes: startup.scopes, names: [] }) !== undefined);
}

function isRejectingTimer(node: Node): boolean {
  const inner = unwrap(node);
  const [executor] = inner.type === "NewExpression" && calledName(inner) === "Promise" ? inner.arguments : [];
  const [, reject] = executor && isFunction(executor) ? executor.params : [];
  const timer = executor && isFunction(executor) && reject ? onlyCall(executor.body) : undefined;
  return timer !== undefined && calledName(timer) === "setTimeout" && reject?.type === "Identifier" && findNode(timer, (each) => each.type === "Identifier" && each.name === reject.name) !== undefined;
}

/** True for code that ends things and does nothing else: `await Promise.all([a.close(), b.close()]);`. */
export function isCleanUp(statement: Node): boolean {
  return assertionIn(statement) === undefined && findNode(statement, isCall) !== undefined && !findNode(statement, (node) => isCall(node) && !(node.type === "CallExpression" && (stopVerbs.has(wordsOf(calledName(node))[0] ?? "") || /^all(?:Settled)?$/.test(calledName(node)))));
}

/** True for an assertion about what has arrived first, or a text of it, which stays what it is: `expect(path.basename(arrived)).toBe("x.js")`. */
function isAbout(sourceCode: Readonly<TSESLint.SourceCode>, statement: Node, arrival: Node): boolean {
  let asserted = assertedIn(statement);
  while (asserted?.type === "CallExpression" && asserted.callee.type === "MemberExpression" && plainOwners.test(nameOfThing(asserted.callee.object)) && asserted.arguments[0]) asserted = unwrap(asserted.arguments[0]);
  const root = asserted && rootOf(asserted);
  return root?.type === "Identifier" && declaredBy(sourceCode, arrival).some(({ name }) => name === root.name) && assertionIn(statement) === "presence";
}
