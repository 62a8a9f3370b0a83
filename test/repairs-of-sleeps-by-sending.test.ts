import { expect, it } from "vitest";
import { repaired, run, typeErrors } from "./repairs.js";
import { code } from "./rule-tester.js";

// In each program a connection takes longer than the sleep before something is sent; each says what has come: before the repair, behind it, and behind it
// where the connection never comes.

const peers = code`
  import { EventEmitter } from "node:events";
  class Peer extends EventEmitter {
    connect(other) { setTimeout(() => (this.other = other), AFTER); }
    send(text) { console.log("sends"); setTimeout(() => this.other?.emit("message", text), 5); }
    close() { console.log("closes"); }
  }
`;

it("sendAgain: sends at intervals until a listener ends the test, which passes over what comes again", async () => {
  const before = code`
    import { test } from "node:test";
    ${peers}
    test("a message arrives", { timeout: 2500 }, (t, done) => {
      const a = new Peer();
      const b = new Peer();
      a.connect(b);
      b.on("message", (text) => {
        console.log("received", text);
        done();
      });
      setTimeout(() => {
        a.send("hello");
      }, 30);
    });
  `;
  const after = repaired(before, "sendAgain");
  expect((await run(before.replace("AFTER", "200"))).out).not.toContain("received");
  const { out, failed } = await run(after.replace("AFTER", "200"));
  expect(out.match(/received/g)).toHaveLength(1);
  expect(failed).toBe(false);
  const never = await run(after.replace("1500", "200").replace("AFTER", "9000"));
  expect(never.failed).toBe(true);
  // It does not send for ever.
  expect(never.out.match(/sends/g)?.length).toBeLessThan(10);
});

it("sendAgain: a script that hears nothing ends with an error", async () => {
  const before = code`
    ${peers}
    const a = new Peer();
    const b = new Peer();
    a.connect(b);
    b.on("message", (text) => {
      console.log("received", text);
      a.close();
    });
    setTimeout(() => {
      a.send("hello");
    }, 30);
  `;
  const after = repaired(before, "sendAgain");
  expect((await run(before.replace("AFTER", "200"))).out).not.toContain("received");
  const { out, failed } = await run(after.replace("AFTER", "200"));
  expect(out.match(/closes/g)).toHaveLength(1);
  expect(failed).toBe(false);
  expect((await run(after.replace("30_000", "200").replace("AFTER", "2000"))).failed).toBe(true);
});

it("sendAgain: what it adds has types", () => {
  const before = code`
    import { EventEmitter } from "node:events";
    import { test } from "node:test";
    class Peer extends EventEmitter {
      connect(other: Peer): void { other.emit("message", this); }
      send(text: string): void { this.emit("message", text); }
    }
    test("a message arrives", (t, done) => {
      const a = new Peer();
      const b = new Peer();
      a.connect(b);
      b.on("message", (text: string) => {
        if (text === "") return;
        done();
      });
      setTimeout(() => a.send("hello"), 30);
    });
  `;
  expect(typeErrors([before, repaired(before, "sendAgain", "file.ts")])).toEqual([]);
});

it("sendAgain: sends until a function that goes through what comes has seen it, and then races with the time as before", async () => {
  const before = code`
    import { on } from "node:events";
    import { test } from "node:test";
    ${peers}
    test("a message arrives", { timeout: 2500 }, async () => {
      const a = new Peer();
      const b = new Peer();
      const seen = (async () => {
        for await (const [text] of on(b, "message")) {
          if (text === "hello") break;
        }
      })();
      await a.connect(b);
      // wait for the connection
      await new Promise((resolve) => setTimeout(resolve, 50));
      a.send("hello");
      const timeout = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("too late")), 300).unref();
      });
      await Promise.race([seen, timeout]);
      console.log("received");
    });
  `;
  const after = repaired(before, "sendAgain");
  expect((await run(before.replace("AFTER", "200"))).out).not.toContain("received");
  expect((await run(after.replace("AFTER", "200"))).out).toContain("received");
  const never = await run(after.replace("1500", "200").replace("AFTER", "3000"));
  expect(never.out).toContain("too late");
});

it("sendAgain: writes a file again, with pauses that outlast who waits until it is quiet", async () => {
  const before = code`
    import assert from "node:assert/strict";
    import { mkdtempSync, writeFileSync } from "node:fs";
    import { watch } from "node:fs/promises";
    import { tmpdir } from "node:os";
    import { test } from "node:test";
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const folder = mkdtempSync(tmpdir() + "/written-");
    let timer;
    async function startWatcher(tell) {
      await sleep(AFTER);
      for await (const { filename } of watch(folder)) {
        clearTimeout(timer);
        timer = setTimeout(() => tell(filename), 250);
      }
    }
    test("tells of a change", { timeout: 4000 }, async () => {
      let told = "";
      startWatcher((name) => (told = name));
      // wait for the watcher to be ready
      await sleep(50);
      writeFileSync(folder + "/a.txt", "a");
      await sleep(300);
      assert.equal(told, "a.txt");
      console.log("told");
    });
    setTimeout(() => process.exit(), 3500);
  `;
  const after = repaired(before, "sendAgain");
  expect((await run(before.replace("AFTER", "200"))).out).not.toContain("told\n");
  expect((await run(after.replace("AFTER", "200"))).out).toContain("told\n");
  expect((await run(after.replace("1500", "200").replace("AFTER", "9000"))).out).not.toContain("told\n");
});
