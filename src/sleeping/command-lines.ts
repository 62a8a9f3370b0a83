import { type CallNode, type Node, literalText, unwrap } from "../ast.js";

/** The command line a call is given: `"docker compose up -d"`, or `"docker", ["compose", "up", "-d"]`. */
export function commandLineOf(call: CallNode): string | undefined {
  const [command, args] = call.arguments;
  const text = command && (literalText(unwrap(command)) ?? templateText(unwrap(command)));
  if (text === undefined) return undefined;
  const list = args && unwrap(args);
  return list?.type === "ArrayExpression" ? [text, ...list.elements.map((element) => (element && literalText(element)) ?? "?")].join(" ") : text;
}

function templateText(node: Node): string | undefined {
  return node.type === "TemplateLiteral" ? node.quasis.map((quasi) => quasi.value.raw).join("?") : undefined;
}
