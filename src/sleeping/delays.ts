import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, isFunction, keyName, memberName, nameOfThing, unwrap } from "../ast.js";
import { optionObjects } from "../contracts/intent.js";
import { type Scopes, onlyValueOf } from "../scopes.js";
import { wordsOf } from "../words.js";

/** How long a sleep is, as far as the code says. */
export interface Delay {
  readonly node: Node;
  /** In the unit of the call that sleeps; undefined where it is computed from what is not seen. */
  readonly value: number | undefined;
  /** The names and the numbers it is put together from. */
  readonly names: readonly string[];
  readonly numbers: readonly number[];
  /** Whoever calls the program or function sets it: `options.timeToSettle`. */
  readonly isOption: boolean;
}

/** Reads what the expression of a time says. */
export function delayOf(node: Node, scopes: Scopes): Delay {
  const names: string[] = [];
  const numbers: number[] = [];
  let isOption = false;
  const value = read(node, 0);
  return { node, value, names, numbers: value === undefined ? numbers : [...numbers, value], isOption };

  function read(expression: Node, depth: number): number | undefined {
    const inner = unwrap(expression);
    switch (inner.type) {
      case "Literal":
        if (typeof inner.value === "string") return msIn(inner.value);
        if (typeof inner.value !== "number") return undefined;
        numbers.push(inner.value);
        return inner.value;
      case "Identifier": {
        names.push(inner.name);
        const constant = constantOf(inner, scopes);
        return constant && depth < 4 ? read(constant, depth + 1) : undefined;
      }
      case "MemberExpression": {
        const name = memberName(inner);
        if (name !== undefined) names.push(name);
        // `BACKOFFS[2]`: the list says what its times are for.
        if (inner.computed && inner.object.type === "Identifier") names.push(inner.object.name);
        isOption ||= optionObjects.test(nameOfThing(inner.object));
        return undefined;
      }
      case "BinaryExpression": {
        const [left, right] = [read(inner.left, depth), read(inner.right, depth)];
        return left === undefined || right === undefined ? undefined : calculated(inner.operator, left, right);
      }
      case "ConditionalExpression":
        read(inner.consequent, depth);
        read(inner.alternate, depth);
        return undefined;
      case "LogicalExpression":
        read(inner.left, depth);
        read(inner.right, depth);
        return undefined;
      case "CallExpression":
        names.push(calledName(inner));
        for (const argument of inner.arguments) read(argument, depth);
        return undefined;
      case "AssignmentPattern":
        return read(inner.right, depth);
      default:
        return undefined;
    }
  }
}

// Source: the units of the package ms.
const msOfUnits: Readonly<Record<string, number>> = { ms: 1, s: 1_000, sec: 1_000, second: 1_000, m: 60_000, min: 60_000, minute: 60_000 };

/** The time that a text with a unit gives, in ms: `"10s"`, `"1.5 seconds"`. */
function msIn(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?) ?(ms|s|secs?|seconds?|m|mins?|minutes?)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (msOfUnits[unit === "ms" || unit === "s" ? unit : unit.replace(/s$/, "")] ?? NaN);
}

function calculated(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return undefined;
  }
}

/** The one value a name is given where it is declared. */
function constantOf(identifier: TSESTree.Identifier, scopes: Scopes): Node | undefined {
  return scopes.variableOf(identifier)?.defs[0]?.type === "Variable" ? onlyValueOf(identifier, scopes) : undefined;
}

const timeWords = /^(?:ms|msec|millis|milliseconds|seconds|secs?|delays?|time|timeout|intervals?|duration|wait|sleep|pause|period|ttl)$/;

/** True for a name that times have: by its last word, or as a constant. */
function isTimeName(name: string): boolean {
  return /^[A-Z][A-Z\d_]{2,}$/.test(name) || timeWords.test(wordsOf(name).findLast((word) => !/^\d+$/.test(word)) ?? "");
}

/** True for an expression that can be a time: a number, arithmetic, a name of one. */
export function isTime(node: Node, scopes: Scopes): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Literal":
      return typeof inner.value === "number" || (typeof inner.value === "string" && msIn(inner.value) !== undefined);
    case "BinaryExpression":
      return /^[-+*/]$/.test(inner.operator) && (isTime(inner.left, scopes) || isTime(inner.right, scopes));
    case "ConditionalExpression":
      return isTime(inner.consequent, scopes) && isTime(inner.alternate, scopes);
    case "LogicalExpression":
      return isTime(inner.right, scopes);
    case "Identifier": {
      const constant = constantOf(inner, scopes);
      const given = constant && unwrap(constant);
      return given && given.type !== "Identifier" && given.type !== "CallExpression" ? isTime(given, scopes) : isTimeName(inner.name);
    }
    case "MemberExpression":
      return isTimeName(memberName(inner) ?? "");
    default:
      return false;
  }
}

/** The names of options and the numbers and names that stand anywhere in what a call is given; functions are left out, and so are options that are set to nothing but numbers above `most`. */
export function givenTo(nodes: readonly Node[], most = Infinity): { readonly options: readonly string[]; readonly numbers: readonly number[]; readonly names: readonly string[] } {
  const options: string[] = [];
  const numbers: number[] = [];
  const names: string[] = [];
  const visit = (node: Node): void => {
    const inner = unwrap(node);
    switch (inner.type) {
      case "Literal":
        if (typeof inner.value === "number") numbers.push(inner.value);
        break;
      case "Identifier":
        names.push(inner.name);
        break;
      case "MemberExpression":
        names.push(memberName(inner) ?? "");
        break;
      case "ObjectExpression":
        for (const property of inner.properties) {
          if (property.type === "SpreadElement") visit(property.argument);
          else {
            const value = unwrap(property.value);
            // What is turned off is no option, nor is a variable of a process's environment.
            if (keyName(property) === "env") continue;
            if (isAbove(value, most)) continue;
            if (!isFunction(value) && !(value.type === "Literal" && (typeof value.value === "boolean" || value.value === 0))) options.push(keyName(property) ?? "");
            visit(property.value);
          }
        }
        break;
      case "ArrayExpression":
        for (const element of inner.elements) if (element) visit(element);
        break;
      case "BinaryExpression":
        visit(inner.left);
        visit(inner.right);
        break;
      case "TemplateLiteral":
        inner.expressions.forEach(visit);
        break;
      case "SpreadElement":
        visit(inner.argument);
        break;
      case "CallExpression":
      case "NewExpression":
        inner.arguments.forEach(visit);
        break;
      default:
    }
  };
  nodes.forEach(visit);
  return { options, numbers, names };
}

/** True for a number above `most`, and for options that have such numbers, and no lower ones or names. */
function isAbove(value: Node, most: number): boolean {
  if (value.type === "Literal") return typeof value.value === "number" && value.value > most;
  if (most === Infinity || value.type !== "ObjectExpression") return false;
  const { numbers, names } = givenTo([value]);
  return names.length === 0 && numbers.length > 0 && numbers.every((number) => number > most);
}
