import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findOwn, memberName, nameOfThing, unwrap, wrapped } from "../ast.js";
import { endingMethods, heldOff } from "../contracts/lifecycle.js";
import { TooDeep, follow } from "../flow.js";
import type { Holder } from "../holders.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { isFlag } from "./claims.js";
import { awaitIn, isNothing, isTurn, literalOf } from "./literals.js";
import { createLooks } from "./looks.js";
import { isKept } from "./overlaps.js";
import { type Claim, type Mark, type State, cleared, equals, join, nothing, withGap } from "./marks.js";
import { type Places, puttingMethods } from "./places.js";
import { runsAtOnce, writtenAtOnce, writtenBehind } from "./turns.js";

/** A place is written that was found empty before time passed: another call has found it empty too. */
export interface LateWrite {
  readonly place: Holder;
  readonly write: Node;
  readonly value: Node;
  readonly test: Node;
  /** What took the time. */
  readonly gap: Node;
}

/** What calls of one function can do to each other. */
export interface Races {
  readonly lateWrites: readonly LateWrite[];
  readonly claims: readonly { readonly claim: Claim; readonly awaits: readonly TSESTree.AwaitExpression[] }[];
}

export interface RacesInput {
  readonly values: Values;
  readonly scopes: Scopes;
  readonly places: Places;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  /** True for a call that runs its functions one at a time. */
  readonly isLock: (call: Node) => boolean;
}

