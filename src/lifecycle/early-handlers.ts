import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, type Unit, calledName, findNode, findOwn, isFunction, isInside, literalText, memberName, nameOfThing, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { connectionEvents, keepingVerbs, messageEvents, messageProperties, ownEvents, pausingMethods } from "../contracts/messages.js";
import { peerName, peerType } from "../contracts/lifecycle.js";
import type { Holder } from "../holders.js";
import { functionAround, statementAround } from "../order.js";
import type { Startup } from "../startup.js";
import { wordsOf } from "../words.js";
import { checkBehind, checkBeside } from "./checks.js";
import { type Fill, fillsBehind } from "./fills.js";
import { type Places, askingMethods } from "./places.js";

/** A handler of messages that runs before what it needs is there, or before its peer has been let in. */
export interface EarlyHandler {
  /** The call or assignment that attaches it. */
  readonly attach: TSESTree.CallExpression | TSESTree.AssignmentExpression;
  readonly handler: FunctionNode;
  readonly receiver: Node;
  /** What takes the time. */
  readonly wait: Node;
  /** What it reads too early, and where that is filled; undefined where it is a check that it does not wait for. */
  readonly missing: { readonly read: Node; readonly fill: Fill } | undefined;
  readonly isCertain: boolean;
}

type Input = Pick<Startup, "values" | "scopes"> & { readonly places: Places; readonly program: TSESTree.Program };

/** The handlers of messages in a file that begin too early. */
export function earlyHandlersIn(attached: readonly EarlyHandler["attach"][], input: Input): readonly EarlyHandler[] {
  return attached.flatMap((attach): readonly EarlyHandler[] => {
    const given = attachmentOf(attach, input);
    const statement = statementAround(attach);
    if (!given || !statement) return [];
    const { handler, receiver } = given;
    const unit = unitOf(attach);
    if (isHeldBack(receiver, unit)) return [];
    const fills = fillsBehind(statement, input);
    const code = codeOf(handler, input);
    if (isGuarded(handler, code, fills, input)) return [];
    for (const fill of fills) {
      const read = readOf(fill.place, code, input);
      if (!read || isFilledBefore(fill, attach, unit, input) || answersOnly(receiver, fill, unit, input)) continue;
      return [{ attach, handler, receiver, wait: fill.wait, missing: { read, fill }, isCertain: isPeer(receiver, input) }];
    }
    const wait = checkBeside(statement, receiver) ?? checkBehind(statement, receiver);
    return wait && acts(handler) && !dependsOnOuter(handler, input) ? [{ attach, handler, receiver, wait, missing: undefined, isCertain: isPeer(receiver, input) }] : [];
  });
}

/** The handler that is attached, if it is a function of this file, and what it is attached to. */
function attachmentOf(attach: EarlyHandler["attach"], { values }: Input): { readonly handler: FunctionNode; readonly receiver: Node } | undefined {
  const callee = attach.type === "CallExpression" ? unwrap(attach.callee) : unwrap(attach.left);
  if (callee.type !== "MemberExpression") return undefined;
  const listener = attach.type === "CallExpression" ? attach.arguments[1] : attach.right;
  const bound = listener && unwrap(listener);
  const given = bound?.type === "CallExpression" && bound.callee.type === "MemberExpression" && memberName(bound.callee) === "bind" ? bound.callee.object : bound;
  const value = given && values.valueOf(given);
  return value?.kind === "function" ? { handler: value.node, receiver: callee.object } : undefined;
}

/** True for a call or assignment that attaches a handler of messages, for good. */
export function attachesMessages(node: Node): node is EarlyHandler["attach"] {
  if (node.type === "AssignmentExpression") return node.left.type === "MemberExpression" && messageProperties.has(memberName(node.left) ?? "");
  if (node.type !== "CallExpression" || !/^(?:on|addListener|addEventListener)$/.test(calledName(node)) || node.callee.type !== "MemberExpression" || node.arguments.length < 2) return false;
  const event = literalText(node.arguments[0]);
  return event !== undefined && (messageEvents.has(event) || (!ownEvents.has(event) && isGivenPeer(node.callee.object)));
}

/** True for the connection that a listener of connections gets. */
function isGivenPeer(receiver: Node): boolean {
  const name = nameOfThing(receiver);
  for (let fn = functionAround(receiver); fn; fn = functionAround(fn)) {
    const call = wrapped(fn).parent;
    const [peer] = fn.params;
    if (call?.type === "CallExpression" && calledName(call) === "on" && connectionEvents.has(literalText(call.arguments[0]) ?? "")) return receiver.type === "Identifier" && peer !== undefined && parameterName(peer)?.name === name;
  }
  return false;
}

