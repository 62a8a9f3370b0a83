/** Text without which a file has no machine whose table and state can be told: a word for states, a look into a table by a name, a question about a name. */
export const machineText: readonly RegExp[] = [
  /\.(?:includes|has|indexOf|some|hasOwnProperty|hasOwn)\b|\]\s*(?:\?\.)?\[|\bin\s|===|!==|\.on\b/,
  /[sS]tat(?:e|us)|STATE|STATUS|[pP]hase|PHASE|[sS]tage|STAGE|[sS]tep|[mM]ode|[lL]ifecycle|[tT]ransition|TRANSITION|[mM]achine|MACHINE|\b(?:[cC]urrent|[nN]ext|NEXT|[lL]egal|LEGAL|[aA]llowed|ALLOWED|[vV]alid|VALID|fsm|FSM)\w*/,
  /[\w)\]]\s*(?:\?\.)?\[\s*[A-Za-z_$][^\]\n"'`]*\]|\.get\(/,
];

/** Methods that ask whether a row holds what they are given. */
export const membershipMethods: ReadonlySet<string> = new Set(["includes", "has", "hasOwnProperty"]);

/** Methods that change a table: one that has been changed is not what was declared. */
export const changingMethods: ReadonlySet<string> = new Set(["push", "unshift", "pop", "shift", "splice", "set", "add", "delete", "clear", "sort", "reverse", "fill", "copyWithin"]);

/** Calls that go on only if what they are given is true. */
export const assertingCalls = /^(?:assert|invariant|tinyInvariant|ok|ensure|check|precondition|assert\.(?:ok|equal|strictEqual))$/;

/** Members of a row's object under which its targets stand. */
export const rowMembers: ReadonlySet<string> = new Set(["on", "to", "next", "allowed", "allow", "targets", "transitions", "can", "valid"]);

/** States, and inputs, that a repair does not pass through: they end the machine, or say that it has failed. */
export const endingWords: ReadonlySet<string> = new Set([
  "fail", "failed", "failure", "failing", "error", "errored", "err", "fault", "faulted", "broken", "crash", "crashed", "crashing", "panic", "panicked", "dead", "die", "died", "kill", "killed", "killing",
  "close", "closed", "closing", "end", "ended", "ending", "finish", "finished", "done", "complete", "completed", "destroy", "destroyed", "destroying", "disposed", "dispose", "disposing",
  "disconnect", "disconnected", "disconnecting", "abort", "aborted", "aborting", "cancel", "canceled", "cancelled", "canceling", "cancelling", "stop", "stopped", "stopping", "terminate", "terminated", "terminating",
  "reject", "rejected", "refuse", "refused", "deny", "denied", "expire", "expired", "timeout", "timedout", "lost", "gone", "drop", "dropped", "reset", "shutdown", "exit", "exited", "draining", "drained", "offline", "unhealthy", "degraded", "backoff", "reconnecting", "retry", "retrying",
]);

/** Calls that only tell, compute or keep time: no machine moves in them. */
export const idleCalls = /^(?:(?:console|logger|log|Math|JSON|Number|String|Array|Date|performance|Buffer)\..*|Object\.(?!assign|define)\w+|log|debug|clearTimeout|clearInterval|clearImmediate|structuredClone|Symbol|String|Number|Boolean|BigInt|parseInt|parseFloat|isNaN|require|fetch)$/;

/** Methods that only tell something to people, whoever has them. */
export const loggingMethods: ReadonlySet<string> = new Set(["log", "debug", "info", "warn", "error", "trace", "verbose", "fatal"]);

/** What has `loggingMethods` that only tell. */
export const loggers = /(?:^|\.)#?_?(?:\w*[lL]og(?:ger)?|console|reporter|tracer)$/;

/** Calls that run the functions they are given later, never at once. */
export const laterCalls: ReadonlySet<string> = new Set([
  "on", "once", "addListener", "prependListener", "prependOnceListener", "addEventListener", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "nextTick", "then", "catch", "finally",
]);
