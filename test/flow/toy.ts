import { parseForESLint } from "@typescript-eslint/parser";
import type { TSESTree } from "@typescript-eslint/utils";
import { type Domain, follow } from "../../src/flow.js";

/** The phases the one thing of a toy program may be in, as bits. */
type Phases = number;

const phases = { made: 1, begun: 2, finished: 4 } as const;

/** What a call to these does to the thing. */
const effects: Readonly<Record<string, Phases>> = { make: phases.made, begin: phases.begun, finish: phases.finished };

interface Parsing {
  readonly jsx?: boolean;
  readonly script?: boolean;
}

/**
 * `code` with each `//=> …` rewritten to what really holds before the `at()` calls of that line: equal to `code` when it tells the truth.
 * Several probes in one line are separated by commas. Follows what is named `main`, or the whole program if nothing is.
 */
export function observed(code: string, parsing: Parsing = {}): string {
  const { ast, visitorKeys } = parse(code, parsing);
  const seen = new Map<TSESTree.Node, Phases>();
  follow(mainOf(ast), phases.made, toy(visitorKeys, (probe, state) => seen.set(probe, (seen.get(probe) ?? 0) | state)));
  const probes = callsOf(ast, visitorKeys).filter((call) => calleeName(call) === "at");
  const lines = code.split("\n").map((line) => line.replace(/\s*\/\/=>.*$/, ""));
  const answers = lines.map((_, i) => probes.filter((probe) => probe.loc.start.line === i + 1).map((probe) => named(seen.get(probe))));
  return lines.map((line, i) => (answers[i]?.length ? `${line} //=> ${answers[i].join(", ")}` : line)).join("\n");
}

/** The phases in which `main`, or the program, ends each way; "never" where it does not. */
export function endings(code: string): { normal: string; returned: string } {
  const { ast, visitorKeys } = parse(code, {});
  const { normal, returned } = follow(mainOf(ast), phases.made, toy(visitorKeys));
  return { normal: named(normal, "never"), returned: named(returned, "never") };
}

/** The phases that may hold before each `at(0)`, `at(1)` and so on that control comes to. */
export function foretold(code: string): Map<number, Set<string>> {
  const { ast, visitorKeys } = parse(code, { script: true });
  const seen = new Map<number, Set<string>>();
  const probed = (probe: TSESTree.CallExpression, state: Phases) => {
    const [argument] = probe.arguments;
    if (argument?.type !== "Literal") return;
    const before = seen.get(Number(argument.value)) ?? [];
    seen.set(Number(argument.value), new Set([...before, ...named(state).split("|")]));
  };
  follow(mainOf(ast), phases.made, toy(visitorKeys, probed));
  return seen;
}

/** The text of the nodes that are stepped, in order. */
export function stepped(code: string, parsing: Parsing = {}): string[] {
  const { ast, visitorKeys } = parse(code, parsing);
  const nodes: string[] = [];
  const domain = toy(visitorKeys);
  follow(mainOf(ast), phases.made, { ...domain, step: (node, state) => (nodes.push(textOf(code, node)), domain.step(node, state)) });
  return nodes;
}

/** How often `step` is called for `code`. */
export function cost(code: string): number {
  return stepped(code).length;
}

function parse(code: string, { jsx = false, script = false }: Parsing) {
  const options = { range: true, loc: true, sourceType: script ? "script" : "module", ecmaFeatures: { jsx } } as const;
  const { ast, visitorKeys } = parseForESLint(code, options);
  return { ast: ast as TSESTree.Program, visitorKeys };
}

/** The thing is made, begun and finished by calls; `exit()` does not return; `isFinished` tells whether it is. */
function toy(visitorKeys: Domain<Phases>["visitorKeys"], probed: (probe: TSESTree.CallExpression, state: Phases) => void = () => {}): Domain<Phases> {
  return {
    visitorKeys,
    join: (a, b) => a | b,
    equals: (a, b) => a === b,
    step(node, state) {
      const name = calleeName(node);
      if (name === "at") probed(node as TSESTree.CallExpression, state);
      if (name === "exit") return undefined;
      return (name && effects[name]) || state;
    },
    assume(test, outcome, state) {
      if (test.type !== "Identifier" || test.name !== "isFinished") return state;
      return (outcome ? state & phases.finished : state & ~phases.finished) || undefined;
    },
  };
}

function mainOf(ast: TSESTree.Program): TSESTree.Node {
  const isMain = (id: TSESTree.Node | null) => id?.type === "Identifier" && id.name === "main";
  for (const node of ast.body) {
    if (node.type === "FunctionDeclaration" && isMain(node.id)) return node;
    const declarator = node.type === "VariableDeclaration" ? node.declarations[0] : undefined;
    if (declarator?.init && isMain(declarator.id)) return declarator.init;
  }
  return ast;
}

function calleeName(node: TSESTree.Node): string | undefined {
  return node.type === "CallExpression" && node.callee.type === "Identifier" ? node.callee.name : undefined;
}

function callsOf(root: TSESTree.Node, visitorKeys: Domain<Phases>["visitorKeys"]): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  const visit = (node: TSESTree.Node) => {
    if (node.type === "CallExpression") calls.push(node);
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, TSESTree.Node | (TSESTree.Node | null)[] | null | undefined>)[key];
      for (const each of Array.isArray(child) ? child : [child]) if (each) visit(each);
    }
  };
  visit(root);
  return calls.sort((a, b) => a.range[0] - b.range[0]);
}

function named(state: Phases | undefined, none = "unreachable"): string {
  if (state === undefined) return none;
  return Object.entries(phases).flatMap(([name, bit]) => (state & bit ? [name] : [])).join("|");
}

function textOf(code: string, node: TSESTree.Node): string {
  return code.slice(...node.range);
}
