/** First words of calls that bring something to life: a second one beside it is one too many. */
export const startingVerbs: ReadonlySet<string> = new Set([
  "connect", "reconnect", "launch", "listen", "subscribe", "psubscribe", "spawn", "fork", "dial", "serve", "start", "restart", "boot", "bootstrap", "join", "open", "init", "initialize", "initialise", "setup", "establish", "mount", "attach", "consume",
  "bind", "up", "handshake", "begin", "watch", "login", "register",
]);

/** Of those, the ones that alone are no more than a hint: files, sessions and handlers are opened, bound and registered as well. */
export const startingVerbsOfMuch: ReadonlySet<string> = new Set(["open", "bind", "login", "register", "begin", "watch", "attach", "mount", "init", "initialize", "initialise", "setup", "up"]);

/** First words of calls that make something. */
export const makingVerbs: ReadonlySet<string> = new Set(["create", "make", "build", "new", "produce", "provision", "allocate", "factory", "acquire", "instantiate", "construct"]);

/** First words of calls that only find something out: done twice, they cost nothing but work. */
export const readingVerbs: ReadonlySet<string> = new Set([
  "get", "fetch", "load", "read", "find", "query", "parse", "compute", "calculate", "resolve", "render", "import", "require", "list", "request", "download", "stat", "lookup", "search", "select", "count", "hash", "sign", "compile", "transform",
  "collect", "retrieve", "discover", "detect", "check", "is", "has", "exists", "validate", "verify", "decode", "encode", "decrypt", "encrypt", "glob", "scan", "ask", "prompt", "run", "exec", "execute", "map", "filter", "wait", "sleep", "delay", "to", "digest", "export", "generate", "refresh", "peek", "describe", "inspect",
  "json", "text", "all", "stringify", "format", "write", "save", "update", "delete", "remove", "mkdir", "unlink", "access", "realpath", "readdir", "copy", "store", "put", "post", "then", "catch", "finally", "evaluate", "measure", "estimate", "derive", "lint", "bundle", "warm", "sync", "flush",
]);

/** Words behind which a name says what something is made of, or for: `createFromFileStream`. */
export const madeOf = /(?:From|With|For|By|Of|Using|In|On|To)(?=[A-Z]).*$/;

/** Names of what is made that is no more than a value: a lost one costs nothing but work. */
export const plainValue = /(?:^|[a-z])(?:cache|config|configuration|options|settings|schema|map|index|key|keys|token|id|hash|url|path|dir|directory|folder|file|report|snapshot|message|record|row|entity|template|string|text|buffer|date|error|element|script)s?$/i;

