// Run by `npm run test:contracts` alone: what becomes of the events of packages that only it installs.
import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { confirmingMethods } from "../../src/contracts/handles.js";
import { emitters } from "../../src/contracts/listening.js";
import { tried } from "../listening/trial.js";
import { kafka, nats } from "./broker-trials.js";
import { natsServer } from "./brokers.js";
import { clientTrials } from "./client-trials.js";
import { versionOf } from "./rows.js";

tried(clientTrials);

it.each([...new Set(clientTrials.map(({ row }) => row))])("the row of %s says which version it was measured on: this one", (row) => {
  const { measured } = emitters.get(row)!;
  const [name = ""] = measured.split(" ");
  expect(measured).toBe(`${name} ${versionOf(name)}`);
});

it.each([["consumer", "kafkajs.Consumer"], ["producer", "kafkajs.Producer"], ["admin", "kafkajs.Admin"]] as const)("the names of a %s's events are all that the row says", async (kind, row) => {
  const { events } = await kafka(kind);
  expect(emitters.get(row)?.names).toEqual({ events });
  expect(Object.keys(emitters.get(row)?.events ?? {}).sort()).toEqual(Object.values(events).sort());
});

it.each(["nats", "@nats-io/transport-node"])("a subscription of %s holds for what its own connection sends behind it, and surely for others only when that is flushed", async (by) => {
  const { sends } = emitters.get("nats.Connection")!;
  const confirming = confirmingMethods.find(({ from }) => from.includes(by));
  expect([sends, confirming?.after, confirming?.confirm]).toEqual([["publish"], "subscribe", "flush"]);
  const port = await natsServer();
  const [own, other] = await Promise.all([nats(port, by), nats(port, by)]);
  const hears = async (subject: string, act: (subscribe: () => void) => unknown) => {
    let heard = false;
    await act(() => own.subscribe(subject, { callback: () => (heard = true) }));
    await Promise.all([own.flush(), other.flush()]);
    await delay(100);
    return heard;
  };
  expect(await hears("sent.before", (subscribe) => { own.publish("sent.before"); subscribe(); })).toBe(false);
  expect(await hears("sent.behind", (subscribe) => { subscribe(); own.publish("sent.behind"); })).toBe(true);
  expect(await hears("from.elsewhere", (subscribe) => { subscribe(); other.publish("from.elsewhere"); return other.flush(); })).toBe(false);
  expect(await hears("when.flushed", async (subscribe) => { subscribe(); await own.flush(); other.publish("when.flushed"); })).toBe(true);
});
