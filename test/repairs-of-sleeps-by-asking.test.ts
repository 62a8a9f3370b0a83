import { expect, it } from "vitest";
import { repaired, run, typeErrors } from "./repairs.js";
import { code } from "./rule-tester.js";

// Each program starts something that takes longer than its sleep, and says what it met: before the repair, behind it, and behind it where what is
// waited for never comes.

/** A runner, in a package of its own, that notes failures instead of throwing them. */
const runner = code`
  export const test = async (_, run) => {
    try {
      await run({ is: (value, expected) => console.log(value === expected ? "ok" : "not ok") });
    } catch (error) {
      console.log("error:", error.message);
    }
    process.exit();
  };
`;

/** With it, something that gains members after a while. */
const head = code`
  import { strict as assert } from "node:assert";
  import { setTimeout as sleep } from "node:timers/promises";
  import { test } from "data:text/javascript,${encodeURIComponent(runner)}";
  const createHub = () => {
    const hub = { members: 0, start: () => setTimeout(() => (hub.members = 2), AFTER) };
    return hub;
  };
`;

it("awaitAsserted: asks for the value until it is so, and leaves the assertion to fail when the time is over", async () => {
  const before = head + code`
    test("has members", async (t) => {
      const hub = createHub();
      hub.start();
      await sleep(50);
      t.is(hub.members, 2);
    });
  `;
  const after = repaired(before, "awaitAsserted");
  expect((await run(before.replace("AFTER", "200"))).out).toBe("not ok");
  expect((await run(after.replace("AFTER", "200"))).out).toBe("ok");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toBe("not ok");
});

it("awaitAsserted: puts off what a timer does until the value is so, or the time is over", async () => {
  const before = head + code`
    test("has members", (t) => new Promise((resolve) => {
      const hub = createHub();
      // Give the hub time to start.
      setTimeout(() => {
        t.is(hub.members, 2);
        resolve();
      }, 50);
      hub.start();
    }));
  `;
  const after = repaired(before, "awaitAsserted");
  expect((await run(before.replace("AFTER", "200"))).out).toBe("not ok");
  expect((await run(after.replace("AFTER", "200"))).out).toBe("ok");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toBe("not ok");
});

it("awaitEntry: forgets what it has waited for, and fails where nothing comes", async () => {
  const before = head + code`
    const hub = { subscribe: (listener) => setTimeout(listener, AFTER, "snapshot"), tell: (listener) => listener("update") };
    test("tells of updates", async (t) => {
      const answers = [];
      hub.subscribe((answer) => answers.push(answer));
      // wait for the subscription to be registered
      await sleep(50);
      answers.length = 0;
      hub.tell((answer) => answers.push(answer));
      await sleep(300);
      t.is(answers.length, 1);
    });
  `;
  const after = repaired(before, "awaitEntry");
  expect((await run(before.replaceAll("AFTER", "200"))).out).toBe("not ok");
  expect((await run(after.replaceAll("AFTER", "200"))).out).toBe("ok");
  expect((await run(after.replace("1500", "100").replaceAll("AFTER", "2000"))).out).toBe("error: answers is still empty");
});

it("retryRead: reads a file until it is there and whole, but not for ever", async () => {
  const before = code`
    import { spawn } from "node:child_process";
    import { mkdtempSync } from "node:fs";
    import { readFile } from "node:fs/promises";
    import { tmpdir } from "node:os";
    import { join } from "node:path";
    import { it } from "node:test";
    import { setTimeout as sleep } from "node:timers/promises";
    const state = join(mkdtempSync(join(tmpdir(), "startup-order-")), "state.json");
    const write = "fs.writeFileSync(process.argv[1], '{'); setTimeout(() => fs.writeFileSync(process.argv[1], '{ \\"port\\": 80 }'), AFTER)";
    it("has a port", async () => {
      const server = spawn(process.execPath, ["-e", write, state], { stdio: "ignore" });
      await sleep(50);
      const { port } = JSON.parse(await readFile(state, "utf8"));
      console.log("port", port);
      server.kill();
    });
  `;
  const after = repaired(before, "retryRead");
  expect((await run(before.replace("AFTER", "400"))).failed).toBe(true);
  const good = await run(after.replace("AFTER", "400"));
  expect(good.out).toContain("port 80\n");
  expect(good.failed).toBe(false);
  expect((await run(after.replace("30_000", "300").replace("AFTER", "3000"))).failed).toBe(true);
});

it("retryAssertions: reads a variable again with what is asserted of it, and each of a list", async () => {
  const before = head + code`
    test("has members", async () => {
      const hub = createHub();
      let members = hub.members;
      hub.start();
      await sleep(50);
      members = hub.members;
      assert.equal(members, 2);
      for (const each of [hub]) {
        assert.equal(each.members, 2);
      }
      console.log("members:", members);
    });
  `;
  const after = repaired(before, "retryAssertions");
  expect((await run(before.replace("AFTER", "200"))).out).toContain("error:");
  expect((await run(after.replace("AFTER", "200"))).out).toBe("members: 2");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toContain("error:");
});

