import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "../actions.js";
import { type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, keyName, literalText, memberName, nameOfThing, parameterName, unwrap, wrapped } from "../ast.js";
import { attachMethods, immediateMethods } from "../contracts/calls.js";
import { saysReady, saysReadyNow } from "../contracts/intent.js";
import { keepingCalls, stepCalls, suiteHooks, taskCalls } from "../contracts/passive.js";
import { seriesCalls } from "../contracts/sleeps.js";
import { begunEvents, connectionNames, pacingVerbs, readinessCalls, readyEvents, startCallbackVerbs, teardownVerbs } from "../contracts/started.js";
import { isErrorFirst } from "../order.js";
import { wordsOf } from "../words.js";
import { isCounted } from "./acts.js";
import type { Sleep } from "./sleeps.js";
import { kindOf, namesWait } from "./things.js";

/**
 * What part a piece of code plays:
 * - `sequence`: code that runs from its beginning to its end, where a wait stands for what came before
 * - `pace`: a loop, a retry, a poll: the time between two turns
 * - `reply`: a handler, a mock, a job, a generator: the time is its own
 * - `caught`: what is done when something has failed
 * - `teardown`: what takes down
 */
export type Role = "sequence" | "pace" | "reply" | "caught" | "teardown";

/** The part that the code around a sleep plays. */
export function roleOf({ node, form, delay }: Pick<Sleep, "node" | "form" | "delay">, actions: Actions): Role {
  // Each turn sets a timer, and the next one does not wait for it.
  const isApart = form === "timer" && (node.type === "ExpressionStatement" || node.type === "VariableDeclaration") && delay.value !== undefined;
  let child = node;
  let isTold = false;
  let isCaught = false;
  for (let at = node.parent; at; child = at, at = at.parent) {
    switch (at.type) {
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForInStatement":
        return "pace";
      case "ForStatement":
        if (!isCounted(at) || (!isApart && (!isOverList(at) || leavesLoop(at.body, node)))) return "pace";
        break;
      case "ForOfStatement":
        if (at.await || leavesLoop(at.body, node)) return "pace";
        break;
      case "CatchClause":
        isCaught = true;
        break;
      case "IfStatement":
        // `if (retries > 0) { await sleep(500); … }`
        if (child !== at.test && findOwn(at.test, (each) => each.type === "Identifier" && /retr|attempt|tries/i.test(each.name))) return "pace";
        if (child !== at.test && countsTurns(at)) return "pace";
        isTold ||= child === at.consequent && asksForReadyText(at.test);
        break;
      case "TryStatement":
        if (at.finalizer === child) return "teardown";
        break;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression": {
        const role = roleOfFunction(at, actions);
        if (role !== "part") return isTold && hearsOutput(at) ? "sequence" : role === "sequence" && isCaught ? "caught" : role;
        break;
      }
      default:
    }
  }
  return isCaught ? "caught" : "sequence";
}

/** `if (i > 0) await sleep(1000);` in a loop that counts its turns with `i`: not before the first, or behind the last. */
function countsTurns({ test, parent }: TSESTree.IfStatement): boolean {
  const loop = parent.type === "BlockStatement" ? parent.parent : parent;
  const inner = unwrap(test);
  const counter = inner.type === "BinaryExpression" ? unwrap(inner.left) : inner;
  if ((loop.type !== "ForOfStatement" && loop.type !== "ForStatement") || counter.type !== "Identifier") return false;
  const declared = loop.type === "ForOfStatement" ? loop.left : loop.init;
  return declared !== null && findNode(declared, (node) => node.type === "Identifier" && node.name === counter.name) !== undefined && !(loop.type === "ForOfStatement" && inner === counter);
}

/** `for (let i = 0; i < names.length; i++)`: one turn for each of a list, as in `for (const name of names)`. */
function isOverList({ test }: TSESTree.ForStatement): boolean {
  const bound = test?.type === "BinaryExpression" ? unwrap(test.right) : undefined;
  return bound?.type === "MemberExpression" && memberName(bound) === "length";
}

