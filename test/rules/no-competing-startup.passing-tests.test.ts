import { runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

// Tests that look as if they turned a second caller away, and let it pass while the first one is at work.
runTable("no-competing-startup", [
  {
    name: "a test of the last state only, which the first step leaves behind",
    id: "maybeStartedTwice",
    code: code`
      import { spawn, type ChildProcess } from "node:child_process";
      import { greet } from "./wire";

      export class Cli {
        private state: "off" | "connecting" | "connected" = "off";
        private child: ChildProcess | null = null;

        async start(): Promise<void> {
          if (this.state === "connected") return;
          this.state = "connecting";
          this.child = spawn("cli", ["--server"]);
          await greet(this.child);
          this.state = "connected"; //!!
        }
      }
    `,
    silent: {
      "the first step is tested for as well, and throws": [["this.state = \"connecting\"", 'if (this.state === "connecting") throw new Error("busy");\n    this.state = "connecting"']],
      "the first state alone lets anybody in": [['this.state === "connected") return', 'this.state !== "off") throw new Error("busy")']],
      "nothing takes time": [["await greet", "greet"]],
      "the promise of the first one is kept": [["private child", "private starting: Promise<void> | undefined;\n  private child"], ['this.state = "connecting";', 'if (this.starting) return this.starting;\n    this.starting = this.dial();'], ['    this.state = "connected"; \n', ""], ["await greet(this.child);", ""]],
      "it has come back to that state when it is left": [['this.state = "connected"; ', 'this.state = "closed";']],
    },
  },
  {
    name: "a test of two variables of which the first call fills only one at once",
    id: "startedTwice",
    code: code`
      import { Worker } from "node:worker_threads";
      import { boot } from "./protocol";

      export function makeClient(script: URL) {
        let worker: Worker | undefined;
        let connected = false;

        async function ensureConnected(): Promise<Worker> {
          if (worker && connected) return worker;
          worker = new Worker(script);
          await boot(worker);
          connected = true; //!!
          return worker;
        }

        return { connect: () => ensureConnected(), ask: async (text: string) => (await ensureConnected()).postMessage(text) };
      }
    `,
    silent: {
      "who finds a part of it is turned away": [["if (worker && connected) return worker;", 'if (worker || connected) throw new Error("busy");']],
      "both are filled at once": [["worker = new Worker(script);", "worker = new Worker(script);\n    connected = true;"], ["  connected = true; \n", ""], ["if (worker && connected) return worker;", 'if (worker && connected) throw new Error("busy");']],
      "nothing takes time": [["await boot", "void boot"]],
      "it asks again before": [["connected = true; ", "if (!connected) connected = true;"]],
    },
  },
  {
    name: "two fields, in a test for what is missing",
    id: "startedTwice",
    code: code`
      import { connect, type Socket } from "node:net";

      export class Link {
        private socket: Socket | undefined;
        private ready = false;

        async open(): Promise<void> {
          if (!this.socket || !this.ready) {
            this.socket = connect(4000);
            await handshake(this.socket);
            this.ready = true; //!!
          }
        }
      }
    `,
    silent: {
      "the second is no place that calls share": [["!this.ready)", "!ready())"]],
      "another field is set": [["this.ready = true", "this.hasLogged = true"]],
    },
  },
  {
    name: "a flag that is set when the socket that is made here calls back",
    id: "startedTwice",
    code: code`
      import { createConnection, type Socket } from "node:net";

      export class Graph {
        private socket: Socket | null = null;
        private connected = false;

        async connect(): Promise<void> {
          if (this.connected) return;
          return new Promise((resolve, reject) => {
            this.socket = createConnection("/tmp/graph.sock");
            this.socket.on("connect", () => {
              this.connected = true; //!!
              resolve();
            });
            this.socket.on("error", reject);
          });
        }
      }
    `,
    silent: {
      "another field, set at once, keeps others out": [["if (this.connected) return;", 'if (this.connected || this.socket) throw new Error("busy");']],
      "what was there before is started, which throws the second time": [['this.socket = createConnection("/tmp/graph.sock");\n      this.socket.on("connect"', 'this.server.listen("/tmp/graph.sock"']],
      "nothing is made": [['createConnection("/tmp/graph.sock")', "this.given"]],
      "the callback is of something else": [["this.socket.on(\"connect\"", 'this.config.on("change"']],
      "callers cannot wait": [["async connect(): Promise<void>", "connect(): void"], ["return new Promise((resolve, reject) => {", "{"], ["    });\n  }", "    }\n  }"], ["resolve();", ""], ["this.socket.on(\"error\", reject);", ""]],
      "the method starts nothing": [["async connect()", "async reload()"]],
      "the flag says something else": [["if (this.connected)", "if (this.greeted)"], ["this.connected = true", "this.greeted = true"]],
    },
  },
  {
    name: "a flag of a method that connects by a request named for it",
    id: "maybeStartedTwice",
    code: code`
      export class Transport {
        private connected = false;
        constructor(private readonly node: { request(message: object): Promise<void> }, private readonly id: string) {}
        async connect(): Promise<void> {
          if (this.connected) return;
          await this.node.request({ method: "connectTransport", id: this.id });
          this.connected = true; //!!
        }
      }
    `,
    silent: {
      "what is asked only tries out what is there": [['{ method: "connectTransport", id: this.id }', '{ query: "SELECT 1" }']],
      "nothing is said": [['{ method: "connectTransport", id: this.id }', "{}"]],
    },
  },
  {
    name: "two fields of one test that are both filled late, reported once",
    id: "startedTwice",
    code: code`
      export class Launcher {
        private browser: Browser | undefined;
        private context: Context | undefined;

        async page(): Promise<Page> {
          if (!this.browser || !this.context) {
            this.browser = await launchBrowser(); //!!
            this.context = await createContext(this.browser);
          }
          return this.context.newPage();
        }

        async stop() {
          await this.context?.close();
          await this.browser?.close();
        }
      }
    `,
    silent: {
      "a third thing is asked for that calls do not share": [["!this.context)", "!isUsable())"]],
      "nobody waits": [["await launchBrowser", "launchBrowser"], ["await createContext", "createContext"]],
    },
  },
  {
    name: "an object that is made of what an awaited start has given",
    id: "maybeStartedTwice",
    code: code`
      export class Room {
        me?: Participant;
        constructor(private readonly engine: { join(url: string): Promise<{ id: string }> }) {}

        connect = async (url: string): Promise<this> => {
          if (this.me) return this;
          const joined = await this.engine.join(url);
          this.me = new Participant(joined.id); //!!
          return this;
        };
      }
    `,
    silent: {
      "what was awaited only reads": [["engine: { join(", "engine: { find("], ["this.engine.join", "this.engine.find"]],
      "it is made of what was given": [["new Participant(joined.id)", "new Participant(url)"]],
      "nothing is waited for": [["await this.engine.join", "this.engine.join"]],
      "the method starts nothing": [["connect = async", "describe = async"]],
    },
  },
]);