it("retryAssertions: asks again in the function that a chain of promises goes on with", async () => {
  const before = head + code`
    const startHub = (hub) => {
      hub.start();
      const started = Promise.resolve();
      return Object.assign(started, { delay: (ms) => started.then(() => sleep(ms)) });
    };
    test("has members", () => {
      const hub = createHub();
      return startHub(hub).delay(50).then(() => {
        assert.equal(hub.members, 2);
        console.log("members:", hub.members);
      });
    });
  `;
  const after = repaired(before, "retryAssertions");
  expect((await run(before.replace("AFTER", "200"))).out).toContain("error:");
  expect((await run(after.replace("AFTER", "200"))).out).toBe("members: 2");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toContain("error:");
});

it("retryInTimer: goes on as it did when the assertions hold, and tells the test of the last failure", async () => {
  const before = code`
    import assert from "node:assert/strict";
    import { it } from "node:test";
    const hub = { members: 0, start: () => setTimeout(() => (hub.members = 2), AFTER), stop: (stopped) => setTimeout(stopped, 10) };
    it("gains members", (_, done) => {
      hub.start();
      setTimeout(() => {
        assert.equal(hub.members, 2);
        hub.stop(() => {
          console.log("stopped");
          done();
        });
      }, 50);
    });
  `;
  const after = repaired(before, "retryInTimer");
  expect((await run(before.replace("AFTER", "200"))).failed).toBe(true);
  const good = await run(after.replace("AFTER", "200"));
  expect(good.failed).toBe(false);
  expect(good.out).toContain("stopped");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).failed).toBe(true);
});

it("removeBeforeWait: leaves the wait to what asks again by itself", async () => {
  const before = head + code`
    const waitUntilReady = async (hub) => {
      while (hub.members < 2) await sleep(10);
    };
    test("has members", async (t) => {
      const hub = createHub();
      hub.start();
      await sleep(50);
      await waitUntilReady(hub);
      t.is(hub.members, 2);
    });
  `;
  const after = repaired(before, "removeBeforeWait");
  expect(after).not.toContain("sleep(50)");
  expect((await run(after.replace("AFTER", "200"))).out).toBe("ok");
});

it("leaves TypeScript that its compiler accepts", () => {
  const imports = code`
    import { spawn } from "node:child_process";
    import { readFile } from "node:fs/promises";
    import { setTimeout as sleep } from "node:timers/promises";
    import { it } from "vitest";

    interface Hub { readonly members: number; readonly isUp?: boolean; start(done?: () => void): void }
    declare const t: { is<T>(value: T, expected: T): void; true(value: unknown): void };
    declare function createHub(): Hub;
    export const used = [spawn, readFile];

  `;
  const programs: [messageId: string, rest: string][] = [
    ["awaitAsserted", "it('x', async () => {\n  const hub = createHub();\n  hub.start();\n  await sleep(100);\n  t.is(hub.members, 2);\n  t.true(hub.isUp);\n});"],
    ["awaitAsserted", "it('x', async () => {\n  let isUp = false;\n  const hub = createHub();\n  hub.start(() => { isUp = true; });\n  await sleep(100);\n  t.is(isUp, true);\n});"],
    ["retryRead", "it('x', async () => {\n  const server = spawn('x', { stdio: 'ignore' });\n  await sleep(100);\n  const text: string = await readFile('x', 'utf8');\n  server.kill();\n  t.true(text);\n});"],
  ];
  expect(typeErrors(programs.map(([messageId, rest]) => repaired(imports + rest, messageId, "file.ts")))).toEqual([]);
}, 60_000);

it("awaitEntry: goes on with what it finds in a list, and fails where it never comes", async () => {
  const before = head + code`
    const app = { all: [], windows: async () => app.all, open: () => setTimeout(() => app.all.push({ id: "main", focus: () => console.log("focused") }), AFTER) };
    test("has a window", async () => {
      app.open();
      // wait until the window is loaded
      await sleep(50);
      const windows = await app.windows();
      const main = windows.find((window) => window.id === "main");
      await main.focus();
    });
  `;
  const after = repaired(before, "awaitEntry");
  expect((await run(before.replaceAll("AFTER", "200"))).out).toContain("error: Cannot read properties of undefined");
  expect((await run(after.replaceAll("AFTER", "200"))).out).toBe("focused");
  expect((await run(after.replace("1500", "100").replaceAll("AFTER", "2000"))).out).toBe("error: main is not there in time");
});

it("awaitEntry: waits for what a listener fills, and fails where nothing comes", async () => {
  const before = head + code`
    import { EventEmitter } from "node:events";
    test("answers", async (t) => {
      const shell = new EventEmitter();
      setTimeout(() => shell.emit("data", "$ "), AFTER);
      let output = "";
      shell.on("data", (data) => (output += data));
      // wait for the prompt, as the shell has to start
      await sleep(50);
      shell.emit("data", "1");
      t.is(output, "$ 1");
    });
  `;
  const after = repaired(before, "awaitEntry");
  expect((await run(before.replaceAll("AFTER", "200"))).out).toBe("not ok");
  expect((await run(after.replaceAll("AFTER", "200"))).out).toBe("ok");
  expect((await run(after.replace("1500", "100").replaceAll("AFTER", "2000"))).out).toBe("error: output is still empty");
});
