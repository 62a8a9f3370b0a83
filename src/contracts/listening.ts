import { laterCallbacks } from "./callbacks.js";
import { brokerEmitterRows } from "./emitters-brokers.js";
import { clientEmitterRows } from "./emitters-clients.js";
import { netEmitterRows, nodeServerEmitters } from "./emitters-net.js";
import { nodeEmitterRows } from "./emitters-node.js";
import { socketEmitterRows, socketServerEmitters } from "./emitters-sockets.js";
import { websocketEmitterRows } from "./emitters-websocket.js";
import type { Emitter, EmitterEvent, EmitterRow } from "./emitter-types.js";
import { launches } from "./started.js";
import type { Holder } from "../holders.js";
import type { Contract } from "./types.js";

const rows: readonly EmitterRow[] = [...nodeEmitterRows, ...netEmitterRows, ...socketEmitterRows, ...websocketEmitterRows, ...clientEmitterRows, ...brokerEmitterRows];

/** What is known of any emitter that a function is given: these events are not kept by those that have them. */
export const strangers: Emitter = {
  keeper: "it",
  measured: "read",
  events: {
    ...Object.fromEntries(["close", "error", "disconnect", "exit"].map((event) => [event, { late: "lost", unsure: true }] as const)),
    message: { late: "lost", unsure: true, carries: true },
  },
  checks: [],
};

/** First words of names of functions that give what runs by itself, and may be over at any time; the words that may follow; packages that such a function may come from. */
export const spawnNames = {
  verbs: new Set(["spawn", "fork"]),
  objects: new Set(["process", "child", "server", "worker", "detached", "daemon", "command", "cli"]),
  from: new Set(launches.filter(({ kind }) => kind === "child" || kind === "thread").flatMap(({ from }) => from)),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;

/** What is known of what such a function gives. */
export const spawned: Emitter = {
  keeper: "a child process",
  measured: "read",
  events: Object.fromEntries(["exit", "close", "error"].map((event) => [event, { late: "lost", unsure: true, answers: ["kill", "send", "disconnect", "terminate", "close"] }] as const)),
  checks: ["exitCode", "signalCode", "killed", "connected"],
};

/** Names of what an awaited call gives that is a connection: what goes wrong with it may do so at any time. */
export const socketNames: ReadonlySet<string> = new Set(["socket", "sock"]);

/** What is known of a connection by its name: an error of it is thrown where nobody listens, once the code has it. */
export const givenSockets: Emitter = { keeper: "a socket", measured: "read", events: { error: { late: "lost", unsure: true, crashes: true } }, checks: ["destroyed", "errored"] };

/** Events of objects of any kind that only one call asks for, known by what that says. */
export const askedFor: Readonly<Record<string, EmitterEvent>> = {
  notification: { late: "lost", unsure: true, after: ["query LISTEN"], since: ["query LISTEN"], sent: ["query NOTIFY"] },
};

/** Every emitter whose events may be lost, by the id of its contract. */
export const emitters: ReadonlyMap<string, Emitter> = new Map<string, Emitter>([
  ...rows.map((row) => [row.id, row] as const),
  ...Object.entries(nodeServerEmitters),
  ...Object.entries(socketServerEmitters),
]);

/** Names of the methods by which some of them begin to listen, besides `on` and its like. */
export const listeningMethods: ReadonlySet<string> = new Set(rows.flatMap(({ listens = {} }) => Object.keys(listens)));

/** Names of the methods by which some of them tell their own listeners, besides `emit`. */
export const sendingMethods: ReadonlySet<string> = new Set(rows.flatMap(({ sends = [] }) => sends));

/** The words by which calls of a method are told apart, by its name: `LISTEN` of `client.query("LISTEN jobs")`. */
export const sayings: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const found = new Map<string, Set<string>>();
  for (const event of [...rows.flatMap(({ events }) => Object.values(events)), ...Object.values(askedFor)]) {
    for (const each of [...(event.since ?? []), ...(event.sent ?? []), ...(event.after ?? [])]) {
      const [method = "", word] = each.split(" ");
      if (word !== undefined) found.set(method, (found.get(method) ?? new Set()).add(word));
    }
  }
  return found;
})();

