import type { Contract, Maker, Start, Starter } from "./types.js";

/** Throws for a value that is not as it must be; `at` is the path to it, as the message names it. */
export type Check = (at: string, value: unknown) => void;

/** The error that is thrown: `what` is wrong with the value at a path. */
export interface Wrong extends Error {
  readonly what: string;
}

export type Problem = (at: string, what: string) => Wrong;

/** The shapes that settings are made of. */
export function shapes(problem: Problem) {
  const text: Check = (at, value) => {
    if (typeof value !== "string") throw problem(at, "must be a string");
  };
  const yes: Check = (at, value) => {
    if (value !== true) throw problem(at, "must be true or left out");
  };
  const flag: Check = (at, value) => {
    if (typeof value !== "boolean") throw problem(at, "must be true or false");
  };
  const position: Check = (at, value) => {
    if (value !== "last" && !(Number.isInteger(value) && Number(value) >= 0)) throw problem(at, 'must be a position (0, 1, …) or "last"');
  };
  const texts: Check = (at, value) => {
    if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) throw problem(at, "must be an array of strings");
  };
  const oneOf =
    (...allowed: readonly string[]): Check =>
    (at, value) => {
      if (!allowed.includes(value as string)) throw problem(at, `must be one of ${allowed.map((each) => `"${each}"`).join(", ")}`);
    };
  const listOf =
    (check: Check, what: string): Check =>
    (at, value) => {
      if (!Array.isArray(value)) throw problem(at, `must be an array of ${what}`);
      value.forEach((each: unknown, i) => check(`${at}[${i}]`, each));
    };
  const recordOf =
    (check: Check): Check =>
    (at, value) => {
      if (!isObject(value)) throw problem(at, "must be an object");
      for (const [name, each] of Object.entries(value)) check(`${at}.${name}`, each);
    };
  /** What a check says of a value that is not there. */
  const expectation = (check: Check): string => {
    try {
      check("", undefined);
    } catch (error) {
      return (error as Wrong).what;
    }
    return "must be given";
  };
  /** An object with these fields and no others; a name that ends in `?` may be left out. */
  const object =
    (fields: Readonly<Record<string, Check>>): Check =>
    (at, value) => {
      if (!isObject(value)) throw problem(at, "must be an object");
      const names = Object.keys(fields).map((name) => name.replace("?", ""));
      for (const name of Object.keys(value)) {
        if (!names.includes(name)) throw problem(`${at}.${name}`, `is not known; allowed are ${names.join(", ")}`);
      }
      for (const [name, check] of Object.entries(fields)) {
        const each = value[name.replace("?", "")];
        if (each !== undefined) check(`${at}.${name.replace("?", "")}`, each);
        else if (!name.endsWith("?")) throw problem(`${at}.${name}`, `is missing: it ${expectation(check)}`);
      }
    };
  return { text, yes, flag, position, texts, oneOf, listOf, recordOf, object };
}

/** The check for one row, as a user writes it: what may be left out there is added later. */
export function rowCheck(problem: Problem): { row: Check; facts: Check } {
  const { text, yes, flag, position, texts, oneOf, listOf, recordOf, object } = shapes(problem);
  const phase = oneOf("made", "starting", "ready", "failed", "closed");
  const phaseList: Check = (at, value) => {
    if (!Array.isArray(value)) throw problem(at, "must be an array of phases");
    for (const each of value) phase(at, each);
  };
  const place = { "argument?": position, "options?": texts };
  const gives: Check = (at, value) => {
    if (!isObject(value)) oneOf("self", "promise", "nothing")(at, value);
    else if ("view" in value) object({ view: text, "promised?": yes })(at, value);
    else object({ instance: text })(at, value);
  };
  const start = {
    gives,
    "settles?": oneOf("early", "never", "elsewhere"),
    bound: oneOf("always", "when hostless", "never"),
    "host?": object(place),
    "exclusive?": text,
    "callback?": object({ ...place, begins: phaseList, "error?": position, "failedWhen?": oneOf("false") }),
  } satisfies Fields<Start>;
  const maker = {
    export: text,
    by: oneOf("call", "new", "either"),
    "promised?": yes,
    "starts?": object({ ...start, "when?": object({ ...place, "type?": oneOf("number") }), "unless?": object(place) }),
    "only?": object(place),
    "wraps?": object(place),
    "handlersBegin?": phaseList,
  } satisfies Fields<Maker>;
  const starter = { export: text, starts: object(place), ...start } satisfies Fields<Starter>;
  const ready: Check = (at, value) => {
    if (value === "start" || value === "callback" || value === "nothing") return;
    if (!isObject(value) || typeof value["event"] !== "string") throw problem(at, 'must be "start", "callback", "nothing" or { event: "…" }');
  };
  const facts = {
    "noun?": text,
    "from?": texts,
    "makers?": listOf(object(maker), "objects"),
    "types?": texts,
    "starts?": recordOf(object(start)),
    "starters?": listOf(object(starter), "objects"),
    "events?": recordOf(phaseList),
    "reads?": listOf(object({ member: text, value: text, settledWhenBound: flag, "unlessOption?": text }), "objects"),
    "flags?": texts,
    "makes?": recordOf(object({ instance: text, "promised?": yes })),
    "views?": recordOf(text),
    "readyPromises?": texts,
    "chains?": texts,
    "stops?": texts,
    "obscures?": texts,
    "ready?": ready,
    "see?": text,
  };
  const { "from?": from, "makers?": makers, "ready?": readiness, "noun?": noun, "see?": see, ...rest } = facts;
  const row = { id: text, "noun?": noun, from, makers, ...rest, ready: readiness, "since?": recordOf(recordOf(object(facts))), "see?": see };
  return { row: object(row satisfies Fields<Contract>), facts: object(facts) };
}

/** A check for each field of `T`, by its name or its name with `?`. */
type Fields<T> = Readonly<Partial<Record<`${keyof T & string}?` | (keyof T & string), Check>>>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
