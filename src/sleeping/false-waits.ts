import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, isCall, isFunction, literalText, memberName, unwrap, wrapped } from "../ast.js";
import { pollNames } from "../contracts/sleeps.js";
import { readinessCalls, readyEvents } from "../contracts/started.js";
import { type Sleep, type Sleeping, sleepingTime } from "./sleeps.js";

/** A poll that asks nothing: `await pollUntil(() => true)`. It is over at once, or after its rest. */
export function constantPoll(call: CallNode): Node | undefined {
  if (!pollNames.test(calledName(call)) || wrapped(call).parent?.type !== "AwaitExpression") return undefined;
  const [first] = call.arguments;
  const fn = first && unwrap(first);
  return isFunction(fn) && isAlwaysTrue(fn.body) ? wrapped(call).parent : undefined;
}

/** The longest of the times that a poll is given, as the literal that it is; undefined where nothing says how long it may take. */
export function longestTime({ arguments: [, ...given] }: CallNode): Node | undefined {
  const nodes = given.flatMap((argument): readonly Node[] => {
    const inner = unwrap(argument);
    return inner.type === "ObjectExpression" ? inner.properties.flatMap((property) => (property.type === "Property" ? [unwrap(property.value)] : [])) : [inner];
  });
  return nodes.reduce<TSESTree.NumberLiteral | undefined>((longest, node) => (node.type === "Literal" && typeof node.value === "number" && node.value > (longest?.value ?? 0) ? node : longest), undefined);
}

function isAlwaysTrue(body: Node): boolean {
  if (body.type === "BlockStatement") {
    const [only] = body.body;
    return body.body.length === 1 && only?.type === "ReturnStatement" && only.argument !== null && isAlwaysTrue(only.argument);
  }
  const inner = unwrap(body);
  return inner.type === "Literal" && (inner.value === true || inner.value === 1);
}

/** A race between a wait for readiness and a sleep that wins without a word: `await Promise.race([once(child, "message"), sleep(3000)])`. */
export function racedSleep(call: CallNode, sleeping: Sleeping): Sleep | undefined {
  const outer = wrapped(call);
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || memberName(callee) !== "race" || callee.object.type !== "Identifier" || callee.object.name !== "Promise") return undefined;
  const statement = outer.parent?.type === "AwaitExpression" ? outer.parent.parent : undefined;
  const list = call.arguments[0] && unwrap(call.arguments[0]);
  if (statement?.type !== "ExpressionStatement" || list?.type !== "ArrayExpression") return undefined;
  const elements = list.elements.flatMap((element) => (element ? [resolved(element, sleeping)] : []));
  const time = elements.map((element) => (isCall(element) ? sleepingTime(element, sleeping) : undefined)).find((each) => each !== undefined);
  if (!time || !elements.some((element) => isCall(element) && isReadiness(element))) return undefined;
  return { ...time, node: statement, call, form: "awaited", continuation: undefined };
}

/** The expression behind a name that is given one. */
function resolved(node: Node, { scopes }: Sleeping): Node {
  const inner = unwrap(node);
  const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
  const writes = variable && scopes.writesTo(variable);
  const [only] = writes ?? [];
  return writes?.length === 1 && only && only.path.length === 0 ? unwrap(only.value) : inner;
}

function isReadiness(call: CallNode): boolean {
  const name = calledName(call);
  if (readinessCalls.test(name)) return true;
  return call.arguments.some((argument) => readyEvents.has(literalText(argument) ?? "") || (literalText(argument) === "message" && name === "once"));
}
