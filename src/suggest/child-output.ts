import type { TSESLint } from "@typescript-eslint/utils";
import { type CallNode, type Node, isFunction, keyName, literalText, unwrap } from "../ast.js";
import type { Edit } from "./edits.js";
import { styleOf } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The edits that let the output of a child come to this process: none where it does, a pipe where it is inherited; undefined where it is thrown away or goes elsewhere. */
export function outputOf(sourceCode: SourceCode, call: CallNode): readonly Edit[] | undefined {
  const stdio = stdioOf(call);
  if (stdio === undefined) return [];
  if (stdio === "unknown") return undefined;
  const { quote } = styleOf(sourceCode);
  const quoted = (text: string) => `${quote}${text}${quote}`;
  const text = literalText(stdio);
  if (text === "inherit") return [{ range: stdio.range, text: `[${["inherit", "pipe", "inherit"].map(quoted).join(", ")}]` }];
  if (text !== undefined) return text === "pipe" || text === "overlapped" ? [] : undefined;
  const output = stdio.type === "ArrayExpression" ? stdio.elements[1] : undefined;
  if (!output || output.type === "SpreadElement") return undefined;
  if (literalText(output) === "inherit") return [{ range: output.range, text: quoted("pipe") }];
  return literalText(output) === "pipe" ? [] : undefined;
}

/** True for a child that can send messages: `stdio: ["ignore", "inherit", "inherit", "ipc"]`. */
export function hasChannel(call: CallNode): boolean {
  const stdio = stdioOf(call);
  return stdio !== undefined && stdio !== "unknown" && stdio.type === "ArrayExpression" && stdio.elements.some((element) => element !== null && literalText(element) === "ipc");
}

/** The `stdio` option of a call; undefined where there is none, "unknown" where it cannot be seen. */
export function stdioOf(call: CallNode): Node | "unknown" | undefined {
  for (const argument of call.arguments.slice(1)) {
    const options = unwrap(argument);
    // A name before others is that of the words.
    const isWords = options.type === "ArrayExpression" || (options.type === "Identifier" && call.arguments.indexOf(argument) === 1 && call.arguments.length > 2);
    if (isWords || isFunction(options)) continue;
    if (options.type !== "ObjectExpression") return "unknown";
    for (const property of options.properties) {
      if (property.type === "SpreadElement") return "unknown";
      if (keyName(property) === "stdio") return unwrap(property.value);
      if (keyName(property) === "detached" && property.value.type === "Literal" && property.value.value === true) return "unknown";
    }
  }
  return undefined;
}
