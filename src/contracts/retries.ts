/** How a test library asks again until an assertion holds: what stands around the statements. The first that fits a file is taken. */
export interface Retry {
  /** Modules whose import shows that the file uses it; a trailing `/` stands for every module below. */
  readonly from: readonly string[];
  /** The name that must be imported from there, or, if `isAdded`, is brought by the suggestion. */
  readonly name: string;
  readonly isAdded: boolean;
  /** Its promise is fulfilled with what the function returns. */
  readonly gives: boolean;
  /** What is called with the function that asserts; `{}` stands for the name. */
  readonly open: string;
  readonly close: (timeout: string) => string;
  /** Calls that load a page: they may be made again before the assertions, for `least` ms, since each of these waits by itself for a page that is there. */
  readonly visits?: { readonly call: RegExp; readonly least: number };
}

/** Measured on vitest 4, @playwright/test 1.57, @testing-library/dom 10: each throws the last failure when its time is over. */
export const retries: readonly Retry[] = [
  { from: ["@playwright/test"], name: "expect", isAdded: false, gives: false, open: "await {}(async () => {", close: (timeout) => `}).toPass({ timeout: ${timeout} })`, visits: { call: /^page\d*\.(?:goto|reload)$/, least: 15_000 } },
  { from: ["vitest"], name: "vi", isAdded: true, gives: true, open: "await {}.waitFor(async () => {", close: (timeout) => `}, { timeout: ${timeout} })` },
  { from: ["@testing-library/"], name: "waitFor", isAdded: false, gives: true, open: "await {}(async () => {", close: (timeout) => `}, { timeout: ${timeout} })` },
];

/** Assertions that take their own time at each attempt, and the ms that asking them again is given at least: two pictures that are alike. */
export const slowAssertions: ReadonlyMap<string, number> = new Map([["toHaveScreenshot", 15_000]]);

/** First words of functions that change something: asked twice, they do it twice. */
export const changingVerbs: ReadonlySet<string> = new Set([
  "send", "post", "put", "patch", "delete", "create", "add", "remove", "write", "push", "pop", "shift", "unshift", "splice", "publish", "emit", "next", "run", "exec", "execute", "close", "stop", "start", "connect", "call", "invoke", "insert",
  "update", "save", "set", "clear", "reset", "open", "subscribe", "join", "kill", "spawn", "fork", "dispatch", "enqueue", "dequeue", "take", "consume", "receive", "ack", "commit", "upload", "register", "click", "type", "fill", "press", "submit",
  "mutate", "trigger", "fire", "increment", "append", "drop", "restart", "reload", "goto", "visit", "request", "mock",
  "transfer", "move", "rename", "copy", "dial", "acquire", "lock", "unlock", "claim", "accept", "reject", "login", "logout", "apply", "handle", "process", "complete", "transact", "activate", "deactivate", "enable", "disable", "toggle",
  "switch", "attach", "detach", "replace", "merge", "import", "upsert", "touch", "rotate", "promote", "release", "abort", "cancel", "pause", "resume",
]);

/** Modules whose function begins a request to a server that is tested: `request(app).get("/")`; of its methods those that only read, and what sets or asserts on the way. */
export const requestTesters: ReadonlySet<string> = new Set(["supertest", "supertest-as-promised"]);
export const readingMethods = /^(?:get|head|options)$/i;
export const requestSettings: ReadonlySet<string> = new Set(["set", "query", "auth", "accept", "expect", "timeout", "redirects", "buffer", "ok", "parse", "responseType"]);

/** Functions of modules that make a request that only reads, unless their options say otherwise: `request(url)`. https://undici.nodejs.org/#/?id=undicirequesturl-options-promise */
export const requesters: ReadonlyMap<string, ReadonlySet<string>> = new Map([["undici", new Set(["request"])]]);

/** Commands of an editor that only look, by the method that runs them, whose first argument they are. https://code.visualstudio.com/api/references/commands */
export const readingCommands: ReadonlyMap<string, RegExp> = new Map([["executeCommand", /^vscode\.execute\w+Provider$/]]);

/** Methods of a list that take elements out of it, and those that give a list of as many. */
export const listChanges: ReadonlySet<string> = new Set(["pop", "shift", "splice"]);
export const listsOfAll: ReadonlySet<string> = new Set(["map", "fill", "sort", "reverse", "toSorted", "toReversed", "concat"]);

/** Words by which a name says that what is read is gone then: the next reading gives only what has come since. */
export const consumedNouns: ReadonlySet<string> = new Set(["output", "outputs", "chunk", "chunks", "next", "new", "pending", "unread", "queued"]);

/** Names of texts that come in pieces; matchers of assertions, and methods in them, that ask whether something is in a text, which is so of a longer one as well. */
export const textMembers = /^(?:std(?:out|err)|out(?:put)?|text|content|log|chunk)\d*$/i;
export const textMatchers = /^(?:toContain|contain|contains|include|includes|toMatch|match|matches|regex|like)$/;
export const textTests = /^(?:includes|match|search)$/;

