import type { TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { createArms } from "./arms.js";
import { type Node, type Unit, isClass, isFunction, memberName, unitOf, unwrap, wrapped } from "./ast.js";
import type { Contexts } from "./contexts.js";
import type { Contract, EarlyRead } from "./contracts/types.js";
import type { FileIndex } from "./file-index.js";
import { type Handling, handlingOf } from "./handling.js";
import { optionOf } from "./options.js";
import { type Standing, hasPhase, isKnown, phases } from "./phases.js";
import type { Scopes } from "./scopes.js";
import type { Standings } from "./standings.js";
import type { Subject, Values } from "./values.js";

/** A read of a value that is early before its subject is ready. */
export interface Read {
  /** The read itself: the call or the member. */
  readonly node: Node;
  readonly subject: Subject;
  readonly row: EarlyRead;
  /** How the subject stands there, over all paths that lead to it; by one call alone where that call is enough to make the read fail. */
  readonly standing: Standing;
  readonly handling: Handling;
  /** All that has started it stands in the same unit. */
  readonly isStartedHere: boolean;
  /** The piece of code it stands in. */
  readonly unit: Unit;
  /** Code that gives a value once, or without being asked to wait: a constructor or field, or a getter. */
  readonly place: "constructor" | "getter" | "function";
}

/** Finds the early reads of a file, with how their subjects stand. */
export function readsIn({ index, readMembers, values, actions, contexts, scopes, standings }: { index: FileIndex; readMembers: ReadonlySet<string>; values: Values; actions: Actions; contexts: Contexts; scopes: Scopes; standings: Standings }): readonly Read[] {
  const arms = createArms({ index, actions, scopes });
  const unknownStarts = new Map<Contract, boolean>();
  const own = index.members.flatMap((member) => {
      if (!readMembers.has(memberName(member) ?? "")) return [];
      const found = readOf(member);
      if (!found) return [];
      const { node, subject, row } = found;
      if (row.unlessOption !== undefined && !isLeftOpen(subject, row.unlessOption)) return [];
      const unit = unitOf(node);
      const overAll = standings.before(node, unit, subject.holder);
      if (!overAll) return [];
      if (hasPhase(overAll.phases, "made") && isKnown(overAll.phases) && isStartedByWhom(subject)) return [];
      // A read that must fail in one call fails whatever the others do; where its value is only handed on, that caller may check it.
      const failing = isEarly(overAll) || !isTakenApart(node) ? undefined : standings.beforeByCall(node, unit, subject.holder).find(isEarly);
      const standing = failing ?? (isKnown(overAll.phases) || !isTakenApart(node) ? undefined : arms.standingBy(node, member.object, subject)) ?? overAll;
      return [readAt(node, subject, row, standing)];
  });
  return [...own, ...own.flatMap(handedOn)];

  function readAt(node: Node, subject: Subject, row: EarlyRead, standing: Standing): Read {
    const unit = unitOf(node);
    const handling = handlingOf(node, scopes, row.value.startsWith("an exception"));
    return { node, subject, row, standing, handling, isStartedHere: standing.starts.length > 0 && standing.starts.every((start) => unitOf(start) === unit), unit, place: placeOf(unit) };
  }

  /** The calls of a function of the file that only gives what it reads: each reads for itself. */
  function handedOn({ node, subject, row, unit, standing }: Read): readonly Read[] {
    if (isEarly(standing) || !isFunction(unit) || !values.returnedBy(unit).some((value) => unwrap(value) === node)) return [];
    return contexts.of(unit).flatMap((context) => {
      const holder = context.kind === "call" ? context.binding.outward(subject.holder) : undefined;
      if (context.kind !== "call" || !holder || !isTakenApart(context.at)) return [];
      const there = standings.before(context.at, context.from, holder);
      return there && isEarly(there) ? [readAt(context.at, { ...subject, holder }, row, there)] : [];
    });
  }

  /** True if the file calls a start of this name on something that is not known: it may be the subject. */
  function isStartedByWhom({ contract }: Subject): boolean {
    let answer = unknownStarts.get(contract);
    if (answer === undefined) unknownStarts.set(contract, (answer = hasUnknownStart(contract)));
    return answer;
  }

  function hasUnknownStart(contract: Contract): boolean {
    return Object.keys(contract.starts).some((name) =>
      [name, `${name}Async`].some((called) =>
        (index.byMember.get(called) ?? []).some((call) => {
          const callee = unwrap(call.callee);
          const object = callee.type === "MemberExpression" ? values.valueOf(callee.object) : undefined;
          const isBinding = called === "bind" && object?.kind !== "object";
          return !isBinding && actions.of(call).kind !== "start" && (object === undefined || object.kind === "object" || object.kind === "subject");
        }),
      ),
    );
  }

  /** True if every call that makes the subject leaves `option` out or gives 0 for it. */
  function isLeftOpen(subject: Subject, option: string): boolean {
    const makers = index.calls.filter((call) => {
      const action = actions.of(call);
      return action.kind === "make" && action.subject.holder === subject.holder;
    });
    return makers.length > 0 && makers.every((call) => {
      const [options] = call.arguments;
      const given = options && optionOf(options, [option]);
      return !options || (unwrap(options).type === "ObjectExpression" && (given === undefined || (given !== "spread" && given.type === "Literal" && given.value === 0)));
    });
  }

  function readOf(member: TSESTree.MemberExpression): { node: Node; subject: Subject; row: EarlyRead } | undefined {
    const subject = values.subjectOf(member.object);
    if (!subject) return undefined;
    let node: Node = member;
    let path = memberName(member) ?? "";
    for (;;) {
      const outer: Node | undefined = wrapped(node).parent;
      const isCalled = outer?.type === "CallExpression" && outer.callee === wrapped(node);
      const row = subject.contract.reads.find((each) => each.member === (isCalled ? `${path}()` : path));
      if (row && values.isReplaced(subject, path)) return undefined;
      if (row) return { node: isCalled ? outer : node, subject, row };
      if (outer?.type !== "MemberExpression" || outer.object !== wrapped(node)) return undefined;
      path = `${path}.${memberName(outer) ?? ""}`;
      node = outer;
    }
  }
}

/** True if a member of the value is taken at once, so that a missing value throws. */
function isTakenApart(node: Node): boolean {
  const value = wrapped(node);
  const { parent } = value;
  if (parent?.type === "MemberExpression") return parent.object === value && !parent.optional;
  return parent?.type === "VariableDeclarator" && parent.id.type === "ObjectPattern";
}

function placeOf(unit: Unit): Read["place"] {
  if (isClass(unit)) return "constructor";
  if (!isFunction(unit)) return "function";
  const parent = unit.parent;
  if ((parent.type === "MethodDefinition" || parent.type === "Property") && parent.kind === "get") return "getter";
  return "function";
}

/** True where the subject is certainly not ready: known, and begun at most. */
export function isEarly({ phases: set }: Standing): boolean {
  return isKnown(set) && !hasPhase(set, "ready", "failed", "closed");
}

/** True where it has certainly not even been started. */
export function isUnstarted({ phases: set }: Standing): boolean {
  return set === phases("made");
}
