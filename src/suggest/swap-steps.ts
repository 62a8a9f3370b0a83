import { type Node, isFunction, unitOf, unwrap, wrapped } from "../ast.js";
import type { Illegal } from "../transitions.js";
import type { Edit, File } from "./edits.js";
import { codeFor, laterStep } from "./take-steps.js";

/**
 * Exchanges what two calls ask for, where the second asks for the one step that the first lacks. Only where both are statements of one
 * list, of which none between leaves it or lets time pass, unless nobody else has the machine, and the call names both states by themselves.
 */
export function swapSteps({ sourceCode, startup }: File, { node, move, way, targetNode }: Illegal): readonly Edit[] | undefined {
  const [step, ...more] = way ?? [];
  const statement = wrapped(node).parent;
  if (!move || !step || more.length > 0 || statement?.type !== "ExpressionStatement") return undefined;
  const code = codeFor(step, { sourceCode, startup }, node);
  const later = code === undefined ? undefined : laterStep(sourceCode, statement, node, targetNode, [code]);
  const behind = later && wrapped(later).parent;
  if (code === undefined || !later || behind?.type !== "ExpressionStatement" || behind.parent !== statement.parent) return undefined;
  const between = sourceCode.text.slice(statement.range[1], behind.range[0]);
  if (/\b(?:return|throw|break|continue)\b/.test(between)) return undefined;
  if (/\bawait\b/.test(between) && !isOwn(node, later.range[1], startup)) return undefined;
  const shift = later.range[0] - node.range[0];
  return [
    { range: targetNode.range, text: code },
    { range: [targetNode.range[0] + shift, targetNode.range[0] + shift + code.length], text: sourceCode.getText(targetNode) },
  ];
}

/** True for a call of what its function has made for itself, and has given to nobody before `end`: it is only called on until then. */
function isOwn(call: Node, end: number, { scopes }: File["startup"]): boolean {
  const callee = call.type === "CallExpression" ? unwrap(call.callee) : undefined;
  const receiver = callee?.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  const variable = receiver?.type === "Identifier" ? scopes.variableOf(receiver) : undefined;
  const declared = variable?.defs[0]?.type === "Variable" && variable.defs[0].parent.kind === "const" ? variable.defs[0].node : undefined;
  if (!variable || !declared?.init || unwrap(declared.init).type !== "NewExpression" || unitOf(declared) !== unitOf(call) || !isFunction(unitOf(call))) return false;
  return variable.references.every(({ identifier, init }) => {
    const member = identifier.parent;
    const isCalledOn = member.type === "MemberExpression" && member.object === identifier && member.parent.type === "CallExpression" && member.parent.callee === member;
    return init === true || (isCalledOn && unitOf(identifier) === unitOf(call)) || identifier.range[0] > end;
  });
}
