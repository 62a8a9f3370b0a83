/** Methods that start nothing and wait for nothing: they may stand between a start and the sleep behind it. A trailing `.*` covers every member. */
export const passiveMethods: ReadonlySet<string> = new Set([
  "off", "removeListener", "removeAllListeners", "removeEventListener", "unref", "ref", "setMaxListeners", "setEncoding", "resume", "pipe", "timeout", "slow", "retries", "plan", "diagnostic", "annotate", "teardown", "after", "afterEach", "afterAll", "defer", "onCleanup", "onTestFinished",
  "onTestFailed", "addCleanup", "spyOn", "fn", "stub", "spy", "mockResolvedValue", "mockReturnValue", "mockImplementation", "mockClear", "mockReset", "now", "hrtime", "bind", "toString", "toJSON", "setDefaultTimeout",
  "setDefaultNavigationTimeout", "address", "setViewport", "setViewportSize", "expect",
]);

/** Methods of texts and lists that are passive where what they give is used. */
export const valueMethods: ReadonlySet<string> = new Set(["match", "split", "trim", "slice", "pop", "shift", "join"]);

/** Methods of texts, patterns and lists that take something out of what a process has said, or look for it there. */
export const textMethods: ReadonlySet<string> = new Set([...valueMethods, "toString", "includes", "indexOf", "startsWith", "endsWith", "test", "exec", "matchAll", "substring", "replace", "replaceAll", "toLowerCase", "toUpperCase", "trimEnd", "at", "some", "find", "filter"]);

/** Functions that make a plain value of what they are given. */
export const plainValues: ReadonlySet<string> = new Set(["String", "Number", "Boolean", "parseInt", "parseFloat", "Error"]);

/** First words of names of functions that only tell something, unless they are awaited. */
export const tellingVerbs: ReadonlySet<string> = new Set(["get", "is", "has", "to", "as", "find", "pick", "parse", "format", "resolve", "join", "now", "random", "unique"]);

/** What makes plain values. */
export const plainMakers = /^(?:Map|Set|WeakMap|WeakSet|Date|Array|URL|URLSearchParams|Error|TypeError|RegExp|AbortController|EventEmitter|TextEncoder|TextDecoder|Uint8Array|ArrayBuffer|Promise|Symbol|String|Number|Boolean|BigInt|Buffer|MessageChannel|PassThrough|Position|Range|Selection|require|structuredClone|fileURLToPath|pathToFileURL|randomUUID|uid|uuid|uuidv?[1-7]|v[1-7]|nanoid|cuid|ulid|shortid|dirname|basename|Proxy|deferred|defer|createDeferred|Deferred)$/;

/** Objects whose methods only compute. */
export const plainOwners = /^(?:Math|Object|JSON|Array|Date|String|Number|Buffer|path|url|os|process|performance|Symbol|Reflect|crypto|util|sinon|vi|jest|test|mock|assert|expect|console|logger|log|this\.timeout)$/;

/** First words of names of functions that set things up: before a test, or for a caller. */
export const setUpNames: ReadonlySet<string> = new Set(["setup", "start", "init", "initialize", "before", "prepare", "launch", "boot", "bootstrap", "create", "with", "connect", "spawn", "run", "make", "open", "up"]);

/** Methods of a suite that run their function before its tests; vows call it the topic. */
export const suiteHooks: ReadonlySet<string> = new Set(["before", "beforeEach", "beforeAll", "setup", "suiteSetup", "topic"]);

/** Of those, the ones that run it once. */
export const suiteHooksOnce: ReadonlySet<string> = new Set(["before", "beforeAll", "suiteSetup"]);

/** Calls that give back the function they are given, to be called by the name it is kept under. Source: react.dev/reference. */
export const keepingCalls: ReadonlySet<string> = new Set(["useCallback", "useEffectEvent"]);

/** Calls that declare a step of a build or of a browser's test, which is over when its function calls back or its promise is fulfilled, or when the driver has done what it was told. */
export const taskCalls: ReadonlySet<string> = new Set(["gulp.task", "grunt.registerTask", "jake.task", "Commands.add"]);

/** Calls that run their function there and then, as a part of the test or the program around them. */
export const stepCalls: ReadonlySet<string> = new Set(["step", "act", "actAsync", "group", "section", "main"]);

/** Calls that take something away: what is gone needs no readiness. */
export const removingCalls = /^(?:unlink|rm|rmdir|remove|delete|drop|truncate|clear|reset|empty)/;
