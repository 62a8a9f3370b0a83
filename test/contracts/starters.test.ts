import { once } from "node:events";
import http from "node:http";
import type net from "node:net";
import { isPromise } from "node:util/types";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runsAll } from "./benches.js";
import { starterBenches } from "./further.js";
import { rowOf } from "./rows.js";
import { cleanUp, exported, later, takenPort } from "./trial.js";

afterEach(cleanUp);
vi.setConfig({ testTimeout: 5000 });

const local = "127.0.0.1";

describe.skipIf(!runsAll)("what starts a server that it is given", () => {
  for (const { row, module, starter } of starterBenches) {
    const facts = rowOf(row).starters?.find((each) => each.export === starter);

    /** Has an HTTP server started, told the place behind it in one of the ways that the row knows. */
    const start = async (...place: unknown[]): Promise<{ server: net.Server; given: Promise<unknown> }> => {
      const server = http.createServer();
      later(() => server.close());
      const { found } = (await exported(module, starter)) ?? { found: () => undefined };
      const args = [...place];
      args.splice(facts?.starts.argument as number, 0, server);
      return { server, given: found(...args) as Promise<unknown> };
    };

    it(`${starter} of ${module} gives a promise that it is ready`, async () => {
      expect(facts?.gives).toBe("promise");
      for (const place of [[0], [0, local], [{ port: 0, host: local }]]) {
        const { server, given } = await start(...place);
        expect(isPromise(given)).toBe(true);
        await given;
        expect(server.listening).toBe(true);
        if (place.length > 1) expect(server.address()).toMatchObject({ address: local });
      }
    });

    it(`${starter} of ${module} has bound it when the call returns, unless it is told a host`, async () => {
      expect(facts).toMatchObject({ bound: "when hostless", host: { argument: 2, options: ["host"] } });
      for (const [place, bound] of [[[0], true], [[0, local], false], [[{ port: 0, host: local }], false]] as const) {
        const { server, given } = await start(...place);
        expect(server.listening).toBe(bound);
        await given;
      }
    });

    it(`the promise of ${starter} of ${module} rejects on a taken port, and leaves no listener behind`, async () => {
      const { server, given } = await start(await takenPort());
      await expect(given).rejects.toThrow("EADDRINUSE");
      expect(server.listenerCount("error")).toBe(0);
    });

    it(`${starter} of ${module}: a 'listening' that is awaited later hangs`, async () => {
      const { server, given } = await start(0);
      await given;
      expect(await Promise.race([once(server, "listening"), new Promise((resolve) => setTimeout(resolve, 60, "open"))])).toBe("open");
    });
  }
});
