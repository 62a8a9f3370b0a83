import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, unwrap } from "./ast.js";
import type { Contexts } from "./contexts.js";
import { phases } from "./phases.js";
import type { Scopes } from "./scopes.js";
import { type State, became, limited } from "./state.js";
import type { Values } from "./values.js";

/** The state in which a condition has come out one way: what flags, addresses, errors and `cluster.isWorker` tell. */
export type Assume = (test: Node, outcome: boolean, state: State) => State;

export function createAssume({ values, contexts, scopes }: { values: Values; contexts: Contexts; scopes: Scopes }): Assume {
  function assume(test: Node, outcome: boolean, state: State): State {
    const node = unwrap(test);
    if (node.type === "BinaryExpression" && /^[!=]==?$/.test(node.operator) && isNothing(node.right)) {
      return assume(node.left, node.operator.startsWith("!") === outcome, state);
    }
    if (node.type === "BinaryExpression" && node.operator === "instanceof" && outcome) return assume(node.left, true, state);
    if (node.type === "Identifier") {
      const variable = scopes.variableOf(node);
      const failed = variable && contexts.failureOf(variable);
      return failed ? limited(state, failed, outcome ? phases("failed") : ~phases("failed")) : state;
    }
    if (node.type === "MemberExpression") {
      const value = values.valueOf(node);
      if (value?.kind === "member" && value.subject.contract.flags.includes(value.name)) {
        return outcome ? became(state, value.subject.holder, phases("ready")) : limited(state, value.subject.holder, ~phases("ready"));
      }
      if (value?.kind === "export" && /^(node:)?cluster$/.test(value.module)) {
        const isWorker = /(?:^|\.)isWorker$/.test(value.name);
        const isPrimary = /(?:^|\.)is(?:Primary|Master)$/.test(value.name);
        if ((isWorker && outcome) || (isPrimary && !outcome)) return { ...state, worker: true };
      }
      return state;
    }
    if (node.type === "CallExpression" && outcome) {
      // An address that is there tells that it listens.
      const callee = values.valueOf(node.callee);
      if (callee?.kind === "member" && callee.subject.contract.reads.some(({ member }) => member === `${callee.name}()`)) {
        return became(state, callee.subject.holder, phases("ready"));
      }
    }
    return state;
  }

  return assume;
}

function isNothing(node: TSESTree.Node): boolean {
  return (node.type === "Literal" && node.value === null) || (node.type === "Identifier" && node.name === "undefined");
}
