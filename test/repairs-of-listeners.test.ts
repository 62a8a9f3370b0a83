import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";
import { code } from "./rule-tester.js";

/** A server whose client says hello as soon as it is open; its handler answers what it gets. */
const sockets = (handler: string) => code`
  import { once } from "node:events";
  import { setTimeout as delay } from "node:timers/promises";
  import WebSocket, { WebSocketServer } from "ws";

  const load = () => delay(300, "user");
  const wss = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  ${handler}
  await once(wss, "listening");
  const client = new WebSocket("ws://127.0.0.1:" + wss.address().port);
  client.on("open", () => client.send("hello"));
  setTimeout(() => process.exit(), 2500);
`;

const message = sockets(`wss.on("connection", async (ws) => {
  const user = await load();
  ws.on("message", (m) => console.log(user, String(m)));
});`);

it("keeps what comes meanwhile and emits it when the listener is there", async () => {
  expect((await run(message)).out).toBe("");
  expect((await run(repaired(message, "keepMeanwhile"))).out).toBe("user hello");
});

it("pauses a socket until its listeners are there", async () => {
  expect((await run(repaired(message, "pauseMeanwhile"))).out).toBe("user hello");
});

it("remembers that 'close' has come, and acts on it where the listener is attached", async () => {
  const program = sockets(`wss.on("connection", async (ws) => {
  const user = await load();
  ws.on("close", () => console.log(user, "has gone"));
});`).replace("client.send(\"hello\")", "client.close()");
  expect((await run(program)).out).toBe("");
  expect((await run(repaired(program, "rememberMeanwhile"))).out).toBe("user has gone");
});

it("lets a handler await what is awaited before it", async () => {
  const program = sockets(`wss.on("connection", async (ws) => {
  const user = await load();
  ws.addEventListener("message", (event) => {
    console.log(user, String(event.data));
  });
});`);
  expect((await run(program)).out).toBe("");
  expect((await run(repaired(program, "awaitInside"))).out).toBe("user hello");
});

it("attaches first: a late error is no crash any more", async () => {
  const program = code`
    import { spawn } from "node:child_process";
    import { setTimeout as delay } from "node:timers/promises";

    async function start() {
      const child = spawn("there-is-no-such-program");
      await delay(100);
      child.on("error", (error) => console.log("told", error.code));
    }
    await start();
  `;
  expect(await run(program)).toEqual({ out: "", failed: true });
  expect(await run(repaired(program, "attachFirst"))).toEqual({ out: "told ENOENT", failed: false });
});

const exit = code`
  import { spawn } from "node:child_process";
  import { once } from "node:events";

  // Another process that takes its time.
  const upload = () => once(spawn(process.execPath, ["-e", "setTimeout(() => {}, 800)"]), "exit");
  async function start() {
    const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await upload();
    const [exitCode] = await once(child, "exit");
    console.log("ended with", exitCode);
  }
  setTimeout(() => process.exit(), 3000);
  await start();
  process.exit();
`;

it("begins to wait before the await: the exit is not missed", async () => {
  expect((await run(exit)).out).toBe("");
  expect((await run(repaired(exit, "waitFirst"))).out).toBe("ended with 0");
});

it("waits for both together", async () => {
  expect((await run(repaired(exit, "waitTogether"))).out).toBe("ended with 0");
});

it("waits for both together: a failing trigger is caught by the caller, and nothing is left unhandled", async () => {
  const program = code`
    import { EventEmitter, once } from "node:events";

    const engine = Object.assign(new EventEmitter(), {
      async start(fails) {
        engine.emit("ready");
        if (fails) throw new Error("no fuel");
      },
    });
    async function go(fails) {
      await engine.start(fails);
      await once(engine, "ready");
      console.log("ready");
    }
    await go(true).catch((error) => console.log(error.message));
    await go(false);
  `;
  expect((await run(program)).out).toBe("no fuel");
  expect(await run(repaired(program, "waitTogether"))).toEqual({ out: "no fuel\nready", failed: false });
  expect(await run(repaired(program, "waitFirst"))).toEqual({ out: "no fuel\nready", failed: false });
});

it("begins to wait where the child is made", async () => {
  const program = code`
    import { spawn } from "node:child_process";
    import { once } from "node:events";
    import { setTimeout as delay } from "node:timers/promises";

    function start() {
      const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
      return { exited: () => once(child, "exit") };
    }
    setTimeout(() => process.exit(), 3000);
    const running = start();
    await delay(1000);
    console.log("ended with", (await running.exited())[0]);
    process.exit();
  `;
  expect((await run(program)).out).toBe("");
  expect((await run(repaired(program, "waitWhereMade"))).out).toBe("ended with 0");
});

