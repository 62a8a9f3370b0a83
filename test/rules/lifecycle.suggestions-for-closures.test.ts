import { describe, expect, it } from "vitest";
import { findingsOf } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const rule = "no-competing-startup";

const factory = code`
  export function makeClient(script: URL, boot: (worker: Worker) => Promise<void>) {
    let worker: Worker | undefined;
    let connected = false;

    async function connect(): Promise<Worker> {
      if (worker && connected) return worker;
      worker = new Worker(script);
      await boot(worker);
      connected = true;
      return worker;
    }

    return { connect };
  }
`;

const hub = code`
  export const makeHub = (broker) => {
    const topics = new Map();

    const join = async (topic, listener) => {
      let entry = topics.get(topic);
      if (!entry) {
        entry = { remote: await broker.subscribe(topic), listeners: new Set() };
        topics.set(topic, entry);
      }
      entry.listeners.add(listener);
    };

    return { join };
  };
`;

const pool = code`
  export class Pool {
    entries = new Map();

    async acquire(job) {
      let entry = this.entries.get(job.hash);
      if (!entry) {
        entry = await startWorker(job);
        this.entries.set(job.hash, entry);
      }
      entry.uses++;
      return entry;
    }
  }
`;

const plugins = code`
  export class Plugins {
    private readonly plugins: Record<string, Plugin> = {};

    async of(id: string, isQuiet = true): Promise<Plugin> {
      if (this.plugins[id]) return this.plugins[id];
      const plugin = createPlugin(isQuiet);
      this.plugins[id] = plugin;
      await plugin.init(id);
      return plugin;
    }
  }
`;

const warm = code`
  const ready = client.connect(url);
  let isWarm = false;

  export async function handler(event) {
    if (!isWarm) {
      isWarm = true; // once
      // The first one waits.
      await ready;
    }
    return client.get(event.path);
  }
`;

function repairsOf(program: string, file: string): readonly (readonly [string | undefined, string])[] {
  return findingsOf(rule, program, file).flatMap(({ suggestions = [] }) => suggestions.map(({ messageId, fix }) => [messageId, program.slice(0, fix.range[0]) + fix.text + program.slice(fix.range[1])] as const));
}

describe.each([
  {
    name: "a function of a factory, beside what it fills",
    id: "sharePromise",
    file: "file.ts",
    before: factory,
    after: factory.replace("  async function connect(): Promise<Worker> {", () =>
      code`
          function connect(): Promise<Worker> {
            startup ??= connectOnce().finally(() => {
              startup = undefined;
            });
            return startup;
          }

          let startup: Promise<Worker> | undefined;

          async function connectOnce(): Promise<Worker> {
      `.trimEnd().split("\n").map((line) => line && `  ${line}`).join("\n"),
    ),
    never: {
      "what it fills is of the module, and other makers share it": [["  let worker: Worker | undefined;\n  let connected = false;\n", ""], ["export function", "let worker: Worker | undefined;\nlet connected = false;\n\nexport function"]],
      "the maker may have returned before": [["  let connected = false;\n", "  let connected = false;\n  if (!script) return undefined;\n"]],
      "the maker calls what is declared below": [["  let connected = false;\n", "  let connected = false;\n  prepare();\n"], ["  return { connect };", "  function prepare() { void connect(); }\n  return { connect };"]],
    },
  },
  {
    name: "a constant of a factory, whose calls are told apart by a key",
    id: "takeTurns",
    file: "file.js",
    before: hub,
    after: hub.replace("  const join = async (topic, listener) => {", () =>
      code`
          const join = async (topic, listener) => {
            while (startups.has(topic)) await startups.get(topic).catch(() => {});
            const startup = joinOnce(topic, listener).finally(() => startups.delete(topic));
            startups.set(topic, startup);
            return startup;
          };

          const startups = new Map();

          const joinOnce = async (topic, listener) => {
      `.trimEnd().split("\n").map((line) => line && `  ${line}`).join("\n"),
    ),
    never: { "the maker uses it before": [["  const topics = new Map();\n", "  const topics = new Map();\n  broker.onTopic((topic) => join(topic));\n"]] },
  },
  {
    name: "a key that is a member of what is given",
    id: "takeTurns",
    file: "file.js",
    before: pool,
    after: pool.replace("  async acquire(job) {", () =>
      code`
          async acquire(job) {
            const key = job.hash;
            while (this.#startups.has(key)) await this.#startups.get(key).catch(() => {});
            const startup = this.#acquireOnce(job).finally(() => this.#startups.delete(key));
            this.#startups.set(key, startup);
            return startup;
          }

          #startups = new Map();

          async #acquireOnce(job) {
      `.trimEnd().split("\n").map((line) => line && `  ${line}`).join("\n"),
    ),
    never: {
      "it is asked for something else first: there may be none": [["    let entry", "    if (!job) return undefined;\n    let entry"]],
      "the name that it would get is taken": [["acquire(job)", "acquire(job, key)"]],
      "the member is computed": [["job.hash)", "job[hash])"], ["job.hash,", "job[hash],"]],
    },
  },
  {
    name: "a parameter with a default that is a literal",
    id: "takeTurns",
    file: "file.ts",
    before: plugins,
    after: plugins.replace("  async of(id: string, isQuiet = true): Promise<Plugin> {", () =>
      code`
          async of(id: string, isQuiet = true): Promise<Plugin> {
            while (this.startups.has(id)) await this.startups.get(id)?.catch(() => {});
            const startup = this.ofOnce(id, isQuiet).finally(() => this.startups.delete(id));
            this.startups.set(id, startup);
            return startup;
          }

          private readonly startups = new Map<string, Promise<Plugin>>();

          private async ofOnce(id: string, isQuiet = true): Promise<Plugin> {
      `.trimEnd().split("\n").map((line) => line && `  ${line}`).join("\n"),
    ),
    never: { "the default is made by a call": [["isQuiet = true", "isQuiet = this.pick()"]] },
  },
  {
    name: "a wait for a kept promise, which only the first caller comes to",
    id: "awaitForAll",
    file: "file.js",
    before: warm,
    after: warm.replace("\n    // The first one waits.\n    await ready;\n  }", "\n  }\n  // The first one waits.\n  await ready;"),
    never: {
      "the promise is made anew": [["const ready", "let ready"]],
      "something comes behind the wait": [["await ready;", "await ready;\n    log();"]],
      "it is made for this call": [["await ready;", "await client.connect();"]],
      "another branch goes on without": [["await ready;\n  }", "await ready;\n  } else {\n    log();\n  }"]],
      "no semicolon ends it, and a bracket follows": [["await ready;\n  }\n  return client", "await ready\n  }\n  (client)"]],
    },
  },
])("$name", ({ id, file, before, after, never }) => {
  it("is what the suggestion makes of it, and nothing is reported then", () => {
    expect(repairsOf(before, file)).toEqual([[id, after]]);
    expect(findingsOf(rule, after, file)).toEqual([]);
  });

  it.each(Object.entries(never))("is not offered where %s", (_why, edits) => {
    let program = before;
    for (const [from, to] of edits) {
      expect(program, "what is replaced").toContain(from);
      program = program.replace(from!, () => to!);
    }
    expect(repairsOf(program, file).filter(([offered]) => offered === id)).toEqual([]);
  });
});
