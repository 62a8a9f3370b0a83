// The same chat hub. start() resolves when the server says 'listening', with the address it got, and rejects when the
// port is taken. No one sleeps: however long the name is looked up, the first client comes after it.
import { createHmac, scrypt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
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
    await once(this.#server, "listening");
    console.log(`hub started on port ${port}`);
    return this.#server.address();
  }

  close() {
    this.#server.close();
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

const hub = new ChatHub(rooms, "correct horse battery staple");
const { port, address } = await hub.start(Number(process.env.PORT ?? 8731), "localhost");
console.log(`first client joined with ticket ${await join(port, address)}`);
hub.close();
