import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { benches } from "./benches.js";
import { obscuring } from "./obscuring.js";
import { cleanUp, hangs, make, startsOf, takenPort } from "./trial.js";

afterEach(cleanUp);
// A row that is wrong makes tests wait for what never comes: let them fail soon.
vi.setConfig({ testTimeout: 5000 });

describe("a wait for 'listening' that is only put up after a turn of the event loop", () => {
  for (const bench of benches.filter(({ row }) => row === "net.Server")) {
    for (const start of startsOf(bench)) {
      for (const host of [undefined, "127.0.0.1"]) {
        it(`hangs: ${bench.module}.${bench.maker}, ${start.title} ${host ? "with" : "without"} a host`, async () => {
          const { begin } = await make(bench, start, { port: 0, ...(host && { host }) });
          const { emitter } = begin();
          await turn();
          expect(await hangs(once(emitter, "listening"))).toBe(true);
        });
      }
    }
  }
});

describe("await once(server, 'listening') directly behind listen", () => {
  for (const bench of benches.filter(({ row }) => row === "net.Server")) {
    it(`leaves no listener behind, whether it resolves or rejects: ${bench.module}.${bench.maker}`, async () => {
      for (const port of [0, await takenPort()]) {
        const { begin } = await make(bench, startsOf(bench)[0] as ReturnType<typeof startsOf>[0], { port, host: "127.0.0.1" });
        const { emitter } = begin();
        const counts = (): number[] => ["listening", "error"].map((event) => emitter.listenerCount(event));
        const before = counts();
        const ready = once(emitter, "listening");
        expect(counts()).toEqual(before.map((count) => count + 1));
        if (port) await expect(ready).rejects.toThrow("EADDRINUSE");
        else await ready;
        expect(counts()).toEqual(before);
      }
    });
  }
});

describe("what obscures the state", () => {
  for (const [name, run] of Object.entries(obscuring)) {
    it(`${name}: usable without a start call`, async () => {
      expect(await run()).toEqual({ before: false, after: true });
    });
  }
});
