import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: readiness that is waited for only when somebody asks", rule, {
  valid: [
    {
      name: "the promise is made with the object",
      filename: "file.js",
      code: code`
        import EventEmitter from "./event-emitter.js";
        import { fetchFlags } from "./flags.js";

        export function initialize(user) {
          const emitter = EventEmitter();
          const ready = new Promise((resolve) => emitter.on("ready", resolve));
          fetchFlags(user, () => emitter.emit("ready"));
          return { waitUntilReady: () => ready, on: emitter.on };
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "it looks whether the event has come",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          private isReady = false;

          constructor(private readonly path: string) {
            super();
            void this.load();
          }

          async whenReady(): Promise<void> {
            if (!this.isReady) await once(this, "ready");
          }

          private async load(): Promise<void> {
            await open(this.path);
            this.isReady = true;
            this.emit("ready");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "somebody else begins what emits it",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          async whenReady(): Promise<void> {
            await once(this, "ready");
          }

          async load(path: string): Promise<void> {
            await open(path);
            this.emit("ready");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the file itself asks in time",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          constructor(private readonly path: string) {
            super();
            void this.load();
          }

          async whenReady(): Promise<void> {
            await once(this, "ready");
          }

          private async load(): Promise<void> {
            await open(this.path);
            this.emit("ready");
          }
        }

        export const opened = new Store("data").whenReady();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a request brings it about",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { router } from "./router.js";

        export class Store extends EventEmitter {
          constructor() {
            super();
            router.post("/open", () => {
              this.emit("ready");
            });
          }

          async whenReady(): Promise<void> {
            await once(this, "ready");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a function of the file that the file itself calls",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        const events = new EventEmitter();
        open("data", () => events.emit("ready"));

        async function whenReady(): Promise<void> {
          await once(events, "ready");
        }
        export const isReady = whenReady();
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "an event that comes again",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          constructor(private readonly path: string) {
            super();
            void this.load();
          }

          async whenChanged(): Promise<void> {
            await once(this, "change");
          }

          private async load(): Promise<void> {
            await open(this.path);
            this.emit("change");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "others open it again",
      filename: "a.js",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          constructor(path) {
            super();
            this.open(path);
          }

          open(path) {
            open(path, () => this.emit("ready"));
          }

          reopen(path) {
            this.open(path);
          }

          async whenReady() {
            await once(this, "ready");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "what is watched becomes ready again and again",
      filename: "a.js",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          constructor(path) {
            super();
            this.open(path);
          }

          open(path) {
            open.watch(path, () => this.emit("ready"));
          }

          async whenReady() {
            await once(this, "ready");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "who asks for the next time",
      filename: "a.js",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          constructor(path) {
            super();
            this.open(path);
          }

          open(path) {
            open(path, () => this.emit("ready"));
          }

          async nextReady() {
            await once(this, "ready");
          }
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "an object that is asked for its readiness, which is emitted once",
      filename: "file.js",
      code: code`
        import EventEmitter from "./event-emitter.js";
        import { fetchFlags } from "./flags.js";

        export function initialize(user) {
          const emitter = EventEmitter();
          const client = {
            waitUntilReady() {
              return new Promise((resolve) => {
                emitter.on("ready", resolve);
              });
            },
            on: emitter.on,
          };
          fetchFlags(user, (flags) => {
            client.flags = flags;
            emitter.emit("ready");
          });
          return client;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 9, suggestions: [
            { messageId: "waitWhereMade", output: code`
              import EventEmitter from "./event-emitter.js";
              import { fetchFlags } from "./flags.js";

              export function initialize(user) {
                const emitter = EventEmitter();
                const ready = new Promise((resolve) => {
                  emitter.on("ready", resolve);
                });
                const client = {
                  waitUntilReady() {
                    return ready;
                  },
                  on: emitter.on,
                };
                fetchFlags(user, (flags) => {
                  client.flags = flags;
                  emitter.emit("ready");
                });
                return client;
              }
            ` },
          ] },
      ],
    },
    {
      name: "the object has the emitter's methods, and a name for its event",
      filename: "file.js",
      code: code`
        var EventEmitter = require("./event-emitter");
        var fetchFlags = require("./flags").fetchFlags;

        var readyEvent = "ready";

        function initialize(user) {
          var emitter = EventEmitter();
          var client = {
            waitUntilReady: function () {
              return new Promise(function (resolve) {
                client.on(readyEvent, resolve);
              });
            },
            on: emitter.on.bind(emitter),
          };
          fetchFlags(user, function (flags) {
            client.flags = flags;
            emitter.emit(readyEvent);
          });
          return client;
        }

        module.exports = { initialize: initialize };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 11, suggestions: [
            { messageId: "waitWhereMade", output: code`
              var EventEmitter = require("./event-emitter");
              var fetchFlags = require("./flags").fetchFlags;

              var readyEvent = "ready";

              function initialize(user) {
                var emitter = EventEmitter();
                var client = {
                  waitUntilReady: function () {
                    return ready;
                  },
                  on: emitter.on.bind(emitter),
                };
                const ready = new Promise(function (resolve) {
                  client.on(readyEvent, resolve);
                });
                fetchFlags(user, function (flags) {
                  client.flags = flags;
                  emitter.emit(readyEvent);
                });
                return client;
              }

              module.exports = { initialize: initialize };
            ` },
          ] },
      ],
    },
    {
      name: "a class whose constructor begins what emits it",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          constructor(private readonly path: string) {
            super();
            void this.load();
          }

          async whenReady(): Promise<void> {
            await once(this, "ready");
          }

          private async load(): Promise<void> {
            await open(this.path);
            this.emit("ready");
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 11 },
      ],
    },
    {
      name: "a connection of its own begins what emits it",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { connection } from "./connection.js";

        export class Store extends EventEmitter {
          constructor() {
            super();
            connection.on("open", () => {
              this.emit("ready");
            });
          }

          async whenReady(): Promise<void> {
            await once(this, "ready");
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 13 },
      ],
    },
    {
      name: "a function that a module exports, whose own code emits it",
      filename: "file.ts",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        const events = new EventEmitter();
        open("data", () => events.emit("ready"));

        export async function whenReady(): Promise<void> {
          await once(events, "ready");
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 8, suggestions: [
            { messageId: "waitWhereMade", output: code`
              import { EventEmitter, once } from "node:events";
              import { open } from "./store.js";

              const events = new EventEmitter();
              const ready = once(events, "ready");
              ready.catch(() => {});
              open("data", () => events.emit("ready"));

              export async function whenReady(): Promise<void> {
                await ready;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a time that would run from the making on",
      filename: "file.js",
      code: code`
        import EventEmitter from "./event-emitter.js";
        import { fetchFlags } from "./flags.js";

        export function initialize(user) {
          const emitter = EventEmitter();
          fetchFlags(user, () => emitter.emit("ready"));
          return {
            on: emitter.on,
            waitUntilReady() {
              return new Promise((resolve, reject) => {
                emitter.on("ready", resolve);
                setTimeout(() => reject(new Error("late")), this.timeout);
              });
            },
          };
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 11, suggestions: [] },
      ],
    },
    {
      name: "it opens itself again until it is open",
      filename: "a.js",
      code: code`
        import { EventEmitter, once } from "node:events";
        import { open } from "./store.js";

        export class Store extends EventEmitter {
          constructor(path) {
            super();
            this.open(path);
          }

          open(path) {
            open(path, (error) => (error ? this.open(path) : this.emit("ready")));
          }

          async whenReady() {
            await once(this, "ready");
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lazyWait", line: 15 },
      ],
    },
  ],
});
