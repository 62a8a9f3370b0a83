/** What a sleep may stand for, each with a handle of its own. */
export type TargetKind = "child" | "thread" | "worker" | "watcher" | "subscription" | "consumer" | "container" | "client" | "server" | "cluster" | "page" | "topic" | "unknown";

/** How a kind of thing is named in a message, and what to wait for instead of a time. */
export const targets: Readonly<Record<TargetKind, { readonly noun: string; readonly advice: string }>> = {
  child: { noun: "the child process", advice: "Wait for its 'message' or a line of its output, and stop when it exits" },
  thread: { noun: "the worker", advice: "Let it post a message when it is set up, and wait for that and for its 'error'" },
  worker: { noun: "the worker", advice: "Give it a promise or an event of readiness, or ask it until it is ready, with a deadline that throws" },
  watcher: { noun: "the watcher", advice: "Wait for its 'ready' event" },
  subscription: { noun: "the subscription", advice: "Wait for its acknowledgement: the promise or the event that says it is in place" },
  consumer: { noun: "the consumer", advice: "Wait until it has joined its group" },
  container: { noun: "the container", advice: "Start it with `--wait`, or wait for its health check" },
  client: { noun: "the connection", advice: "Wait for the event or the promise that says it is connected" },
  server: { noun: "the server", advice: "Wait for its readiness, or ask it until it answers, with a deadline that throws" },
  cluster: { noun: "the cluster", advice: "Ask for its members until all are there, with a deadline that throws" },
  page: { noun: "the page", advice: "Wait for what it shows: assertions of the test runner try again by themselves" },
  topic: { noun: "the topic", advice: "Ask for its metadata until its partitions have leaders, with a deadline that throws" },
  unknown: { noun: "it", advice: "Give it a promise or an event of readiness, or ask it until it is ready, with a deadline that throws" },
};

/** Calls that start something as soon as they are made. */
export interface Launch {
  readonly kind: TargetKind;
  readonly from: readonly string[];
  readonly exports: readonly string[];
  /** The event that says ready, for `once` of node:events. */
  readonly ready?: string;
  /** Its promise is of the end, not of readiness: awaited, nothing is left to wait for. */
  readonly endsWhenAwaited?: true;
  /** It comes back when what it runs has ended, unless this option is on. */
  readonly option?: string;
  /** What it starts is somebody else's, if anything. */
  readonly mayStart?: true;
}

/** Started by the call itself; sources are the packages' own pages. */
export const launches: readonly Launch[] = [
  { kind: "child", from: ["child_process"], exports: ["spawn", "fork", "exec", "execFile"], endsWhenAwaited: true },
  { kind: "child", from: ["cross-spawn", "execa", "nano-spawn", "tinyexec", "node-pty", "@lydell/node-pty", "bun", "zx"], exports: ["default", "spawn", "execa", "execaNode", "execaCommand", "$", "x", "exec"], endsWhenAwaited: true },
  { kind: "child", from: ["shelljs"], exports: ["exec", "default.exec"], option: "async" },
  { kind: "thread", from: ["worker_threads"], exports: ["Worker"] },
  { kind: "thread", from: ["cluster"], exports: ["fork", "default.fork"] },
  { kind: "watcher", from: ["chokidar"], exports: ["watch", "default.watch", "FSWatcher"], ready: "ready" },
  { kind: "watcher", from: ["fs", "fs-extra"], exports: ["watch", "watchFile"] },
  { kind: "watcher", from: ["gaze", "sane"], exports: ["Gaze", "default", "default.Gaze"], ready: "ready" },
  { kind: "watcher", from: ["@parcel/watcher", "node-watch", "nsfw", "watchpack"], exports: ["default", "subscribe", "watch"] },
  { kind: "client", from: ["ws"], exports: ["WebSocket", "default", "default.WebSocket"], ready: "open" },
  { kind: "client", from: ["socket.io-client"], exports: ["io", "default", "connect", "default.connect"], ready: "connect" },
  { kind: "client", from: ["ioredis"], exports: ["Redis", "default", "Cluster", "default.Cluster"], ready: "ready" },
  { kind: "client", from: ["mqtt"], exports: ["connect", "default.connect"], ready: "connect" },
  { kind: "client", from: ["net"], exports: ["connect", "createConnection", "default.connect", "default.createConnection"], ready: "connect" },
  { kind: "client", from: ["tls"], exports: ["connect", "default.connect"], ready: "secureConnect" },
  { kind: "client", from: ["http2"], exports: ["connect", "default.connect"], ready: "connect" },
  // What is behind the port starts when it is opened: 'open' says nothing of that.
  { kind: "client", from: ["serialport"], exports: ["SerialPort", "default", "default.SerialPort"] },
  { kind: "client", from: ["mineflayer"], exports: ["createBot", "default.createBot"], ready: "spawn" },
  { kind: "client", from: ["peerjs"], exports: ["Peer", "default"], ready: "open" },
  { kind: "client", from: ["kafka-node"], exports: ["KafkaClient", "default.KafkaClient", "Producer", "default.Producer", "HighLevelProducer", "default.HighLevelProducer"], ready: "ready" },
  // A language server may look at what is shown.
  { kind: "unknown", from: ["vscode"], exports: ["window.showTextDocument", "workspace.openTextDocument"], mayStart: true },
  // These start with a method: `connect()`, `initialize()`.
  { kind: "client", from: ["ssh2", "node-rdkafka", "whatsapp-web.js"], exports: [], ready: "ready" },
  { kind: "client", from: ["node-zookeeper-client"], exports: [], ready: "connected" },
  { kind: "client", from: ["amqplib", "nats", "mongoose", "@nats-io/transport-node", "puppeteer", "stompit"], exports: ["connect", "default.connect", "launch", "default.launch"] },
];

