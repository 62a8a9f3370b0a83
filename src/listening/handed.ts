import { type FunctionNode, type Node, keyName, literalText, memberName, namingNode, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { emitters, makerHands, socketRoutes } from "../contracts/listening.js";
import type { Catalogue } from "../contracts/index.js";
import type { Contract } from "../contracts/types.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";

/** Says what an API hands to the functions it is given: the sockets of a `connection` handler, the request of a server's. */
export function createHanded({ catalogue, scopes, text }: { catalogue: Catalogue; scopes: Scopes; text: string }) {
  return (fn: FunctionNode, position: number, values: Values): Contract | undefined => {
    for (const use of usesOf(fn)) {
      const id = handsAt(use, values)?.[position];
      const contract = id === undefined ? undefined : catalogue.byId(id);
      if (contract) return contract;
    }
    return undefined;
  };

  /** The function where it stands, and where its name is handed on. */
  function usesOf(fn: FunctionNode): readonly Node[] {
    const name = namingNode(fn);
    const variable = name && scopes.variableOf(name);
    return [wrapped(fn), ...(variable?.references ?? []).map(({ identifier }) => wrapped(identifier as Node))];
  }

  function handsAt(use: Node, values: Values): readonly (string | undefined)[] | undefined {
    const property = use.parent?.type === "Property" && use.parent.value === use ? use.parent : undefined;
    if (property && keyName(property) === "wsHandler") return ["ws.WebSocket", undefined];
    const call = use.parent;
    if ((call?.type !== "CallExpression" && call?.type !== "NewExpression") || call.callee === use) return undefined;
    const callee = unwrap(call.callee);
    const value = values.valueOf(callee);
    if (value?.kind === "export") return /^create(?:Secure)?Server$|^Server$/.test(value.name) ? makerHands[value.module.replace(/^node:/, "")] : undefined;
    const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    if (value?.kind === "member") {
      const hands = emitters.get(value.subject.contract.id)?.hands;
      const event = attachMethods.has(value.name) ? literalText(call.arguments[0]) : value.name;
      const found = event === undefined ? undefined : hands?.[event];
      if (found) return found;
    }
    if (name === undefined) return undefined;
    // `io.of("/chat").on("connection", …)`
    if (attachMethods.has(name) && callee.type === "MemberExpression" && isNamespace(callee.object, values)) return emitters.get("socket.io.Server")?.hands?.[literalText(call.arguments[0]) ?? ""];
    return socketRoutes.find((route) => ("option" in route ? call.arguments.some((each) => hasOption(each, route.option)) : name === route.method && text.includes(route.module)))?.hands;
  }

  function isNamespace(node: Node, values: Values): boolean {
    const call = unwrap(node);
    if (call.type !== "CallExpression") return false;
    const method = values.valueOf(call.callee);
    return method?.kind === "member" && method.name === "of" && method.subject.contract.id === "socket.io.Server";
  }
}

function hasOption(node: Node, name: string): boolean {
  const object = unwrap(node);
  if (object.type !== "ObjectExpression") return false;
  return object.properties.some((property) => property.type === "Property" && keyName(property) === name && property.value.type === "Literal" && property.value.value === true);
}
