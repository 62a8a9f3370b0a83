import { expect, it } from "vitest";
import { repaired, run, typeErrors } from "./repairs.js";
import { code } from "./rule-tester.js";
import { program } from "./sleeping-programs.js";

// Each program starts something that takes longer than its sleep, and says what it met: before the repair, behind it, and behind it where the
// start fails. Children are programs on a command line: they need no file.

it("awaitReady: waits until the server listens; a taken port rejects", async () => {
  // Names are looked up in the thread pool, which is busy.
  const busy = code`
    import { pbkdf2 } from "node:crypto";
    import { once } from "node:events";
    import { createServer } from "node:net";
    const taken = createServer();
    await once(taken.listen(0, "localhost"), "listening");
    for (let i = 0; i < 8; i++) pbkdf2("a", "b", 60_000, 64, "sha512", () => {});
  `;
  const before = program(busy, code`
    const server = createServer();
    server.listen(PORT, "localhost");
    await sleep(10);
    say(server.listening);
  `);
  const after = repaired(before, "awaitReady");
  expect((await run(before.replace("PORT", "0"))).out).toBe("false");
  expect((await run(after.replace("PORT", "0"))).out).toBe("true");
  expect((await run(after.replace("PORT", "taken.address().port"))).out).toMatch(/^error: listen EADDRINUSE/);
});

it("awaitReady: waits until a client is connected; a refused connection rejects", async () => {
  const before = program(
    code`
    import { createServer } from "node:http";
    import { WebSocket, WebSocketServer } from "ws";
    const http = createServer();
    const wss = new WebSocketServer({ server: http, verifyClient: (_, accept) => setTimeout(accept, 200, ACCEPTED) });
    await new Promise((resolve) => http.listen(0, resolve));
    const url = "ws://localhost:" + http.address().port;
  `,
    code`
    const socket = new WebSocket(url);
    socket.on("message", () => {});
    await sleep(50);
    socket.send("hello");
    console.log("sent");
  `,
  );
  const after = repaired(before, "awaitReady");
  expect((await run(before.replace("ACCEPTED", "true"))).out).toMatch(/^error: WebSocket is not open: readyState 0/);
  expect((await run(after.replace("ACCEPTED", "true"))).out).toBe("sent");
  expect((await run(after.replace("ACCEPTED", "false"))).out).toBe("error: Unexpected server response: 401");
});

it("awaitReady: listens to what the platform connects, which is no emitter of Node's", async () => {
  // Node 20 has no global WebSocket: this one is an EventTarget as that is.
  const before = program(
    code`
    globalThis.WebSocket = class extends EventTarget {
      constructor(url) {
        super();
        setTimeout(() => {
          this.isOpen = url === "ws://good";
          this.dispatchEvent(new Event(this.isOpen ? "open" : "error"));
        }, 150);
      }
    };
  `,
    code`
    const socket = new WebSocket("ws://good");
    await sleep(50);
    say(socket.isOpen);
  `,
  );
  const after = repaired(before, "awaitReady");
  expect((await run(before)).out).toBe("undefined");
  expect((await run(after)).out).toBe("true");
  expect((await run(after.replace("ws://good", "ws://bad"))).out).toBe("error: socket has failed");
});

it("awaitStart: awaits an async function of the file; its failure is caught", async () => {
  const before = program(
    code`
    let hub;
    async function startHub(fails) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (fails) throw new Error("no room");
      hub = "up";
    }
  `,
    code`
    startHub(FAILS);
    await sleep(50);
    say(hub);
  `,
  );
  const after = repaired(before, "awaitStart");
  expect((await run(before.replace("FAILS", "false"))).out).toBe("undefined");
  expect((await run(after.replace("FAILS", "false"))).out).toBe("up");
  expect((await run(before.replace("FAILS", "true"))).out).toBe("undefined");
  expect((await run(after.replace("FAILS", "true"))).out).toBe("error: no room");
});

it("removeSleep: goes on as soon as the awaited server listens", async () => {
  const before = program(
    `import { once } from "node:events";\nimport { createServer } from "node:http";\n`,
    code`
    const server = createServer();
    server.listen(0, "localhost");
    await once(server, "listening");
    const began = Date.now();
    await sleep(400);
    say(server.listening, Date.now() - began < 200);
  `,
  );
  expect((await run(before)).out).toBe("true false");
  expect((await run(repaired(before, "removeSleep"))).out).toBe("true true");
});