/** The handler's code, with the functions of the file that it calls. */
function codeOf(handler: FunctionNode, { values }: Input): readonly FunctionNode[] {
  const found = [handler];
  for (const fn of found) {
    if (found.length > 6) break;
    findNode(fn.body, (node) => {
      if (node.type === "CallExpression") {
        const callee = values.valueOf(node.callee);
        if (callee?.kind === "function" && !found.includes(callee.node)) found.push(callee.node);
      }
      return false;
    });
  }
  return found;
}

/** True where the handler looks before it goes on, waits for something stored, or only keeps what arrives. */
function isGuarded(handler: FunctionNode, code: readonly FunctionNode[], fills: readonly Fill[], input: Input): boolean {
  const places = new Set(fills.map(({ place }) => place));
  const reads = (part: Node) => findNode(part, (node) => places.has(placeRead(node, input) as Holder)) !== undefined;
  // `const user = users.get(ws)`: what a local got from the place is asked for in its stead.
  const asksLocal = (node: Node) => {
    const variable = node.type === "Identifier" ? input.scopes.variableOf(node) : undefined;
    return (variable && input.scopes.writesTo(variable))?.some(({ value }) => isInside(value, handler) && reads(value)) ?? false;
  };
  const mentions = (test: Node) => reads(test) || findNode(test, asksLocal) !== undefined;
  return (
    code.some(
      (fn) =>
        findNode(fn.body, (node) => {
          switch (node.type) {
            case "IfStatement":
            case "ConditionalExpression":
            case "WhileStatement":
              return mentions(node.test);
            case "SwitchStatement":
              return mentions(node.discriminant);
            case "LogicalExpression":
              return mentions(node.left);
            case "MemberExpression":
            case "CallExpression":
              if (node.optional && mentions(node.type === "MemberExpression" ? node.object : node.callee)) return true;
              return isChained(node) && isStored(node.callee.object, handler, input);
            case "AwaitExpression":
              return isStored(node.argument, handler, input);
            case "AssignmentExpression":
              return places.has(input.places.of(node.left, input.program) as Holder);
            default:
              return false;
          }
        }) !== undefined,
    )
  );
}

function isChained(node: Node): node is TSESTree.CallExpression & { callee: TSESTree.MemberExpression } {
  return node.type === "CallExpression" && node.callee.type === "MemberExpression" && /^(?:then|finally)$/.test(memberName(node.callee) ?? "");
}

/** True for a promise that the code around the handler keeps: `accepted`, `this.ready`. */
function isStored(node: Node, handler: FunctionNode, { scopes }: Input): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return true;
  const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
  const declared = variable?.identifiers[0] as Node | undefined;
  return declared !== undefined && !isInside(declared, handler);
}

function placeRead(node: Node, { places, program }: Input): Holder | undefined {
  const inner = unwrap(node);
  if (inner.type === "CallExpression") return places.entryOf(inner, askingMethods, program);
  return inner.type === "Identifier" || inner.type === "MemberExpression" ? places.of(inner, program) : undefined;
}

/** Where the handler's code reads a place. */
function readOf(place: Holder, code: readonly FunctionNode[], input: Input): Node | undefined {
  for (const fn of code) {
    const read = findNode(fn.body, (node) => placeRead(node, input) === place && !(node.parent?.type === "AssignmentExpression" && node.parent.left === node) && !(node.parent?.type === "Property" && node.parent.key === node && !node.parent.shorthand));
    if (read) return read;
  }
  return undefined;
}

/** True where the place holds something already, or may: it was written before, or elsewhere, or has a value from the start. */
function isFilledBefore({ place, write }: Fill, attach: Node, unit: Unit, input: Input): boolean {
  if (write.type === "VariableDeclarator") return false;
  return findNode(input.program, (node) => {
    if (node === write || (isInside(node, isFunction(unit) ? unit : input.program) && node.range[0] > attach.range[1] && unitOf(node) === unit)) return false;
    if (node.type === "AssignmentExpression") return input.places.of(node.left, input.program) === place && !isEmptyValue(node.right);
    if (node.type === "VariableDeclarator") return node.init !== null && input.places.of(node.id, input.program) === place && !isEmptyValue(node.init);
    if (node.type === "PropertyDefinition") return node.value !== null && isField(node, place, input) && !isEmptyValue(node.value);
    return node.type === "CallExpression" && input.places.entryOf(node, new Set(["set", "add"]), input.program) === place && unitOf(node) !== unit;
  }) !== undefined;
}

