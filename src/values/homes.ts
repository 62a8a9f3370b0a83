import { type Node, isClass, keyName, memberName, unwrap, wrapped } from "../ast.js";
import { chainingMethods } from "../contracts/calls.js";
import type { Holder } from "../holders.js";
import type { Lookup } from "./lookup.js";

/** Where objects come to stand, and what `this` is. */
export function homes(lookup: Lookup): Pick<Lookup, "homeOf" | "thisPlace" | "ownerOfThis" | "thisOf"> {
  const { scopes, holders } = lookup;

  function homeOf(node: Node): Holder {
    let child = node;
    for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
      switch (parent.type) {
        case "TSAsExpression":
        case "TSNonNullExpression":
        case "TSSatisfiesExpression":
        case "TSTypeAssertion":
        case "ChainExpression":
        case "AwaitExpression":
        case "LogicalExpression":
        case "ConditionalExpression":
          continue;
        case "MemberExpression": {
          // `createServer().listen(0)`: the chain gives the same object on.
          const call = wrapped(parent).parent;
          if (parent.object !== child || call?.type !== "CallExpression" || unwrap(call.callee) !== parent || !staysSame(node, memberName(parent))) return holders.of(node);
          parent = call;
          continue;
        }
        case "VariableDeclarator": {
          if (parent.id.type !== "Identifier") return holders.of(node);
          const variable = scopes.variableOf(parent.id);
          return variable ? lookup.holderOfVariable(variable) : holders.of(node);
        }
        case "AssignmentPattern": {
          const variable = parent.left.type === "Identifier" ? scopes.variableOf(parent.left) : undefined;
          return variable ? lookup.holderOfVariable(variable) : holders.of(node);
        }
        case "AssignmentExpression":
          return parent.right === child ? (placeOfTarget(parent.left) ?? holders.of(node)) : holders.of(node);
        case "PropertyDefinition":
        case "AccessorProperty": {
          const name = keyName(parent);
          return parent.value === child && name !== undefined && !parent.static ? holders.member(holders.of(parent.parent.parent), name) : holders.of(node);
        }
        case "Property": {
          const name = keyName(parent);
          return parent.value === child && name !== undefined && parent.parent.type === "ObjectExpression" ? holders.member(homeOf(parent.parent), name) : holders.of(node);
        }
        default:
          return holders.of(node);
      }
    }
    return holders.of(node);
  }

  function placeOfTarget(target: Node): Holder | undefined {
    const inner = unwrap(target);
    if (inner.type === "Identifier") {
      const variable = scopes.variableOf(inner);
      return variable ? lookup.holderOfVariable(variable) : holders.of(inner.name);
    }
    if (inner.type !== "MemberExpression") return undefined;
    const name = memberName(inner);
    const object = lookup.valueOf(inner.object);
    if (name === undefined || !object) return undefined;
    if (object.kind === "object" || object.kind === "subject") return holders.member(object.holder, name);
    return object.kind === "global" ? holders.member(holders.of(object.name), name) : undefined;
  }

  function staysSame(node: Node, name: string | undefined): boolean {
    if (name === undefined) return false;
    if (chainingMethods.has(name)) return true;
    const made = node.type === "CallExpression" || node.type === "NewExpression" ? lookup.makerOf(node) : undefined;
    return made?.contract.starts[name]?.gives === "self" || made?.contract.chains?.includes(name) === true;
  }

  function thisPlace(node: Node): Holder {
    return node.type === "ObjectExpression" ? homeOf(node) : holders.of(node);
  }

  /** The class, object literal or constructor function whose `this` the code around `node` sees. */
  function ownerOfThis(node: Node): Node {
    for (let at: Node | undefined = node.parent, child = node; at; child = at, at = at.parent) {
      if (at.type === "PropertyDefinition" || at.type === "AccessorProperty") {
        if (at.value === child && !at.static) return at.parent.parent;
      } else if (at.type === "FunctionExpression" || at.type === "FunctionDeclaration") {
        const holder = at.parent;
        if (holder.type === "MethodDefinition") return holder.static ? at : holder.parent.parent;
        if (holder.type === "Property" && holder.value === at) return holder.parent;
        if (holder.type === "AssignmentExpression") return prototypeOwner(holder.left) ?? at;
        return at;
      } else if (at.type === "TSParameterProperty") {
        const owner = at.parent.parent.parent?.parent;
        if (owner && isClass(owner)) return owner;
      }
    }
    return node;
  }

  /** `F` of `F.prototype.m = function () {…}`, as the function it names. */
  function prototypeOwner(target: Node): Node | undefined {
    if (target.type !== "MemberExpression" || target.object.type !== "MemberExpression" || memberName(target.object) !== "prototype") return undefined;
    const owner = lookup.valueOf(target.object.object);
    return owner?.kind === "function" || owner?.kind === "class" ? owner.node : undefined;
  }

  function thisOf(node: Node): Holder {
    return thisPlace(ownerOfThis(node));
  }

  return { homeOf, thisPlace, ownerOfThis, thisOf };
}
