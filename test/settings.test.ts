import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "../index.js";
import { contracts } from "../src/contracts/index.js";
import { settingsOf } from "../src/settings.js";

/** The least that a row must say. */
const row = {
  id: "acme.Broker",
  from: ["@acme/broker"],
  makers: [{ export: "createBroker", by: "call" }],
  ready: "start",
};
const start = { gives: "promise", bound: "never" };
const read = { member: "url()", value: "undefined", settledWhenBound: false };

const given = (own: unknown) => settingsOf({ "startup-order": own });
const withRow = (changes: Record<string, unknown>) => ({ contracts: [{ ...row, ...changes }] });
const withoutField = (field: keyof typeof row) => ({ contracts: [Object.fromEntries(Object.entries(row).filter(([name]) => name !== field))] });

describe("settings that are left out", () => {
  it("are the built-in rows and empty lists", () => {
    expect(settingsOf({})).toEqual({ contracts, waits: [], sleeps: [], starts: [], versions: {} });
    expect(given({})).toEqual(settingsOf({}));
  });

  it("do not mind the settings of others", () => {
    expect(settingsOf({ react: { version: "detect" } })).toBe(settingsOf({}));
  });
});

describe("settings that are right", () => {
  it("are taken as they are", () => {
    const lists = { waits: ["waitForPort"], sleeps: ["pause"], starts: ["bootCluster"] };
    expect(given({ ...lists, versions: { express: "5", "@hapi/hapi": "21.4.0" } })).toMatchObject({ ...lists, versions: { express: "5", "@hapi/hapi": "21.4.0" } });
  });

  it("give the same result for the same object, which is what models are kept by", () => {
    const own = { waits: ["waitForPort"] };
    expect(given(own)).toBe(given(own));
    expect(given({ ...own })).not.toBe(given(own));
  });

  it("add a row behind the built-in ones, with the fields it leaves out", () => {
    const all = given({ contracts: [row] }).contracts;
    expect(all).toHaveLength(contracts.length + 1);
    expect(all.at(-1)).toEqual({
      ...row, noun: "server", types: [], starts: {}, events: {}, reads: [], flags: [], views: {}, stops: [], obscures: [], since: {}, see: "",
    });
  });

  it("put a row in the place of the built-in one with its id", () => {
    const all = given({ contracts: [{ ...row, id: "net.Server" }] }).contracts;
    expect(all).toHaveLength(contracts.length);
    expect(all.filter(({ id }) => id === "net.Server").map(({ from }) => from)).toEqual([["@acme/broker"]]);
  });

  it("may hold any built-in row", () => {
    expect(given({ contracts }).contracts).toHaveLength(contracts.length);
  });
});

