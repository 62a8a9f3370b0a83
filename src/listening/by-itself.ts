import { type FunctionNode, type Node, calledName, isFunction, keyName, namingNode, unitOf, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { emittedOnce, failedOnce, sharingVerbs } from "../contracts/listening.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";
import { firstWord } from "../words.js";
import type { Attachment } from "./attachments.js";
import type { Late } from "./late.js";

interface ByItselfInput {
  readonly attachments: readonly Attachment[];
  readonly values: Values;
  readonly scopes: Scopes;
}

/**
 * Listeners for the end of what another file begins by itself while the module is loaded: nothing here does anything with it but listen, and that in a
 * function that is left to others to call.
 */
export function listenersOnDemand({ attachments, values, scopes }: ByItselfInput): readonly Late[] {
  return attachments.flatMap((attachment): Late[] => {
    const { target, event, node, subject } = attachment;
    const unit = unitOf(node);
    const variable = target.type === "Identifier" && !subject ? scopes.variableOf(target) : undefined;
    const declarator = (variable?.defs[0]?.node ?? undefined) as Node | undefined;
    if (!variable || declarator?.type !== "VariableDeclarator" || !declarator.init || unitOf(declarator).type !== "Program" || !isFunction(unit) || !isForOthers(unit)) return [];
    const made = unwrap(declarator.init);
    if (made.type !== "CallExpression" || sharingVerbs.has(firstWord(calledName(made))) || !isOfOwnModule(made.callee) || (!emittedOnce.has(event) && !failedOnce.has(event))) return [];
    const uses = variable.references.filter(({ init }) => init !== true).map(({ identifier }) => attachments.find((each) => each.target === (identifier as Node)));
    // Whoever else gets it, or a method that is called on it, may begin what it tells the end of.
    if (!uses.every((use) => use !== undefined && unitOf(use.node) === unit && isStatement(use)) || !uses.some((use) => use && emittedOnce.has(use.event))) return [];
    return [{ attachment, at: node, unit, kind: "lazy", certain: false, cause: made, row: undefined, emitter: undefined }];
  });

  /** `require("./loader")(…)`, or a function that is imported from another file of the project. */
  function isOfOwnModule(callee: Node): boolean {
    const inner = unwrap(callee);
    const value = values.valueOf(inner);
    return value?.kind === "export" && /^(?:\.|@\/|[~#])/.test(value.module);
  }

  /** A function that the module exports, and does not name itself. */
  function isForOthers(unit: FunctionNode): boolean {
    const { parent } = wrapped(unit);
    if (parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression" && /^(?:module\.)?exports\b/.test(pathOf(parent.left))) return true;
    const name = namingNode(unit);
    const variable = name && scopes.variableOf(name);
    const isExported = unit.parent.type === "ExportNamedDeclaration" || (parent?.type === "VariableDeclarator" && parent.parent.parent.type === "ExportNamedDeclaration");
    return variable !== undefined && isExported && variable.references.every(({ init }) => init === true);
  }

  function isStatement({ node, promise }: Attachment): boolean {
    return promise === undefined && node.type === "CallExpression" && attachMethods.has(node.callee.type === "MemberExpression" ? (keyName({ key: node.callee.property }) ?? "") : "") && wrapped(node).parent?.type === "ExpressionStatement";
  }
}

/** `exports.activate`, `module.exports.activate` */
function pathOf(node: Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" && node.property.type === "Identifier" ? `${pathOf(node.object)}.${node.property.name}` : "?";
}
