import type { TSESTree } from "@typescript-eslint/utils";
import { Statements } from "./flow/statements.js";

export { TooDeep } from "./flow/ways.js";

type Node = TSESTree.Node;

/**
 * What an analysis must say to be followed along the code. `S` is its state; states are immutable.
 *
 * The walk is a structured interpretation: statements and expressions in evaluation order, with the ways in which each can end
 * (normally, by return, throw, break or continue). Where ways meet their states are joined, loops run to their fixpoint, `finally`
 * runs once for the normal and once for the abrupt ways: the cost is linear in the code for a given depth of nesting.
 * Functions inside are values: their bodies are not entered, `step` sees the function node.
 */
export interface Domain<S> {
  readonly join: (a: S, b: S) => S;
  readonly equals: (a: S, b: S) => boolean;
  /** The state behind `node`, whose operands have been evaluated; undefined where control does not get past it. */
  readonly step: (node: Node, before: S) => S | undefined;
  /** The state in which `node` has thrown; undefined where that is no way to be followed. Without it, the one before the node. */
  readonly thrown?: (node: Node, before: S) => S | undefined;
  /** The state in which `test` has given `outcome`; undefined where it cannot. Called for the leaves of conditions. */
  readonly assume?: (test: Node, outcome: boolean, state: S) => S | undefined;
  /** The state in which a `switch` over `discriminant` takes the case `test`, or does not; undefined where it cannot. */
  readonly assumeCase?: (discriminant: Node, test: Node, outcome: boolean, state: S) => S | undefined;
  /** The children of nodes this walk has no special order for. */
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The states in which the code ends, by how it ends; undefined: it never ends that way. */
export interface Endings<S> {
  readonly normal: S | undefined;
  readonly returned: S | undefined;
}

/** Follows `domain` through a function's parameters and body, a program, or any statement or expression, from state `entry`. */
export function follow<S>(root: Node, entry: S, domain: Domain<S>): Endings<S> {
  return new Walk(domain).run(root, entry);
}

class Walk<S> extends Statements<S> {
  run(root: Node, entry: S): Endings<S> {
    const { normal, arrived } = this.landed(
      (exit) => exit.kind === "return",
      () => this.root(root, entry),
    );
    return { normal, returned: arrived };
  }

  private root(root: Node, entry: S): S | undefined {
    switch (root.type) {
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression": {
        let state: S | undefined = entry;
        for (const parameter of root.params) state = this.pattern(parameter, state);
        if (root.body.type === "BlockStatement") return this.statement(root.body, state);
        const value = this.expression(root.body, state);
        this.leave({ kind: "return" }, value);
        return undefined;
      }
      default:
        return this.statement(root, entry);
    }
  }
}
