import { type CallNode, type Node, literalText, unwrap } from "../ast.js";

/** The command line a call is given: `"docker compose up -d"`, or `"docker", ["compose", "up", "-d"]`. */
export function commandLineOf(call: CallNode): string | undefined {
  const [command, args] = call.arguments;
  const text = command && textIn(unwrap(command), "?");
  if (text === undefined) return undefined;
  const list = args && unwrap(args);
  return list?.type === "ArrayExpression" ? [text, ...list.elements.map((element) => (element && literalText(element)) ?? "?")].join(" ") : text;
}

/** The text that an expression is put together from, with `gap` for what is not seen; undefined if nothing of it is. */
export function textIn(node: Node, gap: string): string | undefined {
  if (node.type === "TemplateLiteral") return literalText(node) ?? node.quasis.map((quasi) => quasi.value.raw).join(gap);
  if (node.type !== "BinaryExpression" || node.operator !== "+") return literalText(node);
  const parts = [node.left, node.right].map((part) => textIn(unwrap(part), gap));
  return parts.every((part) => part === undefined) ? undefined : parts.map((part) => part ?? gap).join("");
}