/** Follows one function, and the callbacks that go on for it. */
export function racesIn(unit: FunctionNode | TSESTree.Program, input: RacesInput): Races {
  const { values, scopes, places, visitorKeys, isLock } = input;
  const lateWrites = new Map<Node, LateWrite>();
  const claims = new Map<Node, { claim: Claim; awaits: TSESTree.AwaitExpression[] }>();
  const callbacks = new Map<FunctionNode, State>();
  const followed = new Set<FunctionNode>();
  const taken = new Set<Holder>();
  const { placeRead, placeOfOperand, assume } = createLooks({ values, scopes, places, unit });

  run(unit, nothing);
  for (;;) {
    const next = [...callbacks].find(([fn]) => !followed.has(fn));
    if (!next) break;
    followed.add(next[0]);
    // Who takes a place before time passes lets nobody else in.
    if (taken.size === 0) run(...next);
  }
  return { lateWrites: [...lateWrites.values()], claims: [...claims.values()] };

  function run(root: Node, entry: State): void {
    try {
      follow(root, entry, { join, equals, step, assume, visitorKeys });
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
    }
  }

  function step(node: Node, state: State): State | undefined {
    switch (node.type) {
      case "AwaitExpression":
        return isTurn(node.argument) ? waited(node, state) : state;
      case "ForOfStatement":
        return node.await ? withGap(state, node) : state;
      case "YieldExpression":
        return withGap(state, node);
      case "VariableDeclarator":
        return node.id.type === "Identifier" && node.init ? named(node.id, node.init, state) : state;
      case "AssignmentExpression":
        return assigned(node, state);
      case "CallExpression":
        return called(node, state);
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        given(node, state);
        return state;
      default:
        return state;
    }
  }

  /** A function that is handed on goes on later for this one, or at once. */
  function given(fn: FunctionNode, state: State): void {
    const use = wrapped(fn);
    const call = use.parent;
    if ((call?.type !== "CallExpression" && call?.type !== "NewExpression") || isLock(call)) return;
    if (call.callee === use) return;
    callbacks.set(fn, { ...(runsAtOnce(call) ? state : withGap(state, call)), claims: [] });
  }

  function waited(node: TSESTree.AwaitExpression, state: State): State {
    for (const claim of state.claims) {
      const known = claims.get(claim.write);
      if (!known) claims.set(claim.write, { claim, awaits: [node] });
      else if (!known.awaits.includes(node)) known.awaits.push(node);
    }
    return withGap(state, node);
  }

  function named(id: TSESTree.Identifier, init: Node, state: State): State {
    const variable = scopes.variableOf(id);
    const place = variable && placeRead(init);
    return place ? { ...state, aliases: new Map(state.aliases).set(variable, { place, gap: undefined }) } : state;
  }

  function assigned(node: TSESTree.AssignmentExpression, state: State): State {
    const { left, right, operator } = node;
    if (left.type === "Identifier") {
      const variable = scopes.variableOf(left);
      if (variable && operator === "=" && !places.of(left, unit)) {
        const aliases = new Map(state.aliases);
        aliases.delete(variable);
        return named(left, right, { ...state, aliases });
      }
    }
    if (left.type === "MemberExpression" && heldOff.has(memberName(left) ?? "") && !isNothing(right)) return { ...state, marks: new Map() };
    const place = places.of(left, unit);
    if (!place) return state;
    if (operator === "??=" || operator === "||=") return written(place, node, right, { ...state, marks: new Map(state.marks).set(place, ownMark(node)) });
    if (operator !== "=") return cleared(place, state);
    const value = unwrap(right);
    const isTested = value.type === "LogicalExpression" && value.operator !== "&&" && placeRead(value.left) === place;
    if (isTested) return written(place, node, value.right, { ...state, marks: new Map(state.marks).set(place, { ...emptyAt(value.left), gap: awaitIn(value.right) }) });
    if (value.type === "ConditionalExpression" && isTestOf(value.test, place)) {
      const made = [value.consequent, value.alternate].find((each) => awaitIn(each));
      if (made) return written(place, node, made, { ...state, marks: new Map(state.marks).set(place, { ...emptyAt(value.test), gap: awaitIn(made) }) });
    }
    return written(place, node, right, state);
  }

  /** `this.x ??= await make()` tests first, and writes when time has passed. */
  function ownMark(node: TSESTree.AssignmentExpression): Mark {
    return { ...emptyAt(node.left), gap: awaitIn(node.right) };
  }

  function emptyAt(test: Node): Mark {
    return { test, gap: undefined, isEmpty: true, literal: undefined, refused: new Map(), beside: [] };
  }

  function isTestOf(test: Node, place: Holder): boolean {
    const inner = unwrap(test);
    if (inner.type === "UnaryExpression" && inner.operator === "!") return isTestOf(inner.argument, place);
    return placeRead(inner) === place;
  }

  function written(place: Holder, write: Node, value: Node, state: State): State {
    const mark = state.marks.get(place);
    const after = cleared(place, state);
    if (isNothing(value)) return { ...after, claims: after.claims.filter((claim) => claim.place !== place), emptied: new Set(after.emptied).add(place) };
    if (!mark) return after;
    if (!mark.gap && mark.beside.length > 0) return after;
    if (!mark.gap) {
      const isOfState = mark.isEmpty && mark.literal !== undefined;
      const test = isOfState ? mark.refused.get(literalOf(value) ?? "") : mark.test;
      // `if (state === "connected") return; state = "connecting"`: nobody is turned away yet.
      if (isOfState && !test && literalOf(value) !== undefined) return state;
      taken.add(place);
      if (state.isLocked || !test) return after;
      return { ...after, claims: [...after.claims.filter((claim) => claim.place !== place), { place, write, value, test }] };
    }
    const isSame = mark.literal === undefined || mark.literal === literalOf(value);
    if (mark.isEmpty && isSame && !state.isLocked && state.claims.length === 0 && !lateWrites.has(mark.test)) lateWrites.set(mark.test, { place, write, value, test: mark.test, gap: mark.gap });
    return after;
  }

  /** True for a write, in a function that is called here, of a place that was found empty in this turn: others are turned away from now on. */
  function takes({ left, right, operator }: TSESTree.AssignmentExpression, { marks }: State): boolean {
    const place = operator === "=" && !isNothing(right) ? places.of(left, unit) : undefined;
    const mark = place && marks.get(place);
    if (!place || !mark?.isEmpty || mark.gap || mark.beside.length > 0) return false;
    taken.add(place);
    return true;
  }

  /** A flag that a function, called here, sets when time has passed since it was tested. */
  function late(write: TSESTree.AssignmentExpression, state: State): void {
    const place = write.operator === "=" && literalOf(write.right) === "true" ? places.of(write.left, unit) : undefined;
    if (place && state.marks.get(place)?.gap) written(place, write, write.right, state);
  }

  /** A thing that a function, called here in the turn of the test, puts into its place when it has waited. */
  function behind(fn: FunctionNode, state: State): void {
    if (state.marks.size === 0 || state.isLocked || state.claims.length > 0 || taken.size > 0) return;
    for (const { write, gap } of writtenBehind(fn, isLock)) {
      const place = isNothing(write.right) || isFlag(write.right) ? undefined : places.of(write.left, fn);
      const mark = place && state.marks.get(place);
      if (!place || !mark?.isEmpty || mark.gap || mark.beside.length > 0 || mark.literal !== undefined || lateWrites.has(mark.test) || isAskedBefore(write, fn)) continue;
      lateWrites.set(mark.test, { place, write, value: write.right, test: mark.test, gap });
    }
  }

  function called(call: TSESTree.CallExpression, state: State): State {
    if (isLock(call)) return { ...state, marks: new Map(), claims: [], isLocked: true };
    const put = places.entryOf(call, puttingMethods, unit);
    if (put) return written(put, call, call.arguments[1] ?? call.arguments[0] ?? call, state);
    const own = values.valueOf(call.callee);
    if (own?.kind === "function") {
      const writes = writtenAtOnce(own.node);
      if (writes.some((write) => takes(write, state))) return { ...state, isLocked: true };
      for (const write of writes) if (!isAskedBefore(write, own.node)) late(write, state);
      if (!isKept(call, scopes)) behind(own.node, state);
    }
    const callee = unwrap(call.callee);
    if (callee.type !== "MemberExpression") return state;
    const name = memberName(callee) ?? "";
    if (name === "delete") {
      const place = places.entryOf(call, new Set([name]), unit);
      if (place) return cleared(place, state);
    }
    // What is closed before it is replaced is not lost.
    const ended = endingMethods.has(name) ? placeOfOperand(callee.object, state)?.place : undefined;
    return ended ? cleared(ended, state) : state;
  }
}

/** True for a write of a function that looks at what it writes before: it turns callers away itself. */
function isAskedBefore(write: TSESTree.AssignmentExpression, fn: FunctionNode): boolean {
  const name = nameOfThing(write.left);
  return findOwn(fn.body, (node) => node.range[1] <= write.range[0] && (node.type === "Identifier" || node.type === "MemberExpression") && nameOfThing(node) === name) !== undefined;
}
