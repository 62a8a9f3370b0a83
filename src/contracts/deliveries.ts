/** First words of the names of calls that hand something over: `push`, `sendMessage`, `publishAll`. */
export const deliveryVerbs: ReadonlySet<string> = new Set([
  "push", "put", "send", "write", "publish", "enqueue", "produce", "emit", "post", "dispatch", "deliver", "ack", "nack", "append", "store", "save",
  "insert", "flush", "drain", "offer", "upload", "submit", "transmit", "forward", "broadcast", "persist", "ship", "export", "notify", "reply", "respond",
]);

/** Words that may stand before such a verb: `forceFlush`, `bulkWrite`, `forceKill`. */
export const deliveryPrefixes: ReadonlySet<string> = new Set(["force", "bulk", "batch", "safe", "do", "async", "try"]);

/** First words that say that something is taken out of the program: to leave it unfinished after a while is a grace, not a loss. */
export const endVerbs: ReadonlySet<string> = new Set([
  "close", "destroy", "disconnect", "dispose", "stop", "shutdown", "terminate", "end", "teardown", "abort", "cancel", "kill", "quit", "exit", "cleanup",
]);

/** Of those, the ones that may leave what is under way to itself: it is given up on purpose, or goes on. */
export const keepingEnds: ReadonlySet<string> = new Set(["abort", "cancel", "kill", "exit", "stop"]);

/** First words of names of functions that throw away what is kept, whatever goes on. */
export const discardVerbs: ReadonlySet<string> = new Set(["clear", "flush", "drain", "reset", "purge", "empty", "discard"]);

/** Words in names of what only tests use. */
export const testingWords: ReadonlySet<string> = new Set(["test", "tests", "testing", "mock", "mocks", "fake", "stub", "spy"]);

/** Words in conditions that ask whether those who wait are to be told. */
export const quietWords: ReadonlySet<string> = new Set(["reject", "fail", "cancel", "notify", "silent", "silently", "quiet", "quietly", "keep", "preserve"]);

/** Words in tests that ask how old something is. */
export const ageWords: ReadonlySet<string> = new Set(["now", "time", "timestamp", "ts", "at", "age", "expiry", "expires", "expiration", "deadline", "since", "created", "started", "start", "oldest", "cutoff", "ttl"]);

/** Methods by which whoever goes through an iterator leaves it: those who still wait for its next value get none. */
export const iteratorEnds: ReadonlySet<string> = new Set(["return", "throw"]);

/** First words of the names of functions that hand over what was gathered. */
export const flushingVerbs: ReadonlySet<string> = new Set(["flush", "drain", "send", "persist", "write", "deliver", "upload", "commit"]);

/** Words in the name of a wait that say that something has ended: `waitForExit`, `waitUntilClosed`. */
export const endedWords = /^(?:clos(?:e|ed|ing)|destroy(?:ed)?|disconnect(?:ed|ion)?|dispos(?:e|ed|al)|stop(?:ped)?|shutdown|terminat(?:e|ed|ion)|end(?:ed)?|abort(?:ed)?|kill(?:ed)?|quit|exit(?:ed)?|dead|death|gone)$/;

/** First words of the names of events that say that what was handed over has come. */
export const ackWords: ReadonlySet<string> = new Set(["ack", "acked", "acknowledge", "acknowledged", "acknowledgement", "acknowledgment", "confirm", "confirmed", "confirmation", "receipt", "received", "delivered", "delivery", "sent", "published", "written", "puback"]);

/** Names of events, and of handlers for them, that say that time is up. */
export const lateEvents = /^(?:time[_ -]?(?:d[_ -]?)?out|expired?|deadline)$/i;

/** Signals that tell a process to end. */
export const endSignals = /^SIG(?:KILL|TERM|INT|QUIT|HUP)$/;

/** Words in the name of a handler that runs when something has ended: `onClose`, `handleDisconnect`. */
export const endWords = /(?:close|destroy|disconnect|dispose|shutdown|terminate|exit|end|error|abort|offline|lost)(?:d|ed)?$/i;

/** Events of a connection that bring something in. */
export const incomingEvents: ReadonlySet<string> = new Set(["message", "data", "line", "open", "connect", "response"]);

/** Events after which nothing is answered any more. */
export const endEvents: ReadonlySet<string> = new Set(["close", "end", "exit", "disconnect", "disconnected", "error", "finish", "abort", "offline"]);

