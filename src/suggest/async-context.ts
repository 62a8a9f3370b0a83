import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, type Unit, isClass, isFunction, keyName, memberName, namingNode, unitOf, wrapped } from "../ast.js";
import { moduleRunners } from "../contracts/calls.js";
import type { Startup } from "../startup.js";
import { type Edit, type File, insertAt } from "./edits.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/** What it takes to `await` in a unit. */
export interface AsyncContext {
  readonly edits: readonly Edit[];
  /** The name of an exported function that becomes async: callers elsewhere must await it. */
  readonly exported: string | undefined;
}

const asIs: AsyncContext = { edits: [], exported: undefined };

/**
 * The edits that let `unit` await: none where it can already, `async` and awaited calls for a function that returns nothing.
 * Undefined where that would change what callers get: values returned, constructors, accessors, overrides, callbacks of other code.
 */
export function asyncContextOf(file: File, unit: Unit): AsyncContext | undefined {
  const { sourceCode, startup } = file;
  if (unit.type === "Program") return allowsTopLevelAwait(file) ? asIs : undefined;
  if (isClass(unit) || unit.generator) return undefined;
  if (unit.async) return asIs;
  if (unit.returnType && !isVoid(unit.returnType.typeAnnotation)) return undefined;
  if (unit.body.type !== "BlockStatement") return undefined;
  const added = asyncEdits(sourceCode, unit);
  // A runner waits for what a test gives: a promise that comes of another one is the same to it.
  if (isTestCallback(startup, unit)) return unit.params.length === 0 ? { edits: added, exported: undefined } : undefined;
  if (isOverloaded(startup, unit) || startup.values.returnedBy(unit).length > 0) return undefined;
  const calls = awaitedCalls(file, unit);
  return calls && { edits: [...added, ...calls.edits], exported: calls.exported };
}

/**
 * True if `await` may stand at the top level of the file: certain for ES modules of JavaScript. TypeScript may be compiled to CommonJS,
 * so there the file must say so by its extension or by an `await` of its own.
 */
function allowsTopLevelAwait({ sourceCode, filename, startup }: File): boolean {
  const { body, sourceType } = sourceCode.ast;
  const hasOwn = startup.awaits.some((node) => unitOf(node).type === "Program");
  // Other test runners may load their files as CommonJS.
  const isKept = body.some((node) => node.type === "ImportDeclaration" && moduleRunners.has(node.source.value));
  if (startup.surroundings.isTest() && !isKept && !hasOwn) return false;
  if (sourceType !== "module" || !body.some((node) => node.type === "ImportDeclaration" || node.type.startsWith("Export"))) return false;
  return /\.(?:m?js|jsx|mts)$/.test(filename) || hasOwn;
}

/** True for a function whose signatures stand before it: they would no longer be true. */
function isOverloaded(startup: Startup, unit: FunctionNode): boolean {
  const { parent } = unit;
  if (parent.type === "MethodDefinition") return parent.parent.body.some((member) => member.type === "MethodDefinition" && member.value.type === "TSEmptyBodyFunctionExpression" && keyName(member) === keyName(parent));
  const name = namingNode(unit);
  return (name ? startup.scopes.variableOf(name)?.defs.length ?? 1 : 1) > 1;
}

function isVoid(type: TSESTree.TypeNode): boolean {
  return type.type === "TSVoidKeyword";
}

function asyncEdits(sourceCode: SourceCode, unit: FunctionNode): Edit[] {
  const edits: Edit[] = [];
  if (unit.returnType) edits.push({ range: unit.returnType.typeAnnotation.range, text: "Promise<void>" });
  edits.push(insertAt(asyncPlace(sourceCode, unit), "async "));
  return edits;
}

/** Where `async` stands in a function. */
export function asyncPlace(sourceCode: SourceCode, unit: FunctionNode): number {
  const { parent } = unit;
  const isMethod = (parent.type === "MethodDefinition" || (parent.type === "Property" && parent.method)) && parent.value === unit;
  return isMethod ? parent.key.range[0] : (sourceCode.getFirstToken(unit)?.range[0] ?? unit.range[0]);
}

