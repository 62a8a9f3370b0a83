import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: code that is called, and turns", rule, {
  valid: [
    {
      name: "a method that does nothing but sleep",
      filename: "file.js",
      code: code`
        import { Connector } from "./connector.js";
        import { sleep } from "./time.js";
        export class Iroha extends Connector {
          init() {
            return sleep(10000); // in every round
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a comment that is code put out of use",
      filename: "file.js",
      code: code`
        export const operation = async () => {
          // console.log("operation has started, wait for it");
          await new Promise((resolve) => setTimeout(resolve, 100));
        };
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "turns that are counted",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function launch(url) {
          for (let i = 0; i < 5; i++) {
            const child = spawn("node", ["open-browser.js", url], { detached: true, stdio: "ignore" });
            child.unref();
            // Give the browser time to spin up
            await new Promise((resolve) => setTimeout(resolve, 500));
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a wait that asks in turns",
      filename: "file.js",
      code: code`
        import B from "bluebird";
        import log from "./log.js";
        const EXTRA_STARTUP_TIME = 5000;
        export class Simulator {
          async waitForBoot() {
            while (!(await this.isBooted())) {
              log.debug(\`Waiting an extra \${EXTRA_STARTUP_TIME}ms for the simulator to really finish booting\`);
              await B.delay(EXTRA_STARTUP_TIME);
            }
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a client that a function of the file gives",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        import { host } from "./config.js";
        function createClient() {
          const client = mqtt.connect(\`mqtt://\${host}\`, { reconnectPeriod: 3000 });
          client.on("connect", () => console.log("connected"));
          return client;
        }
        const client = createClient();
        setTimeout(() => {
          client.publish("door/open", "1");
        }, 2000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 9, suggestions: [
            { messageId: "listen", output: code`
              import mqtt from "mqtt";
              import { host } from "./config.js";
              function createClient() {
                const client = mqtt.connect(\`mqtt://\${host}\`, { reconnectPeriod: 3000 });
                client.on("connect", () => console.log("connected"));
                return client;
              }
              const client = createClient();
              client.once("connect", () => {
                client.publish("door/open", "1");
              });
            ` },
          ] },
      ],
    },
    {
      name: "a client that an async function gives: what says that it is connected is over",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        import { once } from "node:events";
        import { host } from "./config.js";
        async function createClient() {
          const client = mqtt.connect(\`mqtt://\${host}\`);
          await once(client, "connect");
          return client;
        }
        const client = await createClient();
        console.log(client.options);
        setTimeout(() => {
          tellAboutOffers();
        }, 2000);
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 11 },
      ],
    },
    {
      name: "a start method that does nothing but sleep, for what a comment names",
      filename: "file.js",
      code: code`
        import { Connector } from "./connector.js";
        import { sleep } from "./time.js";
        export class Iroha extends Connector {
          init() {
            return sleep(10000); // wait for the network to start up
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 5 },
      ],
    },
    {
      name: "a timer that tries to fulfil its promise",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        export async function startXvfb(display: number) {
          const child = spawn("Xvfb", [\`:\${display}\`], { stdio: "ignore", detached: true });
          child.unref();
          // Give Xvfb some time to start
          await new Promise<void>((resolve, reject) => {
            setTimeout(() => {
              try {
                resolve();
              } catch (error) {
                reject(error);
              }
            }, 1000);
          });
          return child;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { connect } from "node:net";
              export async function startXvfb(display: number) {
                const child = spawn("Xvfb", [\`:\${display}\`], { stdio: "ignore", detached: true });
                child.unref();
                for (const deadline = Date.now() + 30_000; ; ) {
                  const socket = connect(\`/tmp/.X11-unix/X\${display}\`);
                  const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                  socket.end().resume();
                  if (accepts) break;
                  if (Date.now() > deadline) throw new Error(\`nothing listens on /tmp/.X11-unix/X\${display}\`);
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                return child;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a timer that asks before it fulfils its promise",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { check } from "./check";
        export async function startXvfb(display: number) {
          const child = spawn("Xvfb", [\`:\${display}\`], { stdio: "ignore", detached: true });
          child.unref();
          // Give Xvfb some time to start
          await new Promise<void>((resolve, reject) => {
            setTimeout(() => {
              try {
                check(display);
                resolve();
              } catch (error) {
                reject(error);
              }
            }, 1000);
          });
          return child;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "timerGuess", line: 8, suggestions: [
            { messageId: "probePort", output: code`
              import { spawn } from "node:child_process";
              import { check } from "./check";
              import { connect } from "node:net";
              export async function startXvfb(display: number) {
                const child = spawn("Xvfb", [\`:\${display}\`], { stdio: "ignore", detached: true });
                child.unref();
                // Give Xvfb some time to start
                await new Promise<void>((resolve, reject) => {
                  void (async () => {
                    for (const deadline = Date.now() + 30_000; ; ) {
                      const socket = connect(\`/tmp/.X11-unix/X\${display}\`);
                      const accepts = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
                      socket.end().resume();
                      if (accepts) break;
                      if (Date.now() > deadline) throw new Error(\`nothing listens on /tmp/.X11-unix/X\${display}\`);
                      await new Promise((resolve) => setTimeout(resolve, 100));
                    }
                  })().then(() => {
                    try {
                      check(display);
                      resolve();
                    } catch (error) {
                      reject(error);
                    }
                  }, reject);
                });
                return child;
              }
            ` },
          ] },
      ],
    },
    {
      name: "each turn for one of a list, which starts a child",
      filename: "file.js",
      code: code`
        import { spawn } from "node:child_process";
        export async function launch(urls) {
          for (let i = 0; i < urls.length; i++) {
            const child = spawn("node", ["open-browser.js", urls[i]], { detached: true, stdio: "ignore" });
            child.unref();
            // Give the browser time to spin up
            await new Promise((resolve) => setTimeout(resolve, 500));
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7 },
      ],
    },
    {
      name: "a wait for a boot that ends with a time of its own",
      filename: "file.js",
      code: code`
        import B from "bluebird";
        import { retryInterval } from "asyncbox";
        import log from "./log.js";
        const EXTRA_STARTUP_TIME = 5000;
        export class Simulator {
          async waitForBoot() {
            await retryInterval(120, 500, () => this.assertBooted());
            log.debug(\`Waiting an extra \${EXTRA_STARTUP_TIME}ms for the simulator to really finish booting\`);
            await B.delay(EXTRA_STARTUP_TIME);
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 9 },
      ],
    },
    {
      name: "a connection that is kept for all who ask",
      filename: "file.js",
      code: code`
        const WebSocket = require("ws");
        let shared;
        function openClient(url) {
          if (!shared) shared = new WebSocket(url);
          return shared;
        }
        async function ask(url) {
          const ws = openClient(url);
          await new Promise((resolve) => setTimeout(resolve, 500));
          ws.send("x");
        }
        module.exports = { ask };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 9 },
      ],
    },
  ],
});
