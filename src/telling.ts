import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, calledName, isFunction, memberName, unwrap } from "./ast.js";

/** Calls, and writes, that are known to tell nobody, besides calls that log and format. */
type Quiet = (node: TSESTree.CallExpression | TSESTree.AssignmentExpression) => boolean;

/**
 * True if running `fn` tells nobody: it is empty, only logs, only throws, or only computes what it logs.
 * Everything else (a call, an assignment others can see, `emit`, a resolve) may tell somebody.
 */
export function tellsNobody(fn: FunctionNode, isQuiet: Quiet = () => false): boolean {
  return fn.body.type === "BlockStatement" ? fn.body.body.every((each) => isSilent(each, isQuiet)) : isSilentExpression(fn.body, isQuiet);
}

/** The same for one statement. */
export function isSilent(node: TSESTree.Statement, isQuiet: Quiet = () => false): boolean {
  switch (node.type) {
    case "EmptyStatement":
    case "ThrowStatement":
    case "FunctionDeclaration":
      return true;
    case "ExpressionStatement":
      return isSilentExpression(node.expression, isQuiet);
    case "VariableDeclaration":
      return node.declarations.every(({ init }) => !init || isPure(init) || isAskedFor(init));
    case "BlockStatement":
      return node.body.every((each) => isSilent(each, isQuiet));
    case "ForInStatement":
    case "ForOfStatement":
      return !(node.type === "ForOfStatement" && node.await) && (isPure(node.right) || isAskedFor(node.right)) && isSilent(node.body, isQuiet);
    case "IfStatement":
      return isPure(node.test) && isSilent(node.consequent, isQuiet) && (!node.alternate || isSilent(node.alternate, isQuiet));
    case "ReturnStatement":
      return !node.argument || isSilentExpression(node.argument, isQuiet);
    default:
      return false;
  }
}

/** True if running `fn` does no more than keep values for others to read: nobody can wait for that. */
export function onlyKeeps(fn: FunctionNode): boolean {
  const keeps = (node: Node): boolean => {
    const inner = unwrap(node);
    return inner.type === "AssignmentExpression" && inner.operator === "=" ? isPure(inner.right) : isSilentExpression(inner, () => false);
  };
  if (fn.body.type !== "BlockStatement") return keeps(fn.body);
  return fn.body.body.every((each) => (each.type === "ExpressionStatement" ? keeps(each.expression) : isSilent(each)));
}

/** True if running `fn` to its end throws. */
export function endsByThrow(fn: FunctionNode): boolean {
  return fn.body.type === "BlockStatement" && fn.body.body.some((statement) => statement.type === "ThrowStatement");
}

function isSilentExpression(node: Node, isQuiet: Quiet): boolean {
  const inner = unwrap(node);
  // A promise that is made and left settles no other.
  if (inner.type === "CallExpression" && isPromiseMade(inner)) return inner.arguments.every((each) => isPure(each));
  const each = forEachOf(inner);
  if (each) return tellsNobody(each, isQuiet);
  if (inner.type === "CallExpression") return isLogCall(inner) ? inner.arguments.every(isLogged) : isQuiet(inner) && inner.arguments.every((each) => isPure(each));
  if (inner.type === "AssignmentExpression") return isQuiet(inner) && isPure(inner.right);
  if (inner.type === "LogicalExpression") return isPure(inner.left) && isSilentExpression(inner.right, isQuiet);
  if (inner.type === "ConditionalExpression") return isPure(inner.test) && isSilentExpression(inner.consequent, isQuiet) && isSilentExpression(inner.alternate, isQuiet);
  return isPure(inner);
}

