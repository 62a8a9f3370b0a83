import type { Actions } from "./actions.js";
import { type Node, type Unit, isClass, isFunction, keyName, namingNode, unitOf, wrapped } from "./ast.js";
import { startVerbs } from "./contracts/calls.js";
import type { Contexts } from "./contexts.js";
import type { FileIndex } from "./file-index.js";
import { phases } from "./phases.js";

/** Says what kind of code a piece of code is. */
export interface Surroundings {
  /** Code of a file that declares tests: by content, not by path. */
  isTest(): boolean;
  /** A test, a hook, or the top level of a file of tests or of a group in it. */
  isTestSetUp(unit: Unit): boolean;
  /** Module-level code, or a function that nothing but module-level statements call, which go on without its value. */
  isEntryPoint(unit: Unit): boolean;
  /** A function that runs only when something has failed: a retry. */
  isFailureHandler(unit: Unit): boolean;
  /** The name a function is declared, kept or called by as a member. */
  nameOf(unit: Unit): string | undefined;
  /** What runs when an instance is made. */
  isConstructor(unit: Unit): boolean;
  /** A function whose name says that it starts something. */
  isStarter(unit: Unit): boolean;
}

export function createSurroundings({ index, actions, contexts }: { index: FileIndex; actions: Actions; contexts: Contexts }): Surroundings {
  let test: boolean | undefined;

  function isTest(): boolean {
    return (test ??= index.tests.some((call) => {
      const action = actions.of(call);
      return action.kind === "test" && action.function !== undefined;
    }));
  }

  function isTestSetUp(unit: Unit): boolean {
    if (unit.type === "Program") return isTest();
    const call = wrapped(unit).parent;
    const action = call?.type === "CallExpression" ? actions.of(call) : undefined;
    return action?.kind === "test" && action.phase !== "test" && action.phase !== "after";
  }

  function isEntryPoint(unit: Unit): boolean {
    if (unit.type === "Program") return true;
    if (!isFunction(unit)) return false;
    const all = contexts.of(unit);
    return all.length > 0 && all.every((context) => context.kind === "call" && unitOf(context.at).type === "Program" && isForgotten(context.at));
  }

  /** True for a call whose value goes nowhere: unused, awaited, or only caught. */
  function isForgotten(call: Node): boolean {
    let use = wrapped(call);
    for (;;) {
      const { parent } = use;
      if (parent?.type === "ExpressionStatement") return true;
      if (parent?.type === "AwaitExpression" || (parent?.type === "UnaryExpression" && parent.operator === "void")) {
        use = wrapped(parent);
      } else if (parent?.type === "MemberExpression" && parent.object === use && wrapped(parent).parent?.type === "CallExpression") {
        const chained = wrapped(parent).parent;
        if (parent.property.type !== "Identifier" || !["catch", "then", "finally"].includes(parent.property.name) || !chained) return false;
        use = wrapped(chained);
      } else return false;
    }
  }

  function isFailureHandler(unit: Unit): boolean {
    for (let at = unit; at.type !== "Program"; at = unitOf(at)) {
      if (contexts.of(at).some((context) => context.kind === "callback" && context.begins === phases("failed"))) return true;
    }
    return false;
  }

  return { isTest, isTestSetUp, isEntryPoint, isFailureHandler, isConstructor: isClass, isStarter, nameOf };
}

function isStarter(unit: Unit): boolean {
  const name = nameOf(unit);
  const [first] = /^[a-z]+/.exec(name?.replace(/^[_#$]+/, "") ?? "") ?? [];
  return first !== undefined && startVerbs.has(first);
}

function nameOf(unit: Unit): string | undefined {
  if (unit.type === "Program" || isClass(unit)) return undefined;
  const { parent } = unit;
  if (unit.type === "FunctionExpression" && unit.id) return unit.id.name;
  if (parent.type === "MethodDefinition" || parent.type === "Property" || parent.type === "PropertyDefinition") return keyName(parent);
  if (parent.type === "AssignmentExpression" && parent.left.type === "MemberExpression" && parent.left.property.type === "Identifier") return parent.left.property.name;
  return namingNode(unit)?.name;
}
