/** Options of a command line that name the port on which a program listens: one word, or with what follows `=`. */
export const portOption = /^--?(?:(?:http|https|listen|listening|ws|rpc|grpc|web|remote-debugging)-?)?port$/i;

/** The short form, which other programs give to something else. */
export const shortPortOption = "-p";

/** Programs that take such a port for something else: to reach it, to hand it on, or to run a program elsewhere. */
export const listensElsewhere = /^(?:ssh|scp|sftp|sshpass|docker|podman|kubectl|adb|lt|ngrok|cloudflared|nc|ncat|telnet|curl|wget|psql|pg_dump|mysql|mysqldump|mysqladmin|redis-cli|mongosh|mongo|balena)$/;

/** Programs to which the short form is no port: `node -p` prints. */
export const otherShortOption = /^(?:node|deno|bun|npx|bunx|npm|mkdir|cp|tsc|ts-node|tar|unzip|kill|cargo)$/;

/** Options that say on which address a program listens, or which one it is to reach. */
export const hostOption = /^(?:--?(?:host|hostname|address|addr|ip|listen-address|remote)|-H)$/i;

/** Addresses that can be reached as this machine. */
export const localHost = /^(?:localhost|127\.0\.0\.1|::1?|0\.0\.0\.0)$/;

/** Variables of the environment by which a program is told on which port it is to listen. */
export const portVariable = /^(?:(?:HTTP|APP|LISTEN|WEB)_)?PORT$/;

/** Names of values that say where to listen and are no port: no start makes another one of them. */
export const namesNoPort = /^[#_]*(?:host|host_?name|\w*path|pipe|pipe_?name|family|protocol)$/i;

/** Words of a command line whose port is one for datagrams: nothing accepts a connection there. */
export const usesDatagrams = /dns|udp|statsd|syslog|tftp|snmp|coap|\bntp|rtp|quic|radius|stun\b|turn-?server|\bdht\b/i;

/** Words of a command line that name a program which reaches the port of another. */
export const reachesPort = /(?:^|[/\\_-])(?:client|subscriber|publisher|producer|consumer|sender)\.[cm]?[jt]s$/i;

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
