import { unwrap, wrapped } from "../ast.js";
import type { Begun } from "../startup.js";
import { isPath } from "./await-ready.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-name.js";
import { isTypeScript, styleOf } from "./style.js";

/**
 * For a start whose promise says nothing of failure, and whose server is there as soon as it has been called: waits for that server's ready event as well, in the same turn.
 * Where the promise's value is used, it stays what it was.
 */
export function waitForBoth({ sourceCode, filename, startup }: File, { node, row, subject: { contract } }: Begun): { readonly edits: readonly Edit[]; readonly code: string } | undefined {
  const receiver = node.callee.type === "MemberExpression" ? unwrap(node.callee.object) : undefined;
  const path = startup.emitterIn(contract);
  const { ready } = contract;
  const { parent } = wrapped(node);
  if (row.settles !== "early" || !receiver || !isPath(receiver) || !path || typeof ready !== "object") return undefined;
  const isAwaited = parent?.type === "AwaitExpression";
  if (!isAwaited && parent?.type !== "ReturnStatement") return undefined;
  const once = onceOf(sourceCode);
  if (!once) return undefined;
  const { quote } = styleOf(sourceCode);
  // Types may say that it is not there before the start.
  const shown = `${sourceCode.getText(receiver)}.${path}${isTypeScript(filename) ? "!" : ""}`;
  const wait = `${once.name}(${shown}, ${quote}${ready.event}${quote})`;
  const isUnused = isAwaited && parent.parent.type === "ExpressionStatement";
  const before = { range: [node.range[0], node.range[0]] as const, text: "Promise.all([" };
  const behind = { range: [node.range[1], node.range[1]] as const, text: `, ${wait}])${isUnused ? "" : ".then(([server]) => server)"}` };
  return { edits: [...once.edits, before, behind], code: wait };
}