/** Calls that leave nothing to wait for when they have been awaited: the other side has said that what they ask for is in place. Sources: the packages' API pages. */
export const settledCalls: readonly { readonly kind: TargetKind; readonly from: readonly string[]; readonly names: ReadonlySet<string>; /** Methods of it that give what it has loaded so far. */ readonly loads?: ReadonlySet<string>; /** Options with which it leaves something to wait for. */ readonly unless?: readonly string[] }[] = [
  { kind: "consumer", from: ["amqplib"], names: new Set(["consume"]) },
  { kind: "subscription", from: ["redis", "@redis/client"], names: new Set(["subscribe", "pSubscribe", "sSubscribe"]) },
  { kind: "subscription", from: ["ioredis"], names: new Set(["subscribe", "psubscribe", "ssubscribe"]) },
  { kind: "subscription", from: ["mqtt"], names: new Set(["subscribeAsync"]) },
  { kind: "server", from: ["fastify"], names: new Set(["ready"]) },
  // Its partitions have leaders then. https://kafka.js.org/docs/admin#a-name-create-topics-a-create-topics
  { kind: "topic", from: ["kafkajs"], names: new Set(["createTopics"]), unless: ["waitForLeaders", "validateOnly"] },
  { kind: "client", from: ["puppeteer", "puppeteer-core", "playwright", "playwright-core", "@playwright/test"], names: new Set(["launch"]), loads: new Set(["targets", "serviceWorkers", "backgroundPages", "windows"]) },
];

/** Calls that listen when they have come back: a port that is taken is thrown there. Sources: https://docs.deno.com/api/deno/~/Deno.serve, https://bun.com/docs/api/http */
export const listeningCalls: readonly { readonly from: string; readonly name: string }[] = [
  { from: "", name: "Deno.serve" },
  { from: "", name: "Deno.listen" },
  { from: "", name: "Bun.serve" },
  { from: "", name: "Bun.listen" },
  { from: "bun", name: "serve" },
  { from: "bun", name: "listen" },
];

/** Globals that start something as soon as they are called or newed. */
export const globalLaunches: Readonly<Record<string, { readonly kind: TargetKind; readonly ready?: string }>> = {
  WebSocket: { kind: "client", ready: "open" },
  EventSource: { kind: "client", ready: "open" },
  Worker: { kind: "thread" },
  SharedWorker: { kind: "thread" },
  "Bun.spawn": { kind: "child" },
};

