/** First words of calls that send something to a peer. */
export const sendingVerbs: ReadonlySet<string> = new Set(["send", "reply", "respond", "write", "emit", "post", "notify", "publish", "ack", "acknowledge", "accept", "greet", "welcome", "transmit", "push", "deliver", "signal", "answer", "broadcast", "tell", "announce", "handshake"]);

/** Words of a message, or of the name of the call that sends it, that let the peer go on. */
export const goOnWords =
  /(?:^|[^a-z])(?:acks?|acknowledged?|acknowledge?ment|ready|welcome|accept(?:ed)?|ok(?:ay)?|hello|helo|ehlo|connected|handshake|auth(?:enticated|orized|ok)?|auth[_ -]?(?:ok|success)|authenticated|logged[_ -]?in|login[_ -]?(?:ok|success)|established|init(?:ialized|ialised)?|open(?:ed)?|start(?:ed)?|joined|subscribed|registered|go|go[_ -]?ahead|continue|proceed|success|granted|upgrade[d]?|session|confirm(?:ed)?|complete[d]?|online|listening|resume[d]?|synced|sync|101|220|230|235|250|331|334|350|354)(?:[^a-z]|$)/i;

/** Of those verbs, the ones that answer whoever has asked. */
export const answeringVerbs: ReadonlySet<string> = new Set(["reply", "respond", "answer", "ack", "acknowledge", "accept", "welcome"]);

/** Names of requests by which a peer opens a conversation: their answer lets it go on, whatever is in it. */
export const openingRequests = /^(?:.*[^a-z])?(?:initiali[sz]e|init|hello|helo|ehlo|auth|authenticate|authori[sz]e|login|logon|connect|handshake|join|register|identify|open|start|negotiate|attach|resume|setup)$/i;

/** Events in which what a peer has sent arrives. */
export const messageEvents: ReadonlySet<string> = new Set(["message", "data", "packet", "frame", "line", "text", "binary", "command", "msg", "payload", "event"]);

/** Events whose listeners get the connection of a peer: any event of it that tells nothing of the connection itself is a message. */
export const connectionEvents: ReadonlySet<string> = new Set(["connection", "connect"]);
/** Events of a connection that tell of itself. */
export const ownEvents: ReadonlySet<string> = new Set(["close", "closed", "end", "error", "disconnect", "disconnected", "disconnecting", "exit", "drain", "finish", "ping", "pong", "open", "timeout", "upgrade", "readable", "newListener", "removeListener"]);

/** Properties that hold a listener of such an event. */
export const messageProperties: ReadonlySet<string> = new Set(["onmessage", "ondata", "onMessage", "onData"]);

/** Names of functions that handle what a peer has sent. */
export const handlerName = /^_?#?(?:on|handle|process|receive|recv|dispatch|route|consume|accept|got|incoming|execute|apply|message|data|request|command|packet|frame|subscribe|publish|deliver)|(?:handler|listener|message|messages|packet|frame|request|command|data)$/i;

/** First words of calls that turn a peer away, or answer that it is too early. */
export const refusingVerbs: ReadonlySet<string> = new Set(["close", "terminate", "destroy", "end", "disconnect", "reject", "refuse", "error", "fail", "abort", "kick", "deny", "drop", "ignore", "throw", "send", "reply", "respond", "next", "warn", "log"]);

/** Of those, the ones that end the connection. */
export const closingVerbs: ReadonlySet<string> = new Set(["close", "terminate", "destroy", "end", "disconnect", "kick", "abort"]);

/** What ends the connection of one peer, by the contract of the server whose listener of connections gets it. */
export const peerEndings: Readonly<Record<string, string>> = { "ws.WebSocketServer": "close(1013)", "socket.io.Server": "disconnect()" };

/** Methods that hold back what arrives, until the second of the pair. */
export const pausingMethods: ReadonlySet<string> = new Set(["pause", "cork"]);

/** First words of calls that only keep a message for later. */
export const keepingVerbs: ReadonlySet<string> = new Set(["push", "enqueue", "buffer", "queue", "unshift", "add", "append", "log", "debug", "info", "warn", "error", "trace", "resolve"]);

/** How many early messages a suggested queue holds. */
export const mostEarlyMessages = 100;
