import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type ClassNode, type FunctionNode, type Node, classMember, isClass, isFunction, isNullish, keyName, memberName, parameterName, unwrap } from "../ast.js";
import type { FileIndex } from "../file-index.js";
import type { Holder, Holders } from "../holders.js";
import { type Scopes, mayBeLocal } from "../scopes.js";
import type { Values } from "../values.js";

type Variable = TSESLint.Scope.Variable;

/** What the passes over machines know of the file they stand in. */
export interface MachineFile {
  readonly scopes: Scopes;
  readonly values: Values;
  readonly holders: Holders;
  readonly functions: readonly FunctionNode[];
  readonly calls: readonly TSESTree.CallExpression[];
  readonly assignments: readonly TSESTree.AssignmentExpression[];
  /** The value of a name that is given one, of this file; the expression itself for everything else. */
  resolved(node: Node): Node;
  /** The place of the object that an expression stands for. */
  holderOf(node: Node): Holder | undefined;
  /** The class or literal that says what members an object has; `"elsewhere"` if another file does. */
  shapeOf(node: Node): ClassNode | TSESTree.ObjectExpression | "elsewhere" | undefined;
  /** A member of a class, or of one that it extends, or of a literal. */
  memberOf(shape: ClassNode | TSESTree.ObjectExpression, name: string): Node | undefined;
  /** The function of this file that a call runs. */
  functionOf(callee: Node): FunctionNode | undefined;
  /** The position of the parameter that an expression is, in this function. */
  parameterOf(node: Node, fn: FunctionNode): number | undefined;
}

/** What the passes over machines ask of a file. */
export function machineFileOf({ functions, calls: all, assignments }: FileIndex, { scopes, values, holders }: Pick<MachineFile, "scopes" | "values" | "holders">): MachineFile {
  const calls = all.filter((call) => call.type === "CallExpression");

  function resolved(node: Node, depth = 0): Node {
    const inner = unwrap(node);
    if (inner.type !== "Identifier" || depth > 5) return inner;
    const variable = scopes.variableOf(inner);
    const value = variable && onlyValue(variable);
    return value ? resolved(value, depth + 1) : inner;
  }

  /** The one value a variable is ever given. */
  function onlyValue(variable: Variable): Node | undefined {
    if (variable.defs[0]?.type !== ("Variable" as never)) return undefined;
    const [write, ...others] = scopes.writesTo(variable) ?? [];
    return write?.path.length === 0 && others.length === 0 ? write.value : undefined;
  }

  function holderOf(node: Node): Holder | undefined {
    const inner = unwrap(node);
    const value = values.valueOf(inner);
    if (value?.kind === "object" || value?.kind === "subject") return value.holder;
    const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
    return variable && !value ? values.holderOfVariable(variable) : undefined;
  }

  function shapeOf(node: Node): ReturnType<MachineFile["shapeOf"]> {
    const inner = unwrap(node);
    const value = values.valueOf(inner);
    const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
    // What is given several things may be any of them.
    if (variable && isGivenSeveral(variable)) return undefined;
    if (value?.kind === "subject") {
      const { root } = value.holder;
      return value.holder.depth === 0 && typeof root === "object" && "type" in root && isClass(root) ? root : "elsewhere";
    }
    if (value?.kind !== "object") return value ? "elsewhere" : undefined;
    if (value.shape) return value.shape;
    return value.type && classNamed(value.type);
  }

  function isGivenSeveral(variable: Variable): boolean {
    const writes = variable.references.filter((reference) => reference.isWrite() && reference.writeExpr && !isNullish(reference.writeExpr));
    return writes.length > 1;
  }

  function classNamed(type: TSESTree.TypeNode): ClassNode | "elsewhere" | undefined {
    if (type.type === "TSUnionType") {
      const named = type.types.filter((part) => part.type !== "TSNullKeyword" && part.type !== "TSUndefinedKeyword");
      return named.length === 1 && named[0] ? classNamed(named[0]) : "elsewhere";
    }
    if (type.type === "TSAnyKeyword") return undefined;
    if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return type.type === "TSTypeLiteral" ? undefined : "elsewhere";
    const definition = scopes.variableOf(type.typeName)?.defs[0]?.node as Node | undefined;
    if (definition && isClass(definition)) return definition;
    // An interface may be what a class here implements.
    return definition?.type === "TSInterfaceDeclaration" || definition?.type === "TSTypeAliasDeclaration" ? undefined : "elsewhere";
  }

  function memberOf(shape: ClassNode | TSESTree.ObjectExpression, name: string, depth = 0): Node | undefined {
    if (!isClass(shape)) return shape.properties.find((property) => property.type === "Property" && keyName(property) === name);
    const own = classMember(shape, name);
    if (own || !shape.superClass || depth > 5) return own;
    const parent = values.valueOf(shape.superClass);
    return parent?.kind === "class" ? memberOf(parent.node, name, depth + 1) : undefined;
  }

  const functionsCalled = new Map<Node, FunctionNode | undefined>();

  function functionOf(callee: Node): FunctionNode | undefined {
    const inner = unwrap(callee);
    if (!functionsCalled.has(inner)) functionsCalled.set(inner, mayBeLocal(inner, scopes) ? findFunction(inner) : undefined);
    return functionsCalled.get(inner);
  }

  function findFunction(inner: Node): FunctionNode | undefined {
    if (inner.type === "MemberExpression") {
      const name = memberName(inner);
      const shape = shapeOf(inner.object);
      const member = name !== undefined && shape && shape !== "elsewhere" ? memberOf(shape, name) : undefined;
      const fn = member && "value" in member ? (member.value as Node | null) : undefined;
      if (fn && isFunction(fn)) return fn;
    }
    const value = values.valueOf(inner);
    return value?.kind === "function" ? value.node : undefined;
  }

  function parameterOf(node: Node, fn: FunctionNode): number | undefined {
    const inner = resolved(node);
    const variable = inner.type === "Identifier" ? scopes.variableOf(inner) : undefined;
    const at = fn.params.findIndex((parameter) => {
      const name = parameterName(parameter);
      return name !== undefined && scopes.variableOf(name) === variable;
    });
    return variable && at >= 0 && variable.references.every((reference) => !reference.isWrite() || reference.init) ? at : undefined;
  }

  return { scopes, values, holders, functions, calls, assignments, resolved, holderOf, shapeOf, memberOf, functionOf, parameterOf };
}

/** The argument at a position, unless a spread stands before it or there. */
export function argumentAt(call: CallNode, position: number): Node | undefined {
  const upTo = call.arguments.slice(0, position + 1);
  return upTo.some((argument) => argument.type === "SpreadElement") ? undefined : upTo[position];
}