it("removeBeforeWait: leaves the wait to a driver that asks again by itself", () => {
  // Not run: it takes a browser. Playwright's locators wait for what they act on.
  const before = code`
    import { test } from "@playwright/test";
    test("orders", async ({ page }) => {
      await page.goto("/");
      await page.waitForTimeout(500);
      await page.getByRole("button").click();
    });
  `;
  expect(repaired(before, "removeBeforeWait")).toBe(before.replace("  await page.waitForTimeout(500);\n", ""));
});

/** A \`docker\` on the path that notes what it is told, and with --wait takes the time that its service needs. */
const docker = code`
  import { execFileSync, execSync } from "node:child_process";
  import { chmodSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
  import { tmpdir } from "node:os";
  const folder = mkdtempSync(tmpdir() + "/docker-");
  const up = folder + "/up";
  writeFileSync(folder + "/docker", "#!/bin/sh\\n[ -z \\"$UNHEALTHY\\" ] || exit 1\\ncase \\"$*\\" in *--wait*) sleep 0.3; touch " + up + ";; *) (sleep 0.3; touch " + up + ") > /dev/null 2>&1 & ;; esac\\n");
  chmodSync(folder + "/docker", 0o755);
  process.env.PATH = folder + ":" + process.env.PATH;
`;

it.each(['execSync("docker compose up -d database");', 'execFileSync("docker", ["compose", "up", "-d"]);'])("composeWait: %s comes back when the service is healthy, and fails where it is not", async (command) => {
  const before = program(docker, `${command}\nawait sleep(50);\nconsole.log(existsSync(up));\n`);
  const after = repaired(before, "composeWait");
  expect((await run(before)).out).toBe("false");
  expect((await run(after)).out).toBe("true");
  expect((await run(after.replace("const folder", 'process.env.UNHEALTHY = "1";\nconst folder'))).out).toMatch(/^error: Command failed: docker compose up --wait -d/);
});

it("goOnAtOnce: does at once what the ready event allows", async () => {
  const before = code`
    import { connect, createServer } from "node:net";
    const server = createServer((peer) => peer.on("data", () => process.exit()));
    await new Promise((resolve) => server.listen(0, resolve));
    const socket = connect(server.address().port);
    socket.on("connect", () => {
      const began = Date.now();
      process.on("exit", () => console.log(Date.now() - began < 200));
      setTimeout(() => {
        socket.write("hello");
      }, 400);
    });
  `;
  expect((await run(before)).out).toBe("false");
  expect((await run(repaired(before, "goOnAtOnce"))).out).toBe("true");
});

it.each([
  ["a race", 'await Promise.race([once(child, "message"), sleep(TIME)]);'],
  ["a promise that both settle", 'await new Promise((resolve) => {\n  child.once("message", () => resolve());\n  setTimeout(resolve, TIME);\n});'],
])("rejectWhenOver: %s says that it took too long; a child that is in time leaves no rejection behind", async (_, race) => {
  const child = (ms: number) => `import { once } from "node:events";\nimport { spawn } from "node:child_process";\nconst child = spawn(process.execPath, ["-e", "setTimeout(() => process.send('ready'), ${ms}); process.on('message', process.exit)"], { stdio: ["ignore", "inherit", "inherit", "ipc"] });\n`;
  const rest = `${race}\nsay("went on");\n`;
  const before = program(child(600), rest.replace("TIME", "50"));
  const after = repaired(before, "rejectWhenOver");
  expect((await run(before)).out).toBe("went on");
  expect((await run(after)).out).toBe("error: child is not ready in time");
  const inTime = repaired(program(child(0), `${rest.replace("TIME", "800")}await new Promise((resolve) => child.once("exit", resolve).send("end"));\nawait new Promise((resolve) => setTimeout(resolve, 900));\nconsole.log("ended");`), "rejectWhenOver");
  expect(await run(inTime)).toEqual({ out: "went on\nended", failed: false });
});

/** A hub whose members come late, or never. */
const hub = `const createHub = () => ({ members: 0, start() { setTimeout(() => (this.members = GAIN), 200); } });\n`;

