import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, memberName, unwrap } from "./ast.js";
import { testCalls } from "./contracts/calls.js";

/** The nodes that can matter, found in one walk over the file. */
export interface FileIndex {
  readonly calls: CallNode[];
  readonly byMember: Map<string, CallNode[]>;
  readonly writes: Map<string, TSESTree.AssignmentExpression[]>;
  readonly tests: TSESTree.CallExpression[];
  readonly awaits: TSESTree.AwaitExpression[];
  readonly members: TSESTree.MemberExpression[];
  /** Every member that is named, by its name. */
  readonly named: Map<string, TSESTree.MemberExpression[]>;
  /** `for await` loops. */
  readonly loops: TSESTree.ForOfStatement[];
  textOf(node: Node): string;
}

/** Walks the file once; `readMembers` are the names of members whose reads matter. */
export function indexOf(sourceCode: Readonly<TSESLint.SourceCode>, readMembers: ReadonlySet<string>): FileIndex {
  const index: FileIndex = { calls: [], byMember: new Map(), writes: new Map(), tests: [], awaits: [], members: [], named: new Map(), loops: [], textOf: (node) => sourceCode.getText(node) };
  const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  const todo: Node[] = [sourceCode.ast];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      index.calls.push(node);
      const callee = unwrap(node.callee);
      if (callee.type === "MemberExpression") push(index.byMember, memberName(callee) ?? "", node);
      if (node.type === "CallExpression" && isTestName(callee)) index.tests.push(node);
    } else if (node.type === "AwaitExpression") {
      index.awaits.push(node);
    } else if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") {
      const name = memberName(node.left);
      if (name !== undefined) push(index.writes, name, node);
    } else if (node.type === "ForOfStatement" && node.await) {
      index.loops.push(node);
    } else if (node.type === "MemberExpression") {
      if (readMembers.has(memberName(node) ?? "")) index.members.push(node);
      push(index.named, memberName(node) ?? "", node);
    }
    const keys = sourceCode.visitorKeys[node.type] ?? [];
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = (node as unknown as Record<string, unknown>)[keys[i] ?? ""];
      if (Array.isArray(child)) for (let j = child.length - 1; j >= 0; j--) if (child[j]) todo.push(child[j] as Node);
      if (child && !Array.isArray(child)) todo.push(child as Node);
    }
  }
  return index;
}

function isTestName(callee: Node): boolean {
  let node = callee;
  while (node.type === "MemberExpression" || node.type === "CallExpression") node = node.type === "MemberExpression" ? node.object : node.callee;
  return node.type === "Identifier" && (Object.hasOwn(testCalls, node.name) || callee !== node);
}
