import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, constructorOf, isClass, isFunction, isInside, keyName, memberName, parameterName, unwrap, wrapped } from "../ast.js";
import { callbackNames, deferredMakers, errorFirstNames, resolverNames } from "../contracts/deliveries.js";
import { isIdle, isNothing } from "../idle.js";
import { type Names, isPromiseCall } from "../names.js";
import { functionAround, isExecutor } from "../order.js";
import { armedIn } from "../timers.js";
import { storedBy } from "./storing.js";

/** Somebody who waits for an answer, as a collection keeps them. */
export interface Waiter {
  readonly kind: "promise" | "callback";
  /** How an entry is told of a failure: by this member of it, or, where empty, by a call of the entry itself. */
  readonly fails?: string;
  /** What a callback is called where it is kept. */
  readonly callback?: string;
  /** The executor whose functions are kept. */
  readonly executor?: FunctionNode;
  /** Something is kept beside them that is to be delivered. */
  readonly hasPayload: boolean;
}

/** Who waits behind a value that is kept; undefined for values nobody waits for. */
export function waiterIn(value: Node, names: Names, depth = 0): Waiter | undefined {
  const inner = unwrap(value);
  if (depth > 3) return undefined;
  switch (inner.type) {
    case "LogicalExpression":
      return waiterIn(inner.left, names, depth + 1);
    case "ObjectExpression":
      return inObject(inner, names, depth);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return inFunction(inner, names);
    case "NewExpression":
    case "CallExpression": {
      const name = calledName(inner);
      if (deferredMakers.test(name) || isPromiseCall(inner, "withResolvers", "defer")) return { kind: "promise", fails: "reject", hasPayload: false };
      return inner.type === "NewExpression" ? constructed(inner, names, depth) : undefined;
    }
    case "Identifier":
      return named(inner, names, depth);
    default:
      return undefined;
  }
}

function named(identifier: TSESTree.Identifier, names: Names, depth: number): Waiter | undefined {
  const variable = names.scopes.variableOf(identifier);
  const definition = variable?.defs[0];
  if (!variable || !definition) return undefined;
  const completed = completedLater(variable, names, depth);
  if (completed) return completed;
  if (definition.type === ("Parameter" as never)) {
    const fn = definition.node as Node;
    const position = isFunction(fn) ? fn.params.findIndex((parameter) => parameterName(parameter)?.name === variable.name) : -1;
    if (isFunction(fn) && isExecutor(fn)) return position < 0 ? undefined : { kind: "promise", executor: fn, hasPayload: false };
    if (/^(?:resolve|reject)$/.test(variable.name)) return { kind: "promise", hasPayload: false };
    if (isFailedByTimer(variable)) return { kind: "callback", callback: variable.name, hasPayload: false, fails: "" };
    return callbackNames.test(variable.name) ? { kind: "callback", callback: variable.name, hasPayload: false, ...(isErrorFirst(identifier, variable.name, names) && { fails: "" }) } : undefined;
  }
  const [write, ...others] = names.scopes.writesTo(variable) ?? [];
  if (!write || others.length > 0) return undefined;
  if (write.path.length === 1 && resolverNames.test(write.path[0] ?? "")) return waiterIn(write.value, names, depth + 1) && { kind: "promise", hasPayload: false };
  return write.path.length === 0 ? waiterIn(write.value, names, depth + 1) : undefined;
}

/** A parameter that a timer calls with an error: `setTimeout(() => next(new Error("timed out")), 1000)`. Whatever its name, somebody waits for its call. */
function isFailedByTimer({ references }: TSESLint.Scope.Variable): boolean {
  return references.some(({ identifier }) => {
    const call = (identifier as Node).parent;
    const [error] = call?.type === "CallExpression" && call.callee === identifier ? call.arguments : [];
    const timed = error && unwrap(error).type === "NewExpression" && /Error$/.test(calledName(unwrap(error))) ? functionAround(identifier) : undefined;
    const timer = timed && wrapped(timed).parent;
    return timer?.type === "CallExpression" && armedIn(timer) === timer;
  });
}

/** An object that is given the functions of a promise after it was made: `request.resolve = resolve`. */
function completedLater(variable: TSESLint.Scope.Variable, names: Names, depth: number): Waiter | undefined {
  const members = variable.references.flatMap(({ identifier }) => {
    const member = (identifier as Node).parent;
    if (member?.type !== "MemberExpression" || member.object !== identifier) return [];
    const { parent } = member;
    return parent.type === "AssignmentExpression" && parent.left === member && parent.operator === "=" ? [{ name: memberName(member), value: parent.right }] : [];
  });
  return ofExecutor(members, members.length > 1, names, depth);
}

