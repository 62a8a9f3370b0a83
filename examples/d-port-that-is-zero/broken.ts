// A game server of three parts: a network module that owns the HTTP server, a coordinator, a factory.
// The coordinator asks the HTTP server for its port while it is being constructed; the network module binds it later, in
// start(). Nothing is bound yet, so the configured port is taken: with port 0 that is 0. ready() looks at the cluster
// only, and the first client dials port 0.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";

interface Config {
  port: number;
  log: (line: string) => void;
}

function createNetwork(config: Config) {
  const httpServer = createServer((_request, response) => response.end("AUTHENTICATING"));
  return {
    httpServer,
    start: () => {
      httpServer.listen(config.port, () => config.log(`listening on port ${config.port}`));
    },
  };
}

function createCluster() {
  const server = createTcpServer((peer) => peer.end());
  return {
    start: () => once(server.listen(0, "127.0.0.1"), "listening"),
    stop: () => server.close(),
  };
}

class Coordinator {
  readonly port: number;
  private readonly started: Promise<unknown>;
  private readonly httpServer: Server;

  constructor(config: Config, httpServer: Server, clusterStarted: Promise<unknown>) {
    this.httpServer = httpServer;
    this.port = (this.httpServer.address() as any)?.port || config.port;
    this.started = clusterStarted;
  }

  async ready(): Promise<void> {
    await this.started;
  }

  close(): void {
    this.httpServer.close();
  }
}

function createGameServer(config: Config): Coordinator {
  const network = createNetwork(config);
  const cluster = createCluster();
  const coordinator = new Coordinator(config, network.httpServer, cluster.start());
  network.httpServer.once("close", cluster.stop);
  network.start();
  return coordinator;
}

const server = createGameServer({ port: 0, log: (line) => console.log(`server: ${line}`) });
await server.ready();
const client = connect(server.port, "localhost");
try {
  await once(client, "connect");
  console.log(`client: connected to port ${server.port}`);
} catch (error) {
  console.error(`client: no server on port ${server.port} (${(error as NodeJS.ErrnoException).code})`);
  process.exitCode = 1;
}
client.destroy();
server.close();
