import type { Actions } from "../actions.js";
import { type CallNode, type Node, type Unit, calledName, isArgument, isFunction, isInside, unitOf, unwrap } from "../ast.js";
import type { Contexts } from "../contexts.js";
import type { Emitter, EmitterEvent } from "../contracts/emitter-types.js";
import { askedFor, emitters, givenSockets, sendingMethods, spawned, strangers } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Domain } from "../flow.js";
import type { Holder } from "../holders.js";
import type { Promises } from "../promises.js";
import { type Scopes, mayBeLocal } from "../scopes.js";
import { createSurroundings } from "../surroundings.js";
import type { Values } from "../values.js";
import { type Attachment, type ListeningValues, attachmentOf, emitterOf, isOverIn, rowOf, textOf } from "./attachments.js";
import { anyEvent, chancesIn } from "./chances.js";
import { waitsForBegun } from "./begun-before.js";
import { listenersOnDemand } from "./by-itself.js";
import { createChecks } from "./checks.js";
import { type Ear, type Hearing, awaitedCall, isRecent } from "./hearing.js";
import { heldByGenerators } from "./generators.js";
import { waitsForEnded } from "./ended-before.js";
import { createFollowed } from "./followed.js";
import { createGuesses } from "./guesses.js";
import { lazyReadyWaits } from "./lazy-ready.js";
import { lazyWaits } from "./lazy.js";
import { createLoads } from "./loads.js";
import { waitsOneByOne } from "./one-by-one.js";
import { isGivenSocket, isSpawning } from "./possession.js";
import { namesOfCall } from "./sayings.js";
import { type Arrival, createWalk } from "./walk.js";
import { isLogReference, tellsNobody } from "../telling.js";

/** True for an emitter that a module exports as it is. */
function isStanding({ root }: Holder): boolean {
  return typeof root === "string" && emitters.get(root)?.instances !== undefined;
}

/** A listener that is attached after its event may have come. */
export interface Late {
  readonly attachment: Attachment;
  /** Where it is reported: the listener, or the call of a function of the file that attaches it. */
  readonly at: Node;
  readonly unit: Unit;
  /**
   * - `lost`: time passes between the emitter and the listener
   * - `sameTick`: the event may come in the tick of another one that is awaited
   * - `lazy`: the listener is attached when somebody asks for it
   * - `triggered`: something was set going before, and awaited
   * - `asked`: the state was asked for before
   * - `emitted`: the code itself has emitted it
   * - `notBegun`: it stands in a generator, whose body begins with the first `next()`
   */
  readonly kind: "lost" | "sameTick" | "lazy" | "triggered" | "asked" | "emitted" | "notBegun";
  readonly certain: boolean;
  /** The other end: the await, call or making that comes first. */
  readonly cause: Node;
  /** What makes the emitter of a wait on demand. */
  readonly made?: Node | undefined;
  readonly row: EmitterEvent | undefined;
  readonly emitter: Emitter | undefined;
}

export interface ListeningInput {
  readonly index: FileIndex;
  readonly values: ListeningValues;
  readonly actions: Actions;
  readonly contexts: Contexts;
  readonly scopes: Scopes;
  readonly promises: Promises;
  readonly visitorKeys: Domain<Hearing>["visitorKeys"];
  readonly units: readonly Unit[];
}

