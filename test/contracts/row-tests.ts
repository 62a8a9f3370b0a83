import { type EventEmitter, once } from "node:events";
import { isBuiltin } from "node:module";
import net from "node:net";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { isPromise } from "node:util/types";
import { afterEach, describe, expect, it, vi } from "vitest";
import { givesPromise } from "../../src/contracts/index.js";
import type { Callback } from "../../src/contracts/types.js";
import type { Bench, Portless } from "./benches.js";
import { packageOf, rowOf, versionOf } from "./rows.js";
import {
  addressOf,
  bringer,
  type Begun,
  cleanUp,
  emitterOf,
  factsOf,
  freePort,
  hangs,
  idOf,
  isBound,
  isEarly,
  later,
  make,
  makerOf,
  memberOf,
  ownEvents,
  type StartCase,
  startsOf,
  takenPort,
  uncaught,
  whenReady,
} from "./trial.js";

const inUse = /EADDRINUSE|already in use/;
const local = "127.0.0.1";

/** In place of a start, for what is only made. */
const unstarted: StartCase = { title: "nothing", facts: { gives: "nothing", bound: "never" }, form: "maker", takesHost: false };

afterEach(cleanUp);
// A row that is wrong makes tests wait for what never comes: let them fail soon.
vi.setConfig({ testTimeout: 5000 });

/** The tests of what a row says, by a real instance of it. */
export function testRow(bench: Bench): void {
  describe(`${bench.row}: ${titleOf(bench)}`, () => {
    const starts = startsOf(bench);
    testMaker(bench);
    if (bench.also !== "start") testBefore(bench, starts[0] ?? unstarted);
    if (bench.portless) {
      testPortless(bench, bench.portless, starts);
      return;
    }
    for (const start of starts) {
      testStart(bench, start);
      testCallback(bench, start);
      testWaiting(bench, start);
      testStop(bench, start);
    }
    if (starts[0]) testEvents(bench, starts[0]);
  });
}

function titleOf({ module, installed, maker, also }: Bench): string {
  const version = isBuiltin(module) ? "" : ` ${versionOf(packageOf(installed ?? module))}`;
  const doing = also ? `, ${also === "start" ? "started by it" : "around a server"}` : "";
  return `${module}${version} ${maker}${doing}`;
}

/** The sentence about the socket right after a start call. */
const boundTitle = (bound: boolean): string => (bound ? "is bound when the call returns" : "is not bound when the call returns");

function testMaker(bench: Bench): void {
  const maker = makerOf(bench);
  const args = (): unknown[] => [...(bench.args?.({ port: 0 }) ?? [])];
  if (maker.by === "new") {
    it(`${maker.export} gives no such thing without new`, async () => {
      const [call, construct] = await Promise.all((["call", "new"] as const).map((by) => bringer(bench, by)));
      let called: unknown;
      try {
        called = call?.(...args());
      } catch {
        return;
      }
      expect(Object.keys(called as object)).not.toEqual(Object.keys(construct?.(...args()) as object));
    });
  }
  if (maker.by === "either") {
    it(`${maker.export} makes the same kind of thing with new and without`, async () => {
      const [called, newed] = await Promise.all((["call", "new"] as const).map(async (by) => (await bringer(bench, by))(...args()) as object));
      expect(newed).toBeInstanceOf(called?.constructor);
      expect(newed).not.toBe(called);
    });
  }
}

