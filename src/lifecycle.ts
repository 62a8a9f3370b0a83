import type { TSESLint } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, findNode, unwrap } from "./ast.js";
import { type Announcement, announcementsIn } from "./lifecycle/announcements.js";
import { type EarlyHandler, attachesMessages, earlyHandlersIn } from "./lifecycle/early-handlers.js";
import type { Competition } from "./lifecycle/claims.js";
import { isLockCall } from "./lifecycle/locks.js";
import { createOverlaps } from "./lifecycle/overlaps.js";
import { type Rivals, rivalsIn } from "./lifecycle/machines.js";
import { createPlaces, functionsAround, puttingMethods } from "./lifecycle/places.js";
import { isNothing } from "./lifecycle/literals.js";
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
  const units = unitsOf(sourceCode);
  if (units.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  if (startup.surroundings.isTest()) return [];
  const { values, scopes } = startup;
  const places = createPlaces(startup);
  const overlaps = createOverlaps(startup);
  const isLock = (call: Node) => isLockCall(call, startup);
  const found = new Map<Node, Competition>();
  for (const fn of units) {
    if (!overlaps.of(fn)) continue;
    const races = racesIn(fn, { values, scopes, places, visitorKeys: sourceCode.visitorKeys, isLock });
    for (const competition of competitionsIn(fn, races, { ...startup, overlaps })) if (!found.has(competition.write)) found.set(competition.write, competition);
  }
  return [...found.values()].toSorted((a, b) => a.write.range[0] - b.write.range[0]);
}

/** The objects that a file makes two of for one peer. */
export function rivalsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Rivals[] {
  const startup = startupOf(sourceCode, settings);
  return startup.surroundings.isTest() ? [] : rivalsIn(startup.calls, startup.scopes);
}

const sendsOrHears = /\b(?:on|addListener|addEventListener)\(|onmessage|ondata|send|emit|write|reply|respond|post|notify|publish|ack|accept|welcome|push|greet/i;

/** True if a file may handle messages too early, or let a peer go on too early. Cheap: text only. */
export function mayHandleEarly({ text }: SourceCode): boolean {
  return /\bawait\b|\.then\(|=>|function/.test(text) && sendsOrHears.test(text);
}

/** The announcements of a file that come before they are true, in the order of its text. */
export function announcementsOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Announcement[] {
  const startup = startupOf(sourceCode, settings);
  if (startup.surroundings.isTest()) return [];
  return announcementsIn({ ...startup, places: createPlaces(startup), program: sourceCode.ast }).toSorted((a, b) => a.write.range[0] - b.write.range[0]);
}

/** The handlers of a file that begin too early, in the order of its text. */
export function earlyHandlersOf(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly EarlyHandler[] {
  const attached: EarlyHandler["attach"][] = [];
  findNode(sourceCode.ast, (node) => {
    if (attachesMessages(node)) attached.push(node);
    return false;
  });
  if (attached.length === 0) return [];
  const startup = startupOf(sourceCode, settings);
  if (startup.surroundings.isTest()) return [];
  return earlyHandlersIn(attached, { ...startup, places: createPlaces(startup), program: sourceCode.ast });
}

/** The functions that take time and write, in themselves or in what goes on for them, what may be seen by others. */
function unitsOf(sourceCode: SourceCode): readonly FunctionNode[] {
  const units = new Set<FunctionNode>();
  const todo: Node[] = [sourceCode.ast];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (isWrite(node)) for (const fn of functionsAround(node)) units.add(fn);
    for (const key of sourceCode.visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const each of Array.isArray(child) ? (child as unknown[]) : [child]) if (each) todo.push(each as Node);
    }
  }
  return [...units].toSorted((a, b) => a.range[0] - b.range[0]);
}

function isWrite(node: Node): boolean {
  if (node.type === "AssignmentExpression") return (node.left.type === "MemberExpression" || node.left.type === "Identifier") && !isNothing(node.right);
  return node.type === "CallExpression" && unwrap(node.callee).type === "MemberExpression" && puttingMethods.has(calledName(node));
}
