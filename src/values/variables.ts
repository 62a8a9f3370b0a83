import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type ClassNode, type Node, isFunction, keyName, literalText, memberName, parameterName, wrapped } from "../ast.js";
import type { Contract } from "../contracts/types.js";
import type { Holder } from "../holders.js";
import { callsOf } from "./calls-of.js";
import { type Lookup, type Value, memo } from "./lookup.js";

type Variable = TSESLint.Scope.Variable;

/** What variables stand for, and the places they are. */
export function variableValues(lookup: Lookup): Pick<Lookup, "ofVariable" | "holderOfVariable"> {
  const { scopes, holders, catalogue, types } = lookup;
  const known = new Map<Variable, Value | undefined>();
  const homes = new Map<Variable, Holder>();

  function ofVariable(variable: Variable): Value | undefined {
    return memo(known, variable, () => findVariable(variable));
  }

  function findVariable(variable: Variable): Value | undefined {
    const definition = variable.defs[0];
    if (!definition) return undefined;
    switch (definition.type as string) {
      case "ImportBinding":
        return imported(definition.node, definition.parent);
      case "FunctionName": {
        // Overloads and `declare function` have no body.
        const node = variable.defs.map((each) => each.node as Node).find(isFunction);
        return node && { kind: "function", node, receiver: undefined };
      }
      case "ClassName":
        return { kind: "class", node: definition.node as ClassNode };
      case "Parameter":
      case "Variable":
        break;
      default:
        return undefined;
    }
    const holder = holderOfVariable(variable);
    const annotation = (definition.name as TSESTree.Identifier).typeAnnotation?.typeAnnotation ?? (definition.type === "Parameter" ? typeInPattern(definition.name) : undefined);
    const declared = annotation && lookup.ofType(annotation, holder);
    const writes = scopes.writesTo(variable) ?? [];
    const values = writes.map(({ value, path }) => path.reduce<Value | undefined>((at, name) => at && lookup.ofMember(at, name), lookup.valueOf(value)));
    const [first, ...others] = values;
    const alone = definition.type === "Variable" && others.every((other) => isSameSubject(other, first)) ? first : undefined;
    // Another name for a variable that is given other things as well stands for what that held then.
    if (alone?.kind === "subject" && isReassigned(alone.holder, variable)) return { ...alone, holder };
    if (alone && (alone.kind !== "object" || !declared)) return alone.kind === "object" && annotation ? { ...alone, type: annotation } : alone;
    if (declared && declared.kind !== "object") return declared;
    const made = values.find((value) => value?.kind === "subject");
    if (made?.kind === "subject" && values.every((value) => value?.kind !== "subject" || value.contract === made.contract)) return { ...made, holder };
    const promised = values.find((value) => value?.kind === "promise");
    if (promised) return promised;
    if (declared && !isOpen(annotation)) return declared;
    const contract = types.contractOf(definition.name, catalogue) ?? (definition.type === "Parameter" ? (contractOfArguments(definition) ?? contractHanded(definition)) : undefined);
    if (contract) return { kind: "subject", holder, contract };
    const shaped = values.find((value) => value?.kind === "object" && !isReassigned(value.holder, variable));
    return { kind: "object", holder, shape: shaped?.kind === "object" ? shaped.shape : undefined, type: annotation };
  }

  function isSameSubject(one: Value | undefined, other: Value | undefined): boolean {
    return one?.kind === "subject" && other?.kind === "subject" && one.holder === other.holder;
  }

  /** The type of what a pattern takes out of an annotated parameter: of `server` in `({ server }: Resources) => …`. */
  function typeInPattern(name: Node): TSESTree.TypeNode | undefined {
    const { parent } = name.parent?.type === "AssignmentPattern" ? name.parent : name;
    const pattern = parent?.type === "Property" && parent.parent.type === "ObjectPattern" ? parent.parent : undefined;
    const key = parent?.type === "Property" ? keyName(parent) : undefined;
    const whole = pattern && (pattern.typeAnnotation?.typeAnnotation ?? typeInPattern(pattern));
    return whole && key !== undefined ? lookup.memberType(whole, key) : undefined;
  }

  /** True for a type that says nothing of a parameter: what it is given tells more. */
  function isOpen(type: TSESTree.TypeNode | undefined): boolean {
    return type?.type === "TSAnyKeyword" || type?.type === "TSUnknownKeyword";
  }

  function isReassigned({ root }: Holder, variable: Variable): boolean {
    if (typeof root !== "object" || !("identifiers" in root) || root === variable) return false;
    // A parameter holds what the caller gives, beside what it is given here.
    return (scopes.writesTo(root)?.length ?? 2) > (root.defs[0]?.type === "Parameter" ? 0 : 1);
  }

  /** The contract of what the file's own calls of a function give for a parameter, where they agree. */
  function contractOfArguments(definition: TSESLint.Scope.Definition): Contract | undefined {
    const unit = definition.node as Node;
    if (!isFunction(unit)) return undefined;
    const position = unit.params.findIndex((parameter) => parameterName(parameter) === definition.name);
    const given = callsOf(unit, lookup).flatMap((call) => {
      const argument = call.arguments[position];
      const value = argument && lookup.valueOf(argument);
      return value?.kind === "subject" ? [value.contract] : [];
    });
    return given.every((contract) => contract === given[0]) ? given[0] : undefined;
  }

  /** The contract of what an API hands to a parameter of a function that it is given. */
  function contractHanded(definition: TSESLint.Scope.Definition): Contract | undefined {
    const unit = definition.node as Node;
    const position = isFunction(unit) ? unit.params.findIndex((parameter) => parameterName(parameter) === definition.name) : -1;
    return isFunction(unit) && position >= 0 ? lookup.handedTo?.(unit, position, lookup) : undefined;
  }

  function imported(specifier: Node, declaration: Node | null): Value | undefined {
    if (specifier.type === "TSImportEqualsDeclaration") {
      const reference = specifier.moduleReference;
      const module = reference.type === "TSExternalModuleReference" ? literalText(reference.expression) : undefined;
      return module === undefined ? undefined : { kind: "export", module, name: "default" };
    }
    const module = declaration?.type === "ImportDeclaration" ? declaration.source.value : undefined;
    if (module === undefined) return undefined;
    if (specifier.type !== "ImportSpecifier") return { kind: "export", module, name: "default" };
    const name = specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
    return { kind: "export", module, name };
  }

  /** A variable's own place; one that is only kept in a field of `this` stands for that field. */
  function holderOfVariable(variable: Variable): Holder {
    let home = homes.get(variable);
    if (!home) {
      homes.set(variable, (home = holders.of(variable)));
      const field = fieldKeeping(variable);
      if (field) homes.set(variable, (home = field));
    }
    return home;
  }

  function fieldKeeping(variable: Variable): Holder | undefined {
    const definition = variable.defs[0];
    if (definition?.type === "Parameter") {
      const parameter = (definition.name as Node).parent;
      if (parameter?.type === "TSParameterProperty") return holders.member(lookup.thisOf(parameter), variable.name);
    }
    if (definition?.type !== "Parameter" && definition?.type !== "Variable") return undefined;
    let target: TSESTree.MemberExpression | undefined;
    let writes = definition.type === "Parameter" ? 1 : 0;
    for (const reference of variable.references) {
      if (reference.isWrite() && ++writes > 1) return undefined;
      const value = wrapped(reference.identifier);
      const kept = value.parent?.type === "AssignmentExpression" && value.parent.operator === "=" && value.parent.right === value ? value.parent.left : undefined;
      if (kept?.type !== "MemberExpression" || kept.object.type !== "ThisExpression") continue;
      if (target) return undefined;
      target = kept;
    }
    const name = target && memberName(target);
    if (!target || name === undefined) return undefined;
    const holder = holders.member(lookup.thisOf(target), name);
    return lookup.writesToPlace(holder).length === 1 ? holder : undefined;
  }

  return { ofVariable, holderOfVariable };
}
