import { readFileSync, readdirSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix } from "node:path";
import { parseForESLint } from "@typescript-eslint/parser";
import type { TSESTree } from "@typescript-eslint/utils";

type Node = TSESTree.Node;

/** One file's import of another, as it is once compiled. */
export interface Import {
  readonly from: string;
  /** The file, by its path from the root of the repository; the bare specifier where it is a package's. */
  readonly to: string;
  /** Nothing of it is left at run time: `import type`, `export type`, `import("…").T`. */
  readonly isType: boolean;
}

/** A module of the repository, by its path from the root. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** The texts in it: string literals and pieces of templates. */
  readonly strings: readonly string[];
}

/** The modules among `places`: files, and folders with all that is in them. */
export function modulesIn(root: string, places: readonly string[]): Module[] {
  return places
    .flatMap((place) => (/\.\w+$/.test(place) ? [place] : readdirSync(join(root, place), { recursive: true, encoding: "utf8" }).map((path) => posix.join(place, path))))
    .filter((path) => !path.includes("node_modules"))
    .filter((path) => /\.[cm]?[jt]s$/.test(path))
    .sort()
    .map((path) => moduleOf(path, readFileSync(join(root, path), "utf8")));
}

/** What the module with this path and text imports and says. */
export function moduleOf(path: string, text: string): Module {
  const { ast, visitorKeys } = parseForESLint(text, { filePath: path, range: true });
  const imports: Import[] = [];
  const strings: string[] = [];
  const todo: Node[] = [ast];
  for (let node = todo.pop(); node; node = todo.pop()) {
    const found = importIn(node);
    if (found) imports.push({ from: path, to: resolved(path, found.specifier), isType: found.isType });
    if (node.type === "Literal" && typeof node.value === "string") strings.push(node.value);
    if (node.type === "TemplateElement") strings.push(node.value.raw);
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
      for (const each of Array.isArray(child) ? child : [child]) if (each) todo.push(each);
    }
  }
  return { path, text, imports, strings };
}

/** `import { type T }` counts as an import of values: `verbatimModuleSyntax` leaves `import {}` of it, which loads the file. */
function importIn(node: Node): { readonly specifier: string; readonly isType: boolean } | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return { specifier: node.source.value, isType: node.importKind === "type" };
    case "ExportAllDeclaration":
      return { specifier: node.source.value, isType: node.exportKind === "type" };
    case "ExportNamedDeclaration":
      return node.source ? { specifier: node.source.value, isType: node.exportKind === "type" } : undefined;
    case "TSImportType":
      return { specifier: node.source.value, isType: true };
    case "ImportExpression":
      return specifierOf(node.source);
    case "CallExpression":
      return node.callee.type === "Identifier" && node.callee.name === "require" ? specifierOf(node.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

function specifierOf(node: Node | undefined): { readonly specifier: string; readonly isType: boolean } | undefined {
  return node?.type === "Literal" && typeof node.value === "string" ? { specifier: node.value, isType: false } : undefined;
}

/** The source that a specifier in `from` means: our own files are imported under the name they have once compiled. */
function resolved(from: string, specifier: string): string {
  if (isBuiltin(specifier) || !/^\.\.?(?:\/|$)/.test(specifier)) return specifier;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
}

/** The circles in which modules import values of each other, each once: `["a.ts", "b.ts", "a.ts"]`. */
export function circlesOf(modules: readonly Pick<Module, "path" | "imports">[]): string[][] {
  const targets = new Map(modules.map(({ path, imports }) => [path, imports.filter(({ isType }) => !isType).map(({ to }) => to)]));
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const before = way.indexOf(path);
    if (before >= 0) circles.push([...way.slice(before), path]);
    if (before >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return circles;
}
