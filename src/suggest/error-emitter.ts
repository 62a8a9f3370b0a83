import { type FunctionNode, type Node, isInside, unwrap, wrapped } from "../ast.js";
import { type Begun, givesView } from "../startup.js";
import { isPath } from "./await-ready.js";
import { bodyRange, type Edit, type File, insertAt, separatorAt, statementOf } from "./edits.js";
import { styleOf } from "./style.js";
import { constantFor } from "./wait-code.js";

/** What emits a start's 'error', by its name, and the edits that let code listen to it. */
export interface ErrorEmitter {
  readonly name: string;
  /** The edits that add lines of code, and the name where there is none yet. */
  readonly listening: (code: readonly string[]) => readonly Edit[];
  /** The code stands behind the start, else before it. */
  readonly isBehind: boolean;
}

/** What emits the 'error' of a start, in `executor` if the start is a promise's; undefined where it has no name and can get none. */
export function errorEmitterOf({ sourceCode }: File, { node, row }: Begun, executor: FunctionNode | undefined): ErrorEmitter | undefined {
  const stop = styleOf(sourceCode).semicolons ? ";" : "";
  const callee = unwrap(node.callee);
  const receiver = callee.type === "MemberExpression" && (row.gives === "self" || givesView(row)) ? callee.object : undefined;
  const isBehind = !receiver;
  const known = receiver && isPath(receiver) ? sourceCode.getText(receiver) : undefined;
  const body = executor?.body;
  if (executor && body && body.type !== "BlockStatement") return known !== undefined && unwrap(body) === node ? withBlock(executor, known) : undefined;
  const place = statementOf(node);
  if (!place || (body && !isInside(place.statement, body))) return undefined;
  const { statement } = place;
  const separator = separatorAt(sourceCode, statement);
  const joined = (code: readonly string[]) => code.map((line) => (separator === " " ? line.replace(/;?$/, ";") : line)).join(separator);
  const behind = (code: readonly string[]) => insertAt(statement.range[1], `${/[;}]$/.test(sourceCode.getText(statement)) || stop === "" ? "" : ";"}${separator}${joined(code)}`);
  if (known !== undefined) return { name: known, isBehind, listening: (code) => [insertAt(statement.range[0], `${joined(code)}${separator}`)] };
  const declared = receiver ? undefined : declaredName(node);
  if (declared !== undefined) return { name: declared, isBehind, listening: (code) => [behind(code)] };
  const name = constantFor(sourceCode);
  if (name === undefined || statement.type !== "ExpressionStatement") return undefined;
  const whole = unwrap(statement.expression);
  const naming = insertAt(statement.range[0], `const ${name} = `);
  if (receiver && whole === node) {
    return { name, isBehind, listening: (code) => [{ range: [statement.range[0], receiver.range[1]], text: `const ${name} = ${sourceCode.getText(receiver)}${stop}${separator}${joined(code)}${separator}${name}` }] };
  }
  if (receiver) return undefined;
  if (whole === node) return { name, isBehind, listening: (code) => [naming, behind(code)] };
  // `this.server = app.listen(…)`: a constant keeps its type in the listeners, too.
  if (whole.type !== "AssignmentExpression" || whole.operator !== "=" || unwrap(whole.right) !== node || !isPath(whole.left)) return undefined;
  const kept = `${sourceCode.getText(whole.left)} = ${name}${stop}`;
  return { name, isBehind, listening: (code) => [{ range: [statement.range[0], whole.right.range[0]], text: `const ${name} = ` }, behind([kept, ...code])] };

  function withBlock(fn: FunctionNode, emitter: string): ErrorEmitter {
    const [start, end] = bodyRange(sourceCode, fn);
    const listening = (code: readonly string[]): readonly Edit[] => [{ range: [start, fn.body.range[0]], text: `{ ${code.map((line) => line.replace(/;?$/, ";")).join(" ")} ` }, { range: [fn.body.range[1], end], text: "; }" }];
    return { name: emitter, isBehind, listening };
  }
}

/** The name of the variable that a start's result is declared as, also by way of a member: `const server = (this.server = app.listen(…))`. */
function declaredName(node: Node): string | undefined {
  let { parent } = wrapped(node);
  while (parent?.type === "AssignmentExpression" && parent.operator === "=" && isInside(node, parent.right)) ({ parent } = wrapped(parent));
  return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? (parent.id).name : undefined;
}