/** First words of the names of functions that wait for something: `waitFor`, `nextMessage`, `receive`. */
export const waitVerbs: ReadonlySet<string> = new Set(["wait", "next", "receive", "recv", "request", "call", "poll", "until", "await"]);

/** Methods of a queue that answer whether they took what they were given; `try` stands before the others. */
export const answeringVerbs = /^(?:offer(?=$|[A-Z])|try(?:Offer|Send|Push|Put|Write|Enqueue|Publish|Emit|Add|Deliver|Post|Dispatch|Append|Produce)(?=$|[A-Z]))/;

/** Functions of the platform that answer the same: what they do not take is not sent. */
export const answeringCalls: ReadonlySet<string> = new Set(["navigator.sendBeacon", "window.navigator.sendBeacon", "globalThis.navigator.sendBeacon", "self.navigator.sendBeacon"]);

/** Names of functions that sleep, where the file does not show what they do; and of globals that do. */
export const sleepNames: ReadonlySet<string> = new Set(["sleep", "delay", "pause", "wait", "snooze", "timeout", "sleepMs", "delayMs", "Bun.sleep", "scheduler.wait", "Promise.delay", "timers.setTimeout", "csp.timeout"]);

/** A call that puts a limit on the time of a promise. Where the limit fulfils silently is said by `silent`. */
export interface TimeoutHelper {
  /** Modules that export it; without any, a name that is enough by itself where the file does not show what it does. */
  readonly from?: readonly string[];
  readonly names: readonly string[];
  /** Position of the promise, or of the function that gives it. */
  readonly promise: number;
  /** Position of a function or value that takes the place of the answer. */
  readonly fallback?: number;
  /** Options that do: a function that is called, or a value that is given. */
  readonly fallbacks?: readonly string[];
  /** Options that, with this value, let nothing be thrown. */
  readonly silent?: Readonly<Record<string, boolean>>;
}

export const timeoutHelpers: readonly TimeoutHelper[] = [
  { from: ["p-timeout"], names: ["default", "pTimeout"], promise: 0, fallback: 2, fallbacks: ["fallback"], silent: { message: false } },
  { from: ["promise-timeout"], names: ["timeout"], promise: 0 },
  { from: ["es-toolkit", "es-toolkit/promise"], names: ["withTimeout"], promise: 0 },
  { from: ["@std/async", "@std/async/deadline"], names: ["deadline"], promise: 0 },
  {
    names: ["withTimeout", "pTimeout", "promiseTimeout", "timeoutPromise", "raceTimeout", "withDeadline", "raceWithTimeout", "promiseWithTimeout", "timeoutAfter", "awaitWithTimeout", "runWithTimeout", "callWithTimeout"],
    promise: 0,
    fallbacks: ["fallback", "onTimeout"],
    silent: { silent: true, throwOnTimeout: false, throws: false, rejectOnTimeout: false },
  },
];

/** Methods of a promise that limit its time (bluebird). */
export const timeoutMethods: ReadonlySet<string> = new Set(["timeout"]);

/** Methods of an object limited by `timeout(ms)` that hand over, and what tells that time was up (Socket.IO). */
export const limitedSends: Readonly<Record<string, "callback" | "promise">> = { emit: "callback", emitWithAck: "promise", serverSideEmitWithAck: "promise" };

/** Operators that limit the time of a stream, and what stands for a stream without anything in it (RxJS). */
export const streamTimeouts = {
  from: ["rxjs", "rxjs/operators"],
  limits: ["timeout", "timeoutWith"],
  with: "with",
  catches: "catchError",
  nothing: ["EMPTY", "NEVER", "empty", "never", "of"],
} as const;

/** Effect: what limits, which of these fulfil when time is up, and what swallows a failure. */
export const effectTimeouts = {
  from: ["effect", "effect/Effect", "@effect/io/Effect"],
  fails: ["timeout", "timeoutFail", "timeoutFailCause"],
  fulfils: ["timeoutOption"],
  swallows: ["ignore", "ignoreLogged", "option", "either", "exit", "asVoid"],
} as const;

/** Channels: a choice between operations, of which `[channel, value]` is a delivery (js-csp). */
export const choices = { from: ["js-csp"], names: ["alts", "doAlts"] } as const;

/** Calls of HTTP clients that hand over a body: where it stands, and where the limit of time. */
export interface HttpSend {
  readonly names: readonly string[];
  /** Position of the body, or undefined where it is an option. */
  readonly body?: number;
  /** The call is a delivery only with one of these methods in its options. */
  readonly byMethod?: true;
}

