import type { TSESTree } from "@typescript-eslint/utils";
import { Expressions, isType } from "./expressions.js";
import type { Exit } from "./ways.js";

type Node = TSESTree.Node;

/** Statements, with the ways in which each can end. */
export abstract class Statements<S> extends Expressions<S> {
  private statements(nodes: readonly Node[], state: S | undefined): S | undefined {
    for (const node of nodes) {
      if (state === undefined) return undefined;
      state = this.statement(node, state);
    }
    return state;
  }

  protected override statement(node: Node, state: S | undefined, labels: readonly string[] = []): S | undefined {
    if (state === undefined) return undefined;
    return this.nested(() => this.statementInside(node, state, labels));
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
        const target = node.left.type === "VariableDeclaration" ? node.left.declarations[0].id : node.left;
        return this.loop(labels, source, { each: node, target, body: node.body });
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
          const { test } = switchCase;
          if (test) untaken = this.expression(test, untaken);
          entries.push(test ? this.matched(node.discriminant, test, true, untaken) : undefined);
          if (test) untaken = this.matched(node.discriminant, test, false, untaken);
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

  private matched(discriminant: Node, test: Node, outcome: boolean, state: S | undefined): S | undefined {
    const { assumeCase } = this.domain;
    return state !== undefined && assumeCase ? assumeCase(discriminant, test, outcome, state) : state;
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
    const { normal, arrived, exits } = this.landed(() => true, tryAndCatch);
    const afterAbrupt = this.statement(node.finalizer, arrived);
    for (const exit of exits) this.leave(exit, afterAbrupt);
    return this.statement(node.finalizer, normal);
  }
}
