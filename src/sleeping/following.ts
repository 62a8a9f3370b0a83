import { type Node, isFunction } from "../ast.js";
import { behind, statementAround, statementsOf } from "../order.js";
import type { Scopes } from "../scopes.js";
import { type Sleep, nextOf } from "./sleeps.js";

/** The statements that run when the time is over, those that are tried as well. */
export function* following(sleep: Sleep, scopes: Scopes): Iterable<Node> {
  for (const statement of statementsBehind(sleep, scopes)) {
    if (statement.type === "TryStatement") yield* statement.block.body;
    else yield statement;
  }
}

function statementsBehind({ node, call, continuation, form }: Sleep, scopes: Scopes): Iterable<Node> {
  if (form === "timer" && continuation) return statementsOf(continuation);
  const next = form === "continued" && !continuation ? nextOf(call) : undefined;
  const definition = next?.type === "Identifier" ? scopes.variableOf(next)?.defs[0] : undefined;
  const named = definition?.type === "Variable" ? definition.node.init : definition?.type === "FunctionName" ? definition.node : undefined;
  if (named && isFunction(named)) return statementsOf(named);
  const statement = statementAround(node);
  return statement ? behind(statement) : [];
}
