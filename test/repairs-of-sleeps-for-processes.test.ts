import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";
import { code } from "./rule-tester.js";
import { program } from "./sleeping-programs.js";

// Each program starts a process, a thread or a connection that takes longer than its sleep, and says what it met: before the repair, behind it,
// and behind it where the other side fails.

it("listen: goes on when the thread has told that it is set up", async () => {
  const before = code`
    import { Worker } from "node:worker_threads";
    const worker = new Worker("setTimeout(() => { globalThis.isReady = true; PARENT.postMessage('ready'); }, 200); PARENT.on('message', () => PARENT.postMessage(globalThis.isReady ?? false))", { eval: true });
    setTimeout(() => {
      worker.once("message", (isReady) => {
        console.log(isReady);
        process.exit();
      });
      worker.postMessage("are you?");
    }, 100);
  `.replaceAll("PARENT", "require('worker_threads').parentPort");
  const after = repaired(before, "listen");
  expect(after).toContain("worker.once('message', () => {");
  expect((await run(before)).out).toBe("false");
  expect((await run(after)).out).toBe("true");
  // A thread that fails has no listener for it: the program fails, too.
  expect((await run(after.replace("setTimeout(() => {", "throw new Error('none'); setTimeout(() => {"))).failed).toBe(true);
});

/** The text of a child or thread: it is asked whether it is ready after \`ms\`, or has ended. */
const worker = (text: string) => `import { Worker } from "node:worker_threads";\nimport { once } from "node:events";\nconst text = ${JSON.stringify(text)};\n`;

it("awaitMessage: waits for the first message; a thread that ends or fails is an error, and no listener stays", async () => {
  const rest = code`
    const thread = new Worker(text, { eval: true });
    await sleep(50);
    console.log(thread.listenerCount("message") + thread.listenerCount("exit") + thread.listenerCount("error"));
    thread.postMessage("are you ready?");
    console.log(...(await once(thread, "message")));
  `;
  const ready = "const { parentPort } = require('worker_threads'); let isReady = false; setTimeout(() => { isReady = true; parentPort.postMessage('ready'); }, 200); parentPort.on('message', () => parentPort.postMessage(isReady));";
  const before = program(worker(ready), rest);
  const after = repaired(before, "awaitMessage");
  expect((await run(before)).out).toBe("0\nfalse");
  expect((await run(after)).out).toBe("0\ntrue");
  const failing = (text: string) => run(after.replace(JSON.stringify(ready), JSON.stringify(text)));
  expect((await failing("process.exit(3)")).out).toBe("error: thread has ended, or was not ready in time");
  expect((await failing("throw new Error('no licence')")).out).toBe("error: no licence");
});

it("awaitMessage: waits for the first message of a forked child, but not for ever", async () => {
  const head = code`
    import { fork } from "node:child_process";
    import { once } from "node:events";
    import { writeFileSync } from "node:fs";
    const file = import.meta.filename + ".child.cjs";
    writeFileSync(file, "let isReady = false; setTimeout(() => { isReady = true; process.send('ready'); }, 200); process.on('message', () => process.send(isReady));");
  `;
  const rest = code`
    const child = fork(file);
    process.on("exit", () => child.kill());
    await sleep(50);
    child.send("are you ready?");
    const [isReady] = await once(child, "message");
    console.log(isReady);
  `;
  const before = program(head, rest);
  const after = repaired(before, "awaitMessage");
  expect((await run(before)).out).toBe("false");
  expect((await run(after)).out).toBe("true");
  expect((await run(after.replace("process.send('ready')", "void 0").replace("30_000", "500"))).out).toBe("error: child has ended, or was not ready in time");
});

it("awaitMessage, awaitLine: waits for a child that a function gives back, or keeps for all", async () => {
  const text = "let isReady = false; setTimeout(() => { isReady = true; if (process.send) process.send('ready'); else console.log('ready'); }, 200); process.on('message', () => process.send(isReady)); process.stdin.on('data', () => console.log(isReady))";
  const head = `import { fork, spawn } from "node:child_process";\nimport { once } from "node:events";\nimport { writeFileSync } from "node:fs";\nconst file = import.meta.filename + ".child.cjs";\nwriteFileSync(file, ${JSON.stringify(text)});\n`;
  const given = program(
    head,
    code`
    function startChild(path) {
      const child = fork(path);
      process.on("exit", () => child.kill());
      return child;
    }
    const child = startChild(file);
    await sleep(50);
    child.send("are you ready?");
    const [isReady] = await once(child, "message");
    console.log(isReady);
  `,
  );
  const kept = program(
    `${head}let child;\nfunction startChild() {\n  child = spawn(process.execPath, [file]);\n  process.on("exit", () => child.kill());\n}\n`,
    code`
    startChild();
    await sleep(50);
    const answer = once(child["stdout"], "data");
    child.stdin.write("are you ready?");
    console.log(String((await answer)[0]).trim());
  `,
  );
  for (const [before, id] of [[given, "awaitMessage"], [kept, "awaitLine"]] as const) {
    const after = repaired(before, id);
    expect((await run(before)).out).toBe("false");
    expect((await run(after)).out).toBe("true");
    expect((await run(after.replace("let isReady", "process.exit(1); let isReady"))).out).toBe("error: child has ended, or was not ready in time");
  }
});

