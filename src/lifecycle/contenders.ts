import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findNode, isFunction, isInside, keyName, memberName, nameOfThing, unitOf, unwrap, wrapped } from "../ast.js";
import { endingMethods } from "../contracts/lifecycle.js";
import type { FileIndex } from "../file-index.js";
import { isFlag, saysBusy, saysStarted, thingIn } from "./claims.js";
import { isNothing } from "./literals.js";
import { askingMethods, puttingMethods } from "./places.js";
import { runsAtOnce } from "./turns.js";

type Write = TSESTree.AssignmentExpression | TSESTree.CallExpression;

/** A function whose calls may compete, and the writes that show it. */
export interface Contender {
  readonly fn: FunctionNode;
  readonly writes: readonly Write[];
}

/**
 * The functions whose calls may compete, by what their syntax shows: one tests a place and writes it, with time in between. By names only,
 * for most files have none, and need no model then.
 */
export function contendersIn(index: FileIndex): readonly Contender[] {
  const awaiting = functionsAround(index.awaits);
  const waiting = functionsAround([...index.awaits, ...index.loops, ...index.functions.filter(({ generator }) => generator)]);
  const callers = callersIn(index);
  const possible = [...index.assignments, ...index.calls].filter(isWrite).flatMap((write) => {
    // What a flag stands for has to be awaited, here or by who calls.
    const isAwaited = isFlag(valueIn(write)) ? (fn: FunctionNode, isLater: boolean) => awaiting.has(fn) || (isLater && givesPromise(fn)) : () => true;
    const functions = unitsOf(write).filter(({ fn, isLater }) => (isLater || waiting.has(fn)) && isAwaited(fn, isLater)).map(({ fn }) => fn);
    if (isFlag(valueIn(write)) || awaiting.has(unitOf(write))) functions.push(...callers(write).filter((fn) => (!isFlag(valueIn(write)) || awaiting.has(fn)) && !functions.includes(fn)));
    return functions.length > 0 && isOfStart(write) ? [{ write, functions }] : [];
  });
  if (possible.length === 0) return [];
  const looks = looksIn(index, new Set(possible.map(({ write }) => thingIn(write))));
  const found = new Map<FunctionNode, Write[]>();
  for (const { write, functions } of possible) {
    const places = looks.get(thingIn(write));
    for (const fn of functions) {
      if (!isOwnLook(write) && !places?.some((place) => place === "anywhere" || isInside(place, fn))) continue;
      const known = found.get(fn);
      if (known) known.push(write);
      else found.set(fn, [write]);
    }
  }
  return [...found].map(([fn, its]) => ({ fn, writes: its })).sort((a, b) => a.fn.range[0] - b.fn.range[0]);
}

/** True for a function that its callers can wait for: it is async, or ends with a promise made by hand. */
export function givesPromise(fn: FunctionNode): boolean {
  const last = fn.body.type === "BlockStatement" ? fn.body.body.at(-1) : fn.body;
  const given = last?.type === "ReturnStatement" ? last.argument : last;
  return fn.async || (given?.type === "NewExpression" && runsAtOnce(given));
}

/** Gives the functions that call, by its name, the one that a write stands in: it may write for them. */
function callersIn({ calls }: FileIndex): (write: Node) => readonly FunctionNode[] {
  let byName: Map<string, FunctionNode[]> | undefined;
  return (write) => {
    const fn = unitOf(write);
    const { parent } = isFunction(fn) ? wrapped(fn) : { parent: undefined };
    const name = parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition" ? keyName(parent) : isFunction(fn) && fn.type === "FunctionDeclaration" ? fn.id?.name : undefined;
    if (name === undefined) return [];
    if (!byName) {
      byName = new Map();
      for (const call of calls) {
        const caller = unitOf(call);
        if (isFunction(caller)) byName.set(calledName(call), [...(byName.get(calledName(call)) ?? []), caller]);
      }
    }
    return byName.get(name) ?? [];
  };
}

/** The functions that these nodes stand in, near and far. */
function functionsAround(nodes: readonly Node[]): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const node of nodes) {
    for (let at: Node | undefined = node; at && !found.has(at); at = at.parent) if (isFunction(at)) found.add(at);
  }
  return found;
}

function isWrite(node: Node): node is Write {
  if (node.type === "AssignmentExpression") return /^(?:=|\?\?=|\|\|=)$/.test(node.operator) && (node.left.type === "MemberExpression" || node.left.type === "Identifier") && !isNothing(node.right);
  return node.type === "CallExpression" && unwrap(node.callee).type === "MemberExpression" && puttingMethods.has(calledName(node));
}

