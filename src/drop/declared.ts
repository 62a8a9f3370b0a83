import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, calledName, classMember, isClass, isFunction, keyName, memberName, unwrap } from "../ast.js";
import { askingMethods, takingMethods } from "../contracts/deliveries.js";
import { type Names, receiverOf } from "../names.js";

/** What a called function says of the value it gives: its declared type, or its code. */
export interface Declared {
  readonly type?: TSESTree.TypeNode;
  readonly code?: FunctionNode;
}

/** The declaration behind a call, in this file: a function, a method of a class, or the signature in a type. */
export function declarationOf(call: CallNode, names: Names): Declared | undefined {
  const fn = names.functionOf(call.callee);
  if (fn) return ofFunction(fn);
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") {
    const definition = names.scopes.variableOf(callee)?.defs[0]?.node as Node | undefined;
    if (definition?.type === "TSDeclareFunction") return ofType(definition.returnType?.typeAnnotation);
    const type = annotationOf(callee, names);
    return type?.type === "TSFunctionType" ? ofType(type.returnType?.typeAnnotation) : undefined;
  }
  if (callee.type !== "MemberExpression") return undefined;
  const name = memberName(callee);
  const owner = ownerOf(callee.object, names);
  return name === undefined || !owner ? undefined : memberOf(owner, name, names);
}

function ofFunction(fn: FunctionNode): Declared {
  const type = fn.returnType?.typeAnnotation;
  return { code: fn, ...(type && { type }) };
}

function ofType(type: TSESTree.TypeNode | undefined): Declared | undefined {
  return type && { type };
}

/** The class or type whose members an expression has. */
function ownerOf(node: Node, names: Names, depth = 0): Node | undefined {
  const inner = unwrap(node);
  if (depth > 4) return undefined;
  const annotation = annotationOf(inner, names);
  if (annotation) return annotation;
  const value = initialOf(inner, names);
  if (value?.type === "NewExpression") return classNamed(value.callee, names);
  if (value?.type === "CallExpression") return elementOf(value, names);
  return value && value !== inner ? ownerOf(value, names, depth + 1) : undefined;
}

function annotationOf(node: Node, names: Names): TSESTree.TypeNode | undefined {
  if (node.type === "Identifier") {
    const name = names.scopes.variableOf(node)?.defs[0]?.name as Node | undefined;
    return name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
  }
  const member = fieldOf(node);
  if (member?.type === "PropertyDefinition") return member.typeAnnotation?.typeAnnotation;
  if (member?.type !== "TSParameterProperty") return undefined;
  const parameter = member.parameter.type === "AssignmentPattern" ? member.parameter.left : member.parameter;
  return parameter.typeAnnotation?.typeAnnotation;
}

function fieldOf(node: Node) {
  if (node.type !== "MemberExpression" || node.object.type !== "ThisExpression") return undefined;
  const name = memberName(node);
  for (let at = node.parent as Node | undefined; at; at = at.parent) if (isClass(at)) return name === undefined ? undefined : classMember(at, name);
  return undefined;
}

function initialOf(node: Node, names: Names): Node | undefined {
  const member = fieldOf(node);
  if (member?.type === "PropertyDefinition" && member.value) return unwrap(member.value);
  const value = names.valueOf(node);
  return value === node ? undefined : value;
}

/** The type of what a collection gives: `this.boxes.get(name)` of a `Map<string, Mailbox>`. */
function elementOf(call: CallNode, names: Names): Node | undefined {
  const collection = askingMethods.has(calledName(call)) || takingMethods.has(calledName(call)) ? receiverOf(call) : undefined;
  if (!collection) return undefined;
  const inner = unwrap(collection);
  const annotation = annotationOf(inner, names);
  if (annotation?.type === "TSArrayType") return annotation.elementType;
  const made = annotation ? undefined : initialOf(inner, names);
  const kind = annotation?.type === "TSTypeReference" && annotation.typeName.type === "Identifier" ? annotation.typeName.name : made?.type === "NewExpression" ? calledName(made) : "";
  const given = annotation?.type === "TSTypeReference" ? annotation.typeArguments : made?.type === "NewExpression" ? made.typeArguments : undefined;
  return /^(?:Readonly)?(?:Weak)?(?:Map|Set|Array)$/.test(kind) ? given?.params.at(-1) : undefined;
}

function classNamed(node: Node, names: Names): Node | undefined {
  const inner = unwrap(node);
  const definition = inner.type === "Identifier" ? (names.scopes.variableOf(inner)?.defs[0]?.node as Node | undefined) : undefined;
  return definition && isClass(definition) ? definition : undefined;
}

function memberOf(owner: Node, name: string, names: Names, depth = 0): Declared | undefined {
  if (depth > 4) return undefined;
  if (isClass(owner)) {
    const member = classMember(owner, name);
    if (member?.type === "MethodDefinition" && isFunction(member.value)) return ofFunction(member.value);
    return member?.type === "TSAbstractMethodDefinition" ? ofType(member.value.returnType?.typeAnnotation) : undefined;
  }
  if (owner.type === "TSUnionType") {
    const [only, ...others] = owner.types.filter(({ type }) => type !== "TSUndefinedKeyword" && type !== "TSNullKeyword");
    return only && others.length === 0 ? memberOf(only, name, names, depth + 1) : undefined;
  }
  if (owner.type === "TSTypeReference") {
    const definition = owner.typeName.type === "Identifier" ? (names.scopes.variableOf(owner.typeName)?.defs[0]?.node as Node | undefined) : undefined;
    if (definition?.type === "TSInterfaceDeclaration") return inMembers(definition.body.body, name);
    if (definition?.type === "TSTypeAliasDeclaration") return memberOf(definition.typeAnnotation, name, names, depth + 1);
    return definition && isClass(definition) ? memberOf(definition, name, names, depth + 1) : undefined;
  }
  return owner.type === "TSTypeLiteral" ? inMembers(owner.members, name) : undefined;
}

function inMembers(members: readonly TSESTree.TypeElement[], name: string): Declared | undefined {
  for (const member of members) {
    if (member.type === "TSMethodSignature" && keyName(member) === name) return ofType(member.returnType?.typeAnnotation);
    const type = member.type === "TSPropertySignature" && keyName(member) === name ? member.typeAnnotation?.typeAnnotation : undefined;
    if (type?.type === "TSFunctionType") return ofType(type.returnType?.typeAnnotation);
  }
  return undefined;
}

/** What a type says of an answer: `boolean` (also promised), something else, or nothing that can be told. */
export function isBooleanType(type: TSESTree.TypeNode): boolean {
  if (type.type === "TSBooleanKeyword") return true;
  const [argument] = type.type === "TSTypeReference" && type.typeName.type === "Identifier" && /^Promise(?:Like)?$/.test(type.typeName.name) ? (type.typeArguments?.params ?? []) : [];
  return argument !== undefined && isBooleanType(argument);
}
