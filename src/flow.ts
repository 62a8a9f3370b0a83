import type { TSESTree } from "@typescript-eslint/utils";

type Node = TSESTree.Node;

/**
 * What an analysis must say to be followed along the code. `S` is its state; states are immutable.
 *
 * The walk is a structured interpretation: statements and expressions in evaluation order, with the ways in which each can end
 * (normally, by return, throw, break or continue). Where ways meet their states are joined, loops run to their fixpoint, `finally`
 * runs once for the normal and once for the abrupt ways: the cost is linear in the code for a given depth of nesting.
 * Functions inside are values: their bodies are not entered, `step` sees the function node.
 */
export interface Domain<S> {
  readonly join: (a: S, b: S) => S;
  readonly equals: (a: S, b: S) => boolean;
  /** The state behind `node`, whose operands have been evaluated; undefined where control does not get past it. */
  readonly step: (node: Node, before: S) => S | undefined;
  /** The state in which `test` has given `outcome`; undefined where it cannot. Called for the leaves of conditions. */
  readonly assume?: (test: Node, outcome: boolean, state: S) => S | undefined;
  /** The children of nodes this walk has no special order for. */
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The states in which the code ends, by how it ends; undefined: it never ends that way. */
export interface Endings<S> {
  readonly normal: S | undefined;
  readonly returned: S | undefined;
  readonly thrown: S | undefined;
}

/** Follows `domain` through a function's parameters and body, a program, or any statement or expression, from state `entry`. */
export function follow<S>(root: Node, entry: S, domain: Domain<S>): Endings<S> {
  return new Walk(domain).run(root, entry);
}

/** Thrown when code is nested too deeply to be followed; the caller answers "unknown". */
export class TooDeep extends Error {}

// Half of Node's default stack, for the costliest nesting (loops), before anything is optimised.
const deepest = 400;

type Exit = { readonly kind: "return" | "throw" } | { readonly kind: "break" | "continue"; readonly label: string | undefined };

/** A place that abrupt ends lead to: a function, a catch, a finally, a loop, a switch or a label. */
interface Landing<S> {
  readonly takes: (exit: Exit) => boolean;
  readonly arrived: Map<string, { readonly exit: Exit; readonly state: S }>;
}

class Walk<S> {
  private readonly domain: Domain<S>;
  private readonly landings: Landing<S>[] = [];
  private shortCircuit: S | undefined;
  private depth = 0;

  constructor(domain: Domain<S>) {
    this.domain = domain;
  }

  run(root: Node, entry: S): Endings<S> {
    const end = this.landing(() => true);
    this.landings.push(end);
    const normal = this.root(root, entry);
    this.landings.pop();
    return { normal, returned: end.arrived.get("return")?.state, thrown: end.arrived.get("throw")?.state };
  }

  private root(root: Node, entry: S): S | undefined {
    switch (root.type) {
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression": {
        let state: S | undefined = entry;
        for (const parameter of root.params) state = this.pattern(parameter, state);
        if (root.body === null || root.body === undefined) return state;
        if (root.body.type === "BlockStatement") return this.statement(root.body, state);
        const value = this.expression(root.body, state);
        this.leave({ kind: "return" }, value);
        return undefined;
      }
      default:
        return this.statement(root, entry);
    }
  }

  // --- ways of ending ---

  private landing(takes: (exit: Exit) => boolean): Landing<S> {
    return { takes, arrived: new Map() };
  }

  private leave(exit: Exit, state: S | undefined): void {
    if (state === undefined) return;
    for (let i = this.landings.length - 1; i >= 0; i--) {
      const landing = this.landings[i];
      if (!landing?.takes(exit)) continue;
      const key = "label" in exit ? `${exit.kind} ${exit.label ?? ""}` : exit.kind;
      const before = landing.arrived.get(key);
      landing.arrived.set(key, { exit, state: before ? this.domain.join(before.state, state) : state });
      return;
    }
  }

  /** Runs `body` with a landing; what arrived there, joined. */
  private landed(takes: (exit: Exit) => boolean, body: () => S | undefined): { normal: S | undefined; arrived: S | undefined } {
    const landing = this.landing(takes);
    this.landings.push(landing);
    const normal = body();
    this.landings.pop();
    let arrived: S | undefined;
    for (const { state } of landing.arrived.values()) arrived = this.join(arrived, state);
    return { normal, arrived };
  }

  private join(a: S | undefined, b: S | undefined): S | undefined {
    if (a === undefined) return b;
    if (b === undefined || a === b) return a;
    return this.domain.join(a, b);
  }

