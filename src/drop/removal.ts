import type { CallNode, FunctionNode, Node } from "../ast.js";
import type { Stored } from "./waiting.js";

/** Entries that are taken out of their collection while somebody waits for them, and nobody is told. */
export interface Removal {
  readonly node: Node;
  readonly kind: "byTimer" | "byAge" | "atEnd" | "discarded" | "forOne" | "whenFull" | "oldest";
  /** The collection, as the code names it. */
  readonly collection: Node;
  /** Where entries come into it; nothing for a queue that is known by its name alone. */
  readonly stored: readonly Stored[];
  /** The `setTimeout` call, and its callback. */
  readonly timer?: CallNode;
  readonly callback?: FunctionNode;
  /** Calls that settle as if all were well. */
  readonly settlings: readonly CallNode[];
}
