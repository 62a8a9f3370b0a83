import type { Actions } from "../actions.js";
import { type FunctionNode, type Node, type Unit, findOwn, isFunction, isInside, parameterName, unitOf, unwrap, wrapped } from "../ast.js";
import { emitters } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Values } from "../values.js";
import { type Attachment, emitterOf, rowOf } from "./attachments.js";
import type { Late } from "./late.js";

interface LazyInput {
  readonly attachments: readonly Attachment[];
  readonly values: Values;
  readonly actions: Actions;
  readonly index: FileIndex;
  readonly isKnown: (attachment: Attachment) => boolean;
  readonly isHeard: (attachment: Attachment) => boolean;
  readonly isChecked: (attachment: Attachment, unit: Unit) => boolean;
}

/**
 * Waits that begin to listen when somebody asks for them, in a function that is returned beside the emitter it waits for. Of those that call back, only
 * in what an async function gives after it has waited itself: what a function gives in the turn of the making can be asked in that turn, too.
 */
export function lazyWaits({ attachments, values, actions, index, isKnown, isHeard, isChecked }: LazyInput): readonly Late[] {
  return attachments.flatMap((attachment): Late[] => {
    const row = rowOf(attachment);
    if (!row || row.late === "kept" || row.after || row.carries || isKnown(attachment) || isHeard(attachment)) return [];
    if (!attachment.promise && (row.late !== "lost" || row.crashes || row.unsure)) return [];
    const unit = waitAround(attachment);
    const own = unit && makerAround(attachment, unit);
    const maker = own ?? (unit && makerOfField(attachment, unit));
    if (!unit || !maker || isChecked(attachment, unit) || isAnswered(attachment, unit)) return [];
    if (!attachment.promise && !(own && isGivenLate(own) && isCallingBack(attachment, unit))) return [];
    const certain = own !== undefined && row.unsure === undefined && attachment.promise !== undefined;
    return [{ attachment, at: attachment.node, unit, kind: "lazy", certain, cause: maker, made: maker, row, emitter: emitterOf(attachment) }];
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

  /** The function that makes the emitter awaits something before it gives what it returns. */
  function isGivenLate(made: Node): boolean {
    const maker = unitOf(made);
    return index.awaits.some((wait) => unitOf(wait) === maker && wait.range[0] > made.range[1]);
  }

  /** The listener is what the caller gives, or calls it. */
  function isCallingBack({ listener, handler }: Attachment, unit: FunctionNode): boolean {
    const names = new Set(unit.params.flatMap((parameter) => parameterName(parameter)?.name ?? []));
    const isGiven = (node: Node) => node.type === "Identifier" && names.has(node.name);
    return (listener !== undefined && isGiven(unwrap(listener))) || (handler !== undefined && findOwn(handler.body, (node) => node.type === "CallExpression" && isGiven(unwrap(node.callee))) !== undefined);
  }

  /** The call that makes what a class keeps in a field, in another method of it than the one that waits. */
  function makerOfField({ holder }: Attachment, wait: FunctionNode): Node | undefined {
    if (holder.depth !== 1 || wait.parent.type !== "MethodDefinition" || wait.parent.kind !== "method") return undefined;
    const owner = wait.parent.parent;
    const made = index.calls.filter((call) => {
      const action = isInside(call, owner) ? actions.of(call) : undefined;
      return action?.kind === "make" && action.subject.holder === holder && emitters.has(action.subject.contract.id);
    });
    return made.length === 1 && made[0] && !isInside(made[0], wait) ? made[0] : undefined;
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
    return index.calls.some((call) => {
      const callee = isInside(call, unit) ? values.valueOf(call.callee) : undefined;
      return callee?.kind === "member" && callee.subject.holder === holder && answers.includes(callee.name.replace(/^.*\./, ""));
    });
  }
}
