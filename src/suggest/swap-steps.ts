import { wrapped } from "../ast.js";
import type { Illegal } from "../transitions.js";
import type { Edit, File } from "./edits.js";
import { codeFor, laterStep } from "./take-steps.js";

/**
 * Exchanges what two calls ask for, where the second asks for the one step that the first lacks. Only where both are statements of one
 * list, of which none between leaves it, and the call names both states by themselves.
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
  if (/\b(?:return|throw|break|continue|await)\b/.test(between)) return undefined;
  const shift = later.range[0] - node.range[0];
  return [
    { range: targetNode.range, text: code },
    { range: [targetNode.range[0] + shift, targetNode.range[0] + shift + code.length], text: sourceCode.getText(targetNode) },
  ];
}
