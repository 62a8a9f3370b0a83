import type { Actions } from "./actions.js";
import { type CallNode, type FunctionNode, type Node, type Unit, calledName, isClass, isFunction, keyName, namingNode, unitOf, wrapped } from "./ast.js";
import { startVerbs, stepMethods } from "./contracts/calls.js";
import type { Context, Contexts } from "./contexts.js";
import type { FileIndex } from "./file-index.js";
import { behind, isInLoop, statementAround, waitsForNothing } from "./order.js";
import { phases } from "./phases.js";

/** Says what kind of code a piece of code is. */
export interface Surroundings {
  /** Code of a file that declares tests: by content, not by path. */
  isTest(): boolean;
  /** A test, a hook, or the top level of a file of tests or of a group in it. */
  isTestSetUp(unit: Unit): boolean;
  /** Module-level code, or a function that nothing but module-level statements run, which go on without its value, or other such functions as the last that they do. */
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
  const asked = new Set<Unit>();

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
    if (asked.has(unit)) return false;
    asked.add(unit);
    const all = contexts.of(unit);
    const isEntry = all.length > 0 && all.every((context) => isOfEntry(unit, context));
    asked.delete(unit);
    return isEntry;
  }

  function isOfEntry(unit: FunctionNode, context: Context): boolean {
    // What gives something back gives it to the code that is not seen.
    if (context.kind === "unknown") return context.givenTo !== undefined && unitOf(context.givenTo).type === "Program" && goesOnWith(context.givenTo) && waitsForNothing(unit);
    if (context.kind !== "call" || !isForgotten(context.at)) return false;
    const caller = unitOf(context.at);
    return caller.type === "Program" || (isLastAct(context.at) && isEntryPoint(caller));
  }

  /** True for a call that has a function run when it has succeeded, and that nothing follows. */
  function goesOnWith(call: CallNode): boolean {
    let use = wrapped(call);
    while (use.parent?.type === "MemberExpression" && use.parent.property.type === "Identifier" && use.parent.property.name === "catch" && use.parent.parent.type === "CallExpression") use = wrapped(use.parent.parent);
    const isStep = call.callee.type === "Identifier" || stepMethods.has(calledName(call));
    return call.type === "CallExpression" && isStep && use.parent?.type === "ExpressionStatement";
  }

  function isLastAct(call: Node): boolean {
    const statement = statementAround(call);
    return statement !== undefined && !isInLoop(statement) && [...behind(statement)].every(({ type }) => type === "FunctionDeclaration");
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
