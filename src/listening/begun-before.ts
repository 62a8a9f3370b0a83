import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, isInside, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { begunEvents } from "../contracts/listening.js";
import type { FileIndex } from "../file-index.js";
import type { Scopes } from "../scopes.js";
import { wordsOf } from "../words.js";
import type { Attachment } from "./attachments.js";
import type { Late } from "./late.js";

interface BegunBeforeInput {
  readonly attachments: readonly Attachment[];
  readonly index: FileIndex;
  readonly scopes: Scopes;
}

/**
 * Waits for what comes but once, in the turn in which a thing begins, on a thing that is taken out of an object behind the awaited call of a method of
 * it: `await pool.add(); const [child] = pool.children; await once(child, "spawn")`.
 */
export function waitsForBegun({ attachments, index, scopes }: BegunBeforeInput): readonly Late[] {
  return attachments.flatMap((attachment): Late[] => {
    const { node, target, event, promise, holder } = attachment;
    const row = begunEvents[event];
    const wait = promise && wrapped(promise).parent;
    const variable = target.type === "Identifier" ? scopes.variableOf(target) : undefined;
    const declarator = variable?.defs[0]?.node as Node | undefined;
    if (!row || !variable || wait?.type !== "AwaitExpression" || declarator?.type !== "VariableDeclarator" || !declarator.init || unitOf(declarator) !== unitOf(wait)) return [];
    const from = takenFrom(declarator.init);
    const cause = from && index.awaits.findLast((each) => unitOf(each) === unitOf(wait) && each.range[1] < declarator.range[0]);
    if (!from || !cause || !isMethodOf(cause.argument, from) || cause.parent.type !== "ExpressionStatement" || cause.parent.parent !== declarator.parent.parent) return [];
    if (!wordsOf(target.type === "Identifier" ? target.name : "").some((word) => row.words.has(word)) && !row.type.test(index.textOf(declarator))) return [];
    // Whoever looks at it, or does something with it first, may know that it has come.
    const isUsed = variable.references.some(({ identifier, init }) => init !== true && identifier.range[0] < wait.range[0]);
    if (isUsed || attachments.some((each) => each.node !== node && each.holder === holder && each.event === event)) return [];
    return [{ attachment, at: node, unit: unitOf(node), kind: "triggered", certain: false, cause, row: undefined, emitter: undefined }];
  });

  function isMethodOf(argument: Node, from: TSESTree.Identifier | TSESTree.ThisExpression): boolean {
    const call = unwrap(argument);
    const callee = call.type === "CallExpression" ? unwrap(call.callee) : undefined;
    const root = callee?.type === "MemberExpression" ? rootOf(callee) : undefined;
    return root !== undefined && (root.type === "ThisExpression" ? from.type === "ThisExpression" : from.type === "Identifier" && scopes.variableOf(root) === scopes.variableOf(from)) && !isInside(from, call);
  }
}

// What gives an element of a collection.
const taking = new Set(["at", "get", "values", "next", "find", "pop", "shift"]);

/** The object out of which an expression takes something: `pool` of `[...pool.children][0]`. */
function takenFrom(init: Node): TSESTree.Identifier | TSESTree.ThisExpression | undefined {
  const inner = unwrap(init);
  return inner.type === "Identifier" || inner.type === "ThisExpression" ? undefined : rootOf(inner);
}

function rootOf(node: Node): TSESTree.Identifier | TSESTree.ThisExpression | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Identifier":
    case "ThisExpression":
      return inner;
    case "MemberExpression":
      return rootOf(inner.object);
    case "ArrayExpression": {
      const [only, ...more] = inner.elements;
      return only?.type === "SpreadElement" && more.length === 0 ? rootOf(only.argument) : undefined;
    }
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      return callee.type === "MemberExpression" && taking.has(memberName(callee) ?? "") ? rootOf(callee.object) : undefined;
    }
    default:
      return undefined;
  }
}
