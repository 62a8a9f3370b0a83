import type { TSESTree } from "@typescript-eslint/utils";
import type { Domain } from "../flow.js";

type Node = TSESTree.Node;

/** Thrown when code is nested too deeply to be followed; the caller answers "unknown". */
export class TooDeep extends Error {}

// Half of Node's default stack, for the costliest nesting (loops), before anything is optimised.
const deepest = 400;

/** An abrupt end. */
export type Exit = { readonly kind: "return" | "throw" } | { readonly kind: "break" | "continue"; readonly label: string | undefined };

/** A place that abrupt ends lead to: a function, a catch, a finally, a loop, a switch or a label. */
interface Landing<S> {
  readonly takes: (exit: Exit) => boolean;
  readonly arrived: Map<string, { readonly exit: Exit; readonly state: S }>;
}

/** The ways in which code ends, and where they lead: what the rest of the walk stands on. */
export abstract class Ways<S> {
  protected readonly domain: Domain<S>;
  private readonly landings: Landing<S>[] = [];
  private depth = 0;

  constructor(domain: Domain<S>) {
    this.domain = domain;
  }

  /** An abrupt end at `state`; one that no place takes is the end of it. */
  protected leave(exit: Exit, state: S | undefined): void {
    if (state === undefined) return;
    for (let i = this.landings.length - 1; i >= 0; i--) {
      const landing = this.landings[i];
      if (!landing?.takes(exit)) continue;
      const key = "label" in exit ? `${exit.kind} ${exit.label ?? ""}` : exit.kind;
      const before = landing.arrived.get(key);
      landing.arrived.set(key, { exit, state: before ? this.domain.join(before.state, state) : state });
      return;
    }
  }

  /** Runs `body` with a landing for the ends it takes; what arrived there, joined, and by which ends. */
  protected landed(takes: (exit: Exit) => boolean, body: () => S | undefined): { normal: S | undefined; arrived: S | undefined; exits: readonly Exit[] } {
    const landing: Landing<S> = { takes, arrived: new Map() };
    this.landings.push(landing);
    const normal = body();
    this.landings.pop();
    let arrived: S | undefined;
    for (const { state } of landing.arrived.values()) arrived = this.join(arrived, state);
    return { normal, arrived, exits: [...landing.arrived.values()].map(({ exit }) => exit) };
  }

  protected join(a: S | undefined, b: S | undefined): S | undefined {
    if (a === undefined) return b;
    if (b === undefined || a === b) return a;
    return this.domain.join(a, b);
  }

  protected step(node: Node, before: S | undefined, mayThrow = false): S | undefined {
    if (before === undefined) return undefined;
    if (mayThrow) this.leave({ kind: "throw" }, this.domain.thrown ? this.domain.thrown(node, before) : before);
    return this.domain.step(node, before);
  }

  /** Runs `inside` one level deeper; throws where that is too deep to be followed. */
  protected nested<T>(inside: () => T): T {
    if (++this.depth > deepest) throw new TooDeep();
    const result = inside();
    this.depth--;
    return result;
  }
}
