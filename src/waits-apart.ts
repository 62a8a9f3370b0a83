import type { TSESLint } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type Node, type Unit, argumentsOf, calledName, findNode, isFunction, isInside, literalText, memberName, nameOfThing, unitOf, unwrap } from "./ast.js";
import { ownHost } from "./contracts/calls.js";
import { endEvents, fillMethods, localModules, ownAddressNames, waitWords } from "./contracts/waits.js";
import type { FileIndex } from "./file-index.js";
import { type Holder, isBelow } from "./holders.js";
import { optionOf } from "./options.js";
import { isInLoop } from "./order.js";
import { entry } from "./phases.js";
import type { Promises } from "./promises.js";
import type { Scopes } from "./scopes.js";
import { start as atStart } from "./state.js";
import type { Subject, Values } from "./values.js";
import { wordsOf } from "./words.js";

/**
 * What the awaits of a function have to do with a subject that it has started before.
 * - `apart`: nothing, and no code that is not seen has got it
 * - `handed`: nothing that shows, but such code has got what holds it
 * - `may tell`: one of them may wait for it
 */
export type Connection = "apart" | "handed" | "may tell";

export interface WaitsApartInput {
  readonly index: FileIndex;
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly promises: Promises;
}

/** Says whether what a function awaits behind a start has anything to do with what it has started. */
export interface WaitsApart {
  /** For the unit of the start; `may tell` as well where it awaits nothing, and time passes otherwise or not at all. */
  behind(start: CallNode, subject: Subject): Connection;
}

// Functions that await functions; what is further away may wait for anything.
const deepest = 3;

