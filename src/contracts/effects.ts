/** First words of calls that send or change something: a time behind them is for what that brings about, unless more is said. */
export const effectVerbs: ReadonlySet<string> = new Set([
  "send", "publish", "emit", "post", "put", "patch", "write", "change", "update", "click", "dblclick", "tap", "type", "fill", "press", "submit", "set", "insert", "upsert", "save", "delete", "remove", "push", "produce", "enqueue", "dispatch",
  "trigger", "fire", "broadcast", "request", "fetch", "invoke", "mutate", "commit", "append", "notify", "upload", "increment", "edit", "rename", "touch", "unlink", "mkdir", "copy", "transact",
]);

/** Words of a comment that say that it is such an effect that is given time. */
export const saysEffect =
  /\b(?:changes?|updates?|messages?|events?|requests?|responses?|repl(?:y|ies)|data|deltas?|writes?|broadcasts?|notifications?|values?|deliver\w*|arriv\w*|receiv\w*|replay\w*|persist\w*|written|(?:re-?)?render\w*|process(?:es|ed|ing)|to process|handled|complet\w*|callbacks?|microtasks?|promises?|side.effects?)\b/i;

/** What is said to be lost without the time: not what it is for. */
export const saysLoss = /\b(?:oth\w+wise|or else)\b[^.]*/gi;

/** Words that say of a start that it is over: the completion of these is readiness. */
export const saysStartComplete = /\b(?:init(?:iali[sz]ation)?|start-?up|set ?up|boot(?:strap)?|connection|handshake|join|load)(?: (?:hook|step|phase|process|task|script|sequence)s?)?(?: (?:is|are|has|have|to|should|will|be|been))* (?:complet|finish)\w*/gi;

/** Words that say that a page, or what it shows, is to load. */
export const saysPageLoads = /\b(?:load|navigat)\w*/i;

/** First words of methods that hand something to the other side of a connection. */
export const sendVerbs: ReadonlySet<string> = new Set(["send", "emit", "write"]);

/** Names of what tells listeners of this process, and of what only counts. */
export const localEmitters = /(?:bus|emitter|events?|hooks?|analytics|telemetry|metrics|tracker)$/i;

/** First words of what such a method is given when it asks the other side to begin: the sending does not say when it has. */
export const asksToBegin: Readonly<Record<"subscription" | "session", ReadonlySet<string>>> = {
  subscription: new Set(["subscribe", "psubscribe", "sub", "join", "observe"]),
  session: new Set(["register", "auth", "authenticate", "login", "identify", "handshake", "initialize"]),
};

/** Nouns among them: what is sent or changed. */
export const namesEffect = /\b(?:changes?|updates?|messages?|events?|requests?|responses?|repl(?:y|ies)|data|deltas?|writes?|broadcasts?|notifications?|values?)\b/i;