  private step(node: Node, before: S | undefined, mayThrow = false): S | undefined {
    if (before === undefined) return undefined;
    if (mayThrow) this.leave({ kind: "throw" }, before);
    return this.domain.step(node, before);
  }

  // --- statements ---

  private statements(nodes: readonly Node[], state: S | undefined): S | undefined {
    for (const node of nodes) {
      if (state === undefined) return undefined;
      state = this.statement(node, state);
    }
    return state;
  }

  private statement(node: Node, state: S | undefined, labels: readonly string[] = []): S | undefined {
    if (state === undefined) return undefined;
    if (++this.depth > deepest) throw new TooDeep();
    const after = this.statementInside(node, state, labels);
    this.depth--;
    return after;
  }

  private statementInside(node: Node, state: S, labels: readonly string[]): S | undefined {
    switch (node.type) {
      case "Program":
      case "BlockStatement":
      case "StaticBlock":
      case "TSModuleBlock":
        return this.statements(node.body, state);
      case "ExpressionStatement":
        return this.expression(node.expression, state);
      case "VariableDeclaration": {
        let after: S | undefined = state;
        for (const declarator of node.declarations) {
          if (declarator.init) after = this.expression(declarator.init, after);
          after = this.pattern(declarator.id, after);
          if (declarator.init) after = this.step(declarator, after);
        }
        return after;
      }
      case "IfStatement":
        return this.ifElse(node, state);
      case "WhileStatement":
        return this.loop(labels, state, { test: node.test, body: node.body });
      case "DoWhileStatement":
        return this.loop(labels, state, { test: node.test, body: node.body, bodyFirst: true });
      case "ForStatement": {
        const init = node.init;
        const entry = init ? (init.type === "VariableDeclaration" ? this.statement(init, state) : this.expression(init, state)) : state;
        return this.loop(labels, entry, { test: node.test, body: node.body, update: node.update });
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const source = this.expression(node.right, state);
        const target = node.left.type === "VariableDeclaration" ? node.left.declarations[0]?.id : node.left;
        return this.loop(labels, source, { each: node, target: target ?? node.left, body: node.body });
      }
      case "SwitchStatement":
        return this.switchCases(node, state);
      case "LabeledStatement": {
        const own = node.label.name;
        const { normal, arrived } = this.landed(
          (exit) => exit.kind === "break" && exit.label === own,
          () => this.statement(node.body, state, [...labels, own]),
        );
        return this.join(normal, arrived);
      }
      case "TryStatement":
        return this.tryCatchFinally(node, state);
      case "ReturnStatement": {
        const after = this.step(node, node.argument ? this.expression(node.argument, state) : state);
        this.leave({ kind: "return" }, after);
        return undefined;
      }
      case "ThrowStatement":
        this.leave({ kind: "throw" }, this.step(node, this.expression(node.argument, state)));
        return undefined;
      case "BreakStatement":
      case "ContinueStatement":
        this.leave({ kind: node.type === "BreakStatement" ? "break" : "continue", label: node.label?.name }, state);
        return undefined;
      case "ExportNamedDeclaration":
        return node.declaration ? this.statement(node.declaration, state) : state;
      case "ExportDefaultDeclaration":
        return this.statement(node.declaration, state);
      case "TSModuleDeclaration":
        return node.body ? this.statement(node.body, state) : state;
      case "TSExportAssignment":
        return this.expression(node.expression, state);
      case "WithStatement":
        return this.statement(node.body, this.expression(node.object, state));
      case "ClassDeclaration":
        return this.classParts(node, state);
      case "FunctionDeclaration":
        return this.step(node, state);
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "EmptyStatement":
      case "DebuggerStatement":
        return state;
      default:
        // Types, enums and declarations of other languages' parsers do nothing here.
        return isType(node) ? state : this.expression(node, state);
    }
  }

  private ifElse(node: TSESTree.IfStatement, state: S): S | undefined {
    let after: S | undefined;
    let current: TSESTree.IfStatement = node;
    let entry: S | undefined = state;
    // A chain of else-ifs is one loop here, however long it is.
    for (;;) {
      const { yes, no } = this.condition(current.test, entry);
      after = this.join(after, this.statement(current.consequent, yes));
      if (current.alternate?.type === "IfStatement") {
        current = current.alternate;
        entry = no;
        continue;
      }
      return this.join(after, current.alternate ? this.statement(current.alternate, no) : no);
    }
  }

