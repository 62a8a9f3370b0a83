import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Actions, createActions } from "./actions.js";
import { type CallNode, type Node, type Unit, isFunction, literalText, unitOf } from "./ast.js";
import { type Begun, startsIn } from "./begun.js";
import { type Context, createContexts } from "./contexts.js";
import { type Catalogue, catalogueOf } from "./contracts/index.js";
import type { Contract, Start } from "./contracts/types.js";
import { createElsewhere } from "./elsewhere.js";
import { indexOf } from "./file-index.js";
import { type Floating, floatingIn, isUnawaitedReturn } from "./floating.js";
import { type Holder, type Holders, createHolders } from "./holders.js";
import { listeningText, passingText } from "./contracts/listening.js";
import type { Late } from "./listening/late.js";
import { listeningIn } from "./listening/model.js";
import type { Unconfirmed } from "./listening/unconfirmed.js";
import { mentionsIn } from "./mentions.js";
import { gap, phases } from "./phases.js";
import { createPromises } from "./promises.js";
import { type Readiness, readinessIn } from "./readiness.js";
import { type Read, readsIn } from "./reads.js";
import { type Scopes, scopesOf } from "./scopes.js";
import { type Settings, settingsOf } from "./settings.js";
import { createStandings } from "./standings.js";
import { type Surroundings, createSurroundings } from "./surroundings.js";
import { createSummaries } from "./summaries.js";
import { endsByThrow, tellsNobody } from "./telling.js";
import { typesOf } from "./types.js";
import { type Subject, type Values, createValues } from "./values.js";
import { groupBy } from "./group-by.js";
import { once } from "./once.js";

export type { Begun } from "./begun.js";
export { givesPromise, givesView } from "./contracts/index.js";
export type { Late } from "./listening/late.js";
export type { Unconfirmed } from "./listening/unconfirmed.js";
export { type Readiness } from "./readiness.js";
export { type Read, isEarly, isUnstarted } from "./reads.js";

/** The startup model of one file: what is made, started, ready and read, and when. Each part is found when it is asked for: to spread a model asks for all. */
export interface Startup {
  readonly reads: readonly Read[];
  /** The starts of the file, with what waits for them. */
  readonly starts: readonly Begun[];
  /** The waits for readiness, with what they do about failure. */
  readonly readiness: readonly Readiness[];
  /** Promises of readiness that are returned un-awaited from a `try` whose `catch` is for them. */
  readonly unawaitedReturns: readonly CallNode[];
  /** Calls of the file's own functions that wait for readiness, in code that goes on without it. */
  readonly floating: readonly Floating[];
  /** The listeners that are attached after their event may have come. */
  readonly late: readonly Late[];
  /** The subscriptions that are published to before they are confirmed. */
  readonly unconfirmed: readonly Unconfirmed[];
  readonly surroundings: Surroundings;
  /** The major versions that the settings give, by package. */
  readonly versions: Settings["versions"];
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly holders: Holders;
  readonly contexts: { of(unit: Unit): readonly Context[] };
  /** The handler of 'uncaughtException' that lets the process go on, if the file has one. */
  swallowingHandler(): Node | undefined;
  /** The calls that make another object around the one in this place (`new WebSocketServer({ server })`). */
  wrappersOf(holder: Holder): readonly CallNode[];
  /** The calls of members of this name, whatever they belong to. */
  callsOf(member: string): readonly CallNode[];
  /** Where members of this name are asked for, whatever they belong to. */
  members(name: string): readonly TSESTree.MemberExpression[];
  /** The calls that start the subject in this place. */
  startsOf(holder: Holder): readonly CallNode[];
  /** What the catalogue says of a start call. */
  rowOf(start: CallNode): Start | undefined;
  /** The path from an instance to what emits its ready event: empty where it does so itself, undefined where nothing does. */
  emitterIn(contract: Contract): string | undefined;
  /** The call before a read, in the same unit, that has started the read's subject in a function of this file and come back in the same turn. */
  callStarting(read: Read): CallNode | undefined;
  /** Other modules get this variable. */
  isExported(variable: TSESLint.Scope.Variable): boolean;
  readonly calls: readonly CallNode[];
  readonly awaits: readonly TSESTree.AwaitExpression[];
  /** The awaits behind which the subject in this place is certainly ready. */
  waitsFor(holder: Holder): readonly Node[];
  /** The subjects that the file makes, one for each call that makes one. */
  made(): readonly Subject[];
}

