import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, calledName, findNode, isFunction, keyName, memberName, nameOfThing, parameterName, unwrap, wrapped } from "../ast.js";
import { endingMethods, idempotentStarts, madeOf, makingVerbs, plainValue, readingVerbs, startedClass, startedThing, startingVerbs, startingVerbsOfMuch, startsWhenMade } from "../contracts/lifecycle.js";
import { globalLaunches, launches } from "../contracts/started.js";
import type { Startup } from "../startup.js";
import { wordsOf } from "../words.js";

type Variable = TSESLint.Scope.Variable;
type Input = Pick<Startup, "values" | "scopes" | "actions" | "calls">;

/** The weight of a call that only reads, or makes a value. */
export const reads = -3;
/** The weight of a call that gives the same thing each time. */
const repeats = -9;

/** How sure it is that a call starts something of which there is to be one: 0 means that nothing says so, 3 that it does. */
export interface Origin {
  readonly call: CallNode;
  readonly weight: number;
}

/** The calls that a value comes from, with what speaks for a start; undefined where it only reads or computes. */
export function originOf(value: Node, input: Input): Origin | undefined {
  const found = callsBehind(value, input, 0).map((call) => ({ call, weight: weightOf(call, input) }));
  return found.toSorted((a, b) => b.weight - a.weight)[0];
}

/** The calls that make a value, through names, awaits, chains and the objects it is wrapped in. */
function callsBehind(node: Node, input: Input, depth: number): readonly CallNode[] {
  const inner = unwrap(node);
  if (depth > 6) return [];
  const next = (each: Node) => callsBehind(each, input, depth + 1);
  switch (inner.type) {
    case "AwaitExpression":
      return next(inner.argument);
    case "AssignmentExpression":
      return next(inner.right);
    case "LogicalExpression":
      return [...next(inner.left), ...next(inner.right)];
    case "ConditionalExpression":
      return [...next(inner.consequent), ...next(inner.alternate)];
    case "SequenceExpression":
      return inner.expressions.flatMap((each) => next(each));
    case "MemberExpression":
      return inner.object.type === "ThisExpression" ? [] : next(inner.object);
    case "NewExpression":
      return [inner];
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
      if (callee.type === "MemberExpression" && method !== undefined && /^(?:then|catch|finally)$/.test(method)) return next(callee.object);
      if (callee.type === "MemberExpression" && /^(?:all|race|any|resolve|allSettled)$/.test(method ?? "") && nameOfThing(callee.object) === "Promise") return inner.arguments.flatMap((each) => next(each));
      // `client.db("app")` is of the client that was started here.
      const isOfLocal = callee.type === "MemberExpression" && callee.object.type === "Identifier" && !isAwaited(inner) && !readingVerbs.has(wordsOf(method ?? "")[0] ?? "");
      return [inner, ...(isOfLocal ? next(callee.object) : [])];
    }
    case "ArrayExpression":
      return inner.elements.flatMap((each) => (each ? next(each) : []));
    case "ObjectExpression":
      return inner.properties.flatMap((property) => (property.type === "SpreadElement" ? next(property.argument) : next(property.value)));
    case "ArrowFunctionExpression":
    case "FunctionExpression": {
      // A closure keeps what it ends: `() => binding.dispose()`.
      const kept = findNode(inner.body, (each) => each.type === "MemberExpression" && each.object.type === "Identifier" && endingMethods.has(memberName(each) ?? ""));
      return kept?.type === "MemberExpression" ? next(kept.object) : [];
    }
    case "Identifier": {
      const variable = input.scopes.variableOf(inner);
      return variable ? callsBehindVariable(variable, input, depth) : [];
    }
    default:
      return [];
  }
}

function callsBehindVariable(variable: Variable, input: Input, depth: number): readonly CallNode[] {
  const definition = variable.defs[0];
  if (definition?.type === "Variable") {
    return variable.references.flatMap(({ writeExpr }) => (writeExpr ? callsBehind(writeExpr, input, depth + 1) : []));
  }
  // `open(path, (error, db) => …)`, `connect().then((client) => …)`: what a callback is given comes from the call.
  const fn = definition?.type === "Parameter" ? (definition.node as Node) : undefined;
  if (!isFunction(fn) || fn.params.every((parameter) => parameterName(parameter) !== definition?.name)) return [];
  const use = wrapped(fn);
  const call = use.parent;
  if (call?.type !== "CallExpression" || call.callee === use) return [];
  return callsBehind(call, input, depth + 1);
}

/** What speaks for a start in a call itself. */
export function weightOf(call: CallNode, input: Input): number {
  const { values } = input;
  const name = calledName(call);
  const callee = values.valueOf(call.callee);
  const words = wordsOf(name);
  const [verb = ""] = words;
  const module = callee?.kind === "export" ? callee.module.replace(/^node:/, "") : undefined;
  if (module !== undefined && idempotentStarts.some((row) => row.from.includes(module) && row.calls.includes(name))) return repeats;
  if (values.makerOf(call) || values.startOf(call)) return 3;
  if (callee?.kind === "export" && launches.some((row) => row.from.includes(module ?? "") && row.exports.includes(callee.name) && !(row.endsWhenAwaited && isAwaited(call)))) return 3;
  if (callee?.kind === "global" && Object.hasOwn(globalLaunches, callee.name)) return 3;
  // A constructor that calls back has something under way.
  if (call.type === "NewExpression") return startsWhenMade.test(name) || (startedClass.test(name) && isFunction(call.arguments.at(-1))) ? 2 : 0;
  const made = name.replace(madeOf, "");
  if (makingVerbs.has(verb) && plainValue.test(made)) return reads;
  if (makingVerbs.has(verb)) return (startedThing.test(made) && words.length > 1 ? 2 : 1) + (endsByType(call, input) ? 1 : 0);
  if (readingVerbs.has(verb)) return endsByType(call, input) ? 2 : reads;
  if (startingVerbs.has(verb)) return (startingVerbsOfMuch.has(verb) && !(words.length > 1 && startedThing.test(name)) ? 1 : 2) + (endsByType(call, input) ? 1 : 0);
  return (startedThing.test(name) ? 1 : 0) + (endsByType(call, input) ? 2 : 0);
}

