import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: words, requests and events", rule, {
  valid: [
    {
      name: "a step behind the crash of a server's process",
      filename: "file.js",
      code: code`
        const nodemon = require("gulp-nodemon");
        const sync = require("browser-sync");
        const RELOAD_SYNC_DELAY = 500;
        module.exports = () =>
          nodemon({ script: "server.js" }).on("crash", () => {
            setTimeout(sync.reload, RELOAD_SYNC_DELAY);
          });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a command of a driver that only waits",
      filename: "file.js",
      code: code`
        Cypress.Commands.add("visitAndWait", (time) => {
          cy.wait(time);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a denial alone",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { newProvider, newServer, sleep } from "./utils.js";
        test("the first is not let in", async (t) => {
          const server = await newServer(t);
          const first = newProvider(t, server, { token: "wrong" });
          await sleep(1000);
          t.is(first.isAuthenticated, false);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a step of a callback that is given one of many sockets",
      filename: "file.js",
      code: code`
        import { provider } from "./mqtt-provider.js";
        describe("messages", () => {
          it("arrive", (done) => {
            provider.init("mqtt://localhost:1884", (socket) => {
              socket.subscribe("topic", (message) => {
                expect(message).to.equal("hello");
                done();
              });
              setTimeout(() => {
                socket.publish("topic", "hello");
              }, 30);
            });
          });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an event whose name says that it publishes",
      filename: "file.js",
      code: code`
        import { io } from "socket.io-client";
        import { it } from "vitest";
        it("joins a room", async () => {
          const other = io("http://localhost:3000");
          await new Promise((resolve) => other.on("connect", resolve));
          other.emit("event:publish", { channel: "news" });
          await new Promise((resolve) => setTimeout(resolve, 50));
          other.emit("event:publish", { channel: "news" });
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a log line that names an answer as what is waited for",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        (async () => {
          console.log("Waiting 3 seconds for the dev server's answer...");
          await delay(3000);
          exec("electron main.js");
        })();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment that says in which state the page is to be left",
      filename: "file.ts",
      code: code`
        import Server from "./server";
        export class Tray {
          static readonly URL_DELAY = 500;
          server = new Server();
          show() {
            this.server.start();
            this.updateMenu();
            // The page is to be hidden after a moment.
            setTimeout(() => this.window.loadURL(this.server.url), Tray.URL_DELAY);
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an option of time of a client in a test",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        import { it } from "vitest";
        it("is alive", () => {
          const client = mqtt.connect("mqtt://localhost", { keepalive: 20, reconnectPeriod: 3000 });
          setTimeout(() => {
            client.publish("door/open", "1");
          }, 2000);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an assertion of Deno's library, of nothing",
      filename: "file.js",
      code: code`
        import { assertEquals } from "jsr:@std/assert";
        import { delay, connect } from "./utils.ts";
        Deno.test("x", async () => {
          const client = await connect();
          const iter = await client.watch();
          await delay(250);
          assertEquals(0, iter.getReceived());
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a denial of Deno's library",
      filename: "file.js",
      code: code`
        import { assertNotEquals } from "jsr:@std/assert";
        import { delay, connect } from "./utils.ts";
        Deno.test("x", async () => {
          const client = await connect();
          const iter = await client.watch();
          await delay(250);
          assertNotEquals(iter.getReceived(), 1);
        });
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the time between two updates",
      filename: "file.js",
      code: code`
        import { sleep } from "./utils.js";
        export async function prepare(workload, updateTime) {
          await workload.initialize();
          await sleep(updateTime);
          workload.report();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an event of this process whose name says that somebody subscribes",
      filename: "file.js",
      code: code`
        import { EventEmitter } from "node:events";
        import { showThanks, sleep } from "./ui.js";
        const bus = new EventEmitter();
        export async function subscribe(email) {
          bus.emit("newsletter:subscribe", { email });
          await sleep(1000);
          await showThanks();
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a step behind the restart of a server's process",
      filename: "file.js",
      code: code`
        const nodemon = require("gulp-nodemon");
        const sync = require("browser-sync");
        const RELOAD_SYNC_DELAY = 500;
        module.exports = () =>
          nodemon({ script: "server.js" }).on("restart", () => {
            setTimeout(sync.reload, RELOAD_SYNC_DELAY);
          });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 6 },
      ],
    },
    {
      name: "a command of a driver that visits a page",
      filename: "file.js",
      code: code`
        Cypress.Commands.add("visitAndWait", () => {
          cy.visit("/");
          cy.wait(2000);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 3 },
      ],
    },
    {
      name: "two clients, and a denial of the first beside what is asked of the second",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { newProvider, newServer, sleep } from "./utils.js";
        test("the second is let in", async (t) => {
          const server = await newServer(t);
          const first = newProvider(t, server, { token: "wrong" });
          await sleep(1000);
          const second = newProvider(t, server, { token: "right" });
          await sleep(1000);
          t.is(first.isAuthenticated, false);
          t.is(second.isAuthenticated, true);
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 6 },
        { messageId: "maybeGuess", line: 8, suggestions: [
            { messageId: "awaitAsserted", output: code`
              import test from "ava";
              import { newProvider, newServer, sleep } from "./utils.js";
              test("the second is let in", async (t) => {
                const server = await newServer(t);
                const first = newProvider(t, server, { token: "wrong" });
                await sleep(1000);
                const second = newProvider(t, server, { token: "right" });
                for (const deadline = Date.now() + 2000; (first.isAuthenticated !== false || !second.isAuthenticated) && Date.now() < deadline; ) {
                  await new Promise((resolve) => setTimeout(resolve, 50));
                }
                t.is(first.isAuthenticated, false);
                t.is(second.isAuthenticated, true);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a step of a callback that is given the client",
      filename: "file.js",
      code: code`
        import { provider } from "./mqtt-provider.js";
        describe("messages", () => {
          it("arrive", (done) => {
            provider.init("mqtt://localhost:1884", (mqttClient) => {
              mqttClient.subscribe("topic", (message) => {
                expect(message).to.equal("hello");
                done();
              });
              setTimeout(() => {
                mqttClient.publish("topic", "hello");
              }, 30);
            });
          });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 9, suggestions: [
            { messageId: "sendAgain", output: code`
              import { provider } from "./mqtt-provider.js";
              describe("messages", () => {
                it("arrive", (done) => {
                  provider.init("mqtt://localhost:1884", (mqttClient) => {
                    let arrived = false;
                    mqttClient.subscribe("topic", (message) => {
                      if (arrived) return;
                      arrived = true;
                      expect(message).to.equal("hello");
                      done();
                    });
                    const deadline = Date.now() + 1500;
                    const sending = setInterval(() => {
                      if (arrived || Date.now() > deadline) clearInterval(sending);
                      else mqttClient.publish("topic", "hello");
                    }, 30);
                  });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "an event whose name says that it subscribes",
      filename: "file.js",
      code: code`
        import { io } from "socket.io-client";
        import { it } from "vitest";
        it("joins a room", async () => {
          const other = io("http://localhost:3000");
          await new Promise((resolve) => other.on("connect", resolve));
          other.emit("event:subscribe", "news");
          await new Promise((resolve) => setTimeout(resolve, 50));
          other.emit("event:publish", { channel: "news" });
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 7 },
      ],
    },
    {
      name: "a request that is put together before it is sent",
      filename: "file.js",
      code: code`
        const { spawn } = require("child_process");
        const server = spawn("node", ["server.js"], { stdio: ["pipe", "inherit", "inherit"] });
        const request = { jsonrpc: "2.0", method: "initialize", params: {}, id: 1 };
        server.stdin.write(JSON.stringify(request) + "\\n");
        setTimeout(() => {
          server.stdin.write(JSON.stringify({ jsonrpc: "2.0", method: "tools/list", params: {}, id: 2 }) + "\\n");
        }, 1000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 5 },
      ],
    },
    {
      name: "a log line that names a server as what is waited for",
      filename: "file.js",
      code: code`
        import { exec } from "node:child_process";
        const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        (async () => {
          console.log("Waiting 3 seconds for the dev server...");
          await delay(3000);
          exec("electron main.js");
        })();
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "maybeGuess", line: 5 },
      ],
    },
    {
      name: "a comment that says in which state the server is to be",
      filename: "file.ts",
      code: code`
        import Server from "./server";
        export class Tray {
          static readonly URL_DELAY = 500;
          server = new Server();
          show() {
            this.server.start();
            this.updateMenu();
            // The page is to be loaded after the server is actually running.
            setTimeout(() => this.window.loadURL(this.server.url), Tray.URL_DELAY);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "a port of a board, whose input is read in lines",
      filename: "file.js",
      code: code`
        const SerialPort = require("serialport");
        const Readline = require("@serialport/parser-readline");
        const port = new SerialPort("COM4", { baudRate: 9600 });
        const parser = port.pipe(new Readline({ delimiter: "\\n" }));
        parser.on("data", (line) => console.log(line));
        setTimeout(() => {
          port.write("244,2,2");
        }, 4000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 6 },
      ],
    },
    {
      name: "an option of time of a client in a program",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        const client = mqtt.connect("mqtt://localhost", { keepalive: 20, reconnectPeriod: 3000 });
        setTimeout(() => {
          client.publish("door/open", "1");
        }, 2000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [
            { messageId: "listen", output: code`
              import mqtt from "mqtt";
              const client = mqtt.connect("mqtt://localhost", { keepalive: 20, reconnectPeriod: 3000 });
              client.once("connect", () => {
                client.publish("door/open", "1");
              });
            ` },
          ] },
      ],
    },
    {
      name: "an assertion of Deno's library, of something",
      filename: "file.js",
      code: code`
        import { assertEquals } from "jsr:@std/assert";
        import { delay, connect } from "./utils.ts";
        Deno.test("x", async () => {
          const client = await connect();
          const iter = await client.watch();
          await delay(250);
          assertEquals(1, iter.getReceived());
        });
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guessBehindAwait", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { assertEquals } from "jsr:@std/assert";
              import { delay, connect } from "./utils.ts";
              Deno.test("x", async () => {
                const client = await connect();
                const iter = await client.watch();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    assertEquals(1, iter.getReceived());
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
      name: "the time for a boot",
      filename: "file.js",
      code: code`
        import { sleep } from "./utils.js";
        export async function prepare(workload, bootTime) {
          await workload.initialize();
          await sleep(bootTime);
          workload.report();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "named", line: 4 },
      ],
    },
  ],
});
