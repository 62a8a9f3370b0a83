import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type Node, calledName, findNode, isFunction, literalText, memberName, nameOfThing, unwrap, wrapped } from "../ast.js";
import { upperBounds } from "../contracts/assertions.js";
import { plainMakers, plainOwners } from "../contracts/passive.js";
import { changingVerbs, consumedNouns, readingCommands, readingMethods, requestSettings, requestTesters, requesters } from "../contracts/retries.js";
import type { Scopes } from "../scopes.js";
import { assertionIn, partsOfAssertion } from "../sleeping/assertions.js";
import { wordsOf } from "../words.js";
import { blockOf } from "./asserted-loops.js";
import { requiresIn } from "./requires.js";

/** True for code that only looks: asked twice it does what it did once, and fails by throwing; or, in an attempt of the test library, by what the attempt is handed as `attempted`. */
export function canBeAskedAgain(statement: Node, scopes: Scopes, attempted?: string): boolean {
  return !findNode(statement, (node) => {
    switch (node.type) {
      case "UpdateExpression":
        return !isCounter(node);
      case "AssignmentExpression":
      case "YieldExpression":
      case "ReturnStatement":
      // What a template is handed to may do anything: a query, a command.
      case "TaggedTemplateExpression":
        return true;
      case "UnaryExpression":
        return node.operator === "delete";
      case "MemberExpression":
        // Before anything is there, asking it fails as it should.
        return /^(?:soft|rejects|rejected\w*|throws|toThrow\w*)$/.test(memberName(node) ?? "") || upperBounds.test(memberName(node) ?? "");
      case "Identifier":
        return node.name !== attempted && isRecording(node, scopes);
      case "NewExpression":
        return !plainMakers.test(calledName(node));
      case "CallExpression":
        return !isReadingRequest(node, scopes) && isChange(node, scopes);
      default:
        return false;
    }
  });
}

/** True for code that does something new by a call: `expect(manager.stop().ok).toBe(true)`. */
export function doesMore(statement: Node, scopes: Scopes): boolean {
  return findNode(statement, (node) => node.type === "CallExpression" && isChange(node, scopes)) !== undefined;
}

/** `i++` of a loop that counts by what it declares. */
function isCounter({ argument, parent }: TSESTree.UpdateExpression): boolean {
  const [only, ...others] = parent.type === "ForStatement" && parent.init?.type === "VariableDeclaration" ? parent.init.declarations : [];
  return argument.type === "Identifier" && others.length === 0 && only?.id.type === "Identifier" && only.id.name === argument.name;
}

/** `assert` that a test is handed, `t`: it notes a failure instead of throwing it. The `t.assert` of Node's own runner throws. https://nodejs.org/api/test.html#contextassert */
function isRecording(node: TSESTree.Identifier, scopes: Scopes): boolean {
  if (node.parent.type !== "MemberExpression" || node.parent.object !== node) return false;
  if (memberName(node.parent) === "assert" && isOfNodeTest(node, scopes)) return false;
  return node.name === "t" || (/^(?:assert|test|tap|qunit)$/i.test(node.name) && scopes.variableOf(node)?.defs[0]?.type === "Parameter");
}

/** True for what a test of Node's runner is handed. */
function isOfNodeTest(node: TSESTree.Identifier, scopes: Scopes): boolean {
  const definition = scopes.variableOf(node)?.defs[0];
  const call = definition?.type === "Parameter" && isFunction(definition.node) ? wrapped(definition.node).parent : undefined;
  let runner = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
  while (runner?.type === "MemberExpression") runner = unwrap(runner.object);
  return runner?.type === "Identifier" && sourcesOf(runner, scopes).some((source) => /^(?:node:)?test$/.test(source));
}

