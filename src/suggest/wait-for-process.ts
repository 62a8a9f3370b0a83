import { type CallNode, type FunctionNode, type Node, findOwn, isCall, isClass, isFunction, isInside, memberName, unitOf, unwrap, wrapped } from "../ast.js";
import { chainingMethods, ownExport } from "../contracts/calls.js";
import { readyLine } from "../contracts/handles.js";
import type { Guess, Started } from "../guesses.js";
import { statementAround } from "../order.js";
import { onlyValueOf } from "../scopes.js";
import { launchIn, runsAlways } from "../sleeping/launched.js";
import { keptIn, rootOf } from "../sleeping/things.js";
import { isConstant, isPath } from "./await-ready.js";
import { hasChannel, outputOf, stdioOf } from "./child-output.js";
import { type Edit, type File, codeOf } from "./edits.js";
import { deadlineFor, patience, timerIn } from "./poll-code.js";
import { areFree, meantAt } from "./sleeps.js";
import { isTypeScript, styleOf } from "./style.js";
import { waitPlaceFor } from "./wait-place.js";

/** A wait for a process or a thread, and what it waits for. */
export interface ProcessWait {
  readonly edits: readonly Edit[];
  readonly kind: "line" | "message";
  readonly name: string;
}

/**
 * Waits for what a process or a thread tells, in the place of a sleep: the first message of what was forked, a line of output of what was
 * spawned. Stops with an error when it ends, fails, or says nothing in time, and leaves no listener behind. Only where the code can hear it.
 */
