import { type Node, findNode, isFunction, isInside, keyName, memberName, nameOfThing, unitOf, unwrap } from "../ast.js";
import { firstOwnPort } from "../contracts/ports.js";
import type { Scopes } from "../scopes.js";
import { type Word, textOf } from "../sleeping/commands.js";
import { isPath } from "./await-ready.js";
import type { File } from "./edits.js";
import { numberOf } from "./port-type.js";

/** A port that a child was told to listen on, or its program's own. */
export interface Port {
  /** As it can be asked for. */
  readonly code: string;
  /** As the file writes it. */
  readonly name: string;
  /** What must be known where it is asked for. */
  readonly node: Node | undefined;
  /** It is no port, but the path of a socket. */
  readonly isPath?: boolean;
}

/** A port that is written out. */
export function plainPort(number: number): Port {
  return { code: String(number), name: String(number), node: undefined };
}

/** A port as it is given: a number, or a path that says what it is; `String(port)` and `${port}` give it too. */
export function portIn(file: File, word: Word, mustSay: boolean): Port | undefined {
  const text = textOf(word);
  const node = typeof word === "string" ? undefined : writtenAsText(word);
  const number = text !== undefined && /^[1-9]\d{1,4}$/.test(text) ? Number(text) : node?.type === "Literal" && typeof node.value === "number" ? node.value : undefined;
  if (number !== undefined) return number > 0 && !(mustSay && number < firstOwnPort) ? plainPort(number) : undefined;
  const { scopes } = file.startup;
  if (!node || !isPath(node) || mayBeNone(node, scopes, 0) || (mustSay && !/port$/i.test(nameOfThing(node)))) return undefined;
  const code = isKeptByOwner(node, scopes) ? numberOf(file, node, valueOf(node, scopes)) : undefined;
  return code && { ...code, node };
}

/** What is written as a text by `String(port)`, `port.toString()` or `${port}`. */
function writtenAsText(given: Node): Node {
  const node = unwrap(given);
  if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "String" && node.arguments[0]) return unwrap(node.arguments[0]);
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && node.arguments.length === 0 && memberName(node.callee) === "toString") return unwrap(node.callee.object);
  const [only, ...others] = node.type === "TemplateLiteral" && node.quasis.every(({ value }) => value.raw === "") ? node.expressions : [];
  return only && others.length === 0 ? unwrap(only) : node;
}

/** True for any free port, 0, for what is no port, and for what may be missing: a variable of the environment, or a way on which nothing else is given. */
export function mayBeNone(value: Node | undefined, scopes: Scopes, depth: number): boolean {
  const inner = value && unwrap(value);
  const mayBe = (node: Node | undefined) => mayBeNone(node, scopes, depth + 1);
  switch (inner?.type) {
    case "Literal":
      return !(Number(inner.value) > 0);
    case "TemplateLiteral":
      return inner.quasis.some(({ value: { raw } }) => !/^\d*$/.test(raw));
    case "LogicalExpression":
      return inner.operator === "&&" || mayBe(inner.right);
    case "ConditionalExpression":
      return mayBe(inner.consequent) || mayBe(inner.alternate);
    case "UnaryExpression":
      return inner.operator !== "+" || mayBe(inner.argument);
    case "CallExpression":
      return /^(?:Number|parseInt|parseFloat)$/.test(inner.callee.type === "Identifier" ? inner.callee.name : "") && mayBe(inner.arguments[0]);
    case "MemberExpression":
      return isEnvironment(inner.object) || (depth < 4 && mayBe(valueOf(inner, scopes)));
    case "Identifier":
      return inner.name === "undefined" || isTakenFromEnvironment(inner, scopes) || (depth < 4 && mayBe(valueOf(inner, scopes)));
    default:
      return false;
  }
}

/** `process.env`, `import.meta.env`. */
function isEnvironment(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "MemberExpression" && memberName(inner) === "env";
}

