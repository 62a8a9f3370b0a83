import type { Actions } from "../actions.js";
import { type FunctionNode, type Node, type Unit, isFunction, isInside, unitOf, wrapped } from "../ast.js";
import { emitters } from "../contracts/listening.js";
import type { Values } from "../values.js";
import { type Attachment, emitterOf, rowOf } from "./attachments.js";
import type { Late } from "./late.js";

interface LazyInput {
  readonly attachments: readonly Attachment[];
  readonly values: Values;
  readonly actions: Actions;
  readonly isKnown: (attachment: Attachment) => boolean;
  readonly isHeard: (attachment: Attachment) => boolean;
  readonly isChecked: (attachment: Attachment, unit: Unit) => boolean;
}

/** Waits that begin to listen when somebody asks for them, in a function that is returned beside the emitter it waits for. */
export function lazyWaits({ attachments, values, actions, isKnown, isHeard, isChecked }: LazyInput): readonly Late[] {
  return attachments.flatMap((attachment): Late[] => {
    const row = rowOf(attachment);
    if (!row || row.late === "kept" || row.after || row.carries || !attachment.promise || isKnown(attachment) || isHeard(attachment)) return [];
    const unit = waitAround(attachment);
    const maker = unit && makerAround(attachment, unit);
    if (!unit || !maker || isChecked(attachment, unit) || isAnswered(attachment, unit)) return [];
    return [{ attachment, at: attachment.node, unit, kind: "lazy", certain: row.unsure === undefined, cause: maker, row, emitter: emitterOf(attachment) }];
  });

  /** The function that gives the promise. */
  function waitAround({ node, promise }: Attachment): FunctionNode | undefined {
    const unit = unitOf(promise ?? node);
    return isFunction(unit) ? unit : undefined;
  }

  /** The call that makes the emitter in the function that returns `wait`. */
  function makerAround({ holder }: Attachment, wait: FunctionNode): Node | undefined {
    const { root } = holder;
    if (holder.depth > 0 || typeof root === "string" || !("identifiers" in root)) return undefined;
    const name = root.identifiers[0] as Node | undefined;
    const maker = name && unitOf(name);
    if (!name || !isFunction(maker) || maker === wait || !isInside(wait, maker) || !isReturned(wait, maker)) return undefined;
    const init = name.parent?.type === "VariableDeclarator" ? name.parent.init : undefined;
    if (!init) return undefined;
    const call = init.type === "AwaitExpression" ? undefined : init;
    const made = call?.type === "CallExpression" || call?.type === "NewExpression" ? actions.of(call) : undefined;
    return made?.kind === "make" && emitters.has(made.subject.contract.id) ? init : undefined;
  }

  /** True for a function that the maker returns, by itself or in an object. */
  function isReturned(wait: FunctionNode, maker: FunctionNode): boolean {
    return values.returnedBy(maker).some((node) => {
      const value = values.valueOf(node);
      if (value?.kind === "function" && value.node === wait) return true;
      return value?.kind === "object" && value.shape?.type === "ObjectExpression" && value.shape.properties.some((property) => property.type === "Property" && valueIs(property.value, wait));
    });
  }

  function valueIs(node: Node, wait: FunctionNode): boolean {
    const value = values.valueOf(node);
    return wrapped(wait) === node || (value?.kind === "function" && value.node === wait);
  }

  /** The function itself brings the event about. */
  function isAnswered({ subject, event, holder }: Attachment, unit: FunctionNode): boolean {
    const answers = (subject && rowOf({ subject, event })?.answers) ?? [];
    return attachmentsCalls(unit).some((call) => {
      const callee = values.valueOf(call.type === "CallExpression" ? call.callee : call);
      return callee?.kind === "member" && callee.subject.holder === holder && answers.includes(callee.name.replace(/^.*\./, ""));
    });
  }

  function attachmentsCalls(unit: FunctionNode): readonly Node[] {
    const found: Node[] = [];
    const visit = (node: Node): void => {
      if (node.type === "CallExpression") found.push(node);
      for (const [key, value] of Object.entries(node)) {
        if (key === "parent") continue;
        for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (typeof child === "object" && child !== null && "type" in child && "range" in child) visit(child as Node);
      }
    };
    visit(unit.body);
    return found;
  }
}