/** True where what is written may come from a start, or says that one has been made. */
function isOfStart(write: Write): boolean {
  const value = valueIn(write);
  if (isNothing(value)) return false;
  return isFlag(value) ? saysStarted({ write, value }) || saysBusy(write) : hasCall(value);
}

/** What is written. */
export function valueIn(write: Write): Node {
  return write.type === "AssignmentExpression" ? write.right : (write.arguments[1] ?? write.arguments[0] ?? write);
}

/** True for a value that a call may stand behind; for names that is not asked. */
function hasCall(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Literal":
    case "TemplateLiteral":
    case "BinaryExpression":
    case "UnaryExpression":
    case "ThisExpression":
    case "UpdateExpression":
    case "ClassExpression":
    case "TaggedTemplateExpression":
    case "ImportExpression":
      return false;
    case "AwaitExpression":
      return hasCall(inner.argument);
    case "LogicalExpression":
      return hasCall(inner.left) || hasCall(inner.right);
    case "ConditionalExpression":
      return hasCall(inner.consequent) || hasCall(inner.alternate);
    case "MemberExpression":
      return inner.object.type !== "ThisExpression" && hasCall(inner.object);
    case "ArrayExpression":
      return inner.elements.some((each) => each && hasCall(each));
    case "ObjectExpression":
      return inner.properties.some((property) => hasCall(property.type === "SpreadElement" ? property.argument : property.value));
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return findNode(inner.body, (each) => each.type === "MemberExpression" && endingMethods.has(memberName(each) ?? "")) !== undefined;
    default:
      return true;
  }
}

/** `this.x ??= await make()`: the write itself is the look. */
function isOwnLook(write: Write): boolean {
  return write.type === "AssignmentExpression" && write.operator !== "=";
}

/** The functions that go on to a write, the nearest first, and whether it runs in a later turn of theirs. */
function unitsOf(write: Node): readonly { readonly fn: FunctionNode; readonly isLater: boolean }[] {
  const found: { fn: FunctionNode; isLater: boolean }[] = [];
  let isLater = false;
  for (let at: Node | undefined = write.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    found.push({ fn: at, isLater });
    const use = wrapped(at);
    const call: Node | undefined = use.parent;
    // A function that is handed on goes on for the one around it; any other is followed by itself.
    if ((call?.type !== "CallExpression" && call?.type !== "NewExpression") || call.callee === use) break;
    isLater ||= !runsAtOnce(call);
  }
  return found;
}

/** Where things of these names are looked at: in tests, and by locals and functions that are tested in their stead. */
function looksIn({ nodes }: FileIndex, names: ReadonlySet<string>): ReadonlyMap<string, readonly (Node | "anywhere")[]> {
  const found = new Map<string, (Node | "anywhere")[]>();
  const add = (name: string, place: Node | "anywhere") => {
    const places = found.get(name);
    if (places) places.push(place);
    else if (names.has(name)) found.set(name, [place]);
  };
  const look = (node: Node, place: Node | "anywhere"): void => {
    const inner = unwrap(node);
    switch (inner.type) {
      case "Identifier":
        add(inner.name, place);
        break;
      case "MemberExpression":
        add(nameOfThing(inner), place);
        look(inner.object, place);
        break;
      case "UnaryExpression":
      case "AwaitExpression":
        look(inner.argument, place);
        break;
      case "CallExpression":
        look(inner.callee, place);
        break;
      case "BinaryExpression":
      case "LogicalExpression":
      case "AssignmentExpression":
        look(inner.left, place);
        look(inner.right, place);
        break;
      case "ConditionalExpression":
        look(inner.test, place);
        break;
      default:
    }
  };
  for (const node of nodes) {
    switch (node.type) {
      case "IfStatement":
      case "ConditionalExpression":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        if (node.test) look(node.test, node.test);
        break;
      case "LogicalExpression":
        look(node, node);
        break;
      case "VariableDeclarator":
        if (node.init && node.id.type === "Identifier" && isPlaceRead(node.init)) look(node.init, node);
        break;
      case "AssignmentExpression":
        if (node.left.type === "Identifier" && isPlaceRead(node.right)) look(node.right, node);
        break;
      case "ReturnStatement":
        if (node.argument) look(node.argument, "anywhere");
        break;
      case "ArrowFunctionExpression":
        if (node.body.type !== "BlockStatement") look(node.body, "anywhere");
        break;
      default:
    }
  }
  return found;
}

/** True for what a local may get from a place, and be tested in its stead. */
function isPlaceRead(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" || inner.type === "MemberExpression" || (inner.type === "CallExpression" && askingMethods.has(calledName(inner)));
}