describe("settings that are wrong", () => {
  const wrong: [situation: string, own: unknown, message: string][] = [
    ["settings are no object", [], `settings["startup-order"] must be an object.`],
    ["settings are null", null, `settings["startup-order"] must be an object.`],
    ["a key has a typo", { contract: [] }, `settings["startup-order"].contract is not known; allowed are contracts, waits, sleeps, starts, versions.`],
    ["waits is a string", { waits: "waitForPort" }, `settings["startup-order"].waits must be an array of strings.`],
    ["sleeps holds a number", { sleeps: [5] }, `settings["startup-order"].sleeps must be an array of strings.`],
    ["starts is an object", { starts: {} }, `settings["startup-order"].starts must be an array of strings.`],
    ["versions is a list", { versions: ["express"] }, `settings["startup-order"].versions must be an object of major versions, such as { express: "5" }.`],
    ["a version is a number", { versions: { express: 5 } }, `settings["startup-order"].versions.express must be a string that begins with the major version, such as "5".`],
    ["a version is a range", { versions: { express: "^5.0.0" } }, `settings["startup-order"].versions.express must be a string that begins with the major version, such as "5".`],
    ["contracts is a row", { contracts: row }, `settings["startup-order"].contracts must be an array of rows.`],
    ["a row is a string", { contracts: [row, "net.Server"] }, `settings["startup-order"].contracts[1] must be an object.`],
    ["a row has no id", withoutField("id"), `settings["startup-order"].contracts[0].id is missing: it must be a string.`],
    ["a row has no module", withoutField("from"), `settings["startup-order"].contracts[0].from is missing: it must be an array of strings.`],
    ["a row has no maker", withoutField("makers"), `settings["startup-order"].contracts[0].makers is missing: it must be an array of objects.`],
    ["a row does not say what ready is", withoutField("ready"), `settings["startup-order"].contracts[0].ready is missing: it must be "start", "callback", "nothing" or { event: "…" }.`],
    [
      "a row has a field that is not known",
      withRow({ madeBy: ["createBroker"] }),
      `settings["startup-order"].contracts[0].madeBy is not known; allowed are id, noun, from, makers, types, starts, starters, events, reads, flags, makes, views, readyPromises, chains, stops, obscures, ready, since, see.`,
    ],
    ["an id is a number", withRow({ id: 1 }), `settings["startup-order"].contracts[0].id must be a string.`],
    ["a module is no list", withRow({ from: "@acme/broker" }), `settings["startup-order"].contracts[0].from must be an array of strings.`],
    ["makers are names", withRow({ makers: ["createBroker"] }), `settings["startup-order"].contracts[0].makers[0] must be an object.`],
    ["a maker has no name", withRow({ makers: [{ by: "call" }] }), `settings["startup-order"].contracts[0].makers[0].export is missing: it must be a string.`],
    ["a maker is called in a wrong way", withRow({ makers: [{ export: "Broker", by: "await" }] }), `settings["startup-order"].contracts[0].makers[0].by must be one of "call", "new", "either".`],
    [
      "a maker starts in a wrong way",
      withRow({ makers: [{ export: "Broker", by: "new", starts: { gives: "self", bound: true } }] }),
      `settings["startup-order"].contracts[0].makers[0].starts.bound must be one of "always", "when hostless", "never".`,
    ],
    ["starts is a list", withRow({ starts: ["start"] }), `settings["startup-order"].contracts[0].starts must be an object.`],
    ["a start is a string", withRow({ starts: { start: "promise" } }), `settings["startup-order"].contracts[0].starts.start must be an object.`],
    ["a start gives what is not known", withRow({ starts: { start: { ...start, gives: "server" } } }), `settings["startup-order"].contracts[0].starts.start.gives must be one of "self", "promise", "nothing".`],
    ["a start gives a promise of what is no view", withRow({ starts: { start: { ...start, gives: { instance: "net.Server", promised: true } } } }), `settings["startup-order"].contracts[0].starts.start.gives.promised is not known; allowed are instance.`],
    ["a start gives a view that the row does not have", withRow({ starts: { start: { ...start, gives: { view: "net.Server" } } } }), `settings["startup-order"].contracts[0].starts.start.gives names no view: \`views\` has none with the id "net.Server".`],
    ["a promise settles in a way that is not known", withRow({ starts: { start: { ...start, settles: "late" } } }), `settings["startup-order"].contracts[0].starts.start.settles must be one of "early", "never", "elsewhere".`],
    ["a callback is told of failure in a way that is not known", withRow({ starts: { start: { ...start, callback: { begins: ["ready"], failedWhen: "null" } } } }), `settings["startup-order"].contracts[0].starts.start.callback.failedWhen must be one of "false".`],
    ["a maker is held back by a name", withRow({ makers: [{ export: "Broker", by: "new", starts: { ...start, unless: "manual" } }] }), `settings["startup-order"].contracts[0].makers[0].starts.unless must be an object.`],
    ["a starter does not say what it starts", withRow({ starters: [{ export: "listen", ...start }] }), `settings["startup-order"].contracts[0].starters[0].starts is missing: it must be an object.`],
    ["a starter gives an instance of no row", withRow({ starters: [{ export: "listen", starts: { argument: 0 }, bound: "never", gives: { instance: "http.Server" } }] }), `settings["startup-order"].contracts[0].starters[0].gives names no row: there is none with the id "http.Server".`],
    ["chains is a method", withRow({ chains: "use" }), `settings["startup-order"].contracts[0].chains must be an array of strings.`],
    ["a start is bound when it is not known", withRow({ starts: { start: { ...start, bound: "sometimes" } } }), `settings["startup-order"].contracts[0].starts.start.bound must be one of "always", "when hostless", "never".`],
    ["a callback does not say when it begins", withRow({ starts: { start: { ...start, callback: { argument: "last" } } } }), `settings["startup-order"].contracts[0].starts.start.callback.begins is missing: it must be an array of phases.`],
    [
      "a callback begins in a phase that is not known",
      withRow({ starts: { start: { ...start, callback: { argument: "last", begins: ["ready", "running"] } } } }),
      `settings["startup-order"].contracts[0].starts.start.callback.begins must be one of "made", "starting", "ready", "failed", "closed".`,
    ],
    ["a read does not say what it gives", withRow({ reads: [{ member: "url()" }] }), `settings["startup-order"].contracts[0].reads[0].value is missing: it must be a string.`],
    ["a read has no member", withRow({ reads: [{ value: "null" }] }), `settings["startup-order"].contracts[0].reads[0].member is missing: it must be a string.`],
    ["a read is a name", withRow({ reads: ["url()"] }), `settings["startup-order"].contracts[0].reads[0] must be an object.`],
    ["ready is an event's bare name", withRow({ ready: "listening" }), `settings["startup-order"].contracts[0].ready must be "start", "callback", "nothing" or { event: "…" }.`],
    ["the second row is wrong", { contracts: [row, { ...row, stops: [1] }] }, `settings["startup-order"].contracts[1].stops must be an array of strings.`],
  ];

  it.each(wrong)("%s", (_situation, own, message) => {
    expect(() => given(own)).toThrow(new Error(message));
  });

  it("a read does not say whether it is right once bound", () => {
    expect(() => given(withRow({ reads: [{ member: "url()", value: "null" }] }))).toThrow("settledWhenBound");
  });

  it("an event does not list phases", () => {
    expect(() => given(withRow({ events: { up: "ready" } }))).toThrow(".events.up");
    expect(() => given(withRow({ events: { up: ["running"] } }))).toThrow(/\.events\.up.*"made", "starting", "ready", "failed", "closed"/);
  });

  it("a view leads to no row", () => {
    expect(() => given(withRow({ views: { http: 1 } }))).toThrow(".views.http");
    expect(() => given(withRow({ views: { http: "http.Server" } }))).toThrow(".views.http");
  });

  it("a method makes an instance of no row", () => {
    expect(() => given(withRow({ makes: { gateway: { instance: "acme.Gateway" } } }))).toThrow(".makes.gateway names no row");
    expect(() => given(withRow({ makes: { gateway: { instance: "net.Server", promise: true } } }))).toThrow(".makes.gateway.promise");
  });

  it("a start gives an instance of no row", () => {
    expect(() => given(withRow({ starts: { start: { ...start, gives: { instance: "http.Server" } } } }))).toThrow(".starts.start.gives");
    expect(() => given(withRow({ starts: { start: { ...start, gives: {} } } }))).toThrow(".starts.start.gives");
  });

  it("a field inside a maker, a start, a callback or a read has a typo", () => {
    expect(() => given(withRow({ makers: [{ export: "Broker", by: "new", promise: true }] }))).toThrow("promise");
    expect(() => given(withRow({ starts: { start: { ...start, hosts: {} } } }))).toThrow("hosts");
    expect(() => given(withRow({ starts: { start: { ...start, callback: { argument: "last", begins: ["ready"], err: 0 } } } }))).toThrow("err");
    expect(() => given(withRow({ reads: [{ ...read, settled: true }] }))).toThrow("settled");
  });

  it("a version of a row changes what rows do not have", () => {
    expect(() => given(withRow({ since: { "@acme/broker": { 2: { start: {} } } } }))).toThrow(".since");
  });

  it("two rows have one id", () => {
    expect(() => given({ contracts: [row, row] })).toThrow("acme.Broker");
  });
});

