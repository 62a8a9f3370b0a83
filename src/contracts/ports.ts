import type { TargetKind } from "./started.js";

/** What may listen on a port when it has been started. */
export const listeningKinds: ReadonlySet<TargetKind> = new Set(["child", "server", "cluster", "container", "unknown"]);

/** What connects to a port that is another's. */
export const reachingKinds: ReadonlySet<TargetKind> = new Set(["client", "consumer", "subscription", "topic"]);

/** Options of a command line that name the port on which a program listens: one word, or with what follows `=`. */
export const portOption = /^--?(?:(?:http|https|listen|listening|ws|rpc|grpc|web|remote-debugging)-?)?port$/i;

/** The short form, which other programs give to something else. */
export const shortPortOption = "-p";

/** Programs that take such a port for something else: to reach it, to hand it on, or to run a program elsewhere. */
export const listensElsewhere =
  /^(?:(?:auto)?ssh|scp|s?ftp|lftp|rsync|mosh|sshpass|docker|podman|kubectl|adb|lt|ngrok|cloudflared|nc|ncat|socat|telnet|tcpdump|nmap|curl|wget|psql|pgbench|pg_(?:dump|dumpall|restore|isready|basebackup)|(?:create|drop)(?:db|user)|mysql(?:dump|admin|import|slap|check)?|(?:redis|valkey)-(?:cli|benchmark)|mongo(?:sh|dump|restore|export|import|stat|top)?|mosquitto_(?:pub|sub)|kcat|cqlsh|grpcurl|wscat|websocat|iperf3?|wrk2?|autocannon|artillery|k6|siege|hey|ab|balena)$/;

/** Programs that listen on this machine for what they hand on: the option, or the word, behind which the forwarding stands, and on which side of it the port of this machine is. Sources: the manuals of ssh, kubectl, balena. */
export const forwardings: readonly { readonly program: RegExp; readonly behind: string; readonly word?: string; readonly side: "first" | "last" }[] = [
  { program: /^(?:auto)?ssh$/, behind: "-L", side: "first" },
  { program: /^balena$/, word: "tunnel", behind: "-p", side: "last" },
];

/** Programs that run the one that their command line goes on with, and options of theirs that take a value. */
export const runsOther = /^(?:sudo|doas|env|npx|bunx|nohup|nice|time|exec|command|cross-env)$/;
export const optionOfRunner = /^(?:-[ugUp]|--(?:user|group|package))$/;

/** Programs to which the short form is no port: `node -p` prints. */
export const otherShortOption = /^(?:node|deno|bun|npx|bunx|npm|mkdir|cp|tsc|ts-node|tar|unzip|kill|cargo)$/;

/** Options that say on which address a program listens, or which one it is to reach. */
export const hostOption = /^(?:--?(?:host|hostname|address|addr|ip|bind|(?:bind|listen)[-_]?(?:address|addr|ip|host)|interface|remote)|-H)$/i;

/** Options by which a program is told whom to reach: the port beside it is the other's. */
export const reachingOption = /^--(?:server|connect|broker)$/i;

/** Variables of the environment, and options of a start, that say on which address something listens. */
export const namesAddress = /^(?:(?:server|bind|listen|remote|target)_?)?(?:host|hostname|host_?name|addr|address|ip|interface)$/i;

/** Addresses that can be reached as this machine. */
export const localHost = /^(?:localhost|127\.0\.0\.1|::1?|0\.0\.0\.0)$/;

/** Variables of the environment by which a program is told on which port it is to listen. */
export const portVariable = /^(?:(?:HTTP|APP|LISTEN|WEB)_)?PORT$/;

/** Names of values that say where to listen and are no port: no start makes another one of them. */
export const namesNoPort = /^[#_]*(?:host|host_?name|\w*path|pipe|pipe_?name|family|protocol)$/i;

/** Words of a command line whose port is one for datagrams: nothing accepts a connection there. */
export const usesDatagrams = /dns|udp|statsd|syslog|tftp|snmp|\bcoap|\bntp|\bs?rtp|\bquic\b|radius|stun\b|turn-?server|\bdht\b|datagram/i;

/** Words of a command line that name a program which reaches the port of another. */
export const reachesPort = /(?:^|[/\\_-])(?:client|subscriber|publisher|producer|consumer|sender|tester|tests?|test-?runner|bench(?:mark)?|load-?test|crawler|ping|health-?check)\.[cm]?[jt]s$/i;

/** Words before "port" in the name of a port that is a server's own: any other may be that of something else which it reaches, or no number. */
export const ownPortWords: ReadonlySet<string> = new Set(["http", "https", "ws", "wss", "web", "rpc", "grpc", "api", "app", "server", "node", "listen", "listening", "local", "test", "free", "random", "available", "default", "main", "dev"]);

/** Ports on which programs listen where they are told none, and that no file of theirs changes unasked. Sources: the programs' own manuals. */
export const defaultPorts: ReadonlyMap<string, number> = new Map([
  ["mongod", 27017],
  ["redis-server", 6379],
  ["valkey-server", 6379],
  ["memcached", 11211],
  ["nats-server", 4222],
  ["mosquitto", 1883],
  ["etcd", 2379],
  ["anvil", 8545],
  ["ganache", 8545],
  ["ganache-cli", 8545],
  ["chromedriver", 9515],
  ["geckodriver", 4444],
]);

/** Options with which a program is told elsewhere where it listens: its default says nothing then. */
export const tellsElsewhere = /^--?(?:c|f|config|conf|configuration|config-file|bind|listen|unixsocket|socket|defaults-file)(?:=|$)|\.(?:conf|cnf|ya?ml|json|toml)$/i;

/** Ports below it belong to the system: behind the short form such a number is none. */
export const firstOwnPort = 1024;

/** Programs that listen on a socket of their own, whose path ends in the number that their first word gives behind a prefix. Source: the manual of Xserver. */
export const socketPrograms: readonly { readonly program: RegExp; readonly prefix: string; readonly path: string }[] = [
  { program: /^(?:Xvfb|Xephyr|Xnest)$/, prefix: ":", path: "/tmp/.X11-unix/X" },
];

/** Paths of sockets, and names of what holds one. */
export const socketPath = /^\/.*\.sock(?:et)?$|^\\\\[.?]\\pipe\\/;
export const namesSocketPath = /(?:sock(?:et)?|pipe|ipc)_?(?:path|name|file)$|(?:^|[a-z]_?)(?:sock|pipe)$/i;
