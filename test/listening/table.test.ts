import { expect, it } from "vitest";
import { emitters } from "../../src/contracts/listening.js";
import { clientTrials } from "../contracts/client-trials.js";
import { tried } from "./trial.js";
import { nodeTrials } from "./trials.js";
import { untried } from "./untried.js";
import { wsTrials } from "./ws-trials.js";

tried([...nodeTrials, ...wsTrials]);

// Those of clients are run by `npm run test:contracts`, which installs them.
const run = new Set([...nodeTrials, ...wsTrials, ...clientTrials].map(({ row, event }) => `${row} ${event}`));
const pairs = [...emitters].flatMap(([id, { events }]) =>
  Object.entries(events).map(([event, { unsure = false }]) => ({ id, event, pair: `${id} ${event}`, certain: !unsure })),
);

it("every pair is run, or says why not", () => {
  expect(pairs.filter(({ id, pair }) => !run.has(pair) && !(id in untried) && !(pair in untried))).toEqual([]);
  const stale = Object.keys(untried).filter((key) => run.has(key) || !pairs.some(({ id, pair }) => key === id || key === pair));
  expect(stale).toEqual([]);
});

it("every call that an event comes within is run", () => {
  const within = [...emitters].filter(([id]) => !(id in untried)).flatMap(([id, { events }]) => Object.entries(events).flatMap(([event, row]) => (row.within ?? []).map((method) => `${id} ${event} ${method}`)));
  const behind = clientTrials.map(({ row, event, within: method }) => `${row} ${event} ${method}`);
  expect(within.filter((each) => !behind.includes(each))).toEqual([]);
});

it("what is certain is run, or names what is run in its place", () => {
  const unmeasured = pairs.filter(({ id, event, pair, certain }) => {
    const { as } = untried[pair] ?? untried[id] ?? {};
    return certain && !run.has(pair) && !(as !== undefined && (run.has(as) || run.has(`${as} ${event}`)));
  });
  expect(unmeasured).toEqual([]);
});

it("what stands in for another pair is what that one is: kept or lost, and a crash or not", () => {
  const of = (pair: string) => {
    const [row = "", event = ""] = pair.split(" ");
    const { late, crashes } = emitters.get(row)?.events[event] ?? {};
    return { late, crashes };
  };
  for (const { id, event, pair, certain } of pairs) {
    const { as } = untried[pair] ?? untried[id] ?? {};
    if (certain && as !== undefined) expect([pair, of(as.includes(" ") ? as : `${as} ${event}`)]).toEqual([pair, of(pair)]);
  }
});

it("only what was only read about is not measured", () => {
  for (const [id, { events, measured }] of emitters) {
    const some = Object.keys(events).some((event) => run.has(`${id} ${event}`) || untried[`${id} ${event}`]?.as !== undefined || untried[id]?.as !== undefined);
    if (Object.keys(events).length) expect([id, measured === "read"]).toEqual([id, !some]);
  }
});
