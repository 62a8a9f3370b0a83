import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";

/** A queue that takes an item only after 200 ms. */
const slowQueue = `
import { setTimeout as sleep } from "node:timers/promises";

const taken = [];
const queue = { push: (item) => sleep(200).then(() => void taken.push(item)) };
`;

it("awaits the delivery alone: it has arrived when the loop goes on", async () => {
  const program = `${slowQueue}
async function receive(update) {
  await Promise.race([queue.push(update), sleep(20)]);
}

await receive("halted");
console.log(taken.length === 1 ? "taken" : "lost");
process.exit();
`;
  expect((await run(program)).out).toBe("lost");
  expect((await run(repaired(program, "awaitDelivery"))).out).toBe("taken");
});

it("lets the timer of a race reject: the caller learns", async () => {
  const program = `${slowQueue}
async function receive(update) {
  await Promise.race([queue.push(update), sleep(20)]);
}

try {
  await receive("halted");
  console.log("delivered");
} catch (error) {
  console.log(error.message);
}
`;
  expect((await run(program)).out).toBe("delivered");
  expect((await run(repaired(program, "rejectInRace"))).out).toBe("queue.push(update) did not deliver within 20 ms");
});

it("lets a rejecting timer that loses harm nobody", async () => {
  const program = `
import { setTimeout as sleep } from "node:timers/promises";

const queue = { push: (item) => Promise.resolve(item) };
async function receive(update) {
  await Promise.race([queue.push(update), sleep(20)]);
}

await receive("halted");
await sleep(100);
console.log("delivered");
`;
  expect(await run(repaired(program, "rejectInRace"))).toEqual({ out: "delivered", failed: false });
});

/** A limit that rejects. */
const limit = `
function withTimeout(promise, ms) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("late")), ms))]);
}
`;

it("lets a failure through that a catch() swallowed", async () => {
  const program = `${slowQueue}${limit}
async function receive(update) {
  await withTimeout(queue.push(update), 20).catch(() => {});
}

await receive("halted").then(() => console.log("delivered"), (error) => console.log(error.message));
`;
  expect((await run(program)).out).toBe("delivered");
  expect((await run(repaired(program, "letThrough"))).out).toBe("late");
});

it("lets a failure through that an empty catch swallowed, with its cause", async () => {
  const program = `${slowQueue}${limit}
async function receive(update) {
  try {
    await withTimeout(queue.push(update), 20);
  } catch {}
}

await receive("halted").then(() => console.log("delivered"), (error) => console.log(error.message, "-", error.cause.message));
`;
  expect((await run(program)).out).toBe("delivered");
  expect((await run(repaired(program, "letThrough"))).out).toBe("queue.push(update) did not deliver - late");
});

it("rejects the entry that a timer takes away: nobody waits for ever", async () => {
  const program = `
const pending = new Map();
function ask(id) {
  return new Promise((resolve) => {
    pending.set(id, resolve);
    setTimeout(() => {
      pending.delete(id);
    }, 20);
  });
}

setTimeout(() => {
  console.log("still waiting");
  process.exit();
}, 200);
await ask(1).catch((error) => console.log(error.message));
process.exit();
`;
  expect((await run(program)).out).toBe("still waiting");
  expect((await run(repaired(program, "rejectEntry"))).out).toBe("no answer in time");
});

it("does not fail what was answered before the timer", async () => {
  const program = `
const pending = new Map();
function ask(id) {
  return new Promise((resolve) => {
    pending.set(id, resolve);
    setTimeout(() => {
      pending.delete(id);
    }, 20);
  });
}

setTimeout(() => pending.get(1)("yes"), 5);
console.log(await ask(1));
setTimeout(() => {}, 100);
`;
  expect(await run(repaired(program, "rejectEntry"))).toEqual({ out: "yes", failed: false });
});

it("lets a timer fail the entry that it settled as if it were delivered", async () => {
  const program = `
const writers = [];
function push(item) {
  return new Promise((resolve) => {
    writers.push({ item, done: resolve });
    setTimeout(() => {
      const lost = writers.shift();
      lost?.done();
    }, 20);
  });
}

await push("halted").then(() => console.log("delivered"), (error) => console.log(error.message));
`;
  expect((await run(program)).out).toBe("delivered");
  expect((await run(repaired(program, "rejectEntry"))).out).toBe("not delivered in time");
});

it("rejects what is left when a client closes", async () => {
  const program = `
class Client {
  pending = new Map();
  ask(id) {
    return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
  }
  close() {
    this.pending.clear();
  }
}

const client = new Client();
setTimeout(() => {
  console.log("still waiting");
  process.exit();
}, 200);
setTimeout(() => client.close(), 10);
await Promise.all([1, 2].map((id) => client.ask(id).catch((error) => console.log(error.message))));
process.exit();
`;
  expect((await run(program)).out).toBe("still waiting");
  expect((await run(repaired(program, "rejectEntries"))).out).toBe("closed before there was an answer\nclosed before there was an answer");
});

it("calls the callbacks that are left, each once, also where one of them asks again", async () => {
  const program = `
const unconfirmed = [];
let asked = 0;
function publish(message, cb) {
  unconfirmed.push(cb);
}
function shutdown() {
  unconfirmed.length = 0;
}

publish("a", (error) => {
  console.log(error?.message ?? "confirmed");
  if (asked++ === 0) publish("b", (error) => console.log("again", error?.message ?? "confirmed"));
});
shutdown();
console.log("closed");
`;
  expect((await run(program)).out).toBe("closed");
  expect((await run(repaired(program, "rejectEntries"))).out).toBe("closed before there was an answer\nclosed");
});