/** Contracts of the emitters that start nothing: what makes them, and which types annotate them. */
export const emitterContracts: readonly Contract[] = rows.map(({ id, noun, from, makers, types, makes = {}, views = {}, see }) => ({
  id, noun, from, makers, types, makes, views, see, starts: {}, events: {}, reads: [], flags: [], stops: [], ready: "start",
}));

/** The emitters that modules export as they are, by module and name: each is one place, whatever it is called in the file. */
export const instances: ReadonlyMap<string, { readonly holder: Holder; readonly contract: Contract }> = new Map(
  rows.flatMap(({ id, from, instances: names = [] }) => {
    const contract = emitterContracts.find((each) => each.id === id);
    const holder: Holder = { root: id, parent: undefined, name: "", depth: 0 };
    return contract ? from.flatMap((module) => names.map((name) => [`${module} ${name}`, { holder, contract }] as const)) : [];
  }),
);

/** Routes whose handlers get a socket: by an option of the route, or by the method where the module is used. */
export const socketRoutes = [
  { option: "websocket", hands: ["ws.WebSocket", undefined] },
  { method: "ws", module: "express-ws", hands: ["ws.WebSocket", "http.IncomingMessage"] },
] as const;

/** What tells a socket of Socket.IO where nothing else does: its handlers get a function by which they answer, and it has one of these members. */
export const answeringSocket = { id: "socket.io.Socket", members: new Set(["emit", "join", "leave", "to", "broadcast", "handshake", "volatile"]) } as const;

/** Handlers that the makers of HTTP servers take, by module: what they get. */
export const makerHands: Readonly<Record<string, readonly string[]>> = {
  http: ["http.IncomingMessage", "http.ServerResponse"],
  https: ["http.IncomingMessage", "http.ServerResponse"],
  net: ["net.Socket"],
  tls: ["net.Socket"],
};

/** First words of method names that set something going, after which an event may come. */
export const triggerVerbs: ReadonlySet<string> = new Set([
  "start", "begin", "launch", "run", "execute", "exec", "init", "initialize", "initialise", "boot", "bootstrap", "connect", "reconnect", "join", "open", "login", "enter",
  "add", "enqueue", "push", "publish", "emit", "write", "send", "post", "dispatch", "trigger", "submit", "request", "invoke", "fire", "notify", "signal", "call",
  "discover", "scan", "search", "watch", "subscribe", "consume", "load", "play", "record", "resume", "restart", "reload", "refresh", "rebuild", "build", "compile", "deploy", "install",
  "spawn", "fork", "attach", "register", "announce", "advertise", "stop", "shutdown", "pause", "cancel", "kill", "terminate", "upload", "process", "schedule", "sync", "poll", "simulate", "disconnect", "drop", "reset", "crash", "close",
]);

/** Methods that bring events about where they are called behind a listener. */
export const starters: ReadonlySet<string> = new Set(["listen", "close", "end", "destroy", "abort", "kill", "terminate", "click", "goto", "fetch", "pipe", "set", "delete", "remove", "update", "create", "reply", "receive", "deliver", "inject", "tick", "advanceTimersByTime", "bind", "get", "put"]);

/** First words of method names that set going what they are given: `agenda.now("report")`. */
export const jobVerbs: ReadonlySet<string> = new Set(["now", "every"]);

/** First words of method names that ask how things stand. */
export const queryVerbs: ReadonlySet<string> = new Set(["is", "has", "get", "current", "latest", "known", "check", "query", "exists", "fetch", "read", "find", "lookup", "peek", "status", "state", "count", "poll", "inspect"]);

/** First words of names of functions that give what others have, too, and set going. */
export const sharingVerbs: ReadonlySet<string> = new Set(["get", "use", "obtain", "resolve", "shared", "instance"]);

/** Methods of pages that wait for an event that is not kept. */
export const pageWaits: ReadonlySet<string> = new Set(["waitForEvent", "waitForResponse", "waitForRequest", "waitForNavigation", "waitForFileChooser"]);

/** Events of pages that only something done on them brings about, and acts that do: Playwright, whose pages alone have `waitForEvent`, says itself that waiting begins before such an act. */
export const actedEvents: ReadonlySet<string> = new Set(["popup", "download", "filechooser", "page", "window", "targetcreated"]);
export const pageActs: ReadonlySet<string> = new Set(["click", "dblclick", "tap", "press"]);

/** Methods by which a page gives what it belongs to. */
export const pageOwners: ReadonlySet<string> = new Set(["context", "browserContext"]);

