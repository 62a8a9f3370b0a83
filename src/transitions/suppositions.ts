import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, memberName, unwrap } from "../ast.js";
import type { Holder } from "../holders.js";
import type { CurrentInput } from "./current.js";
import { type Knowledge, type Known, inState, learned } from "./knowledge.js";
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
    return knowledge;
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
    const current = question.current;
    const place = placeOf(current, knowledge);
    const known = place && knowledge.machines.get(place);
    const guard = place && moves.guardOf(place);
    const input = stateNamed(question.next, file);
    if (!known || !guard || !input || guard.table !== question.table) return knowledge;
    const isAllowed = question.isPositive === outcome;
    const states = new Map([...known.states].filter(([, { name }]) => {
      const answer = answerFor(guard, name, input);
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
    if (callee.type !== "MemberExpression" || !argument) return knowledge;
    // `["idle", "failed"].includes(machine.state)`
    const place = ["includes", "has"].includes(memberName(callee) ?? "") ? placeOf(argument, knowledge) : undefined;
    const names = place && namesIn(callee.object);
    return place && names ? among(place, names, outcome, shownBy, knowledge) : predicate(call, outcome, shownBy, knowledge);
  }

  function namesIn(node: Node): readonly StateName[] | undefined {
    const literal = literalOf(node, file);
    const list = literal?.type === "NewExpression" && literal.arguments[0] ? literalOf(literal.arguments[0], file) : literal;
    if (list?.type !== "ArrayExpression") return undefined;
    const names = list.elements.map((element) => (element && element.type !== "SpreadElement" ? stateNamed(element, file) : undefined));
    return names.every((name) => name !== undefined) && names.length > 0 ? names : undefined;
  }

  /** `machine.is("idle")`: a method that compares the state with what it is given. */
  function predicate(call: TSESTree.CallExpression, outcome: boolean, shownBy: Node, knowledge: Knowledge): Knowledge | undefined {
    const fn = file.functionOf(call.callee);
    const callee = unwrap(call.callee);
    const [answer, ...others] = fn && !fn.async ? file.values.returnedBy(fn) : [];
    const compared = answer && unwrap(answer);
    if (!fn || others.length > 0 || callee.type !== "MemberExpression" || compared?.type !== "BinaryExpression" || !/^===?$/.test(compared.operator)) return knowledge;
    const left = unwrap(compared.left);
    if (left.type !== "MemberExpression" || left.object.type !== "ThisExpression" || !moves.fieldNames.has(memberName(left) ?? "")) return knowledge;
    const object = file.holderOf(callee.object);
    const position = file.parameterOf(compared.right, fn);
    const named = position === undefined ? compared.right : call.arguments[position];
    const state = named && stateNamed(named, file);
    return object && state ? among(file.holders.member(object, memberName(left) ?? ""), [state], outcome, shownBy, knowledge) : knowledge;
  }

  return { assume, assumeCase };
}
