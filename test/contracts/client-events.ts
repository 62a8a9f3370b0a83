// Run by `npm run test:contracts` alone: what becomes of the events of packages that only it installs.
import { expect, it } from "vitest";
import { emitters } from "../../src/contracts/listening.js";
import { tried } from "../listening/trial.js";
import { clientTrials } from "./client-trials.js";
import { versionOf } from "./rows.js";

tried(clientTrials);

it.each([...new Set(clientTrials.map(({ row }) => row))])("the row of %s says which version it was measured on: this one", (row) => {
  const { measured } = emitters.get(row)!;
  const [name = ""] = measured.split(" ");
  expect(measured).toBe(`${name} ${versionOf(name)}`);
});