function testBefore(bench: Bench, start: StartCase): void {
  const row = factsOf(bench);
  for (const read of row.reads) {
    it(`${read.member} gives ${read.value} before the start`, async () => {
      const { instance } = await make(bench, start);
      expect(isEarly(instance, read)).toBe(true);
    });

    const { unlessOption } = read;
    if (unlessOption) {
      it(`${read.member} is right before the start when the option ${unlessOption} is given`, async () => {
        const port = await freePort();
        expect(bench.args?.({ port })[0]).toHaveProperty(unlessOption, port);
        const { instance } = await make(bench, start, { port });
        expect(isEarly(instance, read)).toBe(false);
        expect(memberOf(instance, read.member)).toBe(port);
      });
    }
  }
  for (const method of row.chains ?? []) {
    it(`${method} gives the instance it is called on`, async () => {
      const { instance } = await make(bench, start);
      const route = method === "add" ? ["GET", "/"] : ["/"];
      const handler = method === "ws" ? {} : () => {};
      expect((instance as Record<string, (...args: unknown[]) => unknown>)[method]?.(...(method === "filter" ? [] : route), handler)).toBe(instance);
    });
  }
  for (const flag of row.flags) {
    it(`${flag} is false before the start`, async () => {
      const { instance } = await make(bench, start);
      expect(Boolean(memberOf(instance, flag))).toBe(false);
    });
  }
  for (const [view, id] of Object.entries(row.views)) {
    it(`${view} gives no listening server before the start`, async () => {
      const { instance } = await make(bench, start);
      const seen = memberOf(instance, view);
      if (bench.lacks?.includes(view)) expect(seen).toBeUndefined();
      for (const flag of rowOf(id).flags) expect(seen ? memberOf(seen, flag) : false).toBe(false);
    });
  }
}

function testStart(bench: Bench, start: StartCase): void {
  const row = factsOf(bench);
  const { title, facts, takesHost } = start;
  const boundWithoutHost = facts.bound !== "never";
  const boundWithHost = facts.bound === "always";

  it(`${title} without a host ${boundTitle(boundWithoutHost)}`, async () => {
    const { begin } = await make(bench, start);
    const { bearer } = begin();
    expect(isBound(bearer)).toBe(boundWithoutHost);
    for (const flag of bearer.row.flags) expect(Boolean(memberOf(bearer.thing, flag))).toBe(boundWithoutHost);
  });

  if (takesHost) {
    it(`${title} with a host ${boundTitle(boundWithHost)}`, async () => {
      const { begin } = await make(bench, start, { port: 0, host: local });
      const begun = begin();
      expect(isBound(begun.bearer)).toBe(boundWithHost);
      for (const read of row.reads) expect(isEarly(begun.instance, read)).toBe(!(boundWithHost && read.settledWhenBound));
      await whenReady(bench, start, begun);
      expect(addressOf(begun.bearer).address).toBe(local);
    });
  }

  for (const read of row.reads) {
    const right = boundWithoutHost && read.settledWhenBound;
    it(`${read.member} ${right ? "is right" : `still gives ${read.value}`} after ${title} without a host`, async () => {
      const { begin } = await make(bench, start);
      expect(isEarly(begin().instance, read)).toBe(!right);
    });

    it(`${read.member} tells the port once ${title} is ready`, async () => {
      const { begin } = await make(bench, start);
      const begun = begin();
      await whenReady(bench, start, begun);
      expect(isEarly(begun.instance, read)).toBe(false);
      // Where the callback alone is told the address, a read gives no more than no exception.
      if (!bench.told) expect(JSON.stringify(memberOf(begun.instance, read.member))).toContain(String(addressOf(begun.bearer).port));
    });
  }

  for (const flag of row.flags) {
    it(`${flag} is true once ${title} is ready`, async () => {
      const { begin } = await make(bench, start);
      const begun = begin();
      await whenReady(bench, start, begun);
      expect(Boolean(memberOf(begun.instance, flag))).toBe(true);
    });
  }

  for (const [view, id] of Object.entries(row.views)) {
    if (bench.lacks?.includes(view)) {
      it(`${view} gives nothing even when ${title} is ready`, async () => {
        const { begin } = await make(bench, start);
        const begun = begin();
        await whenReady(bench, start, begun);
        expect(memberOf(begun.instance, view)).toBeFalsy();
      });
      continue;
    }
    it(`${view} gives the listening server once ${title} is ready`, async () => {
      const { begin, wrapped } = await make(bench, start);
      const begun = begin();
      await whenReady(bench, start, begun);
      const seen = memberOf(begun.instance, view);
      expect(memberOf(begun.instance, view)).toBe(seen);
      if (wrapped) expect(seen).toBe(wrapped);
      expect(isBound({ row: rowOf(id), thing: seen })).toBe(true);
      for (const flag of rowOf(id).flags) expect(memberOf(seen, flag)).toBe(true);
      expect(await answers((memberOf(seen, "address()") as net.AddressInfo).port)).toBe(true);
    });
  }

  if (bench.also === "wrap") {
    it("has the address of the server that it wraps", async () => {
      const { begin, wrapped } = await make(bench, start);
      const { bearer, instance } = begin();
      expect(addressOf(bearer)).toEqual(wrapped?.address());
      expect(bearer.thing === wrapped || bearer.thing === instance).toBe(true);
    });
    return;
  }

  it(`${title} returns ${givesPromise(facts) && facts.gives !== "promise" ? "a promise of " : ""}${idOf(facts.gives)}`, async () => {
    const { begin, instance } = await make(bench, start);
    const begun = begin();
    if (typeof facts.gives === "object" && "view" in facts.gives) {
      const { view, promised } = facts.gives;
      expect(isPromise(begun.given)).toBe(promised ?? false);
      const given: unknown = await begun.given;
      const path = Object.keys(row.views).find((name) => row.views[name] === view) ?? "";
      expect(given).not.toBe(instance);
      expect(given).toBe(memberOf(begun.instance, path));
    } else if (facts.gives === "promise") {
      expect(isPromise(begun.given)).toBe(true);
      await begun.given;
      // One that settles early says nothing: where it is bound at once, it is.
      if (facts.settles !== "early" || boundWithoutHost) expect(isBound(begun.bearer)).toBe(true);
    } else if (facts.gives === "self") {
      expect(begun.given).toBe(bench.also === "start" ? begun.instance : instance);
      expect(isPromise(begun.given)).toBe(false);
    } else if (facts.gives === "nothing") {
      expect(begun.given).toBeUndefined();
    } else {
      expect(begun.given).not.toBe(instance);
      const given = rowOf(idOf(facts.gives));
      await once(begun.emitter, "listening");
      expect(isBound({ row: given, thing: begun.given })).toBe(true);
      for (const flag of given.flags) expect(memberOf(begun.given, flag)).toBe(true);
    }
  });
}

