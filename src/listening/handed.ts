import { type FunctionNode, type Node, findNode, isFunction, keyName, literalText, memberName, namingNode, unwrap, wrapped } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { answeringSocket, emitters, makerHands, socketRoutes } from "../contracts/listening.js";
import type { Catalogue } from "../contracts/index.js";
import type { Contract } from "../contracts/types.js";
import type { FileIndex } from "../file-index.js";
import { isSwitchedOn } from "../options.js";
import type { Scopes } from "../scopes.js";
import type { Values } from "../values.js";

/** Says what an API hands to the functions it is given: the sockets of a `connection` handler, the request of a server's. */
export function createHanded({ catalogue, scopes, index, text }: { catalogue: Catalogue; scopes: Scopes; index: FileIndex; text: string }) {
  return (fn: FunctionNode, position: number, values: Values): Contract | undefined => {
    for (const use of usesOf(fn, values)) {
      const id = handsAt(use, values)?.[position];
      const contract = id === undefined ? undefined : catalogue.byId(id === "connection.Socket" && isAnswering(fn, position) ? answeringSocket.id : id);
      if (contract) return contract;
    }
    return givenByCallers(fn, position, values);
  };

  /** The contract of what the file's own calls of a method give, where they agree. */
  function givenByCallers(fn: FunctionNode, position: number, values: Values): Contract | undefined {
    const name = methodName(fn);
    const calls = (name === undefined ? undefined : index.byMember.get(name)) ?? [];
    const given = calls.flatMap((call) => {
      const callee = values.valueOf(call.callee);
      const argument = callee?.kind === "function" && callee.node === fn ? call.arguments[position] : undefined;
      const value = argument && values.valueOf(argument);
      return argument ? [value?.kind === "subject" ? value.contract : undefined] : [];
    });
    return given.every((contract) => contract === given[0]) ? given[0] : undefined;
  }

  /** The function where it stands, and where its name is handed on. */
  function usesOf(fn: FunctionNode, values: Values): readonly Node[] {
    const name = namingNode(fn);
    const variable = name && scopes.variableOf(name);
    const method = methodName(fn);
    const members = method === undefined ? [] : (index.named.get(method) ?? []).filter((member) => isMethod(member, fn, values));
    return [wrapped(fn), ...(variable?.references ?? []).map(({ identifier }) => wrapped(identifier as Node)), ...members.map(bound)];
  }

  function isMethod(member: Node, fn: FunctionNode, values: Values): boolean {
    const value = values.valueOf(member);
    return value?.kind === "function" && value.node === fn;
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
    const isUnknown = value === undefined || value.kind === "object";
    if (isUnknown && attachMethods.has(name) && literalText(call.arguments[0]) === "connection") return ["connection.Socket"];
    return socketRoutes.find((route) => ("option" in route ? call.arguments.some((each) => isSwitchedOn(each, route.option)) : name === route.method && text.includes(route.module)))?.hands;
  }

  /** `socket.on("save", (data, ack) => ack())`, of a socket that emits or joins a room. */
  function isAnswering(fn: FunctionNode, position: number): boolean {
    const parameter = fn.params[position];
    const variable = parameter?.type === "Identifier" ? scopes.variableOf(parameter) : undefined;
    const members = (variable?.references ?? []).flatMap(({ identifier }) => (identifier.parent.type === "MemberExpression" && identifier.parent.object === identifier ? [identifier.parent] : []));
    if (!members.some((member) => answeringSocket.members.has(memberName(member) ?? ""))) return false;
    return members.some((member) => attachMethods.has(memberName(member) ?? "") && member.parent.type === "CallExpression" && member.parent.callee === member && answers(member.parent.arguments[1]));
  }

  function isNamespace(node: Node, values: Values): boolean {
    const call = unwrap(node);
    if (call.type !== "CallExpression") return false;
    const method = values.valueOf(call.callee);
    return method?.kind === "member" && method.name === "of" && method.subject.contract.id === "socket.io.Server";
  }
}

/** True for a handler that calls what it is given last. */
function answers(handler: Node | undefined): boolean {
  const last = isFunction(handler) ? handler.params.at(-1) : undefined;
  if (!isFunction(handler) || last?.type !== "Identifier") return false;
  return findNode(handler.body, (node) => node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === last.name) !== undefined;
}

function methodName({ parent }: FunctionNode): string | undefined {
  return parent.type === "MethodDefinition" || parent.type === "PropertyDefinition" || parent.type === "Property" ? keyName(parent) : undefined;
}

/** `this.accept`, or all of `this.accept.bind(this)`. */
function bound(member: Node): Node {
  const use = wrapped(member);
  const bind = use.parent?.type === "MemberExpression" && use.parent.object === use && memberName(use.parent) === "bind" ? wrapped(use.parent).parent : undefined;
  return bind?.type === "CallExpression" ? wrapped(bind) : use;
}
