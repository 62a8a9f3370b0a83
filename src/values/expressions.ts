import { type Node, isClass, literalText, memberName, unwrap } from "../ast.js";
import { type Lookup, type Subject, type Value, memo } from "./lookup.js";

// Names for names for names; what is further away is not followed.
const deepest = 120;

/** What expressions stand for, by their syntax. */
export function expressionValues(lookup: Lookup): Pick<Lookup, "valueOf" | "subjectOf"> {
  const { scopes, holders, catalogue, types } = lookup;
  const known = new Map<Node, Value | undefined>();
  let depth = 0;

  function valueOf(node: Node): Value | undefined {
    const inner = unwrap(node);
    if (depth >= deepest) return known.get(inner);
    depth++;
    const value = memo(known, inner, () => findValue(inner));
    depth--;
    return value;
  }

  function findValue(node: Node): Value | undefined {
    switch (node.type) {
      case "Identifier": {
        const variable = scopes.variableOf(node);
        if (variable) return lookup.ofVariable(variable);
        return node.name === "exports" ? { kind: "object", holder: holders.of("exports"), shape: undefined } : { kind: "global", name: node.name };
      }
      case "ThisExpression":
        return thisValue(node);
      case "MemberExpression": {
        const name = memberName(node);
        const object = valueOf(node.object);
        return name !== undefined && object ? lookup.ofMember(object, name) : undefined;
      }
      case "CallExpression":
      case "NewExpression":
        return lookup.ofCall(node);
      case "AwaitExpression": {
        const value = valueOf(node.argument);
        return value?.kind === "promise" ? value.of : value;
      }
      case "ImportExpression": {
        const module = literalText(node.source);
        return module === undefined ? undefined : { kind: "promise", of: { kind: "export", module, name: "default" } };
      }
      case "AssignmentExpression":
        return valueOf(node.right);
      case "SequenceExpression": {
        const last = node.expressions.at(-1);
        return last && valueOf(last);
      }
      case "ConditionalExpression":
        return either(valueOf(node.consequent), valueOf(node.alternate));
      case "LogicalExpression":
        return either(valueOf(node.left), valueOf(node.right));
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "FunctionDeclaration":
        return { kind: "function", node, receiver: undefined };
      case "ClassExpression":
      case "ClassDeclaration":
        return { kind: "class", node };
      case "ObjectExpression":
        return { kind: "object", holder: lookup.homeOf(node), shape: node };
      default:
        return undefined;
    }
  }

  /** One of two values: the one that is known more of; two subjects of one contract in two places are known by contract only. */
  function either(a: Value | undefined, b: Value | undefined): Value | undefined {
    if (a?.kind === "subject" && b?.kind === "subject") return a.contract === b.contract && a.holder === b.holder ? a : undefined;
    if (a?.kind === "subject" || b?.kind === "subject") return a?.kind === "subject" ? a : b;
    if (a?.kind === "export" && b?.kind === "export") return sameRow(a, b) ? a : undefined;
    return a?.kind === b?.kind ? a : undefined;
  }

  function sameRow(a: Value & { kind: "export" }, b: Value & { kind: "export" }): boolean {
    if (a.module === b.module) return a.name === b.name;
    const rowsOf = (module: string) => ["createServer", "Server", a.name].map((name) => (catalogue.maker(module, name, "call") ?? catalogue.maker(module, name, "new"))?.contract);
    return a.name === b.name && rowsOf(a.module).every((row, i) => row === rowsOf(b.module)[i]);
  }

  function thisValue(node: Node): Value {
    const owner = lookup.ownerOfThis(node);
    const holder = lookup.thisPlace(owner);
    if (!isClass(owner)) return { kind: "object", holder, shape: owner.type === "ObjectExpression" ? owner : undefined };
    const parent = owner.superClass && valueOf(owner.superClass);
    const row = parent?.kind === "export" ? catalogue.maker(parent.module, parent.name, "new") : undefined;
    return row ? { kind: "subject", holder, contract: row.contract } : { kind: "object", holder, shape: owner };
  }

  function subjectOf(node: Node): Subject | undefined {
    const value = valueOf(node);
    if (value?.kind === "subject") return value;
    if (value?.kind === "object" || value === undefined) {
      const contract = types.contractOf(unwrap(node), catalogue);
      if (contract) return { kind: "subject", holder: value?.holder ?? holders.of(unwrap(node)), contract };
    }
    return undefined;
  }

  return { valueOf, subjectOf };
}
