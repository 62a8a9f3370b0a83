import { type Node, isCall, isInside, unitOf, unwrap } from "../ast.js";
import type { Guess } from "../guesses.js";
import { rootOf } from "../sleeping/things.js";
import type { Edit, File } from "./edits.js";
import { connectOf } from "./import-name.js";
import { deadlineFor, patience, probeRest, restOf } from "./poll-code.js";
import { isWrittenPath, portOf } from "./port-of.js";
import type { Port } from "./port-value.js";
import { areFreeAt, meantAt } from "./sleeps.js";
import { socketPathOf } from "./socket-path.js";
import { styleOf } from "./style.js";
import { isMadeOnTheWay } from "./wait-for-process.js";
import { waitPlaceFor } from "./wait-place.js";

/**
 * Connects to the port that a child was given, or that its program takes by itself, until something accepts, with a deadline that throws.
 * Only where the child is this code's own and runs when the sleep is reached, and its port is written in the start, or in the function that starts it.
 */
export function probePort(file: File, { sleep, started, beside, remark }: Guess): { readonly edits: readonly Edit[]; readonly where: string } | undefined {
  const { sourceCode } = file;
  if (!started || beside.length > 0 || !isCall(started.call)) return undefined;
  const place = waitPlaceFor(file, sleep, started);
  const where = place?.behind ?? place?.statement;
  const port = place && (portOf(file, started, place.next) ?? socketPathOf(file, { started, remark }, place));
  const timeout = deadlineFor(sourceCode, sleep, patience);
  const connect = connectOf(sourceCode);
  if (!place || !where || !port || !connect || timeout === undefined || !isMadeOnTheWay(started.call, where) || (port.node && !isSameThere(file, port.node, where, started.call))) return undefined;
  if (!areFreeAt(sourceCode, sleep.node, ["deadline", "socket", "accepts"])) return undefined;
  const { indent, quote, semicolons } = styleOf(sourceCode);
  const end = semicolons ? ";" : "";
  const problem = problemOf(port, quote);
  const lines = [
    `for (const deadline = Date.now() + ${timeout}; ; ) {`,
    `${indent}const socket = ${connect.name}(${port.code})${end}`,
    `${indent}const accepts = await new Promise((resolve) => socket.once(${quote}connect${quote}, () => resolve(true)).once(${quote}error${quote}, () => resolve(false)))${end}`,
    `${indent}socket.end().resume()${end}`,
    `${indent}if (accepts) break${end}`,
    `${indent}if (Date.now() > deadline) throw new Error(${problem})${end}`,
    `${indent}${restOf(sourceCode, sleep, probeRest)}${end}`,
    "}",
  ];
  return { edits: [...connect.edits, ...place.put(lines)], where: port.isPath ? port.name : `port ${port.name}` };
}

function problemOf({ isPath, code, name, node }: Port, quote: string): string {
  // The code of a path is a text, or gives one.
  if (isPath) return /^["'`]/.test(code) ? `${code.slice(0, 1)}nothing listens on ${code.slice(1)}` : `\`nothing listens on \${${code}}\``;
  return node ? `\`nothing listens on port \${${name}}\`` : `${quote}nothing listens on port ${name}${quote}`;
}

/** True for what is given its value once, before the start, and where the statement knows it. */
function isSameThere({ sourceCode, startup }: File, node: Node, statement: Node, start: Node): boolean {
  const root = rootOf(node);
  if (root.type !== "Identifier") return true;
  const variable = startup.scopes.variableOf(root);
  if (!variable || meantAt(sourceCode, statement, root.name) !== variable) return false;
  const writes = variable.references.filter((reference) => reference.isWrite());
  // What is handed in has its value before it is written to.
  const isParameter = variable.defs[0]?.type === "Parameter";
  const isMemberKept = unwrap(node).type !== "MemberExpression" || variable.references.every(({ identifier }) => !isWrittenPath(identifier));
  const isGivenOnce = isParameter ? writes.every(({ init }) => init) : writes.length <= 1 && writes.every(({ identifier, init }) => init === true || isWrittenBefore(identifier, start));
  return isMemberKept && isGivenOnce && variable.identifiers.every((identifier) => identifier.range[0] < statement.range[0]);
}

/** True for what is written before a start, and not by a function within that code, which may run when the child has said something. */
function isWrittenBefore(write: Node, start: Node): boolean {
  const unit = unitOf(write);
  return write.range[0] < start.range[0] && (isInside(start, unit) || !isInside(unit, unitOf(start)));
}