describe("a server of the house", () => {
  const own = { contracts: [{ ...row, noun: "broker", starts: { start }, reads: [{ ...read, member: "url()" }] }] };

  it("is read early while its start is not awaited", () => {
    expect(messages(own, "broker.start();\nconsole.log(broker.url());")).toEqual([
      expect.stringMatching(/^`broker\.url\(\)` gives undefined here: `broker\.start\(\)` on line 4 has begun/),
    ]);
  });

  it("is not read early once its start is awaited", () => {
    expect(messages(own, "await broker.start();\nconsole.log(broker.url());")).toEqual([]);
  });

  it("is read early before its start", () => {
    expect(messages(own, "console.log(broker.url());\nawait broker.start();")).toEqual([
      expect.stringMatching(/^`broker\.url\(\)` gives undefined here: nothing has started the broker yet/),
    ]);
  });

  it("is nothing to us without its row", () => {
    expect(messages({}, "broker.start();\nconsole.log(broker.url());")).toEqual([]);
  });

  it("may be imported with the prefix that its row is written with", () => {
    const builtIn = { ...own.contracts[0], from: ["node:acme"] };
    const program = (specifier: string) => `import { createBroker as make } from "${specifier}"; const other = make(); other.start();\nconsole.log(other.url());`;
    expect(messages({ contracts: [builtIn] }, program("node:acme"))).toHaveLength(1);
    expect(messages({ contracts: [builtIn] }, program("acme"))).toHaveLength(1);
  });

  it("is understood by the event that says ready", () => {
    const byEvent = { contracts: [{ ...own.contracts[0], ready: { event: "up" }, events: { up: ["ready"] }, starts: { start: { gives: "nothing", bound: "never" } } }] };
    expect(messages(byEvent, "broker.start();\nconsole.log(broker.url());")).toEqual([
      expect.stringMatching(/^`broker\.url\(\)` gives undefined here: `broker\.start\(\)` on line 4 has begun but nothing waited for 'up'/),
    ]);
    expect(messages(byEvent, `broker.start();\nbroker.on("up", () => console.log(broker.url()));`)).toEqual([]);
    expect(messages(byEvent, `broker.start();\nawait once(broker, "up");\nconsole.log(broker.url());`)).toEqual([]);
  });

  it("is known where a method of another one makes it, at once or by a promise", () => {
    const cluster = { ...row, id: "acme.Cluster", makers: [{ export: "createBroker", by: "call" }], makes: { node: { instance: "acme.Broker" }, join: { instance: "acme.Broker", promised: true } } };
    const made = { contracts: [{ ...own.contracts[0], from: ["@acme/node"], makers: [] }, cluster] };
    expect(messages(made, "const node = broker.node();\nnode.start();\nconsole.log(node.url());")).toHaveLength(1);
    expect(messages(made, "const node = await broker.join();\nnode.start();\nconsole.log(node.url());")).toHaveLength(1);
    expect(messages(made, "const node = broker.node();\nawait node.start();\nconsole.log(node.url());")).toEqual([]);
    expect(messages(made, "const node = broker.nodes();\nnode.start();\nconsole.log(node.url());")).toEqual([]);
  });

  it("has other facts from a version on", () => {
    const changed = { contracts: [{ ...own.contracts[0], since: { "@acme/broker": { 2: { reads: [] } } } }] };
    const early = "broker.start();\nconsole.log(broker.url());";
    expect(messages(changed, early)).toHaveLength(1);
    expect(messages({ ...changed, versions: { "@acme/broker": "1.9.0" } }, early)).toHaveLength(1);
    expect(messages({ ...changed, versions: { "@acme/broker": "2.0.0" } }, early)).toEqual([]);
  });
});

