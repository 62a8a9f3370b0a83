import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, memberName, unwrap } from "../ast.js";
import type { Holder } from "../holders.js";
import type { CurrentInput } from "./current.js";
import { getterOf } from "./fields.js";
import { type Knowledge, type Known, inState, learned } from "./knowledge.js";
import { argumentAt } from "./machine-file.js";
import { type StateName, stateNamed } from "./names.js";
import { answerFor } from "./outcomes.js";
import { questionIn } from "./questions.js";
import { literalOf } from "./tables.js";

/** What is known where a test has come out one way. */
export interface Suppositions {
  assume(test: Node, outcome: boolean, knowledge: Knowledge): Knowledge | undefined;
  assumeCase(discriminant: Node, test: Node, outcome: boolean, knowledge: Knowledge): Knowledge | undefined;
}

export function createSuppositions({ moves, file }: Pick<CurrentInput, "moves" | "file">): Suppositions {
  function assume(test: Node, outcome: boolean, knowledge: Knowledge): Knowledge | undefined {
    const inner = unwrap(test);
    const asked = askedInto(inner, outcome, knowledge);
    if (asked !== "nothing") return asked;
    if (inner.type === "BinaryExpression" && /^[!=]==?$/.test(inner.operator)) {
      const isEqual = inner.operator.startsWith("=") === outcome;
      if (inner.right.type === "Literal" && typeof inner.right.value === "boolean") return assume(inner.left, inner.right.value === isEqual, knowledge);
      return equals(inner.left, inner.right, isEqual, test, knowledge);
    }
    if (inner.type === "CallExpression") return ofCall(inner, outcome, test, knowledge);
    const getter = inner.type === "MemberExpression" ? getterOf(inner, file) : undefined;
    return getter && inner.type === "MemberExpression" ? predicate(getter, inner.object, undefined, outcome, test, knowledge) : knowledge;
  }

  function assumeCase(discriminant: Node, test: Node, outcome: boolean, knowledge: Knowledge): Knowledge | undefined {
    const constant = unwrap(discriminant);
    // `switch (true)`
    if (constant.type === "Literal" && constant.value === true) return assume(test, outcome, knowledge);
    return equals(discriminant, test, outcome, test, knowledge);
  }

  function equals(a: Node, b: Node, isEqual: boolean, shownBy: Node, knowledge: Knowledge): Knowledge | undefined {
    for (const [read, named] of [[a, b], [b, a]] as const) {
      const place = placeOf(read, knowledge);
      const state = place && stateNamed(named, file);
      if (place && state) return among(place, [state], isEqual, shownBy, knowledge);
    }
    return knowledge;
  }

  /** The place whose state an expression gives, or a variable that has copied it. */
  function placeOf(node: Node, { copies }: Knowledge): Holder | undefined {
    const inner = unwrap(node);
    const variable = inner.type === "Identifier" ? file.scopes.variableOf(inner) : undefined;
    return (variable && copies.get(variable)) ?? moves.placeRead(inner);
  }

  /** The state that a method reads of its own `this`, seen from where it is called on an object. */
  function placeIn(receiver: Node, own: Node): Holder | undefined {
    const object = file.holderOf(receiver);
    const inner = moves.placeRead(file.resolved(own));
    return object && inner && file.holders.member(object, inner.name);
  }

  function among(place: Holder, names: readonly StateName[], isAmong: boolean, shownBy: Node, knowledge: Knowledge): Knowledge | undefined {
    const known = knowledge.machines.get(place);
    const keys = new Set(names.map(({ key }) => key));
    if (!known) {
      if (!isAmong) return knowledge;
      const [first, ...others] = names;
      const begun = first && inState(first, shownBy, { isOwn: false, isSure: true });
      return learned(knowledge, place, begun && { ...begun, states: new Map([first, ...others].map((name) => [name.key, { name, shownBy }])) });
    }
    const states = new Map([...known.states].flatMap(([key, state]) => (keys.has(key) !== isAmong ? [] : [[key, isAmong ? { ...state, shownBy } : state] as const])));
    // Names of other files may be equal to any.
    if (states.size === 0 && [...known.states.keys(), ...keys].some((key) => key.startsWith("?"))) return learned(knowledge, place, undefined);
    return states.size === 0 ? impossible(known, knowledge, place, isAmong ? names : [], shownBy) : learned(knowledge, place, { ...known, states, isSure: isAmong || known.isSure });
  }

  /** What cannot be, as far as is known: nothing gets here; or what is known is not so. */
  function impossible(known: Known, knowledge: Knowledge, place: Holder, names: readonly StateName[], shownBy: Node): Knowledge | undefined {
    if (known.isOwn) return undefined;
    const without = learned(knowledge, place, undefined);
    return names.length > 0 ? among(place, names, true, shownBy, without) : without;
  }

  /** `if (machine.can("open"))`, `if (TABLE[machine.state].includes("open"))`: only where the table allows it. */
  function askedInto(test: Node, outcome: boolean, knowledge: Knowledge): Knowledge | undefined | "nothing" {
    const question = questionIn(test, file);
    if (!question) return "nothing";
    const place = question.receiver ? placeIn(question.receiver, question.current) : placeOf(question.current, knowledge);
    const known = place && knowledge.machines.get(place);
    const guard = place && moves.guardOf(place);
    const input = stateNamed(question.next, file);
    if (!known || !guard || !input || guard.table !== question.table) return knowledge;
    const isAllowed = question.isPositive === outcome;
    const own = { ...guard, allowsSame: question.allowsSame === true };
    const states = new Map([...known.states].filter(([, { name }]) => {
      const answer = answerFor(own, name, input);
      return answer === undefined || (answer !== "refused") === isAllowed;
    }));
    return states.size > 0 ? learned(knowledge, place, { ...known, states }) : undefined;
  }

  function ofCall(call: TSESTree.CallExpression, outcome: boolean, shownBy: Node, knowledge: Knowledge): Knowledge | undefined {
    const move = moves.of(call);
    if (move) {
      const input = stateNamed(move.target, file);
      if (!move.guard.tells || !outcome || !input || move.guard.table.hasEvents) return knowledge;
      const known = knowledge.machines.get(move.place);
      return learned(knowledge, move.place, inState(input, call, { isOwn: known?.isOwn ?? false, isSure: true }));
    }
    const callee = unwrap(call.callee);
    const [argument] = call.arguments;
    if (callee.type !== "MemberExpression") return knowledge;
    // `["idle", "failed"].includes(machine.state)`
    const place = argument && ["includes", "has"].includes(memberName(callee) ?? "") ? placeOf(argument, knowledge) : undefined;
    const names = place && namesIn(callee.object);
    if (place && names) return among(place, names, outcome, shownBy, knowledge);
    const fn = file.functionOf(callee);
    return fn ? predicate(fn, callee.object, call, outcome, shownBy, knowledge) : knowledge;
  }

  function namesIn(node: Node): readonly StateName[] | undefined {
    const literal = literalOf(node, file);
    const list = literal?.type === "NewExpression" && literal.arguments[0] ? literalOf(literal.arguments[0], file) : literal;
    if (list?.type !== "ArrayExpression") return undefined;
    const names = list.elements.map((element) => (element && element.type !== "SpreadElement" ? stateNamed(element, file) : undefined));
    return names.every((name) => name !== undefined) && names.length > 0 ? names : undefined;
  }

  /** `machine.is("idle")`, `machine.isIdle`: a member that compares the state with what it is given, or names. */
  function predicate(fn: FunctionNode, receiver: Node, call: TSESTree.CallExpression | undefined, outcome: boolean, shownBy: Node, knowledge: Knowledge): Knowledge | undefined {
    const [answer, ...others] = fn.async || fn.generator ? [] : file.values.returnedBy(fn);
    const compared = answer && unwrap(answer);
    if (others.length > 0 || compared?.type !== "BinaryExpression" || !/^===?$/.test(compared.operator)) return knowledge;
    const left = unwrap(compared.left);
    const name = left.type === "MemberExpression" && left.object.type === "ThisExpression" ? moves.placeRead(left)?.name : undefined;
    const object = name === undefined ? undefined : file.holderOf(receiver);
    const position = file.parameterOf(compared.right, fn);
    const named = position === undefined ? compared.right : call && argumentAt(call, position);
    const state = named && stateNamed(named, file);
    return object && name !== undefined && state ? among(file.holders.member(object, name), [state], outcome, shownBy, knowledge) : knowledge;
  }

  return { assume, assumeCase };
}