it("throws when offer says no", async () => {
  const program = `
const channel = { offer: async (line, ms) => false };
async function feed(line) {
  await channel.offer(line, 20);
}

await feed("x").then(() => console.log("delivered"), (error) => console.log(error.message));
`;
  expect((await run(program)).out).toBe("delivered");
  expect((await run(repaired(program, "testAnswer"))).out).toBe("channel.offer(line, 20) gave up");
});

it("puts a batch back that a request did not deliver", async () => {
  const program = `
import { createServer } from "node:http";
import { once } from "node:events";

const server = createServer(() => {}).listen(0, "127.0.0.1");
await once(server, "listening");
const url = \`http://127.0.0.1:\${server.address().port}\`;
const queue = ["a", "b"];
async function flush() {
  const batch = queue.splice(0);
  await fetch(url, { method: "POST", body: JSON.stringify(batch), signal: AbortSignal.timeout(50) }).catch(() => {});
}

await flush().then(() => console.log("flushed"), (error) => console.log(error.name));
console.log(queue.join());
process.exit();
`;
  expect((await run(program)).out).toBe("flushed");
  expect((await run(repaired(program, "putBack"))).out).toBe("TimeoutError\na,b");
});

it("throws in a job that comes too late", async () => {
  const program = `
import { setTimeout as sleep } from "node:timers/promises";

const limiter = { run: async (job) => (await sleep(100), job()) };
function schedule(job, ms) {
  let expired = false;
  const timer = setTimeout(() => { expired = true; }, ms);
  return limiter.run(async () => {
    clearTimeout(timer);
    if (expired) return;
    return job();
  });
}

await schedule(() => "done", 10).then((value) => console.log(value), (error) => console.log(error.message));
console.log(await schedule(() => "done", 500));
`;
  expect((await run(program)).out).toBe("undefined\ndone");
  expect((await run(repaired(program, "throwWhenExpired"))).out).toBe("the job was not begun in time\ndone");
});

it("rejects a wait that ended with nothing", async () => {
  const program = `
import { EventEmitter } from "node:events";

function waitForMessage(bus, ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(), ms);
    bus.once("message", (text) => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}

await waitForMessage(new EventEmitter(), 20).then((text) => console.log("got", text), (error) => console.log(error.message));
`;
  expect((await run(program)).out).toBe("got undefined");
  expect((await run(repaired(program, "rejectWhenLate"))).out).toBe("waitForMessage: nothing came in time");
});

it("calls back whoever waits for an answer when the connection is destroyed", async () => {
  const program = `
class Master {
  transactions = new Map();
  read(unit, callback) {
    this.transactions.set(unit, { unit, callback });
  }
  destroy() {
    this.transactions.clear();
  }
}

const master = new Master();
const again = (error) => {
  console.log(error.message);
  if (master.transactions.size === 0) master.transactions.set(2, { unit: 2, callback: () => {} });
};
master.read(1, again);
master.destroy();
console.log(master.transactions.size);
`;
  expect((await run(program)).out).toBe("0");
  // What a callback asks for then is not answered with it.
  expect((await run(repaired(program, "rejectEntries"))).out).toBe("closed before there was an answer\n1");
});

it("tells those who wait whatever the condition says: nobody waits for ever", async () => {
  const program = `
class Waiters {
  waiting = [];
  wait() {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }
  finish(wasLost) {
    if (wasLost) {
      for (const { reject } of this.waiting) reject(new Error("lost"));
    }
    this.waiting = [];
  }
}

const waiters = new Waiters();
waiters.wait().then(console.log, (error) => console.log(error.message));
waiters.finish(false);
setTimeout(() => console.log("ended"), 50);
`;
  expect((await run(program)).out).toBe("ended");
  expect((await run(repaired(program, "tellInAnyCase"))).out).toBe("lost\nended");
});

it("rejects what a stopped timer would have handed on, and nothing that it has handed on", async () => {
  const program = `
class Pool {
  jobs = [];
  submit(job) {
    return new Promise((resolve, reject) => {
      this.jobs.push({ job, resolve, reject });
      this.timer ??= setTimeout(() => this._run(), 20);
    });
  }
  _run() {
    this.timer = undefined;
    for (const { job, resolve } of this.jobs.splice(0)) resolve(job);
  }
  close() {
    clearTimeout(this.timer);
  }
}

const pool = new Pool();
console.log(await pool.submit("first"));
pool.submit("second").then(console.log, (error) => console.log(error.message));
pool.close();
setTimeout(() => console.log("ended"), 50);
`;
  expect((await run(program)).out).toBe("first\nended");
  expect((await run(repaired(program, "rejectEntries"))).out).toBe("first\nclosed before there was an answer\nended");
});

it("rejects an entry that is swept away for its age, and no other", async () => {
  const program = `
class Client {
  pending = new Map();
  request(id, at) {
    return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject, at }));
  }
  answer(id, value) {
    const entry = this.pending.get(id);
    this.pending.delete(id);
    entry?.resolve(value);
  }
  sweep() {
    for (const [id, entry] of this.pending) {
      if (Date.now() - entry.at > 1000) this.pending.delete(id);
    }
  }
}

const client = new Client();
client.request("old", Date.now() - 5000).then(console.log, (error) => console.log("old", error.message));
client.request("young", Date.now()).then(console.log, (error) => console.log("young", error.message));
client.sweep();
client.answer("young", "answered");
setTimeout(() => console.log("ended"), 50);
`;
  expect((await run(program)).out).toBe("answered\nended");
  expect((await run(repaired(program, "rejectEntry"))).out).toBe("old no answer in time\nanswered\nended");
});
