import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "./ast.js";
import { messageEvents, sendingVerbs } from "./contracts/messages.js";
import { indexOf } from "./file-index.js";
import { type Announcement, announcementsIn, goAheadsIn } from "./lifecycle/announcements.js";
import { type EarlyHandler, attachesMessages, earlyHandlersIn } from "./lifecycle/early-handlers.js";
import type { Competition } from "./lifecycle/claims.js";
import { contendersIn, valueIn } from "./lifecycle/contenders.js";
import { competitionOfHasty, hastyPromisesIn } from "./lifecycle/executors.js";
import { isLockCall } from "./lifecycle/locks.js";
import { createOverlaps } from "./lifecycle/overlaps.js";
import { type Rivals, machinesIn, rivalsIn } from "./lifecycle/machines.js";
import { createPlaces } from "./lifecycle/places.js";
import { racesIn } from "./lifecycle/races.js";
import { competitionsIn, isOfStart, writerOf } from "./lifecycle/startups.js";
import { startupOf } from "./startup.js";

export { mostEarlyMessages } from "./contracts/messages.js";
export type { Announcement } from "./lifecycle/announcements.js";
export type { EarlyHandler } from "./lifecycle/early-handlers.js";
export type { Rivals } from "./lifecycle/machines.js";
export type { Competition } from "./lifecycle/claims.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

const takesTime = /\bawait\b|\byield\b|\.then\(|\.(?:on|once|addListener|addEventListener|subscribe)\(|\bset(?:Timeout|Immediate|Interval)\(|\(_?err(?:or)?\b|\bcallback\b|\bcb\b/;
const startsSomething = /connect|open|start|launch|listen|subscri|spawn|fork|boot|init|setup|join|create|make|dial|serve|establish|acquire|new [A-Z]|ensure|consume|login|bind|factory|build|promise\s*=[^=>]|\w[?!]?:\s*Promise<[^(){}\n]*\n/i;

// A test at the beginning of a line. Tests are left alone, and most of them say so here, before anything is understood.
const isTestText = /^[ \t]*(?:describe|it|test|suite)(?:\.\w+)*\(\s*["'`]/m;

/** True if a file may start something twice. Cheap: text only. */
export function mayCompete({ text }: SourceCode): boolean {
  return takesTime.test(text) && startsSomething.test(text) && !isTestText.test(text);
}

/** The startups of a file that compete, in the order of its text. */
export function competitionsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Competition[] {
  const index = indexOf(sourceCode);
  const contenders = contendersIn(index);
  const hasty = hastyPromisesIn(index.calls);
  if (contenders.length === 0 && hasty.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  const { values, scopes, actions, calls, surroundings } = startup;
  const places = createPlaces(startup);
  const overlaps = createOverlaps(startup);
  const isLock = (call: Node) => isLockCall(call, startup);
  const found = new Map<Node, Competition>();
  const input = { values, scopes, actions, calls, surroundings, overlaps };
  for (const { fn, writes } of contenders) {
    if (!writes.some((write) => isOfStart(write, valueIn(write), writerOf(write, valueIn(write), fn), input))) continue;
    const races = racesIn(fn, { values, scopes, places, visitorKeys: sourceCode.visitorKeys, isLock });
    const competitions = competitionsIn(fn, races, input);
    // Who calls it, and whether this is a test, is asked last: to know that, all calls have to be understood.
    if (competitions.length === 0 || !overlaps.of(fn)) continue;
    for (const competition of competitions) if (!found.has(competition.write)) found.set(competition.write, competition);
  }
  for (const each of hasty) {
    const competition = competitionOfHasty(each, input);
    if (competition && !found.has(competition.write) && overlaps.of(each.fn)) found.set(competition.write, competition);
  }
  return found.size === 0 || surroundings.isTest() ? [] : [...found.values()].toSorted((a, b) => a.write.range[0] - b.write.range[0]);
}

/** The objects that a file makes two of for one peer. */
export function rivalsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Rivals[] {
  const made = machinesIn(indexOf(sourceCode).calls);
  if (made.length < 2) return [];
  const { surroundings, scopes } = startupOf(sourceCode, settings);
  return surroundings.isTest() ? [] : rivalsIn(made, scopes);
}

const hears = new RegExp(`["'\`](?:${[...messageEvents].join("|")})["'\`]|\\bon(?:[mM]essage|[dD]ata)\\b`);
const sends = new RegExp(`(?:${[...sendingVerbs].map((verb) => `[${verb.charAt(0)}${verb.charAt(0).toUpperCase()}]${verb.slice(1)}`).join("|")})\\w*\\s*(?:\\?\\.\\s*)?[(<]`);

/** True if a file may handle messages too early, or let a peer go on too early. Cheap: text only. */
export function mayHandleEarly({ text }: SourceCode): boolean {
  return (hears.test(text) || (takesTime.test(text) && sends.test(text))) && !isTestText.test(text);
}

/** The announcements of a file that come before they are true, in the order of its text. */
export function announcementsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Announcement[] {
  const sends = goAheadsIn(indexOf(sourceCode).calls);
  if (sends.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  const { scopes, surroundings } = startup;
  const found = announcementsIn(sends, { scopes, surroundings, places: createPlaces(startup), program: sourceCode.ast });
  return found.length === 0 || surroundings.isTest() ? [] : found.toSorted((a, b) => a.write.range[0] - b.write.range[0]);
}

/** The handlers of a file that begin too early, in the order of its text. */
export function earlyHandlersOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly EarlyHandler[] {
  const { calls, assignments } = indexOf(sourceCode);
  const attached = [...calls, ...assignments].filter(attachesMessages);
  if (attached.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  const { values, scopes, surroundings } = startup;
  const found = earlyHandlersIn(attached, { values, scopes, places: createPlaces(startup), program: sourceCode.ast });
  return found.length === 0 || surroundings.isTest() ? [] : found;
}