function isField(node: TSESTree.PropertyDefinition, place: Holder, { values }: Input): boolean {
  const name = node.key.type === "PrivateIdentifier" ? `#${node.key.name}` : node.key.type === "Identifier" ? node.key.name : "";
  return place.name === name && node.value !== null && place.parent === values.thisOf(node.value);
}

function isEmptyValue(node: Node): boolean {
  const inner = unwrap(node);
  return (inner.type === "Literal" && (inner.value === null || inner.value === false)) || (inner.type === "Identifier" && inner.name === "undefined");
}

/** True where the unit holds messages back by itself: `ws.pause()`. */
function isHeldBack(receiver: Node, unit: Unit): boolean {
  const name = nameOfThing(receiver);
  const body = isFunction(unit) ? unit.body : unit;
  return findOwn(body, (node) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && pausingMethods.has(memberName(node.callee) ?? "") && findNode(node.callee.object, (each) => nameOfThing(each) === name) !== undefined) !== undefined;
}

/** True for a client made here that speaks first: what it gets are answers, and it sends nothing before it is ready. */
function answersOnly(receiver: Node, fill: Fill, unit: Unit, { scopes, values }: Input): boolean {
  const inner = unwrap(receiver);
  const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
  const [made] = (variable && scopes.writesTo(variable)) ?? [];
  if (!made || !isFunction(unit) || !isInside(made.value, unit)) return false;
  const callee = unwrap(made.value);
  if ((callee.type === "NewExpression" || callee.type === "CallExpression") && values.makerOf(callee)) return false;
  const sends = (test: (node: Node) => boolean) => findOwn(unit.body, (node) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && /^(?:send|write|postMessage|emit|request)$/.test(memberName(node.callee) ?? "") && nameOfThing(node.callee.object) === nameOfThing(inner) && test(node)) !== undefined;
  return sends((node) => node.range[0] > fill.write.range[1]) && !sends((node) => node.range[1] < fill.write.range[0]);
}

/** True for the connection to one peer, by its name or declared type: what arrives there comes from outside at any time. */
function isPeer(receiver: Node, { scopes }: Input): boolean {
  const inner = unwrap(receiver);
  if (peerName.test(nameOfThing(inner)) || /^(?:parentPort|process|self|child|worker)$/.test(nameOfThing(inner))) return true;
  const identifier = inner.type === "Identifier" ? (scopes.variableOf(inner)?.defs[0]?.name as Node | undefined) : undefined;
  const type = identifier?.type === "Identifier" ? identifier.typeAnnotation?.typeAnnotation : undefined;
  return type?.type === "TSTypeReference" && type.typeName.type === "Identifier" && peerType.test(type.typeName.name);
}

/** True for a handler that does something with a message besides keeping it. */
function acts(handler: FunctionNode): boolean {
  return findNode(handler.body, (node) => node.type === "CallExpression" && !keepingVerbs.has(wordsOf(calledName(node))[0] ?? "") && !/^(?:parse|toString|String|from|decode|stringify)$/.test(calledName(node))) !== undefined;
}

/** True for a handler that asks, or waits for, something outside it: it may know how things stand. */
function dependsOnOuter(handler: FunctionNode, input: Input): boolean {
  const isOuter = (node: Node) => findNode(node, (each) => (each.type === "MemberExpression" && each.object.type === "ThisExpression") || (each.type === "Identifier" && isOutside(each, handler, input))) !== undefined;
  return findNode(handler.body, (node) => {
    if (node.type === "IfStatement" || node.type === "ConditionalExpression") return isOuter(node.test);
    if (node.type === "LogicalExpression") return isOuter(node.left);
    if (node.type === "AwaitExpression") return isStored(node.argument, handler, input);
    return isChained(node) && isStored(node.callee.object, handler, input);
  }) !== undefined;
}

function isOutside(node: TSESTree.Identifier, handler: FunctionNode, { scopes }: Input): boolean {
  const variable = scopes.variableOf(node);
  const kind = variable?.defs[0]?.type;
  const declared = variable?.identifiers[0] as Node | undefined;
  return (kind === "Variable" || kind === "Parameter") && declared !== undefined && !isInside(declared, handler) && handler.params.every((parameter) => parameterName(parameter) !== declared) && !wrapped(node).parent?.type.startsWith("TS");
}
