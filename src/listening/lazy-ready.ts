import { type CallNode, type FunctionNode, type Node, calledName, findNode, isArgument, isClass, isFunction, isInside, keyName, memberName, namingNode, unitOf, unwrap, wrapped } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { attachMethods } from "../contracts/calls.js";
import { handlerCalls } from "../contracts/lifecycle.js";
import { comingVerbs, emittedOnce, startingEvents } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Holder } from "../holders.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { firstWord } from "../words.js";
import { type Attachment, constantText, placeOf, rowOf } from "./attachments.js";
import type { Late } from "./late.js";

interface LazyReadyInput {
  readonly attachments: readonly Attachment[];
  readonly values: Values;
  readonly scopes: Scopes;
  readonly contexts: Contexts;
  readonly index: FileIndex;
}

// Functions that run functions: what is further away is not followed.
const deepest = 4;

/**
 * Waits that somebody asks an object for, for an event that the code which makes the object emits by itself, once: `waitUntilReady()`. Whoever asks
 * behind that waits for ever.
 */
export function lazyReadyWaits({ attachments, values, scopes, contexts, index }: LazyReadyInput): readonly Late[] {
  const emits = (index.byMember.get("emit") ?? []).filter((call) => emittedOnce.has(constantText(call.arguments[0], scopes) ?? ""));
  if (emits.length === 0) return [];
  return attachments.flatMap((attachment): Late[] => {
    const event = eventOf(attachment);
    const unit = unitOf(attachment.promise ?? attachment.node);
    if (event === undefined || !emittedOnce.has(event) || rowOf({ ...attachment, event }) || !isFunction(unit) || !isOnDemand(attachment, unit)) return [];
    const holder = emitterBehind(attachment);
    const owner = ownerOf(holder, unit);
    const isHeard = attachments.some((each) => each.node !== attachment.node && eventOf(each) === event && emitterBehind(each) === holder);
    const cause = owner && !isHeard ? emits.find((call) => isOf(call, holder) && constantText(call.arguments[0], scopes) === event && isRunBy(call, owner)) : undefined;
    if (!cause) return [];
    return [{ attachment: { ...attachment, event }, at: attachment.node, unit, kind: "lazy", certain: false, cause, made: madeBefore(attachment, cause), row: undefined, emitter: undefined }];
  });

  function eventOf({ node }: Attachment): string | undefined {
    const named = node.type === "CallExpression" ? node.arguments[unwrap(node.callee).type === "MemberExpression" ? 0 : 1] : undefined;
    return constantText(named, scopes);
  }

  /** The function gives the promise whatever has happened, and nobody in the file calls it. */
  function isOnDemand({ promise }: Attachment, unit: FunctionNode): boolean {
    const given = promise && wrapped(promise).parent;
    if (!isForOthers(unit) || comingVerbs.has(firstWord(nameOf(unit))) || (given?.type !== "ReturnStatement" && given?.type !== "AwaitExpression" && given !== unit)) return false;
    return findNode(unit.body, ({ type }) => /^(?:If|Switch|While|Try)Statement$|^(?:Conditional|Logical)Expression$/.test(type)) === undefined;
  }

  /** A method that nothing in the file calls, or a function that it only exports. */
  function isForOthers(unit: FunctionNode): boolean {
    const { parent } = unit;
    if ((parent.type === "MethodDefinition" && parent.kind === "method") || (parent.type === "Property" && parent.kind === "init")) {
      const name = keyName(parent);
      return name !== undefined && !index.byMember.has(name);
    }
    const naming = namingNode(unit);
    const variable = naming && scopes.variableOf(naming);
    return variable !== undefined && variable.references.every((reference) => reference.isWrite() || (reference.identifier.parent as Node | undefined)?.type === "ExportSpecifier");
  }

  /** The name of the method or function. */
  function nameOf(unit: FunctionNode): string {
    const { parent } = unit;
    return (parent.type === "MethodDefinition" || parent.type === "Property" ? keyName(parent) : namingNode(unit)?.name) ?? "";
  }

  /** The place of what listens: `emitter` of `client.on(…)` where `client` is `{ on: emitter.on }`. */
  function emitterBehind({ node, holder }: Attachment): Holder {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    const value = callee?.type === "MemberExpression" ? values.valueOf(callee.object) : undefined;
    if (callee?.type !== "MemberExpression" || value?.kind !== "object" || value.shape?.type !== "ObjectExpression") return holder;
    const property = value.shape.properties.find((each) => each.type === "Property" && keyName(each) === memberName(callee));
    const method = property?.type === "Property" ? withoutBinding(property.value) : undefined;
    return (method?.type === "MemberExpression" && attachMethods.has(memberName(method) ?? "") && placeOf(method.object, values)?.holder) || holder;
  }

  /** The function, class or module whose code makes the emitter, and which the wait is a part of. */
  function ownerOf({ root, depth }: Holder, wait: FunctionNode): Node | undefined {
    if (typeof root === "string" || depth > 1) return undefined;
    if (!("identifiers" in root)) return isClass(root) && isInside(wait, root) ? root : undefined;
    const [name] = root.identifiers as readonly Node[];
    const maker = depth === 0 && name ? unitOf(name) : undefined;
    return (isFunction(maker) || maker?.type === "Program") && maker !== wait && isInside(wait, maker) ? maker : undefined;
  }

  function isOf({ callee }: CallNode, holder: Holder): boolean {
    const inner = unwrap(callee);
    return inner.type === "MemberExpression" && placeOf(inner.object, values)?.holder === holder;
  }

  /** Code that runs with the owner, without anybody's doing: its own, that of callbacks it gives, and that of functions it calls. */
  function isRunBy(node: Node, owner: Node, depth = 0): boolean {
    const unit = unitOf(node);
    if (unit === owner) return true;
    if (!isFunction(unit) || depth > deepest) return false;
    if (isArgument(unit)) return isByItself(wrapped(unit).parent as Node) && isRunBy(wrapped(unit).parent as Node, owner, depth + 1);
    // What others call as well emits again: whoever waits may be there for the next time.
    const calls = contexts.of(unit).flatMap((context) => (context.kind === "call" && context.at !== node && !isInside(context.at, unit) ? [context.at] : []));
    return calls.length > 0 && calls.every((call) => isRunBy(call, owner, depth + 1));
  }

  /** A call that runs its function when something has been done or has started; not a route, nor a listener for what others do. */
  function isByItself(call: Node): boolean {
    const name = calledName(call);
    if (call.type === "CallExpression" && attachMethods.has(name)) return startingEvents.has(constantText(call.arguments[0], scopes) ?? "");
    return !handlerCalls.has(name);
  }

  /** What makes the object that the listener names, where that stands before what emits. */
  function madeBefore({ target }: Attachment, cause: Node): Node | undefined {
    const [name] = (target.type === "Identifier" ? scopes.variableOf(target)?.identifiers : undefined) ?? ([] as readonly Node[]);
    const declarator = name?.parent;
    return declarator?.type === "VariableDeclarator" && declarator.init && declarator.range[1] < cause.range[0] ? declarator.init : undefined;
  }
}

/** `emitter.on` of `emitter.on.bind(emitter)`. */
function withoutBinding(node: Node): Node {
  const inner = unwrap(node);
  const callee = inner.type === "CallExpression" && calledName(inner) === "bind" ? unwrap(inner.callee) : undefined;
  return callee?.type === "MemberExpression" ? unwrap(callee.object) : inner;
}
