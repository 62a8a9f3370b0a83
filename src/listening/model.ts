import type { TSESLint } from "@typescript-eslint/utils";
import { createActions } from "../actions.js";
import { type Node, type Unit, isFunction, unitOf } from "../ast.js";
import { createContexts } from "../contexts.js";
import { type Catalogue, catalogueOf } from "../contracts/index.js";
import { emitterContracts } from "../contracts/listening.js";
import type { Contract } from "../contracts/types.js";
import type { FileIndex } from "../file-index.js";
import type { Holders } from "../holders.js";
import { mentionsIn } from "../mentions.js";
import type { Promises } from "../promises.js";
import type { Scopes } from "../scopes.js";
import { typesOf } from "../types.js";
import { createValues } from "../values.js";
import { promisingText } from "./attachments.js";
import { createHanded } from "./handed.js";
import { type Late, lateListeners } from "./late.js";
import { type Unconfirmed, unconfirmedIn, unflushedIn } from "./unconfirmed.js";

export interface ListeningModelInput {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly contracts: readonly Contract[];
  readonly versions: Readonly<Record<string, string>>;
  readonly index: FileIndex;
  readonly scopes: Scopes;
  readonly holders: Holders;
  readonly promises: Promises;
}

const catalogues = new WeakMap<readonly Contract[], WeakMap<ListeningModelInput["versions"], Catalogue>>();

/** The rows of all emitters, made once for the same settings. */
function catalogueFor(contracts: readonly Contract[], versions: ListeningModelInput["versions"]): Catalogue {
  let byVersions = catalogues.get(contracts);
  if (!byVersions) catalogues.set(contracts, (byVersions = new WeakMap<ListeningModelInput["versions"], Catalogue>()));
  let catalogue = byVersions.get(versions);
  if (!catalogue) {
    const others = emitterContracts.filter(({ id }) => !contracts.some((row) => row.id === id));
    byVersions.set(versions, (catalogue = catalogueOf([...contracts, ...others], versions)));
  }
  return catalogue;
}

/** What listens too late in a file. */
export interface Listening {
  readonly late: readonly Late[];
  readonly unconfirmed: readonly Unconfirmed[];
}

/** The late listeners of a file. Emitters that start nothing are no subjects of the startup model, so this one has its own values. */
export function listeningIn({ sourceCode, contracts, versions, index, scopes, holders, promises }: ListeningModelInput): Listening {
  const catalogue = catalogueFor(contracts, versions);
  // Modules that a test replaces have none of their facts.
  if (mentionsIn(sourceCode, catalogue).isMocking()) return { late: [], unconfirmed: unconfirmedIn(index) };
  const handedTo = createHanded({ catalogue, scopes, index, text: sourceCode.text });
  const own = createValues({ scopes, holders, catalogue, types: typesOf(sourceCode), memberCalls: (name) => index.byMember.get(name) ?? [], memberWrites: (name) => index.writes.get(name) ?? [], handedTo });
  const values = { ...own, hasEventPromises: promisingText.test(sourceCode.text) };
  const actions = createActions(values);
  const contexts = createContexts({ values, actions, scopes, holders, index });
  const late = lateListeners({ index, values, actions, contexts, scopes, promises, visitorKeys: sourceCode.visitorKeys, units: unitsIn(sourceCode, index) });
  return { late, unconfirmed: [...unconfirmedIn(index, values), ...unflushedIn(index, values, scopes)] };
}

/** The program and the functions in which something is called, outer ones first. */
function unitsIn(sourceCode: Readonly<TSESLint.SourceCode>, index: FileIndex): readonly Unit[] {
  const units = new Set<Unit>([sourceCode.ast]);
  for (const node of [...index.calls, ...index.loops] as readonly Node[]) {
    for (let unit = unitOf(node); unit.type !== "Program" && !units.has(unit); unit = unitOf(unit)) units.add(unit);
  }
  return [...units].filter((unit) => unit.type === "Program" || isFunction(unit)).sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
}

