import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, isInside } from "../ast.js";
import { type Edit, type File, lineRangeOf } from "./edits.js";

type Variable = TSESLint.Scope.Variable;

/** The edit that takes away a declaration of one variable; undefined where it declares more, is exported, or has a comment. */
export function withoutDeclaration({ sourceCode }: File, variable: Variable): Edit | undefined {
  const declarator = variable.defs[0]?.node as Node | undefined;
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier" || declarator.parent.declarations.length !== 1) return undefined;
  return withoutLine(sourceCode, declarator.parent);
}

/** The edits that take away an imported or required name whose last use goes; none where that would take more. */
export function withoutImport({ sourceCode, startup }: File, used: TSESTree.Identifier): readonly Edit[] {
  const variable = startup.scopes.variableOf(used);
  const definition = variable?.defs[0];
  if (!variable || !definition || variable.references.filter((reference) => reference.isRead()).length !== 1) return [];
  const list = listAround(definition.node, variable.identifiers[0]);
  if (!list) return [];
  if (list.all.length === 1) {
    const edit = list.statement.type === "VariableDeclaration" && list.statement.declarations.length !== 1 ? undefined : withoutLine(sourceCode, list.statement);
    return edit ? [edit] : [];
  }
  // One of several names goes with the comma behind it, the last with the one before it.
  if (list.all.some((each) => each.type !== list.item.type)) return [];
  const index = list.all.indexOf(list.item);
  const [next, previous] = [list.all[index + 1], list.all[index - 1]];
  return next ? [{ range: [list.item.range[0], next.range[0]], text: "" }] : previous ? [{ range: [previous.range[1], list.item.range[1]], text: "" }] : [];
}

/** The names that are imported or required together with one, and their statement. */
function listAround(name: Node, identifier: Node | undefined): { readonly all: readonly Node[]; readonly item: Node; readonly statement: Node } | undefined {
  if (name.type === "VariableDeclarator") {
    const all: readonly Node[] = name.id.type === "ObjectPattern" ? name.id.properties : [name];
    const item = all.find((each) => identifier && isInside(identifier, each));
    return item && { all, item, statement: name.parent };
  }
  const statement = name.parent;
  return statement?.type === "ImportDeclaration" ? { all: statement.specifiers, item: name, statement } : undefined;
}

function withoutLine(sourceCode: Readonly<TSESLint.SourceCode>, statement: Node): Edit | undefined {
  if (statement.parent?.type !== "Program" && statement.parent?.type !== "BlockStatement") return undefined;
  const range = lineRangeOf(sourceCode, statement);
  return sourceCode.text.slice(...range).trim() === sourceCode.getText(statement) ? { range, text: "" } : undefined;
}
