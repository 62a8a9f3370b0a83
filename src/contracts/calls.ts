/** Calls that give a promise of an event: which argument is the emitter, which the event's name. */
export const eventPromises = [
  { from: "events", export: "once", emitter: 0, event: 1 },
  { from: "p-event", export: "pEvent", emitter: 0, event: 1 },
  { from: "p-event", export: "default", emitter: 0, event: 1 },
] as const;

/** Methods that attach a listener: the event's name is the first argument, the listener the second. */
export const attachMethods: ReadonlySet<string> = new Set(["on", "once", "addListener", "prependListener", "prependOnceListener", "addEventListener"]);

/** Methods of arrays and the like that run their function before they return. */
export const immediateMethods: ReadonlySet<string> = new Set([
  "forEach", "map", "filter", "some", "every", "find", "findIndex", "findLast", "reduce", "reduceRight", "flatMap", "sort",
]);

/** Calls after which nothing runs. */
export const exits: ReadonlySet<string> = new Set(["process.exit", "process.abort", "process.reallyExit", "Deno.exit"]);

/** Calls that only look at what they are given; a trailing `.*` covers every member. */
export const onlookers: readonly string[] = [
  "console.*", "expect", "assert", "assert.*", "JSON.stringify", "String", "Boolean", "Number", "Object.keys", "Object.entries", "inspect",
];

/** Modules whose exports only look at what they are given. */
export const onlookingModules: ReadonlySet<string> = new Set(["assert", "assert/strict", "console", "util", "chai", "vitest", "@jest/globals"]);

/** How test runners name their calls: a group runs at once, a hook or test later and in this order. */
export const testCalls: Readonly<Record<string, "group" | "beforeAll" | "beforeEach" | "test" | "after">> = {
  describe: "group",
  context: "group",
  suite: "group",
  before: "beforeAll",
  beforeAll: "beforeAll",
  suiteSetup: "beforeAll",
  beforeEach: "beforeEach",
  setup: "beforeEach",
  it: "test",
  test: "test",
  specify: "test",
  after: "after",
  afterAll: "after",
  afterEach: "after",
  suiteTeardown: "after",
  teardown: "after",
};

/** Members of those names that do the same (`it.only`), or name the call themselves (`test.describe`, `test.beforeEach`). */
export const testModifiers: ReadonlySet<string> = new Set(["only", "skip", "concurrent", "sequential", "serial", "parallel", "fails", "each", "failing"]);

/** Modules that export those names. */
export const testModules: ReadonlySet<string> = new Set([
  "test", "vitest", "@jest/globals", "mocha", "@playwright/test", "bun:test", "uvu", "tape", "tap", "ava", "@japa/runner",
]);

/** Methods that give the object they are called on, whatever it is. */
export const chainingMethods: ReadonlySet<string> = new Set([
  "on", "once", "addListener", "prependListener", "prependOnceListener", "off", "removeListener", "removeAllListeners",
  "setMaxListeners", "ref", "unref", "setTimeout", "close",
]);

/** First words of function names that say that the function starts something. */
export const startVerbs: ReadonlySet<string> = new Set(["start", "listen", "serve", "launch", "boot", "bootstrap", "init", "up", "open", "run"]);

/** Text of a log line that says that something can be used. */
export const announcement = /\b(?:listening|running|started|ready|serving|server (?:is )?up|up (?:on|at)|online|available|https?:\/\/|wss?:\/\/)/i;

/** Calls that connect somewhere at once. */
export const clientCalls: ReadonlySet<string> = new Set([
  "fetch", "http.get", "http.request", "https.get", "https.request", "net.connect", "net.createConnection", "tls.connect",
  "new WebSocket", "new ws", "new ws.WebSocket", "axios", "axios.get", "axios.post", "got", "got.get", "superagent.get", "needle.get",
]);