/** An entry of a class that is given the functions of a promise: `new Waiter(id, resolve, reject)`. */
function constructed(made: TSESTree.NewExpression, names: Names, depth: number): Waiter | undefined {
  const definition = made.callee.type === "Identifier" ? (names.scopes.variableOf(made.callee)?.defs[0]?.node as Node | undefined) : undefined;
  const builder = isClass(definition) ? constructorOf(definition) : undefined;
  const given = made.arguments.map((value, position) => ({ name: memberKept(builder, position, names), value }));
  return ofExecutor(given.filter(({ value }) => value.type === "Identifier"), given.length > 1, names, depth);
}

/** The member that others may read, under which a class keeps what stands at a position of its constructor. */
function memberKept(builder: FunctionNode | undefined, position: number, names: Names): string | undefined {
  const parameter = builder?.params[position];
  const name = parameter && parameterName(parameter)?.name;
  if (parameter?.type === "TSParameterProperty") return /^(?:private|protected)$/.test(parameter.accessibility ?? "") ? undefined : name;
  if (!builder || name === undefined) return undefined;
  for (const node of names.within(builder.body, true)) {
    if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression" && node.left.object.type === "ThisExpression" && node.right.type === "Identifier" && node.right.name === name) return memberName(node.left);
  }
  return undefined;
}

/** Who waits behind members of which some are functions of an executor. */
function ofExecutor(members: readonly { readonly name: string | undefined; readonly value: Node }[], hasPayload: boolean, names: Names, depth: number): Waiter | undefined {
  const functions = members.filter(({ value }) => waiterIn(value, names, depth + 1)?.executor !== undefined);
  const executor = functions[0] && waiterIn(functions[0].value, names, depth + 1)?.executor;
  const fails = functions.find(({ name, value }) => name !== undefined && isRejecter(value, names))?.name;
  return executor && { kind: "promise", executor, hasPayload, ...(fails !== undefined && { fails }) };
}

/** True for a callback that the file, by a type or by a call, shows to get the error first. */
function isErrorFirst(identifier: TSESTree.Identifier, name: string, names: Names): boolean {
  if (!errorFirstNames.test(name)) return false;
  const declared = names.scopes.variableOf(identifier)?.defs[0]?.name as Node | undefined;
  const type = aliased(declared?.type === "Identifier" ? declared.typeAnnotation?.typeAnnotation : undefined, names);
  if (type) return type.type === "TSFunctionType" && type.params[0] !== undefined && /^err(?:or)?\b.*\b(?:Error|unknown|any)\b/.test(names.sourceCode.getText(type.params[0]));
  const calls = names.calls.filter((call) => calledName(call) === name && call.arguments.length > 0);
  // Without a call to the contrary the custom holds, if nothing else is done with what is kept.
  if (calls.length === 0) return isKeptOnly(identifier, names);
  return calls.every((call) => {
    const inner = unwrap(call.arguments[0] ?? call);
    return isNothing(inner, false) || (inner.type === "Identifier" && /^err(?:or)?$/.test(inner.name)) || (inner.type === "NewExpression" && /Error$/.test(calledName(inner)));
  });
}

/** The type that a name of this file stands for. */
function aliased(type: TSESTree.TypeNode | undefined, { scopes }: Names): TSESTree.TypeNode | undefined {
  const name = type?.type === "TSTypeReference" && type.typeName.type === "Identifier" ? scopes.variableOf(type.typeName) : undefined;
  const definition = name?.defs[0]?.node as Node | undefined;
  return definition?.type === "TSTypeAliasDeclaration" ? definition.typeAnnotation : type;
}

/** True where the collection that a callback is put into is only filled and emptied in this file. */
function isKeptOnly(identifier: Node, names: Names): boolean {
  let at: Node = identifier;
  while (at.parent && at.parent.type !== "Program" && !storedBy(at)) at = at.parent;
  const collection = storedBy(at)?.collection;
  const place = collection && names.placeOf(collection);
  if (place === undefined) return false;
  return names.members.every((node) => {
    if (node === collection || names.placeOf(node) !== place) return true;
    const { parent } = node;
    return parent.type === "AssignmentExpression" || (parent.type === "MemberExpression" && /^(?:length|size|clear)$/.test(memberName(parent) ?? ""));
  });
}

const executors = new WeakMap<Names, readonly FunctionNode[]>();

/** The executors of a file: most have few, and functions that are far from them settle no promise. */
function executorsIn(names: Names): readonly FunctionNode[] {
  let found = executors.get(names);
  if (!found) executors.set(names, (found = names.calls.flatMap(({ arguments: [first] }) => (first && isFunction(first) && isExecutor(first) ? [first] : []))));
  return found;
}

