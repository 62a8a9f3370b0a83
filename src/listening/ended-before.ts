import type { Contexts } from "../contexts.js";
import type { Actions } from "../actions.js";
import { type FunctionNode, type Node, findNode, isFunction, isInside, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { emitters, lastingEmitters, laterMethods } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Holder } from "../holders.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import type { Values } from "../values.js";
import { type Attachment, placeOf, rowOf } from "./attachments.js";
import type { Late } from "./late.js";

interface EndedBeforeInput {
  readonly attachments: readonly Attachment[];
  readonly values: Values;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly index: FileIndex;
  readonly scopes: Scopes;
}

// Functions that call functions: what is further away is not followed.
const deepest = 3;

/**
 * Waits for the end of a child that begin where it is stopped, in what an async function returns after it has waited itself. A child that has ended by
 * then is not ended again by `kill()`: who waits for it with no bound and looks at nothing waits for ever.
 */
export function waitsForEnded({ attachments, values, actions, contexts, index, scopes }: EndedBeforeInput): readonly Late[] {
  return attachments.flatMap((attachment): Late[] => {
    const { event, promise, node } = attachment;
    if (event !== lastingEmitters.event || !promise || !isPlainWait(promise) || !isFunction(unitOf(promise))) return [];
    const unit = unitOf(promise) as FunctionNode;
    const found = madeAround(attachment.holder, unit, promise, 0);
    if (!found || isLookedAt() || isTold(attachment, unit) || attachments.some((each) => each.node !== node && lastingEmitters.ends.has(each.event) && unitOf(each.node) !== unitOf(node))) return [];
    const { made, contract } = found;
    const subject = { kind: "subject" as const, holder: attachment.holder, contract };
    // What else the same promise is settled by comes too early in the same way.
    const beside = attachments.filter((each) => each.promise === promise && Object.hasOwn(emitters.get(contract.id)?.events ?? {}, each.event));
    return beside.map((each) => ({ attachment: { ...each, subject }, at: each.node, unit, kind: "lazy", certain: false, cause: made, made, row: rowOf({ subject, event: each.event }), emitter: emitters.get(contract.id) }));
  });

  /** Something in the file tells whether a child has ended. */
  function isLookedAt(): boolean {
    return lastingEmitters.checks.some((name) => index.named.has(name)) || (index.byMember.get("kill") ?? []).some((call) => wrapped(call).parent?.type !== "ExpressionStatement");
  }

  /** The function says something to the child: where it has ended, the wait fails with that. */
  function isTold({ holder }: Attachment, unit: FunctionNode): boolean {
    return [...lastingEmitters.tells].some((name) => (index.byMember.get(name) ?? []).some((call) => unitOf(call) === unit && call.callee.type === "MemberExpression" && placeOf(call.callee.object, values)?.holder === holder));
  }

  /** The call that makes what a function waits for, in the function that gives this one to others; or what all who call it give. */
  function madeAround(holder: Holder, unit: FunctionNode, promise: Node, depth: number): { readonly made: Node; readonly contract: NonNullable<Attachment["subject"]>["contract"] } | undefined {
    const { root } = holder;
    if (depth > deepest || holder.depth > 0 || typeof root === "string" || !("identifiers" in root)) return undefined;
    if (root.defs[0]?.type === ("Parameter" as never)) {
      const ways = contexts.of(unit);
      const [first, ...others] = ways.map((way) => {
        const from = way.kind === "call" ? unitOf(way.at) : undefined;
        const outer = way.kind === "call" ? way.binding.outward(holder) : undefined;
        return way.kind === "call" && isFunction(from) && outer && outer !== holder && isWaitedFor(promise, unit, way.at) ? madeAround(outer, from, way.at, depth + 1) : undefined;
      });
      return others.every((each) => each?.made === first?.made) ? first : undefined;
    }
    const name = root.identifiers[0] as Node | undefined;
    const maker = name && unitOf(name);
    const init = name?.parent?.type === "VariableDeclarator" ? name.parent.init : undefined;
    const call = init && unwrap(init);
    if (!isFunction(maker) || (call?.type !== "CallExpression" && call?.type !== "NewExpression") || !isReturned(unit, maker) || !isWaitedFor(promise, unit, undefined)) return undefined;
    const action = actions.of(call);
    const hasWaited = index.awaits.some((wait) => unitOf(wait) === maker && wait.range[0] > call.range[1]);
    return action.kind === "make" && lastingEmitters.ids.has(action.subject.contract.id) && hasWaited ? { made: call, contract: action.subject.contract } : undefined;
  }

  /** A promise is given to the caller, or awaited for as long as it takes. */
  function isWaitedFor(promise: Node, unit: FunctionNode, call: Node | undefined): boolean {
    const { parent } = wrapped(promise);
    if (parent?.type === "AwaitExpression") return unitOf(parent) === unit || call === undefined;
    if (parent?.type === "ReturnStatement" || parent === unit) return true;
    if (parent?.type === "MemberExpression" && laterMethods.has(memberName(parent) ?? "") && parent.parent.type === "CallExpression") return isWaitedFor(parent.parent, unit, call);
    if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier") return false;
    const references = scopes.variableOf(parent.id)?.references ?? [];
    return references.some(({ identifier }) => wrapped(identifier).parent?.type === "AwaitExpression");
  }

  /** A function that is returned, or a part of what is; in functions it calls itself none. */
  function isReturned(unit: FunctionNode, maker: FunctionNode): boolean {
    if (!isInside(unit, maker) || unit === maker) return false;
    return values.returnedBy(maker).some((given) => {
      const inner = unwrap(given);
      if (inner === unit || onlyValueOf(inner, scopes) === unit) return true;
      const value = values.valueOf(inner);
      if (value?.kind === "function" && value.node === unit) return true;
      const shape = inner.type === "ObjectExpression" ? inner : value?.kind === "object" ? value.shape : undefined;
      return shape?.type === "ObjectExpression" && shape.properties.some((property) => {
        const method = property.type === "Property" ? values.valueOf(property.value) : undefined;
        return property.type === "Property" && (property.value === unit || (method?.kind === "function" && method.node === unit));
      });
    });
  }
}

/** A wait with no bound of its own: neither a timer nor a signal. */
function isPlainWait(promise: Node): boolean {
  if (promise.type === "CallExpression" && promise.arguments.length > 2) return false;
  return findNode(promise, (node) => node.type === "Identifier" && /^(?:setTimeout|signal|timeout|AbortSignal)$/.test(node.name)) === undefined;
}