function isChange(call: TSESTree.CallExpression, scopes: Scopes): boolean {
  const name = calledName(call);
  // Each asking counts as a snapshot of its own.
  if (/Snapshot$/.test(name)) return true;
  const callee = unwrap(call.callee);
  // Matchers may be called as they like.
  if (callee.type === "MemberExpression" && findNode(callee.object, (node) => node.type === "Identifier" && /^(?:expect|assert|should)$/.test(node.name))) return false;
  // `target.type()` says what it is.
  if (isOfText(call) || (name === "type" && call.arguments.length === 0 && callee.type === "MemberExpression")) return false;
  const isRequest = callee.type === "Identifier" && sourcesOf(callee, scopes).some((source) => requesters.get(source)?.has(name));
  if (readingCommands.get(name)?.test(literalText(call.arguments[0]) ?? "")) return false;
  if ((changingVerbs.has(wordsOf(name)[0] ?? "") && !isRequest) || name === "once" || (name === "read" && call.arguments.length === 0)) return true;
  const [first, second] = call.arguments;
  if (/^\s*(?:insert|update|delete|create|drop|alter|merge|truncate|call|begin|commit)\b/i.test((first && literalText(unwrap(first))) ?? "")) return true;
  // What it asks for stands elsewhere.
  if ((name === "fetch" || isRequest) && second && unwrap(second).type !== "ObjectExpression") return true;
  return call.arguments.some((argument) => {
    const options = unwrap(argument);
    return options.type === "ObjectExpression" && options.properties.some((property) => property.type === "Property" && property.key.type === "Identifier" && (property.key.name === "body" || (property.key.name === "method" && !readingMethods.test(literalText(unwrap(property.value)) ?? ""))));
  });
}

/** `request(app).get("/health").set("accept", "text/plain")` of a library that tests servers: a chain that only reads, from its root to any of its links. */
function isReadingRequest(call: TSESTree.CallExpression, scopes: Scopes): boolean {
  let outer: TSESTree.CallExpression = call;
  while (outer.parent.type === "MemberExpression" && outer.parent.object === outer && outer.parent.parent.type === "CallExpression" && outer.parent.parent.callee === outer.parent) outer = outer.parent.parent;
  const links: string[] = [];
  let root: Node = outer;
  while (root.type === "CallExpression" && root.callee.type === "MemberExpression") {
    links.unshift(memberName(root.callee) ?? "");
    root = unwrap(root.callee.object);
  }
  const [method = "", ...others] = links;
  if (root.type !== "CallExpression" || root.callee.type !== "Identifier" || !readingMethods.test(method) || !others.every((name) => requestSettings.has(name))) return false;
  return sourcesOf(root.callee, scopes).some((source) => requestTesters.has(source));
}

/** The module that a name is taken from, if it is one. */
function sourcesOf(name: TSESTree.Identifier, scopes: Scopes): readonly string[] {
  const declaration = scopes.variableOf(name)?.defs[0]?.parent;
  return declaration?.type === "ImportDeclaration" ? [declaration.source.value] : declaration ? requiresIn(declaration).map(({ source }) => source) : [];
}

/** `lines.join("\n")`, `path.join(…)`, `output.replace(/\r/g, "")`: makes a text of texts. */
function isOfText({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  if (callee.type !== "MemberExpression") return false;
  const [first, second] = given;
  const text = first && literalText(first);
  switch (memberName(callee)) {
    case "join":
      return first === undefined || plainOwners.test(nameOfThing(callee.object)) || (text !== undefined && /^\W*$/.test(text));
    case "replace":
    case "replaceAll":
      return first?.type === "Literal" && second !== undefined && ("regex" in first || literalText(second) !== undefined);
    default:
      return false;
  }
}

/** True if what is read is gone then, by its name, and more than one thing is asserted of it, or it is read in turns: a first reading may take one and miss the other. */
export function losesWhatIsRead(run: readonly Node[]): boolean {
  const contents = run.flatMap(leavesOf).filter((each) => {
    const parts = assertionIn(each) === "presence" ? partsOfAssertion(each) : undefined;
    return parts?.expected !== undefined && !(parts.expected.type === "Literal" && typeof parts.expected.value === "boolean");
  });
  return run.some((each) => (contents.length > 1 || /^For/.test(each.type)) && findNode(each, isTaking) !== undefined);
}

/** True for a call that, by its name, gives what has come since the last one. */
export function isTaking(node: Node): node is TSESTree.CallExpression {
  return node.type === "CallExpression" && wordsOf(calledName(node)).length > 1 && wordsOf(calledName(node))[0] !== "peek" && wordsOf(calledName(node)).some((word) => consumedNouns.has(word));
}

/** A statement, or those of the blocks in it. */
function leavesOf(statement: Node): readonly Node[] {
  return blockOf(statement)?.flatMap(leavesOf) ?? [statement];
}

/** True if assertions are counted, those that fail on the way too, or if a failing one does not throw. */
export function isCounted({ text }: Readonly<TSESLint.SourceCode>): boolean {
  return /\bexpect\.(?:assertions|hasAssertions)\(|\.plan\(|\bjasmine\b|["']@angular\/core\/testing["']/.test(text);
}
