import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findNode, findOwn, isFunction, isNullish, keyName, literalText, memberName, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods, keepingMethods } from "../contracts/calls.js";
import { askedByInput } from "../contracts/handles.js";
import { saysFirstOutput, saysOfEnds } from "../contracts/intent.js";
import type { Guess } from "../guesses.js";
import { expressionOf, isInLoop, statementAround, withoutAwait } from "../order.js";
import { onlyValueOf } from "../scopes.js";
import { rootOf } from "../sleeping/things.js";
import { wordsOf } from "../words.js";
import type { Edit, File } from "./edits.js";
import { deadlineFor, pollLines, testPatience } from "./poll-code.js";
import { linesWithRemarks } from "./sleeps.js";
import { styleOf } from "./style.js";
import { waitPlace } from "./wait-place.js";

/** A variable that is empty until a listener fills it. */
interface Filled {
  readonly name: string;
  /** True as long as it is empty, as code, and what is asked, and what an error says of it. */
  readonly test: string;
  readonly code: string;
  readonly problem: string;
  /** It takes all that comes: a text that grows, a list. */
  readonly isGrowing: boolean;
  readonly listener: Listener;
}

/** A function that is called for what comes. */
interface Listener {
  readonly fn: FunctionNode;
  /** The event, as its name is written. */
  readonly event: string;
  /** What it is attached to; undefined where it is handed to what is started. */
  readonly target: Node | undefined;
  readonly statement: Node;
}

/**
 * Waits in a test until a listener has filled the variable that it fills, where something ties the sleep to that: a remark that speaks of
 * the event or of the first output, or a request that must be answered: `let output = ""; port.on("message", (data) => (output += data)); // Wait for the prompt`.
 */
export function awaitFilled(file: File, guess: Guess): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const { sourceCode, startup } = file;
  const { sleep, evidence } = guess;
  const place = waitPlace(file, sleep);
  const timeout = deadlineFor(sourceCode, sleep, testPatience);
  if (!place || timeout === undefined || evidence === "effect" || !startup.surroundings.isTest() || isInLoop(place.statement) || !/^(?:BlockStatement|Program)$/.test(place.statement.parent?.type ?? "")) return undefined;
  const all = filledBefore(file, place.statement);
  const remark = guess.remark?.text ?? sourceCode.text.slice(linesWithRemarks(sourceCode, place.statement)[0], place.statement.range[0]);
  const asked = all.find((each) => isAnswered(file, place.statement, each)) ?? (saysOfEnds.test(remark) ? undefined : (all.find((each) => isSaid(each, remark)) ?? outputIn(all, remark)));
  if (!asked || !comesLater(guess, place.statement, asked.listener)) return undefined;
  const { quote } = styleOf(sourceCode);
  const lines = pollLines(sourceCode, sleep, { timeout, test: asked.test.replaceAll("''", quote + quote), problem: `${quote}${asked.problem}${quote}` });
  return lines && { edits: place.put(lines), code: asked.code };
}

/** The variables that are empty before a sleep, and that listeners attached in its block fill. */
function filledBefore({ sourceCode }: File, sleep: Node): readonly Filled[] {
  const found: Filled[] = [];
  for (let scope: TSESLint.Scope.Scope = sourceCode.getScope(sleep); scope.type !== "module" && scope.type !== "global"; scope = scope.upper) {
    for (const variable of scope.variables) {
      const filled = filledOf(variable, sleep);
      if (filled) found.push(filled);
    }
  }
  return found;
}