const models = new WeakMap<object, Map<Settings, Startup>>();

/** The model of a file under the given settings: the one door to all that is known of it. Throws where the settings are wrong. */
export function startupOf(sourceCode: Readonly<TSESLint.SourceCode>, settings: Readonly<Record<string, unknown>>): Startup {
  const own = settingsOf(settings);
  let bySettings = models.get(sourceCode.ast);
  if (!bySettings) models.set(sourceCode.ast, (bySettings = new Map<Settings, Startup>()));
  let model = bySettings.get(own);
  if (!model) bySettings.set(own, (model = build(sourceCode, own)));
  return model;
}

const catalogues = new WeakMap<Settings, Catalogue>();

/** The rows that hold under the given settings. */
function catalogueFor(settings: Settings): Catalogue {
  let catalogue = catalogues.get(settings);
  if (!catalogue) catalogues.set(settings, (catalogue = catalogueOf(settings.contracts, settings.versions)));
  return catalogue;
}

/** True if a file may read something early, by what its text names: cheap. */
export function mayRead(sourceCode: Readonly<TSESLint.SourceCode>, settings: Readonly<Record<string, unknown>>): boolean {
  return mentionsIn(sourceCode, catalogueFor(settingsOf(settings))).hasRead();
}

/** True if a file may start something, by what its text names: cheap. */
export function mayStart(sourceCode: Readonly<TSESLint.SourceCode>, settings: Readonly<Record<string, unknown>>): boolean {
  return mentionsIn(sourceCode, catalogueFor(settingsOf(settings))).hasStart();
}

/** True if a file may listen too late: it attaches listeners, and lets time pass. Cheap: text only. */
export function mayListenLate(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  return listeningText.test(sourceCode.text) && passingText.test(sourceCode.text);
}

/** How many things of each kind a file makes, by their noun: `{ server: 2 }`. */
export function madeIn(sourceCode: Readonly<TSESLint.SourceCode>, settings: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  if (!mentionsIn(sourceCode, catalogueFor(settingsOf(settings))).hasModule()) return counts;
  for (const { contract } of startupOf(sourceCode, settings).made()) counts[contract.noun] = (counts[contract.noun] ?? 0) + 1;
  return counts;
}

