import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, isClass, keyName, literalText, memberName, unwrap } from "../ast.js";
import type { MachineFile } from "./machine-file.js";

type Variable = TSESLint.Scope.Variable;

/** A state (or input) of a machine as code names it: literal, enum member, constant. */
export interface StateName {
  /** Equal for equal states. One of another file begins with `?`: only itself is known to equal it. */
  readonly key: string;
  /** How it is called in messages. */
  readonly label: string;
  /** The code that names it. */
  readonly node: Node;
}

/** The state that an expression names, if it always names the same. */
export function stateNamed(node: Node, file: MachineFile): StateName | undefined {
  const found = find(node, file, 0);
  return found && { ...found, node };
}

/** The state that a table's key names. */
export function stateOfKey(property: TSESTree.Property | TSESTree.PropertyDefinition, file: MachineFile): StateName | undefined {
  if (property.computed) return stateNamed(property.key, file);
  const name = keyName(property);
  return name === undefined ? undefined : { ...plain(name), node: property.key };
}

type Found = Omit<StateName, "node">;

function plain(value: string | number): Found {
  // Keys of objects are strings: `0` and `"0"` are the same one.
  return { key: `=${value}`, label: String(value) };
}

function find(node: Node, file: MachineFile, depth: number): Found | undefined {
  const inner = unwrap(node);
  if (depth > 5) return undefined;
  if (inner.type === "Literal") return typeof inner.value === "string" || typeof inner.value === "number" ? plain(inner.value) : undefined;
  if (inner.type === "TemplateLiteral") {
    const text = literalText(inner);
    return text === undefined ? undefined : plain(text);
  }
  if (inner.type === "Identifier") {
    const variable = file.scopes.variableOf(inner);
    return variable && named(ofVariable(variable, file, depth), inner.name);
  }
  if (inner.type === "MemberExpression") {
    const name = memberName(inner);
    return name === undefined ? undefined : named(ofMember(inner.object, name, file, depth), name);
  }
  return undefined;
}

/** A number says little: what it is called says more. */
function named(found: Found | undefined, name: string): Found | undefined {
  return found && (/^=-?[\d.]+$/.test(found.key) || !found.key.startsWith("=") ? { ...found, label: name } : found);
}

function ofVariable(variable: Variable, file: MachineFile, depth: number): Found | undefined {
  const imported = importOf(variable);
  if (imported !== undefined) return { key: `?${imported}`, label: variable.name };
  if (variable.defs[0]?.type !== ("Variable" as never)) return undefined;
  const [write, ...others] = file.scopes.writesTo(variable) ?? [];
  if (!write || write.path.length > 0 || others.length > 0) return undefined;
  return isSymbol(write.value) ? { key: `symbol ${write.value.range[0]}`, label: variable.name } : find(write.value, file, depth + 1);
}

function ofMember(object: Node, name: string, file: MachineFile, depth: number): Found | undefined {
  const inner = unwrap(object);
  const variable = inner.type === "Identifier" ? file.scopes.variableOf(inner) : undefined;
  if (!variable || inner.type !== "Identifier") return undefined;
  const imported = importOf(variable);
  if (imported !== undefined) return { key: `?${imported}.${name}`, label: name };
  const enumeration = variable.defs.map((definition) => definition.node as Node).find((each) => each.type === "TSEnumDeclaration");
  if (enumeration) return ofEnum(enumeration, name, file, depth);
  const shape = file.resolved(inner);
  const literal = shape.type === "CallExpression" && shape.arguments[0] ? unwrap(shape.arguments[0]) : shape;
  const declared = variable.defs[0]?.node as Node | undefined;
  const value =
    literal.type === "ObjectExpression"
      ? literal.properties.find((property): property is TSESTree.Property => property.type === "Property" && keyName(property) === name)?.value
      : declared && isClass(declared)
        ? declared.body.body.find((member): member is TSESTree.PropertyDefinition => member.type === "PropertyDefinition" && member.static && keyName(member) === name)?.value
        : undefined;
  if (!value || isChanged(variable)) return undefined;
  return isSymbol(value) ? { key: `symbol ${value.range[0]}`, label: name } : find(value, file, depth + 1);
}

function ofEnum(node: TSESTree.TSEnumDeclaration, name: string, file: MachineFile, depth: number): Found | undefined {
  let next: number | undefined = 0;
  for (const member of node.body.members) {
    const value: Found | undefined = member.initializer ? find(member.initializer, file, depth + 1) : next === undefined ? undefined : plain(next);
    if ((member.id.type === "Identifier" ? member.id.name : member.id.value) === name) return value;
    const number: number | undefined = value && Number(value.key.slice(1));
    next = number === undefined || Number.isNaN(number) ? undefined : number + 1;
  }
  return undefined;
}

function importOf(variable: Variable): string | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== ("ImportBinding" as never)) return undefined;
  return variable.name;
}

function isSymbol(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "CallExpression" && inner.callee.type === "Identifier" && inner.callee.name === "Symbol";
}

/** True if members of what a variable holds are given other values. */
function isChanged(variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const member = identifier.parent;
    return member?.type === "MemberExpression" && member.object === identifier && member.parent.type === "AssignmentExpression" && member.parent.left === member;
  });
}