it("awaitLine: waits for the line that says ready, in pieces too; a child that ends is an error, and no listener stays", async () => {
  const before = program(
    `import { spawn } from "node:child_process";\n`,
    code`
    const child = spawn(COMMAND, ["-e", "setTimeout(() => process.stdout.write('I am rea'), 200); setTimeout(() => console.log('dy'), 300); process.stdin.on('data', () => {})"]);
    const began = Date.now();
    await sleep(50);
    console.log(Date.now() - began > 250, child.listenerCount("exit") + child.listenerCount("error"));
    child.kill();
  `,
  );
  const after = repaired(before, "awaitLine");
  const runnable = (text: string, command = "process.execPath") => run(text.replace("COMMAND", command));
  expect((await runnable(before)).out).toBe("false 0");
  expect((await runnable(after)).out).toBe("true 0");
  expect((await runnable(after.replace("setTimeout(() => process.stdout", "process.exit(1); setTimeout(() => process.stdout"))).out).toBe("error: child has ended, or was not ready in time");
  expect((await runnable(after, '"no-such-command"')).out).toBe("error: spawn no-such-command ENOENT");
  expect((await runnable(after.replace("'dy'", "'lly'").replace("30_000", "500"))).out).toBe("error: child has ended, or was not ready in time");
});

it("awaitLine: hears a child whose output is inherited, and still shows it", async () => {
  const before = program(
    `import { spawn } from "node:child_process";\n`,
    code`
    const child = spawn(process.execPath, ["-e", "setTimeout(() => console.log('child is ready'), 200); process.stdin.on('data', () => {})"], { stdio: "inherit" });
    const began = Date.now();
    await sleep(50);
    console.log(Date.now() - began > 150, child.listenerCount("exit"));
    child.kill();
  `,
  );
  expect((await run(before)).out).toBe("false 0");
  expect((await run(repaired(before, "awaitLine"))).out).toBe("child is ready\ntrue 0");
});

it("readAgain: asks for what the child leaves behind until it is there, but not for ever", async () => {
  const before = program(
    code`
    import { spawn } from "node:child_process";
    import { existsSync, mkdtempSync, readFileSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { join } from "node:path";
    const file = join(mkdtempSync(join(tmpdir(), "startup-order-")), "pid");
    const readPid = () => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  `,
    code`
    let pid = readPid();
    if (!pid) {
      const child = spawn(process.execPath, ["-e", "setTimeout(() => fs.writeFileSync(process.argv[1], 'here'), 200)", file], { detached: true, stdio: "ignore" });
      child.unref();
      await sleep(50);
      pid = readPid();
    }
    console.log(pid);
  `,
  );
  const after = repaired(before, "readAgain");
  expect((await run(before)).out).toBe("undefined");
  expect((await run(after)).out).toBe("here");
  expect((await run(after.replace("30_000", "100").replace("'here'), 200", "'here'), 2000"))).out).toBe("error: pid is not there in time");
});

it("awaitAnswer: goes on when the other side has answered; a connection that fails is an error", async () => {
  const before = program(
    code`
    import { once } from "node:events";
    import WebSocket, { WebSocketServer } from "ws";
    const server = new WebSocketServer({ port: 0 });
    await once(server, "listening");
    server.on("connection", (peer) => {
      let isKnown = false;
      peer.on("message", (text) => {
        if (String(text) !== "login") return console.log("subscribed", isKnown);
        setTimeout(() => {
          isKnown = true;
          peer.send("welcome");
        }, 200);
      });
    });
  `,
    code`
    const socket = new WebSocket("ws://localhost:" + server.address().port);
    await once(socket, "open");
    socket.send("login");
    // give the server time to process the login
    await sleep(50);
    socket.send("subscribe");
    await sleep(100);
  `,
  );
  const after = repaired(before, "awaitAnswer");
  expect((await run(before)).out).toBe("subscribed false");
  expect((await run(after)).out).toBe("subscribed true");
  expect((await run(after.replace("30_000", "100"))).out).toBe("error: The operation was aborted");
});

it("awaitOutput: asks for more when the child has answered, by a sleep and by a timer", async () => {
  const before = code`
    import { spawn } from "node:child_process";
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const child = spawn("node", ["-e", CHILD]);
    let heard = 0;
    child.stdout.on("data", (text) => console.log(String(text).trim()) ?? (++heard === 2 && child.kill()));
    child.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize" }));
    WAIT
  `.replace("CHILD", JSON.stringify("let isReady = false; process.stdin.on('data', (text) => { if (String(text) === 'more') return console.log(isReady ? 'tools' : 'not ready'); setTimeout(() => { isReady = true; console.log('hello'); }, 700); });"));
  const [slept, timed] = ["await sleep(300);\nchild.stdin.write('more');", "setTimeout(() => {\n  child.stdin.write('more');\n}, 300);"].map((wait) => before.replace("WAIT", wait));
  for (const program of [slept, timed]) {
    const after = repaired(program ?? "", "awaitOutput");
    expect((await run(program ?? "")).out).toBe("not ready\nhello");
    expect((await run(after)).out).toBe("hello\ntools");
  }
  expect((await run(repaired(slept ?? "", "awaitOutput").replace("30_000", "100"))).failed).toBe(true);
});

it("returnReady: the function's promise is of readiness, and rejects where that never comes", async () => {
  const before = program(
    code`
    import { createServer, connect } from "node:net";
    import { once } from "node:events";
    const server = createServer();
    await once(server.listen(0, "localhost"), "listening");
    let socket;
    function open(port) {
      socket = connect(port, "localhost");
      return new Promise((resolve) => setTimeout(resolve, 100));
    }
  `,
    code`
    console.log(await open(PORT), socket.pending);
  `,
  );
  const after = repaired(before, "returnReady");
  expect((await run(after.replace("PORT", "server.address().port"))).out).toBe("undefined false");
  expect((await run(after.replace("PORT", "1"))).out).toMatch(/^error: .*ECONNREFUSED|^error: $/);
});
