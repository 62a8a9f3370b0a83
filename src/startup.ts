import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Actions, createActions } from "./actions.js";
import { type CallNode, type FunctionNode, type Node, type Unit, isClass, isFunction, memberName, optionOf, outerUnit, unitOf, unwrap, wrapped } from "./ast.js";
import { type Context, createContexts } from "./contexts.js";
import { type Catalogue, catalogueOf } from "./contracts/index.js";
import { testCalls } from "./contracts/calls.js";
import type { EarlyRead } from "./contracts/types.js";
import { type Handling, handlingOf } from "./handling.js";
import { type Holder, createHolders } from "./holders.js";
import { type Standing, aged, atEntry, entry, following, gap, hasPhase, isKnown, joinStanding, lost, phases } from "./phases.js";
import { type Promises, createPromises } from "./promises.js";
import { type Scopes, scopesOf } from "./scopes.js";
import { type Settings, settingsOf } from "./settings.js";
import { applied, standingOf } from "./state.js";
import { type Summaries, createSummaries } from "./summaries.js";
import { typesOf } from "./types.js";
import { type Subject, type Values, createValues } from "./values.js";

/** A read of a value that is early before its subject is ready. */
export interface Read {
  /** The read itself: the call or the member. */
  readonly node: Node;
  readonly subject: Subject;
  readonly row: EarlyRead;
  /** How the subject stands there, over all paths that lead to it. */
  readonly standing: Standing;
  readonly handling: Handling;
  /** The piece of code it stands in. */
  readonly unit: Unit;
  /** Code that gives a value once, or without being asked to wait: a constructor or field, or a getter. */
  readonly place: "constructor" | "getter" | "function";
}

/** The startup model of one file: what is made, started, ready and read, and when. */
export interface Startup {
  readonly reads: readonly Read[];
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly contexts: { of(unit: Unit): readonly Context[] };
  /** The calls that make another object around the one in this place (`new WebSocketServer({ server })`). */
  wrappersOf(holder: Holder): readonly { readonly call: CallNode; readonly subject: Subject }[];
  /** The calls that start the subject in this place. */
  startsOf(holder: Holder): readonly CallNode[];
  /** The call before a read, in the same unit, that has started the read's subject in a function of this file and come back in the same turn. */
  callStarting(read: Read): CallNode | undefined;
  readonly awaits: readonly TSESTree.AwaitExpression[];
  /** The awaits behind which the subject in this place is certainly ready. */
  waitsFor(holder: Holder): readonly Node[];
  /** The subjects that the file makes, once each. */
  readonly made: readonly Subject[];
}

const models = new WeakMap<object, Map<Settings, Startup>>();

/** The model of a file under the given settings: the one door to all that is known of it. Throws where the settings are wrong. */
export function startupOf(sourceCode: Readonly<TSESLint.SourceCode>, settings: Readonly<Record<string, unknown>>): Startup {
  const own = settingsOf(settings);
  let bySettings = models.get(sourceCode.ast);
  if (!bySettings) models.set(sourceCode.ast, (bySettings = new Map()));
  let model = bySettings.get(own);
  if (!model) bySettings.set(own, (model = build(sourceCode, own)));
  return model;
}

const catalogues = new WeakMap<Settings, Catalogue>();

/** The rows that hold under the given settings. */
export function catalogueFor(settings: Readonly<Record<string, unknown>>): Catalogue {
  const own = settingsOf(settings);
  let catalogue = catalogues.get(own);
  if (!catalogue) catalogues.set(own, (catalogue = catalogueOf(own.contracts, own.versions)));
  return catalogue;
}

/** The nodes that can matter, found in one walk over the file. */
interface Index {
  readonly calls: CallNode[];
  readonly byMember: Map<string, CallNode[]>;
  readonly writes: Map<string, TSESTree.AssignmentExpression[]>;
  readonly tests: TSESTree.CallExpression[];
  readonly awaits: TSESTree.AwaitExpression[];
  readonly members: TSESTree.MemberExpression[];
}

function indexOf(sourceCode: Readonly<TSESLint.SourceCode>, readMembers: ReadonlySet<string>): Index {
  const index: Index = { calls: [], byMember: new Map(), writes: new Map(), tests: [], awaits: [], members: [] };
  const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  const todo: Node[] = [sourceCode.ast];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      index.calls.push(node);
      const callee = unwrap(node.callee);
      if (callee.type === "MemberExpression") push(index.byMember, memberName(callee) ?? "", node);
      if (node.type === "CallExpression" && isTestName(callee)) index.tests.push(node);
    } else if (node.type === "AwaitExpression") {
      index.awaits.push(node);
    } else if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") {
      const name = memberName(node.left);
      if (name !== undefined) push(index.writes, name, node);
    } else if (node.type === "MemberExpression" && readMembers.has(memberName(node) ?? "")) {
      index.members.push(node);
    }
    const keys = sourceCode.visitorKeys[node.type] ?? [];
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = (node as unknown as Record<string, unknown>)[keys[i] ?? ""];
      if (Array.isArray(child)) for (let j = child.length - 1; j >= 0; j--) if (child[j]) todo.push(child[j] as Node);
      if (child && !Array.isArray(child)) todo.push(child as Node);
    }
  }
  return index;
}