/** `text.includes("server ready")`, `/listening on/.test(line)` */
function asksForReadyText(test: Node): boolean {
  return findOwn(test, (node) => node.type === "Literal" && saysReady.test("regex" in node ? node.regex.pattern : typeof node.value === "string" ? node.value : "")) !== undefined;
}

/** True for code of a listener that is run if a text says that something is ready now: no word of what is still going on, or has failed. */
function isBehindReadyText(node: Node, listener: FunctionNode): boolean {
  for (let child = node, at = node.parent; at && at !== listener; child = at, at = at.parent) if (at.type === "IfStatement" && child === at.consequent && asksForPlainReadiness(at.test)) return true;
  return false;
}

function asksForPlainReadiness(test: Node): boolean {
  if (findOwn(test, (node) => node.type === "UnaryExpression" || (node.type === "BinaryExpression" && node.operator.startsWith("!")))) return false;
  return findOwn(test, (node) => node.type === "Literal" && saysReadyNow.test("regex" in node ? node.regex.pattern : typeof node.value === "string" ? node.value : "")) !== undefined;
}

/** True for a listener of what a process says. */
function hearsOutput(fn: FunctionNode): boolean {
  const { parent } = wrapped(fn);
  return parent?.type === "CallExpression" && attachMethods.has(calledName(parent)) && /^(?:data|line|message)$/.test(literalText(parent.arguments[0]) ?? "");
}

/** True if a loop's body leaves it, or begins its next turn early; a failure that is only caught behind the sleep does not. */
function leavesLoop(body: Node, sleep: Node): boolean {
  const leaves = (node: Node) => ["BreakStatement", "ContinueStatement", "ReturnStatement", "ThrowStatement"].includes(node.type) || (node.type === "TryStatement" && node.range[0] < sleep.range[0]);
  return findOwn(body, leaves) !== undefined;
}

/** The part that a function plays; `part` where it runs as a part of the code around it. */
function roleOfFunction(fn: FunctionNode, actions: Actions): Role | "part" {
  if (fn.generator) return "reply";
  const use = wrapped(fn);
  const { parent } = use;
  switch (parent?.type) {
    case "NewExpression":
      return calledName(parent) === "Promise" ? "part" : "reply";
    case "CallExpression":
      return parent.callee === use ? "part" : roleOfArgument(fn, parent, actions);
    case "ArrayExpression": {
      const series = wrapped(parent).parent;
      return series?.type === "CallExpression" && seriesCalls.has(calledName(series)) ? "part" : "reply";
    }
    case "AssignmentExpression":
      return /^on[a-z]+$/.test(parent.left.type === "MemberExpression" ? (memberName(parent.left) ?? "") : "") ? roleOfListener(memberNameOf(parent.left).slice(2)) : roleByName(memberNameOf(parent.left));
    case "VariableDeclarator":
      return roleByName(parent.id.type === "Identifier" ? parent.id.name : "");
    case "MethodDefinition":
    case "PropertyDefinition":
      return roleByName(keyName(parent) ?? "");
    case "Property":
      if (isTestObject(parent.parent) && keyName(parent) === "fn") return "sequence";
      return isGiven(parent.parent) && !suiteHooks.has(keyName(parent) ?? "") ? "reply" : roleByName(keyName(parent) ?? "");
    default:
      return roleByName(fn.id?.name ?? "");
  }
}

function memberNameOf(node: Node): string {
  return node.type === "MemberExpression" ? (memberName(node) ?? "") : node.type === "Identifier" ? node.name : "";
}