/** `Promise.resolve(…)`. */
function isPromiseMade({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === "MemberExpression" && memberName(callee) === "resolve" && callee.object.type === "Identifier" && callee.object.name === "Promise";
}

/** The function of `Object.keys(found).forEach((name) => …)`, where it stands there. */
function forEachOf(call: Node): FunctionNode | undefined {
  const callee = call.type === "CallExpression" ? unwrap(call.callee) : undefined;
  if (call.type !== "CallExpression" || callee?.type !== "MemberExpression" || memberName(callee) !== "forEach") return undefined;
  const [fn, ...others] = call.arguments;
  return isFunction(fn) && others.length === 0 && (isPure(callee.object) || isAskedFor(callee.object)) ? fn : undefined;
}

/** `const found = getNetworkInterfaces()`: a question by its name, made for the answer that is kept. */
function isAskedFor(init: Node): boolean {
  const inner = unwrap(init);
  return inner.type === "CallExpression" && asking.test(calledName(inner)) && inner.arguments.every((each) => isPure(each));
}

const asking = /^(?:get|find|list|pick|detect|read|format)(?![a-z])|^(?:networkInterfaces|keys|values|entries)$/;

/** True for what is logged: calls in it are made for what they give, unless they are known to tell somebody. */
function isLogged(node: Node): boolean {
  return isPure(node, (call) => !tellingNames.test(calledName(call)));
}

const tellingNames = /^(?:resolve\w*|reject\w*|fulfil\w*|done|next|cb|callback|emit|send|set\w*|on[A-Z]\w*)$/;

/** True if evaluating `node` changes nothing: no assignment, no await, no call but of things that format or read. */
function isPure(node: Node, isGiving: (call: TSESTree.CallExpression) => boolean = () => false): boolean {
  const pure = (each: Node) => isPure(each, isGiving);
  const inner = unwrap(node);
  switch (inner.type) {
    case "AssignmentExpression":
    case "UpdateExpression":
    case "AwaitExpression":
    case "YieldExpression":
    case "NewExpression":
      return inner.type === "NewExpression" && inner.callee.type === "Identifier" && inner.callee.name === "Date";
    case "CallExpression":
      return inner.arguments.every(pure) && (isLogCall(inner) || isFormatting(inner) || isGiving(inner));
    case "MemberExpression":
      return pure(inner.object);
    case "TemplateLiteral":
      return inner.expressions.every(pure);
    case "BinaryExpression":
    case "LogicalExpression":
      return pure(inner.left) && pure(inner.right);
    case "ConditionalExpression":
      return pure(inner.test) && pure(inner.consequent) && pure(inner.alternate);
    case "UnaryExpression":
      return inner.operator !== "delete" && pure(inner.argument);
    case "ObjectExpression":
      return inner.properties.every((property) => pure(property.type === "SpreadElement" ? property.argument : property.value));
    case "ArrayExpression":
      return inner.elements.every((element) => !element || pure(element));
    case "SpreadElement":
      return pure(inner.argument);
    default:
      return true;
  }
}

const formatting = /^(?:address|toString|toUTCString|toISOString|toLocaleString|join|bold|green|cyan|yellow|blue|red|gray|grey|dim|underline|magenta|white|format|inspect|stringify|now|uptime|get|String|Number|chalk|pid|hostname|parseInt|resolve|trim|toFixed)$/;

function isFormatting(call: TSESTree.CallExpression): boolean {
  return formatting.test(calledName(call));
}

const logObjects = /^(?:console|log|logger|logging|debug|winston|pino|consola|signale|spinner|reporter|out|stdout|stderr|terminal|ui)$/i;
const logMethods = /^(?:log|info|debug|warn|error|verbose|trace|notice|success|silly|http|debugLog|print|println|write|fatal|ready|start)$/i;

/** `console.log(…)`, `logger.info(…)`, `this.log(…)`, `log(…)`: calls that only write. */
export function isLogCall(call: TSESTree.CallExpression): boolean {
  return isLogReference(call.callee);
}

/** `consoleSuccess(…)`, `printBanner(…)`: by the first word of its name it only writes, if no other word says more. */
export function isNamedForLog({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === "Identifier" && /^(?:log|print|console)[A-Z]/.test(callee.name) && !/^log(?:In|Out|Off|On)(?![a-z])|And(?![a-z])|Exit|Fatal|Throw|Die|Kill|Quit|Abort|Stop/.test(callee.name);
}

/** `console.log`, `logger.info`, `config.log`: a function that only writes. */
export function isLogReference(node: Node): boolean {
  const callee = unwrap(node);
  if (callee.type === "Identifier") return /^(?:log|debug|print|puts|warn|info|logger|trace|logInfo|logMessage|logStartup|verbose)$/i.test(callee.name);
  if (callee.type !== "MemberExpression") return false;
  const method = memberName(callee) ?? "";
  const object = unwrap(callee.object);
  const owner = object.type === "MemberExpression" ? memberName(object) : object.type === "Identifier" ? object.name : object.type === "ThisExpression" ? "this" : undefined;
  if (owner === undefined) return object.type === "CallExpression" && logMethods.test(method) && isFormatting(object);
  if (method === "log") return true;
  if (owner === "this") return /^(?:log|debug|info|logInfo|trace|verbose|print)$/i.test(method);
  return (logObjects.test(owner.replace(/^[_#$]+/, "")) || /(?:log|logger)$/i.test(owner)) && logMethods.test(method);
}
