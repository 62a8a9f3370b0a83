import { describe, expect, it } from "vitest";
import { contracts } from "../../src/contracts/index.js";
import type { Maker } from "../../src/contracts/types.js";
import { benches, elsewhere, notInstalled, runsAll } from "./benches.js";
import { starterBenches } from "./further.js";
import { obscuring } from "./obscuring.js";
import { ownPackages, packageOf, versionOf } from "./rows.js";
import { exported, ownEvents, startsOf } from "./trial.js";

/** Events that the start, a taken port and the stop bring about in every bench. */
const selfMade = ["listening", "error"];

const here = contracts.filter(({ id }) => benches.some(({ row }) => row === id));

for (const row of here) {
  describe(`the benches of ${row.id}`, () => {
    const mine = benches.filter((bench) => bench.row === row.id);

    it("run every module that exports a maker", async () => {
      const run = mine.map(({ module }) => module);
      for (const module of row.from.filter((name) => !run.includes(name) && !(name in notInstalled))) {
        for (const maker of row.makers) expect(await exported(module, maker.export), `${maker.export} of ${module}`).toBeUndefined();
      }
    });

    for (const maker of row.makers) {
      it(`use the maker ${maker.export} for all that it does`, async () => {
        const run = mine.filter((bench) => bench.maker === maker.export);
        const [first] = mine;
        if (run.length) {
          expect(run.some(({ also }) => also === "start")).toBe(maker.starts !== undefined);
          expect(run.some(({ also }) => also === "wrap")).toBe(maker.wraps !== undefined);
          expect(run.every(({ handles }) => handles !== undefined)).toBe(maker.handlersBegin !== undefined);
        } else {
          // Then it is another name of a maker that is used, and the row must say the same of it.
          const known = row.makers.find((candidate) => candidate.export === first?.maker) as Maker;
          const [one, other] = await Promise.all([maker, known].map((candidate) => exported(row.from[0] ?? "", candidate.export)));
          expect(one?.found).toBeTypeOf("function");
          expect(one?.found).toBe(other?.found);
          expect({ ...maker, export: "" }).toEqual({ ...known, export: "" });
        }
      });
    }

    it("hold every start back that can be", () => {
      for (const { export: maker, starts } of row.makers) {
        for (const option of starts?.unless?.options ?? []) {
          const held = mine.filter((bench) => bench.maker === maker && bench.also !== "start");
          expect(held.some(({ args }) => args?.({ port: 0 }).some((given) => typeof given === "object" && given !== null && option in given))).toBe(true);
        }
      }
    });

    it("use every start method, and tell it the place in every way", () => {
      const run = mine.filter(({ also }) => !also).flatMap((bench) => startsOf(bench).map(({ method, form }) => `${method} ${form}`));
      for (const [method, { host, callback }] of Object.entries(row.starts)) {
        if (mine.some(({ placedBy }) => placedBy)) expect(run).toContain(`${method} maker`);
        else if (host?.argument !== undefined || !host) expect(run).toContain(`${method} argument`);
        if (host?.options) expect(run).toContain(`${method} options`);
        // One place each is tried.
        expect(host?.options?.length ?? 1).toBe(1);
        expect(callback?.options ?? []).toEqual([]);
      }
    });

    it("bring about every event", () => {
      const brought = mine.flatMap((bench) => [...Object.keys(bench.events ?? {}), ...ownEvents(bench)]);
      const missing = Object.entries(row.events).filter(
        ([name, phases]) => !selfMade.includes(name) && !(phases.includes("closed") && row.stops.length) && !brought.includes(name),
      );
      expect(missing).toEqual([]);
    });

    it("look at every view", () => {
      for (const [view, id] of Object.entries(row.views)) {
        expect(mine.some(({ lacks }) => !lacks?.includes(view))).toBe(true);
        expect(contracts.map((candidate) => candidate.id)).toContain(id);
      }
    });

    it("give every option that settles a read", () => {
      for (const { unlessOption } of row.reads) {
        if (unlessOption) expect(mine.some(({ args }) => Object.hasOwn(args?.({ port: 1 })[0] as object, unlessOption))).toBe(true);
      }
    });

    it("run a version on either side of every change", () => {
      for (const [module, changes] of Object.entries(row.since ?? {})) {
        const majors = mine.filter((bench) => bench.module === module).map((bench) => Number.parseInt(versionOf(bench.installed ?? module), 10));
        for (const major of Object.keys(changes).map(Number)) {
          expect(majors.some((run) => run < major)).toBe(true);
          expect(majors.some((run) => run >= major)).toBe(true);
        }
      }
    });

    it("try every method that obscures", () => {
      expect((row.obscures ?? []).filter((method) => !(`${row.id} ${method}` in obscuring))).toEqual([]);
    });
  });
}

describe("each row is run", () => {
  const there = contracts.filter((row) => !here.includes(row) && row.makers.length > 0);
  const starting = contracts.filter((row) => row.makers.length === 0);

  for (const { id, from, starters = [] } of starting) {
    it(`${id}: in npm run test:contracts, by what it starts`, () => {
      const needed = from.flatMap((module) => starters.map((starter) => ({ row: id, module, starter: starter.export })));
      expect(starterBenches).toEqual(expect.arrayContaining(needed));
      expect(needed).not.toEqual([]);
    });
  }

  for (const { id } of here) {
    it(`${id}: in this run`, () => {
      // All of a row's benches run together: none is left for the other run.
      expect(elsewhere.filter(({ row }) => row === id)).toEqual([]);
    });
  }

  for (const { id } of there) {
    const mine = elsewhere.filter(({ row }) => row === id);
    it(`${id}: in npm run test:contracts, by ${mine.map(({ module, maker }) => `${maker} of ${module}`).join(", ")}`, () => {
      expect(mine).not.toEqual([]);
      expect(mine.map(({ module, installed }) => packageOf(installed ?? module)).filter((name) => !ownPackages.includes(name))).toEqual([]);
    });
  }

  it(runsAll ? "in this run, which leaves nothing out" : "in this run or the other", () => {
    if (runsAll) expect([there, elsewhere]).toEqual([[], []]);
    expect(here.length + there.length + starting.length).toBe(contracts.length);
  });
});

describe("the benches", () => {
  it("belong to rows, and to nothing else", () => {
    const ids = contracts.map(({ id }) => id);
    expect([...benches, ...elsewhere].filter(({ row }) => !ids.includes(row))).toEqual([]);
    const obscures = contracts.flatMap((row) => (row.obscures ?? []).map((method) => `${row.id} ${method}`));
    expect(Object.keys(obscuring).filter((name) => !obscures.includes(name))).toEqual([]);
    expect(Object.keys(notInstalled).filter((name) => !contracts.some(({ from }) => from.includes(name)))).toEqual([]);
  });
});