function testCallback(bench: Bench, start: StartCase): void {
  const { callback } = start.facts;
  if (!callback || bench.also === "wrap") return;
  for (const host of [undefined, ...(start.takesHost ? [local] : [])]) {
    const where = host ? "with" : "without";
    it(`the callback of ${start.title} ${where} a host begins when it is ready`, async () => {
      const { begin } = await make(bench, start, { port: 0, ...(host && { host }) });
      const seen: { returned: boolean; failed: boolean }[] = [];
      let begun: Begun | undefined;
      let bound = false;
      await new Promise<void>((resolve) => {
        begun = begin((...args) => {
          seen.push({ returned: begun !== undefined, failed: isFailure(args, callback) });
          bound = begun !== undefined && isBound(begun.bearer);
          resolve();
        });
        if (start.facts.bound === "always") bound = isBound(begun.bearer);
      });
      await delay(20);
      // Only what is bound when the call returns may call it before that.
      expect(seen).toEqual([{ returned: start.facts.bound !== "always", failed: false }]);
      expect(bound).toBe(true);
    });
  }

  if (callback.begins.includes("failed")) {
    it(`the callback of ${start.title} gets ${callback.failedWhen ?? "the error"} of a taken port at position ${callback.error}`, async () => {
      const { calls } = await failing(bench, start, callback);
      expect(calls).toHaveLength(1);
      expect(isFailure(calls[0] ?? [], callback)).toBe(true);
      if (callback.failedWhen === undefined) expect(messageOf(calls[0]?.[callback.error as number])).toMatch(inUse);
    });
  } else {
    it(`the callback of ${start.title} is never called on a taken port`, async () => {
      const { calls, failures } = await failing(bench, start, callback);
      expect(messageOf(failures[0])).toMatch(inUse);
      expect(calls).toEqual([]);
    });
  }
}

/** Whether what a callback is given says that it failed. */
const isFailure = (given: readonly unknown[], { error = 0, failedWhen }: Callback): boolean =>
  failedWhen === "false" ? given[error] === false : given[error] instanceof Error;

