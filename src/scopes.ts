import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { keyName, type Node, unwrap } from "./ast.js";

type Variable = TSESLint.Scope.Variable;

/** A value given to a variable: the expression, and the members of it that a pattern picks (`["server"]` for `const { server } = x`). */
export interface Write {
  readonly value: Node;
  readonly path: readonly string[];
}

/** What the names of a file refer to. */
export interface Scopes {
  /** The variable an identifier reads or writes or declares; undefined for names nobody declares. */
  variableOf(identifier: Node): Variable | undefined;
  /** Every value a variable is given, or undefined if one of them cannot be told (a loop, `x++`, a rest element). */
  writesTo(variable: Variable): readonly Write[] | undefined;
}

const known = new WeakMap<object, Scopes>();

/** Reads the scopes of a file once, whoever asks. */
export function scopesOf(sourceCode: Readonly<TSESLint.SourceCode>): Scopes {
  let scopes = known.get(sourceCode.ast);
  if (!scopes) known.set(sourceCode.ast, (scopes = readScopes(sourceCode)));
  return scopes;
}

/** False for a callee whose path begins at what another module or the platform gives: no function of this file. */
export function mayBeLocal(callee: Node, scopes: Scopes): boolean {
  let root = unwrap(callee);
  while (root.type === "MemberExpression") root = unwrap(root.object);
  if (root.type !== "Identifier") return true;
  const variable = scopes.variableOf(root);
  return variable ? variable.defs[0]?.type !== ("ImportBinding" as never) : root.name === "exports" || root.name === "module";
}

/** The expression that a name is given, where it is given one thing, and all of it. */
export function onlyValueOf(name: Node, scopes: Scopes): Node | undefined {
  const variable = name.type === "Identifier" ? scopes.variableOf(name) : undefined;
  const [write, ...others] = (variable && scopes.writesTo(variable)) ?? [];
  return write?.path.length === 0 && others.length === 0 ? write.value : undefined;
}

function readScopes(sourceCode: Readonly<TSESLint.SourceCode>): Scopes {
  const variables = new Map<Node, Variable>();
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) variables.set(identifier, variable);
    }
    for (const reference of scope.references) {
      if (reference.resolved && reference.resolved.defs.length > 0) variables.set(reference.identifier, reference.resolved);
    }
  }
  const writes = new Map<Variable, readonly Write[] | undefined>();
  return {
    variableOf: (identifier) => variables.get(identifier),
    writesTo(variable) {
      if (!writes.has(variable)) writes.set(variable, findWrites(variable));
      return writes.get(variable);
    },
  };
}

function findWrites(variable: Variable): readonly Write[] | undefined {
  const found: Write[] = [];
  for (const reference of variable.references) {
    if (!reference.isWrite()) continue;
    const path = patternPath(reference.identifier);
    if (!reference.writeExpr || !path || reference.isRead()) return undefined;
    found.push({ value: reference.writeExpr, path });
  }
  return found;
}

/** The members a destructuring pattern takes to reach `identifier`; undefined where a loop or a rest element gives the value. */
function patternPath(identifier: Node): readonly string[] | undefined {
  const path: string[] = [];
  let child: Node = identifier;
  for (let parent = child.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case "Property": {
        const name = keyName(parent);
        if (name === undefined) return undefined;
        path.unshift(name);
        break;
      }
      case "ArrayPattern":
        path.unshift(String(parent.elements.indexOf(child as TSESTree.DestructuringPattern)));
        break;
      case "ObjectPattern":
      case "AssignmentPattern":
        break;
      case "VariableDeclarator":
        return parent.init && parent.parent.parent.type !== "ForInStatement" && parent.parent.parent.type !== "ForOfStatement" ? path : undefined;
      case "AssignmentExpression":
        return path;
      default:
        return undefined;
    }
  }
  return undefined;
}
