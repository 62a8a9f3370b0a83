import { expect, it } from "vitest";
import { repaired, run, typeErrors } from "./repairs.js";
import { code } from "./rule-tester.js";
import { program } from "./sleeping-programs.js";

// Each program starts something that takes longer than its sleep, and says what it met: before the repair, behind it, and behind it where what is
// waited for never comes.

/** A module in the place of one that is not installed here. */
const stands = (before: string, module: string, source: string) => before.replace(`from "${module}"`, `from "data:text/javascript,${encodeURIComponent(source)}"`);

const hub = code`
  const createHub = () => {
    const hub = { names: [], start: () => setTimeout(() => hub.names.push("a"), AFTER), leader: async () => hub.names[0] && { name: hub.names[0] } };
    return hub;
  };
`;

it("retryAssertions: gives on what was read when the assertions held", async () => {
  const before = program(`import assert from "node:assert";\n${hub}`, code`
    const hub = createHub();
    hub.start();
    await sleep(50);
    const leader = await hub.leader();
    assert.ok(leader);
    say(leader.name);
  `);
  const after = repaired(before, "retryAssertions");
  expect((await run(before.replace("AFTER", "200"))).out).toMatch(/^error: The expression evaluated to a falsy value/);
  expect((await run(after.replace("AFTER", "200"))).out).toBe("a");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toMatch(/^error: The expression evaluated to a falsy value/);
});

it("retryAssertions: asks in the place of a poll that asked nothing", async () => {
  const before = program(`import assert from "node:assert";\nconst waitUntil = async (test, ms) => { while (!test()) await sleep(ms); };\n${hub}`, code`
    const hub = createHub();
    hub.start();
    await waitUntil(() => true, 500);
    assert.equal(hub.names.length, 1);
    say("one");
  `);
  const after = repaired(before, "retryAssertions");
  expect((await run(before.replace("AFTER", "200"))).out).toBe("error: 0 == 1");
  expect((await run(after.replace("AFTER", "200"))).out).toBe("one");
  expect((await run(after.replace("1500", "100").replace("AFTER", "2000"))).out).toBe("error: 0 == 1");
});

/** What AVA does with attempts, as far as it matters here: one that is committed counts, one that is discarded does not. */
const ava = code`
  const context = () => {
    const failures = [];
    return {
      failures,
      like: (value, expected) => Object.keys(expected).every((key) => value?.[key] === expected[key]) || failures.push("unlike"),
      try: async (run) => {
        const inner = context();
        await run(inner).catch((error) => inner.failures.push(error.message));
        return { passed: inner.failures.length === 0, commit: () => failures.push(...inner.failures), discard() {} };
      },
    };
  };
  export default async (_, run) => {
    const t = context();
    await run(t).catch((error) => t.failures.push(error.message));
    console.log(t.failures.join() || "ok");
    process.exit();
  };
`;

it("tryInAttempts: the first attempt that passes counts, or the last one", async () => {
  const before = code`
    import test from "ava";
    import { setTimeout as sleep } from "node:timers/promises";
    ${hub.trimEnd()}
    test("elects a leader", async (t) => {
      const hub = createHub();
      hub.start();
      await sleep(50);
      const leader = await hub.leader();
      t.like(leader, { name: "a" });
    });
  `;
  const after = repaired(before, "tryInAttempts");
  expect((await run(stands(before, "ava", ava).replace("AFTER", "200"))).out).toBe("unlike");
  expect((await run(stands(after, "ava", ava).replace("AFTER", "200"))).out).toBe("ok");
  expect((await run(stands(after, "ava", ava).replace("1500", "100").replace("AFTER", "2000"))).out).toBe("unlike");
});

/** What connects, and rejects until something listens at the port. */
const amqplib = code`
  import { connect as dial } from "node:net";
  import { once } from "node:events";
  export const connect = async (url) => {
    const socket = dial(Number(new URL(url).port), "127.0.0.1");
    await once(socket, "connect");
    return socket;
  };
`;

it("connectAgain: connects until something answers, or the time is over", async () => {
  const before = program(
    code`
      import { spawn } from "node:child_process";
      import { connect } from "amqplib";
      const listen = "setTimeout(() => require('net').createServer().listen(Number(process.argv[1]), '127.0.0.1'), AFTER); setTimeout(process.exit, 5000)";
    `,
    code`
      const broker = spawn(process.execPath, ["-e", listen, "PORT"], { stdio: "ignore" });
      await sleep(50);
      const connection = await connect("amqp://127.0.0.1:PORT");
      say(connection.remotePort === PORT);
      broker.kill();
    `,
  );
  const after = repaired(before.replaceAll("PORT", "40000"), "connectAgain");
  let port = 40_000 + (process.pid % 20_000);
  // What has been started for one run still listens in the next.
  const ran = async (source: string) => (await run(stands(source, "amqplib", amqplib).replaceAll(/PORT|40000/g, String((port += 1))))).out;
  expect(await ran(before.replace("AFTER", "300"))).toMatch(/^error: connect ECONNREFUSED/);
  expect(await ran(after.replace("AFTER", "300"))).toBe("true");
  expect(await ran(after.replace("30_000", "300").replace("AFTER", "3000"))).toMatch(/^error: connect ECONNREFUSED/);
});

