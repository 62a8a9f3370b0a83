import { type Node, isNullish, literalText, unwrap } from "./ast.js";
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
    if (node.type === "BinaryExpression" && /^[!=]==?$/.test(node.operator) && isNullish(node.right)) {
      return assume(node.left, node.operator.startsWith("!") === outcome, state);
    }
    if (node.type === "BinaryExpression" && node.operator === "instanceof") return assume(node.left, outcome, state);
    if (node.type === "BinaryExpression" && /^[!=]==?$/.test(node.operator)) {
      const isEqual = node.operator.startsWith("=") === outcome;
      if (node.right.type === "Literal" && typeof node.right.value === "boolean") return assume(node.left, node.right.value === isEqual, state);
      const typed = node.left.type === "UnaryExpression" && node.left.operator === "typeof" ? node.left.argument : undefined;
      if (typed && literalText(node.right) === "undefined") return assume(typed, !isEqual, state);
    }
    if (node.type === "Identifier") {
      const variable = scopes.variableOf(node);
      const failed = variable && contexts.failureOf(variable);
      // A constant that keeps a flag tells what the flag told.
      const [kept, ...others] = (variable && !failed && scopes.writesTo(variable)) || [];
      if (kept?.path.length === 0 && others.length === 0 && unwrap(kept.value).type === "MemberExpression") return assume(kept.value, outcome, state);
      const imported = variable && values.valueOf(node);
      if (imported?.kind === "export" && /^(node:)?cluster$/.test(imported.module)) return asWorker(imported.name, outcome, state);
      return failed ? limited(state, failed.subject, outcome !== failed.isFalse ? phases("failed") : ~phases("failed")) : state;
    }
    if (node.type === "MemberExpression") {
      const value = values.valueOf(node);
      if (value?.kind === "member" && value.subject.contract.flags.includes(value.name)) {
        return outcome ? became(state, value.subject.holder, phases("ready")) : limited(state, value.subject.holder, ~phases("ready"));
      }
      return value?.kind === "export" && /^(node:)?cluster$/.test(value.module) ? asWorker(value.name, outcome, state) : state;
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

/** The state where `cluster.isWorker`, or not `cluster.isPrimary`, has come out. */
function asWorker(name: string, outcome: boolean, state: State): State {
  const isWorker = /(?:^|\.)isWorker$/.test(name) && outcome;
  const isNoPrimary = /(?:^|\.)is(?:Primary|Master)$/.test(name) && !outcome;
  return isWorker || isNoPrimary ? { ...state, worker: true } : state;
}