describe("a wait of the house", () => {
  const waiting = `console.log(server.address());\nserver.listen(0, "127.0.0.1");\nawait waitForPort(4000);`;
  const repaired = `server.listen(0, "127.0.0.1");\nawait waitForPort(4000);\nconsole.log(server.address());`;

  it("is a place behind which the server is ready, by its name", () => {
    expect(repairs({ waits: ["waitForPort"] }, waiting)).toEqual([repaired]);
    expect(messages({ waits: ["waitForPort"] }, repaired)).toEqual([]);
  });

  it("is not known without its name", () => {
    expect(repairs({}, waiting)).toEqual([]);
    expect(repairs({ waits: ["waitForHost"] }, waiting)).toEqual([]);
  });

  it("waits only when it is awaited", () => {
    expect(repairs({ waits: ["waitForPort"] }, waiting.replace("await ", "void "))).toEqual([]);
  });

  it("is believed where the file's own function of that name does not show how it waits", () => {
    const own = `async function settle() { Atomics.wait(flags, 0, 0); }\nconst flags = new Int32Array(shared);\nserver.listen(0, "127.0.0.1");\nawait settle();\nconsole.log(server.address());`;
    expect(messages({}, own)).toHaveLength(1);
    expect(messages({ waits: ["settle"] }, own)).toEqual([]);
  });
});

