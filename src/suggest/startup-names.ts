import type { TSESTree } from "@typescript-eslint/utils";
import { type FunctionNode, type Node, findOwn, isFunction, keyName, unitOf } from "../ast.js";
import { rootOf } from "../lifecycle/origins.js";
import type { File } from "./edits.js";
import { areFree } from "./sleeps.js";
import { isTypeScript } from "./style.js";

/** What is declared for a function whose startup is shared, and where. */
export interface Names {
  /** The function's own name. */
  readonly name: string;
  /** The promise as code reads it, and as it is declared. */
  readonly promise: string;
  readonly declared: string;
  readonly isField: boolean;
  /** False for a field of JavaScript that comes to be when it is written, as the others of its class. */
  readonly isDeclared: boolean;
  readonly modifiers: string;
  /** The member or statement before which the promise is declared. */
  readonly before: Node;
  /** Where the text begins that is the function's head. */
  readonly head: readonly [number, number];
  /** What ends the function's statement behind its body. */
  readonly closing: string;
  /** The renamed function as code calls it, and the text of its head made of the old one; undefined where it cannot be renamed. */
  readonly called: string | undefined;
  readonly inner: ((head: string) => string) | undefined;
}

/** Names that are free for what is declared for `fn`; undefined where `fn` is no plain method, and no function beside what its `write` fills. */
export function freeNames(file: File, fn: FunctionNode, write: Node): Names | undefined {
  const { parent } = fn;
  if (parent.type === "MethodDefinition") return ofMethod(file, parent);
  const statement = fn.type === "FunctionDeclaration" ? fn : parent.type === "VariableDeclarator" ? parent.parent : undefined;
  if (!statement) return undefined;
  const exported = statement.parent.type === "ExportNamedDeclaration" || statement.parent.type === "ExportDefaultDeclaration" ? statement.parent : statement;
  if (exported.parent.type !== "Program" && !isBeside(file, exported, write)) return undefined;
  return fn.type === "FunctionDeclaration" ? ofFunction(file, fn, exported) : ofConstant(file, fn, parent as TSESTree.VariableDeclarator, exported);
}

/** True for a function in the body of another that has, for itself, what is written: `let client; async function connect() { client = … }`. */
function isBeside({ startup }: File, statement: Node, write: Node): boolean {
  const block = statement.parent;
  const maker = block?.type === "BlockStatement" && isFunction(block.parent) ? block.parent : undefined;
  const target = write.type === "AssignmentExpression" ? write.left : write.type === "CallExpression" ? write.callee : undefined;
  const root = target && rootOf(target);
  const declared = root?.type === "Identifier" ? (startup.scopes.variableOf(root)?.defs[0]?.node as Node | undefined) : undefined;
  if (block?.type !== "BlockStatement" || !maker || !declared || declared.parent?.parent !== block) return false;
  // What returns before, or calls a function from further below, does not come to the declaration first.
  const isAhead = (node: Node) => node.type === "ReturnStatement" || (node.type === "CallExpression" && startup.values.valueOf(node.callee)?.kind === "function");
  return !block.body.some((each) => each.range[0] < statement.range[0] && findOwn(each, isAhead));
}

