import { type CallNode, type FunctionNode, type Node, calledName, isInside, literalText, memberName, unwrap, wrapped } from "../ast.js";
import { serviceBrokers } from "../contracts/handles.js";
import type { Guess } from "../guesses.js";
import { optionOf } from "../options.js";
import { functionAround } from "../order.js";
import { isBroker } from "../sleeping/brokers.js";
import { runsAlways } from "../sleeping/launched.js";
import type { Wait } from "./await-started.js";
import type { File } from "./edits.js";
import { patience, written } from "./poll-code.js";
import { insteadOfSleep, meantAt, sleepStatement } from "./sleeps.js";
import { styleOf } from "./style.js";

/**
 * Waits until the broker that is called first behind the sleep knows the service that it calls: where that is called in the code that goes on, or is
 * made before by another broker of the file.
 */
export function awaitServices(file: File, { sleep, started }: Guess): Wait | undefined {
  const { sourceCode } = file;
  if (started?.call.type !== "CallExpression" || calledName(started.call) !== "start" || !ownerOf(started.call) || !isBroker(file.startup, ownerOf(started.call))) return undefined;
  const asked = askedBehind(file, sleep.node);
  if (!asked) return undefined;
  const { quote, semicolons } = styleOf(sourceCode);
  const code = `${asked.broker}.${asked.wait}(${quote}${asked.service}${quote}, ${written(patience)})`;
  const { call, after, continuation } = sleep;
  if (after && call.type === "CallExpression" && call.callee.type === "MemberExpression" && memberName(call.callee) === "delay" && isInside(after, call)) {
    const isComment = sourceCode.getCommentsInside(call).some(({ range }) => range[0] >= after.range[1]);
    if (isComment || !takesNothing(call, continuation)) return undefined;
    return { edits: [{ range: [call.callee.property.range[0], call.range[1]], text: `then(() => ${code})` }], code };
  }
  const place = sleepStatement(file, sleep);
  return place?.canAwait ? { edits: [insteadOfSleep(sourceCode, place.statement, [`await ${code}${semicolons ? ";" : ""}`])], code: `await ${code}` } : undefined;
}

/** True where nobody is given what the promise gives: a function without parameters goes on, or it is only waited for. */
function takesNothing(call: Node, continuation: FunctionNode | undefined): boolean {
  if (continuation) return continuation.params.length === 0;
  const { parent } = wrapped(call);
  const awaited = parent?.type === "AwaitExpression" ? wrapped(parent).parent : parent;
  return awaited?.type === "ReturnStatement" || awaited?.type === "ExpressionStatement";
}

/** The first call of a service behind `node`, by a broker whose name means the same there; not of one that it makes itself. */
function askedBehind(file: File, node: Node): { readonly broker: string; readonly service: string; readonly wait: string } | undefined {
  const { sourceCode, startup } = file;
  const outer = functionAround(node);
  for (const call of startup.calls.toSorted((a, b) => a.range[0] - b.range[0])) {
    const owner = ownerOf(call);
    const row = owner && serviceBrokers.find((each) => each.call === calledName(call));
    const service = row && call.range[0] > node.range[0] && call.arguments[0] !== undefined ? /^([\w$-]+)\.[\w.]+$/.exec(literalText(call.arguments[0]) ?? "")?.[1] : undefined;
    if (!row || service === undefined || owner.type !== "Identifier" || !isBroker(file.startup, owner)) continue;
    // The first one tells; a node that is named is not just any that has the service.
    if (call.arguments.slice(1).some((argument) => optionOf(argument, ["nodeID"]) !== undefined)) return undefined;
    const makers = startup.calls.filter((each) => calledName(each) === row.make && each.arguments[0] && nameIn(each.arguments[0]) === service);
    const near = makers.filter((each) => outer && isInside(each, outer));
    const those = near.length > 0 ? near : makers;
    const isStarted = (name: string) => startup.calls.some((each) => calledName(each) === "start" && each.range[0] < node.range[1] && sourceCode.getText(ownerOf(each) ?? each) === name);
    const isOwn = those.some((each) => sourceCode.getText(ownerOf(each) ?? each) === owner.name);
    const isMadeBefore = those.some((each) => each.range[1] < node.range[1] && isBroker(file.startup, ownerOf(each)) && isStarted(sourceCode.getText(ownerOf(each))));
    const goesOn = outer !== undefined ? isInside(call, outer) : true;
    const isCalled = goesOn && makers.length === 0 && runsAlways(call, outer ?? sourceCode.ast);
    const isSame = meantAt(sourceCode, node, owner.name) === startup.scopes.variableOf(owner);
    return !isOwn && isSame && (isMadeBefore || isCalled) ? { broker: owner.name, service, wait: row.wait } : undefined;
  }
  return undefined;
}

function nameIn(schema: Node): string | undefined {
  const name = optionOf(schema, ["name"]);
  return name && name !== "spread" ? literalText(name) : undefined;
}

function ownerOf({ callee }: CallNode): Node | undefined {
  return callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
}
