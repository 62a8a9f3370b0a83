import type { Holder } from "../holders.js";

/** The same object, or one that belongs to the other. */
export function isAkin(receiver: Holder | undefined, holder: Holder): boolean {
  for (let at = receiver; at; at = at.parent) if (at === holder) return true;
  for (let at: Holder | undefined = holder.parent; at; at = at.parent) if (at === receiver) return receiver.depth > 0 || typeof receiver.root === "string" || "identifiers" in receiver.root;
  return false;
}
