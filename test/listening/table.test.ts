import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitters } from "../../src/contracts/listening.js";
import { opened, trials, untried } from "./trials.js";

// Longer than what is awaited in real code between an emitter and its listener, and than a process takes to start here.
const meanwhile = 4000;
const patience = 20_000;

afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

type Trial = (typeof trials)[number];

/** True if a listener attached after `wait` gets the event. */
async function hears({ make, event, crashes }: Trial, wait: number): Promise<boolean> {
  const emitter = await make();
  if (wait > 0 && crashes) (emitter as NodeJS.EventEmitter).on("error", () => undefined);
  if (wait > 0) await delay(wait);
  const heard = new Promise<boolean>((resolve) => {
    if ("addEventListener" in emitter && !("on" in emitter)) emitter.addEventListener(event, () => resolve(true));
    else (emitter as NodeJS.EventEmitter).on(event, () => resolve(true));
  });
  if (!crashes && "on" in emitter) emitter.on("error", () => undefined);
  return Promise.race([heard, delay(wait > 0 ? 1000 : patience, false)]);
}

/** What each trial hears, in time and too late: all of them at once, since each only waits. */
const inTime = new Map<Trial, Promise<boolean>>();
const tooLate = new Map<Trial, Promise<boolean>>();
beforeAll(async () => {
  for (const trial of trials) inTime.set(trial, hears(trial, 0));
  await Promise.all(inTime.values());
  for (const trial of trials) tooLate.set(trial, hears(trial, trial.event === "end" ? 300 : meanwhile));
  await Promise.all(tooLate.values());
});

describe.each(trials)("'$event' of $row", (trial) => {
  it("comes to a listener that is there at once", async () => {
    expect(await inTime.get(trial)).toBe(true);
  });

  it(`is ${trial.late} where the listener comes later`, async () => {
    expect(await tooLate.get(trial)).toBe(trial.late === "kept");
  });

  it("is what the row says", () => {
    const row = emitters.get(trial.row)?.events[trial.event];
    expect(row?.late).toBe(trial.late);
    expect(row?.crashes).toBe(trial.crashes);
  });
});

it("every pair is run, or says why not", () => {
  const pairs = [...emitters].flatMap(([id, { events }]) => Object.keys(events).map((event) => ({ id, event })));
  const left = pairs.filter(({ id, event }) => !trials.some((trial) => trial.row === id && trial.event === event) && !(id in untried) && !(`${id} ${event}` in untried));
  expect(left).toEqual([]);
  const stale = Object.keys(untried).filter((key) => !pairs.some(({ id, event }) => key === id || key === `${id} ${event}`) || trials.some(({ row, event }) => key === `${row} ${event}`));
  expect(stale).toEqual([]);
});

it("a late listener for 'error' is a crash: nothing listens when it is emitted", () => {
  for (const { row, event, crashes } of trials) if (event === "error") expect([row, crashes]).toEqual([row, true]);
});
