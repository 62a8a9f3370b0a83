import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { catalogueOf, contracts } from "../../src/contracts/index.js";
import type { Contract } from "../../src/contracts/types.js";

/** The row with this id. */
export function rowOf(id: string): Contract {
  const row = contracts.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`no row ${id} in the catalogue`);
  return row;
}

/** The row as it stands for a version of one of its modules. */
export function factsFor(row: Contract, module: string, version: string): Contract {
  return catalogueOf([row], { [module]: version }).byId(row.id) ?? row;
}

/** The version of a package in node_modules; Node's own for a module that Node brings. */
export function versionOf(installed: string): string {
  if (isBuiltin(installed)) return process.versions.node;
  const manifest = readFileSync(new URL(`../../node_modules/${installed}/package.json`, import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
