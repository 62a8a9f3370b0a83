import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "an event that the remark does not name",
      filename: "file.ts",
      code: code`
        import { StreamManager } from "./manager";
        test("x", async () => {
          const manager = new StreamManager();
          let failed: string | undefined;
          manager.on("stream-failed", (data: { id: string; number: number }) => {
            failed = data.id;
          });
          const result = await manager.startStream(1);
          expect(result.success).toBe(true);
          // Wait for first stream to actually start
          await new Promise((resolve) => setTimeout(resolve, 200));
          await manager.startStream(2);
          expect(failed).toBeUndefined();
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "no answer to a notification",
      filename: "file.ts",
      code: code`
        import { createPair, serve } from "./transport";
        it("x", async () => {
          const [peer, wire] = createPair();
          const inbound: Message[] = [];
          peer.onmessage = (m) => inbound.push(m);
          await peer.start();
          const handle = serve(wire);
          await peer.send({ jsonrpc: "2.0", method: "initialized", params: {} });
          await new Promise((r) => setTimeout(r, 10));
          await peer.send({ jsonrpc: "2.0", id: 2, method: "list" });
          await handle.close();
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a prompt that comes as output",
      filename: "file.js",
      code: code`
        import { createRuntime } from "./runtime.js";
        test("x", async () => {
          const app = await createRuntime();
          const port = await app.startRepl("a");
          let output = "";
          port.on("message", (message) => {
            if (message.type === "output") {
              output += message.data;
            }
          });
          // Wait for prompt
          await new Promise((resolve) => setTimeout(resolve, 100));
          port.postMessage({ type: "input", data: "1\\n" });
          await new Promise((resolve) => setTimeout(resolve, 100));
          expect(output).toContain("1");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 12, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { createRuntime } from "./runtime.js";
              test("x", async () => {
                const app = await createRuntime();
                const port = await app.startRepl("a");
                let output = "";
                port.on("message", (message) => {
                  if (message.type === "output") {
                    output += message.data;
                  }
                });
                for (const deadline = Date.now() + 1500; output === ""; ) {
                  if (Date.now() > deadline) throw new Error("output is still empty");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                port.postMessage({ type: "input", data: "1\\n" });
                await new Promise((resolve) => setTimeout(resolve, 100));
                expect(output).toContain("1");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a prompt that may have come before something listens",
      filename: "file.js",
      code: code`
        import { createRuntime, startRepl } from "./runtime.js";
        test("x", async () => {
          const app = await createRuntime();
          const port = app.createPort();
          await port.startRepl("a");
          let output = "";
          port.on("message", (message) => {
            if (message.type === "output") {
              output += message.data;
            }
          });
          // Wait for prompt
          await new Promise((resolve) => setTimeout(resolve, 100));
          port.postMessage({ type: "input", data: "1\\n" });
          await new Promise((resolve) => setTimeout(resolve, 100));
          expect(output).toContain("1");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 13, suggestions: [
            { messageId: "sendAgain", output: code`
              import { createRuntime, startRepl } from "./runtime.js";
              test("x", async () => {
                const app = await createRuntime();
                const port = app.createPort();
                await port.startRepl("a");
                let output = "";
                port.on("message", (message) => {
                  if (message.type === "output") {
                    output += message.data;
                  }
                });
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    port.postMessage({ type: "input", data: "1\\n" });
                    expect(output).toContain("1");
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "another message than the prompt",
      filename: "file.js",
      code: code`
        import { createRuntime } from "./runtime.js";
        test("x", async () => {
          const app = await createRuntime();
          const port = await app.startRepl("a");
          const exits = [];
          port.on("message", (message) => {
            if (message.type === "exit") exits.push(message);
          });
          // Wait for prompt
          await new Promise((resolve) => setTimeout(resolve, 100));
          port.postMessage({ type: "input", data: ".exit\\n" });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 10, suggestions: [] },
      ],
    },
    {
      name: "an event that the remark names",
      filename: "file.ts",
      code: code`
        import { StreamManager } from "./manager";
        test("x", async () => {
          const manager = new StreamManager();
          let firstId: string | undefined;
          manager.on("stream-start", (data: { id: string; number: number }) => {
            if (data.number === 1) {
              firstId = data.id;
            }
          });
          const result = await manager.startStream(1);
          expect(result.success).toBe(true);
          // Wait for first stream to actually start
          await new Promise((resolve) => setTimeout(resolve, 200));
          await manager.startStream(2);
          expect(firstId).toBeDefined();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 13, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { StreamManager } from "./manager";
              test("x", async () => {
                const manager = new StreamManager();
                let firstId: string | undefined;
                manager.on("stream-start", (data: { id: string; number: number }) => {
                  if (data.number === 1) {
                    firstId = data.id;
                  }
                });
                const result = await manager.startStream(1);
                expect(result.success).toBe(true);
                for (const deadline = Date.now() + 1500; firstId === undefined; ) {
                  if (Date.now() > deadline) throw new Error("firstId is not there in time");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await manager.startStream(2);
                expect(firstId).toBeDefined();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a flag that is set when it is ready",
      filename: "file.js",
      code: code`
        import { createWatcher } from "./watcher.js";
        it("x", async () => {
          const watcher = createWatcher("dir");
          let isReady = false;
          watcher.on("ready", () => {
            isReady = true;
          });
          // wait until the watcher is ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          await watcher.add("file");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { createWatcher } from "./watcher.js";
              it("x", async () => {
                const watcher = createWatcher("dir");
                let isReady = false;
                watcher.on("ready", () => {
                  isReady = true;
                });
                for (const deadline = Date.now() + 1500; !isReady; ) {
                  if (Date.now() > deadline) throw new Error("isReady is still false");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await watcher.add("file");
              });
            ` },
          ] },
      ],
    },
    {
      name: "the answer to a first request",
      filename: "file.ts",
      code: code`
        import { createPair, serve } from "./transport";
        it("x", async () => {
          const [peer, wire] = createPair();
          const inbound: Message[] = [];
          peer.onmessage = (m) => inbound.push(m);
          await peer.start();
          const handle = serve(wire);
          await peer.send({ jsonrpc: "2.0", id: 1, method: "initialize", params: {} });
          await new Promise((r) => setTimeout(r, 10));
          await peer.send({ jsonrpc: "2.0", method: "notifications/initialized" });
          await handle.close();
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 9, suggestions: [
            { messageId: "awaitEntry", output: code`
              import { createPair, serve } from "./transport";
              it("x", async () => {
                const [peer, wire] = createPair();
                const inbound: Message[] = [];
                peer.onmessage = (m) => inbound.push(m);
                await peer.start();
                const handle = serve(wire);
                await peer.send({ jsonrpc: "2.0", id: 1, method: "initialize", params: {} });
                for (const deadline = Date.now() + 1500; inbound.length === 0; ) {
                  if (Date.now() > deadline) throw new Error("inbound is still empty");
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await peer.send({ jsonrpc: "2.0", method: "notifications/initialized" });
                await handle.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a list that is emptied on the way",
      filename: "file.js",
      code: code`
        import { createRuntime } from "./runtime.js";
        test("x", async () => {
          const app = await createRuntime();
          const port = await app.startRepl("a");
          const output = [];
          port.on("message", (message) => output.push(message));
          output.length = 0;
          // Wait for prompt
          await new Promise((resolve) => setTimeout(resolve, 100));
          port.postMessage({ type: "input", data: "1\\n" });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 9, suggestions: [] },
      ],
    },
    {
      name: "readiness that may have been told before something listens",
      filename: "file.js",
      code: code`
        import { createWatcher } from "./watcher.js";
        it("x", async () => {
          const watcher = await createWatcher("dir");
          let isReady = false;
          watcher.on("ready", () => {
            isReady = true;
          });
          // wait until the watcher is ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          await watcher.add("file");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a list that other code is handed as well",
      filename: "file.js",
      code: code`
        import { createWatcher, log } from "./watcher.js";
        it("x", async () => {
          const watcher = createWatcher("dir");
          const ready = [];
          watcher.on("ready", (paths) => ready.push(paths));
          log(ready);
          // wait until the watcher is ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          await watcher.add("file");
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
  ],
});
