import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "./ast.js";
import type { Catalogue } from "./contracts/index.js";
import type { Contract } from "./contracts/types.js";

/** What type services add, where a parser brings them; without them every answer is undefined. */
export interface TypeFacts {
  /** The contract of an expression's type. */
  contractOf(node: Node, catalogue: Catalogue): Contract | undefined;
}

/** The part of TypeScript's symbols that is asked here; loading the compiler for its types alone would be waste. */
interface TypeSymbol {
  readonly name: string;
  readonly declarations?: readonly { getSourceFile(): { readonly fileName: string } }[];
}

/** Reads types through `sourceCode.parserServices`, if it has a program. */
export function typesOf(sourceCode: Readonly<TSESLint.SourceCode>): TypeFacts {
  const services = sourceCode.parserServices;
  const program = services?.program;
  if (!services || !program || !("getTypeAtLocation" in services)) return { contractOf: () => undefined };
  const typeAt = services.getTypeAtLocation as (node: Node) => { readonly symbol?: TypeSymbol };
  return {
    contractOf(node, catalogue) {
      const symbol = typeAt(node).symbol;
      const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
      return symbol && file !== undefined ? moduleNames(file).map((module) => catalogue.type(module, symbol.name)).find((row) => row !== undefined) : undefined;
    },
  };
}

/** The module specifiers a declaration file may belong to: `http` for @types/node/http.d.ts, the package for others. */
function moduleNames(file: string): readonly string[] {
  const node = /\/@types\/node\/(.+)\.d\.[cm]?ts$/.exec(file)?.[1];
  if (node !== undefined) return [node];
  const typed = /\/node_modules\/@types\/((?:[^/]+__)?[^/]+)\/(?!.*\/node_modules\/)/.exec(file)?.[1];
  if (typed !== undefined) return [typed.includes("__") ? `@${typed.replace("__", "/")}` : typed];
  const own = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  return own === undefined ? [] : [own];
}
