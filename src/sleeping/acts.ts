import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type Node, isFunction, memberName, unwrap } from "../ast.js";
import { attachMethods, immediateMethods } from "../contracts/calls.js";
import { leaves } from "../order.js";

/** Something a statement does: a call, and whether the statement waits for its promise. */
export interface Act {
  readonly call: CallNode;
  readonly isAwaited: boolean;
}

/**
 * What a statement does, in the order in which it does it; undefined where that depends on a condition that is asked again. With `hasGoneOn`
 * what it did for the code behind it to be reached: not what stands in a branch that leaves.
 */
export function actsOf(node: Node, hasGoneOn = false): readonly Act[] | undefined {
  const acts: Act[] = [];
  // A step ends when its last listener has been told.
  const isStep = isFunction(node);
  return statement(node) ? acts : undefined;

  function statement(at: Node): boolean {
    switch (at.type) {
      case "ExpressionStatement":
        expression(at.expression, false);
        return true;
      case "VariableDeclaration":
        for (const { init } of at.declarations) if (init) expression(init, false);
        return true;
      case "ReturnStatement":
      case "ThrowStatement":
        if (at.argument) expression(at.argument, false);
        return true;
      case "BlockStatement":
        return at.body.every(statement);
      case "IfStatement":
        expression(at.test, false);
        if (hasGoneOn && leaves(at.consequent)) return !at.alternate || statement(at.alternate);
        return statement(at.consequent) && (!at.alternate || statement(at.alternate));
      case "TryStatement":
        return statement(at.block) && (!at.finalizer || statement(at.finalizer));
      case "ForOfStatement":
        return statement(at.body);
      case "ForStatement":
        return isCounted(at) && statement(at.body);
      case "LabeledStatement":
        return statement(at.body);
      case "ExportNamedDeclaration":
        return !at.declaration || statement(at.declaration);
      case "FunctionDeclaration":
        return true;
      case "WhileStatement":
      case "DoWhileStatement":
      case "SwitchStatement":
      case "ForInStatement":
        return false;
      default:
        if (isFunction(at)) body(at, false);
        else if (at.type.endsWith("Expression")) expression(at, false);
        return true;
    }
  }

  function expression(given: Node, isAwaited: boolean): void {
    const at = unwrap(given);
    switch (at.type) {
      case "AwaitExpression":
      case "YieldExpression":
        if (at.argument) expression(at.argument, true);
        break;
      case "UnaryExpression":
        expression(at.argument, false);
        break;
      case "AssignmentExpression":
        expression(at.right, isAwaited);
        break;
      case "SequenceExpression":
        for (const each of at.expressions) expression(each, false);
        break;
      case "ConditionalExpression":
        expression(at.test, false);
        expression(at.consequent, isAwaited);
        expression(at.alternate, isAwaited);
        break;
      case "LogicalExpression":
      case "BinaryExpression":
        expression(at.left, false);
        expression(at.right, isAwaited);
        break;
      case "ArrayExpression":
        for (const element of at.elements) if (element) expression(element, isAwaited);
        break;
      case "ObjectExpression":
        for (const property of at.properties) expression(property.type === "SpreadElement" ? property.argument : property.value, false);
        break;
      case "SpreadElement":
        expression(at.argument, isAwaited);
        break;
      case "TemplateLiteral":
        for (const each of at.expressions) expression(each, false);
        break;
      case "MemberExpression":
        expression(at.object, false);
        break;
      case "NewExpression":
        for (const argument of at.arguments) expression(argument, false);
        acts.push({ call: at, isAwaited });
        break;
      case "CallExpression":
        ofCall(at, isAwaited);
        break;
      default:
    }
  }

  function ofCall(call: TSESTree.CallExpression, isAwaited: boolean): void {
    const callee = unwrap(call.callee);
    const functions = call.arguments.map((argument) => unwrap(argument)).filter(isFunction);
    if (isFunction(callee)) {
      body(callee, isAwaited);
      return;
    }
    const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    const owner = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
    if (owner && name !== undefined && (name === "then" || name === "catch" || name === "finally")) {
      expression(owner, isAwaited);
      if (name === "then" && functions[0]) body(functions[0], isAwaited);
      return;
    }
    if (owner?.type === "Identifier" && owner.name === "Promise" && name !== undefined && /^(?:all|allSettled|race|any|resolve)$/.test(name)) {
      for (const argument of call.arguments) expression(argument, isAwaited);
      return;
    }
    if (owner && name !== undefined && immediateMethods.has(name) && functions[0]) {
      expression(owner, false);
      body(functions[0], isAwaited);
      return;
    }
    // `Array.from({ length: 3 }, () => startNode())`
    if (owner?.type === "Identifier" && owner.name === "Array" && name === "from" && functions[0]) {
      body(functions[0], isAwaited);
      return;
    }
    if (owner) expression(owner, false);
    // What is listened for is not done yet.
    if (name !== undefined && attachMethods.has(name)) {
      acts.push({ call, isAwaited });
      if (isStep && functions[0]) body(functions[0], false);
      return;
    }
    for (const argument of call.arguments) if (!isFunction(unwrap(argument))) expression(argument, false);
    acts.push({ call, isAwaited });
  }

  function body(fn: Node, isAwaited: boolean): void {
    if (!isFunction(fn)) return;
    if (fn.body.type === "BlockStatement") fn.body.body.every(statement);
    else expression(fn.body, isAwaited || fn.async);
  }
}

/** True for a loop that counts, whose body does not leave it. */
export function isCounted(node: TSESTree.ForStatement): boolean {
  return node.test?.type === "BinaryExpression" && node.update !== null && node.init !== null;
}
