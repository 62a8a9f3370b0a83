import { type ClassNode, type Node, findNode, keyName, memberName, parameterName, unwrap, constructorOf } from "../ast.js";
import { attachMethods } from "../contracts/calls.js";
import { emitters } from "../contracts/listening.js";
import type { Holder } from "../holders.js";
import type { Value, Values } from "../values.js";

/** The emitters that an object of a class of this file keeps for whoever gets it, where the class itself listens to nothing of them. */
export function keptBy(value: Value | undefined, values: Values): readonly Holder[] {
  if (value?.kind !== "object" || !value.shape || value.shape.type === "ObjectExpression") return [];
  const { shape, holder } = value;
  // What is shared may have its listeners from others.
  if (holder.depth > 0) return [];
  return fieldsOf(shape).flatMap((name) => {
    const kept = values.ofMember(value, name);
    return kept?.kind === "subject" && emitters.has(kept.contract.id) && !listensTo(shape, name) ? [kept.holder] : [];
  });
}

/** The fields that are seen from outside, those among the parameters of the constructor as well. */
function fieldsOf(node: ClassNode): readonly string[] {
  const fields = node.body.body.flatMap((member) => (member.type === "PropertyDefinition" && !member.static && member.accessibility !== "private" ? [keyName(member)] : []));
  const given = constructorOf(node)?.params.flatMap((parameter) => (parameter.type === "TSParameterProperty" && parameter.accessibility !== "private" ? [parameterName(parameter)?.name] : [])) ?? [];
  return [...fields, ...given].filter((name) => name !== undefined);
}

/** True where the class attaches anything to such a field, or hands it on to what may. */
function listensTo(node: ClassNode, field: string): boolean {
  return (
    findNode(node.body, (each: Node) => {
      if (each.type !== "CallExpression") return false;
      const callee = unwrap(each.callee);
      const isOf = (target: Node) => findNode(target, (inner) => (inner.type === "MemberExpression" && memberName(inner) === field) || (inner.type === "Identifier" && inner.name === field && inner.parent.type !== "MemberExpression")) !== undefined;
      if (callee.type === "MemberExpression" && attachMethods.has(memberName(callee) ?? "")) return isOf(callee.object);
      return each.arguments.some(isOf);
    }) !== undefined
  );
}