export const httpSends: readonly HttpSend[] = [
  { names: ["fetch", "globalThis.fetch", "window.fetch", "undici.fetch", "got", "ky", "axios", "axios.request"], byMethod: true },
  { names: ["axios.post", "axios.put", "axios.patch"], body: 1 },
  { names: ["got.post", "got.put", "got.patch", "ky.post", "ky.put", "ky.patch", "superagent.post", "needle.post"] },
];
export const httpMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);
export const bodyOptions: readonly string[] = ["body", "json", "data", "form", "payload"];

/** Methods that take an element out of a collection and give it. */
export const takingMethods: ReadonlySet<string> = new Set(["shift", "pop", "splice"]);
/** Methods that take one away without giving it, and all of them. */
export const removingMethods: ReadonlySet<string> = new Set(["delete", "remove", "removeNode", "unlink", "dequeue"]);
export const clearingMethods: ReadonlySet<string> = new Set(["clear", "reset", "removeAll", "deleteAll"]);

/** Methods that put an element into a collection, and where the element stands. */
export const storingMethods: Readonly<Record<string, number>> = { set: 1, push: 0, unshift: 0, add: 0, enqueue: 0, append: 0 };

/** Those of them that no array and no collection of the language has: what they belong to may work by itself on what it is given. */
export const foreignMethods: ReadonlySet<string> = new Set(["enqueue", "append"]);

/** Names of what somebody calls when there is an answer. */
export const callbackNames = /^(?:cb|callback|done|onDone|onAck|onReply|onResponse|onResult|ack|acknowledge|reply)$/i;
/** Callbacks that by custom get the error first. */
export const errorFirstNames = /^(?:cb|callback|done)$/i;
/** Names of the functions of a promise. */
export const resolverNames = /^(?:resolve[rd]?|reject(?:er|ed)?|res|rej|fulfil{1,2}|settle)$/;
/** What makes an object with `promise`, `resolve` and `reject`. */
export const deferredMakers = /^(?:(?:create|make|new|p)?_?(?:Deferred|Defer|Future|ManualPromise|ResolvablePromise|ControllablePromise|OpenPromise|PromiseWithResolvers|WithResolvers|DeferredPromise|ExternalPromise)(?:Promise)?|p?[dD]efer(?:red)?|withResolvers)$/;

