import { expect, it } from "vitest";
import { findingsOf, runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const state = (guards: string, kept = "void") => code`
  import { dial } from "./wire";

  export class Room {
    private state = "disconnected";
    private connecting?: { promise: Promise<void>; resolve(): void };

    async connect(url: string): Promise<${kept}> {
      ${guards}
      this.state = "connecting"; //!!
      await dial(url);
      this.state = "connected";
    }
  }
`;

const underscored = code`
  import { EventEmitter } from "node:events";
  import amqp from "amqplib";

  export class Manager extends EventEmitter {
    private _connecting = false;
    private _connection: { close(): void } | null = null;

    constructor(private readonly _url: string) {
      super();
      this._connect();
    }

    async _connect(): Promise<void> {
      if (this._connecting) return;
      this._connecting = true; //!!
      try {
        this._connection = await amqp.connect(this._url);
        this.emit("connect", this._connection);
      } finally {
        this._connecting = false;
      }
    }
  }
`;

runTable("no-competing-startup", [
  {
    name: "a state that the second caller finds, and is turned away by",
    id: "returnsEarly",
    code: state('if (this.state === "connected" || this.state === "connecting") return;'),
    silent: {
      "the state that is found is not the one that turns away": [['this.state === "connected" || this.state === "connecting"', 'this.state === "connected"'], ['\n    this.state = "connected";', ""]],
      "it gets the promise of the first one before it comes there": [['if (this.state === "connected"', 'if (this.connecting) return this.connecting.promise;\n    this.connecting = future();\n    if (this.state === "connected"']],
    },
  },
  {
    name: "states in the other order, in tests of their own",
    id: "returnsEarly",
    code: state('if (this.state === "connecting") return;\n    if (this.state === "connected") return;'),
    silent: { "only the second of them is asked for": [['if (this.state === "connecting") return;\n', ""], ['\n    this.state = "connected";', ""]] },
  },
  {
    name: "a method that is named as private ones are, in a class that says private of those that are",
    id: "returnsEarly",
    code: underscored,
    silent: { "it is private": [["async _connect()", "private async _connect()"]], "no other name says that it is not": [["private _connecting", "_connecting"], ["private _connection", "_connection"], ["private readonly _url", "readonly url"], ["this._url", "this.url"]] },
  },
  {
    name: "an entry of unknown kind that is there for others before it is started",
    id: "maybeFirstAlone",
    code: code`
      interface Plugin { init(session: string): Promise<void> }

      export class Plugins {
        private readonly plugins: Record<string, Plugin> = {};
        constructor(private readonly pick: () => Plugin, private readonly sessions: { get(id: string): Promise<string> }) {}

        async of(id: string, make = true): Promise<Plugin> {
          if (typeof this.plugins[id] !== "undefined") {
            return this.plugins[id];
          }
          if (!make) throw new Error("there is none for " + id);

          const plugin = this.pick();
          this.plugins[id] = plugin; //!!

          const session = await this.sessions.get(id);
          await plugin.init(session);
          return plugin;
        }
      }
    `,
    silent: {
      "it is started before, and waited for by nobody": [["    this.plugins[id] = plugin; \n", "    this.plugins[id] = plugin;\n"], ["await plugin.init", "void plugin.init"]],
      "it is not started": [["plugin.init(session)", "plugin.rename(session)"]],
      "others learn that it is there": [["return this.plugins[id];", "return false as never;"]],
      "others do not get it": [["return this.plugins[id];", "throw new Error();"]],
    },
  },
  {
    name: "a flag of a method that connects, whatever it awaits is called",
    id: "maybeStartedTwice",
    code: code`
      export class Transport {
        private connected = false;
        constructor(private readonly node: { request(message: object): Promise<void> }) {}
        async connect(parameters: object): Promise<void> {
          if (this.connected) return;
          await this.node.request({ method: "connectTransport", parameters });
          this.connected = true; //!!
        }
      }
    `,
    silent: {
      "the method does not connect": [["async connect(", "async load("]],
      "it connects something else": [["async connect(", "async connectLater("]],
      "the flag is of something else": [["this.connected)", "this.loaded)"], ["this.connected =", "this.loaded ="]],
      "it is set before": [["await this.node", "this.connected = true;\n    await this.node"], ["\n    this.connected = true; \n", "\n"], ["Promise<void> {\n    if (this.connected) return", 'Promise<void> {\n    if (this.connected) throw new Error("connected")']],
    },
  },
  {
    name: "a flag that a method sets, called when time has passed",
    id: "maybeStartedTwice",
    code: code`
      export class Subscription {
        private inflight = false;
        private token = "";
        constructor(private readonly peer: { send(message: object): Promise<void> }, private readonly getToken: () => Promise<string>) {}

        async subscribe() {
          if (this.inflight) return;
          if (!this.token) this.token = await this.getToken();
          this.sendSubscribe();
        }

        private sendSubscribe() {
          const message = { token: this.token };
          this.inflight = true; //!!
          void this.peer.send(message).then(() => {
            this.inflight = false;
          });
        }
      }
    `,
    silent: {
      "it is tested again": [["this.sendSubscribe();", "if (this.inflight) return;\n    this.sendSubscribe();"]],
      "that method tests it itself": [["const message", "if (this.inflight) return;\n    const message"]],
      "nothing takes time before": [["if (!this.token) this.token = await this.getToken();\n", ""]],
      "it sets another": [["this.inflight = true", "this.sent = true"], ["private token", "private sent = false;\n  private token"]],
    },
  },
  {
    name: "a promise that is kept for all callers when time has passed",
    id: "maybeStartedTwice",
    code: code`
      export class Client {
        private initPromise: Promise<void> | undefined;
        constructor(private readonly auth: { identity(): Promise<void> } | undefined, private readonly validate: () => Promise<void>) {}
        async init(): Promise<void> {
          if (!this.initPromise) {
            if (this.auth) await this.auth.identity();
            this.initPromise = this.validate(); //!!
          }
          return this.initPromise;
        }
      }
    `,
    silent: {
      "nothing takes time before": [["if (this.auth) await this.auth.identity();\n", ""]],
      "it is tested again": [["this.initPromise = this.validate();", "this.initPromise ??= this.validate();"]],
      "it is kept for nobody": [["return this.initPromise;", "return this.validate();"]],
    },
  },
  {
    name: "a promise that an early return hands out, by the type of its field",
    id: "maybeStartedTwice",
    code: code`
      export class Client {
        private profile: Promise<string> | undefined;
        constructor(private readonly auth: { identity(): Promise<string> }, private readonly fetchProfile: (id: string) => Promise<string>) {}
        async getProfile(): Promise<string> {
          if (this.profile) return this.profile;
          const id = await this.auth.identity();
          this.profile = this.fetchProfile(id); //!!
          return this.profile;
        }
      }
    `,
    silent: {
      "it is no promise": [["profile: Promise<string>", "profile: string"]],
      "the call before is part of it": [["const id = await this.auth.identity();\n", ""], ["this.fetchProfile(id)", "this.auth.identity().then(this.fetchProfile)"]],
    },
  },
]);

it("shares the promise of who is turned away, in the place of a flag that is taken back", () => {
  const program = underscored.replace(" //!!", "");
  const [finding] = findingsOf("no-competing-startup", program, "file.ts");
  const [suggestion] = finding?.suggestions ?? [];
  expect(suggestion?.messageId).toBe("sharePromise");
  const { range, text } = suggestion!.fix;
  const after = program.slice(0, range[0]) + text + program.slice(range[1]);
  expect(after).toContain(code`
    _connect(): Promise<void> {
        this.startup ??= this._connectOnce().finally(() => {
          this.startup = undefined;
        });
        return this.startup;
      }
  `.trimEnd());
  expect(findingsOf("no-competing-startup", after, "file.ts")).toEqual([]);
});
