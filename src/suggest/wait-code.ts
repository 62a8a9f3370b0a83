import type { Contract } from "../contracts/types.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-name.js";
import { isTypeScript, styleOf } from "./style.js";

/** What a constant that keeps an instance is called. */
export function constantFor({ noun }: Contract): string {
  return /^[a-z]+$/.test(noun) ? noun : "server";
}

/**
 * The code that waits until what is called `name` is ready, with the edits it takes: its own promise of readiness, or `once` for its event.
 * Undefined where neither it nor a view of it emits that event.
 */
export function waitFor({ sourceCode, filename, startup }: File, contract: Contract, name: string): { readonly code: string; readonly edits: readonly Edit[] } | undefined {
  const path = startup.emitterIn(contract);
  const [promise] = contract.readyPromises ?? [];
  if (path !== "" && promise !== undefined) return { code: `await ${name}.${promise}()`, edits: [] };
  const once = path === undefined ? undefined : onceOf(sourceCode);
  if (!once || path === undefined || typeof contract.ready !== "object") return undefined;
  const { quote } = styleOf(sourceCode);
  // Types say of a view that it may not be there yet: behind the start it is.
  const view = path === "" ? "" : `.${path}${isTypeScript(filename) ? "!" : ""}`;
  return { code: `await ${once.name}(${name}${view}, ${quote}${contract.ready.event}${quote})`, edits: once.edits };
}
