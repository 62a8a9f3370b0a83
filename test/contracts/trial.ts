import dgram from "node:dgram";
import { type EventEmitter, once } from "node:events";
import type http from "node:http";
import { createRequire } from "node:module";
import net from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { isPromise } from "node:util/types";
import { givesPromise } from "../../src/contracts/index.js";
import type { ArgumentPlace, Contract, EarlyRead, Maker, Start } from "../../src/contracts/types.js";
import type { Bench, Place } from "./benches.js";
import { factsFor, rowOf, versionOf } from "./rows.js";

export type Fn = (...args: unknown[]) => unknown;
type Thing = Record<string, unknown>;

/** The row's facts for the version that a bench runs. */
export const factsOf = (bench: Bench): Contract => factsFor(rowOf(bench.row), bench.module, versionOf(bench.installed ?? bench.module));

/** The row's facts about the maker that a bench uses. */
export function makerOf(bench: Bench): Maker {
  const maker = factsOf(bench).makers.find((candidate) => candidate.export === bench.maker);
  if (!maker) throw new Error(`${bench.row} has no maker ${bench.maker}`);
  return maker;
}

/** What a module exports under a dotted name, and the object to call it on; `undefined` where it exports no such thing. */
export async function exported(module: string, name: string): Promise<{ found: Fn; owner: unknown } | undefined> {
  const required = createRequire(import.meta.url)(module) as Thing;
  // To `import` or else to `require`, where `default` is the module itself as well.
  for (const all of [(await import(module)) as Thing, { default: required, ...required }]) {
    const steps = name.split(".");
    const last = steps.pop() ?? "";
    const owner = steps.reduce<unknown>((value, step) => (value as Thing | undefined)?.[step], all) as Thing | undefined;
    if (owner?.[last]) return { found: owner[last] as Fn, owner: steps.length ? owner : undefined };
  }
  return undefined;
}

/** The value at a dotted member path; a trailing `()` marks a call. */
export function memberOf(thing: unknown, path: string): unknown {
  return path.split(".").reduce((owner, step) => {
    const value = (owner as Thing)[step.replace(/\(\)$/, "")];
    return step.endsWith("()") ? (value as Fn).call(owner) : value;
  }, thing);
}

/** Whether a member gives the early value that its row speaks of: this reads the row's words. */
export function isEarly(thing: unknown, { member, value }: EarlyRead): boolean {
  const exception = /^an exception \((.+)\)$/.exec(value)?.[1];
  const madeUp = /^an address that was made up \((.+)\)$/.exec(value)?.[1];
  let given: unknown;
  try {
    given = memberOf(thing, member);
  } catch (error) {
    if (exception === undefined) throw error;
    // In capitals it is the error's code, otherwise a description.
    return /^[A-Z_]+$/.test(exception) ? (error as NodeJS.ErrnoException).code === exception : true;
  }
  if (exception !== undefined) return false;
  if (madeUp !== undefined) return String(given).startsWith(madeUp);
  if (value === "no address") return given === null || given === undefined;
  if (value === "null") return given === null;
  if (value === "undefined") return given === undefined;
  if (value === "0") return given === 0;
  if (value === "[]") return Array.isArray(given) && given.length === 0;
  throw new Error(`cannot tell whether ${member} gives ${value}`);
}

/** The thing with the socket, and its row: the instance, the server it gives, or the server it is a view of. */
interface Bearer {
  readonly row: Contract;
  readonly thing: unknown;
}

function bearerOf(bench: Bench, start: Start, instance: unknown, given: unknown, wrapped: net.Server | undefined, said: readonly unknown[] | undefined): Bearer {
  const row = factsOf(bench);
  const address = bench.told ? () => (said ? (bench.told?.(said) ?? null) : null) : bench.address;
  // Where all there is to see is an address, its presence is all that can be told.
  if (address) return { row: { ...rowOf("net.Server"), flags: [] }, thing: { address: () => (instance === undefined ? null : address(instance)) } };
  if (typeof start.gives === "object" && !givesPromise(start)) return { row: rowOf(idOf(start.gives)), thing: given };
  // What is only promised has no members yet.
  for (const [member, id] of instance === undefined ? [] : Object.entries(row.views)) {
    const thing = memberOf(instance, member);
    if (thing) return { row: rowOf(id), thing };
  }
  return wrapped && row.reads.length === 0 ? { row: rowOf("net.Server"), thing: wrapped } : { row, thing: instance };
}

/** The row of what a start gives. */
export const idOf = (gives: Start["gives"]): string => (typeof gives === "string" ? gives : "view" in gives ? gives.view : gives.instance);

/** Whether the socket of a bearer is bound: none of its reads gives its early value. */
export const isBound = ({ row, thing }: Bearer): boolean => row.reads.length > 0 && !row.reads.some((read) => isEarly(thing, read));

/** The address that a bearer's socket is bound to. */
export const addressOf = ({ thing }: Bearer): net.AddressInfo => memberOf(thing, "address()") as net.AddressInfo;

