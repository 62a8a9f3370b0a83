import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, constructorOf, isClass, isFunction, memberName, unwrap, wrapped } from "../ast.js";
import { type Domain, TooDeep, follow } from "../flow.js";
import type { Holder } from "../holders.js";
import { beginningsOf, stateInConstructor } from "./beginnings.js";
import { type Influence, isUsedIn, isWithin } from "./influence.js";
import { type Knowledge, type Known, changed, inState, joinKnowledge, joinKnown, learned, nothingKnown, sameKnowledge, withoutCopies } from "./knowledge.js";
import type { MachineFile } from "./machine-file.js";
import type { Moves } from "./moves.js";
import { stateNamed } from "./names.js";
import { type Outcome, outcomeOf } from "./outcomes.js";
import { createSuppositions } from "./suppositions.js";

type Variable = TSESLint.Scope.Variable;

export interface CurrentInput {
  readonly moves: Moves;
  readonly file: MachineFile;
  readonly influence: Influence;
  readonly visitorKeys: Domain<Knowledge>["visitorKeys"];
}

/** What is known of a machine before each move and write in a piece of code; what is not there is unknown. */
export function knownBefore(root: Node, input: CurrentInput): ReadonlyMap<Node, Known> {
  const { moves, file, influence } = input;
  const seen = new Map<Node, Known | undefined>();
  const { assume, assumeCase } = createSuppositions(input);

  /** A way leads to `node`; others may have led there before. */
  function record(node: Node, known: Known | undefined): void {
    const before = seen.get(node);
    if (!seen.has(node)) seen.set(node, known);
    else seen.set(node, before && known ? joinKnown(before, known) : undefined);
  }

  function step(node: Node, before: Knowledge): Knowledge | undefined {
    switch (node.type) {
      case "VariableDeclarator":
        return node.init ? given(node.id, node.init, before) : before;
      case "AssignmentExpression":
        return assigned(node, before);
      case "AwaitExpression":
      case "YieldExpression":
      case "ForOfStatement":
        return node.type === "ForOfStatement" && !node.await ? before : afterTime(before);
      case "CallExpression": {
        const move = moves.of(node);
        return move ? moved(node, outcomeOf(move, before, file, isAwaited(node)), before) : called(node, before);
      }
      case "NewExpression":
      case "TaggedTemplateExpression":
        return called(node, before);
      case "Identifier":
      case "ThisExpression":
        return mentioned(node, before);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return enclosed(node, before);
      default:
        return before;
    }
  }

  function moved(node: TSESTree.CallExpression, outcome: Outcome, before: Knowledge): Knowledge | undefined {
    const { place } = outcome.move;
    record(node, before.machines.get(place));
    if (outcome.after === "never") return undefined;
    const others = strangers(before, (other) => other !== place && other.name === place.name);
    return withoutCopies(learned(others, place, outcome.after), (copied) => copied.name === place.name);
  }

  /** What moves one machine may move another that is the same under another name. */
  function strangers(knowledge: Knowledge, isMeant: (place: Holder) => boolean): Knowledge {
    return changed(knowledge, (known, place) => (known.isOwn || !isMeant(place) ? known : undefined));
  }

  function given(target: Node, value: Node, before: Knowledge): Knowledge {
    const variable = target.type === "Identifier" ? file.scopes.variableOf(target) : undefined;
    if (!variable) return target.type === "ObjectPattern" ? copied(target, value, before) : before;
    const read = moves.placeRead(value);
    let after = forgotten(variable, before);
    if (read && !moves.isState(variable)) return { ...after, copies: new Map(after.copies).set(variable, read) };
    if (moves.isState(variable)) {
      const state = stateNamed(value, file);
      return learned(after, file.holders.of(variable), state && inState(state, value, { isOwn: false, isSure: true }));
    }
    const object = file.holderOf(target);
    for (const { guard, state, isOwn } of object ? beginningsOf(value, moves, file, influence.touches) : []) {
      const place = object && moves.placeIn(object, guard);
      if (place) after = learned(after, place, inState(state, value, { isOwn: isOwn && !isUsedBefore(variable, place), isSure: true }));
    }
    return after;
  }

  /** `const { state } = machine` */
  function copied(pattern: TSESTree.ObjectPattern, value: Node, before: Knowledge): Knowledge {
    let after = before;
    for (const property of pattern.properties) {
      if (property.type !== "Property" || property.key.type !== "Identifier" || property.value.type !== "Identifier") continue;
      const variable = file.scopes.variableOf(property.value);
      const object = file.holderOf(value);
      if (variable && object && moves.fieldNames.has(property.key.name)) after = { ...after, copies: new Map(after.copies).set(variable, file.holders.member(object, property.key.name)) };
    }
    return after;
  }

  /** True if a function that can run at any time uses the machine in this variable. */
  function isUsedBefore(variable: Variable, place: Holder): boolean {
    return file.functions.some((fn) => fn.type === "FunctionDeclaration" && variable.references.some(({ identifier }) => identifier.range[0] > fn.range[0] && identifier.range[1] < fn.range[1]) && fn !== root && !contains(fn, variable) && isUsedIn(fn, place, file, influence));
  }

  function contains(fn: Node, variable: Variable): boolean {
    const [at] = variable.identifiers;
    return at !== undefined && at.range[0] > fn.range[0] && at.range[1] < fn.range[1];
  }

  /** What was known of the machine in a variable, before it was given another. */
  function forgotten(variable: Variable, before: Knowledge): Knowledge {
    const own = changed(before, (known, place) => (place.root === variable && place.parent ? undefined : known));
    const copies = new Map([...own.copies].filter(([copy, place]) => copy !== variable && place.root !== variable));
    return copies.size === own.copies.size ? own : { ...own, copies };
  }

  function assigned(node: TSESTree.AssignmentExpression, before: Knowledge): Knowledge {
    const left = unwrap(node.left);
    const place = moves.placeWritten(left);
    if (place) {
      if (node.operator === "=") record(node, before.machines.get(place));
      const known = before.machines.get(place);
      const state = node.operator === "=" ? stateNamed(node.right, file) : undefined;
      const after = state && inState(state, node, { isOwn: known?.isOwn ?? false, isSure: true });
      return withoutCopies(learned(strangers(before, (other) => other.name === place.name), place, after), (copied) => copied.name === place.name);
    }
    if (left.type === "Identifier") return given(left, node.right, before);
    // `this.connection = other`: what hung there is gone.
    const replaced = left.type === "MemberExpression" && memberName(left) !== undefined ? file.holderOf(left) : undefined;
    let after = replaced ? changed(before, (known, each) => (isWithin(each, replaced) ? undefined : known)) : before;
    for (const { guard, state } of replaced ? beginningsOf(node.right, moves, file, influence.touches) : []) {
      const made = replaced && moves.placeIn(replaced, guard);
      if (made) after = learned(after, made, inState(state, node.right, { isOwn: false, isSure: true }));
    }
    return after;
  }

  /** Others have run meanwhile: only what nobody else has is as it was. */
  function afterTime(before: Knowledge): Knowledge {
    const kept = changed(before, (known) => (known.isOwn ? known : undefined));
    return withoutCopies(kept, (place) => !kept.machines.get(place)?.isOwn);
  }

  function called(node: TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression, before: Knowledge): Knowledge {
    if (before.machines.size + before.copies.size === 0 && node.type !== "CallExpression") return before;
    const callee = unwrap(node.type === "TaggedTemplateExpression" ? node.tag : node.callee);
    if (callee.type === "Super") return constructed(node, before);
    const does = influence.ofCall(node);
    if (does === "nothing") return before;
    const on = callee.type === "MemberExpression" ? (unwrap(callee.object).type === "Super" ? "this" : file.holderOf(callee.object)) : undefined;
    const isOn = (place: Holder) => on !== undefined && (on === "this" ? typeof place.root === "object" && "type" in place.root : place.parent === on);
    const after = changed(before, (known, place) => {
      if (isOn(place)) return undefined;
      if (known.isOwn) return known;
      if (does === "moves") return undefined;
      return known.isSure ? { ...known, isSure: false } : known;
    });
    return withoutCopies(after, (place) => !after.machines.has(place) && (does === "moves" || isOn(place)));
  }

  /** Behind `super(…)` the fields of a class have their first values. */
  function constructed(node: Node, before: Knowledge): Knowledge {
    let owner: Node | undefined = node;
    while (owner && !isClass(owner)) owner = owner.parent;
    return owner && isClass(owner) && constructorOf(owner) === root ? begun(owner, before) : before;
  }

  function begun(owner: ReturnType<typeof asClass>, before: Knowledge): Knowledge {
    if (!owner) return before;
    let after = before;
    for (const guard of moves.guards) {
      const state = stateInConstructor(owner, guard, file);
      const place = state && moves.placeIn(file.holders.of(owner), guard);
      if (state && place) after = learned(after, place, inState(state, state.node, { isOwn: true, isSure: true }));
    }
    return after;
  }

  function mentioned(node: Node, before: Knowledge): Knowledge {
    if (before.machines.size === 0) return before;
    const becomes = influence.ofMention(node);
    const holder = becomes === "stays" ? undefined : file.holderOf(node);
    if (!holder) return before;
    return changed(before, (known, place) => {
      if (!isWithin(place, holder)) return known;
      return becomes === "given" ? undefined : { ...known, isOwn: false };
    });
  }

  function enclosed(fn: Node, before: Knowledge): Knowledge {
    if (!isFunction(fn) || before.machines.size === 0) return before;
    return changed(before, (known, place) => {
      if (!isUsedIn(fn, place, file, influence)) return known;
      return influence.ofClosure(fn) === "runsLater" ? { ...known, isOwn: false } : undefined;
    });
  }

  const owner = asClass(root);
  const entry = owner && !owner.superClass ? begun(owner, nothingKnown) : nothingKnown;
  try {
    follow<Knowledge>(root, entry, { visitorKeys: input.visitorKeys, join: joinKnowledge, equals: sameKnowledge, step, assume, assumeCase });
  } catch (error) {
    if (error instanceof TooDeep) return new Map();
    throw error;
  }
  return new Map([...seen].flatMap(([node, known]) => (known ? [[node, known] as const] : [])));
}

/** The class whose constructor a function is. */
function asClass(root: Node) {
  const method = root.parent;
  return isFunction(root) && method?.type === "MethodDefinition" && method.kind === "constructor" ? method.parent.parent : undefined;
}

function isAwaited(call: Node): boolean {
  const use = wrapped(call);
  return use.parent?.type === "AwaitExpression";
}
