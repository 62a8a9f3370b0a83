import { contracts } from "./contracts/index.js";
import { type Check, type Problem, type Wrong, rowCheck, shapes } from "./contracts/row-shape.js";
import type { Contract, Start } from "./contracts/types.js";

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
  if (typeof given !== "object" || given === null) throw problem("", "must be an object");
  let known = read.get(given);
  if (!known) read.set(given, (known = parse(given)));
  return known;
}

const problem: Problem = (at, what) => Object.defineProperty(new Error(`settings["${key}"]${at} ${what}.`), "what", { value: what }) as Wrong;
const { texts, object, recordOf, listOf } = shapes(problem);
const { row } = rowCheck(problem);

const versionsCheck: Check = (at, value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw problem(at, 'must be an object of major versions, such as { express: "5" }');
  recordOf((each, version) => {
    if (typeof version !== "string" || !/^\d/.test(version)) throw problem(each, 'must be a string that begins with the major version, such as "5"');
  })(at, value);
};

function parse(given: unknown): Settings {
  object({ "contracts?": listOf(row, "rows"), "waits?": texts, "sleeps?": texts, "starts?": texts, "versions?": versionsCheck })("", given);
  const own = ((given as Partial<Settings>).contracts ?? []).map((each) => ({ ...blank, ...each }));
  const all = [...contracts.filter(({ id }) => !own.some((each) => each.id === id)), ...own];
  checkReferences(own, all);
  return { ...none, ...(given as Partial<Settings>), contracts: all };
}

/** What a user's row may leave out. */
const blank = { noun: "server", types: [], starts: {}, events: {}, reads: [], flags: [], views: {}, stops: [], obscures: [], since: {}, see: "" } as const satisfies Partial<Contract>;

/** Rows name other rows by their ids: those must be there, and be one each. */
function checkReferences(own: readonly Contract[], all: readonly Contract[]): void {
  const known = (at: string, id: string) => {
    if (!all.some((each) => each.id === id)) throw problem(at, `names no row: there is none with the id "${id}"`);
  };
  own.forEach(({ id, views, starts, makers, makes = {}, starters = [] }, i) => {
    const at = `.contracts[${i}]`;
    if (own.findIndex((each) => each.id === id) !== i) throw problem(`${at}.id`, `is there twice: "${id}"`);
    for (const [name, view] of Object.entries(views)) known(`${at}.views.${name}`, view);
    for (const [name, { instance }] of Object.entries(makes)) known(`${at}.makes.${name}`, instance);
    const given = (where: string, { gives }: Start) => {
      if (typeof gives === "object") known(`${at}.${where}.gives`, "view" in gives ? gives.view : gives.instance);
      if (typeof gives === "object" && "view" in gives && !Object.values(views).includes(gives.view)) throw problem(`${at}.${where}.gives`, `names no view: \`views\` has none with the id "${gives.view}"`);
    };
    for (const [name, start] of Object.entries(starts)) given(`starts.${name}`, start);
    makers.forEach(({ starts: start }, j) => start && given(`makers[${j}].starts`, start));
    starters.forEach((start, j) => given(`starters[${j}]`, start));
  });
}
