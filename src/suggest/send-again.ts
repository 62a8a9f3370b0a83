import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isCall, unwrap } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { arrivingWords, repeatableVerbs } from "../contracts/retries.js";
import type { Guess } from "../guesses.js";
import { assertedIn, assertionIn } from "../sleeping/assertions.js";
import { rootOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import { canBeAskedAgain, isCounted } from "./ask-again.js";
import { type Edit, type File, declaredBy, hasLongToken, indentOf, indented, linesWithout, textOfLines } from "./edits.js";
import { deadlineFor, probeRest, testPatience, timerIn } from "./poll-code.js";
import { linesBehind, retryBlock } from "./retry-assertions.js";
import { areFreeAt, endOf, isJoined, isSleep, sleepStatement, withoutSleep } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";
import { expressionOf, withoutAwait } from "../order.js";

/**
 * Sends again until it has arrived, where a test sleeps for a connection that nothing tells of, sends, sleeps and asserts: in the place of
 * both sleeps. Only what may arrive twice: the assertions count nothing, and the test ends with them.
 */
export function sendAgain(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string; readonly call: Node } | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || evidence === "effect" || isCounted(sourceCode) || !startup.surroundings.isTest()) return undefined;
  const at = place.next.findIndex((statement) => sentBy(statement) !== undefined);
  const sent = place.next[at];
  const call = sent && sentBy(sent);
  if (!sent || !call || isJoined(sourceCode, sent) || !place.next.slice(0, at).every((statement) => mayComeFirst(statement))) return undefined;
  const [pause, ...others] = place.next.slice(at + 1);
  if (!pause || !isSleep(file, pause)) return undefined;
  const end = others.findIndex((statement) => assertionIn(statement) !== "presence");
  const [asserted, rest] = end < 0 ? [others, []] : [others.slice(0, end), others.slice(end)];
  const last = asserted.at(-1);
  if (!last || isJoined(sourceCode, last) || !asserted.every((each) => canBeAskedAgain(each, startup.scopes) && countsNothing(each))) return undefined;
  if (rest.some((statement) => findNode(statement, (node) => node.type === "CallExpression" && /^(?:expect|assert)/.test(calledName(node))) !== undefined)) return undefined;
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  const body = linesBehind(sourceCode, pause, last);
  const lines = timeout === undefined || sent.loc.start.line !== sent.loc.end.line || !body ? undefined : retryBlock(sourceCode, sleep, timeout, [sourceCode.getText(sent), ...body]);
  const comments = sourceCode.getCommentsBefore(pause).filter(({ loc }) => loc.start.line > sent.loc.end.line);
  if (!lines || comments.length > 1) return undefined;
  const indent = indentOf(sourceCode, sent);
  return {
    edits: [...lines.edits, withoutSleep(sourceCode, place.statement), { range: [sent.range[0], endOf(sourceCode, last)], text: textOfLines(lines.lines, indent) }],
    code: lines.code,
    call,
  };
}

/**
 * Sends again until a promise of the arrival is fulfilled, which the test has made before and awaits behind: `const arrived = once(b, "message"); await
 * sleep(500); a.publish("x"); const message = await arrived;`. When the time is over, the test waits for it as it did.
 */
export function sendUntilArrived(file: File, { sleep, evidence }: Guess): { readonly edits: readonly Edit[]; readonly code: string; readonly call: Node } | undefined {
  const { sourceCode, startup } = file;
  const place = sleepStatement(file, sleep);
  if (!place?.canAwait || evidence === "effect" || isCounted(sourceCode) || !startup.surroundings.isTest()) return undefined;
  const at = place.next.findIndex((statement) => sentBy(statement) !== undefined);
  const sent = place.next[at];
  const call = sent && sentBy(sent);
  if (!sent || !call || isJoined(sourceCode, sent) || hasLongToken(sourceCode, sent) || !place.next.slice(0, at).every((statement) => mayComeFirst(statement) || isArrival(statement))) return undefined;
  const [awaiting, ...rest] = place.next.slice(at + 1);
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
  return { edits: [withoutSleep(sourceCode, place.statement), { range: [sent.range[0], endOf(sourceCode, sent)], text: textOfLines(lines, outer) }], code: "a loop that has a deadline", call };
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

/** The call by which a statement sends or sets something that may be sent or set twice. */
export function sentBy(statement: Node): TSESTree.CallExpression | undefined {
  const expression = expressionOf(statement);
  const call = expression && withoutAwait(expression);
  return call?.type === "CallExpression" && (call.callee.type === "MemberExpression" || call.callee.type === "Identifier") && repeatableVerbs.has(wordsOf(calledName(call))[0] ?? "") ? call : undefined;
}

/** What has no part in the time: names, and listeners that are attached. */
export function mayComeFirst(statement: Node): boolean {
  if (statement.type === "VariableDeclaration") return statement.declarations.every(({ init }) => !init || !findNode(init, (node) => isCall(node) && !/^(?:fn|spy|stub|Map|Set)$/.test(calledName(node))));
  const expression = expressionOf(statement);
  return expression?.type === "CallExpression" && attachMethods.has(calledName(expression));
}

/** True for an assertion that holds as well when the same thing has come twice. */
export function countsNothing(statement: Node): boolean {
  return !findNode(statement, (node) => node.type === "ArrayExpression" || (node.type === "Literal" && typeof node.value === "number") || (node.type === "Identifier" && /length|size|count|times|once|nth/i.test(node.name)));
}