function isTestCallback(startup: Startup, unit: FunctionNode): boolean {
  const call = wrapped(unit).parent;
  if (call?.type !== "CallExpression") return false;
  const action = startup.actions.of(call);
  return action.kind === "test" && action.phase !== "group" && action.function === unit;
}

/** The edits that await every call of `unit` in the file; undefined if one cannot be, or if other code may call it unawares. */
function awaitedCalls(file: File, unit: FunctionNode): AsyncContext | undefined {
  const { startup } = file;
  const method = methodOf(startup, unit);
  if (method === undefined && !namingNode(unit)) return undefined;
  const contexts = startup.contexts.of(unit);
  const edits: Edit[] = [];
  let isCalledElsewhere = false;
  for (const context of contexts) {
    if (context.kind === "unknown") isCalledElsewhere = true;
    else if (context.kind !== "call") return undefined;
    else {
      const edit = awaited(file, context.at);
      if (edit === undefined) return undefined;
      edits.push(...edit);
    }
  }
  const name = method ?? namingNode(unit)?.name;
  if (isCalledElsewhere && method === undefined && !isExported(startup, unit)) return undefined;
  return { edits, exported: isCalledElsewhere ? name : undefined };
}

/** The name of a method that no other code has a say in: its class has no heritage, its literal is no argument of a call. */
function methodOf(startup: Startup, unit: FunctionNode): string | undefined {
  const { parent } = unit;
  if (parent.type === "AssignmentExpression") return exportedMember(startup, parent.left);
  if (parent.type === "Property" && parent.kind === "init" && parent.parent.type === "ObjectExpression") {
    const user = wrapped(parent.parent).parent;
    return user?.type === "CallExpression" || user?.type === "NewExpression" ? undefined : keyName(parent);
  }
  if (parent.type !== "MethodDefinition" || parent.kind !== "method" || parent.override) return undefined;
  const owner = parent.parent.parent;
  return owner.superClass || owner.implements.length > 0 ? undefined : keyName(parent);
}

/** The name of `exports.start = …` or `App.prototype.start = …` that nothing in the file calls. */
function exportedMember(startup: Startup, target: Node): string | undefined {
  const owner = target.type === "MemberExpression" ? target.object : undefined;
  const name = target.type === "MemberExpression" ? memberName(target) : undefined;
  const isOpen = owner?.type === "Identifier" ? owner.name === "exports" : owner?.type === "MemberExpression" && /^(?:exports|prototype)$/.test(memberName(owner) ?? "");
  return isOpen && name !== undefined && startup.callsOf(name).length === 0 ? name : undefined;
}

function isExported(startup: Startup, unit: FunctionNode): boolean {
  const declaration: Node = unit.parent.type === "VariableDeclarator" ? unit.parent.parent : unit;
  if (declaration.parent.type === "ExportNamedDeclaration" || declaration.parent.type === "ExportDefaultDeclaration") return true;
  const name = namingNode(unit);
  const references = name ? (startup.scopes.variableOf(name)?.references ?? []) : [];
  return references.length > 0 && references.every(({ identifier, init }) => {
    const { parent } = identifier as Node;
    return init === true || parent?.type === "ExportSpecifier" || (parent?.type === "CallExpression" && parent.callee === identifier);
  });
}

/** The edit that awaits a call: none if it is awaited, undefined if it cannot be. */
function awaited(file: File, call: Node): readonly Edit[] | undefined {
  const outer = wrapped(call);
  if (outer.parent?.type === "AwaitExpression") return [];
  if (outer.parent?.type !== "ExpressionStatement") return undefined;
  const unit = unitOf(call);
  const canAwait = unit.type === "Program" ? allowsTopLevelAwait(file) : isFunction(unit) && unit.async && !unit.generator;
  return canAwait ? [insertAt(outer.range[0], "await ")] : undefined;
}