it("retryAssertions: asks again in a loop; the last failure is thrown when the time is over", async () => {
  const before = program(
    `import assert from "node:assert/strict";\n${hub}`,
    code`
    const hub = createHub();
    hub.start();
    await sleep(50);
    const { members } = hub;
    assert.equal(members, 2);
    console.log("passed");
  `,
  );
  const after = repaired(before, "retryAssertions");
  expect((await run(before.replace("GAIN", "2"))).out).toMatch(/^error: Expected values to be strictly equal/);
  expect((await run(after.replace("GAIN", "2"))).out).toBe("passed");
  const began = Date.now();
  expect((await run(after.replace("GAIN", "1"))).out).toMatch(/^error: Expected values to be strictly equal:\n\n1 !== 2/);
  expect(Date.now() - began).toBeGreaterThan(1_500);
});

// Stand-ins for the libraries: what they give the file, and how they ask again.
const again = `async (ask, { timeout }) => {
  for (const over = Date.now() + timeout; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > over) throw error;
    }
  }
}`;
const equal = `toBe(expected) { if (given !== expected) throw new Error(given + " is not " + expected); }`;
it.each([
  ["vitest", `export const vi = { waitFor: ${again} };\nexport const expect = (given) => ({ ${equal} });`, "expect", /await vi\.waitFor\(async \(\) => \{\n.*\n {2}\}, \{ timeout: 1500 \}\);/],
  ["@playwright/test", `const again = ${again};\nexport const expect = (given) => ({ ${equal}, toPass: (options) => again(given, options) });`, "expect", /await expect\(async \(\) => \{\n.*\n {2}\}\)\.toPass\(\{ timeout: 1500 \}\);/],
  ["@testing-library/dom", `export const waitFor = ${again};\nexport const expect = (given) => ({ ${equal} });`, "waitFor, expect", /await waitFor\(async \(\) => \{\n.*\n {2}\}, \{ timeout: 1500 \}\);/],
])("retryAssertions: asks again by %s", async (module, standIn, names, expected) => {
  const before = program(
    `import { ${names} } from "${module}";\n${hub}`,
    code`
    const hub = createHub();
    hub.start();
    await sleep(50);
    expect(hub.members).toBe(2);
    console.log("passed");
  `,
  );
  const after = repaired(before, "retryAssertions");
  expect(after).toMatch(expected);
  const runnable = (text: string, gain: string) => run(text.replace(`"${module}"`, `"data:text/javascript,${encodeURIComponent(standIn)}"`).replace("GAIN", gain));
  expect((await runnable(before, "2")).out).toBe("error: 0 is not 2");
  expect((await runnable(after, "2")).out).toBe("passed");
  expect((await runnable(after, "1")).out).toBe("error: 1 is not 2");
});

it("retryInTimer: asks again, and hands the last failure to the test", async () => {
  const before = code`
    import assert from "node:assert/strict";
    import { it } from "node:test";
    process.on("exit", () => console.log(process.exitCode ? "failed" : "passed"));
    ${hub}
    it("gets its members", (_, done) => {
      const hub = createHub();
      hub.start();
      setTimeout(() => {
        assert.equal(hub.members, 2);
        done();
      }, 50);
    });
  `;
  const after = repaired(before, "retryInTimer");
  expect((await run(before.replace("GAIN", "2"))).failed).toBe(true);
  expect((await run(after.replace("GAIN", "2"))).failed).toBe(false);
  const late = await run(after.replace("GAIN", "1"));
  expect(late.failed).toBe(true);
  expect(late.out).toMatch(/1 !== 2/);
});

/** A server in a child, which listens after 300 ms at the port it is given. */
const serving = (port: string) => code`
  import { spawn } from "node:child_process";
  import { createServer } from "node:http";
  const free = createServer().listen(0);
  const port = free.address().port;
  await new Promise((resolve) => free.close(resolve));
  const child = spawn(process.execPath, ["-e", "setTimeout(() => http.createServer((request, response) => response.end('hello')).listen(" + ${port} + "), 300)"]);
  process.on("exit", () => child.kill());
`;

it("probeFirst: asks until something answers", async () => {
  const rest = (time: string) => code`
    const child = spawn(process.execPath, ["-e", server]);
    process.on("exit", () => child.kill());
    await sleep(${time});
    const response = await fetch(\`http://localhost:\${port}/\`);
    console.log(await response.text());
  `;
  const head = `${serving("port").split("\n").slice(0, 5).join("\n")}\nconst server = "setTimeout(() => http.createServer((request, response) => response.end('hello')).listen(" + port + "), 300)";\n`;
  const before = program(head, rest("50"));
  const after = repaired(before, "probeFirst");
  expect((await run(before)).out).toBe("error: fetch failed");
  expect((await run(after)).out).toBe("hello");
  // In a shorter time than 30 s: nothing listens there.
  const never = after.replaceAll("30_000", "400").replace("[\"-e\", server]", "[\"-e\", \"\"]");
  expect((await run(never)).out).toMatch(/^error: http:\/\/localhost:\d+\/ does not answer$/);
});