function roleOfArgument(fn: FunctionNode, call: Node, actions: Actions): Role | "part" {
  if (call.type !== "CallExpression") return "reply";
  const action = actions.of(call);
  if (action.kind === "test") return action.phase === "after" ? "teardown" : action.phase === "group" ? "part" : "sequence";
  if (action.kind === "run") return "part";
  const name = calledName(call);
  const callee = unwrap(call.callee);
  // `form.onSubmit(async (e) => …)`
  if (/^on[A-Z]/.test(name) && call.arguments.length === 1) return roleByName(name) === "sequence" && readyEvents.has(wordsOf(name)[1] ?? "") ? "sequence" : "reply";
  if (callee.type === "MemberExpression" && (name === "then" || immediateMethods.has(name))) return "part";
  if (name === "catch" || name === "finally") return "teardown";
  if (stepCalls.has(name)) return "part";
  if (callee.type === "MemberExpression" && taskCalls.has(`${nameOfThing(callee.object)}.${name}`)) return "sequence";
  const keeper = keepingCalls.has(name) ? wrapped(call).parent : undefined;
  if (keeper?.type === "VariableDeclarator" && keeper.id.type === "Identifier") return roleByName(keeper.id.name);
  if ("given" in action && action.given.some(({ function: given, callback }) => unwrap(given) === fn && callback.begins.includes("ready") && callback.argument !== undefined)) return "sequence";
  const event = literalText(call.arguments[0]);
  if (event !== undefined && attachMethods.has(name)) return firstOutputOf(call) ? "sequence" : roleOfListener(event);
  if (/^(?:after|afterEach|afterAll|teardown|onTestFinished|onTestFailed|t\.after|addCleanup|defer)$/.test(name)) return "teardown";
  if (callee.type === "MemberExpression" && /^(?:t|test|tap|Deno)$/.test(callee.object.type === "Identifier" ? callee.object.name : "") && /^(?:test|step|before|beforeEach|subtest)$/.test(name)) return "sequence";
  // Hooks of a suite that is a value: `api.before(async () => {…})`.
  if (callee.type === "MemberExpression" && suiteHooks.has(name) && call.arguments.length === 1) return "sequence";
  if (isErrorFirst(fn) && call.arguments.at(-1) === wrapped(fn)) return "part";
  return isStartCallback(fn) || isTitled(call) ? "sequence" : "reply";
}

/** True for a step that is called by a sentence: `runTest("the stack starts", () => …)`, `When("the game has begun", async () => …)`, also where its function is wrapped. */
function isTitled(call: TSESTree.CallExpression): boolean {
  const outer = wrapped(call).parent;
  if (call.arguments.length === 1 && outer?.type === "CallExpression" && outer.arguments.at(-1) === call) return isTitled(outer);
  return unwrap(call.callee).type === "Identifier" && call.arguments.slice(0, -1).some((argument) => /[a-z]{2,}.* .* .*[a-z]{2,}/i.test(literalText(argument) ?? "") && !/^\s*(?:select|insert|update|delete|create|drop|alter)\b/i.test(literalText(argument) ?? ""));
}

/** True for a function that is called when something has been started, and may be given its connection: `manager.start("app.js", () => …)`, `control.startServer(port, () => …)`, `provider.init(host, (client) => …)`. */
function isStartCallback(fn: FunctionNode): boolean {
  const use = wrapped(fn);
  const { parent } = use;
  if (parent?.type !== "CallExpression" || parent.callee.type !== "MemberExpression" || parent.arguments.at(-1) !== use || fn.async) return false;
  const [given, ...others] = fn.params;
  if (others.length > 0 || (given && !connectionNames.test(parameterName(given)?.name ?? ""))) return false;
  const [verb = "", ...rest] = wordsOf(calledName(parent));
  return startCallbackVerbs.has(verb) && (rest.length === 0 || kindOf(rest.at(-1) ?? "") !== "unknown");
}

/** The listener of an event that says ready goes on with what was started; any other one replies. */
function roleOfListener(event: string): Role | "part" {
  return readyEvents.has(event) ? "sequence" : "reply";
}

/** `Deno.test({ name: "…", fn() { … } })` */
function isTestObject(literal: Node): boolean {
  const { parent } = wrapped(literal);
  return parent?.type === "CallExpression" && /^(?:test|it)$/.test(calledName(parent));
}

