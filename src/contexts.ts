import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Actions } from "./actions.js";
import { type CallNode, type FunctionNode, type Node, type Unit, isClass, isFunction, keyName, namingNode, parameterName, parametersOf, unitOf, unwrap, wrapped } from "./ast.js";
import { type Binding, bind, unbound } from "./bindings.js";
import type { FileIndex } from "./file-index.js";
import type { Holder, Holders } from "./holders.js";
import { type Phases, phases } from "./phases.js";
import type { Scopes } from "./scopes.js";
import type { Values } from "./values.js";

type Variable = TSESLint.Scope.Variable;

/** One way in which a unit comes to run. */
export type Context =
  /** It is called at `at`, there and then. */
  | { readonly kind: "call"; readonly from: Unit; readonly at: Node; readonly binding: Binding }
  /** It is handed to an API, which runs it later; `subject` is in `begins` then. */
  | { readonly kind: "callback"; readonly from: Unit; readonly at: Node; readonly subject: Holder; readonly begins: Phases; readonly error: number | undefined; readonly failedWhen: "false" | undefined }
  /** It is a test or hook: the group's code has run, then these hooks one after the other. */
  | { readonly kind: "test"; readonly groups: readonly Unit[]; readonly hooks: readonly FunctionNode[] }
  /** Code that is not seen may run it at any time: that of the call it is given to, or any. */
  | { readonly kind: "unknown"; readonly givenTo?: CallNode };

/** Says how units come to run. */
export interface Contexts {
  of(unit: Unit): readonly Context[];
  /** The subject a callback's parameter tells the failure of: by being there, or by being false. */
  failureOf(variable: Variable): { readonly subject: Holder; readonly isFalse: boolean } | undefined;
  /** How the places of a unit and of its caller correspond at a call. */
  bindingOf(call: CallNode, unit: Unit): Binding;
}

export interface ContextsInput {
  readonly values: Values;
  readonly actions: Actions;
  readonly scopes: Scopes;
  readonly holders: Holders;
  readonly index: FileIndex;
}

interface Hook {
  readonly call: CallNode;
  readonly phase: "beforeAll" | "beforeEach";
  readonly function: FunctionNode;
}

const elsewhere: Context = { kind: "unknown" };

