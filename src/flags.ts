import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type Node, type Unit, constructorOf, isClass, isFunction, isInside, isPublic, literalText, memberName, parameterName, unwrap, wrapped } from "./ast.js";
import { readyFlags } from "./contracts/calls.js";
import type { Elsewhere } from "./elsewhere.js";
import type { FileIndex } from "./file-index.js";
import type { Holder } from "./holders.js";
import { gap, phases } from "./phases.js";
import type { Scopes } from "./scopes.js";
import { standingOf } from "./state.js";
import type { Summaries } from "./summaries.js";
import type { Values } from "./values.js";

type Flag = TSESTree.AssignmentExpression & { readonly left: TSESTree.Identifier | TSESTree.MemberExpression };

export interface FlagsInput {
  readonly index: FileIndex;
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly summaries: Summaries;
  readonly elsewhere: Elsewhere;
}

/** The assignment by which `unit` tells others that the subject can be used while `start` has only begun it; undefined if there is none. */
export function flagBehind(start: CallNode, unit: Unit, holder: Holder, { index, values, actions, scopes, summaries, elsewhere }: FlagsInput): Flag | undefined {
  const body = isClass(unit) ? constructorOf(unit)?.body : unit.type === "Program" ? undefined : unit.body;
  return body && (index.assignmentsIn.get(unit) ?? []).filter((assignment) => isInside(assignment, body)).find(isEarlyFlag);

  function isEarlyFlag(node: TSESTree.AssignmentExpression): node is Flag {
    const said = saidBy(node) ?? "";
    return (readyFlags.usable.has(said) || readyFlags.begun.has(said)) && isEarly(node) && isTold(node as Flag, readyFlags.usable.has(said));
  }

  function isEarly(flag: Node): boolean {
    const state = summaries.of(unit)?.before.get(flag);
    const standing = state && standingOf(state, holder);
    return standing?.phases === phases("starting") && standing.gap !== gap.task && standing.starts.includes(start);
  }

  /** True if others go by it: other code of the file does, or all that holds the object may. */
  function isTold({ left }: Flag, isUsable: boolean): boolean {
    const name = left.type === "Identifier" ? left.name : (memberName(left) ?? "");
    const reads = left.type === "Identifier" ? readsOfVariable(left) : readsOfMember(left, name);
    if (!reads) return false;
    const others = reads.filter((read) => !isInside(read, outermost(start)));
    if (others.some((read) => !isOwnHandler(read) && !isOfLifecycle(read))) return true;
    // Words such as `started` guard against a second start just as often: without a reader nothing is told.
    return others.length === 0 && isUsable && isOpen(left, name);
  }

  function readsOfVariable(left: TSESTree.Identifier): readonly Node[] | undefined {
    const variable = scopes.variableOf(left);
    const declared = variable?.identifiers[0];
    if (!variable || !declared || isInside(declared, unit)) return undefined;
    return variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
  }

  function readsOfMember(left: TSESTree.MemberExpression, name: string): readonly Node[] | undefined {
    const owner = placeOf(left.object);
    return owner && (index.named.get(name) ?? []).filter((member) => !isWritten(member) && (placeOf(member.object) ?? owner) === owner);
  }

  function placeOf(node: Node): Holder | undefined {
    const value = values.valueOf(node);
    return value?.kind === "object" || value?.kind === "subject" ? value.holder : undefined;
  }

  /** True where code of other files may read it. */
  function isOpen(left: Flag["left"], name: string): boolean {
    if (left.type === "Identifier") {
      const variable = scopes.variableOf(left);
      return variable !== undefined && elsewhere.isExported(values.holderOfVariable(variable));
    }
    const object = values.valueOf(left.object);
    return !name.startsWith("_") && object?.kind === "object" && isPublic(object.shape, name);
  }

  /** True in a handler of requests: none arrives before it is ready. */
  function isOwnHandler(read: Node): boolean {
    for (let at: Node | undefined = read; at; at = at.parent) {
      if (!isFunction(at)) continue;
      const first = at.params[0] && parameterName(at.params[0])?.name;
      if (first !== undefined && readyFlags.requests.has(first.replace(/^_+/, ""))) return true;
      const call = wrapped(at).parent;
      const action = call?.type === "CallExpression" ? actions.of(call) : undefined;
      if (action && "given" in action && action.given.some(({ subject, callback }) => subject === holder && !callback.begins.includes("starting"))) return true;
    }
    return false;
  }

  /** True in a function that starts or stops the subject: there the flag keeps it from doing so twice. */
  function isOfLifecycle(read: Node): boolean {
    const whole = outermost(read);
    return index.calls.some((call) => {
      if (!isInside(call, whole)) return false;
      const action = actions.of(call);
      return (action.kind === "start" || action.kind === "stop" || action.kind === "make") && action.subject.holder === holder;
    });
  }
}

/** The word by which an assignment says how far a start has come: `ready` of `isReady = true` and of `state = State.Ready`. */
function saidBy(node: TSESTree.AssignmentExpression): string | undefined {
  if (node.operator !== "=") return undefined;
  const { left } = node;
  const name = left.type === "Identifier" ? left.name : left.type === "MemberExpression" ? memberName(left) : undefined;
  const words = name === undefined ? [] : wordsOf(name);
  const last = words.pop();
  if (last === undefined || !words.every((word) => readyFlags.before.has(word))) return undefined;
  const right = unwrap(node.right);
  if (right.type === "Literal" && right.value === true) return last;
  const state = right.type === "MemberExpression" ? memberName(right) : literalText(right);
  return readyFlags.states.has(last) ? state?.toLowerCase() : undefined;
}

/** `isServerReady`: is, server, ready. */
function wordsOf(name: string): string[] {
  return name.replace(/^[#_$]+/, "").split(/_|(?<=[a-z\d])(?=[A-Z])/).map((word) => word.toLowerCase());
}

function isWritten(member: TSESTree.MemberExpression): boolean {
  return member.parent.type === "AssignmentExpression" && member.parent.left === member;
}

/** The outermost function or method around `node`, or `node` where there is none. */
function outermost(node: Node): Node {
  let found = node;
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (isClass(at)) break;
    if (isFunction(at)) found = at;
  }
  return found;
}
