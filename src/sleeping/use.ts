import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, findNode, findOwn, memberName, nameOfThing, unitOf, wrapped } from "../ast.js";
import { type TargetKind, startMethodVerbs } from "../contracts/started.js";
import { behind, executorCall, functionAround, statementAround } from "../order.js";
import type { Scopes } from "../scopes.js";
import { wordsOf } from "../words.js";
import { actsOf } from "./acts.js";
import { assertionIn } from "./assertions.js";
import type { Sleep } from "./sleeps.js";
import type { Started } from "./starts.js";
import { rootOf } from "./things.js";

type Variable = TSESLint.Scope.Variable;

/** Things that are used from outside, by their address or by what they write: code need not name them. */
const usedFromOutside: ReadonlySet<TargetKind> = new Set(["child", "container", "server", "page", "thread", "worker", "watcher"]);

/**
 * True unless what follows a sleep asserts of something that has nothing to do with what was started. Then the sleep is for the effect of
 * something else.
 */
export function isOfUse(sleep: Sleep, started: Started, scopes: Scopes): boolean {
  if (!started.isNamed || usedFromOutside.has(started.kind)) return true;
  const statement = statementAround(sleep.node);
  const next: Node[] = [];
  for (const each of statement ? behind(statement) : []) {
    next.push(each);
    if (assertionIn(each)) break;
    if (each.type !== "VariableDeclaration" || next.length > 8) return true;
  }
  if (!next.some((each) => assertionIn(each))) return true;
  const related = relatedTo(started, scopes);
  if (related.size === 0) return true;
  return next.some((each) => findNode(each, (node) => node.type === "Identifier" && related.has(scopes.variableOf(node) as Variable)) !== undefined);
}

/** True if what is only made before a sleep is started behind it: `const client = Client.create(); await sleep(10); await client.connect();`. */
export function isStartedBehind({ node }: Sleep, { isOnlyMade, name }: Started): boolean {
  const statement = statementAround(node);
  if (!isOnlyMade || !name || !statement) return false;
  for (const next of behind(statement)) {
    const [act] = actsOf(next) ?? [];
    if (!act) continue;
    const { callee } = act.call;
    return callee.type === "MemberExpression" && startMethodVerbs.has(wordsOf(memberName(callee) ?? "")[0] ?? "") && nameOfThing(callee.object) === nameOfThing(name);
  }
  return false;
}

/** True if code behind a sleep asks what is ready for something that it loads by itself: `browser.targets()`. */
export function asksForLoaded({ node }: Sleep, { name, loads }: Started): boolean {
  const subject = name && nameOfThing(name);
  return loads !== undefined && findNode(unitOf(node), (each) => each.range[0] > node.range[0] && each.type === "MemberExpression" && loads.has(memberName(each) ?? "") && nameOfThing(each.object) === subject) !== undefined;
}

/** True for a timer whose code runs while the code behind it waits for something else. */
export function isMeanwhile({ node, form }: Sleep): boolean {
  if (form !== "timer" && form !== "continued") return false;
  const statement = statementAround(node);
  for (const next of statement ? behind(statement) : []) if (findOwn(next, (each) => each.type === "AwaitExpression")) return true;
  return false;
}

/** True for the time of a promise that is kept while the code behind it goes on: `const over = new Promise((done) => setTimeout(done, 10)); await close(); await over;`. */
export function isKeptAside({ node, form }: Sleep, scopes: Scopes): boolean {
  const executor = form === "continued" ? functionAround(node) : undefined;
  const promise = executor && executorCall(executor);
  const declarator = promise && wrapped(promise).parent;
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier") return false;
  const variable = scopes.variableOf(declarator.id);
  for (const next of behind(declarator.parent)) {
    if (findNode(next, (each) => each.type === "Identifier" && scopes.variableOf(each) === variable)) return false;
    if (actsOf(next)?.length !== 0) return true;
  }
  return false;
}

/** The variables that hold what was started, what it was made from, and what is taken from it. */
function relatedTo({ name, configuredBy, call }: Started, scopes: Scopes): ReadonlySet<Variable> {
  const related = new Set<Variable>();
  const add = (node: Node) => {
    findNode(node, (each) => {
      const variable = each.type === "Identifier" ? scopes.variableOf(each) : undefined;
      if (variable) related.add(variable);
      return false;
    });
  };
  if (name) add(rootOf(name));
  for (const each of configuredBy) for (const argument of each.arguments) add(argument);
  const owner = functionAround(call);
  const declared = statementAround(call);
  if (declared?.type === "VariableDeclaration") for (const { id } of declared.declarations) add(id);
  // A loop starts what it goes over.
  for (const variable of [...related]) {
    const loop = (variable.defs[0]?.node as Node | undefined)?.parent?.parent;
    if (loop?.type === "ForOfStatement") add(loop.right);
  }
  // What is taken from it between the start and the assertion: `const resource = sdk.resource`.
  for (const variable of [...related]) {
    for (const { identifier } of variable.references) {
      const statement = statementAround(identifier);
      if (statement?.type === "VariableDeclaration" && functionAround(statement) === owner) for (const { id } of statement.declarations) add(id);
    }
  }
  return related;
}