/** The emitter of a subject's own events. */
export const emitterOf = (bench: Bench, instance: unknown): EventEmitter =>
  (bench.emitter ? memberOf(instance, bench.emitter) : instance) as EventEmitter;

/** Events that a start brings about on its own, where there is no 'listening'. */
export function ownEvents(bench: Bench): string[] {
  const { events, ready } = factsOf(bench);
  return ready === "start" ? Object.keys(events).filter((name) => events[name]?.includes("ready") && !bench.events?.[name]) : [];
}

/** One of the ways in which a bench's subject is started, by the row. */
export interface StartCase {
  /** As it stands in a sentence: `listen()`. */
  readonly title: string;
  readonly method?: string;
  readonly facts: Start;
  /** Where the call is told the place. */
  readonly form: "argument" | "options" | "maker";
  /** Whether it can be told a host there. */
  readonly takesHost: boolean;
}

/** All ways in which a bench's subject is started, by the row. */
export function startsOf(bench: Bench): StartCase[] {
  const row = factsOf(bench);
  if (bench.also === "start") {
    const facts = makerOf(bench).starts;
    if (!facts) throw new Error(`${bench.maker} of ${bench.row} starts nothing`);
    // Without a place for a host the port is all there is, unless an option says that it starts.
    const form = bench.placedBy ?? (facts.when?.options || facts.host?.options ? "options" : "argument");
    const title = `${bench.maker}(${{ options: "{ port }", argument: "port", maker: "" }[form]})`;
    return [{ title, facts, form, takesHost: facts.host !== undefined || form === "maker" }];
  }
  const starts = bench.also === "wrap" ? rowOf("net.Server").starts : row.starts;
  return Object.entries(starts).flatMap(([method, facts]) => {
    const forms: [StartCase["form"], string][] = [];
    if (bench.placedBy === "maker") forms.push(["maker", ""]);
    else {
      if (facts.host?.argument !== undefined || !facts.host) forms.push(["argument", "port"]);
      if (facts.host?.options) forms.push(["options", "{ port }"]);
    }
    return forms.map(([form, text]) => ({
      title: `${bench.also === "wrap" ? "the wrapped server's " : ""}${method}(${text})`,
      method,
      facts,
      form,
      takesHost: facts.host !== undefined || form === "maker",
    }));
  });
}

/** A subject that has been made, unless making starts it. */
export interface Made {
  /** Absent where only `begin` makes it. */
  readonly instance: unknown;
  /** The server that it wraps, with `also: "wrap"`. */
  readonly wrapped?: net.Server;
  /** Starts it, and gives what is there when the call has returned. */
  readonly begin: (callback?: Fn) => Begun;
}

/** A subject at the end of its start call. */
export interface Begun {
  /** Absent where the call gives a promise of it, until then. */
  readonly instance: unknown;
  readonly given: unknown;
  /** As it stands when it is asked for: a view may only be there later. */
  readonly bearer: Bearer;
  /** The emitter of the row's ready event and of 'error'. */
  readonly emitter: EventEmitter;
  /** When the callback has begun, where nothing else tells that it is ready. */
  readonly called: Promise<void>;
}

/** What a start's callback has been told, if it is one that is listened to. */
interface Told {
  readonly called: Promise<void>;
  readonly said: () => readonly unknown[] | undefined;
  readonly callback: Fn | undefined;
}

const cleanUps: (() => unknown)[] = [];

/** Calls this when the test is over. */
export const later = (cleanUp: () => unknown): unknown => cleanUps.push(cleanUp);

/** Closes what the test has left open. */
export async function cleanUp(): Promise<void> {
  for (const close of cleanUps.splice(0).reverse()) await Promise.race([Promise.resolve().then(close).catch(() => {}), delay(2000)]);
}

function place(args: readonly unknown[], at: Place, { facts, form }: StartCase, callback?: Fn, optionsAt = 0): unknown[] {
  const all = [...args];
  const { argument, options }: ArgumentPlace = facts.host ?? {};
  if (form === "options") all[optionsAt] = { ...(all[optionsAt] as object | undefined), port: at.port, ...(at.host && { [options?.[0] ?? ""]: at.host }) };
  if (form === "argument") {
    all[0] = at.port;
    if (at.host) all[argument as number] = at.host;
  }
  if (callback) all[facts.callback?.argument === "last" ? all.length : (facts.callback?.argument as number)] = callback;
  return all;
}

/** Calls or news the maker of a bench. */
export async function bringer(bench: Bench, by: "call" | "new"): Promise<Fn> {
  const maker = await exported(bench.installed ?? bench.module, bench.maker);
  if (!maker) throw new Error(`${bench.module} exports no ${bench.maker}`);
  const { found, owner } = maker;
  return (...args) => (by === "new" ? (Reflect.construct(found, args) as unknown) : found.apply(owner, args));
}

