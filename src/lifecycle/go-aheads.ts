import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isFunction, literalText, unwrap } from "../ast.js";
import { answeringVerbs, goOnWords, openingRequests, sendingVerbs } from "../contracts/messages.js";
import { wordsOf } from "../words.js";
import { rootOf } from "./origins.js";

/** True for a call that sends what lets the peer go on: `send("ready")`, `sendAck()`, the answer to `initialize`. */
export function isGoAhead(call: TSESTree.CallExpression): boolean {
  const name = calledName(call);
  const words = wordsOf(name);
  if (!words.some((word) => sendingVerbs.has(word))) return false;
  const said = [words.slice(sendingVerbs.has(words[0] ?? "") && words.length > 1 ? 1 : 0).join(" "), ...call.arguments.flatMap(wordsIn)];
  return said.some((text) => goOnWords.test(text)) || answersOpening(call, words[0] ?? "");
}

/** True for an answer in the branch of a request that opens the conversation: `if (request.method === "initialize") await send({ id: request.id, … })`. */
function answersOpening(call: TSESTree.CallExpression, verb: string): boolean {
  for (let at: Node = call; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    const request = parent.type === "IfStatement" && parent.consequent === at ? openingIn(parent.test) : parent.type === "SwitchCase" && parent.test && parent.test !== at && isOpening(parent.test) ? parent.parent.discriminant : undefined;
    const root = request && rootOf(request);
    if (root?.type === "Identifier" && (answeringVerbs.has(verb) || call.arguments.some((argument) => findNode(argument, (node) => node.type === "Identifier" && node.name === root.name)))) return true;
  }
  return false;
}

/** What a condition compares with the name of a request that opens the conversation. */
function openingIn(test: Node): Node | undefined {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return inner.operator === "&&" ? (openingIn(inner.left) ?? openingIn(inner.right)) : undefined;
  return inner.type === "BinaryExpression" && /^===?$/.test(inner.operator) && isOpening(inner.right) ? inner.left : undefined;
}

function isOpening(node: Node): boolean {
  return openingRequests.test(literalText(unwrap(node)) ?? "");
}

/** The words that a message is made of: literals, and names of constants and of what is called to make it. */
function wordsIn(node: Node): readonly string[] {
  const said: string[] = [];
  findNode(node, (each) => {
    const text = literalText(each);
    if (text !== undefined) said.push(wordsOf(text).join(" "));
    else if (each.type === "TemplateElement") said.push(each.value.raw);
    else if (each.type === "Literal" && typeof each.value === "number") said.push(String(each.value));
    else if (each.type === "Identifier" && !isFunctionParameter(each)) said.push(wordsOf(each.name).join(" "));
    return isFunction(each);
  });
  return said;
}

function isFunctionParameter(node: TSESTree.Identifier): boolean {
  return isFunction(node.parent);
}
