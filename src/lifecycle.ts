import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "./ast.js";
import { indexOf } from "./file-index.js";
import { type Announcement, announcementsIn, goAheadsIn } from "./lifecycle/announcements.js";
import { type EarlyHandler, attachesMessages, earlyHandlersIn } from "./lifecycle/early-handlers.js";
import type { Competition } from "./lifecycle/claims.js";
import { contendersIn } from "./lifecycle/contenders.js";
import { isLockCall } from "./lifecycle/locks.js";
import { createOverlaps } from "./lifecycle/overlaps.js";
import { type Rivals, machinesIn, rivalsIn } from "./lifecycle/machines.js";
import { createPlaces } from "./lifecycle/places.js";
import { racesIn } from "./lifecycle/races.js";
import { competitionsIn } from "./lifecycle/startups.js";
import { startupOf } from "./startup.js";

export { mostEarlyMessages } from "./contracts/messages.js";
export type { Announcement } from "./lifecycle/announcements.js";
export type { EarlyHandler } from "./lifecycle/early-handlers.js";
export type { Rivals } from "./lifecycle/machines.js";
export type { Competition } from "./lifecycle/claims.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

const takesTime = /\bawait\b|\.then\(|=>|function/;
const startsSomething = /connect|open|start|launch|listen|subscri|spawn|fork|boot|init|setup|join|create|make|dial|serve|establish|acquire|new [A-Z]|ensure|consume|login|bind|factory|build/i;

/** True if a file may start something twice. Cheap: text only. */
export function mayCompete({ text }: SourceCode): boolean {
  return takesTime.test(text) && startsSomething.test(text);
}

/** The startups of a file that compete, in the order of its text. */
export function competitionsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Competition[] {
  const contenders = contendersIn(indexOf(sourceCode));
  if (contenders.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  if (startup.surroundings.isTest()) return [];
  const { values, scopes, actions, calls, surroundings } = startup;
  const places = createPlaces(startup);
  const overlaps = createOverlaps(startup);
  const isLock = (call: Node) => isLockCall(call, startup);
  const found = new Map<Node, Competition>();
  for (const fn of contenders) {
    if (!overlaps.of(fn)) continue;
    const races = racesIn(fn, { values, scopes, places, visitorKeys: sourceCode.visitorKeys, isLock });
    for (const competition of competitionsIn(fn, races, { values, scopes, actions, calls, surroundings, overlaps })) if (!found.has(competition.write)) found.set(competition.write, competition);
  }
  return [...found.values()].toSorted((a, b) => a.write.range[0] - b.write.range[0]);
}

/** The objects that a file makes two of for one peer. */
export function rivalsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Rivals[] {
  const made = machinesIn(indexOf(sourceCode).calls);
  if (made.length < 2) return [];
  const { surroundings, scopes } = startupOf(sourceCode, settings);
  return surroundings.isTest() ? [] : rivalsIn(made, scopes);
}

const sendsOrHears = /\b(?:on|addListener|addEventListener)\(|onmessage|ondata|send|emit|write|reply|respond|post|notify|publish|ack|accept|welcome|push|greet/i;

/** True if a file may handle messages too early, or let a peer go on too early. Cheap: text only. */
export function mayHandleEarly({ text }: SourceCode): boolean {
  return /\bawait\b|\.then\(|=>|function/.test(text) && sendsOrHears.test(text);
}

/** The announcements of a file that come before they are true, in the order of its text. */
export function announcementsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Announcement[] {
  const sends = goAheadsIn(indexOf(sourceCode).calls);
  if (sends.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  if (startup.surroundings.isTest()) return [];
  const { scopes, surroundings } = startup;
  return announcementsIn(sends, { scopes, surroundings, places: createPlaces(startup), program: sourceCode.ast }).toSorted((a, b) => a.write.range[0] - b.write.range[0]);
}

/** The handlers of a file that begin too early, in the order of its text. */
export function earlyHandlersOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly EarlyHandler[] {
  const { calls, assignments } = indexOf(sourceCode);
  const attached = [...calls, ...assignments].filter(attachesMessages);
  if (attached.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  if (startup.surroundings.isTest()) return [];
  const { values, scopes } = startup;
  return earlyHandlersIn(attached, { values, scopes, places: createPlaces(startup), program: sourceCode.ast });
}
