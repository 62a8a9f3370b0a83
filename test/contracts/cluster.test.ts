import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { contracts } from "../../src/contracts/index.js";
import { benches } from "./benches.js";

const program = fileURLToPath(new URL("cluster-worker.mjs", import.meta.url));

interface Answer {
  readonly module: string;
  readonly maker: string;
  readonly hostless: { readonly atOnce: boolean; readonly later: boolean };
  readonly host: { readonly atOnce: boolean; readonly later: boolean };
  readonly exclusive: { readonly atOnce: boolean; readonly later: boolean };
}

const servers = contracts.flatMap(({ id, starts }) =>
  Object.values(starts).flatMap(({ exclusive, bound }) =>
    benches
      .filter(({ row }) => exclusive && row === id)
      .map(({ module, maker, args }) => ({ module, maker, exclusive, bound, args: args?.({ port: 0 }) ?? [] })),
  ),
);

describe("in a cluster worker", () => {
  const answers: Answer[] = [];

  beforeAll(async () => {
    const child = fork(program, [JSON.stringify(servers)], { execArgv: [] });
    child.on("message", (answer) => answers.push(answer as Answer));
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("some row is asked", () => {
    expect(servers.length).toBeGreaterThan(0);
  });

  for (const { module, maker, exclusive, bound } of servers) {
    const answer = (): Answer | undefined => answers.find((candidate) => candidate.module === module && candidate.maker === maker);

    it(`${module}.${maker}: listen is not bound when the call returns, with a host or without`, () => {
      expect(answer()?.hostless).toEqual({ atOnce: false, later: true });
      expect(answer()?.host).toEqual({ atOnce: false, later: true });
    });

    it(`${module}.${maker}: listen with ${exclusive}: true is bound as in the main process`, () => {
      expect(answer()?.exclusive).toEqual({ atOnce: bound !== "never", later: true });
    });
  }
});