export function waitForProcess(file: File, { sleep, started, beside }: Guess): ProcessWait | undefined {
  // One that is ready says nothing of the others.
  if (beside.length > 0) return undefined;
  const { sourceCode } = file;
  const place = started && waitPlaceFor(file, sleep, started);
  const where = place?.behind ?? place?.statement;
  const launched = started && launchedBy(file, started);
  if (!place || !where || !launched?.name || started.isAwaited || !isPath(launched.name) || !isMeantThere(file, launched.name, where)) return undefined;
  const told = toldBy(file, launched);
  const kind = told?.kind;
  const timeout = deadlineFor(sourceCode, sleep, patience);
  const names = kind && namesIn(sourceCode, kind);
  if (!told || !kind || timeout === undefined || !names) return undefined;
  // What reads the output behind would miss what has come by then.
  if (kind === "line" && (sourceCode.text.slice(place.statement.range[0]).includes(".stdout") || awaitsBetween(started.call, place.statement))) return undefined;
  const path = codeOf(sourceCode, launched.name);
  // A name that is given something once keeps its type in the functions below.
  const keepsType = launched.name.type === "Identifier" && isConstant(file.startup, launched.name);
  // In a branch or a `try` of its own it may not have been made.
  if (!keepsType && (!areFree(sourceCode, ["started"]) || !isMadeOnTheWay(started.call, where))) return undefined;
  const end = styleOf(sourceCode).semicolons ? ";" : "";
  const name = keepsType ? path : "started";
  const lines = [
    ...(keepsType ? [] : [`const started = ${path}${end}`]),
    ...(told.edits.length > 0 ? [`${name}.stdout${isTypeScript(file.filename) ? "?" : ""}.pipe(process.stdout)${end}`] : []),
    ...linesOf(file, kind, names, name, path.replace(/^this\.#?/, ""), timeout),
  ];
  return { edits: [...told.edits, ...place.put(lines)], kind, name: path };
}

/** A call that starts a process, and where that is kept. */
interface Launched {
  readonly call: Node;
  readonly name: Node | undefined;
  /** Others start it in the same way. */
  readonly isShared: boolean;
}

/** The process that was started, by the call itself or in the function of the file that it calls, where that gives it back or keeps it for all. */
function launchedBy({ startup, filename }: File, { call }: Started): Launched | undefined {
  const name = keptWhole(call);
  const action = isCall(call) ? startup.actions.of(call) : undefined;
  if (action?.kind !== "local") return { call, name, isShared: false };
  const fn = action.unit;
  if (!isFunction(fn) || fn.async || (isTypeScript(filename) && !givesProcess(fn))) return undefined;
  const launch = launchIn(fn, startup);
  const kept = launch && keptIn(launch);
  const [returned, ...others] = startup.values.returnedBy(fn);
  const isGiven = launch !== undefined && returned !== undefined && others.length === 0 && unwrap(onlyValueOf(unwrap(returned), startup.scopes) ?? returned) === launch;
  if (isGiven && name) return { call: launch, name, isShared: true };
  return launch && kept && kept === keptWhole(launch) && isKeptForAll(kept, fn, { startup, filename }) ? { call: launch, name: kept, isShared: true } : undefined;
}

/** Where what a call gives is kept, and not what is read of it; a method that gives back what it is called on changes nothing. */
function keptWhole(call: Node): Node | undefined {
  let at = wrapped(call);
  while (at.parent?.type === "MemberExpression" && at.parent.object === at && chainingMethods.has(memberName(at.parent) ?? "") && at.parent.parent.type === "CallExpression" && at.parent.parent.callee === at.parent) at = wrapped(at.parent.parent);
  const { parent } = at;
  if (parent?.type === "VariableDeclarator") return parent.id.type === "Identifier" ? parent.id : undefined;
  return parent?.type === "AssignmentExpression" && parent.right === at && parent.operator === "=" ? parent.left : undefined;
}

/** True for a function whose type, where it is written, says that it gives a process, or nothing. */
function givesProcess({ returnType }: FunctionNode): boolean {
  const type = returnType?.typeAnnotation;
  return type === undefined || type.type === "TSVoidKeyword" || (type.type === "TSTypeReference" && type.typeName.type === "Identifier" && /^(?:ChildProcess\w*|Worker)$/.test(type.typeName.name));
}

/** False for a name that means something else where the code waits. */
function isMeantThere({ sourceCode, startup }: File, name: Node, statement: Node): boolean {
  const root = rootOf(name);
  return root.type !== "Identifier" || meantAt(sourceCode, statement, root.name) === startup.scopes.variableOf(root);
}

/** True for a variable of the module to which the function that starts gives nothing else; in TypeScript for one whose type says that it is there. */
function isKeptForAll(kept: Node, fn: FunctionNode, { startup, filename }: Pick<File, "startup" | "filename">): boolean {
  const variable = kept.type === "Identifier" ? startup.scopes.variableOf(kept) : undefined;
  const type = variable?.identifiers[0]?.typeAnnotation?.typeAnnotation.type;
  const isReplaced = variable?.references.some((reference) => reference.isWrite() && reference.identifier !== kept && isInside(reference.identifier, fn));
  return variable?.scope.type === "module" && isReplaced === false && (!isTypeScript(filename) || type === "TSTypeReference");
}

/** True if the code awaits something between a start and its sleep: the line may have come by then. */
function awaitsBetween(start: Node, sleep: Node): boolean {
  const unit = unitOf(sleep);
  return findOwn(unit.type === "Program" || isClass(unit) ? unit : unit.body, (node) => node.type === "AwaitExpression" && node.range[0] > start.range[1] && node.range[1] < sleep.range[0]) !== undefined;
}

/** True if who reaches a statement has passed a call. */
export function isMadeOnTheWay(call: Node, statement: Node): boolean {
  const own = statementAround(call);
  const block = own?.parent;
  return own !== undefined && block !== undefined && (isInside(statement, own) || runsAlways(call, own)) && (isInside(statement, block) || isFunction(block.parent));
}

/** What the wait calls its own things. */
type Names = Readonly<Record<keyof typeof ownNames, string>>;

const ownNames = { settle: ["settle", "finish"], fail: ["fail", "giveUp"], timer: ["timer", "limit"], output: ["output", "printed"], look: ["look", "lookFor"], ready: ["ready", "goOn"] } as const;

/** Names that the file uses for nothing else; undefined where it uses all there are. */
function namesIn(sourceCode: File["sourceCode"], kind: ProcessWait["kind"]): Names | undefined {
  const names: Record<string, string> = {};
  for (const [key, choices] of Object.entries(ownNames)) {
    const name = choices.find((each) => areFree(sourceCode, [each]));
    const isNeeded = kind === "line" ? key !== "ready" : key !== "output" && key !== "look";
    if (isNeeded && name === undefined) return undefined;
    names[key] = name ?? key;
  }
  return names as Names;
}

function linesOf({ sourceCode, filename }: File, kind: ProcessWait["kind"], { settle, fail, timer, output, look, ready }: Names, name: string, title: string, timeout: string): readonly string[] {
  const { indent, semicolons, quote } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const isTyped = isTypeScript(filename);
  const typed = (type: string) => (isTyped ? type : "");
  const stdout = `${name}.stdout${typed("?")}`;
  const isLine = kind === "line";
  const listeners = isLine ? "" : `.off(${quote}message${quote}, ${ready})`;
  return [
    `await new Promise${typed("<void>")}((resolve, reject) => {`,
    ...(isLine ? [`${indent}let ${output} = ${quote}${quote}${end}`] : []),
    `${indent}const ${settle} = (error${typed("?: unknown")}) => {`,
    `${indent}${indent}clearTimeout(${timer})${end}`,
    ...(isLine ? [`${indent}${indent}${stdout}.off(${quote}data${quote}, ${look}).resume()${end}`] : []),
    `${indent}${indent}${name}${listeners}.off(${quote}exit${quote}, ${fail}).off(${quote}error${quote}, ${settle})${end}`,
    `${indent}${indent}if (error) reject(error)${end}`,
    `${indent}${indent}else resolve()${end}`,
    `${indent}}${end}`,
    ...(isLine
      ? [`${indent}const ${look} = (chunk${typed(": unknown")}) => {`, `${indent}${indent}${output} += String(chunk)${end}`, `${indent}${indent}if (${readyLine}.test(${output})) ${settle}()${end}`, `${indent}}${end}`]
      : [`${indent}const ${ready} = () => ${settle}()${end}`]),
    `${indent}const ${fail} = () => ${settle}(new Error(${quote}${title} has ended, or was not ready in time${quote}))${end}`,
    `${indent}const ${timer} = ${timerIn(sourceCode)}(${fail}, ${timeout})${end}`,
    ...(isLine ? [`${indent}${stdout}.on(${quote}data${quote}, ${look})${end}`] : []),
    `${indent}${name}${isLine ? "" : `.once(${quote}message${quote}, ${ready})`}.once(${quote}exit${quote}, ${fail}).once(${quote}error${quote}, ${settle})${end}`,
    `})${end}`,
  ];
}

/** How what was started can tell that it is ready, with the edits that let it be heard; undefined where it cannot be. */
function toldBy({ startup, sourceCode }: File, { call, isShared }: Launched): Pick<ProcessWait, "kind" | "edits"> | undefined {
  if (call.type !== "CallExpression" && call.type !== "NewExpression") return undefined;
  const maker = startup.values.valueOf(call.callee);
  if (maker?.kind !== "export") return undefined;
  const name = ownExport(maker.name);
  const message = { kind: "message", edits: [] } as const;
  switch (maker.module.replace(/^node:/, "")) {
    case "worker_threads":
      return name === "Worker" ? message : undefined;
    case "cluster":
      return name === "fork" ? message : undefined;
    case "child_process":
      if (name === "fork") return stdioOf(call) === "unknown" ? undefined : message;
      // What runs a command line hands its output on as well as it keeps it.
      if (name === "spawn" && hasChannel(call)) return message;
      return name === "spawn" ? line() : name === "exec" || name === "execFile" ? { kind: "line", edits: [] } : undefined;
    case "cross-spawn":
      return name === "default" || name === "spawn" ? line() : undefined;
    default:
      return undefined;
  }

  function line(): Pick<ProcessWait, "kind" | "edits"> | undefined {
    const edits = outputOf(sourceCode, call as CallNode);
    // What another caller reads of it would go elsewhere.
    return edits && !(isShared && edits.length > 0) ? { kind: "line", edits } : undefined;
  }
}