/** Options by which what is set going is put off, or begun anew after a time. */
export const puttingOff: ReadonlySet<string> = new Set(["delay", "backoff", "repeat"]);

/** Methods by which what they are given happens again and again: an event of it that is missed is followed by others. */
export const recurringMethods: readonly string[] = ["every", "repeatEvery", "upsertJobScheduler"];

/** First words of methods of page objects that set their page going. */
export const pageObjectVerbs: ReadonlySet<string> = new Set(["click", "dblclick", "tap", "press", "submit", "open", "download", "export", "print"]);

/** What sets a page going. */
export const pageVerbs: ReadonlySet<string> = new Set(["click", "dblclick", "tap", "press", "goto", "reload", "submit", "check", "uncheck"]);

/** Events that say that something is done for good. */
export const emittedOnce: ReadonlySet<string> = new Set(["ready", "init", "initialized", "initialised", "loaded", "bootstrapped", "setup", "installed"]);

/** Events that say that the same has failed for good. */
export const failedOnce: ReadonlySet<string> = new Set(["failed"]);

/** Events that come once, in the turn in which a thing begins: what tells that a thing is of that kind, by words of its name or by its type. */
export const begunEvents: Readonly<Record<string, { readonly words: ReadonlySet<string>; readonly type: RegExp }>> = {
  spawn: { words: new Set(["child", "process", "proc", "subprocess"]), type: /\bChildProcess\w*/ },
};

/** What may end by itself, is stopped by others, and keeps nothing for who listens for its end later: its events, and what tells that it has ended. */
export const lastingEmitters = {
  ids: new Set(["child_process.ChildProcess", "child_process.Fork"]),
  event: "exit",
  ends: new Set(["exit", "close"]),
  // What fails with an 'error' where there is nobody any more: whoever waits is told.
  tells: new Set(["send", "disconnect"]),
  checks: ["exitCode", "signalCode", "killed", "connected"],
} as const;

/** Events that come with the start of what they are listened to on: their handlers run without anybody's doing. */
export const startingEvents: ReadonlySet<string> = new Set([...emittedOnce, "open", "opened", "connect", "connected", "listening", "online", "spawn", "load", "end", "finish", "close", "message", "data", "line"]);

/** Events of pages that come while they load, and the methods that load a page. */
export const loadEvents: ReadonlySet<string> = new Set(["pageerror", "console", "weberror", "request", "requestfailed", "requestfinished", "response"]);
/** Those of them that tell what is wrong with a page: whoever collects them wants all. The others may be meant for what the page does later. */
export const pageFailures: ReadonlySet<string> = new Set(["pageerror", "weberror"]);
export const pageLoads: ReadonlySet<string> = new Set(["goto", "reload", "setContent", "goBack", "goForward"]);

/** First words of names of functions that wait for what comes then, whatever has come before. */
export const comingVerbs: ReadonlySet<string> = new Set(["next"]);

/** Events that tell what else has failed, whenever it did. */
export const allFailures: ReadonlySet<string> = new Set(["requestfailed"]);

/** Waits for a time that is written there: what comes in that time is what they are for. */
export const fixedWaits: ReadonlySet<string> = new Set(["waitForTimeout", "setTimeout", "sleep", "delay"]);

