import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, isCall, isFunction, isInside, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import type { Contexts } from "../contexts.js";
import { keepingMethods } from "../contracts/calls.js";
import { emitters, laterMethods } from "../contracts/listening.js";
import type { Holder } from "../holders.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import { isTellingByName, namesOfCall } from "./sayings.js";
import { type ListeningValues, attachmentOf, placeOf, textOf } from "./attachments.js";

/** What an awaited expression has to do with emitters. */
export interface About {
  /** The emitters it uses: awaiting it is waiting for something of their own. */
  readonly holders: ReadonlySet<Holder>;
  /** The events that it listens for. */
  readonly events: readonly { readonly holder: Holder; readonly event: string }[];
  /** The methods of emitters whose promises it is, or waits for all of. */
  readonly calls: readonly { readonly holder: Holder; readonly method: string }[];
}

interface AboutInput {
  readonly values: ListeningValues;
  readonly scopes: Scopes;
  readonly contexts: Contexts;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/** A function of the file that the expression calls: what its places and names are for the caller. */
interface Frame {
  readonly seen: Set<Node>;
  readonly outward: (holder: Holder) => Holder;
  readonly eventText: (node: Node | undefined) => string | undefined;
}

// Promises kept in variables, functions that call functions: what is further away is not followed.
const deepest = 4;

/** Finds what expressions are about, each once. */
export function createAbout({ values, scopes, contexts, visitorKeys }: AboutInput) {
  const known = new Map<Node, About>();

  function aboutOf(node: Node): About {
    let about = known.get(node);
    if (!about) known.set(node, (about = find(node)));
    return about;
  }

  function find(root: Node): About {
    const holders = new Set<Holder>();
    const events: { holder: Holder; event: string }[] = [];
    const todo: { node: Node; depth: number; frame: Frame }[] = [{ node: root, depth: 0, frame: { seen: new Set(), outward: (holder) => holder, eventText: textOf } }];
    for (let next = todo.pop(); next; next = todo.pop()) {
      const { node, depth, frame } = next;
      if (frame.seen.has(node)) continue;
      frame.seen.add(node);
      const give = (each: Node) => {
        const inner = unwrap(each);
        const holder = inner.type === "AwaitExpression" ? undefined : placeOf(inner, values)?.holder;
        if (holder) holders.add(frame.outward(holder));
      };
      const attachment = attachmentOf(node, values, frame.eventText);
      if (attachment) events.push({ holder: frame.outward(attachment.holder), event: attachment.event });
      if (node.type === "CallExpression" || node.type === "NewExpression") {
        const callee = values.valueOf(node.callee);
        const kept = callee?.kind === "function" ? keptIn(callee.node) : nobody;
        node.arguments.forEach((argument, i) => {
          for (const part of kept.has(i) || (depth > 0 && isPutting(node)) ? [] : partsOf(argument)) if (!isTold(part, node)) give(part);
        });
        if (!isTellingFor(node, root)) receivers(node).forEach(give);
        if (callee?.kind === "function" && depth < deepest) todo.push({ node: callee.node.body, depth: depth + 1, frame: frameOf(node, callee.node, frame) });
      }
      if (node.type === "Identifier" && depth < deepest) {
        const source = keptPromise(node);
        if (source) todo.push({ node: source, depth: depth + 1, frame });
      }
      if (node === root) {
        const value = values.valueOf(node);
        const given = value?.kind === "promise" ? value.of : value;
        if (given?.kind === "subject" || given?.kind === "object") holders.add(given.holder);
        receivers(node).forEach(give);
      }
      for (const key of visitorKeys[node.type] ?? []) {
        const child = (node as unknown as Record<string, unknown>)[key];
        for (const each of Array.isArray(child) ? (child as unknown[]) : [child]) if (isNode(each)) todo.push({ node: each, depth, frame });
      }
    }
    return { holders, events, calls: callsIn(root, 0) };
  }

  function frameOf(call: CallNode, unit: FunctionNode, outer: Frame): Frame {
    const { outward } = contexts.bindingOf(call, unit);
    return {
      seen: new Set(),
      outward: (holder) => outer.outward(outward(holder) ?? holder),
      eventText(node) {
        const text = textOf(node);
        const variable = text === undefined && node?.type === "Identifier" ? scopes.variableOf(node) : undefined;
        const position = variable ? unit.params.findIndex((parameter) => parameter.type === "Identifier" && scopes.variableOf(parameter) === variable) : -1;
        return position >= 0 ? outer.eventText(call.arguments[position]) : text;
      },
    };
  }

  /** The parameters of a function of the file that it does no more with than to put them away: whoever waits for it waits for nothing of theirs. */
  function keptIn({ params }: FunctionNode): ReadonlySet<number> {
    return new Set(params.flatMap((parameter, i) => {
      const variable = parameter.type === "Identifier" ? scopes.variableOf(parameter) : undefined;
      return variable?.references.every(({ identifier }) => isPutAway(identifier)) ? [i] : [];
    }));
  }

  /** A function that somebody is given tells the other side of an emitter something: whoever waits for that somebody waits for nothing of the emitter's. */
  function isTellingFor(call: CallNode, root: Node): boolean {
    const callee = unwrap(call.callee);
    const unit = unitOf(call);
    if (callee.type !== "MemberExpression" || !isFunction(unit) || !isInside(unit, root) || wrapped(unit).parent?.type !== "CallExpression" || functionsGiven(call).length > 0) return false;
    const id = placeOf(callee.object, values)?.subject?.contract.id;
    return id !== undefined && emitters.get(id)?.tells?.includes(memberName(callee) ?? "") === true;
  }

  /** `socket` of `await sendInfo(socket)`: whoever waits for that waits for nothing of the socket's. */
  function isTold(part: Node, call: CallNode): boolean {
    const id = isTellingByName(call) ? placeOf(part, values)?.subject?.contract.id : undefined;
    return id !== undefined && emitters.get(id)?.tells !== undefined;
  }

  function callsIn(node: Node, depth: number): About["calls"] {
    const inner = unwrap(node);
    if (inner.type === "Identifier") {
      const source = depth < deepest ? keptPromise(inner) : undefined;
      return source ? callsIn(source, depth + 1) : [];
    }
    const callee = inner.type === "CallExpression" ? unwrap(inner.callee) : undefined;
    const method = callee?.type === "MemberExpression" ? memberName(callee) : undefined;
    if (inner.type !== "CallExpression" || callee?.type !== "MemberExpression" || method === undefined) return [];
    if (laterMethods.has(method)) return callsIn(callee.object, depth);
    const value = values.valueOf(callee);
    if (value?.kind === "global" && /^Promise\.all(?:Settled)?$/.test(value.name)) return inner.arguments.flatMap(partsOf).flatMap((each) => callsIn(each, depth));
    const holder = placeOf(callee.object, values)?.holder;
    return holder ? namesOfCall(inner).map((name) => ({ holder, method: name })) : [];
  }

  /** The expression that a constant, such as a promise kept for later, was given. */
  function keptPromise(identifier: Node): Node | undefined {
    const value = onlyValueOf(identifier, scopes);
    return value && !isFromEvent(value) ? value : undefined;
  }

  /** What an event has told: it has come, and whoever uses it waits for something else. */
  function isFromEvent(value: Node): boolean {
    const inner = unwrap(value);
    const argument = inner.type === "AwaitExpression" ? unwrap(inner.argument) : undefined;
    const callee = argument?.type === "CallExpression" ? values.valueOf(argument.callee) : undefined;
    const given = callee?.kind === "function" && !callee.node.async ? givenBy(callee.node) : argument;
    return given?.type === "NewExpression" && isFunction(given.arguments[0]);
  }

  return aboutOf;
}

/** The one value that a function gives. */
function givenBy({ body }: FunctionNode): Node | undefined {
  if (body.type !== "BlockStatement") return unwrap(body);
  const last = body.body.at(-1);
  return last?.type === "ReturnStatement" && last.argument ? unwrap(last.argument) : undefined;
}

const nobody: ReadonlySet<number> = new Set();

/** `clients.set(id, { socket })`, `this.socket = socket`, `socket.id = id`: a thing gets a place, or a name. */
function isPutAway(name: Node): boolean {
  let value = wrapped(name);
  while ((value.parent?.type === "Property" && value.parent.value === value) || value.parent?.type === "ObjectExpression" || value.parent?.type === "ArrayExpression") value = wrapped(value.parent);
  const { parent } = value;
  if (parent?.type === "AssignmentExpression") return parent.right === value && parent.operator === "=" && parent.left.type === "MemberExpression";
  if (parent?.type === "MemberExpression") return parent.object === value && parent.parent.type === "AssignmentExpression" && parent.parent.left === parent && !/^on[a-z]/.test(memberName(parent) ?? "on");
  return parent?.type === "CallExpression" && parent.callee !== value && isPutting(parent);
}

/** `clients.set(id, socket);`, a statement of its own: nobody waits for it. */
function isPutting(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  return callee.type === "MemberExpression" && keepingMethods.has(memberName(callee) ?? "") && wrapped(call).parent?.type === "ExpressionStatement";
}

/** The objects along a callee or member chain: `child` and `child.stdout` of `child.stdout.on(…)`. */
function receivers(node: Node): readonly Node[] {
  const found: Node[] = [];
  let at = unwrap(isCall(node) ? node.callee : node);
  while (at.type === "MemberExpression" || at.type === "CallExpression") {
    at = unwrap(at.type === "MemberExpression" ? at.object : at.callee);
    if (at.type !== "CallExpression") found.push(at);
  }
  return found;
}

/** An argument, and what stands in it where it is a literal. */
export function partsOf(argument: Node): readonly Node[] {
  const inner = unwrap(argument);
  if (inner.type === "ObjectExpression") return inner.properties.flatMap((property) => partsOf(property.type === "Property" ? property.value : property.argument));
  if (inner.type === "ArrayExpression") return inner.elements.flatMap((element) => (element ? partsOf(element) : []));
  return inner.type === "SpreadElement" ? partsOf(inner.argument) : [inner];
}

/** A parameter, or what its pattern takes out of it under a name. */
export function partsOfParameter(parameter: TSESTree.Parameter): readonly TSESTree.Parameter[] {
  const pattern = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  if (pattern.type !== "ObjectPattern") return [parameter];
  return pattern.properties.flatMap((property) => (property.type === "Property" ? partsOfParameter(property.value as TSESTree.Parameter) : []));
}

/** The functions that are arguments of a call, as they stand there. */
export function functionsGiven(call: CallNode): readonly FunctionNode[] {
  return call.arguments.map((argument) => unwrap(argument)).filter(isFunction);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string" && "range" in value;
}
