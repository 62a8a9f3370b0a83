import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type FunctionNode, type Node, type Unit, memberName, unitOf, unwrap } from "./ast.js";
import { testCalls, testModules } from "./contracts/calls.js";
import { nodesIn } from "./nodes-in.js";
import { groupBy } from "./group-by.js";
import { once } from "./once.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The nodes of a file that can matter, each list in the order of the text; found once, whoever asks. */
export interface FileIndex {
  /** Every node of the file. */
  readonly nodes: readonly Node[];
  readonly functions: readonly FunctionNode[];
  readonly calls: readonly CallNode[];
  readonly byMember: ReadonlyMap<string, readonly CallNode[]>;
  readonly assignments: readonly TSESTree.AssignmentExpression[];
  /** The calls without `new`, assignments and `delete`s: what can fill and empty a collection. */
  readonly changes: readonly (TSESTree.CallExpression | TSESTree.AssignmentExpression | TSESTree.UnaryExpression)[];
  /** Assignments to members, by the member's name. */
  readonly writes: ReadonlyMap<string, readonly TSESTree.AssignmentExpression[]>;
  readonly tests: readonly TSESTree.CallExpression[];
  readonly awaits: readonly TSESTree.AwaitExpression[];
  /** What a unit's own code awaits, and assigns. */
  readonly awaitsIn: ReadonlyMap<Unit, readonly TSESTree.AwaitExpression[]>;
  readonly assignmentsIn: ReadonlyMap<Unit, readonly TSESTree.AssignmentExpression[]>;
  readonly members: readonly TSESTree.MemberExpression[];
  /** Every member, by its name; those that are computed by none. */
  readonly named: ReadonlyMap<string, readonly TSESTree.MemberExpression[]>;
  /** `for await` loops. */
  readonly loops: readonly TSESTree.ForOfStatement[];
  readonly branches: readonly TSESTree.IfStatement[];
  textOf(node: Node): string;
}

const known = new WeakMap<object, FileIndex>();

/** The index of a file. */
export function indexOf(sourceCode: SourceCode): FileIndex {
  let index = known.get(sourceCode.ast);
  if (!index) known.set(sourceCode.ast, (index = build(sourceCode)));
  return index;
}

function build(sourceCode: SourceCode): FileIndex {
  const nodes: Node[] = [];
  const functions: FunctionNode[] = [];
  const calls: CallNode[] = [];
  const assignments: TSESTree.AssignmentExpression[] = [];
  const changes: FileIndex["changes"][number][] = [];
  const awaits: TSESTree.AwaitExpression[] = [];
  const members: TSESTree.MemberExpression[] = [];
  const loops: TSESTree.ForOfStatement[] = [];
  const branches: TSESTree.IfStatement[] = [];
  const add = (node: Node) => {
    nodes.push(node);
    switch (node.type) {
      // Most nodes are of these kinds.
      case "Identifier":
      case "Literal":
        break;
      case "MemberExpression":
        members.push(node);
        break;
      case "CallExpression":
        changes.push(node);
        calls.push(node);
        break;
      case "NewExpression":
        calls.push(node);
        break;
      case "AssignmentExpression":
        changes.push(node);
        assignments.push(node);
        break;
      case "UnaryExpression":
        if (node.operator === "delete") changes.push(node);
        break;
      case "AwaitExpression":
        awaits.push(node);
        break;
      case "ForOfStatement":
        if (node.await) loops.push(node);
        break;
      case "IfStatement":
        branches.push(node);
        break;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        functions.push(node);
        break;
      default:
    }
  };
  walk(sourceCode, add);
  const byMember = once(() => groupBy(calls, ({ callee }) => { const inner = unwrap(callee); return inner.type === "MemberExpression" ? (memberName(inner) ?? "") : undefined; }));
  const writes = once(() => groupBy(assignments, ({ left }) => (left.type === "MemberExpression" ? memberName(left) : undefined)));
  const named = once(() => groupBy(members, (member) => memberName(member) ?? ""));
  const awaitsIn = once(() => groupBy(awaits, unitOf));
  const assignmentsIn = once(() => groupBy(assignments, unitOf));
  const importsTests = once(() => testModuleText.test(sourceCode.text));
  const tests = once(() => calls.filter((call): call is TSESTree.CallExpression => call.type === "CallExpression" && isTestName(unwrap(call.callee), importsTests())));
  return {
    nodes, functions, calls, assignments, changes, awaits, members, loops, branches,
    get awaitsIn() {
      return awaitsIn();
    },
    get assignmentsIn() {
      return assignmentsIn();
    },
    get byMember() {
      return byMember();
    },
    get writes() {
      return writes();
    },
    get named() {
      return named();
    },
    get tests() {
      return tests();
    },
    textOf: (node) => sourceCode.getText(node),
  };
}

/** Gives the nodes as ESLint itself has walked them, where it tells; by a walk of our own elsewhere. */
function walk(sourceCode: SourceCode, add: (node: Node) => void): void {
  const { traverse } = sourceCode as { traverse?: () => Iterable<{ readonly kind: number; readonly phase?: number; readonly target: unknown }> };
  if (typeof traverse !== "function") nodesIn(sourceCode.ast, sourceCode.visitorKeys).forEach(add);
  else for (const step of traverse.call(sourceCode)) if (step.kind === visit && step.phase === entering) add(step.target as Node);
}

// What ESLint says of a step of its walk.
const visit = 1;
const entering = 1;

const testModuleText = new RegExp(`["'\`](?:node:)?(?:${[...testModules].join("|")})["'\`]`);

/** True for a call by a name of a test runner, or of something that an import may have brought from one. */
function isTestName(callee: Node, importsTests: boolean): boolean {
  let node = callee;
  while (node.type === "MemberExpression" || node.type === "CallExpression") node = node.type === "MemberExpression" ? node.object : node.callee;
  return node.type === "Identifier" && (Object.hasOwn(testCalls, node.name) || (importsTests && callee !== node));
}
