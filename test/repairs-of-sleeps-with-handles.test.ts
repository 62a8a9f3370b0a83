import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";
import { code } from "./rule-tester.js";
import { program } from "./sleeping-programs.js";

// Each program starts something that takes longer than its sleep, and says what it met: before the repair, behind it, and behind it where what is
// waited for never comes.

/** A module of another package, as text of the program. */
const module = (text: string) => `"data:text/javascript,${encodeURIComponent(text)}"`;

it("readAgain: asks the question of the condition again, but not for ever", async () => {
  const before = program(
    code`
    import { spawn } from "node:child_process";
    import { existsSync, mkdtempSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { join } from "node:path";
    const file = join(mkdtempSync(join(tmpdir(), "startup-order-")), "pid");
    const isRunning = async () => existsSync(file);
  `,
    code`
    if (!(await isRunning())) {
      spawn(process.execPath, ["-e", "setTimeout(() => fs.writeFileSync(process.argv[1], 'here'), 200)", file], { detached: true, stdio: "ignore" }).unref();
      await sleep(50);
    }
    console.log(await isRunning());
  `,
  );
  const after = repaired(before, "readAgain");
  expect((await run(before)).out).toBe("false");
  expect((await run(after)).out).toBe("true");
  expect((await run(after.replace("30_000", "100").replace("'here'), 200", "'here'), 2000"))).out).toBe("error: isRunning() is still false");
});

it("probeFirst: lets a hook go on when something answers, and fail when nothing does", async () => {
  const before = code`
    import { spawn } from "node:child_process";
    import { createServer } from "node:http";
    import { after, before, it } from "node:test";
    const free = createServer().listen(0);
    const { port } = free.address();
    await new Promise((resolve) => free.close(resolve));
    const url = \`http://localhost:\${port}\`;
    const serve = "setTimeout(() => http.createServer((_, response) => response.end('hi')).listen(" + port + "), AFTER)";
    let child;
    before((_, done) => {
      child = spawn(process.execPath, ["-e", serve]);
      setTimeout(done, 50);
    });
    after(() => child.kill());
    it("answers", async () => {
      const response = await fetch(url);
      console.log("it says", await response.text());
    });
  `;
  const after = repaired(before, "probeFirst");
  expect((await run(before.replace("AFTER", "400"))).failed).toBe(true);
  const good = await run(after.replace("AFTER", "400"));
  expect(good.out).toContain("it says hi\n");
  expect(good.failed).toBe(false);
  const never = await run(after.replaceAll("30_000", "300").replace("AFTER", "60_000"));
  expect(never.out).toContain("does not answer");
  expect(never.failed).toBe(true);
});

it.each([
  {
    situation: "goes on when the child accepts connections, and fails when nothing does",
    declared: "",
    started: code`
    const child = spawn(process.execPath, ["-e", serve, "--", "--port", String(port)], { stdio: "ignore" });
    process.on("exit", () => child.kill());
  `,
  },
  {
    situation: "connects to the port that a function which starts the child was given",
    declared: code`
    function startServer({ port: on }) {
      const child = spawn(process.execPath, ["-e", serve, "--", "--port", String(on)], { stdio: "ignore" });
      process.on("exit", () => child.kill());
    }
  `,
    started: "startServer({ port });",
  },
])("probePort: $situation", async ({ declared, started }) => {
  const onFreePort = code`
    import { spawn } from "node:child_process";
    import { once } from "node:events";
    import { connect as open, createServer } from "node:net";
    const free = createServer().listen(0);
    const { port } = free.address();
    await new Promise((resolve) => free.close(resolve));
    const serve = "setTimeout(() => net.createServer((socket) => socket.end('hi')).listen(Number(process.argv[2])), AFTER)";
  `;
  const asked = code`
    await sleep(50);
    const [text] = await once(open(port), "data");
    console.log(String(text));
  `;
  const before = program(`${onFreePort}\n${declared}`, `${started}\n${asked}`);
  const after = repaired(before, "probePort");
  expect((await run(before.replace("AFTER", "400"))).out).toContain("ECONNREFUSED");
  expect((await run(after.replace("AFTER", "400"))).out).toBe("hi");
  expect((await run(after.replaceAll("30_000", "300").replace("AFTER", "60_000"))).out).toMatch(/^error: nothing listens on port \d+$/);
});

it("awaitLine: a promise that a timer fulfilled is fulfilled by the line, and rejected when the child ends", async () => {
  const before = program(
    code`
    import { spawn } from "node:child_process";
    const text = "setTimeout(() => console.log('ready'), 200); process.stdin.on('data', () => console.log('served'))";
    const start = (text) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, ["-e", text]);
        process.on("exit", () => child.kill());
        // wait until the child is up
        setTimeout(() => resolve(child), 10);
      });
  `,
    code`
    const begun = Date.now();
    await start(text);
    say(Date.now() - begun > 150);
  `,
  );
  const after = repaired(before, "awaitLine");
  expect((await run(before)).out).toBe("false");
  expect((await run(after)).out).toBe("true");
  expect((await run(after.replace("setTimeout(() => console.log('ready'), 200)", "process.exit(1)"))).out).toBe("error: child has ended, or was not ready in time");
});

it("removeBeforeWait: a child reads what was written before it was up", async () => {
  const before = program(
    code`
    import { spawn } from "node:child_process";
    import { once } from "node:events";
  `,
    code`
    const child = spawn(process.execPath, ["-e", "setTimeout(() => process.stdin.on('data', (line) => process.stdout.write('heard ' + line)), 200)"]);
    await sleep(400);
    child.stdin.write("me");
    const [heard] = await once(child.stdout, "data");
    child.kill();
    say(String(heard));
  `,
  );
  expect((await run(before)).out).toBe("heard me");
  expect((await run(repaired(before, "removeBeforeWait"))).out).toBe("heard me");
});

