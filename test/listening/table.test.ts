import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { emitters } from "../../src/contracts/listening.js";
import { opened, trials, untried } from "./trials.js";

// Longer than what is awaited in real code between an emitter and its listener, and than a process takes to start here.
const meanwhile = 500;
const patience = 5000;

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

describe.concurrent.each(trials)("'$event' of $row", (trial) => {
  it("comes to a listener that is there at once", async () => {
    expect(await hears(trial, 0)).toBe(true);
  });

  it(`is ${trial.late} where the listener comes later`, async () => {
    expect(await hears(trial, trial.event === "end" ? 300 : meanwhile)).toBe(trial.late === "kept");
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
