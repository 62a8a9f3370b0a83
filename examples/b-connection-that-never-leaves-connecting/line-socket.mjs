import { EventEmitter } from "node:events";
import { createInterface } from "node:readline";

/** A socket that carries one JSON message a line: emits 'message' and 'close'. */
export class LineSocket extends EventEmitter {
  #socket;

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.emit("close"));
    createInterface({ input: socket }).on("line", (line) => this.emit("message", JSON.parse(line)));
  }

  send(message) {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  close() {
    this.#socket.end();
  }
}
