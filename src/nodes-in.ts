import type { TSESLint } from "@typescript-eslint/utils";
import { type Node, isClass, isFunction } from "./ast.js";

type VisitorKeys = Readonly<TSESLint.SourceCode["visitorKeys"]>;

/** Every node of `root`, itself included, in the order of the text; with `own`, not those of functions and classes inside it. */
export function nodesIn(root: Node, visitorKeys: VisitorKeys, own = false): Node[] {
  const found: Node[] = [];
  const todo: Node[] = [root];
  for (let node = todo.pop(); node; node = todo.pop()) {
    found.push(node);
    if (own && node !== root && (isFunction(node) || isClass(node))) continue;
    const keys = visitorKeys[node.type] ?? [];
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[keys[i] ?? ""];
      if (Array.isArray(child)) {
        for (let j = child.length - 1; j >= 0; j--) {
          const each = child[j];
          if (each) todo.push(each);
        }
      } else if (child) todo.push(child);
    }
  }
  return found;
}