function build(sourceCode: Readonly<TSESLint.SourceCode>, settings: Settings): Startup {
  const catalogue = catalogueFor(settings);
  const scopes = scopesOf(sourceCode);
  const holders = createHolders();
  const index = indexOf(sourceCode);
  const values = createValues({ scopes, holders, catalogue, types: typesOf(sourceCode), memberCalls: (name) => index.byMember.get(name) ?? [], memberWrites: (name) => index.writes.get(name) ?? [] });
  const actions = createActions(values);
  const contexts = createContexts({ values, actions, scopes, holders, index });
  const startSites = once(() =>
    groupBy(index.calls, (call) => {
      const action = actions.of(call);
      return action.kind === "start" ? action.subject.holder : undefined;
    }),
  );
  const wrappers = once(() =>
    groupBy(index.calls, (call) => {
      const action = actions.of(call);
      return action.kind === "wrap" ? action.subject.holder : undefined;
    }),
  );
  const elsewhere = createElsewhere(startSites);
  const { visitorKeys } = sourceCode;
  const summaries = createSummaries({ visitorKeys, values, actions, contexts, scopes, promises: () => promises, startSites, elsewhere });
  const promises = createPromises({ values, actions, contexts, summaries, scopes, waits: settings.waits });
  const standings = createStandings({ contexts, summaries, promises, elsewhere });
  const surroundings = createSurroundings({ index, actions, contexts });
  const starts = once(() => startsIn({ catalogue, index, values, actions, scopes, summaries, promises, elsewhere, contexts }));
  const unawaitedReturns = once(() => index.calls.filter((call) => isUnawaitedReturn(call, { promises, actions, summaries })));
  const floating = once(() => floatingIn(starts(), { index, actions, summaries }));
  const readiness = once(() => readinessIn({ index, values, actions, scopes, promises, starts: starts() }));
  const listening = once(() => listeningIn({ sourceCode, contracts: settings.contracts, versions: settings.versions, index, scopes, holders, promises }));
  const reads = once(() => readsIn({ index, readMembers: catalogue.readMembers, values, actions, contexts, scopes, standings }));

  return {
    get reads() {
      return reads();
    },
    get starts() {
      return starts();
    },
    get readiness() {
      return readiness();
    },
    get unawaitedReturns() {
      return unawaitedReturns();
    },
    get floating() {
      return floating();
    },
    get late() {
      return listening().late;
    },
    get unconfirmed() {
      return listening().unconfirmed;
    },
    surroundings,
    versions: settings.versions,
    swallowingHandler: () => index.calls.find((call) => isSwallowing(call, values)),
    values,
    actions,
    scopes,
    holders,
    contexts,
    isExported: (variable) => elsewhere.isExported(holders.of(variable)),
    calls: index.calls,
    awaits: index.awaits,
    made: () =>
      index.calls.flatMap((call) => {
        const action = actions.of(call);
        return action.kind === "make" ? [action.subject] : [];
      }),
    callsOf: (member) => index.byMember.get(member) ?? [],
    rowOf(call) {
      const action = actions.of(call);
      return action.kind === "start" || action.kind === "make" ? action.start : undefined;
    },
    emitterIn({ ready, events, views }) {
      if (typeof ready !== "object") return undefined;
      if (ready.event in events) return "";
      return Object.keys(views).find((view) => ready.event in (catalogue.byId(views[view] ?? "")?.events ?? {}));
    },
    members: (name) => index.named.get(name) ?? [],
    startsOf: (holder) => startSites().get(holder) ?? [],
    wrappersOf: (holder) => wrappers().get(holder) ?? [],
    waitsFor: (holder) => index.awaits.filter((node) => promises.isReadyAfter(node.argument, holder)),
    callStarting: ({ node, subject, unit }) =>
      index.calls.findLast((call) => {
        if (call.range[1] > node.range[0] || unitOf(call) !== unit) return false;
        const action = actions.of(call);
        if (action.kind !== "local" || (isFunction(action.unit) && action.unit.async)) return false;
        const binding = contexts.bindingOf(call, action.unit);
        return [...(summaries.of(action.unit)?.exit?.standings ?? [])].some(
          ([inner, standing]) => binding.outward(inner) === subject.holder && standing.phases === phases("starting") && standing.gap === gap.none,
        );
      }),
  };
}

/** `process.on("uncaughtException", fn)` with a function that ends nothing and throws nothing. */
function isSwallowing(call: CallNode, values: Values): boolean {
  if (literalText(call.arguments[0]) !== "uncaughtException" || !call.arguments[1]) return false;
  const callee = values.valueOf(call.callee);
  const name = callee?.kind === "global" || callee?.kind === "export" ? callee.name : "";
  if (!/(?:^|\.)(?:process\.)?(?:on|once|addListener)$/.test(name) || !/process/.test(callee?.kind === "export" ? callee.module : name)) return false;
  const handler = values.valueOf(call.arguments[1]);
  return handler?.kind === "function" && tellsNobody(handler.node) && !endsByThrow(handler.node);
}

