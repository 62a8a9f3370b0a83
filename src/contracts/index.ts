import { earlierContracts } from "./earlier.js";
import { frameworkContracts } from "./frameworks.js";
import { listenerContracts } from "./listeners.js";
import { nodeContracts } from "./node.js";
import { protocolContracts } from "./protocols.js";
import { serverContracts } from "./servers.js";
import { socketContracts } from "./sockets.js";
import type { Contract, Maker, Start, Starter } from "./types.js";

/** Every row this package brings. */
export const contracts: readonly Contract[] = [
  ...nodeContracts,
  ...serverContracts,
  ...frameworkContracts,
  ...socketContracts,
  ...protocolContracts,
  ...listenerContracts,
  ...earlierContracts,
];

/** The rows that hold for one project, by the names code calls them. */
export interface Catalogue {
  /** The row and the maker behind an exported name that is called or newed. */
  maker(module: string, name: string, by: "call" | "new"): { readonly contract: Contract; readonly maker: Maker } | undefined;
  /** The function behind an exported name that starts what it is given. */
  starter(module: string, name: string): Starter | undefined;
  /** The row whose instances a type of this name annotates. */
  type(module: string, name: string): Contract | undefined;
  byId(id: string): Contract | undefined;
  /** Names of the methods that start something. */
  readonly startMethods: ReadonlySet<string>;
  /** Last names of the exports by which something is started. */
  readonly startExports: ReadonlySet<string>;
  /** First names of the members that have an early value. */
  readonly readMembers: ReadonlySet<string>;
  /** All of them. */
  readonly rows: readonly Contract[];
}

/** `rows` as they stand for the given major versions (`{ express: "5" }`); what needs an unknown version is left out. */
export function catalogueOf(rows: readonly Contract[], versions: Readonly<Record<string, string>>): Catalogue {
  const all = rows.map((row) => rowFor(row, versions));
  const byId = new Map(all.map((row) => [row.id, row]));
  const makers = new Map<string, { contract: Contract; maker: Maker }[]>();
  const starters = new Map<string, Starter>();
  const types = new Map<string, Contract>();
  for (const contract of all) {
    for (const module of contract.from.map(bare)) {
      for (const maker of contract.makers) {
        const key = `${module} ${maker.export}`;
        makers.set(key, [...(makers.get(key) ?? []), { contract, maker }]);
      }
      for (const starter of contract.starters ?? []) starters.set(`${module} ${starter.export}`, starter);
      for (const type of contract.types) types.set(`${module} ${type}`, contract);
    }
  }
  const readMembers = new Set(all.flatMap((row) => row.reads.map((read) => /^\w+/.exec(read.member)?.[0] ?? read.member)));
  return {
    maker: (module, name, by) =>
      makers.get(`${bare(module)} ${name}`)?.find(({ maker }) => maker.by === "either" || maker.by === by),
    starter: (module, name) => starters.get(`${bare(module)} ${name}`),
    type: (module, name) => types.get(`${bare(module)} ${name}`),
    byId: (id) => byId.get(id),
    startMethods: new Set(all.flatMap((row) => Object.keys(row.starts))),
    startExports: new Set(all.flatMap(startExports)),
    readMembers,
    rows: all,
  };
}

/** Last names of the exports by which something is started: makers that start what they make, functions that start what they are given. */
export function startExports({ makers, starters = [] }: Contract): readonly string[] {
  return [...makers.filter((maker) => maker.starts), ...starters].map((each) => each.export.replace(/^.*\./, ""));
}

/** True for a start whose call gives a promise: of readiness, or of what it has started. */
export function givesPromise({ gives }: Start): boolean {
  return gives === "promise" || (typeof gives === "object" && "view" in gives && gives.promised === true);
}

/** True for a start whose call gives something else than what emits its events. */
export function givesView({ gives }: Start): boolean {
  return typeof gives === "object" && "view" in gives;
}

/** A module specifier without the `node:` prefix. */
function bare(module: string): string {
  return module.replace(/^node:/, "");
}

function rowFor(row: Contract, versions: Readonly<Record<string, string>>): Contract {
  let result = row;
  for (const [name, byMajor] of Object.entries(row.since ?? {})) {
    const installed = Number.parseInt(versions[name] ?? "", 10);
    // What depends on a known version is settled; what is left in `since` is not.
    if (!Number.isNaN(installed)) result = { ...result, since: {} };
    for (const [major, facts] of Object.entries(byMajor)) {
      if (installed >= Number(major)) result = { ...result, ...facts };
    }
  }
  return result;
}