it("readAgain: asks for a state until it is there, with a deadline that throws", async () => {
  const before = program(
    code`
      const createClient = () => {
        const client = { connected: false, connect: () => setTimeout(() => (client.connected = true), AFTER), send: (text) => (client.connected ? text : "lost") };
        return client;
      };
    `,
    code`
      const client = createClient();
      if (!client.connected) {
        client.connect();
        await sleep(50);
      }
      say(client.send("hello"));
    `,
  );
  const after = repaired(before, "readAgain");
  expect((await run(before.replace("AFTER", "200"))).out).toBe("lost");
  expect((await run(after.replace("AFTER", "200"))).out).toBe("hello");
  expect((await run(after.replace("30_000", "100").replace("AFTER", "2000"))).out).toBe("error: client.connected is still false");
});

it("awaitLine: hears the output of a command line, beside who hears it already", async () => {
  const before = program(
    `import { exec } from "node:child_process";\nlet output = "";\n`,
    code`
      const hub = exec("sleep AFTER; echo ready; sleep 5");
      hub.stdout.on("data", (chunk) => {
        output += chunk;
      });
      // wait until the hub is up
      await sleep(50);
      say(output.trim());
    `,
  );
  const after = repaired(before, "awaitLine");
  expect((await run(before.replace("AFTER", "0.3"))).out).toBe("");
  expect((await run(after.replace("AFTER", "0.3"))).out).toBe("ready");
  expect((await run(after.replace("30_000", "300").replace("AFTER", "3"))).out).toBe("error: hub has ended, or was not ready in time");
});

/** A broker that puts a subscription in place after a while, and loses what comes before. */
const mqtt = code`
  const places = [];
  export const connect = () => ({
    on: (_, listener) => places.push({ listener, isThere: false }),
    subscribe: (_, done) => setTimeout(() => { places[0].isThere = !FAILS; done?.(FAILS ? new Error("refused") : null); }, 200),
    publish: (topic, text) => places.filter(({ isThere }) => isThere).forEach(({ listener }) => listener(topic, text)),
  });
`;

it("listen: goes on when a subscription is acknowledged, and throws where it is refused", async () => {
  const before = code`
    import { connect } from "mqtt";
    const client = connect("mqtt://localhost");
    client.on("message", (topic, text) => console.log(text));
    client.subscribe("news");
    // give the subscription time to get there
    setTimeout(() => {
      client.publish("news", "hello");
    }, 50);
    setTimeout(process.exit, 600);
  `;
  const after = repaired(before, "listen");
  const ran = (source: string, fails: string) => run(stands(source, "mqtt", mqtt.replaceAll("FAILS", fails)));
  expect((await ran(before, "false")).out).toBe("");
  expect((await ran(after, "false")).out).toBe("hello");
  expect((await ran(before, "true")).failed).toBe(false);
  expect((await ran(after, "true")).failed).toBe(true);
});

it("what is given on, asked for and connected keeps its types", () => {
  const typed = [
    [
      "retryAssertions",
      code`
        import assert from "node:assert";
        declare const sleep: (ms: number) => Promise<void>;
        declare const createHub: () => { start(): void; leader(): Promise<{ name: string } | undefined>; term(): Promise<number> };
        declare const report: (name: string, term: number) => void;
        declare const it: (name: string, run: () => Promise<void>) => void;
        it("elects", async () => {
          const hub = createHub();
          hub.start();
          await sleep(500);
          const leader = await hub.leader();
          const term = await hub.term();
          assert(leader);
          assert(term > 0);
          report(leader.name, term);
        });
      `,
    ],
    [
      "readAgain",
      code`
        declare const sleep: (ms: number) => Promise<void>;
        declare const createSocket: () => { readonly readyState: number; connect(): void; send(text: string): void };
        declare const State: { readonly OPEN: 1 };
        const socket = createSocket();
        export async function say(text: string): Promise<void> {
          if (!socket || socket.readyState !== State.OPEN) {
            socket.connect();
            await sleep(1000);
          }
          socket.send(text);
        }
      `,
    ],
    [
      "readAgain",
      code`
        declare const sleep: (ms: number) => Promise<void>;
        declare const createSocket: () => { readonly connected: boolean; connect(): void; send(text: string): void };
        const socket = createSocket();
        export async function say(text: string): Promise<void> {
          if (!socket.connected) {
            socket.connect();
            await sleep(1000);
          }
          socket.send(text);
        }
      `,
    ],
  ] as const;
  expect(typeErrors(typed.map(([id, before]) => repaired(before, id, "file.ts")))).toEqual([]);
});