/** Methods of any page or client whose first argument is. */
export const requestMethods: ReadonlySet<string> = new Set(["goto"]);

/** Calls that are given a URL without asking it: assertions and logs. */
export const mentioningCalls = /^(?:expect|assert|to[A-Z]\w*|equals?|log|info|debug|warn|error)$/;

/** First words of methods that send or set the same thing again without harm to a test that counts nothing. */
export const repeatableVerbs: ReadonlySet<string> = new Set(["publish", "broadcast", "send", "emit", "put", "set", "notify", "announce"]);

/** Other methods that do so, whose first word says less: a port that is closed takes what is posted without a word. */
export const repeatableMethods: ReadonlySet<string> = new Set(["postMessage"]);

/** First words of methods that are given a listener for what comes. */
export const hearingVerbs: ReadonlySet<string> = new Set(["subscribe", "psubscribe", "sub", "observe", "receive", "consume", "watch", "handle"]);

/** Calls that write what is there then, as often as they are made. */
export const repeatableWrites = /^(?:writeFile|writeTextFile|outputFile|utimes)(?:Sync)?$/;

/** Events, and names of what hears them, that tell of a file that is new: when it is written again it is not. */
export const newFileEvents = /^(?:on)?(?:file)?[:_-]?(?:add(?:ed)?|creat(?:e|ed)|new|rename|renamed)(?:file)?$/i;

/** Words of functions that give a promise of something that comes: `once`, `pEvent`, `waitForMessage`, `nextData`. */
export const arrivingWords: ReadonlySet<string> = new Set(["once", "event", "events", "wait", "await", "next", "receive", "received", "collect", "until", "when"]);

/** First words of functions that check whether something answers, and throw where it does not: their value is of no use. */
export const checkVerbs: ReadonlySet<string> = new Set(["check", "ping", "probe", "verify", "heartbeat", "authenticate"]);

/** Words of a remark and of a file that together speak of the connection to a database, and the names of calls that only look something up there; not of those whom an answer may leave out as long as they are not there. */
export const saysConnection = /\b(?:connect(?:s|ed|ing|ions?)?|databases?|db)\b/i;
export const namesDatabase = /database|mongo|postgres|mysql|sequelize|knex|prisma|\bdb\b/i;
export const queryNames = /^(?:find|select|count)(?!\w*(?:Peer|Member|Node|Subscri|Client|Session|Connection|Message|Job|Event|Server|Service|Worker))(?:[A-Z]\w*)?$/;

/** Methods of collections, and of their iterators, that look something up and change nothing that is kept. */
export const lookupMethods: ReadonlySet<string> = new Set(["get", "find", "findLast", "at", "has", "keys", "values", "entries", "next"]);

/** Functions of the language that put what something holds into a list. */
export const collectionMakers: ReadonlyMap<string, ReadonlySet<string>> = new Map([["Object", new Set(["values", "keys", "entries"])], ["Array", new Set(["from"])]]);

/** Names of what is given once and for all: nothing comes into it. */
export const fixedRoots: ReadonlySet<string> = new Set(["process", "config", "configuration", "options", "opts", "settings", "env"]);

/** First words of functions that ask whether something is so, and change nothing. */
export const questionVerbs: ReadonlySet<string> = new Set(["is", "has", "can", "check", "ping", "exists", "probe", "find", "lookup", "get", "read", "are", "does"]);

/** Calls of a page's driver, in libraries whose actions wait for what they act on by themselves, with the ms they do so where they are told nothing else. */
export const waitingDrivers: readonly { readonly from: readonly string[]; readonly owner: RegExp; readonly methods: RegExp; readonly patience: number }[] = [
  { from: ["@playwright/test", "playwright"], owner: /^(?:page|frame|popup)\d*$/, methods: /^(?:click|dblclick|fill|check|uncheck|hover|tap|press|selectOption|innerText|textContent|waitFor(?!Timeout)\w+)$/, patience: 30_000 },
  { from: ["@wdio/globals"], owner: /^(?:\$|browser|driver)$/, methods: /^(?:click|doubleClick|setValue|addValue|clearValue|selectBy\w+|moveTo|getText|getValue|getAttribute|waitFor(?!Exist)\w+)$/, patience: 3_000 },
  { from: ["cypress", ""], owner: /^cy$/, methods: /^(?:get|contains|findBy\w+|find|url|title|location)$/, patience: 4_000 },
];

/** Matchers that ask a page again by themselves until they hold, by the module that gives their \`expect\`. Sources: the pages of the modules. */
export const waitingMatchers: readonly { readonly from: string; readonly matchers: RegExp; readonly patience: number }[] = [
  { from: "@playwright/test", matchers: /^to(?:Be(?:Attached|Checked|Disabled|Editable|Empty|Enabled|Focused|Hidden|InViewport|Visible)|ContainText|ContainClass|MatchAriaSnapshot|Have(?:AccessibleDescription|AccessibleErrorMessage|AccessibleName|Attribute|Class|Count|CSS|Id|JSProperty|Role|Text|Title|URL|Value|Values))$/, patience: 5_000 },
  { from: "@wdio/globals", matchers: /^to(?:Be(?:Displayed|DisplayedInViewport|Existing|Clickable|Enabled|Focused|Selected|Checked|ElementsArrayOfSize)|Have(?:Text|HTML|Value|Attribute|ElementClass|Id|Href|Children|Url|Title))$/, patience: 3_000 },
];

