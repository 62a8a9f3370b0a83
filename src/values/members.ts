import type { TSESTree } from "@typescript-eslint/utils";
import { type Node, classMember, isClass, isFunction, keyName, memberName, unitOf } from "../ast.js";
import type { Holder } from "../holders.js";
import { type Lookup, type Subject, type Value, memo } from "./lookup.js";

/** What members of objects stand for. */
export function memberValues(lookup: Lookup): Pick<Lookup, "isReplaced" | "ofMember" | "writesToPlace" | "assignedTo"> {
  const { holders, catalogue, memberWrites } = lookup;
  const known = new Map<Holder, Value | undefined>();

  function ofMember(object: Value, name: string): Value | undefined {
    switch (object.kind) {
      case "export":
        if (name === "default") return object;
        return { ...object, name: object.name === "default" ? name : `${object.name}.${name}` };
      case "global":
        if (object.name === "module" && name === "exports") return { kind: "object", holder: holders.of("exports"), shape: undefined };
        return { kind: "global", name: `${object.name}.${name}` };
      case "subject":
        return ofSubjectMember(object, name);
      case "member":
        return ofSubjectMember(object.subject, `${object.name}.${name}`);
      case "promisified":
        return name === "call" || name === "apply" || name === "bind" ? object : undefined;
      case "object":
        return ofPlace(holders.member(object.holder, name), object, name);
      case "class": {
        const member = object.node.body.body.find((each) => "static" in each && each.static && "key" in each && keyName(each) === name);
        return member?.type === "MethodDefinition" && member.value.type === "FunctionExpression"
          ? { kind: "function", node: member.value, receiver: undefined }
          : undefined;
      }
      default:
        return undefined;
    }
  }

  function ofSubjectMember(subject: Subject, name: string): Value {
    const view = subject.contract.views[name];
    const contract = view === undefined ? undefined : catalogue.byId(view);
    if (contract) return { kind: "subject", holder: subject.holder, contract };
    const classNode = subject.holder.root;
    if (subject.holder.depth === 0 && typeof classNode === "object" && "type" in classNode && isClass(classNode)) {
      const own = ofPlace(holders.member(subject.holder, name), { kind: "object", holder: subject.holder, shape: classNode }, name);
      if (own && own.kind !== "object") return own;
    }
    return { kind: "member", subject, name };
  }

  function ofPlace(place: Holder, object: Value & { kind: "object" }, name: string): Value | undefined {
    return memo(known, place, () => findPlace(place, object, name));
  }

  function findPlace(place: Holder, object: Value & { kind: "object" }, name: string): Value | undefined {
    const { shape } = object;
    const initial: Node[] = [];
    let annotation: TSESTree.TypeNode | undefined;
    if (shape && isClass(shape)) {
      const own = lookup.thisPlace(shape);
      const member = classMember(shape, name);
      if (member?.type === "MethodDefinition") {
        return member.kind === "method" && isFunction(member.value) ? { kind: "function", node: member.value, receiver: object.holder } : undefined;
      }
      if (object.holder !== own) {
        // The same field seen from outside: what the class says of it, in this instance's place.
        return moved(ofPlace(holders.member(own, name), { kind: "object", holder: own, shape }, name), own, object.holder);
      }
      if (member?.type === "PropertyDefinition" || member?.type === "AccessorProperty") {
        annotation = member.typeAnnotation?.typeAnnotation;
        if (member.value) initial.push(member.value);
      } else if (member?.type === "TSParameterProperty") {
        const parameter = member.parameter.type === "AssignmentPattern" ? member.parameter.left : member.parameter;
        annotation = (parameter).typeAnnotation?.typeAnnotation;
      }
    } else if (shape) {
      const property = shape.properties.find((each) => each.type === "Property" && keyName(each) === name);
      if (property?.type === "Property") {
        if (property.kind !== "init") return undefined;
        const value = lookup.valueOf(property.value);
        const isFromOutside = object.holder !== lookup.homeOf(shape);
        if (value?.kind === "function") return { ...value, receiver: object.holder, literal: isFromOutside ? shape : undefined };
        if (value?.kind === "subject" && isFromOutside && lookup.isLocalTo(value.holder, unitOf(shape))) return { ...value, holder: place };
        initial.push(property.value);
      }
    }
    annotation ??= object.type && lookup.memberType(object.type, name);
    const values = [...initial, ...writesToPlace(place)].map(lookup.valueOf);
    const declared = annotation && lookup.ofType(annotation, place);
    const [alone] = values;
    if (values.length === 1 && alone && alone.kind !== "object") return alone;
    if (declared && declared.kind !== "object") return declared;
    const made = values.find((value) => value?.kind === "subject");
    if (made?.kind === "subject" && values.every((value) => value?.kind !== "subject" || value.contract === made.contract)) return { ...made, holder: place };
    if (values.length === 1 && alone?.kind === "object") return { ...alone, type: annotation };
    return declared ?? { kind: "object", holder: place, shape: undefined };
  }

  /** A value that was found in one place, as it is seen from another. */
  function moved(value: Value | undefined, from: Holder, to: Holder): Value | undefined {
    if (!value || (value.kind !== "subject" && value.kind !== "object")) return value;
    const holder = holders.rebase(value.holder, from, to);
    return holder ? { ...value, holder } : value;
  }

  /** The values assigned to a member place anywhere in the file. */
  function writesToPlace(place: Holder): readonly Node[] {
    return memberWrites(place.name).flatMap((assignment) => {
      const target = assignment.left as TSESTree.MemberExpression;
      const object = lookup.valueOf(target.object);
      const at = object?.kind === "object" || object?.kind === "subject" ? object.holder : undefined;
      return at && at === place.parent ? [assignment.right] : [];
    });
  }

  function isReplaced({ holder }: Subject, member: string): boolean {
    return writesToPlace(holders.member(holder, member)).length > 0;
  }

  function assignedTo(member: Node): readonly Node[] {
    if (member.type !== "MemberExpression") return [];
    const name = memberName(member);
    const object = lookup.valueOf(member.object);
    if (name === undefined || object?.kind !== "object") return [];
    const declared = object.shape && isClass(object.shape) ? classMember(object.shape, name) : undefined;
    const initial = declared?.type === "PropertyDefinition" && declared.value ? [declared.value] : [];
    return [...initial, ...writesToPlace(holders.member(object.holder, name))];
  }

  return { isReplaced, ofMember, writesToPlace, assignedTo };
}
