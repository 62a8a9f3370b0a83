import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, classMember, isClass, keyName, literalText, memberName, parameterName, unwrap } from "../ast.js";
import type { Scopes } from "../scopes.js";
import { type File, codeOf } from "./edits.js";
import { isTypeScript } from "./style.js";

/** A type that is written for something, which may be missing. */
interface Declared {
  readonly type: TSESTree.TypeNode;
  readonly isOptional: boolean;
}

/** The code that gives a path, of which a value may be seen, as a number or a text, and never less, whatever its type: `port`, `options.port!`, `Number(options.port)`; undefined where its type is another. */
export function numberOf({ sourceCode, filename, startup }: File, path: Node, value: Node | undefined): { readonly code: string; readonly name: string } | undefined {
  const name = codeOf(sourceCode, path);
  if (!isTypeScript(filename)) return { code: name, name };
  const declared = declaredFor(path, startup.scopes);
  const types = declared && typesIn(declared);
  if (types?.has("other")) return undefined;
  if (types ? types.size === 1 : isPlain(value)) return { code: name, name };
  const told = path.parent?.type === "TSNonNullExpression" ? sourceCode.getText(path.parent) : undefined;
  if (told !== undefined && (!types || [...types].filter((each) => each !== "nothing").length === 1)) return { code: told, name: told };
  return { code: `Number(${name})`, name };
}

function isPlain(value: Node | undefined): boolean {
  return value !== undefined && (literalText(value) !== undefined || (value.type === "Literal" && typeof value.value === "number"));
}

/** What a type lets something be. */
function typesIn({ type, isOptional }: Declared): ReadonlySet<"number" | "string" | "nothing" | "other"> {
  const types = type.type === "TSUnionType" ? type.types : [type];
  return new Set([...types.map(kindOf), ...(isOptional ? (["nothing"] as const) : [])]);
}

function kindOf(type: TSESTree.TypeNode): "number" | "string" | "nothing" | "other" {
  switch (type.type) {
    case "TSNumberKeyword":
      return "number";
    case "TSStringKeyword":
      return "string";
    case "TSUndefinedKeyword":
    case "TSNullKeyword":
      return "nothing";
    case "TSLiteralType":
      return type.literal.type !== "Literal" ? "other" : typeof type.literal.value === "number" ? "number" : "string";
    default:
      return "other";
  }
}

/** The type that the file writes for a path; undefined where none is seen. */
function declaredFor(path: Node, scopes: Scopes): Declared | undefined {
  const inner = unwrap(path);
  if (inner.type === "MemberExpression") return inner.object.type === "ThisExpression" ? ofField(inner) : ofMember(declaredFor(inner.object, scopes)?.type, memberName(inner), scopes);
  const name: Node | undefined = inner.type === "Identifier" ? scopes.variableOf(inner)?.identifiers[0] : undefined;
  if (name?.type !== "Identifier") return undefined;
  if (name.typeAnnotation) return { type: name.typeAnnotation.typeAnnotation, isOptional: name.optional };
  // `({ port }: { port: number })`
  const hasDefault = name.parent.type === "AssignmentPattern";
  const property = hasDefault ? name.parent.parent : name.parent;
  const pattern = property?.type === "Property" ? property.parent : undefined;
  const member = pattern?.type === "ObjectPattern" && property?.type === "Property" ? ofMember(pattern.typeAnnotation?.typeAnnotation, keyName(property), scopes) : undefined;
  return member && { type: member.type, isOptional: member.isOptional && !hasDefault };
}

/** The type of a member of a type that is written out, or of an interface of the file. */
function ofMember(type: TSESTree.TypeNode | undefined, name: string | undefined, scopes: Scopes): Declared | undefined {
  const named = type?.type === "TSTypeReference" && type.typeName.type === "Identifier" ? (scopes.variableOf(type.typeName)?.defs[0]?.node as Node | undefined) : undefined;
  const literal = named?.type === "TSTypeAliasDeclaration" ? named.typeAnnotation : type;
  const members = named?.type === "TSInterfaceDeclaration" ? named.body.body : literal?.type === "TSTypeLiteral" ? literal.members : [];
  const member = members.find((each) => each.type === "TSPropertySignature" && keyName(each) === name);
  return member?.type === "TSPropertySignature" && member.typeAnnotation ? { type: member.typeAnnotation.typeAnnotation, isOptional: member.optional } : undefined;
}

/** The type of a field of the class around, or of a parameter that is one. */
function ofField(member: TSESTree.MemberExpression): Declared | undefined {
  let owner: Node | undefined = member.parent;
  while (owner && !isClass(owner)) owner = owner.parent;
  const field = owner && classMember(owner, memberName(member) ?? "");
  if (field?.type === "PropertyDefinition" && field.typeAnnotation) return { type: field.typeAnnotation.typeAnnotation, isOptional: field.optional };
  const parameter = field?.type === "TSParameterProperty" ? parameterName(field) : undefined;
  return parameter?.typeAnnotation ? { type: parameter.typeAnnotation.typeAnnotation, isOptional: parameter.optional } : undefined;
}
