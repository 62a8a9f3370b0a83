import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";
import { code } from "./rule-tester.js";

// Each program starts something that takes longer than its sleep, and says what it met: before the repair, behind it, and behind it where what is
// waited for never comes.

const runner = code`
  import assert from "node:assert/strict";
  import { EventEmitter, once } from "node:events";
  import { test } from "node:test";
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`;

it("sendAgain: sends until a promise of the arrival is fulfilled, and waits for it no longer than the test does", async () => {
  const before = code`
    ${runner}
    const createNode = () => Object.assign(new EventEmitter(), { start() { setTimeout(() => (this.isConnected = true), AFTER); }, publish(topic, message) { if (this.isConnected) other.emit(topic, message); } });
    let other;
    test("a message arrives", { timeout: 700 }, async () => {
      const node = createNode();
      other = createNode();
      await node.start();
      // wait for the connection
      await sleep(50);
      const heard = once(other, "news");
      await node.publish("news", "hello");
      const [message] = await heard;
      assert.equal(message, "hello");
      console.log("received");
    });
  `;
  const after = repaired(before, "sendAgain");
  expect((await run(before.replace("AFTER", "300"))).out).not.toContain("received\n");
  expect((await run(after.replace("AFTER", "300"))).out).toContain("received\n");
  expect((await run(after.replace("AFTER", "2000"))).out).not.toContain("received\n");
});

it("retryAssertions: asks again what throws while something is missing, and throws that in the end", async () => {
  const before = code`
    import { setTimeout as sleep } from "node:timers/promises";
    const members = [1, 2].map((id) => ({ id, async start() { setTimeout(() => (this.role = id === 1 ? "leader" : "follower"), AFTER); } }));
    export async function up() {
      for (const member of members) await member.start();
      console.log("waiting for the cluster to form...");
      await sleep(50);
      const leaders = members.filter((member) => member.role === "leader");
      if (leaders.length !== 1) throw new Error("no leader");
    }
    up().then(() => console.log("up"), (error) => console.log(error.message));
  `;
  const after = repaired(before, "retryAssertions");
  expect((await run(before.replace("AFTER", "300"))).out).toContain("no leader");
  expect((await run(after.replace("AFTER", "300"))).out).toMatch(/up$/);
  expect((await run(after.replace("30_000", "100").replace("AFTER", "2000"))).out).toContain("no leader");
});

it("listen: goes on with the promise of the start, whose failure ends the process as before", async () => {
  const before = code`
    async function startAll() {
      await new Promise((resolve, reject) => setTimeout(END, 300));
      state.isReady = true;
    }
    const state = { tell: () => console.log(state.isReady === true ? "ready" : "not ready") };
    startAll();
    setTimeout(() => {
      state.tell();
    }, 50);
  `;
  const after = repaired(before, "listen");
  expect((await run(before.replace("END", "resolve"))).out).toBe("not ready");
  expect((await run(after.replace("END", "resolve"))).out).toBe("ready");
  const ends = await Promise.all([before, after].map((program) => run(program.replace("END", "() => reject(new Error('taken'))"))));
  expect(ends.map(({ failed }) => failed)).toEqual([true, true]);
});

it("awaitEntry: looks up until something is found, and says what is not there", async () => {
  const before = code`
    ${runner}
    const server = { rooms: new Map() };
    const newProvider = () => ({ connected: setTimeout(() => server.rooms.set("a", { members: ["x"] }), AFTER) });
    test("has a member", async () => {
      const provider = newProvider(server);
      // wait for the connection
      await sleep(50);
      const room = server.rooms.get("a");
      if (room) {
        console.log("found", room.members.length);
      }
    });
  `;
  const after = repaired(before, "awaitEntry");
  expect((await run(before.replace("AFTER", "300"))).out).not.toContain("found 1");
  expect((await run(after.replace("AFTER", "300"))).out).toContain("found 1");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toContain("room is not there in time");
});

it("connectAgain: checks until it succeeds, and throws the last failure in the end", async () => {
  const before = code`
    import { createServer, get } from "node:http";
    import { setTimeout as sleep } from "node:timers/promises";
    const port = 20000 + (process.pid % 20000);
    const service = { launch: () => setTimeout(() => createServer((_, response) => response.end()).listen(port, "localhost"), AFTER) };
    function checkServer() {
      return new Promise((resolve, reject) => {
        get({ port, host: "localhost" }, (response) => resolve(response.resume())).on("error", reject);
      });
    }
    try {
      service.launch();
      // wait for the server to start
      await sleep(50);
      await checkServer();
      console.log("started");
    } catch (error) {
      console.log(error.code);
    }
    process.exit();
  `;
  const after = repaired(before, "connectAgain");
  expect((await run(before.replace("AFTER", "300"))).out).toBe("ECONNREFUSED");
  expect((await run(after.replace("AFTER", "300"))).out).toBe("started");
  expect((await run(after.replace("30_000", "100").replace("AFTER", "2000"))).out).toBe("ECONNREFUSED");
});

it("retryInTimer: asks again in a promise, which is rejected in the end", async () => {
  const before = code`
    ${runner}
    const createHub = () => ({ start() { setTimeout(() => (this.leader = "a"), AFTER); } });
    test("elects a leader", () => {
      const hub = createHub();
      return new Promise((resolve) => {
        hub.start();
        setTimeout(() => {
          assert.equal(hub.leader, "a");
          console.log("elected");
          resolve();
        }, 50);
      });
    });
  `;
  const after = repaired(before, "retryInTimer");
  expect((await run(before.replace("AFTER", "300"))).out).not.toContain("elected\n");
  expect((await run(after.replace("AFTER", "300"))).out).toContain("elected\n");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toContain("Expected values to be strictly equal");
});

it("retryAssertions: keeps what is gone when it has been read, until all of it has come", async () => {
  const before = code`
    ${runner}
    const spawnShell = async () => {
      let written = "";
      for (const [i, piece] of ["he", "llo, b", "ye"].slice(0, PIECES).entries()) setTimeout(() => (written += piece), 100 * (i + 1));
      return { async readOutput() { const output = written; written = ""; return { success: true, output }; } };
    };
    test("has output", async () => {
      const shell = await spawnShell();
      await sleep(50);
      const read = await shell.readOutput();
      assert.ok(read.success);
      assert.match(read.output, /hello/);
      assert.match(read.output, /bye/);
      console.log("all of it");
    });
  `;
  const after = repaired(before, "retryAssertions");
  expect((await run(before.replace("PIECES", "3"))).out).not.toContain("all of it\n");
  expect((await run(after.replace("PIECES", "3"))).out).toContain("all of it\n");
  expect((await run(after.replace("PIECES", "2"))).out).not.toContain("all of it\n");
});
