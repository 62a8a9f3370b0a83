import type { TSESLint } from "@typescript-eslint/utils";
import type { Node } from "./ast.js";

/** What a holder hangs from: a variable, a global by name, or a node (a call's result, a class or object literal for `this`). */
export type Root = TSESLint.Scope.Variable | Node | string;

/** A place that can hold an object: a root and the members leading from it. Equal places are the same object. */
export interface Holder {
  readonly root: Root;
  readonly parent: Holder | undefined;
  /** The last member's name; empty for a root. */
  readonly name: string;
  readonly depth: number;
}

/** The places of one file. */
export interface Holders {
  /** The place `root` itself. */
  of(root: Root): Holder;
  /** The member `name` of a place; beyond four members deep the place itself. */
  member(parent: Holder, name: string): Holder;
  /** `holder` with the part up to `from` replaced by `to`; undefined if it does not hang from `from`. */
  rebase(holder: Holder, from: Holder, to: Holder): Holder | undefined;
}

const deepest = 4;

/** An empty store of places. */
export function createHolders(): Holders {
  const roots = new Map<Root, Holder>();
  const members = new Map<Holder, Map<string, Holder>>();
  const store: Holders = {
    of(root) {
      let holder = roots.get(root);
      if (!holder) roots.set(root, (holder = { root, parent: undefined, name: "", depth: 0 }));
      return holder;
    },
    member(parent, name) {
      if (parent.depth >= deepest) return parent;
      let named = members.get(parent);
      if (!named) members.set(parent, (named = new Map<string, Holder>()));
      let holder = named.get(name);
      if (!holder) named.set(name, (holder = { root: parent.root, parent, name, depth: parent.depth + 1 }));
      return holder;
    },
    rebase(holder, from, to) {
      if (holder === from) return to;
      if (!holder.parent) return undefined;
      const parent = store.rebase(holder.parent, from, to);
      return parent && store.member(parent, holder.name);
    },
  };
  return store;
}

/** True if a place is `owner`, or hangs from it. */
export function isBelow(holder: Holder, owner: Holder): boolean {
  for (let at: Holder | undefined = holder; at; at = at.parent) if (at === owner) return true;
  return false;
}