/** Names of things of which there is to be one: a connection, a server, a process. */
export const startedThing =
  /(?:^|[a-z\d_#$])(?:client|connection|conn|socket|server|pool|browser|worker|thread|process|proc|child|subprocess|channel|consumer|producer|publisher|subscriber|subscription|sub|watcher|broker|transport|driver|db|database|redis|mongo|mongoose|mongodb|kafka|nats|mqtt|amqp|rabbit|stream|tunnel|listener|emulator|dockercontainer|testcontainer|cluster|session|ws|websocket|eventsource|sse|peer|link|port|gateway|proxy|bot|broadcast|room|replica|datasource|orm|knex|sequelize|prisma|engine|sandbox|daemon|ipc|pubsub|bus|binding|ssh|sftp|ftp|smtp|imap|ldap|terminal|pty|shell|repl)s?\d*$/i;

/** Names of classes that stand for such things. */
export const startedClass = /(?:Client|Connection|Socket|Server|Pool|Browser|Worker|Process|Channel|Consumer|Producer|Subscription|Subscriber|Watcher|Broker|Transport|Driver|Database|Tunnel|Listener|Emulator|(?:Docker|Test|Generic)Container|Cluster|EventSource|Peer|Gateway|Proxy|Bot|Redis|Kafka|Mongo|DataSource|Sequelize|Knex|PrismaClient|Engine|Daemon|Bus)$/;

/** Of those classes, the ones whose objects connect, listen or run as soon as they are made. */
export const startsWhenMade = /(?:Connection|Socket|Server|Pool|Browser|Worker|Process|Consumer|Subscription|Watcher|Tunnel|Emulator|(?:Docker|Test|Generic)Container|Cluster|EventSource|Redis|Daemon)$/;

/** Methods that end such a thing: what they are called on holds more than a value. */
export const endingMethods: ReadonlySet<string> = new Set(["close", "disconnect", "dispose", "terminate", "kill", "destroy", "unsubscribe", "end", "quit", "release", "stop", "shutdown", "leave", "cancel", "unlisten"]);

/** First words of functions that end what others have started: who comes second has nothing to wait for. */
export const endedByCallers: ReadonlySet<string> = new Set([...endingMethods, "teardown", "tear", "cleanup", "finish", "drain", "pause", "abort", "halt", "exit", "deinit", "uninstall", "detach", "unmount", "logout", "hangup"]);

/** Properties that keep the user from asking twice. */
export const heldOff: ReadonlySet<string> = new Set(["disabled", "inert", "ariaDisabled"]);

/** First words of functions that others await to have something started. */
export const startedByCallers: ReadonlySet<string> = new Set([
  "start", "init", "initialize", "initialise", "connect", "open", "setup", "boot", "bootstrap", "launch", "listen", "subscribe", "join", "acquire", "ensure", "prepare", "begin", "establish", "attach", "mount", "up", "login", "register",
]);

/** Of those, the ones that say it without another word. */
export const plainStarters: ReadonlySet<string> = new Set(["start", "init", "initialize", "initialise", "connect", "open", "setup", "boot", "bootstrap", "launch", "listen", "ensure"]);

/** Of those, the ones that open a way to somebody: what is asked for in them by such a word is part of it. */
export const reachingStarters: ReadonlySet<string> = new Set(["connect", "listen", "launch", "subscribe", "join"]);

/** Flags, by the words of their names, that say that work is under way: they are of use only while nobody else has passed the test. */
export const busyFlag = /(?:^| )(?:is )?(?:in ?flight|in ?progress|under ?way|busy|pending|(?:re)?(?:connect|start|initiali[sz]|open|launch|subscrib|join|boot)ing)$/;

/** Flags, by the words of their names, that say that something has been started, or is on its way. */
export const startedFlag =
  /(?:^| )(?:is|has|was)?(?:re)?(?:initiali[sz]ed|initiali[sz]ing|init|inited|started|starting|connected|connecting|running|open|opened|opening|booted|booting|bootstrapped|bootstrapping|listening|subscribed|subscribing|joined|joining|ready|setup|(?:setup|set up|init|boot|start) done|launched|launching|logged ?in|registered|attached|mounted|alive|up|active|state|status|phase|established|bound|prepared|warm|configured|loaded|loading|installed|hydrated|migrated|complete|completed|done|scanning|discovering|streaming|recording|polling|watching|serving)$/;

/** Words that say of a collection of flags what it is. */
export const recordWords: ReadonlySet<string> = new Set(["record", "records", "recorder", "map", "set", "table", "registry", "flag", "flags", "by", "id", "key", "name"]);

/** States, by the words of their names, in which something has been started, or is on its way. */
export const startedState =
  /(?:^| )(?:re)?(?:init|up|live|on|ready|active|setup|handshake|handshaking|warm(?:ing)?|pending|busy|boot(?:ed|ing)?|(?:initiali[sz]|start|connect|runn|open|bootstrapp|listen|subscrib|join|launch|logg|register|attach|mount|establish|bind|bound|prepar|configur|load|install|hydrat|migrat|provision|spawn|authenticat|negotiat|creat|build)(?:e?d|ing|e)?)(?: (?:in|up|on))?$/;

/** Names of places that keep a promise for all callers. */
export const promiseName = /(?:promise|deferred)$/i;

/** Names whose promise, awaited, says that something is ready. */
export const readinessName = /(?:ready|initiali[sz]ed|initiali[sz]ing|initiali[sz]ation|init|connected|connecting|connection|started|starting|startup|booted|opened|opening|listening|loaded|setup|up)(?:Promise|Deferred|Signal)?$/i;

/** Words in the names of calls and things that let one caller in at a time. */
export const lockWords: ReadonlySet<string> = new Set([
  "lock", "locks", "locked", "unlock", "mutex", "mutexes", "semaphore", "semaphores", "sema", "exclusive", "exclusively", "synchronized", "synchronize", "synchronised", "serial", "serialize", "serialized", "serially", "sequential", "sequentially", "throat", "critical", "atomic", "atomically", "barrier", "latch", "singleflight", "monitor",
]);

/** Words in the names of calls, things and decorators that run the function they are given one at a time, or once for all callers. */
export const runnerWords: ReadonlySet<string> = new Set([
  ...lockWords, "queue", "queued", "enqueue", "limit", "limiter", "once", "memoize", "memoized", "memoise", "memo", "memoizee", "dedupe", "dedup", "singleton", "coalesce", "debounce", "throttle", "guard", "lazy", "cached", "cache", "inflight", "schedule", "scheduler", "runner", "turn", "turns",
]);

/** Methods of a lock that are called before what it guards. */
export const lockingMethods: ReadonlySet<string> = new Set(["acquire", "lock", "enter", "wait", "take", "reserve", "obtain", "request", "p", "down", "getLock", "capture"]);

/** Modules whose exports are locks and queues. */
export const lockModules = /^(?:async-mutex|async-lock|await-lock|p-limit|p-queue|p-memoize|p-once|p-lazy|p-throttle|p-debounce|throat|bottleneck|fastq|better-queue|mutexify|semaphore-async-await|await-semaphore|async-sema|proper-lockfile|redlock|live-mutex|promise-memoize|memoizee|memoize|lodash\.(?:once|memoize)|once|onetime|dataloader|asyncmutex|@shopify\/semaphore|locks|rwlock)$/;

/** Methods that frameworks call once for each object. */
export const calledOnce: ReadonlySet<string> = new Set([
  "onModuleInit", "onApplicationBootstrap", "onModuleDestroy", "beforeApplicationShutdown", "connectedCallback", "componentDidMount", "componentDidUpdate", "componentWillMount", "mounted", "created", "beforeMount", "ngOnInit", "ngAfterViewInit", "activate", "configResolved", "configureServer", "buildStart", "closeBundle", "register", "main",
  "onLoad", "onload", "onReady", "onInit", "onStart", "onEnable", "onCreate", "globalSetup", "before", "beforeAll", "beforeEach", "setUp", "constructor", "configure", "apply", "firstUpdated", "init$",
]);

/** Methods that their callers, by the protocol of iterators and streams, call one after the other. */
export const calledInTurns: ReadonlySet<string> = new Set(["next", "pull", "transform", "_transform", "_read", "_write", "_writev", "_final", "_flush", "_construct", "[Symbol.asyncIterator]"]);

/** Calls whose functions run again and again, at any time: routes and listeners. */
export const handlerCalls: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete", "all", "use", "route", "handle", "on", "addListener", "addEventListener", "command", "register", "method", "procedure", "query", "mutation", "subscribe", "consume", "each", "eachMessage", "action", "setInterval", "watch", "watchFile"]);

/** Names of calls that start nothing for those who come later: they let time pass, or tell others. */
export const passingCalls = /^(?:sleep|delay|wait|setTimeout|nextTick)$|^(?:emit|notify|broadcast|fire)(?![a-z])/;

/** Calls that give the same thing whenever they are made: module, export. */
export const idempotentStarts: readonly { readonly from: readonly string[]; readonly calls: readonly string[] }[] = [
  { from: ["mongoose"], calls: ["connect"] },
  { from: ["fs", "fs/promises", "fs-extra"], calls: ["open", "mkdir", "opendir"] },
];

/** First words of calls that wait until something of no name in the call is there. */
export const waitingCalls = /^(?:wait|until|poll|ensure|when|probe|retry)/;

/** Names of classes of which one connection has one, that two of which compete. */
export const stateMachine = /(?:StateMachine|Machine|Connection|ConnectionState|Session|Lifecycle|Handshake|Context|Coordinator)$/;

/** Names of what tells one such object from another. */
export const identityName = /(?:id|key|name|token|uuid)$/i;

/** Methods that put an object where others find it. */
export const registeringMethods: ReadonlySet<string> = new Set(["set", "add", "register", "push", "put", "store", "insert", "track", "attach", "bind"]);

/** Names of parameters that are one peer's connection. */
export const peerName = /^(?:ws|socket|sock|conn|connection|websocket|client|peer|channel|stream|transport|port)$/i;

/** Names of types of such parameters. */
export const peerType = /(?:WebSocket|Socket|Connection|Transport|Channel|Peer|Port|Duplex)$/;