/** Calls whose first argument is the URL they ask. */
export const requestCalls: ReadonlySet<string> = new Set([
  "fetch", "axios", "axios.get", "axios.post", "axios.put", "axios.delete", "got", "got.get", "got.post", "page.goto", "http.get", "https.get", "http.request", "https.request", "superagent.get", "ky", "ky.get", "undici.request", "request", "needle.get", "nodeFetch", "cy.visit", "ofetch", "$fetch",
]);

/** Calls that read a file: where there is none, or only a part of it is there yet and it is parsed, they throw. */
export const fileReads = /^(?:read|load)(?:File|Json|JSON|Yaml|Text)\w*$/;

/** Functions that connect, and reject where nothing answers without leaving anything behind. Measured on mysql2 3.15, amqplib 0.10, nats 2.29, puppeteer-core 24. */
export const cleanConnects: readonly { readonly from: readonly string[]; readonly name: string }[] = [
  { from: ["mysql2/promise"], name: "createConnection" },
  { from: ["amqplib"], name: "connect" },
  { from: ["nats", "@nats-io/transport-node"], name: "connect" },
  { from: ["puppeteer", "puppeteer-core"], name: "connect" },
];

/**
 * Awaited calls that reject as long as what they need is not there, and may be made again then: methods of what `made` gives, or functions by what they are told
 * first. A cluster is closed again when none of its root nodes answers (read in @redis/client 6, lib/cluster/cluster-slots.ts); an extension that is there
 * already is left as it is. https://code.visualstudio.com/api/references/commands
 */
export const rejectingCalls: readonly { readonly from: readonly string[]; readonly name: string; readonly made?: string; readonly first?: string }[] = [
  { from: ["redis", "@redis/client", "@redis/client/index"], made: "createCluster", name: "connect" },
  { from: ["vscode"], name: "commands.executeCommand", first: "workbench.extensions.installExtension" },
];

/**
 * Functions whose promise waits until a server is there, for `patience` ms unless the option or part of an address that is `bound` says otherwise: from the major
 * version `since`, and before where the option `told` is on. https://mongoosejs.com/docs/connections.html#serverselectiontimeoutms, https://mongoosejs.com/docs/5.x/docs/deprecations.html#useunifiedtopology
 */
export const patientConnects: readonly { readonly from: string; readonly name: string; readonly patience: number; readonly bound: string; readonly since: number; readonly told: string }[] = [
  { from: "mongoose", name: "connect", patience: 30_000, bound: "serverSelectionTimeoutMS", since: 6, told: "useUnifiedTopology" },
  { from: "mongodb", name: "MongoClient.connect", patience: 30_000, bound: "serverSelectionTimeoutMS", since: 4, told: "useUnifiedTopology" },
];

/** Words of the names of functions that call the function they are given until it is content. */
export const askingWords: ReadonlySet<string> = new Set(["wait", "poll", "retry", "retryable", "eventually", "until"]);

/** How long a call that asks again may be expected to do so where nothing says how long, in ms. */
export const askingPatience = 2_000;

/**
 * Calls that ask again by themselves, by the module that gives them, with the ms that they do so where they are told nothing else; from any
 * module, those that are named by the readiness they wait for. Sources: the pages of the modules.
 */
export const pollingCalls: readonly { readonly from: string; readonly call: RegExp; readonly patience: number }[] = [
  { from: "vitest", call: /^(?:vi\.wait(?:For|Until)|expect\.poll\.\w+)$/, patience: 1_000 },
  { from: "@playwright/test", call: /^expect\.(?:poll\.\w+|toPass)$/, patience: 5_000 },
  { from: "@testing-library/", call: /^(?:screen\.)?(?:waitFor|findBy\w+)$/, patience: 1_000 },
  { from: "", call: /^(?:\w+\.)*(?:ready|whenReady|(?:wait|poll)(?:For|Until|Till)?(?:[A-Z]\w*)?(?:Ready|Readiness|Listening|Connected|Connection|Started|Startup|Online|Healthy|Port|Open|Up))$/, patience: Infinity },
];

/** What is a page for Playwright: names of what a test is handed, and calls whose promise gives one. https://playwright.dev/docs/api/class-page */
export const pageNames = /^page\d*$/;
export const pageMakers: ReadonlySet<string> = new Set(["newPage", "firstWindow"]);

/** Options of pictures that `toHaveScreenshot` takes as well. https://playwright.dev/docs/api/class-pageassertions#page-assertions-to-have-screenshot-1 */
export const screenshotOptions: ReadonlySet<string> = new Set([
  "animations", "caret", "clip", "fullPage", "mask", "maskColor", "maxDiffPixelRatio", "maxDiffPixels", "omitBackground", "scale", "stylePath", "threshold", "timeout",
]);
