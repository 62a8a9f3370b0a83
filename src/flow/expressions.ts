import type { TSESTree } from "@typescript-eslint/utils";
import { Ways } from "./ways.js";

type Node = TSESTree.Node;

/** Conditions, expressions, patterns and what classes run when they are defined, in the order of evaluation. */
export abstract class Expressions<S> extends Ways<S> {
  private shortCircuit: S | undefined;

  protected abstract statement(node: Node, state: S | undefined): S | undefined;

  /** The states in which `test` holds and in which it does not. */
  protected condition(test: Node, state: S | undefined): { yes: S | undefined; no: S | undefined } {
    if (state === undefined) return { yes: undefined, no: undefined };
    return this.nested(() => this.conditionInside(test, state));
  }

  private conditionInside(test: Node, state: S): { yes: S | undefined; no: S | undefined } {
    if (test.type === "UnaryExpression" && test.operator === "!") {
      const { yes, no } = this.condition(test.argument, state);
      return { yes: no, no: yes };
    }
    if (test.type === "LogicalExpression" && test.operator !== "??") {
      const left = this.condition(test.left, state);
      const right = this.condition(test.right, test.operator === "&&" ? left.yes : left.no);
      return test.operator === "&&"
        ? { yes: right.yes, no: this.join(left.no, right.no) }
        : { yes: this.join(left.yes, right.yes), no: right.no };
    }
    const after = this.expression(test, state);
    if (after === undefined) return { yes: undefined, no: undefined };
    if (test.type === "Literal") return test.value ? { yes: after, no: undefined } : { yes: undefined, no: after };
    const { assume } = this.domain;
    return assume ? { yes: assume(test, true, after), no: assume(test, false, after) } : { yes: after, no: after };
  }

  private expressions(nodes: readonly (Node | null)[], state: S | undefined): S | undefined {
    for (const node of nodes) if (node) state = this.expression(node, state);
    return state;
  }

  protected expression(node: Node, state: S | undefined): S | undefined {
    if (state === undefined) return undefined;
    return this.nested(() => this.expressionInside(node, state));
  }

  private expressionInside(node: Node, state: S): S | undefined {
    switch (node.type) {
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "Identifier":
      case "Literal":
      case "ThisExpression":
      case "Super":
      case "MetaProperty":
      case "PrivateIdentifier":
        return this.step(node, state);
      case "ClassExpression":
        return this.classParts(node, state);
      case "BinaryExpression": {
        // Long concatenations lean to the left: walk down that spine without recursion.
        const spine: TSESTree.BinaryExpression[] = [];
        let left: Node = node;
        while (left.type === "BinaryExpression") {
          spine.push(left);
          left = left.left;
        }
        let after = this.expression(left, state);
        for (const operation of spine.reverse()) after = this.step(operation, this.expression(operation.right, after));
        return after;
      }
      case "LogicalExpression": {
        if (node.operator === "??") {
          const left = this.expression(node.left, state);
          return this.step(node, this.join(left, this.expression(node.right, left)));
        }
        const { yes, no } = this.condition(node, state);
        return this.step(node, this.join(yes, no));
      }
      case "UnaryExpression": {
        if (node.operator !== "!") return this.step(node, this.expression(node.argument, state));
        const { yes, no } = this.condition(node.argument, state);
        return this.step(node, this.join(yes, no));
      }
      case "ConditionalExpression": {
        const { yes, no } = this.condition(node.test, state);
        return this.step(node, this.join(this.expression(node.consequent, yes), this.expression(node.alternate, no)));
      }
      case "AssignmentExpression": {
        if (node.left.type === "ObjectPattern" || node.left.type === "ArrayPattern") {
          return this.step(node, this.pattern(node.left, this.expression(node.right, state)));
        }
        const target = this.pattern(node.left, state);
        const right = this.expression(node.right, target);
        if (["&&=", "||=", "??="].includes(node.operator)) return this.join(target, this.step(node, right));
        return this.step(node, right);
      }
      case "ChainExpression": {
        const outer = this.shortCircuit;
        this.shortCircuit = undefined;
        const whole = this.expression(node.expression, state);
        const after = this.join(whole, this.shortCircuit);
        this.shortCircuit = outer;
        return this.step(node, after);
      }
      case "MemberExpression": {
        const object = this.optional(node, this.expression(node.object, state));
        return this.step(node, node.computed ? this.expression(node.property, object) : object, true);
      }
      case "Property":
        return this.step(node, this.expression(node.value, node.computed ? this.expression(node.key, state) : state));
      case "CallExpression": {
        const callee = this.optional(node, this.expression(node.callee, state));
        return this.step(node, this.expressions(node.arguments, callee), true);
      }
      case "NewExpression":
        return this.step(node, this.expressions(node.arguments, this.expression(node.callee, state)), true);
      case "AwaitExpression":
      case "YieldExpression":
        return this.step(node, node.argument ? this.expression(node.argument, state) : state, true);
      case "TaggedTemplateExpression":
        return this.step(node, this.expressions(node.quasi.expressions, this.expression(node.tag, state)), true);
      case "ImportExpression":
        return this.step(node, this.expressions([node.source, node.options], state), true);
      case "ArrayPattern":
      case "ObjectPattern":
      case "AssignmentPattern":
        return this.pattern(node, state);
      default:
        return this.step(node, this.children(node, state));
    }
  }

