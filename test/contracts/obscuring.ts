import dgram from "node:dgram";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { Server as EngineServer } from "engine.io";
import { Server } from "socket.io";
import { later } from "./trial.js";

/** What a method that makes the state untellable does: whether the subject was usable before it, and after it, with no start call at all. */
export const obscuring: Readonly<Record<string, () => Promise<{ before: boolean; after: boolean }>>> = {
  async "dgram.Socket send"() {
    const socket = openSocket();
    const before = hasAddress(socket);
    socket.send("hello", 9, "127.0.0.1");
    await once(socket, "listening");
    return { before, after: hasAddress(socket) };
  },
  async "dgram.Socket connect"() {
    const socket = openSocket();
    const before = hasAddress(socket);
    socket.connect(9, "127.0.0.1");
    await once(socket, "connect");
    return { before, after: hasAddress(socket) };
  },
  async "socket.io.Server attach"() {
    const io = new Server();
    const server = net.createServer().listen(0, "127.0.0.1");
    later(() => server.close());
    await once(server, "listening");
    const seen = (): unknown => (io as unknown as { httpServer?: net.Server }).httpServer?.address() ?? null;
    const before = seen() !== null;
    io.attach(server as never);
    return { before, after: seen() !== null };
  },
  async "engine.io.Server attach"() {
    const server = http.createServer((_, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
    later(() => server.close());
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    const answers = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/engine.io/?EIO=4&transport=polling`)).ok;
    const engine = new EngineServer();
    later(() => engine.close());
    const before = await answers();
    engine.attach(server);
    return { before, after: await answers() };
  },
};

function openSocket(): dgram.Socket {
  const socket = dgram.createSocket("udp4");
  later(() => socket.close());
  return socket;
}

function hasAddress(socket: dgram.Socket): boolean {
  try {
    return socket.address().port > 0;
  } catch {
    return false;
  }
}