function filledOf(variable: TSESLint.Scope.Variable, sleep: Node): Filled | undefined {
  const [definition, ...others] = variable.defs;
  if (definition?.type !== "Variable" || others.length > 0 || definition.node.id.type !== "Identifier" || definition.node.range[0] > sleep.range[0] || unitOf(definition.node) !== unitOf(sleep)) return undefined;
  const { name } = variable;
  const { init } = definition.node;
  const empty = emptyAs(name, init);
  if (!empty) return undefined;
  const listeners: Listener[] = [];
  for (const { identifier, isWrite } of variable.references.map((reference) => ({ identifier: reference.identifier, isWrite: reference.isWrite() && reference.init !== true }))) {
    if (identifier.range[0] > sleep.range[1] || identifier === definition.node.id) continue;
    const listener = unitOf(identifier) === unitOf(sleep) ? undefined : listenerAround(identifier, sleep);
    const fill = isWrite ? identifier.parent : keptBy(identifier);
    // What is read or set there by other code may be filled in other ways.
    if (!listener) return undefined;
    if (fill && !(fill.type === "AssignmentExpression" && isSame(fill.right, init))) listeners.push(listener);
  }
  const [listener] = listeners;
  if (!listener || new Set(listeners.map(({ fn }) => fn)).size > 1) return undefined;
  const isText = literalText(init ?? undefined) === "";
  return { name, ...empty, isGrowing: isText || empty.code !== name, listener };
}

/** How the emptiness of what a variable is given first is asked for. */
function emptyAs(name: string, init: Node | null): { readonly test: string; readonly code: string; readonly problem: string } | undefined {
  const value = init && unwrap(init);
  const missing = (test: string) => ({ test, code: name, problem: `${name} is not there in time` });
  if (!value) return missing(`${name} === undefined`);
  if (value.type === "Identifier" && value.name === "undefined") return missing(`${name} === undefined`);
  if (value.type === "ArrayExpression") return value.elements.length === 0 ? { test: `${name}.length === 0`, code: `${name}.length`, problem: `${name} is still empty` } : undefined;
  if (value.type === "NewExpression") return value.arguments.length === 0 && /^(?:Set|Map)$/.test(calledName(value)) ? { test: `${name}.size === 0`, code: `${name}.size`, problem: `${name} is still empty` } : undefined;
  if (value.type !== "Literal") return undefined;
  if (value.value === "") return { test: `${name} === ''`, code: name, problem: `${name} is still empty` };
  if (isNullish(value)) return missing(`${name} === null`);
  return value.value === false ? { test: `!${name}`, code: name, problem: `${name} is still false` } : undefined;
}

/** `received.push(message)`: the call that keeps something in what is named. */
function keptBy(name: Node): Node | undefined {
  const member = name.parent;
  const call = member?.type === "MemberExpression" && member.object === name ? member.parent : undefined;
  return call?.type === "CallExpression" && call.callee === member && keepingMethods.has(calledName(call)) ? call : undefined;
}

function isSame(right: Node, init: Node | null): boolean {
  const value = unwrap(right);
  return init ? value.type === "Literal" && init.type === "Literal" && value.value === init.value : isNullish(value);
}

/** The listener whose own code a node stands in, attached by a statement of the block of a sleep. */
function listenerAround(node: Node, sleep: Node): Listener | undefined {
  const fn = unitOf(node);
  if (!isFunction(fn)) return undefined;
  const { parent } = wrapped(fn);
  const attached = attachedBy(fn, parent);
  const statement = statementAround(fn.parent);
  return attached && statement && statement.parent === sleep.parent && statement.range[1] <= sleep.range[0] ? { fn, ...attached, statement } : undefined;
}

function attachedBy(fn: FunctionNode, parent: Node | undefined): Pick<Listener, "event" | "target"> | undefined {
  if (parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression") {
    const name = memberName(parent.left) ?? "";
    return /^on[a-zA-Z]/.test(name) ? { event: name.slice(2), target: parent.left.object } : undefined;
  }
  if (parent?.type === "Property" && parent.value === fn) return /^on[A-Z]/.test(keyName(parent) ?? "") ? { event: (keyName(parent) ?? "").slice(2), target: undefined } : undefined;
  if (parent?.type !== "CallExpression" || parent.callee.type !== "MemberExpression" || !attachMethods.has(calledName(parent)) || parent.arguments[1] !== fn) return undefined;
  const event = literalText(parent.arguments[0]);
  return event === undefined ? undefined : { event, target: parent.callee.object };
}

