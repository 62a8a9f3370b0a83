// The same session. The receive loop waits until the trace has taken the state, however long that takes: a full queue
// slows the loop down and loses nothing. The caller begins to wait before it starts the program.
import { EventEmitter, on, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { BoundedQueue } from "./bounded-queue.mjs";

class Emulator extends EventEmitter {
  start(program) {
    for (const state of ["loaded", "running", "halted"]) this.emit("state", state);
    this.emit("exit");
    return sleep(20, `${program} started`); // the way of the answer
  }
}

class Session extends EventEmitter {
  constructor(emulator, updates) {
    super();
    this.emulator = emulator;
    this.updates = updates;
    this.received = this.#receive();
  }

  async #receive() {
    for await (const [state] of on(this.emulator, "state", { close: ["exit"] })) {
      this.emit(state);
      await this.updates.push(state);
    }
    this.updates.close();
  }

  async run(program) {
    await this.emulator.start(program);
  }

  async waitFor(state) {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), 1000);
    try {
      await once(this, state, { signal: deadline.signal });
    } catch (cause) {
      throw new Error(`not ${state} within 1000 ms`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

async function writeTrace(updates) {
  const lines = [];
  for await (const state of updates) {
    await sleep(300); // a slow disk
    lines.push(state);
  }
  return lines.join(", ");
}

const updates = new BoundedQueue(1);
const session = new Session(new Emulator(), updates);
const trace = writeTrace(updates);
try {
  await Promise.all([session.waitFor("halted"), session.run("fibonacci")]);
  console.log("session: halted");
} catch (error) {
  console.error(`session: ${error.message}`);
  process.exitCode = 1;
}
console.log(`trace: ${await trace}`);
