import type { TSESLint } from "@typescript-eslint/utils";
import { type Catalogue, startExports } from "./contracts/index.js";
import type { Contract } from "./contracts/types.js";
import { once } from "./once.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** What the text of a file tells without being understood: whether it can matter at all. Each answer is found once. */
export interface Mentions {
  /** It names a module of the catalogue, or types may bring a subject from elsewhere. */
  hasModule(): boolean;
  /** A test replaces a module: it has none of its facts. */
  isMocking(): boolean;
  /** It names a module, and a start of something that comes from there. */
  hasStart(): boolean;
  /** It names a module, and a member with an early value of something that comes from there. */
  hasRead(): boolean;
}

/** The patterns of one row. */
interface Patterns {
  readonly modules: readonly string[];
  readonly starts: RegExp;
  readonly reads: RegExp;
}

interface Texts {
  readonly any: RegExp;
  readonly modules: RegExp;
  readonly mocks: RegExp;
  readonly rows: readonly Patterns[];
}

const texts = new WeakMap<Catalogue, Texts>();
const known = new WeakMap<object, Map<Catalogue, Mentions>>();

/** What the text of a file tells of the rows of a catalogue. */
export function mentionsIn(sourceCode: SourceCode, catalogue: Catalogue): Mentions {
  let byCatalogue = known.get(sourceCode.ast);
  if (!byCatalogue) known.set(sourceCode.ast, (byCatalogue = new Map<Catalogue, Mentions>()));
  let mentions = byCatalogue.get(catalogue);
  if (!mentions) byCatalogue.set(catalogue, (mentions = find(sourceCode, catalogue)));
  return mentions;
}

function find({ text, parserServices }: SourceCode, catalogue: Catalogue): Mentions {
  let patterns = texts.get(catalogue);
  if (!patterns) texts.set(catalogue, (patterns = patternsOf(catalogue)));
  const { any, modules, mocks, rows } = patterns;
  // With type services a subject may come from a module that is named in another file.
  const isTyped = Boolean(parserServices?.program);
  const named = once(() => new Set(Array.from(text.matchAll(modules), ([, module]) => module ?? "")));
  const hasModule = once(() => isTyped || any.test(text));
  const near = once(() => (isTyped ? rows : rows.filter((row) => row.modules.some((module) => named().has(module)))));
  const isMocking = once(() => mocks.test(text));
  const hasAny = (kind: "starts" | "reads") => hasModule() && near().some((row) => row[kind].test(text)) && !isMocking();
  return { hasModule, isMocking, hasStart: once(() => hasAny("starts")), hasRead: once(() => hasAny("reads")) };
}


function patternsOf({ rows, byId }: Catalogue): Texts {
  const modulesOf = (row: Contract) => row.from.map((module) => module.replace(/^node:/, ""));
  const all = oneOf(rows.flatMap(modulesOf));
  return {
    any: new RegExp(`["'](?:node:)?${all}["']`),
    modules: new RegExp(`["'](?:node:)?(${all})["']`, "g"),
    mocks: new RegExp(`(?:[mM]ock\\w*|\\.module|replace\\w*)\\(\\s*["'](?:node:)?${all}["']`),
    rows: rows.map((row) => {
      const reached = [...reachedFrom(row, byId)];
      return {
        modules: modulesOf(row),
        starts: new RegExp(`\\b${oneOf(reached.flatMap(startNames))}\\b`),
        reads: new RegExp(`(?:\\.|\\[\\s*["'])\\s*${oneOf(reached.flatMap(({ reads }) => reads.map(({ member }) => /^\w+/.exec(member)?.[0] ?? member)))}\\b`),
      };
    }),
  };
}

/** A row, and the rows of what its instances show and give. */
function reachedFrom(row: Contract, byId: Catalogue["byId"]): ReadonlySet<Contract> {
  const found = new Set([row]);
  for (const { views, starts, makers, makes = {} } of found) {
    const begun = [...Object.values(starts), ...makers.flatMap(({ starts: start }) => start ?? [])];
    const made = Object.values(makes).map(({ instance }) => instance);
    const ids = [...Object.values(views), ...made, ...begun.flatMap(({ gives }) => (typeof gives === "object" && "instance" in gives ? [gives.instance] : []))];
    for (const id of ids) {
      const other = byId(id);
      if (other) found.add(other);
    }
  }
  return found;
}

/** What a start of a row's instances is called; a default export may have any name. */
function startNames(row: Contract): readonly string[] {
  return [...Object.keys(row.starts), ...startExports(row).map((name) => (name === "default" ? "" : name))];
}

/** A pattern for one of the names; none of them is found nowhere, and an empty one everywhere. */
function oneOf(names: readonly string[]): string {
  if (names.length === 0) return "(?!)";
  return names.includes("") ? "" : `(?:${[...new Set(names)].map((name) => name.replace(/[$()*+./?[\\\]^{|}-]/g, "\\$&")).join("|")})`;
}
