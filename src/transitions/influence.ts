import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findNode, findOwn, isFunction, memberName, unwrap, wrapped } from "../ast.js";
import { keepingMethods } from "../contracts/calls.js";
import { idleCalls, laterCalls, loggers, loggingMethods } from "../contracts/transitions.js";
import type { Holder } from "../holders.js";
import type { Guard } from "./guards.js";
import type { MachineFile } from "./machine-file.js";
import type { Moves } from "./moves.js";
import { questionIn } from "./questions.js";

/** What code that is no transition may do to the machines around it. */
export interface Influence {
  /** True if a function, or one of the file that it calls, moves a machine. */
  touches(fn: FunctionNode): boolean;
  /** True if a guarded function calls what is not seen: listeners may hear of the move, and move the machine on. */
  announces(guard: Guard): boolean;
  /** What a call that moves no machine itself may do to them. */
  ofCall(call: Node): "nothing" | "moves" | "unknown";
  /** What becomes of an object where it is named. */
  ofMention(node: Node): "stays" | "kept" | "given";
  /** What may become of the machines that a function uses, where the function is made. */
  ofClosure(fn: FunctionNode): "runsLater" | "mayRunNow";
}

export function influenceIn(moves: Moves, file: MachineFile): Influence {
  const known = new Map<FunctionNode, boolean>();

  function touches(fn: FunctionNode): boolean {
    const before = known.get(fn);
    if (before !== undefined) return before;
    known.set(fn, false);
    const found = moves.guards.some((guard) => guard.fn === fn) || findNode(fn.body, (node) => isMoving(node)) !== undefined;
    known.set(fn, found);
    return found;
  }

  function announces({ fn }: Guard): boolean {
    return findOwn(fn.body, (node) => node.type === "CallExpression" && !questionIn(node, file) && !moves.of(node) && ofCall(node) === "unknown") !== undefined;
  }

  function isMoving(node: Node): boolean {
    if (node.type === "AssignmentExpression") return moves.placeWritten(node.left) !== undefined || moves.fieldNames.has(node.left.type === "MemberExpression" ? (memberName(node.left) ?? "") : "");
    if (node.type !== "CallExpression") return false;
    const callee = unwrap(node.callee);
    if (callee.type === "MemberExpression" && moves.methodNames.has(memberName(callee) ?? "")) return true;
    if (callee.type === "Super") return true;
    const fn = file.functionOf(callee);
    // What nobody here knows may do anything to the object it is called on.
    return fn ? touches(fn) : callee.type === "MemberExpression" && callee.object.type === "ThisExpression" && !isIdle(node);
  }

  function isIdle(call: TSESTree.CallExpression): boolean {
    const callee = unwrap(call.callee);
    const name = nameOf(callee);
    if (name !== undefined && idleCalls.test(name)) return true;
    if (callee.type !== "MemberExpression" || !loggingMethods.has(memberName(callee) ?? "")) return false;
    const owner = nameOf(unwrap(callee.object));
    return owner !== undefined && (loggers.test(owner) || owner === "this");
  }

  function ofCall(call: Node): "nothing" | "moves" | "unknown" {
    if (call.type !== "CallExpression") {
      const value = call.type === "NewExpression" ? file.values.valueOf(call.callee) : undefined;
      return value?.kind === "class" || (value?.kind === "global" && /^(?:Error|\w+Error|Map|Set|Date|Promise|URL|WeakMap|Array|AbortController)$/.test(value.name)) ? "nothing" : "unknown";
    }
    if (isIdle(call)) return "nothing";
    const fn = file.functionOf(call.callee);
    if (fn) return touches(fn) ? "moves" : "nothing";
    const callee = unwrap(call.callee);
    const name = callee.type === "MemberExpression" ? memberName(callee) : callee.type === "Identifier" ? callee.name : undefined;
    // `list.push(x)`, `socket.on("open", fn)`: nothing of ours runs now.
    return keepingMethods.has(name ?? "") || laterCalls.has(name ?? "") ? "nothing" : "unknown";
  }

  function ofMention(node: Node): "stays" | "kept" | "given" {
    const use = wrapped(node);
    const { parent } = use;
    switch (parent?.type) {
      case "MemberExpression":
        return parent.object === use ? "stays" : "given";
      case "ReturnStatement":
      case "IfStatement":
      case "UnaryExpression":
      case "BinaryExpression":
      case "AwaitExpression":
      case "ExpressionStatement":
      case "TemplateLiteral":
      case "ArrowFunctionExpression":
      case "ExportSpecifier":
      case "ExportDefaultDeclaration":
        return "stays";
      case "VariableDeclarator":
        return parent.id === use || parent.id.type !== "Identifier" || parent.init === use ? "stays" : "given";
      case "AssignmentExpression":
        return parent.left === use ? "stays" : "kept";
      case "CallExpression": {
        if (parent.callee === use || moves.of(parent)) return "stays";
        if (isIdle(parent)) return "stays";
        const fn = file.functionOf(parent.callee);
        if (fn) return touches(fn) ? "given" : "kept";
        const callee = unwrap(parent.callee);
        return callee.type === "MemberExpression" && keepingMethods.has(memberName(callee) ?? "") ? "kept" : "given";
      }
      default:
        return "given";
    }
  }

  function ofClosure(fn: FunctionNode): "runsLater" | "mayRunNow" {
    const use = wrapped(fn);
    const { parent } = use;
    if (parent?.type !== "CallExpression" && parent?.type !== "NewExpression") return "runsLater";
    const callee = unwrap(parent.callee);
    const name = callee.type === "MemberExpression" ? memberName(callee) : callee.type === "Identifier" ? callee.name : undefined;
    return parent.type === "CallExpression" && parent.callee !== use && laterCalls.has(name ?? "") ? "runsLater" : "mayRunNow";
  }

  return { touches, announces, ofCall, ofMention, ofClosure };
}

/** True if a place is in what `holder` holds, however deep. */
export function isWithin(place: Holder, holder: Holder): boolean {
  for (let at = place.parent; at; at = at.parent) if (at === holder) return true;
  return false;
}

/** True if a function uses the machine in a place otherwise than to read from it. */
export function isUsedIn(fn: FunctionNode, place: Holder, file: MachineFile, influence: Influence): boolean {
  const { root } = place;
  const isNamed = (node: Node) => {
    if (typeof root === "object" && "identifiers" in root) return node.type === "Identifier" && file.scopes.variableOf(node) === root;
    return node.type === "ThisExpression" && fn.type === "ArrowFunctionExpression";
  };
  const named = findNode(fn, (node) => isNamed(node) && !isFunction(node.parent));
  if (!named) return false;
  return influence.touches(fn) || findNode(fn.body, (node) => isNamed(node) && influence.ofMention(node) !== "stays") !== undefined;
}

function nameOf(node: Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type === "ThisExpression") return "this";
  const name = node.type === "MemberExpression" ? memberName(node) : undefined;
  const object = node.type === "MemberExpression" ? nameOf(unwrap(node.object)) : undefined;
  return name !== undefined && object !== undefined ? `${object}.${name}` : undefined;
}