/** Command lines that start something and come back before it is ready, whatever call takes them. */
export const launchCommands: readonly { readonly kind: TargetKind; readonly command: RegExp; readonly unless: RegExp }[] = [
  { kind: "container", command: /\bdocker[ -]compose\b.*\bup\b(?=.*(?:\s-\w*d\w*\b|--detach))/, unless: /--wait\b/ },
  { kind: "container", command: /\bdocker(?:-compose| compose)?\b.*\b(?:start|restart)\b/, unless: /--wait\b/ },
  { kind: "container", command: /\b(?:docker|podman)\s+run\b(?=.*(?:\s-\w*d\w*\b|--detach))/, unless: /--wait\b|--rm -it/ },
  { kind: "container", command: /\bkubectl\s+(?:apply|create|rollout restart)\b/, unless: /--wait\b/ },
  { kind: "unknown", command: /\bshell am start\b|\bsimctl (?:boot|launch)\b|^\s*open -a\b|^\s*start "" /, unless: /-W\b/ },
  { kind: "server", command: /\bpm2\s+(?:start|restart|reload)\b/, unless: /--wait-ready\b/ },
  { kind: "server", command: /\b(?:systemctl|service|brew services)\s+(?:re)?start\b|\bpg_ctl\b.*\bstart\b/, unless: /\s-w\b|--wait\b/ },
  { kind: "server", command: /\bnpm (?:run )?(?:dev|start|serve)\b.*&\s*$/, unless: /wait-on/ },
];

/** Names of functions that run a program with the arguments they are given as a list. */
export const programRunners = /^(?:run|exec|spawn|cli|invoke|launch)|(?:cli|command|cmd|bin|program|process)$/i;

/** Arguments by which a program is told to start something and to go on. */
export const startSubcommands: ReadonlySet<string> = new Set(["start", "serve", "up", "listen"]);

/** Words that say so only where no other goes before the options: `["server", "list"]` asks for a list. */
export const startingModes: ReadonlySet<string> = new Set(["server", "dev", "daemon"]);

/** Command lines that do their work and end by themselves: nobody waits until they are ready. */
export const endingWork =
  /^(?!.*\s(?:--watch|-w|--serve)\b)\s*(?:git (?!daemon)|(?:npm|pnpm|yarn|bun) (?:install|i|ci|add|pack|publish|(?:run )?build)\b|(?:npx |pnpm |yarn )?(?:tsc|eslint|prettier)\b|docker (?:build|pull|push)\b|(?:make|cmake|tar|unzip|zip|cp|mv|mkdir|chmod|curl|wget|ffprobe)\b)/;

/** First words of methods that start what they are called on, or take part of it into use. */
export const startMethodVerbs: ReadonlySet<string> = new Set([
  "start", "restart", "reboot", "relaunch", "respawn", "connect", "reconnect", "subscribe", "psubscribe", "listen", "launch", "boot", "bootstrap", "init", "initialize", "initialise", "join", "dial", "serve", "spawn", "fork", "watch",
]);

/** Last names of modules of the same project that start a server when they are loaded. */
export const startingModules = /^\.{1,2}\/(?:.*[/.-])?(?:server|www|main)(?:\.[cm]?[jt]s)?$/;

/** Methods in a chain that say that what is subscribed to is with another process: `client.channel("x").on("INSERT", …).subscribe()`. */
export const remoteLinks: ReadonlySet<string> = new Set(["channel", "on"]);

/** Command lines that end something. */
export const endingCommands = /^\s*(?:sudo )?(?:p?kill|killall|taskkill|rm|docker(?:-compose| compose)? (?:stop|kill|rm|down))\b/;

/** Command lines that show, play or say something to people: time passes for those. An application that is opened by its name is there for the program. */
export const showingCommands = /^\s*(?:say|espeak|spd-say|afplay|aplay|paplay|ffplay|mpg123|mpv|vlc|notify-send|terminal-notifier|xdg-open|open(?! -a\b))\b/;

/** Methods whose last argument is called when what they start has been started, and not more than once. */
export const startCallbackVerbs: ReadonlySet<string> = new Set(["start", "restart", "connect", "reconnect", "launch", "boot", "bootstrap", "init", "initialize", "initialise"]);

/** Names of what such a function may be given: a connection of its own, not one of many that come in. */
export const connectionNames = /(?:client|connection|conn|db|database|redis|mongo|mqtt|nats|bot)$/i;

