import type { TSESLint } from "@typescript-eslint/utils";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** How a file is written, so that what is added looks like it. */
export interface Style {
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  /** What lines end with. */
  readonly lineEnd: "\n" | "\r\n";
  /** One step of indentation. */
  readonly indent: string;
  /** `node:` where the file imports Node's modules by that prefix, or none of them. */
  readonly nodePrefix: string;
  /** Every name that some scope of the file declares, or that is used as a global. */
  readonly names: ReadonlySet<string>;
}

const styles = new WeakMap<SourceCode, Style>();

/** The style of a file, found once. */
export function styleOf(sourceCode: SourceCode): Style {
  let style = styles.get(sourceCode);
  if (!style) styles.set(sourceCode, (style = findStyle(sourceCode)));
  return style;
}

function findStyle(sourceCode: SourceCode): Style {
  const { text, lines, ast } = sourceCode;
  const statements = ast.body.filter((node) => node.type === "ExpressionStatement" || node.type === "VariableDeclaration" || node.type === "ImportDeclaration");
  const ended = statements.filter((node) => text[node.range[1] - 1] === ";");
  const usesPrefix = /(?:from\s*|require\()["']node:/.test(text);
  const importsBare = /(?:from\s*|require\()["'](?:http|https|http2|net|tls|dgram|fs|path|os|events|util|child_process|assert)["']/.test(text);
  const scopes = sourceCode.scopeManager?.scopes ?? [];
  return {
    quote: text.split("'").length > text.split('"').length ? "'" : '"',
    semicolons: ended.length * 2 >= statements.length,
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
    indent: lines.some((line) => line.startsWith("\t")) ? "\t" : lines.some((line) => /^ {2}\S/.test(line)) || !lines.some((line) => /^ {4}\S/.test(line)) ? "  " : "    ",
    nodePrefix: usesPrefix || !importsBare ? "node:" : "",
    names: new Set(scopes.flatMap((scope) => [...scope.set.keys(), ...scope.through.map(({ identifier }) => identifier.name)])),
  };
}

/** True for a file whose types are written in it. */
export function isTypeScript(filename: string): boolean {
  return /\.[cm]?tsx?$/.test(filename);
}