/** True where what fills it cannot have come already: what it is attached to is made in this turn, or what is done with that comes behind. */
function comesLater({ started }: Guess, sleep: Node, { target, event, statement }: Listener): boolean {
  if (!target) return true;
  const siblings: readonly Node[] = (sleep.parent as TSESTree.BlockStatement).body;
  const at = siblings.indexOf(statement);
  const root = rootOf(target);
  if (root.type !== "Identifier") return false;
  const isOfRoot = (node: Node) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && isNamed(rootOf(node.callee), root.name) && !attachMethods.has(calledName(node));
  if ((started && started.call.range[0] >= statement.range[1]) || siblings.slice(at + 1, siblings.indexOf(sleep)).some((each) => findOwn(each, isOfRoot))) return true;
  const made = siblings.findIndex((each) => each.type === "VariableDeclaration" && each.declarations.some(({ id }) => isNamed(id, root.name)));
  const isAwaited = (each: Node) => findOwn(each, (node) => node.type === "AwaitExpression") !== undefined;
  const maker = siblings[made];
  return maker !== undefined && (!isAwaited(maker) || isKept(target, event, siblings)) && !siblings.slice(made + 1, at).some(isAwaited);
}

/** True for what keeps what has come until something listens: a port that is posted to, the output of a child. */
function isKept(target: Node, event: string, statements: readonly Node[]): boolean {
  const isPosted = (node: Node) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && calledName(node) === "postMessage" && nameOfThing(node.callee.object) === nameOfThing(target);
  return (event === "data" && /^(?:stdout|stderr)$/.test(nameOfThing(target))) || (event === "message" && statements.some((each) => findNode(each, isPosted)));
}

function isNamed(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

/** True if the statement before a sleep is the first request to what the listener is attached to, and must be answered: it has an id. */
function isAnswered({ startup }: File, sleep: Node, { listener: { target } }: Filled): boolean {
  const siblings: readonly Node[] = (sleep.parent as TSESTree.BlockStatement).body;
  const at = siblings.indexOf(sleep);
  const root = target && rootOf(target);
  const requestIn = (statement: Node | undefined) => {
    const expression = expressionOf(statement);
    const call = expression && withoutAwait(expression);
    return call?.type === "CallExpression" && call.callee.type === "MemberExpression" && root?.type === "Identifier" && isNamed(rootOf(call.callee), root.name) && findNode(call, isRequest) ? call : undefined;
  };
  const asked = requestIn(siblings[at - 1]);
  return asked !== undefined && !siblings.slice(0, at - 1).some((each) => findOwn(each, (node) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && calledName(node) === calledName(asked) && isNamed(rootOf(node.callee), root?.type === "Identifier" ? root.name : "")));

  function isRequest(node: Node): boolean {
    const value = node.type === "Identifier" ? onlyValueOf(node, startup.scopes) : node;
    const names = value?.type === "ObjectExpression" ? value.properties.map((property) => (property.type === "Property" ? keyName(property) : undefined)) : [];
    return askedByInput.keys.every((key) => names.includes(key));
  }
}

/** True if a remark speaks of the event: "Wait for first stream to actually start" of "stream-start". Where not each fills it, it names what is filled as well. */
function isSaid({ name, listener }: Filled, remark: string): boolean {
  const said = new Set((remark.toLowerCase().match(/[a-z]+/g) ?? []).map(stemOf));
  const words = wordsOf(listener.event).flatMap((word) => word.split(/[^a-z]+/i)).filter((word) => word !== "");
  const isGeneral = words.every((word) => /^(?:message|data|event|change|update|state|status|error|close|end|exit|disconnect\w*)$/.test(word));
  return !isGeneral && words.every((word) => said.has(stemOf(word))) && (!isConditional(listener.fn) || wordsOf(name).some((word) => word.length > 3 && said.has(stemOf(word))));
}

function stemOf(word: string): string {
  return word.toLowerCase().replace(/(?:ions?|ing|ed|s|e)$/, "");
}

/** True for a function that fills not with all that comes. */
function isConditional({ body }: FunctionNode): boolean {
  return findNode(body, (node) => /^(?:If|Conditional|Logical|Switch)/.test(node.type)) !== undefined;
}

/** What grows with the output that a remark speaks of, where one only does. */
function outputIn(all: readonly Filled[], remark: string): Filled | undefined {
  const [only, ...others] = all.filter(({ isGrowing }) => isGrowing);
  return saysFirstOutput.test(remark) && only && others.length === 0 && (!isConditional(only.listener.fn) || /out|data|buf|text/i.test(only.name)) ? only : undefined;
}