/** First words of methods that start only what is a server, a consumer or a connection by its name. */
export const startMethodVerbsOfSome: ReadonlySet<string> = new Set(["run", "open", "login", "consume", "setup", "deploy", "activate", "up"]);

/** First words of functions that start something of their own. */
export const startFunctionVerbs: ReadonlySet<string> = new Set(["start", "restart", "reboot", "relaunch", "respawn", "launch", "spawn", "boot", "bootstrap", "fork", "serve", "connect", "reconnect", "subscribe", "dial"]);

/** First words of functions that start something where the rest of the name is a thing that starts. */
export const setUpVerbs: ReadonlySet<string> = new Set(["run", "setup", "open", "init", "listen", "deploy", "join", "watch", "initialize"]);

/** First words of functions that make something. */
export const makeVerbs: ReadonlySet<string> = new Set(["new", "create", "make", "build"]);

/** The ends of addresses at which a server is told to start something: `/api/sessions/1/start`. */
export const orderedPaths = /\/(?:re)?(?:start|launch|spawn|boot|enable|activate|deploy)(?:\?.*)?$/;

/** Words of names of functions that make something, by which it has been started or connected when they come back. */
export const runningStates: ReadonlySet<string> = new Set(["started", "running", "connected", "joined", "subscribed", "launched"]);

/** Words of members that say whether what they are read of runs: `connected`, `isReady()`. */
export const askedStates: ReadonlySet<string> = new Set([...runningStates, "ready", "listening", "online", "initialized", "initialised", "registered", "synced"]);

/** Last words of names of things that take time to be ready, with their kind. */
export const thingsThatStart: readonly { readonly kind: TargetKind; readonly name: RegExp }[] = [
  { kind: "consumer", name: /(?:consumer|subscriber|listener)s?$/i },
  { kind: "watcher", name: /watch(?:er)?s?$/i },
  { kind: "worker", name: /(?:worker|thread)s?$/i },
  { kind: "container", name: /(?:container|compose|environment|docker|kafka|zookeeper|postgres|mysql)s?$/i },
  { kind: "child", name: /(?:process|proc|child|subprocess|daemon|emulators?|cli)$/i },
  { kind: "server", name: /(?:server|app|api|service|broker|gateway|proxy|backend|devserver|dev|host|instance|hub|registry|relay|sdk|bot|runtime|engine)s?$/i },
  { kind: "client", name: /(?:client|socket|connection|conn|ws|redis|db|database|provider|session|transport|channel|peer|mongo|nats|mqtt|producer|link)s?\d*$/i },
  { kind: "unknown", name: /(?:^ext|extension|plugin|addon)s?$/i },
  { kind: "cluster", name: /(?:cluster|node|member|replica|peers|swarm|raft|leader)s?\d*$/i },
];

/** Names of classes and factories of which one can say that they start by themselves: potential. */
export const startsByItself = /(?:Server|Client|Provider|Connection|Worker|Node|Watcher|Consumer|Cluster|Broker|Peer)$/;

/** Options by which what is made says that it starts something: a text, a thing of its kind, or that it is so. Of these too one can only say that it is potential. */
export const optionsThatStart: readonly { readonly kind: TargetKind; readonly names: ReadonlySet<string>; readonly value: "text" | "thing" | "yes" }[] = [
  { kind: "child", names: new Set(["command", "cmd"]), value: "text" },
  { kind: "client", names: new Set(["connection", "redis"]), value: "thing" },
  { kind: "unknown", names: new Set(["init", "autoStart", "autostart", "autoConnect", "autoconnect"]), value: "yes" },
];

/** Calls that order what the other side then makes: when they are answered, it need not be in use yet. */
export const thingsMadeElsewhere: readonly { readonly kind: TargetKind; readonly calls: RegExp }[] = [{ kind: "topic", calls: /^create(?:Topics?|Partitions)$/ }];

