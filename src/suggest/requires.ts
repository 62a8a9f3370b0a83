import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, literalText } from "../ast.js";

/** A module that a declaration requires, and the declaration's left side: `const { test, expect } = require("@playwright/test")`. */
export interface Required {
  readonly source: string;
  readonly id: TSESTree.BindingName;
  /** A member of it is taken: `require("playwright").chromium`. */
  readonly isMember: boolean;
}

/** The modules that a statement requires as they are, or a member of them. */
export function requiresIn(statement: Node): readonly Required[] {
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) => {
    const source = init ? moduleRequired(init) : undefined;
    return source === undefined ? [] : [{ source, id, isMember: init?.type === "MemberExpression" }];
  });
}

/** The names that an object pattern takes of a module, with those they have in the file. */
export function namesTaken({ id, isMember }: Required): readonly (readonly [name: string, local: string])[] {
  if (id.type !== "ObjectPattern" || isMember) return [];
  return id.properties.flatMap((property) => (property.type === "Property" && property.key.type === "Identifier" && property.value.type === "Identifier" ? [[property.key.name, property.value.name] as const] : []));
}

function moduleRequired(init: Node): string | undefined {
  if (init.type === "MemberExpression") return moduleRequired(init.object);
  return init.type === "CallExpression" && init.callee.type === "Identifier" && init.callee.name === "require" ? literalText(init.arguments[0]) : undefined;
}
