import { type CallNode, memberName, unwrap } from "../ast.js";

/** The name a call is made by: `b` of `a.b()`, `f` of `f()`. */
export function nameOf(call: CallNode): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression") return memberName(callee);
  return callee.type === "Identifier" ? callee.name : undefined;
}

/** The first word of a name: `start` of `startExecution`. */
export function verbOf(name: string): string {
  return /^[_#$]*([a-z]+|[A-Z]+(?![a-z]))/.exec(name)?.[1]?.toLowerCase() ?? "";
}
