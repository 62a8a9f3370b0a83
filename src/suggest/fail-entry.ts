import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { keyName, memberName, unwrap } from "../ast.js";
import type { Names, Removal } from "../drop.js";
import { type Edit, insertAt } from "./edits.js";
import { literalOf, rejecterOf } from "./failing.js";
import { isTypeScript } from "./style.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Lets a timer that settles what it takes away as if it were delivered fail that entry instead: the entry gets the `reject` of its promise
 * beside its `resolve`. Only for one call of a member of what was taken, one place where entries are made, as literals, and in TypeScript
 * a type of the entry in the file.
 */
export function failEntry(sourceCode: SourceCode, filename: string, { kind, node, stored, settlings }: Removal, names: Names): readonly Edit[] | undefined {
  const [settling, ...more] = settlings;
  const [entry, ...others] = stored;
  const callee = settling && unwrap(settling.callee);
  if (kind !== "byTimer" || !settling || !entry || more.length > 0 || others.length > 0 || callee?.type !== "MemberExpression") return undefined;
  const settled = memberName(callee);
  const { executor, fails } = entry.waiter;
  const literal = unwrap(entry.value);
  if (settled === undefined || callee.computed || literal.type !== "ObjectExpression" || names.valueOf(callee.object) !== names.valueOf(node)) return undefined;
  const error = `new Error(${literalOf(sourceCode, "not delivered in time")})`;
  const told = (member: string): Edit => ({ range: [callee.property.range[0], settling.range[1]], text: `${member}(${error})` });
  if (fails !== undefined) return fails === "" || fails.includes(".") ? undefined : [told(fails)];
  const isTyped = isTypeScript(filename);
  const declared = isTyped ? typedMember(names, settled) : undefined;
  const reject = executor && rejecterOf(sourceCode, executor);
  const last = literal.properties.at(-1);
  const hasName = literal.properties.some((property) => property.type !== "Property" || keyName(property) === "fail");
  if (!reject || !last || hasName || (isTyped && !declared)) return undefined;
  return [...reject.edits, insertAt(last.range[1], `, fail: ${reject.name}`), told("fail"), ...(declared ? [typeEdit(sourceCode, declared)] : [])];
}

/** The one signature in the file of a member by which entries are settled. */
function typedMember(names: Names, name: string): TSESTree.TSPropertySignature | undefined {
  const found = names.nodes.filter((node): node is TSESTree.TSPropertySignature => node.type === "TSPropertySignature" && keyName(node) === name);
  return found.length === 1 ? found[0] : undefined;
}

function typeEdit(sourceCode: SourceCode, member: TSESTree.TSPropertySignature): Edit {
  const isEnded = /[;,]$/.test(sourceCode.getText(member));
  return insertAt(member.range[1], `${isEnded ? "" : ";"} fail: (error: Error) => void${isEnded ? ";" : ""}`);
}
