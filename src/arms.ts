import type { Actions } from "./actions.js";
import { type CallNode, type Node, findOwn, isFunction, isInside, unitOf, unwrap, wrapped } from "./ast.js";
import type { FileIndex } from "./file-index.js";
import { statementAround } from "./order.js";
import { type Standing, gap, phases } from "./phases.js";
import { type Scopes, onlyValueOf } from "./scopes.js";
import type { Subject } from "./values.js";

/** Says how a subject stands that comes from one of two places, where it was started in one of them. */
export interface Arms {
  /**
   * How the subject stands at a read behind `if (!server) server = createServer().listen(0)`, or at a read of `const server = given ? createServer().listen(0, host) : await find()`, where that start was taken.
   * Only where the read follows in any case, in the same turn: whoever gets there by that arm is too early.
   */
  standingBy(read: Node, object: Node, subject: Subject): Standing | undefined;
}

export function createArms({ index, actions, scopes }: { index: FileIndex; actions: Actions; scopes: Scopes }): Arms {
  function standingBy(read: Node, object: Node, subject: Subject): Standing | undefined {
    const start = startBehindTest(read, subject) ?? startInArm(read, object, subject);
    const action = start && actions.of(start);
    const row = action?.kind === "start" || action?.kind === "make" ? action.start : undefined;
    if (!start || !row || row.bound === "always") return undefined;
    const unbound = row.bound === "never" || actions.hasHost(start, row);
    return { phases: phases("starting"), gap: gap.none, starts: [start], unbound, escaped: false };
  }

  function startInArm(read: Node, object: Node, subject: Subject): CallNode | undefined {
    const value = onlyValueOf(unwrap(object), scopes);
    if (!value || unitOf(value) !== unitOf(read) || !follows(read, value)) return undefined;
    return armsOf(value).map((arm) => startIn(arm, subject)).find((each) => each !== undefined);
  }

  /** The start that an `if` before the read makes at its end where it finds nothing: whoever comes first gets from there to the read. */
  function startBehindTest(read: Node, subject: Subject): CallNode | undefined {
    const statement = statementAround(read);
    const block = statement?.parent;
    if (!statement || (block?.type !== "BlockStatement" && block?.type !== "Program")) return undefined;
    const before = block.body.slice(0, block.body.indexOf(statement as never));
    const guard = before.findLast((each) => each.type === "IfStatement");
    const last = guard?.consequent.type === "BlockStatement" ? guard.consequent.body.at(-1) : guard?.consequent;
    const made = last?.type === "ExpressionStatement" ? unwrap(last.expression) : undefined;
    if (!guard || guard.alternate || made?.type !== "AssignmentExpression" || made.operator !== "=") return undefined;
    const start = startIn(made.right, subject);
    return start && unitOf(start) === unitOf(read) && follows(read, guard.test) ? start : undefined;
  }

  /** The start in a chain of calls on what has been made: `createServer().on("error", fail).listen(0)`. */
  function startIn(arm: Node, { holder }: Subject): CallNode | undefined {
    let at = unwrap(arm);
    while (at.type === "CallExpression" || at.type === "NewExpression") {
      const action = actions.of(at);
      if ((action.kind === "start" || (action.kind === "make" && action.start)) && action.subject.holder === holder) return at;
      const callee = unwrap(at.callee);
      if (callee.type !== "MemberExpression") return undefined;
      at = unwrap(callee.object);
    }
    return undefined;
  }

  /** True if `read` is reached whenever `value` was chosen, in the same turn: no way out, no condition and no `await` between them. */
  function follows(read: Node, value: Node): boolean {
    const declaration = statementAround(value);
    const statement = statementAround(read);
    const block = declaration?.parent;
    if (!declaration || !statement || statement.parent !== block || (block?.type !== "BlockStatement" && block?.type !== "Program") || isChosen(read, statement)) return false;
    if (index.awaits.some((each) => each.range[0] < read.range[0] && each.range[0] > declaration.range[0] && !isInside(each, value) && unitOf(each) === unitOf(read))) return false;
    const between = block.body.slice(block.body.indexOf(declaration as never) + 1, block.body.indexOf(statement as never));
    return declaration.range[1] <= statement.range[0] && !between.some((each) => findOwn(each, ({ type }) => /^(?:Return|Throw|Break|Continue)Statement$/.test(type)));
  }

  return { standingBy };
}

/** The expressions one of which a value is; one that is there alone has no arms. */
function armsOf(value: Node): readonly Node[] {
  const inner = unwrap(value);
  if (inner.type === "ConditionalExpression") return [inner.consequent, inner.alternate];
  return inner.type === "LogicalExpression" && inner.operator !== "&&" ? [inner.right] : [];
}

/** True if a part of a statement runs only sometimes. */
function isChosen(node: Node, statement: Node): boolean {
  for (let at = wrapped(node); at !== statement && at.parent; at = at.parent) {
    const { parent } = at;
    if (isFunction(parent) || (parent.type === "ConditionalExpression" && parent.test !== at) || (parent.type === "LogicalExpression" && parent.right === at)) return true;
    if (parent.type === "ChainExpression" || (parent.type === "IfStatement" && parent.test !== at) || /^(?:For|While|DoWhile|Switch|Try)/.test(parent.type)) return true;
  }
  return false;
}
