/**
 * Calls with which a program turns to a service that runs beside it, by the module that gives them: functions and methods by name, classes by
 * being made. Sources: the packages' API pages.
 */
export const remoteCalls: readonly { readonly from: readonly string[]; readonly names: ReadonlySet<string> }[] = [
  { from: ["amqplib", "amqplib/callback_api", "nats", "@nats-io/transport-node", "rhea", "rhea-promise", "stompit", "couchbase"], names: new Set(["connect"]) },
  { from: ["pg", "mysql", "mysql2", "mysql2/promise", "mariadb", "cassandra-driver", "oracledb", "mssql"], names: new Set(["connect", "createConnection", "getConnection", "query", "execute"]) },
  { from: ["mongodb", "mongoose"], names: new Set(["connect", "createConnection"]) },
  { from: ["redis", "@redis/client"], names: new Set(["connect"]) },
  { from: ["ioredis"], names: new Set(["Redis", "default", "connect", "ping"]) },
  { from: ["kafkajs", "@confluentinc/kafka-javascript", "node-rdkafka"], names: new Set(["connect"]) },
  { from: ["kafka-node"], names: new Set(["KafkaClient", "Producer", "HighLevelProducer"]) },
  { from: ["mqtt"], names: new Set(["connect", "connectAsync"]) },
  { from: ["typeorm"], names: new Set(["initialize", "createConnection"]) },
  { from: ["sequelize", "sequelize-typescript", "@sequelize/core"], names: new Set(["authenticate", "sync"]) },
  { from: ["@prisma/client"], names: new Set(["$connect"]) },
  { from: ["neo4j-driver"], names: new Set(["verifyConnectivity", "getServerInfo"]) },
  { from: ["@elastic/elasticsearch", "@opensearch-project/opensearch"], names: new Set(["ping", "info"]) },
  { from: ["@temporalio/client", "@temporalio/worker"], names: new Set(["connect"]) },
];

/** Those of them that ask something of a service each time they are called. */
export const jobCalls: ReadonlySet<string> = new Set(["query", "execute"]);

/** What a function's name says that it connects to, behind its verb: `connectDB`, `connectToRabbitMQ`. */
export const remoteServices = /(?:db|database|mongo(?:db|ose)?|redis|postgres(?:ql)?|mysql|mariadb|rabbit(?:mq)?|amqp|kafka|nats|mqtt|broker|queue|cassandra|elastic(?:search)?)$/i;

/** The beginning of an address on this machine, where a program asks what was started beside it. */
export const localOrigin = /^(?:https?|wss?):\/\/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=[:/]|$)/;
