/** Options of a command line that name the port on which a program listens: one word, or with what follows `=`. */
export const portOption = /^--?(?:(?:http|https|api|server|listen|listening|ws|rpc|grpc|web|remote-debugging)-?)?port$/i;

/** The short form, which other programs give to something else. */
export const shortPortOption = "-p";

/** Programs to which the short form is something else, or the port of somebody else. */
export const otherShortOption = /^(?:ssh|scp|sftp|sshpass|docker|podman|nc|ncat|telnet|psql|mysql|mysqladmin|redis-cli|mkdir|cp|npx|bunx|tsc|ts-node|tar|unzip|kill|balena|cargo)$/;

/** Variables of the environment by which a program is told on which port it is to listen. */
export const portVariable = /^(?:(?:HTTP|API|SERVER|APP|LISTEN|WEB)_)?PORT$/;

/** Words of a command line whose port is one for datagrams: nothing accepts a connection there. */
export const usesDatagrams = /dns|udp|statsd|syslog|tftp|snmp|coap|\bntp|rtp|quic|radius|stun\b|turn-?server|\bdht\b/i;

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