it("makes a line reader in the turn of its loop", async () => {
  const program = code`
    import readline from "node:readline";
    import { Readable } from "node:stream";
    import { setTimeout as delay } from "node:timers/promises";

    async function read() {
      const lines = readline.createInterface({ input: Readable.from(["one\\n", "two\\n"]) });
      await delay(100);
      for await (const line of lines) {
        console.log(line);
      }
    }
    await read();
  `;
  expect((await run(program)).out).toBe("");
  expect((await run(repaired(program, "makeLater"))).out).toBe("one\ntwo");
});

it("awaits a subscription before something is published", async () => {
  const program = code`
    import { setTimeout as delay } from "node:timers/promises";

    const channels = new Set();
    const broker = {
      async subscribe(channel) {
        await delay(20);
        channels.add(channel);
      },
      publish: (channel, text) => console.log(channels.has(channel) ? text : "nobody"),
    };
    async function relay() {
      broker.subscribe("news");
      await broker.publish("news", "hello");
    }
    await relay();
  `;
  expect((await run(program)).out).toBe("nobody");
  expect((await run(repaired(program, "awaitSubscription"))).out).toBe("hello");
});

it("asks for an iterator of events before something else is awaited", async () => {
  const program = code`
    import { on } from "node:events";
    import { spawn } from "node:child_process";
    import { setTimeout as delay } from "node:timers/promises";

    setTimeout(() => process.exit(), 3000);
    async function end() {
      const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
      await delay(1000);
      for await (const [exitCode] of on(child, "exit")) {
        console.log("ended with", exitCode);
        break;
      }
    }
    await end();
    process.exit();
  `;
  expect((await run(program)).out).toBe("");
  expect((await run(repaired(program, "askFirst"))).out).toBe("ended with 0");
});

it("begins to wait before a chain whose start brings the event about", async () => {
  const program = code`
    import { EventEmitter } from "node:events";
    import { setTimeout as delay } from "node:timers/promises";

    function report(runner) {
      return runner.start().then(() => new Promise((resolve) => {
        runner.on("finished", resolve);
      }));
    }
    const told = new EventEmitter();
    const start = async () => {
      await delay(20);
      told.emit("finished", "all is done");
    };
    report({ on: told.on.bind(told), start }).then(console.log);
    setTimeout(() => process.exit(), 500);
  `;
  expect((await run(program)).out).toBe("");
  expect((await run(repaired(program, "waitFirst"))).out).toBe("all is done");
});

it("runs the handler of a signal at once where it is aborted already", async () => {
  const program = code`
    import { setTimeout as delay } from "node:timers/promises";

    async function open(signal: AbortSignal) {
      const session = await delay(20, "the session");
      signal.addEventListener("abort", () => console.log(session, "ends"), { once: true });
    }
    const controller = new AbortController();
    void open(controller.signal);
    controller.abort();
  `;
  const untyped = (text: string) => text.replace(": AbortSignal", "");
  expect((await run(untyped(program))).out).toBe("");
  expect((await run(untyped(repaired(program, "runIfCome", "file.ts")))).out).toBe("the session ends");
});

it("waits for all children at once: none has ended unheard", async () => {
  const program = code`
    import { spawn } from "node:child_process";
    import { once } from "node:events";

    async function endAll(delays) {
      const children = delays.map((ms) => spawn(process.execPath, ["-e", \`setTimeout(() => {}, \${ms})\`]));
      for (const child of children) {
        await once(child, "exit");
      }
      return "ended";
    }

    const bound = setTimeout(() => {
      console.log("still waiting");
      process.exit();
    }, 3000);
    console.log(await endAll([400, 1]));
    clearTimeout(bound);
  `;
  expect((await run(program)).out).toBe("still waiting");
  expect((await run(repaired(program, "waitForAll"))).out).toBe("ended");
});

it("waits from the beginning for the end of a child that is stopped: one that has ended, and one that never began", async () => {
  const program = (command: string) => code`
    import { spawn } from "node:child_process";
    import { once } from "node:events";
    import { setTimeout as answers } from "node:timers/promises";

    async function start() {
      const child = spawn(${command}, ["-e", "0"]);
      await answers(500);
      return {
        async stop() {
          child.kill();
          await once(child, "exit");
        },
      };
    }

    process.once("uncaughtException", (error) => {
      console.log("uncaught", error.code);
      process.exit();
    });
    const { stop } = await start();
    console.log("started");
    setTimeout(() => {
      console.log("still waiting");
      process.exit();
    }, 1000);
    await stop();
    console.log("stopped");
    process.exit();
  `;
  const [ended, unknown] = [program("process.execPath"), program('"no-such-command"')];
  expect((await run(ended)).out).toBe("started\nstill waiting");
  expect((await run(repaired(ended, "waitWhereMade"))).out).toBe("started\nstopped");
  expect((await run(unknown)).out).toBe("uncaught ENOENT");
  expect((await run(repaired(unknown, "waitWhereMade"))).out).toBe("uncaught ENOENT");
});
