import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { catalogueOf, contracts } from "../../src/contracts/index.js";
import type { Contract } from "../../src/contracts/types.js";

/** The packages that `test/contracts/package.json` installs for itself. */
export const ownPackages: readonly string[] = Object.keys(
  (JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { dependencies: object }).dependencies,
);

/** The package that a module is of: `srvx` of `srvx/node`. */
export const packageOf = (module: string): string => module.split("/", module.startsWith("@") ? 2 : 1).join("/");

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
  const name = packageOf(installed);
  const folder = ownPackages.includes(name) ? "." : "../..";
  const manifest = readFileSync(new URL(`${folder}/node_modules/${name}/package.json`, import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
