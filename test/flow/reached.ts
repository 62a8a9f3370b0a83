import type { TSESTree } from "@typescript-eslint/utils";
import { Linter, type Rule } from "eslint";
import { type Domain, follow } from "../../src/flow.js";

type Node = TSESTree.Node;

export interface Reached {
  /** Functions, static blocks, field initialisers and the program. */
  readonly units: readonly Node[];
  readonly calls: readonly Node[];
  /** The calls that control comes to, says our walk. */
  readonly followed: ReadonlySet<Node>;
  /** The calls that control comes to, say ESLint's code paths. */
  readonly onPath: ReadonlySet<Node>;
}

/**
 * Asks both which calls of `code` are reached from where their function begins, with a call of `probe` put behind each of its statements:
 * what people ship holds no dead calls, but `return a; probe();` and a probe behind `for (;;);` or a `switch` that always returns are.
 */
export function reachedIn(code: string, probe: string): Reached {
  const ends: number[] = [];
  run(code, (sourceCode) => ({
    // StaticBlock and SwitchCase have lists of statements, too.
    ":statement, ImportDeclaration, :matches(ExportNamedDeclaration, ExportDefaultDeclaration, ExportAllDeclaration)"(node: Rule.Node) {
      if (isInList(node)) ends.push(sourceCode.getRange(node)[1]);
    },
  }));
  let reached: Reached | undefined;
  run(probed(code, ends, `;${probe}();`), (sourceCode) => {
    const units: Node[] = [];
    const calls: Node[] = [];
    const onPath = new Set<Node>();
    const segments: Set<Rule.CodePathSegment>[] = [];
    const begins = (segment: Rule.CodePathSegment) => void segments.at(-1)?.add(segment);
    const ends = (segment: Rule.CodePathSegment) => void segments.at(-1)?.delete(segment);
    const met = (node: unknown) => {
      calls.push(node as Node);
      if ([...(segments.at(-1) ?? [])].some((segment) => segment.reachable)) onPath.add(node as Node);
    };
    return {
      onCodePathStart(_path, node) {
        units.push(node as unknown as Node);
        segments.push(new Set());
      },
      onCodePathEnd: () => void segments.pop(),
      onCodePathSegmentStart: begins,
      onCodePathSegmentEnd: ends,
      onUnreachableCodePathSegmentStart: begins,
      onUnreachableCodePathSegmentEnd: ends,
      CallExpression: met,
      NewExpression: met,
      "Program:exit"() {
        reached = { units, calls, onPath, followed: followed(units, sourceCode.visitorKeys) };
      },
    };
  });
  if (!reached) throw new Error("the rule did not run");
  return reached;
}

function isInList(node: Rule.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
      return true;
    case "SwitchCase":
      return true;
    default:
      return false;
  }
}

function probed(code: string, ends: readonly number[], probe: string): string {
  const cuts = [0, ...ends.toSorted((a, b) => a - b), code.length];
  return cuts.slice(1).map((end, i) => code.slice(cuts[i], end)).join(probe);
}

/** Lints `code` with one rule: as CommonJS if it can be that, else as ESM. */
function run(code: string, create: (sourceCode: Rule.RuleContext["sourceCode"]) => Rule.RuleListener): void {
  const plugins = { flow: { rules: { reached: { create: (context: Rule.RuleContext) => create(context.sourceCode) } } } };
  const rules = { "flow/reached": "error" } as const;
  for (const sourceType of ["commonjs", "module"] as const) {
    const [message] = new Linter().verify(code, [{ languageOptions: { sourceType }, plugins, rules }], { allowInlineConfig: false });
    if (!message?.fatal) return;
    if (sourceType === "module") throw new Error(message.message);
  }
}

function followed(units: readonly Node[], visitorKeys: Domain<true>["visitorKeys"]): Set<Node> {
  const nodes = new Set<Node>();
  const step = (node: Node) => (nodes.add(node), true as const);
  for (const unit of units) follow(unit, true, { visitorKeys, step, join: () => true, equals: () => true });
  return nodes;
}