function isTestName(callee: Node): boolean {
  let node = callee;
  while (node.type === "MemberExpression" || node.type === "CallExpression") node = node.type === "MemberExpression" ? node.object : node.callee;
  return node.type === "Identifier" && (Object.hasOwn(testCalls, node.name) || callee !== node);
}

function build(sourceCode: Readonly<TSESLint.SourceCode>, settings: Settings): Startup {
  const catalogue = catalogueOf(settings.contracts, settings.versions);
  const scopes = scopesOf(sourceCode);
  const holders = createHolders();
  const index = indexOf(sourceCode, catalogue.readMembers);
  const values = createValues({ scopes, holders, catalogue, types: typesOf(sourceCode), memberWrites: (name) => index.writes.get(name) ?? [] });
  const actions = createActions(values);
  const contexts = createContexts({
    program: sourceCode.ast,
    values,
    actions,
    scopes,
    holders,
    callsOf: (member) => index.byMember.get(member) ?? [],
    testCalls: () => index.tests,
  });
  let promises: Promises | undefined;
  let starts: readonly { readonly call: CallNode; readonly holder: Holder }[] | undefined;
  const summaries: Summaries = createSummaries({
    visitorKeys: sourceCode.visitorKeys,
    values,
    actions,
    contexts,
    scopes,
    promises: createdPromises,
    startSites,
  });

  function startSites() {
    return (starts ??= index.calls.flatMap((call) => {
      const action = actions.of(call);
      return action.kind === "start" ? [{ call, holder: action.subject.holder }] : [];
    }));
  }

  // --- how things stand when a unit begins ---

  const entries = new Map<Unit, Map<Holder, Standing>>();

  /** How `holder` stands when `unit` begins, over all the ways in which it comes to run. */
  function entryOf(unit: Unit, holder: Holder): Standing {
    let ofUnit = entries.get(unit);
    if (!ofUnit) entries.set(unit, (ofUnit = new Map()));
    let standing = ofUnit.get(holder);
    if (!standing) {
      ofUnit.set(holder, lost);
      const ways = contexts.of(unit).map((context) => entryIn(context, holder));
      standing = ways.length === 0 ? lost : ways.reduce(joinStanding);
      ofUnit.set(holder, standing);
    }
    return standing;
  }

  function entryIn(context: Context, holder: Holder): Standing {
    switch (context.kind) {
      case "call": {
        const outer = context.binding.outward(holder);
        return outer ? standingAt(context.at, context.from, outer) : lost;
      }
      case "callback":
        return context.subject === holder ? { ...lost, phases: context.begins } : lost;
      case "test": {
        const home = [...context.groups].reverse().find((group) => isDeclaredIn(holder, group));
        const exit = home && summaries.of(home)?.exit;
        if (!home || !exit) return lost;
        let standing = resolved(home, holder, standingOf(exit, holder));
        for (const hook of context.hooks) standing = afterHook(hook, holder, aged(standing, gap.task));
        return aged(standing, gap.task);
      }
      case "unknown":
        return lost;
    }
  }

  /** A hook has run and been waited for. */
  function afterHook(hook: FunctionNode, holder: Holder, before: Standing): Standing {
    const done = hook.params[0];
    const waited = createdPromises().ofHook(hook);
    const exit = done ? summaries.of(hook)?.handedBack : summaries.of(hook)?.exit;
    if (!exit) return lost;
    const after = applied({ standings: new Map([[holder, before]]), turn: gap.none, worker: false }, exit.standings);
    return standingOf(applied({ ...after, standings: new Map([[holder, aged(standingOf(after, holder), gap.task)]]) }, waited), holder);
  }

  function createdPromises(): Promises {
    return (promises ??= createPromises({ values, actions, contexts, summaries, scopes, waits: settings.waits, writesTo: (node) => values.assignedTo(node) }));
  }

  function isDeclaredIn(holder: Holder, unit: Unit): boolean {
    const { root } = holder;
    if (typeof root === "string") return unit.type === "Program";
    const at = "identifiers" in root ? (root.identifiers[0] as Node | undefined) : (root as Node);
    return at !== undefined && (unit.type === "Program" || unitOf(at) === unit);
  }

  function resolved(unit: Unit, holder: Holder, standing: Standing): Standing {
    return (standing.phases & entry) === 0 ? standing : following(entryOf(unit, holder), standing);
  }

  /** How `holder` stands before `node`, which stands in `unit`; undefined where control never gets there. */
  function standingBefore(node: Node, unit: Unit, holder: Holder): Standing | undefined {
    const summary = summaries.of(unit);
    if (!summary) return lost;
    const state = summary.before.get(node);
    return state && resolved(unit, holder, standingOf(state, holder));
  }

  function standingAt(node: Node, unit: Unit, holder: Holder): Standing {
    return standingBefore(node, unit, holder) ?? lost;
  }

  // --- reads ---

  function findReads(): readonly Read[] {
    return index.members.flatMap((member) => {
      const found = readOf(member);
      if (!found) return [];
      const { node, subject, row } = found;
      if (row.unlessOption !== undefined && !isLeftOpen(subject, row.unlessOption)) return [];
      const unit = unitOf(node);
      const standing = standingBefore(node, unit, subject.holder);
      return standing ? [{ node, subject, row, standing, handling: handlingOf(node, scopes), unit, place: placeOf(unit) }] : [];
    });
  }

  /** True if every call that makes the subject leaves `option` out or gives 0 for it. */
  function isLeftOpen(subject: Subject, option: string): boolean {
    const makers = index.calls.filter((call) => {
      const action = actions.of(call);
      return action.kind === "make" && action.subject.holder === subject.holder;
    });
    return makers.length > 0 && makers.every((call) => {
      const [options] = call.arguments;
      const given = options && optionOf(options, [option]);
      return !options || (unwrap(options).type === "ObjectExpression" && (given === undefined || (given !== "spread" && given.type === "Literal" && given.value === 0)));
    });
  }

  function readOf(member: TSESTree.MemberExpression): { node: Node; subject: Subject; row: EarlyRead } | undefined {
    const subject = values.subjectOf(member.object);
    if (!subject) return undefined;
    let node: Node = member;
    let path = memberName(member) ?? "";
    for (;;) {
      const outer: Node | undefined = wrapped(node).parent;
      const isCalled = outer?.type === "CallExpression" && outer.callee === wrapped(node);
      const row = subject.contract.reads.find((each) => each.member === (isCalled ? `${path}()` : path));
      if (row) return { node: isCalled ? outer : node, subject, row };
      if (outer?.type !== "MemberExpression" || outer.object !== wrapped(node)) return undefined;
      path = `${path}.${memberName(outer) ?? ""}`;
      node = outer;
    }
  }

  let reads: readonly Read[] | undefined;
  let made: readonly Subject[] | undefined;
  return {
    get reads() {
      return (reads ??= findReads());
    },
    get made() {
      return (made ??= index.calls.flatMap((call) => {
        const action = actions.of(call);
        return action.kind === "make" ? [action.subject] : [];
      }));
    },
    startsOf: (holder) => startSites().flatMap((site) => (site.holder === holder ? [site.call] : [])),
    awaits: index.awaits,
    callStarting: ({ node, subject, unit }) =>
      index.calls.findLast((call) => {
        const action = actions.of(call);
        if (action.kind !== "local" || unitOf(call) !== unit || call.range[1] > node.range[0] || (isFunction(action.unit) && action.unit.async)) return false;
        const binding = contexts.bindingOf(call, action.unit);
        return [...(summaries.of(action.unit)?.exit?.standings ?? [])].some(
          ([inner, standing]) => binding.outward(inner) === subject.holder && standing.phases === phases("starting") && standing.gap === gap.none,
        );
      }),
    waitsFor: (holder) => index.awaits.filter((node) => createdPromises().isReadyAfter(node.argument, holder)),
    wrappersOf: (holder) =>
      index.calls.flatMap((call) => {
        const action = actions.of(call);
        return action.kind === "wrap" && action.subject.holder === holder ? [{ call, subject: action.subject }] : [];
      }),
    values,
    actions,
    scopes,
    contexts,
  };
}

function placeOf(unit: Unit): Read["place"] {
  if (isClass(unit)) return "constructor";
  if (!isFunction(unit)) return "function";
  const parent = unit.parent;
  if ((parent.type === "MethodDefinition" || parent.type === "Property") && parent.kind === "get") return "getter";
  return "function";
}

/** True where the subject is certainly not ready: known, and begun at most. */
export function isEarly({ phases: set }: Standing): boolean {
  return isKnown(set) && !hasPhase(set, "ready", "failed", "closed");
}

/** True where it has certainly not even been started. */
export function isUnstarted({ phases: set }: Standing): boolean {
  return set === phases("made");
}

export { atEntry, outerUnit };