export function createContexts(input: ContextsInput): Contexts {
  const { values, actions, scopes, holders, index } = input;
  const known = new Map<Unit, readonly Context[]>();
  const bindings = new Map<CallNode, Binding>();

  function of(unit: Unit): readonly Context[] {
    let contexts = known.get(unit);
    if (!contexts) {
      known.set(unit, [elsewhere]);
      known.set(unit, (contexts = unit.type === "Program" ? [] : find(unit)));
    }
    return contexts;
  }

  function find(unit: Exclude<Unit, TSESTree.Program>): readonly Context[] {
    const name = namingNode(unit);
    const variable = name && scopes.variableOf(name);
    const found = variable ? variable.references.flatMap(({ identifier, init }) => (init ? [] : ofReference(identifier as Node, unit))) : [];
    if (variable && isExported(variable, unit)) found.push(elsewhere);
    if (unit.type === "FunctionDeclaration" || (variable && unit.type !== "ClassExpression" && unit.type !== "FunctionExpression")) return found;
    return [...found, ...(isClass(unit) ? [] : ofPosition(unit))];
  }

  function ofReference(identifier: Node, unit: Exclude<Unit, TSESTree.Program>): Context[] {
    const use = wrapped(identifier);
    const parent = use.parent;
    if ((parent?.type === "CallExpression" || parent?.type === "NewExpression") && parent.callee === use) return [calledAt(parent, unit)];
    if ((parent?.type === "CallExpression" || parent?.type === "NewExpression") && !isClass(unit)) return givenTo(parent, use, unit);
    return parent?.type.startsWith("TS") || parent?.type === "ClassDeclaration" ? [] : [elsewhere];
  }

  function calledAt(call: CallNode, unit: Unit): Context {
    return { kind: "call", from: unitOf(call), at: call, binding: bindingOf(call, unit) };
  }

  function bindingOf(call: CallNode, unit: Unit): Binding {
    const action = actions.of(call);
    if (unit.type === "Program") return unbound;
    const called = action.kind === "local" ? action : { receiver: undefined };
    let binding = bindings.get(call);
    if (!binding) bindings.set(call, (binding = bind(call, unit, called, { values, holders, scopes })));
    return binding;
  }

  /** How a function runs that is an argument of `call`. */
  function givenTo(call: CallNode, argument: Node, unit: FunctionNode): Context[] {
    const action = actions.of(call);
    const from = unitOf(call);
    switch (action.kind) {
      case "make":
      case "wrap":
      case "start":
      case "attach":
        return action.given
          .filter((given) => unwrap(given.function) === unwrap(argument))
          .map(({ subject, callback }) => ({ kind: "callback", from, at: call, subject, begins: phases(...callback.begins), error: callback.error, failedWhen: callback.failedWhen }));
      case "run":
        return [{ kind: "call", from, at: call, binding: unbound }];
      case "test":
        return action.function === unit && call.type === "CallExpression" ? inTest(call, action.phase) : [elsewhere];
      default:
        return [{ kind: "unknown", givenTo: call }];
    }
  }

  /** How a function runs by where it stands: called at once, an argument, a method. */
  function ofPosition(unit: FunctionNode): readonly Context[] {
    const use = wrapped(unit);
    const parent = use.parent;
    if (parent?.type === "CallExpression" && parent.callee === use) return [calledAt(parent, unit)];
    if (parent?.type === "CallExpression" || parent?.type === "NewExpression") {
      const found = givenTo(parent, use, unit);
      return found.length > 0 ? found : [elsewhere];
    }
    if (parent?.type === "MethodDefinition" || parent?.type === "Property" || parent?.type === "PropertyDefinition") {
      const name = keyName(parent);
      const calls = name === undefined ? [] : (index.byMember.get(name) ?? []).filter((call) => isCallOf(call, unit));
      const isPrivate = parent.type !== "Property" && (parent.key.type === "PrivateIdentifier" || parent.accessibility === "private");
      return [...calls.map((call) => calledAt(call, unit)), ...(isPrivate && calls.length > 0 ? [] : [elsewhere])];
    }
    return [elsewhere];
  }

  function isCallOf(call: CallNode, unit: FunctionNode): boolean {
    const action = actions.of(call);
    return action.kind === "local" && action.unit === unit;
  }

  function isExported(variable: Variable, unit: Unit): boolean {
    const declaration = unit.parent?.type === "VariableDeclarator" ? unit.parent.parent : unit;
    const { parent } = declaration;
    if (parent?.type === "ExportNamedDeclaration" || parent?.type === "ExportDefaultDeclaration") return true;
    return variable.references.some(({ identifier }) => (identifier as Node).parent?.type === "ExportSpecifier");
  }

  // --- tests ---

  function inTest(call: TSESTree.CallExpression, phase: "group" | "beforeAll" | "beforeEach" | "test" | "after"): Context[] {
    if (phase === "group") return [{ kind: "call", from: unitOf(call), at: call, binding: unbound }];
    const groups = groupsAround(call);
    const hooks = phase === "after" ? undefined : hooksBefore(call, groups, phase);
    return hooks ? [{ kind: "test", groups, hooks }] : [elsewhere];
  }

  /** The groups a call stands in, outermost (the program) first. */
  function groupsAround(call: Node): readonly Unit[] {
    const groups: Unit[] = [];
    for (let unit = unitOf(call); ; unit = unitOf(unit)) {
      groups.unshift(unit);
      if (unit.type === "Program") return groups;
    }
  }

  /** The hooks that have run before a test or hook begins, in order. */
  function hooksBefore(call: Node, groups: readonly Unit[], phase: "beforeAll" | "beforeEach" | "test"): readonly FunctionNode[] {
    const around = groups.flatMap((group) => hooksIn().get(group) ?? []).filter((hook) => hook.call !== call);
    const isEarlier = (hook: Hook) => hook.call.range[0] < call.range[0];
    return [
      ...around.filter((hook) => hook.phase === "beforeAll" && (phase !== "beforeAll" || isEarlier(hook))),
      ...around.filter((hook) => hook.phase === "beforeEach" && (phase === "test" || (phase === "beforeEach" && isEarlier(hook)))),
    ].map((hook) => hook.function);
  }

  let hooks: Map<Unit, Hook[]> | undefined;

  /** The hooks of each group, in the order of the code. */
  function hooksIn(): ReadonlyMap<Unit, readonly Hook[]> {
    if (!hooks) {
      hooks = new Map();
      for (const call of index.tests) {
        const action = actions.of(call);
        if (action.kind !== "test" || !action.function || (action.phase !== "beforeAll" && action.phase !== "beforeEach")) continue;
        const group = unitOf(call);
        hooks.set(group, [...(hooks.get(group) ?? []), { call, phase: action.phase, function: action.function }]);
      }
    }
    return hooks;
  }

  function failureOf(variable: Variable): { subject: Holder; isFalse: boolean } | undefined {
    const definition = variable.defs[0];
    if (definition?.type !== "Parameter" || !isFunction(definition.node)) return undefined;
    const unit = definition.node;
    const position = parametersOf(unit).findIndex((parameter) => parameterName(parameter) === definition.name);
    const context = of(unit).find((each) => each.kind === "callback" && each.error === position);
    return context?.kind === "callback" ? { subject: context.subject, isFalse: context.failedWhen === "false" } : undefined;
  }

  return { of, failureOf, bindingOf };
}
