import { expect, it } from "vitest";
import { findingsOf, runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const platform = (begin: string) => code`
  export class Platform {
    private client?: { end(): void };
    private connecting = false;
    stop() {
      this.client?.end();
    }
    getClient(cb: (error: Error | null, client?: object) => void) {
      if (this.client) return cb(null, this.client);
      if (this.connecting) return cb(new Error("connecting"));
      this.ircConnect((error, client) => {
        if (error) return cb(error);
        this.client = client; //!!
        cb(null, client);
      });
    }
    private async ircConnect(cb: (error: Error | null, client?: { end(): void }) => void) {
      if (!this.nick) return cb(new Error("no nick"));
      ${begin}
      createConnection(this.nick, cb);
    }
  }
`;

runTable("no-competing-startup", [
  {
    name: "a client that is kept in a callback, which runs later for all that is known",
    id: "startedTwice",
    file: "file.js",
    code: code`
      import mqtt from "mqtt";
      import Bluebird from "bluebird";
      export class Clients {
        clients = {};
        get(name) {
          if (this.clients[name]) return Bluebird.resolve(this.clients[name]);
          return later((resolve, reject) => {
            const client = mqtt.connect("mqtt://broker");
            this.clients[name] = client; //!!
            client.on("error", reject);
            client.on("connect", () => resolve(client));
          });
        }
      }
    `,
    silent: {
      "it is the executor of a promise": [["later((resolve", "new Promise((resolve"]],
      "it is the executor of a promise of another make": [["later((resolve", "new Bluebird((resolve"]],
    },
  },
  {
    name: "a client whose connecting a method of the class begins",
    id: "maybeStartedTwice",
    code: platform('this.log("connects");'),
    silent: {
      "that sets, at once, what turns others away": [['this.log("connects");', "this.connecting = true;"]],
      "that sets it at once, whatever it throws": [['this.log("connects");', "try { this.connecting = true; } catch {}"]],
    },
  },
  {
    name: "a client whose connecting a method begins, and says so when time has passed",
    id: "maybeStartedTwice",
    code: platform("await this.ask(); this.connecting = true;"),
    silent: { "it says so before": [["await this.ask(); this.connecting = true;", "this.connecting = true; await this.ask();"]] },
  },
  {
    name: "a client, made behind a method that sets a flag of another matter",
    id: "startedTwice",
    file: "file.js",
    code: code`
      import { connect } from "amqplib";
      export class Broker {
        async connection() {
          if (this.link) return this.link;
          if (this.seen) console.log("asked again");
          this.begin();
          this.link = await connect("amqp://broker"); //!!
          return this.link;
        }
        begin() {
          this.seen = true;
        }
      }
    `,
    silent: { "the flag turns others away": [['console.log("asked again");', 'throw new Error("asked again");']] },
  },
  {
    name: "a start that anybody may call",
    id: "firstAlone",
    code: code`
      export class Node {
        private runtime?: Runtime;
        async start() {
          await this.lifecycle.run(this.startNow.bind(this));
        }
        protected async startNow() {
          if (this.runtime) return;
          this.runtime = createServer(this.options);
          await this.runtime.listen(); //!!
        }
      }
    `,
    silent: {
      "that the class hands to a lock": [["lifecycle.run(", "lifecycle.mutex.run("]],
      "that the class hands to a lock as it is": [["lifecycle.run(this.startNow.bind(this))", "lifecycle.mutex.run(this.startNow)"]],
    },
  },
  {
    name: "a start that a lock runs, and others call as well",
    id: "firstAlone",
    code: code`
      export class Node {
        private runtime?: Runtime;
        async start() {
          await this.lifecycle.mutex.run(this.startNow.bind(this));
        }
        async restart() {
          await this.startNow();
        }
        protected async startNow() {
          if (this.runtime) return;
          this.runtime = createServer(this.options);
          await this.runtime.listen(); //!!
        }
      }
    `,
    silent: { "in the lock": [["await this.startNow();", "await this.lifecycle.mutex.run(() => this.startNow());"]] },
  },
  {
    name: "what is awaited behind the flag starts something",
    id: "returnsEarly",
    code: code`
      export class Node {
        private initialized = false;
        async initialize() {
          if (!this.initialized) { //!!
            this.initialized = true;
            await this.events.connect("initialized");
          }
          this.state = "connected";
        }
      }
    `,
    silent: {
      "it only tells others": [["events.connect(", "events.emit("]],
      "it only tells others, by another name": [["events.connect(", "events.notifyAll("]],
    },
  },
  {
    name: "a busy flag of a handler that starts something",
    id: "returnsEarly",
    file: "file.js",
    code: code`
      export class Monitor {
        startMonitor() {
          this.channel.on("request", async () => {
            if (this.isRunning) return; //!!
            this.isRunning = true;
            if (!this.model) await this.init();
            await this.look();
            this.isRunning = false;
          }, 1000);
        }
      }
    `,
    silent: { "it is the tick of an interval: one that comes too early is left out": [['this.channel.on("request", async', "this.timer = setInterval(async"]] },
  },
]);

const login = (inner: string) => `
export class Api {
  async connect() {
    if (!this.session) {
      const key = await this.getKey();
      if (this.hasPassword) this.session = await createSession(key);
      if (!${inner} && !this.hasPassword) {
        await this.askForCode();
        ${inner} = await createSession(key);
      }
    }
  }
}
`;

it("says once that one place is started twice", () => {
  expect(findingsOf("no-competing-startup", login("this.session"), "file.js").map(({ line }) => line)).toEqual([6]);
  expect(findingsOf("no-competing-startup", login("this.channel"), "file.js").map(({ line }) => line)).toEqual([6, 9]);
});
