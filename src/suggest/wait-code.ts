import type { Contract } from "../contracts/types.js";
import type { Edit, File } from "./edits.js";
import { onceOf } from "./import-name.js";
import { isTypeScript, styleOf } from "./style.js";

// Tried in this order where what a start gives has no name.
const newNames = ["server", "httpServer", "listener"];

/** What a constant that keeps an instance is called, if a name for it is free. */
export function constantFor(sourceCode: File["sourceCode"], { noun }: Pick<Contract, "noun"> = { noun: "server" }): string | undefined {
  const { names } = styleOf(sourceCode);
  const known = /^[a-z]+$/.test(noun) && noun !== "server" ? [noun] : newNames;
  return known.find((name) => !names.has(name));
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