it("removeBeforeWait: writes at once what a timer would write to a child, which reads it when it can", async () => {
  const before = code`
    import { spawn } from "node:child_process";
    const child = spawn(process.execPath, ["-e", "setTimeout(() => process.stdin.on('data', (data) => { console.log('heard', String(data)); process.exit(); }), 300)"], { stdio: ["pipe", "inherit", "inherit"] });
    setTimeout(() => {
      child.stdin.write("me");
    }, 100);
    child.on("exit", () => console.log("over"));
  `;
  const after = repaired(before, "removeBeforeWait");
  expect(after).not.toContain("100");
  expect((await run(after)).out).toBe("heard me\nover");
});

it("confirm: waits for the callback that acknowledges a subscription; one that is refused rejects", async () => {
  // A stand-in for MQTT.js: what is published goes to those whom the broker has granted their topic.
  const mqtt = `
    export const connect = () => {
      const topics = [];
      return {
        subscribe(topic, granted = () => {}) { setTimeout(() => (REFUSES ? granted(new Error("not authorized")) : (topics.push(topic), granted(null, [{ topic }]))), 150); },
        publish: (topic, text) => topics.includes(topic) && console.log(text),
      };
    };`;
  const before = program(
    `import { connect } from "mqtt";\n`,
    code`
    const client = connect();
    client.subscribe("lights");
    await sleep(50);
    client.publish("lights", "on");
    console.log("published");
  `,
  );
  const after = repaired(before, "confirm");
  const runnable = (text: string, refuses: string) => run(text.replace('"mqtt"', module(mqtt.replace("REFUSES", refuses))));
  expect((await runnable(before, "false")).out).toBe("published");
  expect((await runnable(after, "false")).out).toBe("on\npublished");
  expect((await runnable(after, "true")).out).toBe("error: not authorized");
});

it("askSubscribers: publishes when the publisher knows of all subscriptions, and says when it does not", async () => {
  // Stand-ins for nodes of libp2p: a subscription takes its time to the others.
  const head = code`
    const topics = new Map();
    const node = (name, after) => ({
      pubsub: {
        subscribe: (topic) => setTimeout(() => topics.set(name, topic), after),
        getSubscribers: (topic) => [...topics].flatMap(([each, its]) => (its === topic && each !== name ? [each] : [])),
        publish: (topic, text) => topics.forEach((its, each) => its === topic && console.log(each, "got", text)),
      },
    });
    const [a, b, c] = [node("a", 0), node("b", 100), node("c", 250)];
  `;
  const before = program(head, code`
    b.pubsub.subscribe("news");
    c.pubsub.subscribe("news");
    // wait for the subscriptions to propagate
    await sleep(150);
    a.pubsub.publish("news", "hello");
  `);
  const after = repaired(before, "askSubscribers");
  expect((await run(before)).out).toBe("b got hello");
  expect((await run(after)).out).toBe("b got hello\nc got hello");
  expect((await run(after.replace("30_000", "100").replace('"c", 250', '"c", 2000'))).out).toBe("error: the subscription did not arrive in time");
});

/** What jest gives a test, as far as these programs use it. */
const runner = code`
  import assert from "node:assert/strict";
  import { test } from "node:test";
  const expect = (given) => ({ toBe: (wanted) => assert.equal(given, wanted) });
  const jest = {
    fn() {
      let calls = [];
      return Object.assign((...words) => calls.push(words), { mock: { get calls() { return calls; } }, mockClear: () => (calls = []) });
    },
  };
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`;

it("awaitCall: forgets the calls that it has waited for, and fails where none comes", async () => {
  const before = code`
    ${runner}
    const hub = { subscribe: ({ send }) => setTimeout(send, AFTER, "snapshot") };
    test("sends updates", async () => {
      const send = jest.fn();
      hub.subscribe({ send });
      // wait for the subscription to be registered
      await sleep(50);
      send.mockClear();
      await sleep(300);
      console.log("calls:", send.mock.calls.length);
    });
  `;
  const after = repaired(before, "awaitCall");
  expect((await run(before.replace("AFTER", "200"))).out).toContain("calls: 1\n");
  expect((await run(after.replace("AFTER", "200"))).out).toContain("calls: 0\n");
  expect((await run(after.replace("1500", "100").replace("AFTER", "1000"))).out).toContain("send has not been called in time");
});

it("sendAgain: sends until it has arrived, and throws what was not so when the time is over", async () => {
  const before = code`
    ${runner}
    class Peer {
      listeners = [];
      start() {
        setTimeout(() => (this.isConnected = true), AFTER);
      }
      on(_, listener) {
        this.listeners.push(listener);
      }
      broadcast(message) {
        if (this.isConnected) other.listeners.forEach((listener) => listener(message));
      }
    }
    let other;
    test("a broadcast arrives", async () => {
      const peer = new Peer();
      other = new Peer();
      await peer.start();
      // wait for connection
      await sleep(50);
      let isReceived = false;
      other.on("message", () => (isReceived = true));
      peer.broadcast("hello");
      await sleep(50);
      expect(isReceived).toBe(true);
      console.log("received");
    });
  `;
  const after = repaired(before, "sendAgain");
  expect((await run(before.replace("AFTER", "200"))).out).toContain("Expected values to be strictly equal");
  expect((await run(after.replace("AFTER", "200"))).out).toContain("received\n");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toContain("Expected values to be strictly equal");
});
