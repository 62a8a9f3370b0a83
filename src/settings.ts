import { contracts } from "./contracts/index.js";
import type { Contract } from "./contracts/types.js";

/** What a user tells the plugin under `settings["startup-order"]`. */
export interface Settings {
  /** Rows for APIs of the user's own, in the shape of the built-in ones; a row with a known `id` replaces that row. */
  readonly contracts: readonly Contract[];
  /** Functions whose awaited call means that what was started is ready. */
  readonly waits: readonly string[];
  /** Functions that sleep for a fixed time. */
  readonly sleeps: readonly string[];
  /** Functions that start something. */
  readonly starts: readonly string[];
  /** Installed major versions by package: `{ express: "5" }`. */
  readonly versions: Readonly<Record<string, string>>;
}

const key = "startup-order";
const none: Settings = { contracts, waits: [], sleeps: [], starts: [], versions: {} };
const read = new WeakMap<object, Settings>();

/** The settings of a lint run, checked; throws an Error that names the key and what it may hold. */
export function settingsOf(settings: Readonly<Record<string, unknown>>): Settings {
  const given = settings[key];
  if (given === undefined) return none;
  if (!isObject(given)) throw problem("", "must be an object");
  let known = read.get(given);
  if (!known) read.set(given, (known = parse(given)));
  return known;
}

function parse(given: Record<string, unknown>): Settings {
  const allowed = Object.keys(none);
  for (const name of Object.keys(given)) {
    if (!allowed.includes(name)) throw problem(`.${name}`, `is not known; allowed are ${allowed.join(", ")}`);
  }
  const own = rows(given["contracts"]);
  const names = (name: "waits" | "sleeps" | "starts") => stringList(`.${name}`, given[name] ?? []);
  return {
    contracts: [...contracts.filter((row) => !own.some(({ id }) => id === row.id)), ...own],
    waits: names("waits"),
    sleeps: names("sleeps"),
    starts: names("starts"),
    versions: versions(given["versions"] ?? {}),
  };
}

function versions(given: unknown): Record<string, string> {
  if (!isObject(given)) throw problem(".versions", 'must be an object of major versions, such as { express: "5" }');
  return Object.fromEntries(
    Object.entries(given).map(([name, version]) => {
      if (typeof version !== "string" || !/^\d/.test(version)) throw problem(`.versions.${name}`, 'must be a string that begins with the major version, such as "5"');
      return [name, version];
    }),
  );
}

/** What a row's field must be, for the message and the test; a field with `or` may be left out and is that then. */
const rowFields: Readonly<Record<keyof Contract, { readonly kind: "string" | "strings" | "objects" | "object" | "ready"; readonly or?: unknown }>> = {
  id: { kind: "string" },
  noun: { kind: "string", or: "server" },
  from: { kind: "strings" },
  makers: { kind: "objects" },
  types: { kind: "strings", or: [] },
  starts: { kind: "object", or: {} },
  events: { kind: "object", or: {} },
  reads: { kind: "objects", or: [] },
  flags: { kind: "strings", or: [] },
  views: { kind: "object", or: {} },
  stops: { kind: "strings", or: [] },
  obscures: { kind: "strings", or: [] },
  ready: { kind: "ready" },
  since: { kind: "object", or: {} },
  see: { kind: "string", or: "" },
};

function rows(given: unknown): readonly Contract[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw problem(".contracts", "must be an array of rows");
  return given.map((row: unknown, i) => {
    const at = `.contracts[${i}]`;
    if (!isObject(row)) throw problem(at, "must be an object");
    const fields = Object.keys(rowFields);
    for (const name of Object.keys(row)) {
      if (!fields.includes(name)) throw problem(`${at}.${name}`, `is not known; allowed are ${fields.join(", ")}`);
    }
    const complete: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(rowFields)) {
      const value = row[name] ?? field.or;
      if (value === undefined) throw problem(`${at}.${name}`, "is missing");
      complete[name] = checkField(`${at}.${name}`, value, field.kind);
    }
    (complete["makers"] as unknown[]).forEach((maker, j) => checkMaker(`${at}.makers[${j}]`, maker));
    for (const [method, start] of Object.entries(complete["starts"] as object)) checkStart(`${at}.starts.${method}`, start);
    (complete["reads"] as unknown[]).forEach((entry, j) => {
      for (const name of ["member", "value"]) {
        if (!isObject(entry) || typeof entry[name] !== "string") throw problem(`${at}.reads[${j}].${name}`, "must be a string");
      }
    });
    return complete as unknown as Contract;
  });
}

function checkField(at: string, value: unknown, kind: "string" | "strings" | "objects" | "object" | "ready"): unknown {
  if (kind === "strings") return stringList(at, value);
  if (kind === "string" && typeof value !== "string") throw problem(at, "must be a string");
  if (kind === "objects" && !(Array.isArray(value) && value.every(isObject))) throw problem(at, "must be an array of objects");
  if (kind === "object" && !isObject(value)) throw problem(at, "must be an object");
  if (kind === "ready" && value !== "start" && !(isObject(value) && typeof value["event"] === "string")) {
    throw problem(at, 'must be "start" or { event: "…" }');
  }
  return value;
}

function checkMaker(at: string, maker: unknown): void {
  if (!isObject(maker) || typeof maker["export"] !== "string") throw problem(`${at}.export`, "must be a string");
  oneOf(`${at}.by`, maker["by"], ["call", "new", "either"]);
  if (maker["starts"] !== undefined) checkStart(`${at}.starts`, maker["starts"]);
}

function checkStart(at: string, start: unknown): void {
  if (!isObject(start)) throw problem(at, "must be an object");
  if (!isObject(start["gives"])) oneOf(`${at}.gives`, start["gives"], ["self", "promise", "nothing"]);
  oneOf(`${at}.bound`, start["bound"], ["always", "when hostless", "never"]);
  const callback = start["callback"];
  if (callback === undefined) return;
  const begins = isObject(callback) ? callback["begins"] : undefined;
  if (!Array.isArray(begins)) throw problem(`${at}.callback.begins`, "must be an array of phases");
  for (const phase of begins) oneOf(`${at}.callback.begins`, phase, ["made", "starting", "ready", "failed", "closed"]);
}

function oneOf(at: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.includes(value as string)) throw problem(at, `must be one of ${allowed.map((each) => `"${each}"`).join(", ")}`);
}

function stringList(at: string, value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) throw problem(at, "must be an array of strings");
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problem(at: string, what: string): Error {
  return new Error(`settings["${key}"]${at} ${what}.`);
}