/** The name that a path of members and calls begins with. */
export function rootOf(node: Node): Node {
  let at = unwrap(node);
  while (at.type === "MemberExpression" || at.type === "CallExpression") at = unwrap(at.type === "MemberExpression" ? at.object : at.callee);
  return at;
}

function isAwaited(call: Node): boolean {
  return wrapped(call).parent?.type === "AwaitExpression";
}

/** True where the declared type of what a call gives has a method that ends it: `Promise<{ close(): void }>`. */
function endsByType(call: CallNode, { values, scopes }: Input): boolean {
  const callee = unwrap(call.callee);
  const declared = callee.type === "Identifier" ? typeOfVariable(scopes.variableOf(callee)) : callee.type === "MemberExpression" && callee.object.type === "ThisExpression" ? typeOfField(callee, values) : undefined;
  const given = declared?.type === "TSFunctionType" ? declared.returnType?.typeAnnotation : undefined;
  const promised = given?.type === "TSTypeReference" && given.typeName.type === "Identifier" && given.typeName.name === "Promise" ? given.typeArguments?.params[0] : given;
  if (promised?.type === "TSTypeLiteral") return promised.members.some((member) => "key" in member && endingMethods.has(keyName(member) ?? ""));
  return promised?.type === "TSTypeReference" && promised.typeName.type === "Identifier" && startedClass.test(promised.typeName.name);
}

/** True where the declared type of what is written, an interface of this file, has a member that is such a thing: `{ server: Server }`. */
export function holdsByType(write: Node, { values, scopes }: Input): boolean {
  const target = write.type === "AssignmentExpression" ? unwrap(write.left) : undefined;
  const declared = target?.type === "Identifier" ? typeOfVariable(scopes.variableOf(target)) : target?.type === "MemberExpression" && target.object.type === "ThisExpression" ? typeOfField(target, values) : undefined;
  const types = declared?.type === "TSUnionType" ? declared.types : declared ? [declared] : [];
  return types.some((type) => {
    const named = type.type === "TSTypeReference" && type.typeName.type === "Identifier" ? (scopes.variableOf(type.typeName)?.defs[0]?.node as Node | undefined) : undefined;
    const literal = named?.type === "TSTypeAliasDeclaration" ? named.typeAnnotation : type;
    const members = named?.type === "TSInterfaceDeclaration" ? named.body.body : literal.type === "TSTypeLiteral" ? literal.members : [];
    return members.some((member) => {
      if (!("key" in member)) return false;
      const given = member.type === "TSPropertySignature" ? member.typeAnnotation?.typeAnnotation : undefined;
      const isEnd = (member.type === "TSMethodSignature" || given?.type === "TSFunctionType") && endingMethods.has(keyName(member) ?? "");
      return isEnd || (given?.type === "TSTypeReference" && given.typeName.type === "Identifier" && startedClass.test(given.typeName.name));
    });
  });
}

function typeOfVariable(variable: Variable | undefined): TSESTree.TypeNode | undefined {
  const name = variable?.defs[0]?.name as Node | undefined;
  return name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
}

/** The declared type of a field of this class. */
export function typeOfField(member: TSESTree.MemberExpression, values: Startup["values"]): TSESTree.TypeNode | undefined {
  const { root } = values.thisOf(member);
  if (typeof root === "string" || !("type" in root) || (root.type !== "ClassDeclaration" && root.type !== "ClassExpression")) return undefined;
  const name = memberName(member);
  for (const element of root.body.body) {
    if (element.type === "PropertyDefinition" && keyName(element) === name) return element.typeAnnotation?.typeAnnotation;
    if (element.type === "MethodDefinition" && element.kind === "constructor") {
      for (const parameter of element.value.params) {
        const identifier = parameterName(parameter);
        if (parameter.type === "TSParameterProperty" && identifier?.name === name) return identifier?.typeAnnotation?.typeAnnotation;
      }
    }
  }
  return undefined;
}

/** True if the file ends what stands in a place of this name: `this.client.close()`. */
export function isEndedSomewhere(name: string, calls: readonly CallNode[]): boolean {
  let names = ended.get(calls);
  if (!names) ended.set(calls, (names = endedIn(calls)));
  return name !== "" && names.has(name);
}

const ended = new WeakMap<readonly CallNode[], ReadonlySet<string>>();

function endedIn(calls: readonly CallNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const call of calls) {
    const callee = unwrap(call.callee);
    if (callee.type === "MemberExpression" && endingMethods.has(memberName(callee) ?? "")) names.add(nameOfThing(callee.object));
  }
  return names;
}