function inObject(object: TSESTree.ObjectExpression, names: Names, depth: number): Waiter | undefined {
  let found: Waiter | undefined;
  let fails: string | undefined;
  let others = 0;
  for (const property of object.properties) {
    if (property.type !== "Property") continue;
    const name = keyName(property) ?? "";
    const waiter = waiterIn(property.value, names, depth + 1);
    if (!waiter) {
      if (!/timer|timeout|id$|time|start|created|deadline|stack/i.test(name)) others++;
      continue;
    }
    found = waiter;
    if (waiter.fails !== undefined) fails = waiter.fails === "" ? name : `${name}.${waiter.fails}`;
    else if (isRejecter(property.value, names)) fails = name;
  }
  if (!found && hasOwnFailure(object, names)) return { kind: "callback", hasPayload: false, fails: "reject" };
  return found && { kind: found.kind, hasPayload: others > 0, ...(found.callback !== undefined && { callback: found.callback }), ...(found.executor && { executor: found.executor }), ...(fails !== undefined && { fails }) };
}

/** `{ resolve: () => {}, reject: (error) => console.error(error) }`: functions of its own stand where others have those of a promise, and its failure is to be told. */
function hasOwnFailure({ properties }: TSESTree.ObjectExpression, names: Names): boolean {
  const own = (name: string) => properties.map((property) => (property.type === "Property" && keyName(property) === name ? names.functionOf(property.value) : undefined)).find((fn) => fn !== undefined);
  const reject = own("reject");
  return own("resolve") !== undefined && reject !== undefined && reject.params.length > 0 && !isIdle(reject);
}

/** True for the second function of an executor, or the `reject` of a deferred. */
function isRejecter(value: Node, names: Names): boolean {
  const inner = unwrap(value);
  // `reject: (error) => { clearTimeout(timer); reject(error); }`
  if (isFunction(inner)) return inner.params.length > 0 && names.within(inner.body).some((node) => node.type === "CallExpression" && node.arguments.length > 0 && isRejecter(node.callee, names));
  const variable = inner.type === "Identifier" ? names.scopes.variableOf(inner) : undefined;
  const definition = variable?.defs[0];
  const fn = definition?.node as Node | undefined;
  const given = inner.type === "Identifier" ? names.valueOf(inner) : inner;
  if (given !== inner && isFunction(given)) return passesErrorOn(given, names);
  if (definition?.type === ("Parameter" as never) && isFunction(fn)) {
    return isExecutor(fn) ? fn.params[1] !== undefined && parameterName(fn.params[1])?.name === variable?.name : variable?.name === "reject";
  }
  return variable !== undefined && (names.scopes.writesTo(variable)?.[0]?.path[0] ?? "") === "reject";
}

/** `(error, data) => (error ? reject(error) : resolve(data))`: called with an error, it rejects. */
function passesErrorOn(fn: FunctionNode, names: Names): boolean {
  const error = fn.params[0] && parameterName(fn.params[0])?.name;
  const isError = (node: Node | undefined) => node !== undefined && unwrap(node).type === "Identifier" && names.sourceCode.getText(unwrap(node)) === error;
  return error !== undefined && names.within(fn.body, true).some((node) => {
    if (node.type !== "CallExpression" || !isError(node.arguments[0]) || !isRejecter(node.callee, names)) return false;
    for (let at: Node = node; at !== fn && at.parent; at = at.parent) {
      const { parent }: Node = at;
      if (parent.type === "LogicalExpression" || parent.type === "SwitchCase" || (/^(?:If|Conditional)/.test(parent.type) && !(isTestOf(parent, isError) && (parent as TSESTree.IfStatement).consequent === at))) return false;
    }
    return true;
  });
}

function isTestOf(node: Node, isAsked: (test: Node) => boolean): boolean {
  return (node.type === "IfStatement" || node.type === "ConditionalExpression") && isAsked(node.test);
}

/** A function that settles the promise it was made in, or calls back whoever called the function around it. */
function inFunction(fn: FunctionNode, names: Names): Waiter | undefined {
  return settlingIn(fn, names) ?? callingBack(fn, names);
}

function callingBack(fn: FunctionNode, names: Names): Waiter | undefined {
  const isCalled = names.within(fn.body).some((node) => {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    const definition = callee?.type === "Identifier" && callbackNames.test(callee.name) ? names.scopes.variableOf(callee)?.defs[0] : undefined;
    const around = definition?.type === ("Parameter" as never) ? (definition.node as Node) : undefined;
    return around !== undefined && around !== fn && isInside(fn, around);
  });
  const [first] = fn.params;
  const failure = first && parameterName(first)?.name;
  return isCalled ? { kind: "callback", hasPayload: false, ...(failure !== undefined && /err/i.test(failure) && { fails: "" }) } : undefined;
}

function settlingIn(fn: FunctionNode, names: Names): Waiter | undefined {
  if (!executorsIn(names).some((executor) => isInside(executor, fn) || isInside(fn, executor))) return undefined;
  for (const node of names.within(fn.body)) {
    const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
    const waiter = callee?.type === "Identifier" ? named(callee, names, 3) : undefined;
    if (waiter?.executor) return { kind: "promise", executor: waiter.executor, hasPayload: false };
  }
  return undefined;
}
