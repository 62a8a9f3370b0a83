/** The namespace of rules that only the command has: they carry what it wants to know as messages. */
export const namespace = "startup-order-cli";

/** The id of such a rule. */
export function inOwnName(rule: "understood" | "timelines"): string {
  return `${namespace}/${rule}`;
}