/** Collections that keep what stays: who listens, what was loaded. Emptying them loses nothing. */
export const lastingNames = /(?:listener|handler|subscri|observer|hook|middleware|watcher|plugin|cache|history|registr|interceptor|route|command)/i;
/** Names of times for which something is kept although nobody waits any more. */
export const lastingDelays = /(?:ttl|expir|retention|retain|grace|cache|keep)/i;
/** Names of functions that add somebody who is called every time. */
export const lastingVerbs: ReadonlySet<string> = new Set(["on", "once", "add", "subscribe", "listen", "observe", "watch", "use", "register", "bind", "hook", "when"]);
/** Collections of what waits for an answer, by name. */
export const waitingNames = /(?:pending|waiting|waiter|in_?flight|unacked|unack|unconfirmed|unanswered|outstanding|awaiting|request|response|repl(?:y|ies)|ack|call|job|task|transaction|exchange|operation|quer(?:y|ies)|invocation|rpc|queue|backlog|outbox|promise|resolver|deferred)/i;
/** Queues of what is to be delivered, by name. */
export const queueNames = /^[#_]*(?:\w*(?:queue|outbox|backlog|mailbox|inbox|pending(?:Messages|Updates|Events|Writes|Sends))|outgoing|unsent|undelivered|messages|updates)$/i;

/** Methods that only ask how a collection stands. */
export const askingMethods: ReadonlySet<string> = new Set(["has", "get", "includes", "indexOf", "lastIndexOf", "findIndex", "find", "some", "at", "keys", "values", "entries"]);
/** Calls that take a listener away. */
export const detachMethods: ReadonlySet<string> = new Set(["off", "removeListener", "removeEventListener", "removeAllListeners", "unsubscribe"]);

/** Calls that only arrange timers. */
export const timerCalls: ReadonlySet<string> = new Set(["clearTimeout", "clearInterval", "clearImmediate", "unref", "ref", "refresh"]);
/** Calls that say that all is well when they are given nothing. */
export const settlingNames = /^(?:resolve[rd]?|res|fulfil{1,2}|settle|done|next|cb|callback|complete|ok|finish|onDone)$/i;
/** First words of calls that check, in tests. */
export const assertingNames = /^(?:expect|assert|should|t|ok|equal|strictEqual|deepEqual)$/;

/** Names of what holds a message that comes in parts, until all have come. */
export const partNames = /(?:part|frame|chunk|fragment|segment|packet|piece|slice|shard|page)s?$|(?:assembl|fragment|reassembl|partial|incomplete|chunk)/i;

/** Remarks in a `catch` that say nothing, and those that say that what is lost may be. */
export const emptyRemark = /^[\W_]*(?:ignored?|no-?op|swallow(?:ed)?|silent(?:ly)?|silence|empty|nothing|do nothing|nothing to do|(?:eslint|biome|oxlint|prettier)-.*)?[\W_]*$/i;
export const acceptedLoss = /best.?effort|fire.?and.?forget|lossy|non.?(?:critical|essential|blocking)|(?:never|must not|mustn't|should not|shouldn't|won't|don't|doesn't|not) (?:throws?|fails?|blocks?|breaks?|crash|interrupt|affect|matter)|may (?:be )?(?:los[et]|drop)|ok(?:ay)? to (?:lose|drop)/i;

const keepsTime = /[tT]imeout|setInterval|\.now\b|hrtime|[dD]eadline/;
const setsTimer = /\bsetTimeout\b/;
const makesPromise = /\bnew Promise\b/;
const isAnswered = /\bnew Promise\b|withResolvers|[dD]efer|callback|\bcb\b|\bdone\b|\back\b|\bnext\(new \w*Error\(|\breject:/;

/** Text without which a file has none of a kind of loss: all the patterns of one of its lines must be there, of which the rare ones stand first. */
export const dropTexts = {
  // races, local functions that limit a promise, and known helpers
  races: [
    [/\bPromise\s*\.\s*race\b/, /setTimeout|sleep|delay|wait|pause|snooze|timer|timeout/i],
    [keepsTime, setsTimer, makesPromise, /\.then\(/, /\b(?:push|put|send|write|publish|insert|save|store|flush|emit|post|deliver|append|upload|dispatch)\w*\s*\(/],
    [keepsTime, /\b(?:withTimeout|pTimeout|p-timeout|promise-timeout|promiseTimeout|timeoutPromise|raceTimeout|withDeadline|deadline|raceWithTimeout|promiseWithTimeout|timeoutAfter)\b|\wWithTimeout\b|\.timeout\s*\(|\btimeout(?:With|Option)?\s*\(/, /catch|fallback|silent|message|throw|EMPTY|ignore|timeoutOption|emit|rejectOn|=> \{\}|noop|onTimeout/],
    [/\balts\b/],
  ],
  // operators and methods with a limit
  chains: [[keepsTime, /\btimeout(?:With|Option|Fail|FailCause)?\s*\(/, /\.\s*pipe\s*\(|\bpipe\s*\(|\.\s*emit(?:WithAck)?\s*\(/]],
  // entries that a timer takes away, or that an end forgets
  removals: [
    [keepsTime, /\bset(?:Timeout|Interval)\b/, isAnswered, /\.(?:delete|remove\w*|unlink|dequeue|shift|pop|splice|filter|clear)\(|\bdelete |=\s*(?:\[\]|null|undefined)/],
    [isAnswered, /\.(?:set|push|unshift|add|enqueue|append)\(\s*(?:[^()]*,)?\s*(?:\{|resolve|reject|cb\b|callback|done|ack|new [A-Z]|\w*[dD]efer|\w+\)|\()|\]\s*=\s*(?:\{|resolve|cb\b|callback|\w*[dD]efer)|=\s*(?:resolve|reject|res|rej)\b|=\s*\{[^{}]*\b(?:resolve|reject)\b/, /\.(?:clear|reset|removeAll|deleteAll|delete|remove)\(|\bdelete |\.length\s*=\s*0|=\s*(?:\[\]|\{\}|null|undefined|new (?:Map|Set)\b)|\.splice\(0|Object\.create\(null\)/, /close|destroy|disconnect|dispose|stop|shutdown|terminate|\bend|teardown|exit|quit|kill|abort|cancel|cleanup|\breturn\([^()]*\)[^;(){}]*\{|\b_?(?:clear|flush|drain|reset|purge|empty|discard)\w*(?:\s*[=:]\s*(?:async\s*)?(?:function\s*)?)?\s*\([^()]*\)[^;(){}]*\{/i],
    // entries that are swept away by their age
    [isAnswered, /\.(?:delete|remove)\(|\bdelete /, keepsTime, /\bfor\s*\(|\.forEach\(/],
    [/\.(?:shift|pop)\(\)/, /if\s*\([^)]*\.(?:length|size)\s*[<>=]/],
    [isAnswered, /\.(?:values|entries)\(\)\s*\.next\(\)/, /\.(?:clear|reset|removeAll|deleteAll)\(\)/],
  ],
  // entries that an end knows nothing of
  left: [
    [/\bnew Promise\b|withResolvers|[dD]efer|new Future\b|callback|\bcb\b/, /\.(?:set|push|add)\(|\]\s*=\s*[^=]/, /^\s*(?:public |protected |private |override |async |#|_)*(?:close|destroy|disconnect|dispose|shutdown|terminate|end|teardown|quit|cleanup)\w*\s*\(/m],
    [/\bnew Promise\b|withResolvers|[dD]efer/, /\.(?:set|add)\(|\]\s*=\s*[^=]/, /\bon(?:message|data)\s*=|["'](?:message|data|line|response)["']/, /\.(?:terminate|close|destroy|kill|disconnect|end)\(/],
  ],
  // entries that are told in one case alone, and those of a timer that is stopped
  partly: [[isAnswered, /\bif\s*\([^{}]*\)\s*(?:\{\s*)?(?:for\s*\(|[^;{}]*\.forEach\()/, /\.(?:clear|reset|removeAll|deleteAll)\(|\.length\s*=\s*0|=\s*(?:\[\]|\{\}|new (?:Map|Set)\b)|\.splice\(0/]],
  stopped: [[/\bclearTimeout\(/, setsTimer, /\bnew Promise\b|withResolvers|[dD]efer/, /^\s*(?:public |protected |private |override |async |#|_)*(?:close|destroy|disconnect|dispose|shutdown|terminate|end|teardown|quit|cleanup)\w*\s*\(/m]],
  skipped: [[/&&\s*rej(?:ect)?\(/]],
  unflushed: [[/\bclear(?:Timeout|Interval)\(\s*this/, setsTimer, /flush|drain|send|persist|write|deliver|upload|commit/]],
  answers: [
    [/\bsendBeacon\(/, /=\s*\[\]|\.length\s*=\s*0|\.(?:splice|clear|shift)\(/],
    [/\b(?:offer|try(?:Offer|Send|Push|Put|Write|Enqueue|Publish|Emit|Add|Deliver|Post|Dispatch|Append|Produce))\w*\s*\(/],
    [keepsTime, /setTimeout|Date\.now|new Date\b|performance\.now|hrtime/, /\b_?(?:wait|next|receive|recv|request|call|poll|until|deliver|send|publish|push|[a-z]+Until)\w*\s*[(=]/, /resolve\w*\(\s*(?:\)|undefined|void|false|["'`])|return false|Promise<boolean>|res\(\s*\)/],
  ],
  flags: [[keepsTime, setsTimer, /=\s*true\b/, /\bif\s*\(\w+\)\s*(?:\{\s*)?return\b/]],
  aborted: [[keepsTime, /\bAbort(?:Signal|Controller)\b|timeout\s*:/, /\.(?:shift|pop|splice)\(|=\s*\[\]|AbortSignal\.timeout/, /catch/]],
  swallowed: [[/\.(?:shift|pop|splice)\(|=\s*\[\]/, /\bcatch\b/, /\.(?:push|unshift)\(/]],
  parts: [[keepsTime, /\bset(?:Timeout|Interval)\b/, /(?:part|frame|chunk|fragment|segment|packet|piece|slice|shard|page)s\b|assembl|fragment|partial/i, /\.delete\(|\bdelete /, /\.set\(|\]\s*=\s*[^=]/]],
  calledBack: [[keepsTime, setsTimer, /\.apply\([^)]*\barguments\)|\(\.\.\.|\b(?:cb|callback|done|next|fn)\(\s*(?:null|undefined)?\s*\)|setTimeout\(\s*(?:cb|callback|done|next|fn)\b/]],
  waits: [[keepsTime, setsTimer, makesPromise, /\b_?(?:wait|next|receive|recv|request|call|poll|until|await)\w*\s*[(=]/i]],
} as const satisfies Readonly<Record<string, readonly (readonly RegExp[])[]>>;
