import type { TSESLint } from "@typescript-eslint/utils";
import { dropTexts } from "./contracts/deliveries.js";
import { type AbortedSend, abortedSends } from "./drop/aborted.js";
import { endedAnswerers } from "./drop/answerers.js";
import { type EmptyWait, type UnreadAnswer, emptyWaits, unreadAnswers } from "./drop/answers.js";
import { type ExpiredFlag, expiredFlags } from "./drop/flags.js";
import { type Left, leftAtEnds } from "./drop/left.js";
import { type LostRace, lostRaces } from "./drop/lost.js";
import { type Partly, toldInOneCase } from "./drop/partly.js";
import type { Removal } from "./drop/removal.js";
import { removalsIn } from "./drop/removals.js";
import { type Skipped, skippedRejections } from "./drop/skipped.js";
import { type Stopped, stoppedTimers } from "./drop/stopped.js";
import { type LostInChain, lostInChains } from "./drop/streams.js";
import { type SwallowedSend, swallowedSends } from "./drop/swallowed.js";
import { type CalledBack, calledBackByTimers } from "./drop/called-back.js";
import { type LostPart, lostParts } from "./drop/parts.js";
import { type Unflushed, unflushedAtEnds } from "./drop/unflushed.js";
import { type Names, namesOf } from "./names.js";

export type { AbortedSend } from "./drop/aborted.js";
export type { EmptyWait, UnreadAnswer } from "./drop/answers.js";
export type { Fate } from "./drop/fate.js";
export type { ExpiredFlag } from "./drop/flags.js";
export type { Left } from "./drop/left.js";
export type { LostRace } from "./drop/lost.js";
export type { Partly } from "./drop/partly.js";
export type { Removal } from "./drop/removal.js";
export type { Skipped } from "./drop/skipped.js";
export type { Stopped } from "./drop/stopped.js";
export type { SwallowedSend } from "./drop/swallowed.js";
export type { CalledBack } from "./drop/called-back.js";
export type { LostInChain } from "./drop/streams.js";
export type { Stored } from "./drop/waiting.js";
export type { Names } from "./names.js";

/** What a file may lose to a timer, or drop while somebody waits for it. */
export interface Drops {
  readonly names: Names;
  /** Deliveries raced against a timer that wins silently. */
  readonly races: readonly LostRace[];
  /** The same where the limit is a part of a chain. */
  readonly chains: readonly LostInChain[];
  /** Pending entries that are taken away unsettled. */
  readonly removals: readonly Removal[];
  /** Pending entries that an end knows nothing of. */
  readonly left: readonly Left[];
  /** Pending entries that are told in one case, and dropped in any. */
  readonly partly: readonly Partly[];
  /** Pending entries whose timer an end stops. */
  readonly stopped: readonly Stopped[];
  /** Rejections that depend on what an end answers. */
  readonly skipped: readonly Skipped[];
  /** Buffers whose delayed flush an end takes away. */
  readonly unflushed: readonly Unflushed[];
  /** Jobs that a timer's flag lets end without a word. */
  readonly flags: readonly ExpiredFlag[];
  /** Sends that a timer aborts, whose failure goes nowhere. */
  readonly aborted: readonly AbortedSend[];
  /** Sends of what was taken from its queue, whose failure goes nowhere. */
  readonly swallowed: readonly SwallowedSend[];
  /** Messages of which parts have come, that a timer throws away. */
  readonly parts: readonly LostPart[];
  /** Deliveries whose callback a timer calls as if they were made. */
  readonly calledBack: readonly CalledBack[];
  /** Answers that say no, and that nobody reads. */
  readonly answers: readonly UnreadAnswer[];
  /** Waits that end with nothing, as if something had come. */
  readonly waits: readonly EmptyWait[];
}

type Kind = keyof typeof dropTexts;

const kinds = Object.keys(dropTexts) as Kind[];
// Most files have none of what the lines begin with: one search tells.
const first = new RegExp([...new Set(Object.values(dropTexts).flatMap((lines) => lines.map(([pattern]) => pattern.source)))].join("|"));
const texts = new WeakMap<object, ReadonlySet<Kind>>();

/** True if a file may drop something. Cheap: text only. */
export function mayDrop(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  return kindsIn(sourceCode).size > 0;
}

/** The kinds of loss that the text of a file does not rule out; each pattern is tried once. */
function kindsIn({ ast, text }: Readonly<TSESLint.SourceCode>): ReadonlySet<Kind> {
  let found = texts.get(ast);
  if (!found) {
    const tried = new Map<RegExp, boolean>();
    const isThere = (pattern: RegExp) => {
      let answer = tried.get(pattern);
      if (answer === undefined) tried.set(pattern, (answer = pattern.test(text)));
      return answer;
    };
    const possible = first.test(text) ? kinds : [];
    texts.set(ast, (found = new Set(possible.filter((kind) => dropTexts[kind].some((patterns) => patterns.every(isThere))))));
  }
  return found;
}

const models = new WeakMap<object, Drops>();

/** What a file drops: the one door to it. */
export function dropsOf(sourceCode: Readonly<TSESLint.SourceCode>): Drops {
  let drops = models.get(sourceCode.ast);
  if (!drops) models.set(sourceCode.ast, (drops = find(namesOf(sourceCode))));
  return drops;
}

function find(names: Names): Drops {
  const possible = kindsIn(names.sourceCode);
  const ask = <T>(kind: Kind, answer: (names: Names) => readonly T[]) => (possible.has(kind) ? answer(names) : []);
  return {
    names,
    races: ask("races", lostRaces),
    chains: ask("chains", lostInChains),
    removals: ask("removals", removalsIn),
    left: ask("left", (each) => [...leftAtEnds(each), ...endedAnswerers(each)]),
    partly: ask("partly", toldInOneCase),
    stopped: ask("stopped", stoppedTimers),
    skipped: ask("skipped", skippedRejections),
    unflushed: ask("unflushed", unflushedAtEnds),
    flags: ask("flags", expiredFlags),
    aborted: ask("aborted", abortedSends),
    swallowed: ask("swallowed", swallowedSends),
    parts: ask("parts", lostParts),
    calledBack: ask("calledBack", calledBackByTimers),
    answers: ask("answers", unreadAnswers),
    waits: ask("waits", emptyWaits),
  };
}
