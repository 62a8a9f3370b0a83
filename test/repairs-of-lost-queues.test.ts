import { expect, it } from "vitest";
import { caller, repaired, run, taken, typeErrors } from "./repairs.js";

it("rejectEntries: rejects all of a list that is cut off, and what comes later is answered", async () => {
  const program = `
class Queue {
  add(name) {
    return new Promise((resolve, reject) => {
      const entry = { name, resolve, reject };
      if (this.tail) this.tail.next = entry;
      else this.head = entry;
      this.tail = entry;
    });
  }
  take() {
    const entry = this.head;
    if (entry) this.head = entry.next;
    if (!this.head) this.tail = undefined;
    return entry;
  }
  clear() {
    this.head = this.tail = undefined;
  }
}

const queue = new Queue();
const told = (promise) => promise.then(console.log, (error) => console.log(error.message));
told(queue.add("first"));
told(queue.add("second"));
queue.clear();
told(queue.add("third"));
const { name, resolve } = queue.take();
resolve(name);
setTimeout(() => console.log("ended"), 50);
`;
  expect((await run(program)).out).toBe("third\nended");
  const dropped = "dropped before there was an answer";
  expect((await run(repaired(program, "rejectEntries"))).out).toBe(`${dropped}\n${dropped}\nthird\nended`);
});

it("rejectEntries: rejects what waits in each queue of a map", async () => {
  const program = `
class Balancer {
  queues = new Map();
  request(key) {
    return new Promise((resolve, reject) => {
      if (!this.queues.has(key)) this.queues.set(key, { waiting: [] });
      this.queues.get(key).waiting.push({ resolve, reject });
    });
  }
  clear() {
    this.queues.clear();
  }
}

const balancer = new Balancer();
for (const key of ["a", "a", "b"]) balancer.request(key).catch((error) => console.log(key, error.message));
balancer.clear();
setTimeout(() => console.log("ended"), 50);
`;
  expect((await run(program)).out).toBe("ended");
  const dropped = "dropped before there was an answer";
  expect((await run(repaired(program, "rejectEntries"))).out).toBe(`a ${dropped}\na ${dropped}\nb ${dropped}\nended`);
});

/** A client whose first send fails. */
const client = `
let failures = 1;
const client = { send: async (batch) => { if (failures-- > 0) throw new Error("offline"); console.log("sent", ...batch); } };
const queue = [];
function track(name) { queue.push(name); }
`;

it("keepUndelivered: what a flush that nobody awaits could not send goes with what comes next, in its order", async () => {
  const program = `${client}
async function flush() {
  const batch = queue.splice(0);
  try {
    await client.send(batch);
  } catch {}
}

track("a");
void flush();
setTimeout(() => { track("b"); void flush(); }, 30);
`;
  expect((await run(program)).out).toBe("sent b");
  expect(await run(repaired(program, "keepUndelivered"))).toEqual({ out: "sent a b", failed: false });
});

it("putBack: who awaits a flush learns that it has failed, and may flush again", async () => {
  const program = `${client}
async function flush() {
  const batch = queue.splice(0);
  await client.send(batch).catch(() => {});
}

track("a");
try {
  await flush();
} catch (error) {
  console.log(error.message);
}
track("b");
await flush();
`;
  expect((await run(program)).out).toBe("sent b");
  expect(await run(repaired(program, "putBack"))).toEqual({ out: "offline\nsent a b", failed: false });
});

it("callBackWithError: who publishes learns that it took too long", async () => {
  const program = `
const client = { publish: (message, callback) => void setTimeout(callback, 200, null, "receipt") };
function publish(message, callback) {
  const timer = setTimeout(() => callback(), LIMIT);
  client.publish(message, (error, receipt) => {
    clearTimeout(timer);
    callback(error, receipt);
  });
}

let calls = 0;
publish("hello", (error, receipt) => {
  if ((calls += 1) === 1) console.log(error?.message ?? receipt ?? "done");
});
`;
  const after = repaired(program.replace("LIMIT", "20"), "callBackWithError");
  expect((await run(program.replace("LIMIT", "20"))).out).toBe("done");
  expect((await run(after)).out).toBe("client.publish(…) did not deliver in time");
  expect((await run(after.replace(", 20)", ", 2000)"))).out).toBe("receipt");
});

it("useOnce: a function around listen that was promisified rejects for a taken port", async () => {
  const program = `${taken}
import { promisify } from "node:util";

export async function start(port) {
  const server = http.createServer();
  await promisify((callback) => server.listen(port, "127.0.0.1", callback))();
  return server;
}
${caller}`;
  expect((await run(program)).out).toBe("uncaught EADDRINUSE");
  expect((await run(repaired(program, "useOnce"))).out).toBe("caught EADDRINUSE");
});

it("suggestions for queues type check", () => {
  const list = `
interface Entry { resolve: (value: unknown) => void; reject: (error: Error) => void; next?: Entry }
export class Queue {
  private head: Entry | undefined;
  private tail: Entry | undefined;
  add() {
    return new Promise((resolve, reject) => {
      const entry: Entry = { resolve, reject };
      if (this.tail) this.tail.next = entry;
      else this.head = entry;
      this.tail = entry;
    });
  }
  take() {
    const entry = this.head;
    if (entry) this.head = entry.next;
    return entry;
  }
  clear() {
    this.head = this.tail = undefined;
  }
}
`;
  const flush = `
const queue: { name: string }[] = [];
export function track(name: string) {
  queue.push({ name });
  if (queue.length >= 20) void flush();
}
async function flush(): Promise<void> {
  const batch = queue.splice(0);
  try {
    await fetch("/events", { method: "POST", body: JSON.stringify(batch) });
  } catch {}
}
setInterval(() => void flush(), 10_000);
`;
  expect(typeErrors([repaired(list, "rejectEntries", "file.ts"), repaired(flush, "keepUndelivered", "file.ts")])).toEqual([]);
});