/** Makes what a bench is for, to be started at a place. */
export async function make(bench: Bench, start: StartCase, at: Place = { port: 0 }, handler?: Fn, own?: readonly unknown[]): Promise<Made> {
  const row = factsOf(bench);
  const maker = makerOf(bench);
  const bring = await bringer(bench, maker.by === "new" ? "new" : "call");
  const args = [...(own ?? bench.args?.(at) ?? []), ...(handler ? [handler] : [])];

  const begun = (now: unknown, given: unknown, { called, said }: Told, wrapped?: net.Server): Begun => {
    let instance = now;
    if (isPromise(given)) given.then((value) => (instance ??= value), () => {});
    const event = typeof row.ready === "object" ? row.ready.event : "listening";
    const result = {
      get instance() {
        return instance;
      },
      given,
      get bearer() {
        return bearerOf(bench, start.facts, instance, given, wrapped, said());
      },
      get emitter() {
        return (event in row.events ? instance : this.bearer.thing) as EventEmitter;
      },
      called,
    };
    later(() => (result.bearer.thing as Partial<http.Server> | undefined)?.close?.());
    later(() => (result.bearer.thing as Partial<http.Server> | undefined)?.closeAllConnections?.());
    return result;
  };
  const end = bench.end ?? (row.stops[0] && `${row.stops[0]}()`);
  const closing = (instance: unknown): unknown => later(() => end && memberOf(instance, end));
  /** A callback that is told of, given in place of `callback` where the call gives nothing, or where nothing else tells. */
  const told = (callback: Fn | undefined): Told => {
    let said: readonly unknown[] | undefined;
    let tell = (): void => {};
    const called = new Promise<void>((resolve) => (tell = resolve));
    const telling: Fn = (...all) => {
      said = all;
      tell();
      return callback?.(...all);
    };
    return { called, said: () => said, callback: start.facts.gives === "nothing" || row.ready === "callback" ? telling : callback };
  };

  if (bench.also === "start") {
    return {
      instance: undefined,
      begin: (given) => {
        const hearing = told(given);
        const made = bring(...place(args, at, start, hearing.callback, bench.optionsAt));
        if (maker.promised) return begun(undefined, made, hearing);
        closing(made);
        return begun(made, made, hearing);
      },
    };
  }
  const made = bring(...args);
  if (isPromise(made) !== (maker.promised ?? false)) throw new Error(`${bench.maker} gives ${isPromise(made) ? "a" : "no"} promise`);
  const instance: unknown = maker.promised ? await made : made;
  closing(instance);
  const wrapped = bench.also === "wrap" ? wrappedBy(maker, args) : undefined;
  const receiver = (wrapped ?? instance) as Record<string, Fn>;
  return {
    // An async function cannot give it as it is: a fastify instance has a `then` of its own.
    instance,
    ...(wrapped && { wrapped }),
    begin: (given) => {
      const hearing = told(given);
      const { callback } = hearing;
      const own = bench.startArgs?.(at);
      const startArgs = own || start.form === "maker" ? [...(own ?? []), ...(callback ? [callback] : [])] : place([], at, start, callback);
      return begun(instance, receiver[start.method ?? ""]?.(...startArgs), hearing, wrapped);
    },
  };
}

/** What the row says that the instance is a view of. */
function wrappedBy({ wraps }: Maker, args: readonly unknown[]): net.Server {
  const name = wraps?.options?.[0];
  const wrapped = name ? (args[0] as Thing)[name] : args[wraps?.argument as number];
  if (!(wrapped instanceof net.Server)) throw new Error("the row names nothing that is wrapped");
  return wrapped;
}

/** Waits until a subject is ready as its row says: by the event, or by the start call's promise (its callback, where it gives nothing). */
export async function whenReady(bench: Bench, { facts }: StartCase, begun: Begun): Promise<void> {
  const { ready } = factsOf(bench);
  if (typeof ready === "object") await once(begun.emitter, ready.event);
  else if (ready === "nothing") while (!isBound(begun.bearer)) await delay(5);
  else if (ready === "callback") await begun.called;
  else await (facts.gives === "nothing" ? begun.called : begun.given);
}

/** Whether a promise is still open after a while that is longer than its success would need. */
export async function hangs(promise: Promise<unknown>, longest = 60): Promise<boolean> {
  const open = Symbol("open");
  return (await Promise.race([promise, delay(longest, open)])) === open;
}

/** The next error that nobody catches, which then ends neither the process nor the test. */
export function uncaught(): Promise<unknown> {
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  later(() => {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  });
  return new Promise((resolve) => process.on("uncaughtException", resolve));
}

/** A port that another socket holds until the test is over. */
export async function takenPort(bench?: Bench): Promise<number> {
  const blocker = bench?.udp ? dgram.createSocket("udp4").bind(0) : net.createServer().listen(0);
  await once(blocker, "listening");
  later(() => blocker.close());
  return (blocker.address() as net.AddressInfo).port;
}

/** A port that nobody held a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
