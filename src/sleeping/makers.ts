import { type CallNode, type Node, calledName, keyName, literalText, memberName, nameOfThing, unwrap, wrapped } from "../ast.js";
import { type TargetKind, makeVerbs, optionsThatStart, runningStates, setUpVerbs, startsByItself, stopVerbs, thingsMadeElsewhere } from "../contracts/started.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { wordsOf } from "../words.js";
import type { Started } from "./starts.js";
import { keptIn, kindOf } from "./things.js";

/** `new SyncClient(…)`, `createServer(…)`: by its name, or by its options, something that may start by itself. */
export function selfStarter(call: CallNode, name: string, isAwaited: boolean): Started | undefined {
  if (/^(?:Mock|Fake|Stub|Test|Dummy)/.test(name)) return undefined;
  const kind = kindByOptions(call);
  const base = { call, name: keptIn(call), isAwaited, isReady: false, isCertain: false, ready: undefined, configuredBy: [call] };
  if (kind) return { ...base, kind };
  // `await createConnectedNodes(2)`: what comes back has been connected, and still may not know it.
  if (isAwaited && kindOf(name) !== "unknown" && wordsOf(name).some((word) => runningStates.has(word))) return { ...base, kind: kindOf(name) };
  return startsByItself.test(name) ? { ...base, kind: kindOf(name), isOnlyMade: true } : undefined;
}

/** `NodeFactory.create(…)`, `socketClient.create(…)` of a package: a maker that is called after what it makes. */
export function madeByFactory(call: CallNode, isAwaited: boolean, values: Values): Started | undefined {
  const { callee } = call;
  if (callee.type !== "MemberExpression" || !makeVerbs.has(memberName(callee) ?? "")) return undefined;
  const owner = nameOfThing(callee.object);
  const maker = values.valueOf(callee.object);
  // A client of this project may create what it asks another for.
  const isOfPackage = maker?.kind === "export" && !/^[./#@~]/.test(maker.module.replace(/^@[\w-]+\//, ""));
  return /^[A-Z]/.test(owner) || isOfPackage ? selfStarter(call, owner.replace(/Factory$/, ""), isAwaited) : undefined;
}

/** `admin.createTopics(…)`: the other side has taken the order, and carries it out. */
export function madeElsewhere(call: CallNode, isAwaited: boolean): Started | undefined {
  const row = call.type === "CallExpression" ? thingsMadeElsewhere.find(({ calls }) => calls.test(calledName(call))) : undefined;
  return row && { call, kind: row.kind, name: undefined, isAwaited, isReady: false, isCertain: false, ready: undefined, configuredBy: [call] };
}

/** `instance = await runFast(…)`, where `instance` is closed later: something runs. */
export function keptToBeEnded(call: CallNode, isAwaited: boolean, scopes: Scopes): Started | undefined {
  const kept = keptIn(call);
  const [verb = ""] = wordsOf(calledName(call));
  if (!kept || !setUpVerbs.has(verb) || kindOf(nameOfThing(kept)) === "unknown" || !isEnded(kept, scopes)) return undefined;
  return { call, kind: kindOf(nameOfThing(kept)), name: kept, isAwaited, isReady: false, isCertain: false, ready: undefined, configuredBy: [call] };
}

function isEnded(kept: Node, scopes: Scopes): boolean {
  const variable = kept.type === "Identifier" ? scopes.variableOf(kept) : undefined;
  return (
    variable?.references.some(({ identifier }) => {
      const { parent } = wrapped(identifier);
      const call = parent?.type === "MemberExpression" ? wrapped(parent).parent : undefined;
      return call?.type === "CallExpression" && parent?.type === "MemberExpression" && stopVerbs.has(wordsOf(memberName(parent) ?? "")[0] ?? "");
    }) ?? false
  );
}

/** The kind of thing that the options say is started: `new Execution({ command: "echo" })`. */
function kindByOptions(call: CallNode): TargetKind | undefined {
  for (const argument of call.arguments) {
    const options = unwrap(argument);
    if (options.type !== "ObjectExpression") continue;
    for (const property of options.properties) {
      const row = property.type === "Property" ? optionsThatStart.find(({ names }) => names.has(keyName(property) ?? "")) : undefined;
      if (property.type === "Property" && row && says(row.value, unwrap(property.value))) return row.kind;
    }
  }
  return undefined;
}

function says(expected: "text" | "thing" | "yes", value: Node): boolean {
  switch (expected) {
    case "text":
      return literalText(value) !== undefined || value.type === "TemplateLiteral";
    case "thing":
      return value.type === "Identifier" || value.type === "MemberExpression" || value.type === "NewExpression";
    case "yes":
      return value.type === "ObjectExpression" || (value.type === "Literal" && value.value === true);
  }
}