/** What does nothing on a page: methods by their first words and by their names, functions, what calls may begin with, and what is made. */
export const quietOnPages = {
  verbs: new Set(["wait", "is", "has"]),
  methods: new Set([
    "locator", "first", "last", "nth", "filter", "all", "allTextContents", "allInnerTexts", "count", "textContent", "innerText", "innerHTML", "inputValue", "title", "url", "content", "screenshot", "viewportSize",
    "get", "getByRole", "getByText", "getByLabel", "getByTestId", "getByPlaceholder", "getByAltText", "getByTitle", "getAttribute", "frame", "frames", "mainFrame", "frameLocator", "$", "$$", "map", "some", "every", "find", "join", "slice", "includes", "push", "trim", "split", "toString", "log", "status", "ok", "text", "dispose",
  ]),
  functions: new Set(["setTimeout", "resolve", "sleep", "delay", "expect", "String", "Number"]),
  roots: new Set(["expect", "assert", "console", "JSON", "Object", "Array", "Math", "Date"]),
  made: new Set(["Promise", "Set", "Map", "Array", "Error", "RegExp", "Date"]),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;

/** Events that objects of any kind keep for their first listener, that come again and again, or that end them: nothing is lost before. */
export const unlost: ReadonlySet<string> = new Set([
  "data", "end", "readable", "drain", "pause", "resume", "close", "closed", "error", "disconnect", "disconnected", "destroyed", "exit", "end", "SIGINT", "SIGTERM", "uncaughtException", "unhandledRejection",
  "beforeExit", "warning", "newListener", "removeListener", "timeout", "keepalive", "keep_alive", "keepAlive", "heartbeat", "ping", "pong", "tick",
  // What is done to a window, and where it is taken.
  "resize", "resized", "move", "moved", "focus", "blur", "maximize", "unmaximize", "minimize", "restore", "enter-full-screen", "leave-full-screen", "will-navigate", "did-navigate", "did-navigate-in-page", "context-menu", "before-input-event",
  "click", "keydown", "keyup", "scroll",
]);

/** Methods by which what is piped somewhere has no more to give. */
export const lastWords: ReadonlySet<string> = new Set(["end", "finalize"]);

/** First words of names of functions that tell the other side of a socket something: whoever awaits one of them waits for nothing that comes from there. */
export const tellingVerbs: ReadonlySet<string> = new Set(["send", "emit", "notify", "broadcast", "reply", "respond"]);

/** Words of such names by which an answer is waited for: `sendChallenge`, `sendAndWait`. */
export const answeredWords: ReadonlySet<string> = new Set(["and", "wait", "await", "until", "ack", "acknowledged", "answer", "response", "receive", "expect", "request", "query", "question", "command", "rpc", "call", "challenge", "auth", "authenticate", "authentication", "login", "credentials", "handshake", "hello", "prompt", "ping", "probe", "invite", "negotiate", "negotiation"]);

/** First words of names of functions that take an object without listening to it. */
export const keeperVerbs: ReadonlySet<string> = new Set([
  "set", "add", "push", "unshift", "has", "delete", "get", "includes", "index", "log", "debug", "info", "warn", "trace", "send", "is", "assert", "expect", "track", "remember", "count", "close", "terminate", "kill", "store",
  // A stream that is piped into: an error of it is thrown all the same where nobody else listens.
  "pipe",
  ...tellingVerbs,
]);

/** First words of names of functions that bring no event about. */
export const quietVerbs: ReadonlySet<string> = new Set(["log", "debug", "info", "warn", "trace", "add", "push", "set", "track", "remember", "count", "store", "has", "get", "is"]);

/** First words of names of functions that write down what they are given, and functions that make text of it. */
export const notingVerbs: ReadonlySet<string> = new Set(["log", "debug", "info", "warn", "trace", "write", "save", "store", "record", "set", "remember", "persist", "output"]);
export const textMakers: ReadonlySet<string> = new Set(["String", "Number", "toString", "stringify"]);

/** Calls that run their function in a later turn: methods of promises, and timers by name. */
export const laterMethods: ReadonlySet<string> = new Set(["then", "catch", "finally"]);
export const timers: ReadonlySet<string> = new Set(["setTimeout", "setImmediate"]);

/** Text without which a file has no listener that can be late. */
export const listeningText = /\.(?:on|once|addListener|prependListener|prependOnceListener|addEventListener|set(?:Request|Notification)Handler|waitFor(?:Event|Response|Request|Navigation|FileChooser))\(|\b(?:once|wait(?:For)?Event|awaitEvent|waitForEmit|waitOnce|onceEvent|eventOnce|nextEvent|wait\w*(?:Response|Request)\w*)\(|pEvent\(|\.on[a-z]+ = |for await|\.p?[sS]ubscribe\(/;

const calledBack = laterCallbacks.map(({ module }) => module).join("|");

/** Text without which no time passes between an object and its listener; what is done for good may be so before anybody asks. */
export const passingText = new RegExp(String.raw`\bawait\b|\.then\(|\bset(?:Timeout|Immediate)\(|\.emit\(|\.p?[sS]ubscribe\(|\(_?err(?:or)?\b|new Promise\b|\bonce\(|["'](?:node:)?(?:${calledBack})["']|\.on(?:ce)?\(["'](?:${[...emittedOnce].join("|")})["']`);
