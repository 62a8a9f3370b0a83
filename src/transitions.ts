import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, isFunction, isInside, wrapped } from "./ast.js";
import { machineText } from "./contracts/transitions.js";
import { indexOf } from "./file-index.js";
import { scopesOf } from "./scopes.js";
import { startupOf } from "./startup.js";
import { knownBefore } from "./transitions/current.js";
import { type Guard, guardsIn } from "./transitions/guards.js";
import { influenceIn } from "./transitions/influence.js";
import type { Known } from "./transitions/knowledge.js";
import { findsRow, lookupsIn } from "./transitions/lookups.js";
import { type MachineFile, machineFileOf } from "./transitions/machine-file.js";
import { type Move, type Moves, movesOf } from "./transitions/moves.js";
import { type StateName, stateNamed } from "./transitions/names.js";
import { isRefused } from "./transitions/outcomes.js";
import { shortestWay } from "./transitions/ways.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A transition that the machine's own table does not allow. */
export interface Illegal {
  readonly node: TSESTree.CallExpression | TSESTree.AssignmentExpression;
  /** The call that is refused; undefined for an assignment that goes past the guarded function. */
  readonly move: Move | undefined;
  readonly guard: Guard;
  /** The states the machine may be in, with what shows it. */
  readonly states: readonly { readonly name: StateName; readonly shownBy: Node }[];
  readonly target: StateName;
  readonly targetNode: Node;
  /** What the table allows from there. */
  readonly allowed: readonly StateName[];
  /** The inputs that lead to where the target is allowed; undefined where nothing good does. */
  readonly way: readonly StateName[] | undefined;
  /** False where the machine, or what has happened to it since its state was known, is guessed at. */
  readonly isCertain: boolean;
}

/** True if a file may have a table of transitions and a function that asks it. Cheap: text only. */
export function mayTransition({ text }: SourceCode): boolean {
  return machineText.every((part) => part.test(text));
}

/** The transitions of a file that its tables do not allow, in the order of its text. */
export function illegalTransitionsIn(sourceCode: SourceCode, settings: Readonly<Record<string, unknown>>): readonly Illegal[] {
  const index = indexOf(sourceCode);
  const lookups = lookupsIn(index, () => scopesOf(sourceCode));
  if (lookups.length === 0) return [];
  const { scopes, values, holders, surroundings } = startupOf(sourceCode, settings);
  const { visitorKeys } = sourceCode;
  const file = machineFileOf(index, { scopes, values, holders });
  if (!findsRow(lookups, file)) return [];
  const guards = guardsIn(file, visitorKeys);
  if (guards.length === 0) return [];
  const moves = movesOf(guards, file);
  const influence = influenceIn(moves, file);
  const sites = sitesOf(moves, file);
  const known = [...new Set(sites.map(({ node }) => unitAround(node)))].map((unit) => knownBefore(unit, { moves, file, influence, visitorKeys }));
  return sites
    .flatMap((site) => {
      const state = known.map((each) => each.get(site.node)).find((each) => each !== undefined);
      const illegal = state && illegalAt(site, state, file);
      return illegal && !isTried(site.node, surroundings.isTest()) ? [illegal] : [];
    })
    .toSorted((a, b) => a.node.range[0] - b.node.range[0]);
}

type Site = Pick<Illegal, "node" | "move" | "guard" | "targetNode">;

/** The moves of a file, and the writes that go past a guard that nothing else goes past. */
function sitesOf(moves: Moves, file: MachineFile): readonly Site[] {
  const calls = file.calls.flatMap((node): readonly Site[] => {
    const move = moves.of(node);
    return move && !isGuarding(node, moves) ? [{ node, move, guard: move.guard, targetNode: move.target }] : [];
  });
  const writes = file.assignments.flatMap((node): readonly Site[] => {
    const place = node.operator === "=" ? moves.placeWritten(node.left) : undefined;
    const guard = place && moves.guardOf(place);
    return guard && !guard.table.hasEvents && !isGuarding(node, moves) && !isBeginning(node) ? [{ node, move: undefined, guard, targetNode: node.right }] : [];
  });
  // A second one shows that the guard is one way among others.
  return [...calls, ...writes.filter(({ guard }) => writes.filter((other) => other.guard === guard).length === 1)];
}

function isGuarding(node: Node, { guards }: Moves): boolean {
  return guards.some(({ fn }) => isInside(node, fn));
}

/** An assignment that gives a new object its first state. */
function isBeginning(node: Node): boolean {
  const unit = unitAround(node);
  return unit.parent?.type === "MethodDefinition" && unit.parent.kind === "constructor";
}

function unitAround(node: Node): Node {
  let at: Node = node;
  while (at.parent && !isFunction(at)) at = at.parent;
  return at;
}

function illegalAt(site: Site, known: Known, file: MachineFile): Illegal | undefined {
  const { guard, move, targetNode } = site;
  const target = stateNamed(targetNode, file);
  if (!target || !isRefused(guard, known, target)) return undefined;
  const states = [...known.states.values()];
  if (!move && !isNamed(guard, target, states)) return undefined;
  const allowed = new Map(states.flatMap(({ name }) => allowedFrom(guard, name).map((state) => [state.key, state] as const)));
  const [only, ...others] = states;
  const way = only && others.length === 0 ? shortestWay(guard.table, only.name, target) : undefined;
  // Where the step before was refused, that is where to begin.
  const isEffect = known.refused !== undefined && way?.some(({ key }) => key === known.refused);
  return { ...site, states, target, allowed: [...allowed.values()], way: isEffect ? undefined : way, isCertain: move !== undefined && move.isSure && known.isSure };
}

/** True if the table names all of them: then the field is what it is about. */
function isNamed({ table }: Guard, target: StateName, states: Illegal["states"]): boolean {
  return table.rows.has(target.key) && states.every(({ name }) => table.rows.has(name.key));
}

function allowedFrom({ table }: Guard, state: StateName): readonly StateName[] {
  const inputs = [...(table.rows.get(state.key)?.next ?? [])];
  return inputs.map(([key, to]) => (table.hasEvents ? table.names.get(`input ${key}`) : undefined) ?? table.names.get(key) ?? to);
}

/** True where somebody looks whether the move is refused: as an argument of another call; in a test, also in a `try` or for its value. */
function isTried(node: Node, isTest: boolean): boolean {
  const use = wrapped(node);
  const outer = use.parent?.type === "AwaitExpression" ? wrapped(use.parent) : use;
  if (outer.parent?.type === "CallExpression" || outer.parent?.type === "NewExpression") return true;
  if (!isTest) return false;
  if (outer.parent?.type !== "ExpressionStatement") return true;
  for (let at: Node | undefined = node; at && !isFunction(at); at = at.parent) {
    if (at.parent?.type === "TryStatement" && at.parent.block === at && at.parent.handler) return true;
  }
  return false;
}

