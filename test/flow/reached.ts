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

/** Asks both which calls of `code` are reached from where their function begins. */
export function reachedIn(code: string): Reached {
  let reached: Reached | undefined;
  run(code, (sourceCode) => {
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

/** `code` with a call of `probe` behind each of its statements: behind a return, an endless loop, a switch that always returns it is dead. */
export function withProbes(code: string): string {
  const ends: number[] = [];
  run(code, (sourceCode) => ({
    ":matches(Program, BlockStatement, StaticBlock) > .body, SwitchCase > .consequent"(node: Rule.Node) {
      ends.push(sourceCode.getRange(node)[1]);
    },
  }));
  const cuts = [0, ...ends.toSorted((a, b) => a - b), code.length];
  return cuts.slice(1).map((end, i) => code.slice(cuts[i], end)).join(";probe();");
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