/** Every late listener of a file. */
export function lateListeners(input: ListeningInput): readonly Late[] {
  const { index, values, actions } = input;
  const nodes: readonly Node[] = [...index.calls, ...[...index.writes.values()].flat(), ...index.loops];
  const attachments = nodes.flatMap((node) => attachmentOf(node, values, (name) => name && (textOf(name) ?? anyEvent)) ?? []);
  const possible = attachments.filter(chancesIn(index));
  const oneByOne = waitsOneByOne({ ...input, attachments });
  const others = [...oneByOne, ...waitsForBegun({ ...input, attachments }), ...listenersOnDemand({ ...input, attachments }), ...waitsForEnded({ ...input, attachments })];
  if (possible.length === 0) return others;
  const byHolder = new Map<Holder, Attachment[]>();
  for (const attachment of attachments) byHolder.set(attachment.holder, [...(byHolder.get(attachment.holder) ?? []), attachment]);

  const listening = unitsAround(attachments.map(({ node }) => node));
  // No call runs by its name what is only handed to one.
  const concerned = [...listening].some((unit) => unit?.type !== "Program" && unit && !isArgument(unit)) ? index.calls.filter((call) => listening.has(calledBy(call))) : [];
  const calling = unitsAround(concerned);
  const sent = [...sendingMethods].flatMap((name) => index.byMember.get(name) ?? []).filter((call) => isSending(call));
  const emitting = unitsAround([...(index.byMember.get("emit") ?? []), ...sent]);
  const making = new Map<Unit, boolean>();
  const matters = (unit: Unit) => listening.has(unit) || calling.has(unit) || emitting.has(unit) || isMaking(unit);
  const walk = createWalk({ ...input, matters, standing: [...byHolder.keys()].filter(isStanding) });
  const inner = input.units.filter((unit) => unit.type !== "Program" && listening.has(unit));
  const waits: readonly Node[] = [...index.awaits, ...index.loops];
  const late = unitsAround(possible.map(({ node }) => node));
  const calledLate = unitsAround(concerned.filter((call) => late.has(calledBy(call))));
  for (const unit of input.units) if ((late.has(unit) || calledLate.has(unit)) && !isAtOnce(unit)) walk.run(unit);

  const surroundings = createSurroundings(input);
  const isFollowed = createFollowed({ index, values, calledBy });
  const { isChecked, isCheckedFirst } = createChecks({ index, values, contexts: input.contexts });
  const { guessed, isForLater } = createGuesses({ index, values, scopes: input.scopes });
  const behindLoad = createLoads({ index, values, actions });
  const found = [...walk.arrivals.values()].flatMap((arrival) => judged(arrival) ?? []);
  const lazy = lazyWaits({ attachments, values, actions, index, isKnown: ({ node }) => found.some(({ at }) => at === node), isHeard: (attachment) => isHeardElsewhere(attachment, unitOf(attachment.node)), isChecked: (attachment, unit) => isChecked(attachment, unit, undefined) });
  const ready = lazyReadyWaits({ ...input, attachments });
  const held = heldByGenerators({ ...input, attachments, isHeard: isHeardElsewhere });
  // A wait on demand is late for all who call it: it is repaired where its emitter is made.
  return distinct([...found.filter(({ attachment }) => !lazy.some((each) => each.attachment.node === attachment.node)), ...lazy, ...ready, ...others, ...held]);

  /** True for a unit in which an emitter is made. */
  function isMaking(unit: Unit): boolean {
    let answer = making.get(unit);
    if (answer === undefined) making.set(unit, (answer = index.calls.some((call) => isInside(call, unit) && actions.of(call).kind === "make")));
    return answer;
  }

  /** True for a unit in which no time passes, that nothing has been seen to run later, and whose functions listen to nothing; what is called may emit. */
  function isAtOnce(unit: Unit): boolean {
    return emitting.size === 0 && !walk.isScheduled(unit) && !waits.some((node) => isInside(node, unit)) && !inner.some((other) => other !== unit && isInside(other, unit));
  }

  /** A call by which an emitter tells its own listeners. */
  function isSending({ callee }: CallNode): boolean {
    const value = values.valueOf(callee);
    return value?.kind === "member" && emitters.get(value.subject.contract.id)?.sends?.includes(value.name) === true;
  }

  /** The function of the file that a call runs. */
  function calledBy(call: CallNode): Unit | undefined {
    if (!mayBeLocal(call.callee, input.scopes)) return undefined;
    const action = actions.of(call);
    return action.kind === "local" ? action.unit : undefined;
  }

  function judged(arrival: Arrival): Late | undefined {
    const { attachment, at, unit, state } = arrival;
    const ear = state.ears.get(attachment.holder);
    const row = rowOf(attachment) ?? (!attachment.subject && ear ? (askedFor[attachment.event] ?? strangerOf(ear, attachment, values)?.events[attachment.event]) : undefined);
    if ((row && row.late !== "lost") || isFollowed(arrival, [...(row?.answers ?? []), ...(row?.follows ?? [])])) return undefined;
    if (row && !attachment.subject && state.touched.has(attachment.holder)) return undefined;
    if (ear && (ear.heard.has(attachment.event) || ear.isForeign || ear.isPaused)) return undefined;
    if (isHeardElsewhere(attachment, unit)) return undefined;
    const late = row ? tooLate(arrival, row) : undefined;
    const result = late ?? guessed(arrival, row) ?? behindLoad(arrival);
    if (!result || (result.kind === "triggered" && attachment.listener && onlyLogs(attachment.listener, values))) return undefined;
    // What a called function does behind its own awaits is found where it stands.
    if (arrival.called && isInside(result.cause, arrival.called)) return undefined;
    if (isChecked(attachment, unit, result.cause) || isCheckedFirst(arrival) || isHeardThere(attachment, unit, result.cause)) return undefined;
    // What is sent right before a wait brings about what it waits for.
    if ((result.kind === "lost" || result.kind === "sameTick") && attachment.promise && state.hasActed) return undefined;
    // An error that is thrown ends the process, whatever its listener is meant for.
    if (!result.certain && result.kind === "lost" && !row?.crashes && !isStanding(attachment.holder) && isForLater(arrival)) return undefined;
    // Whoever calls it: what is there from the beginning is listened to where it is.
    return { attachment, at: isStanding(attachment.holder) ? attachment.node : at, unit, row, emitter: emitterOf(attachment), ...result, certain: result.certain && !attachment.isNamed };
  }

  /** Time has passed since an emitter with a row could fire. */
  function tooLate({ attachment, state }: Arrival, row: EmitterEvent): Pick<Late, "kind" | "certain" | "cause"> | undefined {
    const marks = state.ears.get(attachment.holder)?.marks;
    if (!marks) return undefined;
    const first = (row.with ?? []).map((event) => marks.get(`@${event}`)).find((mark) => mark !== undefined);
    const over = row.within?.map((method) => marks.get(awaitedCall(method))).find((mark) => mark !== undefined);
    if (row.answers?.some((method) => isRecent(marks.get(method), (first ?? over)?.at))) return undefined;
    if (first && marks.has("")) return { kind: "sameTick", certain: row.unsure === undefined, cause: first.at };
    if (over) return { kind: "lost", certain: row.unsure === undefined && !over.isPartial && (!row.again || attachment.promise !== undefined), cause: over.at };
    const armed = row.after ? row.after.map((method) => marks.get(method)).find((mark) => mark !== undefined) : marks.get("");
    if (armed?.delay) return { kind: "lost", certain: armed.always && row.unsure === undefined, cause: armed.delay };
    const asked = row.since?.map((method) => marks.get(awaitedCall(method))).find((mark) => mark !== undefined);
    return asked && !isSentBehind(attachment, row) && !isTestedBehind(attachment) ? { kind: "sameTick", certain: false, cause: asked.at } : undefined;
  }

  /** The code brings it about itself, behind the listener: nobody else need know of it. */
  function isSentBehind({ node }: Attachment, { sent = [] }: EmitterEvent): boolean {
    return sent.some((name) => (index.byMember.get(name.replace(/ .*/, "")) ?? []).some((call) => call.range[0] > node.range[1] && isInside(call, unitOf(node)) && namesOfCall(call).includes(name)));
  }

  /** A test sends it itself, by whatever it awaits behind the listener; a hook leaves that to its tests. */
  function isTestedBehind({ node }: Attachment): boolean {
    if (!surroundings.isTest()) return false;
    return surroundings.isTestSetUp(unitOf(node)) || index.awaits.some((wait) => wait.range[0] > node.range[1] && isInside(node, unitOf(wait)) && unwrap(wait.argument).type === "CallExpression");
  }

  /** Another piece of code listens for it. */
  function isHeardElsewhere({ holder, event, node, isOnce }: Attachment, unit: Unit): boolean {
    const same = (each: Attachment) => (each.event === event || each.event === anyEvent) && each.node !== node;
    const own = byHolder.get(holder) ?? [];
    const isBeside = own.some((each) => same(each) && unitOf(each.node) !== unit && unitOf(each.node) !== unitOf(node) && !isOverIn(each, node) && !(isOnce && isInside(each.node, unitOf(node))));
    return isBeside || callersHear(holder, unit, event);
  }

  /** The callers of a unit listen for it on what they give to its parameter. */
  function callersHear(holder: Holder, unit: Unit, event: string): boolean {
    if (!isFunction(unit) || typeof holder.root === "string" || !("identifiers" in holder.root) || holder.root.defs[0]?.type !== "Parameter") return false;
    return input.contexts.of(unit).some((context) => {
      if (context.kind !== "call") return false;
      const outer = context.binding.outward(holder);
      return outer !== undefined && outer !== holder && (byHolder.get(outer) ?? []).some((each) => each.event === event && !isOverIn(each, context.at));
    });
  }

  /** The function that waits listens for the event as well: as far as is known, on what it was given. */
  function isHeardThere({ event }: Attachment, unit: Unit, cause: Node): boolean {
    const there = unitOf(cause);
    return there !== unit && attachments.some((each) => each.event === event && unitOf(each.node) === there && each.node.range[0] < cause.range[0]);
  }
}