  private optional(node: { optional: boolean }, state: S | undefined): S | undefined {
    if (node.optional) this.shortCircuit = this.join(this.shortCircuit, state);
    return state;
  }

  private children(node: Node, state: S | undefined): S | undefined {
    for (const key of this.domain.visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const each of Array.isArray(child) ? child : [child]) {
        if (isNode(each) && !isType(each)) state = this.expression(each, state);
      }
    }
    return state;
  }

  /** Evaluates what a binding pattern or assignment target evaluates: defaults, computed keys, the objects of members. */
  protected pattern(node: Node, state: S | undefined): S | undefined {
    if (state === undefined) return undefined;
    return this.nested(() => this.patternInside(node, state));
  }

  private patternInside(node: Node, entry: S): S | undefined {
    let state: S | undefined = entry;
    switch (node.type) {
      case "Identifier":
        return state;
      case "AssignmentPattern":
        return this.pattern(node.left, this.join(state, this.expression(node.right, state)));
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") state = this.pattern(property.argument, state);
          else state = this.pattern(property.value, property.computed ? this.expression(property.key, state) : state);
        }
        return state;
      case "ArrayPattern":
        for (const element of node.elements) if (element) state = this.pattern(element, state);
        return state;
      case "RestElement":
        return this.pattern(node.argument, state);
      case "TSParameterProperty":
        return this.pattern(node.parameter, state);
      case "MemberExpression": {
        const object = this.expression(node.object, state);
        return node.computed ? this.expression(node.property, object) : object;
      }
      default:
        return node.type.startsWith("TS") && "expression" in node ? this.pattern(node.expression as Node, state) : state;
    }
  }

  /** What a class runs when it is defined: decorators, heritage and computed keys, then static fields and blocks. */
  protected classParts(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, state: S): S | undefined {
    let after: S | undefined = this.decorators(node, state);
    if (node.superClass) after = this.expression(node.superClass, after);
    for (const member of node.body.body) {
      after = this.decorators(member, after);
      if ("computed" in member && member.computed) after = this.expression(member.key, after);
    }
    for (const member of node.body.body) {
      if (member.type === "StaticBlock") after = this.statement(member, after);
      if ((member.type === "PropertyDefinition" || member.type === "AccessorProperty") && member.static && member.value) {
        after = this.step(member, this.expression(member.value, after));
      }
    }
    return this.step(node, after);
  }

  private decorators(node: Node, state: S | undefined): S | undefined {
    // Only the TypeScript parser makes decorators.
    return "decorators" in node ? this.expressions(node.decorators.map(({ expression }) => expression), state) : state;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** Type positions are no code: everything of TypeScript but the wrappers around expressions. */
export function isType(node: Node): boolean {
  return node.type.startsWith("TS") && !("expression" in node && isNode(node.expression) && node.type !== "TSClassImplements" && node.type !== "TSInterfaceHeritage");
}
