import type { TSESLint } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, isInside, keyName, namingNode } from "../ast.js";
import { indexOf } from "../file-index.js";

/** The code of `nodes`, and the functions and methods of the file that have the names of what it calls, as far as that goes. */
export function codeRunBy(sourceCode: Readonly<TSESLint.SourceCode>, nodes: readonly Node[]): readonly Node[] {
  const { calls, functions } = indexOf(sourceCode);
  const run = [...nodes];
  for (const node of run) {
    const names = new Set(calls.filter((call) => isInside(call, node)).map(calledName).filter((name) => name !== ""));
    run.push(...functions.filter((fn) => names.has(nameOf(fn)) && !run.some((each) => isInside(fn, each))));
  }
  return run;
}

function nameOf(fn: FunctionNode): string {
  const { parent } = fn;
  const name = parent.type === "MethodDefinition" || parent.type === "PropertyDefinition" || parent.type === "Property" ? keyName(parent) : namingNode(fn)?.name;
  return name?.replace(/^#/, "") ?? "";
}
