import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isCall, nameOfThing, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { plainOwners } from "../contracts/passive.js";
import { arrivingWords } from "../contracts/retries.js";
import { stopVerbs } from "../contracts/started.js";
import type { Guess } from "../guesses.js";
import { expressionOf } from "../order.js";
import { assertedIn, assertionIn } from "../sleeping/assertions.js";
import { rootOf } from "../sleeping/things.js";
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
  const [awaiting, ...rest] = next;
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

/** The promise of an arrival that a statement awaits, made before something was sent: `const message = await arrived;`, `await Promise.all([first, second]);`, `expect(await first).toEqual(await second);`. */
function awaitedArrival({ sourceCode, startup }: File, statement: Node, sent: Node): string | undefined {
  const [only] = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations : [];
  const expression = only ? only.init : expressionOf(statement);
  const awaited = expression?.type === "AwaitExpression" ? unwrap(expression.argument) : undefined;
  const isStored = (node: Node | null) => {
    const definition = node?.type === "Identifier" ? startup.scopes.variableOf(node)?.defs[0]?.node : undefined;
    return definition?.type === "VariableDeclarator" && definition.parent.kind === "const" && isArrival(definition.parent) && definition.range[1] < sent.range[0];
  };
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
    if (call?.type === "NewExpression") return calledName(call) === "Promise" && findNode(call, (node) => node.type === "CallExpression" && attachMethods.has(calledName(node))) !== undefined;
    return call?.type === "CallExpression" && wordsOf(calledName(call)).some((word) => arrivingWords.has(word));
  });
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
