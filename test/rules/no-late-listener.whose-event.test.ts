import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: whose event it is, and what tells that it has come", rule, {
  valid: [
    {
      name: "a server of a pattern that is listened to first",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import type { Server } from "node:http";
        interface Parts { server: Server; flush(): Promise<void> }
        export async function stop({ server, flush }: Parts): Promise<void> {
          const closed = once(server, "close");
          server.close();
          await flush();
          await closed;
        }
      `,
    },
    {
      name: "a signal that is asked behind the await",
      filename: "file.ts",
      code: code`
        export async function run(start: () => Promise<{ kill(): void }>, { signal: stop }: { signal: AbortSignal }): Promise<void> {
          const job = await start();
          if (stop.aborted) job.kill();
          stop.addEventListener("abort", () => job.kill());
        }
      `,
    },
    {
      name: "the exit is waited for from the beginning",
      filename: "file.js",
      code: code`
        import { fork } from "node:child_process";
        import { writeFile } from "node:fs/promises";
        function answerOf(child) {
          return new Promise((resolve) => child.once("message", resolve));
        }
        export async function report(path) {
          const child = fork("./job.js");
          const exited = new Promise((resolve) => child.once("exit", resolve));
          const answer = await answerOf(child);
          await writeFile(path, JSON.stringify(answer));
          return exited;
        }
      `,
    },
    {
      name: "what was made of the process still is about it",
      filename: "file.js",
      code: code`
        import { fork } from "node:child_process";
        import { connectTo } from "./rpc.js";
        export async function report() {
          const child = fork("./job.js");
          const rpc = await connectTo(child);
          await rpc.finish();
          return new Promise((resolve) => child.once("exit", resolve));
        }
      `,
    },
    {
      name: "an address that is asked before the wait",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { WebSocketServer } from "ws";
        export async function serve(port, prepare) {
          const wss = new WebSocketServer({ port });
          wss.on("error", console.error);
          await prepare();
          if (!wss.address()) await once(wss, "listening");
          return wss.address();
        }
      `,
    },
    {
      name: "a response whose end has been asked for",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        createServer(async (request, response) => {
          const user = await userOf(request);
          response.end(user.name);
          response.on("close", () => console.log("gone"));
        });
      `,
    },
    {
      name: "a response that is written to behind the listener",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        createServer(async (request, response) => {
          const rows = await rowsFor(request);
          response.on("close", () => rows.cancel());
          response.writeHead(200);
          rows.each((row) => response.write(row));
        });
      `,
    },
    {
      name: "a call in the returned expression does",
      filename: "file.js",
      code: code`
        export async function boot(driver, names) {
          await driver.start();
          driver.once("driver ready", () => console.log(names));
          return names.map((name) => driver.open(name));
        }
      `,
    },
    {
      name: "the other end is closed behind the listener",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { test } from "vitest";
        import WebSocket, { WebSocketServer } from "ws";
        test("closes", async () => {
          const wss = new WebSocketServer({ port: 8091 });
          await once(wss, "listening");
          const accepted = once(wss, "connection");
          const client = new WebSocket("ws://localhost:8091");
          await once(client, "open");
          const [other] = await accepted;
          const closed = once(client, "close");
          other.close(4000, "bye");
          await closed;
        });
      `,
    },
    {
      name: "the subscription is awaited",
      filename: "file.js",
      code: code`
        export async function ask(sub, pub, service, body) {
          const replyTo = \`reply:\${body.id}\`;
          await sub.subscribe(replyTo);
          await pub.publish(service, JSON.stringify({ replyTo, body }));
        }
      `,
    },
    {
      name: "a request that names nothing of the subscription",
      filename: "file.js",
      code: code`
        export async function ask(sub, pub, service, body, topic) {
          sub.subscribe(topic);
          await pub.publish(service, JSON.stringify(body));
        }
      `,
    },
    {
      name: "a subscription and a message of one object",
      filename: "file.js",
      code: code`
        export async function tell(bus, topic, body) {
          bus.subscribe(topic);
          await bus.publish(topic, body);
        }
      `,
    },
    {
      name: "a helper of the file asks the signal behind the await",
      filename: "file.ts",
      code: code`
        function isGone(signal: AbortSignal): boolean {
          return signal.aborted;
        }
        export async function run(start: () => Promise<{ kill(): void }>, { signal }: { signal: AbortSignal }): Promise<void> {
          const job = await start();
          if (isGone(signal)) return job.kill();
          signal.addEventListener("abort", () => job.kill());
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a server that a pattern takes out of what is given",
      filename: "file.ts",
      code: code`
        import { once } from "node:events";
        import type { Server } from "node:http";
        interface Parts { server: Server; flush(): Promise<void> }
        export async function stop({ server, flush }: Parts): Promise<void> {
          server.close();
          await flush();
          await once(server, "close");
        }
      `,
      errors: [
        { messageId: "neverComes", line: 7, suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import type { Server } from "node:http";
              interface Parts { server: Server; flush(): Promise<void> }
              export async function stop({ server, flush }: Parts): Promise<void> {
                server.close();
                await Promise.all([once(server, "close"), flush()]);
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import type { Server } from "node:http";
              interface Parts { server: Server; flush(): Promise<void> }
              export async function stop({ server, flush }: Parts): Promise<void> {
                server.close();
                const close = once(server, "close");
                close.catch(() => {});
                await flush();
                await close;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a signal that a pattern takes out under another name",
      filename: "file.ts",
      code: code`
        export async function run(start: () => Promise<{ kill(): void }>, { signal: stop }: { signal: AbortSignal }): Promise<void> {
          const job = await start();
          stop.addEventListener("abort", () => job.kill());
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 3, suggestions: [
            { messageId: "runIfCome", output: code`
              export async function run(start: () => Promise<{ kill(): void }>, { signal: stop }: { signal: AbortSignal }): Promise<void> {
                const job = await start();
                const onAbort = () => job.kill();
                if (stop.aborted) onAbort();
                else stop.addEventListener("abort", onAbort);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a signal in a pattern in a pattern",
      filename: "file.ts",
      code: code`
        export async function run(start: () => Promise<{ kill(): void }>, { options: { signal } }: { options: { signal: AbortSignal } }): Promise<void> {
          const job = await start();
          signal.addEventListener("abort", () => job.kill());
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 3, suggestions: [
            { messageId: "runIfCome", output: code`
              export async function run(start: () => Promise<{ kill(): void }>, { options: { signal } }: { options: { signal: AbortSignal } }): Promise<void> {
                const job = await start();
                const onAbort = () => job.kill();
                if (signal.aborted) onAbort();
                else signal.addEventListener("abort", onAbort);
              }
            ` },
          ] },
      ],
    },
    {
      name: "what a message told is no wait for the process",
      filename: "file.js",
      code: code`
        import { fork } from "node:child_process";
        import { writeFile } from "node:fs/promises";
        function answerOf(child) {
          return new Promise((resolve) => child.once("message", resolve));
        }
        export async function report(path) {
          const child = fork("./job.js");
          const answer = await answerOf(child);
          await writeFile(path, JSON.stringify(answer));
          const code = await new Promise((resolve) => child.once("exit", resolve));
          return code;
        }
      `,
      errors: [
        { messageId: "neverComes", line: 10, suggestions: [
            { messageId: "waitTogether", output: code`
              import { fork } from "node:child_process";
              import { writeFile } from "node:fs/promises";
              function answerOf(child) {
                return new Promise((resolve) => child.once("message", resolve));
              }
              export async function report(path) {
                const child = fork("./job.js");
                const answer = await answerOf(child);
                const [code] = await Promise.all([new Promise((resolve) => child.once("exit", resolve)), writeFile(path, JSON.stringify(answer))]);
                return code;
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { fork } from "node:child_process";
              import { writeFile } from "node:fs/promises";
              function answerOf(child) {
                return new Promise((resolve) => child.once("message", resolve));
              }
              export async function report(path) {
                const child = fork("./job.js");
                const answer = await answerOf(child);
                const exit = new Promise((resolve) => child.once("exit", resolve));
                await writeFile(path, JSON.stringify(answer));
                const code = await exit;
                return code;
              }
            ` },
          ] },
      ],
    },
    {
      name: "an address that is read behind the wait excuses nothing",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { WebSocketServer } from "ws";
        export async function serve(port, prepare) {
          const wss = new WebSocketServer({ port });
          wss.on("error", console.error);
          await prepare();
          await once(wss, "listening");
          return wss.address();
        }
      `,
      errors: [
        { messageId: "neverComes", line: 7, suggestions: [
            { messageId: "waitTogether", output: code`
              import { once } from "node:events";
              import { WebSocketServer } from "ws";
              export async function serve(port, prepare) {
                const wss = new WebSocketServer({ port });
                wss.on("error", console.error);
                await Promise.all([once(wss, "listening"), prepare()]);
                return wss.address();
              }
            ` },
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { WebSocketServer } from "ws";
              export async function serve(port, prepare) {
                const wss = new WebSocketServer({ port });
                wss.on("error", console.error);
                const listening = once(wss, "listening");
                listening.catch(() => {});
                await prepare();
                await listening;
                return wss.address();
              }
            ` },
          ] },
      ],
    },
    {
      name: "a response that has been written to behind the await",
      filename: "file.js",
      code: code`
        import { createServer } from "node:http";
        const clients = new Set();
        createServer(async (request, response) => {
          const user = await userOf(request);
          response.writeHead(200, { "content-type": "text/event-stream" });
          response.write(\`data: \${user.name}\\n\\n\`);
          clients.add(response);
          response.on("close", () => clients.delete(response));
        });
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 8, suggestions: [
            { messageId: "rememberMeanwhile", output: code`
              import { createServer } from "node:http";
              const clients = new Set();
              createServer(async (request, response) => {
                let hasClosed = false;
                response.once("close", () => {
                  hasClosed = true;
                });
                const user = await userOf(request);
                response.writeHead(200, { "content-type": "text/event-stream" });
                response.write(\`data: \${user.name}\\n\\n\`);
                clients.add(response);
                const onClose = () => clients.delete(response);
                response.on("close", onClose);
                if (hasClosed) onClose();
              });
            ` },
          ] },
      ],
    },
    {
      name: "what a function returns for later sets nothing going",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function boot(driver, log) {
          await driver.start();
          driver.once("driver ready", () => driver.interview(log));
          return () => driver.destroy();
        }
      `,
      errors: [
        { messageId: "mayComeBefore", line: 3, suggestions: [
            { messageId: "attachFirst", output: code`
              export async function boot(driver, log) {
                driver.once("driver ready", () => driver.interview(log));
                await driver.start();
                return () => driver.destroy();
              }
            ` },
          ] },
      ],
    },
    {
      name: "the methods of an object that is returned set nothing going",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function boot(driver, log) {
          await driver.start();
          driver.once("driver ready", () => driver.interview(log));
          return { stop: () => driver.destroy() };
        }
      `,
      errors: [
        { messageId: "mayComeBefore", line: 3, suggestions: [
            { messageId: "attachFirst", output: code`
              export async function boot(driver, log) {
                driver.once("driver ready", () => driver.interview(log));
                await driver.start();
                return { stop: () => driver.destroy() };
              }
            ` },
          ] },
      ],
    },
    {
      name: "the other end is closed and awaited before the listener",
      filename: "file.js",
      code: code`
        import { once } from "node:events";
        import { test } from "vitest";
        import WebSocket, { WebSocketServer } from "ws";
        test("closes", async () => {
          const wss = new WebSocketServer({ port: 8091 });
          await once(wss, "listening");
          const accepted = once(wss, "connection");
          const client = new WebSocket("ws://localhost:8091");
          await once(client, "open");
          const [other] = await accepted;
          await other.close(4000, "bye");
          const closed = once(client, "close");
          await closed;
        });
      `,
      errors: [
        { messageId: "neverComes", line: 12, suggestions: [
            { messageId: "waitFirst", output: code`
              import { once } from "node:events";
              import { test } from "vitest";
              import WebSocket, { WebSocketServer } from "ws";
              test("closes", async () => {
                const wss = new WebSocketServer({ port: 8091 });
                await once(wss, "listening");
                const accepted = once(wss, "connection");
                const client = new WebSocket("ws://localhost:8091");
                await once(client, "open");
                const closed = once(client, "close");
                closed.catch(() => {});
                const [other] = await accepted;
                await other.close(4000, "bye");
                await closed;
              });
            ` },
          ] },
      ],
    },
    {
      name: "a request that names where to answer, behind a subscription that nobody awaits",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function ask(sub, pub, service, body) {
          const replyTo = \`reply:\${body.id}\`;
          sub.subscribe(replyTo);
          await pub.publish(service, JSON.stringify({ replyTo, body }));
        }
      `,
      errors: [
        { messageId: "unconfirmed", line: 3, suggestions: [
            { messageId: "awaitSubscription", output: code`
              export async function ask(sub, pub, service, body) {
                const replyTo = \`reply:\${body.id}\`;
                await sub.subscribe(replyTo);
                await pub.publish(service, JSON.stringify({ replyTo, body }));
              }
            ` },
          ] },
      ],
    },
    {
      name: "a helper of the file asks the signal before the await only",
      filename: "file.ts",
      code: code`
        function isGone(signal: AbortSignal): boolean {
          return signal.aborted;
        }
        export async function run(start: () => Promise<{ kill(): void }>, { signal }: { signal: AbortSignal }): Promise<void> {
          if (isGone(signal)) return;
          const job = await start();
          signal.addEventListener("abort", () => job.kill());
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 7, suggestions: [
            { messageId: "runIfCome", output: code`
              function isGone(signal: AbortSignal): boolean {
                return signal.aborted;
              }
              export async function run(start: () => Promise<{ kill(): void }>, { signal }: { signal: AbortSignal }): Promise<void> {
                if (isGone(signal)) return;
                const job = await start();
                const onAbort = () => job.kill();
                if (signal.aborted) onAbort();
                else signal.addEventListener("abort", onAbort);
              }
            ` },
          ] },
      ],
    },
    {
      name: "a helper of the file asks another signal",
      filename: "file.ts",
      code: code`
        function isGone(signal: AbortSignal): boolean {
          return signal.aborted;
        }
        export async function run(start: () => Promise<{ kill(): void }>, { signal, other }: { signal: AbortSignal; other: AbortSignal }): Promise<void> {
          const job = await start();
          if (isGone(other)) return job.kill();
          signal.addEventListener("abort", () => job.kill());
        }
      `,
      errors: [
        { messageId: "lostMeanwhile", line: 7, suggestions: [
            { messageId: "runIfCome", output: code`
              function isGone(signal: AbortSignal): boolean {
                return signal.aborted;
              }
              export async function run(start: () => Promise<{ kill(): void }>, { signal, other }: { signal: AbortSignal; other: AbortSignal }): Promise<void> {
                const job = await start();
                if (isGone(other)) return job.kill();
                const onAbort = () => job.kill();
                if (signal.aborted) onAbort();
                else signal.addEventListener("abort", onAbort);
              }
            ` },
          ] },
      ],
    },
  ],
});
