import { readFileSync } from "node:fs";
import { nodeContracts } from "../../src/contracts/node.js";
import { serverContracts } from "../../src/contracts/servers.js";
import { socketContracts } from "../../src/contracts/sockets.js";
import type { Contract } from "../../src/contracts/types.js";

/** Every row of the catalogue. */
export const rows: readonly Contract[] = [...nodeContracts, ...serverContracts, ...socketContracts];

/** The row with this id. */
export function rowOf(id: string): Contract {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`no row ${id} in the catalogue`);
  return row;
}

/** The row as it stands for a major version of one of its modules: each part of `since` that has come replaces the field. */
export function factsFor(row: Contract, module: string, major: number): Contract {
  return Object.entries(row.since?.[module] ?? {})
    .filter(([from]) => major >= Number(from))
    .sort(([one], [other]) => Number(one) - Number(other))
    .reduce<Contract>((facts, [, part]) => ({ ...facts, ...part }), row);
}

/** The major version of a package in node_modules; Node's own for a module that Node brings. */
export function majorOf(installed: string): number {
  let version = process.versions.node;
  try {
    const manifest = readFileSync(new URL(`../../node_modules/${installed}/package.json`, import.meta.url), "utf8");
    version = (JSON.parse(manifest) as { version: string }).version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return Number.parseInt(version, 10);
}
