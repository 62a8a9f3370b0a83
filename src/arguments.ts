import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, argumentsOf, isNullish, literalText, unwrap } from "./ast.js";
import type { ArgumentPlace, Start } from "./contracts/types.js";
import { optionOf } from "./options.js";
import type { Value, Values } from "./values.js";

/** Says what stands where among the arguments of calls. */
export interface Arguments {
  /** What stands at `place`: nothing, code, or something that is spread over it. */
  givenAt(call: CallNode, place: ArgumentPlace): Node | "spread" | undefined;
  /** True if an argument stands at `place` (and, for `type: "number"`, is one as far as can be told). */
  isGiven(call: CallNode, place: ArgumentPlace | undefined, type: "number" | undefined): boolean;
  hasHost(call: CallNode, start: Start): boolean;
  /** True for a name or an address: a string, or something called host, hostname, address or ip. */
  isHost(node: Node): boolean;
}

export function createArguments(values: Values): Arguments {
  function isGiven(call: CallNode, place: ArgumentPlace | undefined, type: "number" | undefined): boolean {
    if (!place) return true;
    const given = givenAt(call, place);
    return given !== undefined && given !== "spread" && (type === undefined || looksNumeric(given));
  }

  function givenAt(call: CallNode, place: ArgumentPlace): Node | "spread" | undefined {
    if (typeof place.argument === "number") return call.arguments[place.argument];
    const given = call.arguments.map((argument) => optionOf(literalBehind(argument), place.options ?? []));
    return given.find((option) => option !== undefined && option !== "spread" && !isUnset(option)) ?? given.find((option) => option === "spread");
  }

  /** The object literal an argument is, or a constant that holds one. */
  function literalBehind(node: Node): Node {
    const inner = unwrap(node);
    const value = inner.type === "Identifier" ? values.valueOf(inner) : undefined;
    return value?.kind === "object" && value.shape?.type === "ObjectExpression" ? value.shape : inner;
  }

  function hasHost(call: CallNode, start: Start): boolean {
    const place = start.host;
    const given = argumentsOf(call);
    if (!place || call.arguments.some((argument) => argument.type === "SpreadElement")) return false;
    const options = place.options;
    if (options) {
      const option = call.arguments.map((argument) => optionOf(literalBehind(argument), options)).find((each) => each !== undefined);
      if (option !== undefined && option !== "spread") return !isUnset(option);
    }
    const argument = typeof place.argument === "number" ? given[place.argument] : undefined;
    const [first] = given;
    return argument !== undefined && first !== undefined && literalBehind(first).type !== "ObjectExpression" && isHost(argument);
  }

  function isHost(node: Node): boolean {
    const inner = unwrap(node);
    const text = literalText(inner);
    if (text !== undefined) return text !== "";
    if (inner.type === "TemplateLiteral") return true;
    if (inner.type === "LogicalExpression") return isHost(inner.left) || isHost(inner.right);
    if (inner.type === "ConditionalExpression") return isHost(inner.consequent) && isHost(inner.alternate);
    if (inner.type === "Identifier") {
      const value = values.valueOf(inner);
      if (value?.kind === "function") return false;
      return isHostName(inner.name) || isStringTyped(value);
    }
    return inner.type === "MemberExpression" && inner.property.type === "Identifier" && isHostName(inner.property.name);
  }

  return { givenAt, isGiven, hasHost, isHost };
}

function isHostName(name: string): boolean {
  return /(?:^|_|[a-z])(?:host|hostname|addr|address|bind|ip|iface|interface|loopback|localhost)s?$/i.test(name);
}

function isStringTyped(value: Value | undefined): boolean {
  return value?.kind === "object" && value.type?.type === "TSStringKeyword";
}

/** True for the literal `true`. */
export function isTrue(node: Node | "spread" | undefined): boolean {
  return node !== undefined && node !== "spread" && unwrap(node).type === "Literal" && (unwrap(node) as TSESTree.Literal).value === true;
}

/** True for the literal `false`. */
export function isFalse(node: Node | "spread"): boolean {
  return node !== "spread" && unwrap(node).type === "Literal" && (unwrap(node) as TSESTree.Literal).value === false;
}

/** True for an option that is given and says nothing: as nothing, and as "". */
function isUnset(node: Node): boolean {
  return isNullish(node) || literalText(unwrap(node)) === "";
}

function looksNumeric(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "Literal") return typeof inner.value === "number";
  return inner.type === "Identifier" || inner.type === "MemberExpression" ? /port$/i.test(inner.type === "Identifier" ? inner.name : "property" in inner && inner.property.type === "Identifier" ? inner.property.name : "") : false;
}
