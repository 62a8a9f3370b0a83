/** The name of what a module exports, also where it is read from the default export: `once` of `default.once`; `default` for that itself. */
export function ownExport(name: string): string {
  return name.replace(/^default\.(?=.)/, "");
}

/** Calls that give a promise of an event: which argument is the emitter, which the event's name. */
export const eventPromises = [
  { from: "events", export: "once", emitter: 0, event: 1 },
  { from: "p-event", export: "pEvent", emitter: 0, event: 1 },
  { from: "p-event", export: "default", emitter: 0, event: 1 },
  { from: "@xmpp/events", export: "promise", emitter: 0, event: 1 },
  { from: "race-event", export: "raceEvent", emitter: 0, event: 1 },
  { from: "promise-toolbox", export: "fromEvent", emitter: 0, event: 1 },
  { from: "event-to-promise", export: "default", emitter: 0, event: 1 },
] as const;

/** Names of functions of other files that say by themselves what they wait for: `waitForEvent(queue, "drained")`. */
export const namedEventPromises: ReadonlySet<string> = new Set(["waitForEvent", "waitEvent", "awaitEvent", "waitForEmit", "waitOnce", "onceEvent", "eventOnce", "nextEvent", "once", "pEvent"]);

/** Functions that turn a method with a callback into one that gives a promise; `own`: a promise with methods of its own. */
export const promisifiers: readonly { readonly from: readonly string[]; readonly names: readonly string[]; readonly own?: true }[] = [
  { from: ["util"], names: ["promisify"] },
  { from: ["bluebird"], names: ["promisify", "Promise.promisify"], own: true },
  { from: ["q"], names: ["denodeify", "nfbind"], own: true },
  { from: ["es6-promisify"], names: ["promisify", "default"] },
  { from: ["pify", "thenify", "denodeify", "util.promisify"], names: ["default"] },
];

/** The row of what a module exports under a name. */
export function promisifierOf(module: string, name: string): (typeof promisifiers)[number] | undefined {
  const from = module.replace(/^node:/, "");
  return promisifiers.find((row) => row.from.includes(from) && row.names.includes(name));
}

/** Methods that attach a listener: the event's name is the first argument, the listener the second. */
export const attachMethods: ReadonlySet<string> = new Set(["on", "once", "addListener", "prependListener", "prependOnceListener", "addEventListener"]);

/** Events by which a peer or what it sends comes: they need a server that is ready, and are not there to say so. */
export const peerEvents: ReadonlySet<string> = new Set(["request", "connection", "secureConnection", "upgrade", "connect", "session", "stream", "message", "headers"]);

/** Methods of collections: what they are given is kept, and nothing runs. */
export const keepingMethods: ReadonlySet<string> = new Set(["set", "add", "push", "unshift", "append"]);

/** Methods of arrays and the like that run their function before they return. */
export const immediateMethods: ReadonlySet<string> = new Set([
  "forEach", "map", "filter", "some", "every", "find", "findIndex", "findLast", "reduce", "reduceRight", "flatMap", "sort",
]);

/** The code of the error of a port that another process has. */
export const takenPort = "EADDRINUSE";

/** Calls after which nothing runs. */
export const exits: ReadonlySet<string> = new Set(["process.exit", "process.abort", "process.reallyExit", "Deno.exit"]);

/** Calls that only look at what they are given; a trailing `.*` covers every member. */
export const onlookers: readonly string[] = [
  "console.*", "expect", "assert", "assert.*", "JSON.stringify", "String", "Boolean", "Number", "Object.keys", "Object.entries", "inspect",
];

/** Modules whose exports only look at what they are given. */
export const onlookingModules: ReadonlySet<string> = new Set([
  "assert", "assert/strict", "console", "util", "chai", "vitest", "@jest/globals",
  // These follow a server's connections, to end them with it: none listens for 'error' or 'listening' (`listenerCount`, measured).
  "@godaddy/terminus", "stoppable", "http-terminator", "lil-http-terminator", "http-shutdown", "server-destroy", "killable", "http-graceful-shutdown",
]);

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

/** What a test is handed in libraries whose tests end by a call of theirs: `t.end()`. */
export const testContexts = /^(?:t|tt|tape|assert)$/;