/** Starts on a taken port with a callback, and collects what is heard of it. */
async function failing(bench: Bench, start: StartCase, callback: Callback): Promise<{ calls: unknown[][]; failures: unknown[] }> {
  const calls: unknown[][] = [];
  const failures: unknown[] = [];
  const port = await takenPort(bench);
  const { begin } = await make(bench, start, { port });
  await new Promise<void>((resolve) => {
    const fail = (error: unknown): void => {
      failures.push(error);
      resolve();
    };
    // With nothing in its hands, the caller cannot listen for the error.
    if (start.facts.gives === "nothing") void uncaught().then(fail);
    const { given, emitter } = begin((...args) => {
      calls.push(args);
      if (callback.begins.includes("failed")) resolve();
    });
    if (isPromise(given) && !start.facts.settles) given.catch(fail);
    else if (start.facts.gives !== "nothing" && !bench.told) emitter.on("error", fail);
  });
  await delay(30);
  return { calls, failures };
}

function testWaiting(bench: Bench, start: StartCase): void {
  const { ready, readyPromises = [] } = factsOf(bench);
  const { title, facts } = start;
  if (givesPromise(facts)) testPromise(bench, start);
  for (const method of readyPromises) testReadyPromise(bench, start, method);
  if (ready === "nothing") testNothing(bench, start);
  if (typeof ready !== "object") return;
  const { event } = ready;
  it(`await once(…, '${event}') directly behind ${title} resolves`, async () => {
    const { begin } = await make(bench, start);
    const { emitter, bearer } = begin();
    await once(emitter, event);
    expect(isBound(bearer)).toBe(true);
  });

  it(`await once(…, '${event}') directly behind ${title} rejects on a taken port`, async () => {
    const { begin } = await make(bench, start, { port: await takenPort(bench) });
    const { emitter } = begin();
    await expect(once(emitter, event)).rejects.toThrow(inUse);
  });

  it(`a once(…, '${event}') after ${title} has become ready hangs`, async () => {
    const { begin } = await make(bench, start);
    const begun = begin();
    await whenReady(bench, start, begun);
    await turn();
    expect(await hangs(once(begun.emitter, event))).toBe(true);
  });
}

function testNothing(bench: Bench, start: StartCase): void {
  it(`neither an event of its own nor a callback tells that ${start.title} is ready, or that it failed`, async () => {
    const callback = vi.fn();
    const { begin } = await make(bench, start, { port: 0, ...(start.takesHost && { host: local }) });
    const begun = begin(callback);
    const listening = once(begun.instance as EventEmitter, "listening");
    await whenReady(bench, start, begun);
    expect(await hangs(listening)).toBe(true);
    expect(callback).not.toHaveBeenCalled();

    const error = uncaught();
    const taken = await make(bench, start, { port: await takenPort(bench) });
    (taken.begin().instance as EventEmitter).on("error", callback);
    expect(messageOf(await error)).toMatch(inUse);
    expect(callback).not.toHaveBeenCalled();
  });
}

function testPromise(bench: Bench, start: StartCase): void {
  const { title, facts } = start;
  switch (facts.settles) {
    case undefined:
      it(`the promise of ${title} rejects on a taken port`, async () => {
        const { begin } = await make(bench, start, { port: await takenPort(bench) });
        await expect(begin().given).rejects.toThrow(inUse);
      });
      return;
    case "early":
      it(`the promise of ${title} has resolved on a taken port, although nothing listens`, async () => {
        const { begin } = await make(bench, start, { port: await takenPort(bench) });
        const begun = begin();
        const failed = heard(begun.emitter, "error");
        await expect(begun.given).resolves.toBeDefined();
        expect(messageOf(await failed)).toMatch(inUse);
        expect(isBound(begun.bearer)).toBe(false);
      });
      testShown(bench, start);
      return;
    case "elsewhere":
      it(`the promise of ${title} fulfils on a taken port, with a server at another`, async () => {
        const port = await takenPort(bench);
        const { begin } = await make(bench, start, { port });
        const begun = begin();
        await begun.given;
        expect(isBound(begun.bearer)).toBe(true);
        expect(addressOf(begun.bearer).port).not.toBe(port);
        await memberOf(begun.instance, `${factsOf(bench).stops[0]}()`);
      });
      return;
    case "never":
      it(`the promise of ${title} is still pending when a taken port has become an error that nobody catches`, async () => {
        const error = uncaught();
        const { begin } = await make(bench, start, { port: await takenPort(bench) });
        const { given } = begin();
        expect(messageOf(await error)).toMatch(inUse);
        expect(await hangs(given as Promise<unknown>, 500)).toBe(true);
      });
  }
}