/** True for an object literal that is given to a call: its functions are called by others. */
function isGiven(literal: Node): boolean {
  const { parent } = wrapped(literal);
  // A table within a table: `{ Query: { user: async () => {…} } }`.
  if (parent?.type === "Property") return true;
  return parent?.type === "CallExpression" || parent?.type === "NewExpression" || parent?.type === "ArrayExpression" || parent?.type === "ExportDefaultDeclaration";
}

function roleByName(name: string): Role {
  const [first = "", second] = wordsOf(name.replace(/^[_#$]+/, ""));
  if (teardownVerbs.has(first) || (first === "after" && (second === undefined || /^(?:all|each)$/.test(second)))) return "teardown";
  if (first === "on" && second !== undefined && readyEvents.has(second)) return "sequence";
  // One that waits for readiness may do so by a fixed time.
  return pacingVerbs.has(first) && !readinessCalls.test(name) && !namesWait(name) ? "pace" : "sequence";
}

/** Whose first output a listener is told: `child` of `child.stdout.once("data", …)`. Something has begun; what is ready it does not say. */
function firstOutputOf(call: TSESTree.CallExpression): Node | undefined {
  return calledName(call) === "once" && literalText(call.arguments[0]) === "data" ? talkerOf(call) : undefined;
}

/** Whose output is listened to: `child` of `child.stdout.on("data", …)`. */
function talkerOf({ callee }: TSESTree.CallExpression): Node | undefined {
  const stream = callee.type === "MemberExpression" ? unwrap(callee.object) : callee;
  return stream.type === "MemberExpression" && /^std(?:out|err)$/.test(memberName(stream) ?? "") ? stream.object : undefined;
}

/** What a listener or a ready callback is told of: `socket` of `socket.on("connect", () => …)`. */
export interface OwnEvent {
  readonly subject: Node;
  readonly at: Node;
  /** It says that the subject is ready. */
  readonly isReady: boolean;
  /** The subject is a child that has said something. */
  readonly isChild: boolean;
}

/** The event of readiness, or the first sign of life, in whose listener or callback a function stands; with `node`, that it stands behind a line of output which says so. */
export function ownReadyEvent(fn: Node, actions: Actions, node?: Node): OwnEvent | undefined {
  if (!isFunction(fn)) return undefined;
  const use = wrapped(fn);
  const { parent } = use;
  const action = parent?.type === "CallExpression" ? actions.of(parent) : undefined;
  if (parent?.type === "CallExpression" && action?.kind === "start" && action.given.some(({ function: given, callback }) => unwrap(given) === fn && callback.begins.includes("ready"))) {
    return { subject: parent.callee.type === "MemberExpression" ? parent.callee.object : parent, at: parent, isReady: true, isChild: false };
  }
  const talker = parent?.type === "CallExpression" ? firstOutputOf(parent) : undefined;
  if (parent && talker) return { subject: talker, at: parent, isReady: false, isChild: true };
  const told = parent?.type === "CallExpression" && node && hearsOutput(fn) && isBehindReadyText(node, fn) ? talkerOf(parent) : undefined;
  if (parent && told) return { subject: told, at: parent, isReady: true, isChild: true };
  if (parent?.type === "CallExpression" && parent.callee.type === "MemberExpression" && isStartCallback(fn)) return { subject: parent.callee.object, at: parent, isReady: false, isChild: false };
  if (parent?.type === "CallExpression" && parent.callee.type === "MemberExpression" && attachMethods.has(calledName(parent)) && readyEvents.has(literalText(parent.arguments[0]) ?? "")) return { subject: parent.callee.object, at: parent, isReady: !begunEvents.has(literalText(parent.arguments[0]) ?? ""), isChild: false };
  if (parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression" && /^on/.test(memberName(parent.left) ?? "") && readyEvents.has((memberName(parent.left) ?? "").slice(2))) return { subject: parent.left.object, at: parent, isReady: true, isChild: false };
  return undefined;
}