function ofMethod({ sourceCode, filename }: File, member: TSESTree.MethodDefinition): Names | undefined {
  const name = keyName(member);
  const owner = member.parent;
  if (name === undefined || member.computed || member.kind !== "method" || member.override || (member.decorators as readonly Node[] | undefined)?.length) return undefined;
  const keys = owner.body.flatMap((each) => ("key" in each ? [keyName(each)] : []));
  if (keys.filter((key) => key === name).length > 1) return undefined;
  // Who marks what is private by an underscore does not use `#`.
  const isMarked = !isTypeScript(filename) && !keys.some((key) => key?.startsWith("#")) && sourceCode.getText(owner).includes("this._");
  const isPrivate = name.startsWith("#") || !isTypeScript(filename);
  const sign = isMarked ? "_" : isPrivate ? "#" : "";
  const plain = sign === "" ? name : name.replace(/^[#_]+/, "");
  const isFree = (key: string) => !keys.includes(key) && !keys.includes(`#${key}`) && !keys.includes(`_${key}`) && !sourceCode.text.includes(`this.${sign}${key}`);
  const promise = ["startup", `${plain}Startup`].find((each) => isFree(each) && isFree(`${each}s`));
  if (promise === undefined || !isFree(`${plain}Once`)) return undefined;
  const owned = member.static ? (owner.parent.id?.name ?? "this") : "this";
  const modifier = `${isPrivate ? "" : "private "}${member.static ? "static " : ""}`;
  return {
    name: plain,
    promise: `${owned}.${sign}${promise}`,
    declared: `${sign}${promise}`,
    isField: true,
    isDeclared: !isMarked,
    modifiers: modifier,
    before: member,
    head: member.range,
    closing: "",
    called: `${owned}.${sign}${plain}Once`,
    inner: (head) => `${modifier}${/\basync\b/.test(head.slice(0, head.indexOf(name))) ? "async " : ""}${sign}${plain}Once${head.slice(head.indexOf(name) + name.length)}`,
  };
}

function ofFunction(file: File, fn: TSESTree.FunctionDeclaration, statement: Node): Names | undefined {
  const name = fn.id?.name;
  const promise = name === undefined ? undefined : freeName(file, name);
  if (name === undefined || promise === undefined || isUsedAtOnce(file, fn.id as Node, statement)) return undefined;
  return ofVariable(file, name, promise, statement, "", (head) => head.replace(/^export\s+(?:default\s+)?/, "").replace(/(\bfunction\s*)[\w$]+/, `$1${name}Once`));
}

function ofConstant(file: File, fn: FunctionNode, declarator: TSESTree.VariableDeclarator, statement: Node): Names | undefined {
  const name = declarator.id.type === "Identifier" && !declarator.id.typeAnnotation ? declarator.id.name : undefined;
  const promise = name === undefined ? undefined : freeName(file, name);
  if (name === undefined || promise === undefined || declarator.parent.declarations.length > 1 || fn.type !== "ArrowFunctionExpression") return undefined;
  if (isUsedAtOnce(file, declarator.id, statement)) return undefined;
  return ofVariable(file, name, promise, statement, file.sourceCode.text.slice(fn.range[1], statement.range[1]), (head) => head.replace(/^export\s+/, "").replace(name, `${name}Once`));
}

/** What a function is called by that a variable knows; `inner` makes the head of the one that runs once. */
function ofVariable(file: File, name: string, promise: string, statement: Node, closing: string, inner: (head: string) => string): Names {
  const isOwn = areFree(file.sourceCode, [`${name}Once`]);
  return {
    name,
    promise,
    declared: promise,
    isField: false,
    isDeclared: true,
    modifiers: "",
    before: statement,
    head: statement.range,
    closing,
    called: isOwn ? `${name}Once` : undefined,
    inner: isOwn ? inner : undefined,
  };
}

function freeName({ sourceCode }: File, name: string): string | undefined {
  return ["startup", `${name}Startup`].find((each) => areFree(sourceCode, [each, `${each}s`]));
}

/** True where the code around itself uses the function before its place: the promise is not declared then. */
function isUsedAtOnce({ startup }: File, name: Node, statement: Node): boolean {
  const isInModule = statement.parent?.type === "Program";
  return (startup.scopes.variableOf(name)?.references ?? []).some(({ identifier, init }) => !init && identifier.range[0] < statement.range[0] && (!isInModule || unitOf(identifier).type === "Program"));
}

/** The type of the promise that the function gives; undefined where it cannot be written. */
export function promiseType({ sourceCode, filename }: File, fn: FunctionNode, { name }: Names): string | undefined {
  if (!isTypeScript(filename)) return "";
  if (fn.typeParameters) return undefined;
  const annotation = fn.returnType?.typeAnnotation;
  if (annotation) return /^Promise\b/.test(sourceCode.getText(annotation)) ? sourceCode.getText(annotation) : undefined;
  const given = findOwn(fn.body, (node) => node.type === "ReturnStatement" && node.argument !== null);
  if (!given) return "Promise<void>";
  const { parent } = fn;
  if (parent.type === "MethodDefinition") {
    const owner = parent.parent.parent;
    return !parent.static && owner.id && !owner.typeParameters && !keyName(parent)?.startsWith("#") ? `ReturnType<${owner.id.name}["${name}Once"]>` : undefined;
  }
  return isFunction(fn) ? `ReturnType<typeof ${name}Once>` : undefined;
}
