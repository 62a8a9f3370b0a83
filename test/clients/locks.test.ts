import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8")) as Record<string, unknown>;

it.each(readdirSync(join(import.meta.dirname, "projects")))("%s locks what our package.json asks for now: else run `node test/clients/lock.mjs`", (name) => {
  const { version, dependencies, peerDependencies, engines } = read("../../package.json");
  const { packages } = read(`projects/${name}/package-lock.json`) as { packages: Record<string, unknown> };
  expect(packages["node_modules/eslint-plugin-startup-order"]).toMatchObject({ version, dependencies, peerDependencies, engines });
});
