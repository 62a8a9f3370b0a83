/** Words of the names of functions that may wait for a server although they are not given it: what they ask is found out elsewhere. */
export const waitWords: ReadonlySet<string> = new Set([
  "wait", "waits", "waiting", "until", "ready", "readiness", "listen", "listening", "bound", "bind", "poll", "retry", "retries", "eventually",
  "health", "healthy", "healthcheck", "alive", "probe", "ping", "online", "up", "settle", "settled", "open", "opened",
  "sleep", "delay", "timeout", "pause", "tick", "ticks", "interval", "immediate", "flush", "idle",
  "join", "finished", "closed", "stop", "stopped", "shutdown", "forever", "completed", "done", "exit", "signal",
  "run", "loop", "watch", "serve", "consume",
]);

/** Names under which code may know its own server, and functions of timers: what is asked there may be this one. Stores of data are others. */
export const ownAddressNames =
  /^(?:.*port|(?!.*(?:mongo|redis|data|db|postgres|pg|sql|amqp|rabbit|nats|kafka|mqtt|queue|broker|cache)).*(?:url|uri|origin|address|endpoint)|setTimeout|setInterval|setImmediate|listening)$/i;

/** Modules of Node whose functions ask no server, whatever they are given. */
export const localModules: ReadonlySet<string> = new Set(["fs", "fs/promises", "path", "crypto", "zlib", "os"]);

/** Events by which something comes to its end: who waits for them lives as long as what it has started. */
export const endEvents = /^(?:exit|close|end|finish|disconnect|abort|beforeExit|SIG[A-Z\d]+)$/;

/** Methods that put something into a list. */
export const fillMethods: ReadonlySet<string> = new Set(["push", "unshift", "add", "concat"]);
