import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { arrivingWords, repeatableVerbs } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { expressionOf } from "../order.js";
import { assertedIn, assertionIn } from "../sleeping/assertions.js";
import { rootOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import { type File, declaredBy, hasLongToken, indentOf, indented, linesWithout, textOfLines } from "./edits.js";
import { deadlineFor, probeRest, testPatience, timerIn } from "./poll-code.js";
import { type Resent, countsNothing, sentBehind } from "./sent.js";
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
  if (!arrival || timeout === undefined || rest.some(sendsOrWaits) || !rest.every((statement) => countsNothing(statement) || isAbout(sourceCode, statement, awaiting)) || !areFreeAt(sourceCode, sleep.node, ["arrived", "deadline"])) return undefined;
  const { indent, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const rests = `new Promise${isTypeScript(file.filename) ? "<boolean>" : ""}((resolve) => ${timerIn(sourceCode)}(resolve, ${probeRest}, false))`;
  const outer = indentOf(sourceCode, sent);
  const lines = [
    `for (let arrived = false, deadline = Date.now() + ${timeout}; !arrived && Date.now() < deadline; ) {`,
    ...linesWithout(sourceCode.text.slice(sent.range[0], endOf(sourceCode, sent)), outer).map((line) => indented(line, indent)),
    `${indent}arrived = await Promise.race([${sourceCode.getText(arrival)}.then(() => true), ${rests}])${end}`,
    "}",
  ];
  return { edits: [withoutSleep(sourceCode, sending.sleep), { range: [sent.range[0], endOf(sourceCode, sent)], text: textOfLines(lines, outer) }], code: "a loop that has a deadline", call };
}

/** The promise of an arrival that a statement awaits, made before something was sent: `const message = await arrived;`, `await Promise.all([first, second]);`. */
function awaitedArrival({ startup }: File, statement: Node, sent: Node): Node | undefined {
  const [only] = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations : [];
  const expression = only ? only.init : expressionOf(statement);
  const awaited = expression?.type === "AwaitExpression" ? unwrap(expression.argument) : undefined;
  const isStored = (node: Node | null) => {
    const definition = node?.type === "Identifier" ? startup.scopes.variableOf(node)?.defs[0]?.node : undefined;
    return definition?.type === "VariableDeclarator" && definition.parent.kind === "const" && isArrival(definition.parent) && definition.range[1] < sent.range[0];
  };
  if (awaited?.type === "Identifier") return isStored(awaited) ? awaited : undefined;
  const [list] = awaited?.type === "CallExpression" && calledName(awaited) === "all" ? awaited.arguments : [];
  return list?.type === "ArrayExpression" && list.elements.length > 0 && list.elements.every(isStored) ? awaited : undefined;
}

/** True for code that sends something else, or waits for something else to come: what has been sent again may come in its place. */
function sendsOrWaits(statement: Node): boolean {
  return findNode(statement, (node) => node.type === "CallExpression" && (repeatableVerbs.has(wordsOf(calledName(node))[0] ?? "") || wordsOf(calledName(node)).some((word) => arrivingWords.has(word)))) !== undefined;
}

/** True for `const arrived = once(b, "message");` and the like: a promise of what is to come. */
function isArrival(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && statement.declarations.length > 0 && statement.declarations.every(({ init }) => {
    const call = init ? unwrap(init) : undefined;
    if (call?.type === "NewExpression") return calledName(call) === "Promise" && findNode(call, (node) => node.type === "CallExpression" && attachMethods.has(calledName(node))) !== undefined;
    return call?.type === "CallExpression" && wordsOf(calledName(call)).some((word) => arrivingWords.has(word));
  });
}

/** True for an assertion about what has arrived first, which stays what it is. */
function isAbout(sourceCode: Readonly<TSESLint.SourceCode>, statement: Node, arrival: Node): boolean {
  const asserted = assertedIn(statement);
  const root = asserted && rootOf(asserted);
  return root?.type === "Identifier" && declaredBy(sourceCode, arrival).some(({ name }) => name === root.name) && assertionIn(statement) === "presence";
}