/** The server that a start shows is there in the same turn, and its events tell what the promise does not. */
function testShown(bench: Bench, start: StartCase): void {
  const [shown] = Object.keys(factsOf(bench).views);
  if (shown === undefined) return;
  it(`${start.title} with 'listening' of its ${shown} resolves, and rejects on a taken port`, async () => {
    for (const port of [0, await takenPort(bench)]) {
      const { begin } = await make(bench, start, { port, host: local });
      const begun = begin();
      const both = Promise.all([begun.given, once(memberOf(begun.instance, shown) as EventEmitter, "listening")]);
      if (port) await expect(both).rejects.toThrow(inUse);
      else expect((await both)[0]).toBe(memberOf(begun.instance, shown));
    }
  });
}

/** At any time: in the same tick, late, and when it has failed. */
function testReadyPromise(bench: Bench, start: StartCase, method: string): void {
  const { title } = start;
  it(`${method}() is a promise that ${title} has become ready, early or late`, async () => {
    for (const host of [undefined, local]) {
      const { begin } = await make(bench, start, { port: 0, ...(host && { host }) });
      const begun = begin();
      await memberOf(begun.instance, `${method}()`);
      expect(isBound(begun.bearer)).toBe(true);
      await delay(20);
      expect(await hangs(memberOf(begun.instance, `${method}()`) as Promise<unknown>)).toBe(false);
    }
  });

  it(`${method}() rejects on a taken port, early or late`, async () => {
    const { begin } = await make(bench, start, { port: await takenPort(bench) });
    const { instance } = begin();
    for (const wait of [0, 20]) {
      await expect(memberOf(instance, `${method}()`)).rejects.toThrow(inUse);
      await delay(wait);
    }
  });
}

/** A start that opens no port: what is made ready is asked itself. */
function testPortless(bench: Bench, { usable, failing, error }: Portless, starts: readonly StartCase[]): void {
  const row = factsOf(bench);
  for (const start of starts) {
    const { title, facts } = start;
    const said = (instance: unknown): boolean[] => [usable(instance), ...row.flags.map((flag) => Boolean(memberOf(instance, flag)))];
    const all = (value: boolean): boolean[] => [value, ...row.flags.map(() => value)];

    it(`${title} is done when its promise fulfils, not when the call returns`, async () => {
      const { begin, instance } = await make(bench, start);
      expect(said(instance)).toEqual(all(false));
      const { given } = begin();
      expect(facts).toEqual({ gives: "promise", bound: "never" });
      expect(isPromise(given)).toBe(true);
      expect(said(instance)).toEqual(all(false));
      await given;
      expect(said(instance)).toEqual(all(true));
    });

    it(`the promise of ${title} rejects where it fails`, async () => {
      const { begin, instance } = await make(bench, start, undefined, undefined, failing());
      await expect(begin().given).rejects.toThrow(error);
      expect(said(instance)).toEqual(all(false));
    });

    for (const stop of row.stops) {
      it(`${stop}() ends what ${title} started`, async () => {
        const { begin, instance } = await make(bench, start);
        await begin().given;
        await memberOf(instance, `${stop}()`);
        expect(said(instance)).toEqual(all(false));
      });
    }
  }
}

