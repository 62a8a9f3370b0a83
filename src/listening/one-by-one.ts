import type { Actions } from "../actions.js";
import { type Node, isFunction, isInside, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { emitters } from "../contracts/listening.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import type { Subject, Values } from "../values.js";
import { type Attachment, rowOf } from "./attachments.js";
import type { Late } from "./late.js";

interface OneByOneInput {
  readonly attachments: readonly Attachment[];
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
}

/**
 * Waits for many emitters that were made together, one after the other: `for (const child of children) await once(child, "exit")`. While the first one
 * is waited for, nothing listens to the others.
 */
export function waitsOneByOne({ attachments, values, actions, scopes }: OneByOneInput): readonly Late[] {
  return attachments.flatMap((attachment): Late[] => {
    const { node, target, event, promise, subject } = attachment;
    const wait = promise && wrapped(promise).parent;
    const variable = target.type === "Identifier" && !subject ? scopes.variableOf(target) : undefined;
    const loop = (variable?.defs[0]?.node as Node | undefined)?.parent?.parent;
    if (!variable || wait?.type !== "AwaitExpression" || loop?.type !== "ForOfStatement" || loop.await || unitOf(wait) !== unitOf(loop) || !isInside(wait, loop.body)) return [];
    // What else is done with each may bring its event about, or tell that it has come.
    if (variable.references.some(({ identifier, init }) => init !== true && identifier !== target && !isInside(identifier, loop.left))) return [];
    if (attachments.some((each) => each.node !== node && each.event === event && unitOf(each.node) === unitOf(node))) return [];
    const each = eachOf(loop.right);
    const row = each && rowOf({ subject: each, event });
    if (!row || row.late !== "lost" || row.after) return [];
    return [{ attachment: { ...attachment, subject: each }, at: node, unit: unitOf(node), kind: "lost", certain: row.unsure === undefined, cause: wait, row, emitter: emitters.get(each.contract.id) }];
  });

  /** What all elements of a list are: `paths.map((path) => fork(path))`. */
  function eachOf(list: Node): Subject | undefined {
    const made = onlyValueOf(unwrap(list), scopes);
    const call = made && unwrap(made);
    const fn = call?.type === "CallExpression" && call.callee.type === "MemberExpression" && memberName(call.callee) === "map" ? call.arguments[0] : undefined;
    const [given, ...more] = isFunction(fn) && !fn.async ? values.returnedBy(fn) : [];
    if (!given || more.length > 0 || !call || unitOf(call) !== unitOf(list)) return undefined;
    const inner = unwrap(given);
    const action = inner.type === "CallExpression" || inner.type === "NewExpression" ? actions.of(inner) : undefined;
    return action?.kind === "make" && emitters.has(action.subject.contract.id) ? { kind: "subject", holder: action.subject.holder, contract: action.subject.contract } : undefined;
  }
}