/** Things whose `start` begins to measure, to count or to run at once: nothing is awaited behind it. */
export const startsAtOnce =
  /(?:timer|time|interval|clock|span|trace|tracer|spinner|scheduler|cron|poller|polling|ticker|stopwatch|animation|countdown|debouncer|throttler|heartbeat|profiler|recorder|recording|transaction|segment|job|jobs|task|tasks|queue|progress|bar|ora|controller|machine|actor|game|player|sequence|tween|saga|stream|measure|benchmark|loop|session|turn|drag|monitor|batch|pipeline|workflow|simulation|of|date|index|case|day|month|week|year|listening|performance|store|observable|subject|signal|atom)s?\d*\$?$/i;

/** Makers of what is shown while something else goes on, whatever the name is that it is kept under. */
export const makesShows = /spinner$|^ora$|progress|oscillator$|buffersource$/i;

/** First words of functions that give something time. */
export const waitingVerbs: ReadonlySet<string> = new Set(["wait", "await", "let", "give", "allow", "ensure"]);

/** Those of them that hand a thing out as well, unless the name says what it is given time for. */
export const handingVerbs: ReadonlySet<string> = new Set(["let", "give", "allow"]);

/** Words of such a name that say that something is to be gone, or is not to come. */
export const namesAbsence: ReadonlySet<string> = new Set(["no", "not", "without", "lost", "loss", "gone", "dead", "death", "dropped", "missing", "removed", "left", "leave", "disconnect", "disconnected", "failed", "failure"]);

/** Words of the name of a class that stands in for a real one. */
export const standInWords: ReadonlySet<string> = new Set(["mock", "mocked", "fake", "stub", "dummy", "noop", "simulated"]);

/** Methods that start where they are given an address: `socket.bind("tcp://127.0.0.1:5555")`. */
export const startsAtAddress: ReadonlySet<string> = new Set(["bind", "bindSync"]);

/** First words of calls that say, awaited, that what they are called on or given is ready. */
export const readinessCalls = /^(?:ready|deployed|waitForDeployment|isReady|whenReady|onReady|untilReady|ensureReady|(?:wait|await)\w*(?:Ready|Start|Started|Connect|Connected|Connection|Open|Opened|Join|Joined|Listening|Up|Online|Init|Initiali[sz]ed|Load|Loaded|Port|Health|Healthy|Boot|Booted|Subscri\w*|Register\w*|Leader|Synced|Sync|Server|Service)|waitReady|waitUntilReady)$/;

/** Events that say that something is ready. */
export const readyEvents: ReadonlySet<string> = new Set(["ready", "listening", "open", "connect", "connected", "online", "spawn", "secureConnect", "subscribed", "joined", "start", "started", "restart", "restarted", "up", "init", "initialized", "load", "loaded", "login"]);

/** Of those, the ones that a process or a bot begins with: what it does then is still to come. */
export const begunEvents: ReadonlySet<string> = new Set(["spawn", "start", "restart", "restarted"]);

/** Last words of names of other events that say so: what they name has become it. */
export const readyPasts: ReadonlySet<string> = new Set(["ready", "listening", "online", "started", "restarted", "connected", "subscribed", "joined", "initialized", "loaded"]);

/** First words of calls that end what they are called on. */
export const stopVerbs: ReadonlySet<string> = new Set([
  "stop", "close", "end", "kill", "destroy", "disconnect", "terminate", "shutdown", "quit", "exit", "abort", "dispose", "teardown", "cleanup", "release", "unsubscribe", "leave", "cancel", "down", "halt", "finish", "complete", "undeploy", "unwatch", "revoke", "remove", "hide", "detach", "deactivate",
]);

/** First words of names of functions that take down what others have set up. */
export const teardownVerbs: ReadonlySet<string> = new Set(["stop", "close", "teardown", "tear", "cleanup", "clean", "shutdown", "dispose", "destroy", "disconnect", "kill", "quit", "terminate", "end", "reset", "down", "drain", "unmount"]);

/** First words of names of functions that repeat, pace or poll, or play a part in a test. */
export const pacingVerbs: ReadonlySet<string> = new Set(["retry", "poll", "backoff", "throttle", "debounce", "wait", "sleep", "delay", "pause", "until", "eventually", "simulate", "fake", "mock", "stub", "animate", "reconnect", "schedule", "ping", "process", "handle", "on", "work", "execute", "perform", "handler", "job"]);