function testStop(bench: Bench, start: StartCase): void {
  const row = factsOf(bench);
  const closing = Object.keys(row.events).filter((name) => row.events[name]?.includes("closed"));
  for (const stop of row.stops) {
    it(`${stop}() ends what ${start.title} started${closing.length ? `, and '${closing.join("', '")}' tells it` : ""}`, async () => {
      const { begin, wrapped } = await make(bench, start);
      const begun = begin();
      await whenReady(bench, start, begun);
      const { port } = addressOf(begun.bearer);
      // A WebSocket server leaves the server that it wraps to its owner.
      const leaves = wrapped !== undefined && bench.module === "ws";
      // A closed datagram socket cannot even be asked.
      const told = closing.map((name) => heard(emitterOf(bench, begun.instance), name).then(() => !bench.udp && isBound(begun.bearer)));
      await memberOf(begun.instance, `${stop}()`);
      expect(await Promise.all(told)).toEqual(closing.map(() => leaves));
      for (const flag of row.flags) expect(Boolean(memberOf(begun.instance, flag))).toBe(false);
      if (!bench.udp) expect(await answers(port)).toBe(leaves);
      else expect(() => addressOf(begun.bearer)).toThrow();
    });
  }
}

function testEvents(bench: Bench, start: StartCase): void {
  const row = factsOf(bench);
  if ("listening" in row.events) {
    it("'listening' fires once, when it is ready and the call has returned", async () => {
      const { begin } = await make(bench, start);
      const begun = begin();
      const bound: boolean[] = [];
      emitterOf(bench, begun.instance).on("listening", () => bound.push(isBound(begun.bearer)));
      await whenReady(bench, start, begun);
      await delay(20); // no further one comes
      expect(bound).toEqual([true]);
    });
  }

  if ("error" in row.events) {
    it("'error' fires on a taken port", async () => {
      const { begin } = await make(bench, start, { port: await takenPort(bench) });
      const { instance } = begin();
      const error = await heard(emitterOf(bench, instance), "error");
      expect(messageOf(error)).toMatch(inUse);
    });
  }

  for (const [event, client] of Object.entries(bench.events ?? {})) {
    it(`'${event}' comes after 'listening', even for a client of the first moment`, async () => {
      const { begin } = await make(bench, start);
      const begun = begin();
      expect(await order(begun, (fire) => emitterOf(bench, begun.instance).once(event, fire), client)).toEqual(["listening", "event"]);
      expect(row.events[event]).toEqual(["ready"]);
    });
  }

  for (const event of ownEvents(bench)) {
    it(`'${event}' comes when it is ready${bench.emitter ? `, from ${bench.emitter}` : ""}`, async () => {
      const { begin, instance } = await make(bench, start);
      const fired = heard(emitterOf(bench, instance), event);
      const { bearer } = begin();
      expect(isBound(bearer)).toBe(false);
      await fired;
      expect(isBound(bearer)).toBe(true);
    });
  }

  const { handles } = bench;
  const client = handles === undefined ? undefined : bench.events?.[handles];
  if (client) {
    it(`a handler given to ${bench.maker} begins after 'listening'`, async () => {
      let fire: (() => void) | undefined;
      const { begin } = await make(bench, start, undefined, () => fire?.());
      expect(await order(begin(), (listener) => (fire = listener), client)).toEqual(["listening", "event"]);
      expect(makerOf(bench).handlersBegin).toEqual(["ready"]);
    });
  }
}

/** The order of 'listening' and an event, when a client sets out as soon as there is an address: in the same tick if there is one. */
async function order({ bearer, emitter }: Begun, listen: (fire: () => void) => unknown, client: (port: number) => () => void): Promise<string[]> {
  const trace: string[] = [];
  const listening = once(emitter, "listening").then(() => {});
  emitter.once("listening", () => trace.push("listening"));
  const fired = new Promise<void>((resolve) =>
    listen(() => {
      trace.push("event");
      resolve();
    }),
  );
  if (!isBound(bearer)) await listening;
  later(client(addressOf(bearer).port));
  await fired;
  await listening;
  return trace;
}

/** What an event brings. Not `once()`: that listens for 'error' too, and hapi's emitter knows no such event. */
const heard = (emitter: EventEmitter, event: string): Promise<unknown> => new Promise((resolve) => emitter.once(event, resolve));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether something accepts TCP connections at a port of this machine. */
async function answers(port: number): Promise<boolean> {
  const attempts = ["127.0.0.1", "::1"].map(async (host) => {
    const socket = net.connect({ host, port });
    later(() => socket.destroy());
    try {
      await once(socket, "connect");
      return true;
    } catch {
      return false;
    }
  });
  return (await Promise.all(attempts)).includes(true);
}
