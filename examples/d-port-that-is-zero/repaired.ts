// The same game server. The network module's start() resolves with the port that was bound, and rejects when it is
// taken; ready() waits for it as well as for the cluster, and the port is known, and logged, from then on.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, createServer as createTcpServer, type AddressInfo } from "node:net";

interface Config {
  port: number;
  log: (line: string) => void;
}

function createNetwork(config: Config) {
  const httpServer = createServer((_request, response) => response.end("AUTHENTICATING"));
  return {
    httpServer,
    start: () =>
      new Promise<number>((resolve, reject) => {
        httpServer.once("error", reject);
        httpServer.listen(config.port, () => {
          httpServer.off("error", reject);
          resolve((httpServer.address() as AddressInfo).port);
        });
      }),
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
  private readonly started: Promise<number>;
  private readonly httpServer: Server;

  constructor(httpServer: Server, started: Promise<number>) {
    this.httpServer = httpServer;
    this.started = started;
  }

  /** The port of the HTTP server, once it and the cluster are up. */
  ready(): Promise<number> {
    return this.started;
  }

  close(): void {
    this.httpServer.close();
  }
}

function createGameServer(config: Config): Coordinator {
  const network = createNetwork(config);
  const cluster = createCluster();
  network.httpServer.once("close", cluster.stop);
  const started = Promise.all([network.start(), cluster.start()]).then(([port]) => {
    config.log(`listening on port ${port}`);
    return port;
  });
  return new Coordinator(network.httpServer, started);
}

const server = createGameServer({ port: 0, log: (line) => console.log(`server: ${line}`) });
const port = await server.ready();
const client = connect(port, "localhost");
try {
  await once(client, "connect");
  console.log(`client: connected to port ${port}`);
} catch (error) {
  console.error(`client: no server on port ${port} (${(error as NodeJS.ErrnoException).code})`);
  process.exitCode = 1;
}
client.destroy();
server.close();