export function createWaitsApart({ index, values, actions, scopes, promises }: WaitsApartInput): WaitsApart {
  function behind(start: CallNode, subject: Subject): Connection {
    const unit = unitOf(start);
    if (!isFunction(unit) || !unit.async || index.loops.some((loop) => unitOf(loop) === unit)) return "may tell";
    if (isAskedBehind(start, subject, unit)) return "may tell";
    const awaited = (index.awaitsIn.get(unit) ?? []).filter((each) => each.range[0] > start.range[0] || isInLoop(start)).map(({ argument }) => argument);
    if (awaited.length === 0) return "may tell";
    const returned = values.returnedBy(unit).filter((node) => unwrap(node).type !== "AwaitExpression");
    const mark = marksOf(start, subject.holder);
    return [...awaited, ...returned].map((node) => connection(node, mark, 0)).reduce(closest, "apart");
  }

  /** True if the unit asks the subject how it is, or ends it: then it is all there is to it, and what it awaits is what the subject is for. */
  function isAskedBehind(start: CallNode, { holder, contract }: Subject, unit: Unit): boolean {
    const asking = new Set([...contract.reads.map(({ member }) => member.replace(/\W.*$/, "")), ...contract.flags, ...contract.stops]);
    return index.members.some((member) => member.range[0] > start.range[0] && asking.has(memberName(member) ?? "") && unitOf(member) === unit && values.subjectOf(member.object)?.holder === holder);
  }

  interface Mark {
    readonly start: CallNode;
    readonly holder: Holder;
    /** What the code calls the port. */
    readonly port: string | undefined;
  }

  function marksOf(start: CallNode, holder: Holder): Mark {
    const [first] = argumentsOf(start);
    const option = first && optionOf(first, ["port"]);
    const port = option === undefined || option === "spread" ? first : option;
    const isNamed = port !== undefined && (unwrap(port).type === "Identifier" || unwrap(port).type === "MemberExpression");
    return { start, holder, port: isNamed ? index.textOf(port) : undefined };
  }

  /** What awaiting `node` has to do with the subject. */
  function connection(node: Node, mark: Mark, depth: number): Connection {
    const inner = unwrap(node);
    switch (inner.type) {
      case "Literal":
      case "TemplateLiteral":
      case "ObjectExpression":
      case "ImportExpression":
      case "UnaryExpression":
      case "BinaryExpression":
        return mentions(inner, mark) ? "may tell" : "apart";
      case "ConditionalExpression":
        return closest(connection(inner.consequent, mark, depth), connection(inner.alternate, mark, depth));
      case "LogicalExpression":
        return closest(connection(inner.left, mark, depth), connection(inner.right, mark, depth));
      case "ArrayExpression":
        return inner.elements.flatMap((element) => (element ? [connection(element.type === "SpreadElement" ? element.argument : element, mark, depth)] : [])).reduce(closest, "apart");
      case "Identifier":
        return ofVariable(inner, mark, depth);
      case "CallExpression":
      case "NewExpression":
        return ofCall(inner, mark, depth);
      default:
        return "may tell";
    }
  }

  function ofCall(call: CallNode, mark: Mark, depth: number): Connection {
    if (isLocal(call)) return "apart";
    if (depth >= deepest || wordsOf(calledName(call)).some((word) => waitWords.has(word)) || isForItsLife(call) || isTold(call, mark)) return "may tell";
    const action = actions.of(call);
    if (action.kind === "local") {
      const { unit } = action;
      if (!isFunction(unit) || mentions(call, mark)) return "may tell";
      return waitsOf(unit).map((each) => connection(each, mark, depth + 1)).reduce(closest, "apart");
    }
    if (mentions(call, mark)) return "may tell";
    const callee = unwrap(call.callee);
    const chained = callee.type === "MemberExpression" && unwrap(callee.object).type === "CallExpression" ? connection(callee.object, mark, depth) : "apart";
    const given = call.arguments.flatMap((argument) => (isFunction(unwrap(argument)) ? [] : partsOf(argument))).map((each) => connectionOfArgument(each, mark, depth)).reduce(closest, chained);
    return closest(given, isHandedOwner(call, mark) ? "handed" : "apart");
  }

  function isLocal({ callee }: CallNode): boolean {
    const value = values.valueOf(callee);
    return value?.kind === "export" && localModules.has(value.module.replace(/^node:/, ""));
  }

  /** A promise that nobody fulfils, or the end of something does; and what a class does that is not seen. */
  function isForItsLife(call: CallNode): boolean {
    const [executor] = call.arguments;
    const isNever = call.type === "NewExpression" && isFunction(executor) && executor.params.length === 0;
    return isNever || findNode(call, (node) => node.type === "Super" || endEvents.test(literalText(node) ?? "")) !== undefined;
  }

  /** What a function awaits and gives: its caller waits for all of it. */
  function waitsOf(unit: Unit): readonly Node[] {
    return [...(index.awaitsIn.get(unit) ?? []).map(({ argument }) => argument), ...(isFunction(unit) ? values.returnedBy(unit) : [])];
  }

  /** Promises that are given to be waited for; anything else was looked through for the subject's marks. */
  function connectionOfArgument(node: Node, mark: Mark, depth: number): Connection {
    const inner = unwrap(node);
    if (inner.type === "CallExpression") return connection(inner, mark, depth);
    return inner.type === "Identifier" && values.valueOf(inner)?.kind === "object" ? ofVariable(inner, mark, depth, true) : "apart";
  }

  /** A variable of the unit with what is put into it; what comes from elsewhere may be a promise of anything. */
  function ofVariable(identifier: Node, mark: Mark, depth: number, isGiven = false): Connection {
    const variable = scopes.variableOf(identifier);
    if (!variable || depth >= deepest) return isGiven ? "apart" : "may tell";
    if (variable.defs[0]?.type !== "Variable") return isGiven ? "apart" : "may tell";
    const writes = scopes.writesTo(variable) ?? [];
    if (writes.length === 0 || writes.some(({ path }) => path.length > 0)) return isGiven ? "apart" : "may tell";
    return [...writes.map(({ value }) => value), ...filledInto(variable)].map((each) => connection(each, mark, depth + 1)).reduce(closest, "apart");
  }

  /** What is put into a collection: `promises.push(load())`. */
  function filledInto(variable: TSESLint.Scope.Variable): readonly Node[] {
    return variable.references.flatMap(({ identifier }) => {
      const member = (identifier as Node).parent;
      const call = member?.type === "MemberExpression" && member.object === identifier && fillMethods.has(memberName(member) ?? "") ? member.parent : undefined;
      return call?.type === "CallExpression" && call.callee === member ? call.arguments : [];
    });
  }

  /** True where it is known what the promise says of the subject. */
  function isTold(node: Node, { holder }: Mark): boolean {
    const fact = promises.of(node).facts(atStart).get(holder);
    return fact !== undefined && fact.phases !== entry;
  }

  /** True if an expression names the subject, its port, or this machine, or something that is made of them. */
  function mentions(node: Node, mark: Mark, depth = 0): boolean {
    const { start, holder, port } = mark;
    return (
      findNode(node, (each) => {
        if (isInside(each, start)) return false;
        if (each.type === "Literal" || each.type === "TemplateElement") return ownHost.test(each.type === "Literal" ? (literalText(each) ?? "") : each.value.raw);
        if (each.type !== "Identifier" && each.type !== "MemberExpression") return false;
        if (port !== undefined && index.textOf(each) === port) return true;
        if (ownAddressNames.test(nameOfThing(each))) return true;
        return values.subjectOf(each)?.holder === holder || (each.type === "Identifier" && depth < deepest && isMadeOf(each, mark, depth));
      }) !== undefined
    );
  }

  /** True for a constant whose value names them: `const home = "http://localhost:" + port`. */
  function isMadeOf(identifier: Node, mark: Mark, depth: number): boolean {
    const variable = scopes.variableOf(identifier);
    const [only, ...others] = (variable?.defs[0]?.type === "Variable" && scopes.writesTo(variable)) || [];
    return only !== undefined && others.length === 0 && !isInside(identifier, only.value) && !isFunction(unwrap(only.value)) && mentions(only.value, mark, depth + 1);
  }

  /** True if code that is not seen gets the object that the subject is a part of: as an argument, or as what its method is called on. */
  function isHandedOwner(call: CallNode, { holder }: Mark): boolean {
    const callee = unwrap(call.callee);
    const given = [...call.arguments.flatMap(partsOf), ...(callee.type === "MemberExpression" ? [callee.object] : [])];
    return given.some((each) => {
      const value = values.valueOf(each);
      return value?.kind === "object" && isBelow(holder, value.holder);
    });
  }

  return { behind };
}

function closest(a: Connection, b: Connection): Connection {
  return a === "may tell" || b === "may tell" ? "may tell" : a === "handed" || b === "handed" ? "handed" : "apart";
}

/** An argument, or the parts of one that is a literal. */
function partsOf(node: Node): readonly Node[] {
  const inner = unwrap(node);
  if (inner.type === "SpreadElement") return partsOf(inner.argument);
  if (inner.type === "ArrayExpression") return inner.elements.flatMap((element) => (element ? partsOf(element) : []));
  if (inner.type === "ObjectExpression") return inner.properties.flatMap((property) => partsOf(property.type === "SpreadElement" ? property.argument : property.value));
  return [inner];
}