/** Modules that export those names. */
export const testModules: ReadonlySet<string> = new Set([
  "test", "vitest", "@jest/globals", "mocha", "@playwright/test", "bun:test", "uvu", "tape", "blue-tape", "tape-promise/tape", "supertape", "tap", "tapzero", "brittle", "ava", "@japa/runner",
]);

/** Those of them that load files as the modules they are: `await` may stand at their top level. */
export const moduleRunners: ReadonlySet<string> = new Set(["node:test", "vitest", "bun:test"]);

/** Methods that give the object they are called on, whatever it is. */
export const chainingMethods: ReadonlySet<string> = new Set([
  "on", "once", "addListener", "prependListener", "prependOnceListener", "off", "removeListener", "removeAllListeners",
  "setMaxListeners", "ref", "unref", "setTimeout", "close",
]);

/** First words of function names that say that the function starts something. */
export const startVerbs: ReadonlySet<string> = new Set(["start", "listen", "serve", "launch", "boot", "bootstrap", "init", "up", "open", "run"]);

/** Methods that have a function run once, when something has come, and leave what it gives alone. */
export const stepMethods: ReadonlySet<string> = new Set(["then", "once"]);

/** Words of the names of flags that say how far a start has come. */
export const readyFlags = {
  /** It can be used. */
  usable: new Set(["ready", "listening", "online", "up", "available", "serving", "accepting"]),
  /** It has been begun: such flags also guard against a second start. */
  begun: new Set(["started", "running", "active", "alive", "open", "opened"]),
  /** Names whose value says it in words: `state = "listening"`. */
  states: new Set(["state", "status", "phase"]),
  /** What may stand before those words; with others the flag is about something else. */
  before: new Set(["is", "are", "has", "server", "servers", "http", "https", "api", "app", "ws", "wss", "socket", "listener", "service", "proxy", "gateway", "hub", "backend", "web", "now", "currently"]),
  /** First parameters of functions that handle requests. */
  requests: new Set(["req", "request", "ctx", "context", "c"]),
} as const satisfies Record<string, ReadonlySet<string>>;

/** Text of a log line that says that something can be used. */
export const announcement = /\b(?:listening|running|started|ready|serving|server (?:is )?up|up (?:on|at)|online|available|https?:\/\/|wss?:\/\/)/i;

/** Text of a log line that says what is about to be done. */
export const intention = /\b(?:(?:re)?starting|launching|booting|opening|binding|trying|attempting|preparing|about to|will)\b/i;

/** Calls that connect somewhere at once. */
export const clientCalls: ReadonlySet<string> = new Set([
  "fetch", "http.get", "http.request", "https.get", "https.request", "net.connect", "net.createConnection", "tls.connect",
  "new WebSocket", "new ws", "new ws.WebSocket", "axios", "axios.get", "axios.post", "got", "got.get", "superagent.get", "needle.get",
]);

/** Words of the names of functions that connect, when they are given the port of the start before them. */
export const clientWords: ReadonlySet<string> = new Set(["connect", "client", "socket", "websocket", "ws", "request", "fetch", "dial"]);

/** Words of names of functions that make another server there, or wait for the one that is there. */
export const otherEndWords: ReadonlySet<string> = new Set(["server", "listen", "wait", "until", "ready", "retry", "proxy"]);

/** Methods that open a page, where the page is one of this machine. */
export const clientMethods: ReadonlySet<string> = new Set(["loadURL", "goto"]);

/** Modules whose default export opens a page in the browser. */
export const pageOpeners: ReadonlySet<string> = new Set(["open", "opn", "better-opn", "opener", "react-dev-utils/openBrowser"]);

/** Text that names this machine. */
export const ownHost = /\b(?:localhost|127\.0\.0\.1)\b|\[::1\]/;

/** Calls that tell another process or thread. */
export const announcers: ReadonlySet<string> = new Set(["process.send", "worker_threads.parentPort.postMessage"]);

/** Events that say that something can be used. */
export const readyEvents: ReadonlySet<string> = new Set(["ready", "listening", "started", "online", "up"]);

/** Modules whose functions compare versions. */
export const versionModules: ReadonlySet<string> = new Set(["semver", "compare-versions", "semver-compare", "semifies"]);
