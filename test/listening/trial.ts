import type { EventEmitter } from "node:events";
import { once } from "node:events";
import type net from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmitterEvent } from "../../src/contracts/emitter-types.js";
import { emitters } from "../../src/contracts/listening.js";

export type Emitter = Pick<EventEmitter, "on"> | EventTarget;

/** One pair of the table, as a program: an emitter whose event comes by itself, soon. */
export interface Trial {
  readonly row: string;
  readonly event: string;
  /** What is listened for where the row says `*`. */
  readonly name?: string;
  /** What it is made by, where a row has several makers that differ. */
  readonly by?: string;
  /** Makes the emitter and lets the event come; gives it in the turn in which a listener would be in time. */
  readonly make: () => Emitter | Promise<Emitter>;
  readonly late: EmitterEvent["late"];
  /** A method of the row's `within`: `make` has awaited it, and a listener in that turn is too late. */
  readonly within?: string;
  /** Without a listener it is thrown from the event loop. */
  readonly crashes?: true;
}

/** Why a pair is not run; a certain one also says which trial it rests on. */
export interface Untried {
  readonly why: string;
  /** The row or the pair whose trials show it. */
  readonly as?: string;
}

// Longer than what is awaited in real code between an emitter and its listener, and than a process takes to start here.
const meanwhile = 4000;
const patience = 20_000;

const opened: (() => unknown)[] = [];

/** What a trial opens is closed when all is over. */
export const later = <T>(thing: T, close: (thing: T) => unknown): T => {
  opened.push(() => close(thing));
  return thing;
};

export const ignore = (): void => undefined;

export async function listening(server: net.Server): Promise<number> {
  later(server, (each) => each.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as net.AddressInfo).port;
}

function listen(emitter: Emitter, event: string, listener: () => void): void {
  if ("on" in emitter) emitter.on(event, listener);
  else emitter.addEventListener(event, listener);
}

/** True if a listener attached after `wait` gets the event. */
async function hears({ make, event, name = event, crashes, within }: Trial, wait: number): Promise<boolean> {
  const emitter = await make();
  if (wait > 0 && crashes) listen(emitter, "error", ignore);
  if (wait > 0) await delay(wait);
  const heard = new Promise<boolean>((resolve) => listen(emitter, name, () => resolve(true)));
  if (!crashes && "on" in emitter) emitter.on("error", ignore);
  return Promise.race([heard, delay(wait > 0 || within !== undefined ? 1000 : patience, false)]);
}

/** True if the event ends the process where nobody listens: what it throws is nobody's but the process's. */
async function crashesAlone({ make }: Trial): Promise<boolean> {
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  const thrown = new Promise<boolean>((resolve) => process.once("uncaughtException", () => resolve(true)));
  let emitter: Emitter | undefined;
  try {
    emitter = await make();
    return await Promise.race([thrown, delay(meanwhile, false)]);
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
    // It may come again until all is closed.
    if (emitter) listen(emitter, "error", ignore);
  }
}

/** Runs trials and compares them with the rows. */
export function tried(trials: readonly Trial[]): void {
  /** What each trial hears, in time and too late: all of them at once, since each only waits. */
  const inTime = new Map<Trial, Promise<boolean>>();
  const tooLate = new Map<Trial, Promise<boolean>>();
  beforeAll(async () => {
    for (const trial of trials) inTime.set(trial, hears(trial, 0));
    await Promise.all(inTime.values());
    for (const trial of trials.filter(({ within }) => within === undefined)) tooLate.set(trial, hears(trial, trial.event === "end" && trial.late === "kept" ? 300 : meanwhile));
    await Promise.all(tooLate.values());
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  for (const trial of trials) {
    describe(`'${trial.event}' of ${trial.row}${trial.by ? ` by ${trial.by}` : ""}`, () => {
      const { within } = trial;
      if (within !== undefined) {
        it(`is lost for who has awaited ${within}()`, async () => {
          expect(await inTime.get(trial)).toBe(false);
          expect(emitters.get(trial.row)?.events[trial.event]?.within).toContain(within);
        });
        return;
      }

      it("comes to a listener that is there at once", async () => {
        expect(await inTime.get(trial)).toBe(true);
      });

      it(`${trial.late === "repeats" ? "comes again" : `is ${trial.late}`} where the listener comes later`, async () => {
        expect(await tooLate.get(trial)).toBe(trial.late !== "lost");
      });

      if (trial.event === "error") {
        it(`${trial.crashes ? "ends" : "does not end"} the process where there is no listener`, async () => {
          expect(await crashesAlone(trial)).toBe(trial.crashes ?? false);
        });
      }

      it("is what the row says", () => {
        const row = emitters.get(trial.row)?.events[trial.event];
        expect(row?.late).toBe(trial.late);
        expect(row?.crashes).toBe(trial.crashes);
      });
    });
  }
}
