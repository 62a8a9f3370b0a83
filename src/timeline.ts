import type { TSESLint } from "@typescript-eslint/utils";
import { type CallNode, type Node, type Unit, isClass, isFunction, isInside, namingNode, unitOf, unwrap } from "./ast.js";
import { guessesIn, maySleep } from "./guesses.js";
import type { Holder } from "./holders.js";
import { mention } from "./mention.js";
import { type Startup, mayListenLate, mayRead, mayStart, startupOf } from "./startup.js";
import type { Contract } from "./contracts/types.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Something that happens to a thing, or when. */
export interface Moment {
  readonly what: "made" | "started" | "turn ends" | "slept" | "listener" | "ready" | "read" | "closed";
  /** The line it stands on; undefined where the code has no line for it. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly endLine: number | undefined;
  /** What the line alone does not say. */
  readonly note: string;
}

/** What happens to one thing, in the order in which it happens. */
export interface Timeline {
  /** The thing, as the code calls it. */
  readonly subject: string;
  readonly moments: readonly Moment[];
}

interface Placed {
  readonly what: Moment["what"];
  readonly node: Node;
  readonly note: string;
  /** It runs when the thing is ready, not where it stands. */
  readonly isLater: boolean;
}

/** The timelines of the things in a file that findings may be about. */
export function timelinesIn(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Timeline[] {
  if (!mayRead(sourceCode, settings) && !mayStart(sourceCode, settings) && !mayListenLate(sourceCode) && !maySleep(sourceCode, settings)) return [];
  const startup = startupOf(sourceCode, settings);
  const byHolder = new Map<Holder, { readonly contract: Contract; readonly placed: Placed[] }>();
  const add = (subject: { readonly holder: Holder; readonly contract: Contract }, what: Moment["what"], node: Node, note = "", isLater = false) => {
    let one = byHolder.get(subject.holder);
    if (!one) byHolder.set(subject.holder, (one = { contract: subject.contract, placed: [] }));
    one.placed.push({ what, node, note, isLater });
  };

  const makers = new Map(startup.made().map((subject) => [subject.holder, startup.calls.find((call) => isMaking(startup, call, subject.holder))]));
  for (const call of startup.calls) {
    const action = startup.actions.of(call);
    if (action.kind === "make") add(action.subject, "made", call);
    // An app that starts a server: the server is there with its start, the app before.
    const app = action.kind === "start" && action.receiver.holder !== action.subject.holder ? makers.get(action.receiver.holder) : undefined;
    if (app && action.kind === "start") add(action.subject, "made", app);
    if (action.kind === "start" || (action.kind === "make" && action.start)) add(action.subject, "started", call);
    if (action.kind === "attach") add(action.subject, "listener", call, `for '${action.event}'`);
    if (action.kind === "stop") add(action.subject, "closed", call);
  }
  const isCalledBack = (node: Node, holder: Holder) =>
    startup.calls.some((call) => {
      const action = startup.actions.of(call);
      return "given" in action && action.given.some((given) => given.subject === holder && isFunction(unwrap(given.function)) && isInside(node, given.function));
    });
  for (const { node, subject } of startup.reads) add(subject, "read", node, "", isCalledBack(node, subject.holder));
  const others: Timeline[] = [];
  for (const { sleep, started } of maySleep(sourceCode, settings) ? guessesIn(sourceCode, settings, true) : []) {
    const action = started && (started.call.type === "CallExpression" || started.call.type === "NewExpression") ? startup.actions.of(started.call) : undefined;
    if (action?.kind === "start" || action?.kind === "make") add(action.subject, "slept", sleep.node);
    else if (started) others.push(timeline(started.name ? mention(sourceCode, started.name) : mention(sourceCode, started.call), [at("started", started.call), at("slept", sleep.node)], `nothing here waits for it${started.ready === undefined ? "" : `: '${started.ready}'`}`));
  }
  for (const { at: node, cause, attachment } of startup.late) {
    // A call of a function of the file stands for the listener that it attaches.
    const causes = cause.type === "AwaitExpression" ? at("turn ends", cause) : at("started", cause, "sets it going");
    others.push(timeline(mention(sourceCode, attachment.target), [causes, at("listener", node, `for '${attachment.event}': what came before is lost`)]));
  }
  return [...[...byHolder].map(([holder, { contract, placed }]) => ofSubject(sourceCode, startup, { holder, contract, placed })), ...others];
}

function isMaking(startup: Startup, call: CallNode, holder: Holder): boolean {
  const action = startup.actions.of(call);
  return action.kind === "make" && action.subject.holder === holder;
}

function timeline(subject: string, moments: readonly Moment[], ready?: string): Timeline {
  return { subject, moments: ready === undefined ? moments : [...moments, nowhere("ready", ready)] };
}

/** The timeline of a subject of the startup model. */
function ofSubject(sourceCode: SourceCode, startup: Startup, { holder, contract, placed }: { holder: Holder; contract: Contract; placed: readonly Placed[] }): Timeline {
  const start = placed.find(({ what }) => what === "started")?.node;
  const unit = start && unitOf(start);
  const awaited = start && startup.awaits.filter((node) => unitOf(node) === unit && node.range[1] >= start.range[1]).sort((a, b) => a.range[0] - b.range[0])[0];
  const waits = startup.waitsFor(holder);
  const turn = awaited?.range[1] ?? Infinity;
  const rank = ({ what, node, isLater }: Placed) => {
    if (isLater) return 2;
    if (what === "made" || isClass(unitOf(node)) || isConstructor(unitOf(node))) return 0;
    return !unit || (unitOf(node) === unit && node.range[0] < turn) ? 1 : 2;
  };
  const inOrder = placed.toSorted((a, b) => rank(a) - rank(b) || a.node.range[0] - b.node.range[0] || a.node.range[1] - b.node.range[1]);
  const moment = (one: Placed) => at(one.what, one.node, one.note || elsewhere(one, unit));
  const [wait] = waits;
  return {
    subject: nameOf(sourceCode, placed, contract),
    moments: [
      ...inOrder.filter((one) => rank(one) < 2).map(moment),
      ...(start ? [awaited ? at("turn ends", awaited) : nowhere("turn ends", unit && isFunction(unit) ? "when the function has run to its end" : "when the file has run to its end")] : []),
      ...(start ? [wait ? at("ready", wait, `by then: ${signOf(contract)}`) : nowhere("ready", `later: ${signOf(contract)}`)] : []),
      ...inOrder.filter((one) => rank(one) === 2).map(moment),
    ],
  };
}

/** What says that an instance is ready. */
function signOf({ ready }: Contract): string {
  if (ready === "start") return "the promise of the start call";
  if (ready === "callback") return "the callback of the start call";
  return ready === "nothing" ? "nothing tells" : `'${ready.event}'`;
}

/** Where code stands that runs at a time of its own. */
function elsewhere({ node, isLater }: Placed, unit: Unit | undefined): string {
  const own = unitOf(node);
  if (isLater) return "in a callback";
  if (!unit || own === unit || own.type === "Program") return "";
  const name = namingNode(own);
  if (name) return `in ${name.name}`;
  const key = "key" in own.parent && own.parent.key.type === "Identifier" ? own.parent.key.name : undefined;
  return key === undefined ? "in another function" : `in ${key}`;
}

function isConstructor(unit: Unit): boolean {
  return unit.parent?.type === "MethodDefinition" && unit.parent.kind === "constructor";
}

/** The thing as the code calls it: what its methods are called on, else what it is. */
function nameOf(sourceCode: SourceCode, placed: readonly Placed[], { noun }: Contract): string {
  for (const { what, node } of placed.filter((one) => one.what !== "made")) {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : node;
    if (callee.type === "MemberExpression" && unwrap(callee.object).type !== "CallExpression" && what !== "slept") return mention(sourceCode, callee.object);
  }
  const made = placed.find(({ what }) => what === "made")?.node.parent;
  return made?.type === "VariableDeclarator" && made.id.type === "Identifier" ? made.id.name : `the ${noun}`;
}

function at(what: Moment["what"], node: Node, note = ""): Moment {
  return { what, line: node.loc.start.line, column: node.loc.start.column + 1, endLine: node.loc.end.line, note };
}

function nowhere(what: Moment["what"], note: string): Moment {
  return { what, line: undefined, column: undefined, endLine: undefined, note };
}
