import type { TSESLint } from "@typescript-eslint/utils";
import { type CallNode, type Node, type Unit, isInside, unitOf } from "./ast.js";
import type { Holder } from "./holders.js";

/** Says what code that has not been followed to a point may have done to a subject. */
export interface Elsewhere {
  /** Other modules get the variable that it hangs from. */
  isExported(holder: Holder): boolean;
  /** Another unit than `unit` starts it, or other modules can: time, or a call of unseen code, may bring it on its way. */
  mayBegin(holder: Holder, unit: Unit): boolean;
  /** Something is started in the file outside of these units' own code and of all that stands in `hooks`, or other modules can start it. */
  mayBeginBeside(holder: Holder, units: readonly Unit[], hooks: readonly Node[]): boolean;
}

export function createElsewhere(startSites: () => ReadonlyMap<Holder, readonly CallNode[]>): Elsewhere {
  const exported = new Map<Holder["root"], boolean>();

  function isExported({ root }: Holder): boolean {
    let answer = exported.get(root);
    if (answer === undefined) exported.set(root, (answer = findExported(root)));
    return answer;
  }

  return {
    isExported,
    mayBegin: (holder, unit) => isExported(holder) || (startSites().get(holder) ?? []).some((call) => unitOf(call) !== unit),
    mayBeginBeside: (holder, units, hooks) =>
      isExported(holder) || [...startSites().values()].flat().some((call) => !units.includes(unitOf(call)) && !hooks.some((hook) => isInside(call, hook))),
  };
}

/** True for what other modules get: a variable that is exported, or is put on `exports`. */
function findExported(root: Holder["root"]): boolean {
  if (typeof root === "string") return root === "exports";
  if (!("identifiers" in root)) return false;
  return root.defs.some(({ node }) => isExportDeclaration(node)) || root.references.some((reference) => isExportedBy(reference));
}

function isExportDeclaration(node: Node): boolean {
  const declaration = node.type === "VariableDeclarator" ? node.parent : node;
  return declaration.parent?.type === "ExportNamedDeclaration" || declaration.parent?.type === "ExportDefaultDeclaration";
}

function isExportedBy({ identifier }: TSESLint.Scope.Reference): boolean {
  for (let at: Node | undefined = (identifier as Node).parent; at; at = at.parent) {
    if (at.type === "ExportSpecifier" || at.type === "ExportDefaultDeclaration") return true;
    if (at.type === "AssignmentExpression") return isExports(at.left) && !isInside(identifier, at.left);
    if (at.type !== "ObjectExpression" && at.type !== "Property" && at.type !== "ArrayExpression") return false;
  }
  return false;
}

/** `exports`, `exports.x`, `module.exports`, `module.exports.x`. */
function isExports(target: Node): boolean {
  if (target.type === "Identifier") return target.name === "exports";
  if (target.type !== "MemberExpression") return false;
  if (target.object.type === "Identifier" && target.object.name === "module") return target.property.type === "Identifier" && target.property.name === "exports";
  return isExports(target.object);
}
