import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, isClass, keyName } from "../ast.js";
import type { Contract } from "../contracts/types.js";
import type { Holder } from "../holders.js";
import type { Lookup, Value } from "./lookup.js";

/** What TypeScript annotations say of the objects they annotate. */
export function annotatedValues(lookup: Lookup): Pick<Lookup, "ofType" | "memberType"> {
  const { scopes, catalogue } = lookup;

  function ofType(type: TSESTree.TypeNode, holder: Holder): Value | undefined {
    const contract = contractOfType(type);
    if (contract) return { kind: "subject", holder, contract };
    const promised = promisedType(type);
    const inner = promised && contractOfType(promised);
    if (inner) return { kind: "promise", of: { kind: "subject", holder, contract: inner } };
    return { kind: "object", holder, shape: undefined, type };
  }

  function promisedType(type: TSESTree.TypeNode): TSESTree.TypeNode | undefined {
    if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier" || type.typeName.name !== "Promise") return undefined;
    return type.typeArguments?.params[0];
  }

  const asked = new Set<TSESTree.TypeNode>();

  /** The contract a type names; a type that leads to itself names none. */
  function contractOfType(type: TSESTree.TypeNode): Contract | undefined {
    if (asked.has(type)) return undefined;
    asked.add(type);
    const contract = findContract(type);
    asked.delete(type);
    return contract;
  }

  function findContract(type: TSESTree.TypeNode): Contract | undefined {
    if (type.type === "TSUnionType") {
      const parts = type.types.filter((part) => part.type !== "TSNullKeyword" && part.type !== "TSUndefinedKeyword").map(contractOfType);
      return parts.length > 0 && parts.every((part) => part === parts[0]) ? parts[0] : undefined;
    }
    if (type.type === "TSIntersectionType") return type.types.map(contractOfType).find((part) => part !== undefined);
    if (type.type === "TSImportType") {
      const source = type.source.value;
      const name = type.qualifier?.type === "Identifier" ? type.qualifier.name : undefined;
      return name === undefined ? undefined : catalogue.type(source, name);
    }
    if (type.type === "TSTypeQuery" && type.exprName.type === "Identifier") {
      const value = lookup.valueOf(type.exprName);
      return value?.kind === "subject" ? value.contract : undefined;
    }
    if (type.type !== "TSTypeReference") return undefined;
    const name = type.typeName;
    if (name.type === "TSQualifiedName") {
      const module = lookup.valueOf(name.left);
      return module?.kind === "export" && module.name === "default" ? catalogue.type(module.module, name.right.name) : undefined;
    }
    if (name.type !== "Identifier") return undefined;
    const [argument] = type.typeArguments?.params ?? [];
    const variable = scopes.variableOf(name);
    if (!variable) {
      if (["ReturnType", "Awaited", "NonNullable", "Readonly", "Partial", "Required"].includes(name.name) && argument) {
        return name.name === "ReturnType" ? contractOfCallee(argument) : contractOfType(argument);
      }
      return catalogue.type("globalThis", name.name);
    }
    const definition = variable.defs[0]?.node as Node | undefined;
    if (definition?.type === "TSTypeAliasDeclaration") return contractOfType(definition.typeAnnotation);
    if (definition?.type === "TSTypeParameter") return definition.constraint && contractOfType(definition.constraint);
    const value = lookup.ofVariable(variable);
    return value?.kind === "export" ? catalogue.type(value.module, value.name) : undefined;
  }

  /** The contract of `ReturnType<typeof createServer>`. */
  function contractOfCallee(type: TSESTree.TypeNode): Contract | undefined {
    if (type.type !== "TSTypeQuery" || (type.exprName.type !== "Identifier" && type.exprName.type !== "TSQualifiedName")) return undefined;
    const name = type.exprName;
    const value = name.type === "Identifier" ? lookup.valueOf(name) : name.left.type === "Identifier" ? ofMemberOf(name.left, name.right.name) : undefined;
    return value?.kind === "export" ? catalogue.maker(value.module, value.name, "call")?.contract : undefined;
  }

  function ofMemberOf(object: Node, name: string): Value | undefined {
    const value = lookup.valueOf(object);
    return value && lookup.ofMember(value, name);
  }

  /** The declared type of a member of a literal type, or of an interface or class of this file. */
  function memberType(type: TSESTree.TypeNode, name: string): TSESTree.TypeNode | undefined {
    const members = membersOf(type);
    for (const member of members ?? []) {
      if ((member.type === "TSPropertySignature" || member.type === "PropertyDefinition") && keyName(member) === name) {
        return member.typeAnnotation?.typeAnnotation;
      }
    }
    return undefined;
  }

  function membersOf(type: TSESTree.TypeNode): readonly Node[] | undefined {
    if (asked.has(type)) return undefined;
    asked.add(type);
    const members = findMembers(type);
    asked.delete(type);
    return members;
  }

  function findMembers(type: TSESTree.TypeNode): readonly Node[] | undefined {
    if (type.type === "TSTypeLiteral") return type.members;
    if (type.type === "TSIntersectionType") return type.types.flatMap((part) => membersOf(part) ?? []);
    if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
    const definition = scopes.variableOf(type.typeName)?.defs[0]?.node as Node | undefined;
    if (definition?.type === "TSInterfaceDeclaration") return definition.body.body;
    if (definition?.type === "TSTypeAliasDeclaration") return definition.typeAnnotation === type ? undefined : membersOf(definition.typeAnnotation);
    return definition && isClass(definition) ? definition.body.body : undefined;
  }

  return { ofType, memberType };
}