/** `const { PORT } = process.env` */
function isTakenFromEnvironment(name: Node, scopes: Scopes): boolean {
  const variable = scopes.variableOf(name);
  if (variable?.identifiers[0]?.parent.type === "AssignmentPattern") return false;
  return ((variable && scopes.writesTo(variable)) ?? []).some(({ value, path }) => path.length === 1 && isEnvironment(value));
}

/** What a path is given where it is declared: the initialiser of a name, the default of a parameter or in a pattern, the value of a property that is written out. */
export function valueOf(path: Node, scopes: Scopes): Node | undefined {
  const inner = unwrap(path);
  if (inner.type === "MemberExpression") {
    const owner = valueOf(inner.object, scopes);
    return owner && propertyOf(owner, memberName(inner));
  }
  const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
  const declared = variable?.identifiers[0];
  if (declared?.parent.type === "AssignmentPattern" && declared.parent.left === declared) return unwrap(declared.parent.right);
  const [write] = (variable && scopes.writesTo(variable)) ?? [];
  return write?.path.length === 0 ? unwrap(write.value) : undefined;
}

function propertyOf(owner: Node, name: string | undefined): Node | undefined {
  const property = owner.type === "ObjectExpression" ? owner.properties.find((each) => each.type === "Property" && keyName(each) === name) : undefined;
  return property?.type === "Property" ? unwrap(property.value) : undefined;
}

/** False for a path from `this` whose class or object gives it by a getter, counts it up, may not know it, or learns it while the code goes on. */
function isKeptByOwner(path: Node, scopes: Scopes): boolean {
  const names = namesFromThis(path);
  const owner = names && ownerOf(path);
  const [name, ...rest] = names ?? [];
  const mayBe = (value: Node | null | undefined, given: readonly string[]) => mayBeNone(given.reduce<Node | undefined>((at, each) => at && propertyOf(unwrap(at), each), value ?? undefined), scopes, 0);
  const isOther = (node: Node) => {
    switch (node.type) {
      case "MethodDefinition":
        return node.kind === "get" && keyName(node) === name;
      case "Property":
        return node.parent === owner && keyName(node) === name && (node.kind === "get" || mayBe(node.value, rest));
      case "PropertyDefinition":
        return keyName(node) === name && mayBe(node.value, rest);
      case "UpdateExpression":
        return namesFromThis(node.argument)?.join() === names?.join();
      case "AssignmentExpression": {
        const written = namesFromThis(node.left);
        if (!written || !names || written.some((each, at) => each !== names[at])) return false;
        return node.operator !== "=" || isLater(node, path) || mayBe(node.right, names.slice(written.length)) || findNode(node.right, (each) => namesFromThis(each)?.join() === written.join()) !== undefined;
      }
      default:
        return false;
    }
  };
  return !owner || findNode(owner, isOther) === undefined;
}

/** True for what is written behind a path in the same function, or in one within another, which runs when something has come. */
function isLater(write: Node, path: Node): boolean {
  const unit = unitOf(write);
  if (unit === unitOf(path)) return write.range[0] > path.range[0];
  return isFunction(unit) && !isInside(path, unit) && !/^(?:MethodDefinition|PropertyDefinition|Property)$/.test(unit.parent.type);
}

/** The names of a path that begins with `this`. */
function namesFromThis(path: Node): readonly string[] | undefined {
  const names: string[] = [];
  let at = unwrap(path);
  for (; at.type === "MemberExpression"; at = unwrap(at.object)) names.unshift(memberName(at) ?? "");
  return at.type === "ThisExpression" && names.length > 0 ? names : undefined;
}

/** The class or the object of whose method or field a node is part: no object that is only written out there. */
function ownerOf(node: Node): Node | undefined {
  let isInMethod = false;
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === "ClassBody" || (isInMethod && at.type === "ObjectExpression")) return at;
    isInMethod ||= at.type === "FunctionExpression";
  }
  return undefined;
}