  private loop(
    labels: readonly string[],
    entry: S | undefined,
    parts: {
      test?: Node | null;
      body: TSESTree.Statement;
      update?: Node | null;
      each?: TSESTree.ForOfStatement | TSESTree.ForInStatement;
      target?: Node;
      bodyFirst?: boolean;
    },
  ): S | undefined {
    const isOwn = (exit: Exit) => "label" in exit && (exit.label === undefined || labels.includes(exit.label));
    let head = entry;
    for (;;) {
      if (head === undefined) return undefined;
      let leaving: S | undefined;
      let next: S | undefined;
      const { arrived: broken } = this.landed(
        (exit) => exit.kind === "break" && isOwn(exit),
        () => {
          const body = (state: S | undefined) => {
            const { normal, arrived } = this.landed(
              (exit) => exit.kind === "continue" && isOwn(exit),
              () => this.statement(parts.body, state),
            );
            return this.join(normal, arrived);
          };
          const tested = (state: S | undefined): S | undefined => {
            if (parts.each) {
              const item = this.step(parts.each, state, parts.each.type === "ForOfStatement");
              leaving = item;
              return parts.target ? this.pattern(parts.target, item) : item;
            }
            if (!parts.test) return state;
            const { yes, no } = this.condition(parts.test, state);
            leaving = this.join(leaving, no);
            return yes;
          };
          if (parts.bodyFirst) next = tested(body(head));
          else {
            const end = body(tested(head));
            next = parts.update ? this.expression(parts.update, end) : end;
          }
          return undefined;
        },
      );
      const widened: S = next === undefined ? head : this.domain.join(head, next);
      if (widened === head || this.domain.equals(widened, head)) return this.join(leaving, broken);
      head = widened;
    }
  }

  private switchCases(node: TSESTree.SwitchStatement, state: S): S | undefined {
    const { normal, arrived } = this.landed(
      (exit) => exit.kind === "break" && exit.label === undefined,
      () => {
        let untaken = this.expression(node.discriminant, state);
        const entries: (S | undefined)[] = [];
        for (const switchCase of node.cases) {
          if (switchCase.test) untaken = this.expression(switchCase.test, untaken);
          entries.push(switchCase.test ? untaken : undefined);
        }
        const defaultCase = node.cases.findIndex((switchCase) => !switchCase.test);
        if (defaultCase >= 0) entries[defaultCase] = untaken;
        let falling: S | undefined;
        node.cases.forEach((switchCase, i) => {
          falling = this.statements(switchCase.consequent, this.join(entries[i], falling));
        });
        return defaultCase >= 0 ? falling : this.join(falling, untaken);
      },
    );
    return this.join(normal, arrived);
  }

  private tryCatchFinally(node: TSESTree.TryStatement, state: S): S | undefined {
    const tryAndCatch = (): S | undefined => {
      const handler = node.handler;
      if (!handler) return this.statement(node.block, state);
      const { normal, arrived } = this.landed(
        (exit) => exit.kind === "throw",
        () => this.statement(node.block, state),
      );
      // What arrives nowhere else has thrown at once: a missing global, a destructured undefined.
      const thrown = arrived ?? state;
      const caught = handler.param ? this.pattern(handler.param, thrown) : thrown;
      return this.join(normal, this.statement(handler.body, caught));
    };
    if (!node.finalizer) return tryAndCatch();
    const landing = this.landing(() => true);
    this.landings.push(landing);
    const normal = tryAndCatch();
    this.landings.pop();
    let abrupt: S | undefined;
    for (const { state: arrived } of landing.arrived.values()) abrupt = this.join(abrupt, arrived);
    const afterAbrupt = this.statement(node.finalizer, abrupt);
    for (const { exit } of landing.arrived.values()) this.leave(exit, afterAbrupt);
    return this.statement(node.finalizer, normal);
  }

  // --- conditions and expressions ---

  /** The states in which `test` holds and in which it does not. */
  private condition(test: Node, state: S | undefined): { yes: S | undefined; no: S | undefined } {
    if (state === undefined) return { yes: undefined, no: undefined };
    if (++this.depth > deepest) throw new TooDeep();
    const after = this.conditionInside(test, state);
    this.depth--;
    return after;
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

  private expression(node: Node, state: S | undefined): S | undefined {
    if (state === undefined) return undefined;
    if (++this.depth > deepest) throw new TooDeep();
    const after = this.expressionInside(node, state);
    this.depth--;
    return after;
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
  private pattern(node: Node, state: S | undefined): S | undefined {
    if (state === undefined) return undefined;
    if (++this.depth > deepest) throw new TooDeep();
    const after = this.patternInside(node, state);
    this.depth--;
    return after;
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
  private classParts(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, state: S): S | undefined {
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
function isType(node: Node): boolean {
  return node.type.startsWith("TS") && !("expression" in node && isNode(node.expression) && node.type !== "TSClassImplements" && node.type !== "TSInterfaceHeritage");
}