/** True for a listener that loses a line of a log, and nothing else. */
function onlyLogs(listener: Node, values: Values): boolean {
  const value = values.valueOf(listener);
  return isLogReference(unwrap(listener)) || (value?.kind === "function" && tellsNobody(value.node));
}

/** The units that these nodes stand in, near and far. */
function unitsAround(nodes: readonly Node[]): ReadonlySet<Unit | undefined> {
  const units = new Set<Unit>();
  for (const node of nodes) {
    for (let unit = unitOf(node); !units.has(unit); unit = unitOf(unit)) {
      units.add(unit);
      if (unit.type === "Program") break;
    }
  }
  return units;
}

/** What is known of an emitter of no known kind: one that was given as a parameter, or that a function gave which is named for it. */
function strangerOf({ marks }: Ear, { node }: Attachment, values: ListeningValues): Emitter | undefined {
  const at = marks.get("")?.at;
  if (at?.parent !== undefined && isFunction(at.parent) && at.parent.body !== at) return strangers;
  // An `EventTarget` throws nothing.
  if (at && isGivenSocket(at, values)) return node.type === "CallExpression" && calledName(node) !== "addEventListener" ? givenSockets : undefined;
  const given = at?.parent?.type === "VariableDeclarator" ? at.parent.init : at?.parent?.type === "AssignmentExpression" ? at.parent.right : undefined;
  return given && isSpawning(given, values) ? spawned : undefined;
}

/** One finding for each place, event and emitter; what is certain first. */
function distinct(all: readonly Late[]): readonly Late[] {
  const kept = new Map<string, Late>();
  for (const late of [...all].sort((a, b) => Number(b.certain) - Number(a.certain))) {
    const key = `${late.at.range.join()} ${late.at === late.attachment.node ? late.attachment.event : ""}`;
    if (!kept.has(key)) kept.set(key, late);
  }
  return [...kept.values()].sort((a, b) => a.at.range[0] - b.at.range[0]);
}