describe("a sleep of the house", () => {
  const slept = `server.listen(0, "127.0.0.1");\nawait letItSettle(250);\nconsole.log("go on");`;

  it("is known by its name, as a function and as a method", () => {
    expect(messages({ sleeps: ["letItSettle"] }, slept)).toEqual([expect.stringMatching(/^`letItSettle\(250\)` is a guess at when `server` is ready\./)]);
    expect(messages({ sleeps: ["letItSettle"] }, slept.replace("letItSettle", "cluster.letItSettle"))).toHaveLength(1);
  });

  it("is not known without its name", () => {
    expect(messages({}, slept)).toEqual([]);
    expect(messages({ sleeps: ["settleDown"] }, slept)).toEqual([]);
  });

  it("is a sleep only where its promise is awaited", () => {
    expect(messages({ sleeps: ["letItSettle"] }, slept.replace("await ", "void "))).toEqual([]);
  });
});

describe("a start of the house", () => {
  const begun = `withCluster(3);\nawait new Promise((resolve) => setTimeout(resolve, 250));\nconsole.log("go on");`;

  it("is what a sleep behind it stands for, by its name", () => {
    expect(messages({ starts: ["withCluster"] }, begun)).toEqual([expect.stringMatching(/^250 ms is a guess at when the cluster is ready\./)]);
    expect(messages({ starts: ["withCluster"] }, begun.replace("withCluster", "house.withCluster"))).toHaveLength(1);
  });

  it("is not known without its name", () => {
    expect(messages({}, begun)).toEqual([]);
    expect(messages({ starts: ["withNode"] }, begun)).toEqual([]);
  });

  it("is for the sleep directly behind it", () => {
    expect(messages({ starts: ["withCluster"] }, begun.replace("await new", "await other();\nawait new"))).toEqual([]);
  });
});

describe("the version of express", () => {
  const unchecked = "const listening = app.listen(0, () => console.log(listening.address()));";

  it("5 hands the error to the callback, so that it may run without a server", () => {
    expect(messages({ versions: { express: "5" } }, unchecked)).toEqual([
      expect.stringMatching(/^`listening\.address\(\)` may give null: this callback also runs when listening fails/),
    ]);
    expect(messages({ versions: { express: "5.1.0" } }, unchecked)).toHaveLength(1);
  });

  it("4 calls it only when the server listens", () => {
    expect(messages({ versions: { express: "4" } }, unchecked)).toEqual([]);
  });

  it("is not guessed", () => {
    expect(messages({}, unchecked)).toEqual([]);
  });
});

describe("wrong settings in a lint run", () => {
  it("stop it, and say what is wrong", () => {
    expect(() => messages({ wait: ["waitForPort"] }, "console.log(broker.url(), broker.address());")).toThrow(`settings["startup-order"].wait is not known`);
  });
});

const before = `import { once } from "node:events"; import { createServer } from "node:http"; import express from "express";
import { createBroker } from "@acme/broker"; import { waitForPort } from "./ports.js";
const broker = createBroker(), server = createServer(), app = express();
`;

/** What `strict` says under these settings of a program that goes on so. */
function messages(own: unknown, rest: string): string[] {
  return problemsIn(own, rest).map(({ message }) => message);
}

/** What becomes of `rest` by each repair that is suggested. */
function repairs(own: unknown, rest: string): string[] {
  const suggested = problemsIn(own, rest).flatMap(({ suggestions }) => suggestions ?? []);
  return suggested.map(({ fix }) => `${(before + rest).slice(0, fix.range[0])}${fix.text}${(before + rest).slice(fix.range[1])}`.slice(before.length));
}

function problemsIn(own: unknown, rest: string): Linter.LintMessage[] {
  return new Linter().verify(before + rest, [plugin.configs.strict, { settings: { "startup-order": own } }], { filename: "main.mjs" });
}
