// A chat hub and its first client.
// start() calls listen() with a host name, and Node looks the name up in its thread pool before it binds. The pool is
// still busy with the keys of the rooms: the hub is not bound after start()'s 10 ms, nor after the client's own 10 ms,
// and the first client gets ECONNREFUSED from a server that says it has started.
import { createHmac, scrypt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const deriveKey = promisify(scrypt);

class ChatHub {
  #keys = new Map();
  #server = createServer((socket) => this.#welcome(socket));

  constructor(rooms, secret) {
    for (const room of rooms) this.#keys.set(room, deriveKey(secret, room, 32));
  }

  async start(port, host) {
    this.#server.listen(port, host);
    await sleep(10); // the socket is bound some moments later
    console.log(`hub started on port ${port}`);
  }

  async #welcome(socket) {
    socket.on("error", () => socket.destroy());
    const key = await this.#keys.get("lobby");
    socket.end(createHmac("sha256", key).update("lobby").digest("hex"));
  }
}

async function join(port, host) {
  const socket = connect(port, host);
  const [ticket] = await once(socket, "data");
  return ticket.toString("latin1", 0, 8);
}

const rooms = ["lobby", "support", "sales", "ops", "design", "legal", "travel", "music", "books", "chess", "food", "pets"];
const port = Number(process.env.PORT ?? 8731);

const hub = new ChatHub(rooms, "correct horse battery staple");
await hub.start(port, "localhost");
await sleep(10); // give the hub a moment to start
try {
  console.log(`first client joined with ticket ${await join(port, "127.0.0.1")}`);
  process.exit(0);
} catch (error) {
  console.error(`first client: ${error.message}`);
  process.exit(1);
}
