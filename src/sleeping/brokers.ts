import { type Node, calledName, isNullish, unwrap } from "../ast.js";
import { serviceBrokers } from "../contracts/handles.js";
import { optionOf } from "../options.js";
import type { Started } from "./starts.js";
import type { ThingsInput } from "./things.js";

/** True for a name that is only ever given a broker: one of the package, or of its own tests, told by its class and the options that nothing else takes. */
export function isBroker({ scopes, values }: ThingsInput, node: Node | undefined): boolean {
  const made = makersOf(node, scopes);
  return made.length > 0 && made.every((each) => {
    const value = each.type === "NewExpression" ? values.valueOf(each.callee) : undefined;
    if (each.type !== "NewExpression" || value?.kind !== "export") return false;
    return serviceBrokers.some(({ from, maker, options }) => {
      const isPackage = value.module === from && value.name.endsWith(maker);
      const isOwnTest = value.module.startsWith(".") && calledName(each) === maker && each.arguments.some((argument) => optionOf(argument, options) !== undefined);
      return isPackage || isOwnTest;
    });
  });
}

/** True for the start of a broker that talks to others: what these have to offer it learns later. */
export function learnsOfOthers({ name }: Started, input: ThingsInput): boolean {
  if (!isBroker(input, name)) return false;
  return makersOf(name, input.scopes).some((made) => made.type === "NewExpression" && made.arguments.some((argument) => {
    const transporter = optionOf(argument, ["transporter"]);
    return transporter !== undefined && (transporter === "spread" || !isNullish(transporter));
  }));
}

function makersOf(node: Node | undefined, scopes: ThingsInput["scopes"]): readonly Node[] {
  const variable = node?.type === "Identifier" ? scopes.variableOf(node) : undefined;
  return variable?.references.flatMap((reference) => (reference.isWrite() && reference.writeExpr ? [unwrap(reference.writeExpr)] : [])) ?? [];
}