it("probeFirst: a step of a script goes on when something answers; where nothing does the script fails", async () => {
  const before = `${serving("port")}${code`
    const over = () => process.exit();
    setTimeout(async () => {
      const response = await fetch(\`http://localhost:\${port}/\`);
      console.log(await response.text());
      over();
    }, 50);
  `}`;
  const after = repaired(before, "probeFirst");
  expect((await run(before)).failed).toBe(true);
  expect((await run(after)).out).toBe("hello");
  const never = after.replaceAll("30_000", "400").replace(".listen(\" + port", ".listen(\" + 0");
  expect(await run(never)).toMatchObject({ out: "", failed: true });
});

it("confirm: waits until the connection confirms the subscription", async () => {
  // A stand-in for NATS: what is published goes to those whom the server has heard of.
  const nats = `
    const settle = () => new Promise((resolve) => setTimeout(resolve, 150));
    export const connect = async () => {
      const known = [];
      return {
        subscribe(subject, { callback }) { settle().then(() => known.push(callback)); },
        flush: () => (FAILS ? Promise.reject(new Error("disconnected")) : settle()),
        publish: (subject, text) => known.forEach((callback) => callback(text)),
      };
    };`;
  const before = program(
    `import { connect } from "nats";\n`,
    code`
    const connection = await connect();
    connection.subscribe("greetings", { callback: console.log });
    await sleep(50);
    connection.publish("greetings", "hello");
    console.log("published");
  `,
  );
  const after = repaired(before, "confirm");
  const runnable = (text: string, fails: string) => run(text.replace('"nats"', `"data:text/javascript,${encodeURIComponent(nats.replace("FAILS", fails))}"`));
  expect((await runnable(before, "false")).out).toBe("published");
  expect((await runnable(after, "false")).out).toBe("hello\npublished");
  expect((await runnable(after, "true")).out).toBe("error: disconnected");
});

it("leaves TypeScript that its compiler accepts", () => {
  const imports = code`
    import { type ChildProcess, execSync, fork, spawn } from "node:child_process";
    import { EventEmitter, once } from "node:events";
    import { createServer } from "node:http";
    import { connect } from "node:net";
    import { setTimeout as sleep } from "node:timers/promises";
    import { Worker } from "node:worker_threads";
    import { expect, it } from "vitest";
    import { WebSocket } from "ws";

    interface Hub { readonly members: number; start(): void }
    declare function createHub(): Hub;
    export const used = [execSync, fork, spawn, EventEmitter, once, createServer, connect, sleep, Worker, expect, it, WebSocket];

  `;
  const programs: [messageId: string, rest: string][] = [
    ["awaitReady", "export async function start(): Promise<void> {\n  const server = createServer();\n  server.listen(0, 'localhost');\n  await sleep(100);\n}"],
    ["awaitReady", "export class Client {\n  #socket: WebSocket | undefined;\n  async open(): Promise<void> {\n    this.#socket = new WebSocket('ws://x');\n    await sleep(100);\n    this.#socket.send('hello');\n  }\n}"],
    ["awaitReady", "export async function listen(): Promise<void> {\n  const socket = new EventSource('http://x');\n  await sleep(100);\n  socket.dispatchEvent(new Event('x'));\n}"],
    ["awaitStart", "async function startHub(): Promise<number> {\n  await once(new EventEmitter(), 'x');\n  return 1;\n}\nexport async function main(): Promise<void> {\n  startHub();\n  await sleep(100);\n}"],
    ["awaitLine", "export async function main(): Promise<ChildProcess> {\n  const child = spawn('x');\n  await sleep(100);\n  return child;\n}"],
    ["awaitLine", "export class Runner {\n  #child: ChildProcess | undefined;\n  async start(): Promise<void> {\n    this.#child = spawn('x', { stdio: ['ignore', 'pipe', 'inherit'] });\n    await sleep(100);\n  }\n}"],
    ["awaitMessage", "let child: ChildProcess | undefined;\nexport async function main(): Promise<ChildProcess> {\n  child = fork('x');\n  await sleep(100);\n  return child;\n}"],
    ["awaitMessage", "export async function main(): Promise<Worker> {\n  const worker = new Worker('x');\n  await sleep(100);\n  return worker;\n}"],
    ["rejectWhenOver", "export async function main(): Promise<void> {\n  const child = fork('x');\n  await new Promise<void>((resolve) => {\n    child.once('message', () => resolve());\n    setTimeout(resolve, 100);\n  });\n  child.send('go');\n}"],
    ["rejectWhenOver", "export async function main(): Promise<void> {\n  const child = fork('x');\n  await Promise.race([once(child, 'message'), new Promise<void>((resolve) => setTimeout(resolve, 100))]);\n  child.send('go');\n}"],
    ["probeFirst", "const port: number = 80;\nexport async function main(): Promise<Response> {\n  spawn('x');\n  await sleep(100);\n  return fetch(`http://localhost:${port}`);\n}"],
    ["probePort", "export async function main(port: number): Promise<ChildProcess> {\n  const child = spawn('x', ['--port', String(port)]);\n  await sleep(100);\n  return child;\n}"],
    ["probePort", "function startHub({ port }: { port: number }): ChildProcess {\n  return spawn('x', ['--port', String(port)]);\n}\nexport async function main(): Promise<ChildProcess> {\n  const child = startHub({ port: 4000 });\n  await sleep(100);\n  return child;\n}"],
    ["probePort", "export async function main(options: { port?: number | string }): Promise<ChildProcess> {\n  const child = spawn('x', ['--port', String(options.port)]);\n  await sleep(100);\n  return child;\n}"],
    ["probePort", "declare function findPort(): Promise<number | undefined>;\nexport async function main(): Promise<ChildProcess> {\n  const port = await findPort();\n  const child = spawn('x', ['--port', String(port)]);\n  await sleep(100);\n  return child;\n}"],
    ["probePort", "export async function main(port: string | undefined): Promise<ChildProcess> {\n  const child = spawn('x', ['--port', port!]);\n  await sleep(100);\n  return child;\n}"],
    ["awaitLine", "let child: ChildProcess;\nfunction startHub(): void {\n  child = spawn('x');\n}\nexport async function main(): Promise<ChildProcess> {\n  startHub();\n  await sleep(100);\n  return child;\n}"],
    ["awaitMessage", "function startHub(): ChildProcess {\n  return fork('x');\n}\nexport async function main(): Promise<ChildProcess> {\n  const child = startHub();\n  await sleep(100);\n  return child;\n}"],
    ["retryAssertions", "it('x', async () => {\n  const hub: Hub = createHub();\n  hub.start();\n  await sleep(100);\n  const { members }: { members: number } = hub;\n  expect(members).toBe(2);\n});"],
    ["listen", "const worker = new Worker('x');\nsetTimeout((): void => worker.postMessage('go'), 100);"],
    ["awaitLine", "export async function main(): Promise<ChildProcess> {\n  const child = spawn('x', [], { stdio: 'inherit' });\n  await sleep(100);\n  return child;\n}"],
    ["readAgain", "declare function findPid(): number | undefined;\nexport async function main(): Promise<number> {\n  let pid = findPid();\n  if (pid === undefined) {\n    spawn('x', { detached: true }).unref();\n    await sleep(100);\n    pid = findPid();\n  }\n  return pid ?? 0;\n}"],
    ["awaitAnswer", "export async function main(): Promise<void> {\n  const socket = new WebSocket('ws://x');\n  await once(socket, 'open');\n  socket.send('login');\n  // give the server time to process the login\n  await sleep(100);\n  socket.send('go');\n}"],
    ["awaitOutput", "export async function main(): Promise<void> {\n  const child = spawn('x');\n  child.stdout.pipe(process.stdout);\n  child.stdin.write(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize' }));\n  await sleep(100);\n  child.stdin.write('x');\n}"],
    ["returnReady", "export function start(): Promise<void> {\n  const socket = connect(80);\n  return new Promise((resolve) => setTimeout(resolve, 100));\n}"],
    ["goOnAtOnce", "const socket = new WebSocket('ws://x');\nsocket.on('open', () => {\n  setTimeout(() => {\n    socket.send('x');\n  }, 100);\n});"],
  ];
  expect(typeErrors(programs.map(([messageId, rest]) => repaired(imports + rest, messageId, "file.ts")))).toEqual([]);
  expect(typeErrors(["export const wrong: string = 1;"])).toHaveLength(1);
}, 60_000);
