import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import {
  type CallNode,
  type ClassNode,
  type FunctionNode,
  type Node,
  type Unit,
  classMember,
  isClass,
  isFunction,
  isInside,
  keyName,
  literalText,
  memberName,
  namingNode,
  parameterName,
  unitOf,
  unwrap,
  wrapped,
} from "./ast.js";
import type { Catalogue } from "./contracts/index.js";
import type { Contract, Maker, Start } from "./contracts/types.js";
import type { Holder, Holders } from "./holders.js";
import type { Scopes } from "./scopes.js";
import type { TypeFacts } from "./types.js";

type Variable = TSESLint.Scope.Variable;

/** An instance of a contract, in its place. */
export interface Subject {
  readonly kind: "subject";
  readonly holder: Holder;
  readonly contract: Contract;
}

/** What an expression stands for, as far as the file shows, whatever the path that leads there. */
export type Value =
  | Subject
  /** A name exported by a module, dotted below it; the module itself is `default`. */
  | { readonly kind: "export"; readonly module: string; readonly name: string }
  /** A name nobody declares: `process`, `Promise.all`. */
  | { readonly kind: "global"; readonly name: string }
  /** A member of a subject that is no subject: a method, taken or called. */
  | { readonly kind: "member"; readonly subject: Subject; readonly name: string }
  /** A method of a subject turned into a function that gives a promise. */
  | { readonly kind: "promisified"; readonly method: Value & { kind: "member" } }
  /** A function of this file; as a method, what it is called on, and the literal it was found in where a factory returned that. */
  | { readonly kind: "function"; readonly node: FunctionNode; readonly receiver: Holder | undefined; readonly literal?: TSESTree.ObjectExpression | undefined }
  | { readonly kind: "class"; readonly node: ClassNode }
  /** Any other object: the class or literal it comes from, or the type it is declared to have. */
  | { readonly kind: "object"; readonly holder: Holder; readonly shape: ClassNode | TSESTree.ObjectExpression | undefined; readonly type?: TSESTree.TypeNode | undefined }
  | { readonly kind: "promise"; readonly of: Value };

/** What expressions stand for in one file; independent of the flow of control. */
export interface Values {
  valueOf(node: Node): Value | undefined;
  /** The subject an expression stands for, also where a contract is reached through a view. */
  subjectOf(node: Node): Subject | undefined;
  /** The place where the object that `node` makes comes to stand. */
  homeOf(node: Node): Holder;
  /** What `this` is in a piece of code. */
  thisOf(node: Node): Holder;
  /** The maker behind a call, if it makes an instance of a contract. */
  makerOf(call: CallNode): { readonly contract: Contract; readonly maker: Maker } | undefined;
  /** The start behind a method call. */
  startOf(call: CallNode): { readonly subject: Subject; readonly start: Start } | undefined;
  holderOfVariable(variable: Variable): Holder;
  /** The values that a member place is given, anywhere in the file. */
  assignedTo(member: Node): readonly Node[];
  /** The expressions a function returns. */
  returnedBy(node: FunctionNode): readonly Node[];
}

export interface ValuesInput {
  readonly scopes: Scopes;
  readonly holders: Holders;
  readonly catalogue: Catalogue;
  readonly types: TypeFacts;
  /** Assignments to members of this name, anywhere in the file. */
  readonly memberWrites: (name: string) => readonly TSESTree.AssignmentExpression[];
}

/** Methods that give the object they are called on, whatever it is. */
const chaining = new Set([
  "on", "once", "addListener", "prependListener", "prependOnceListener", "off", "removeListener", "removeAllListeners",
  "setMaxListeners", "ref", "unref", "setTimeout", "close",
]);

export function createValues(input: ValuesInput): Values {
  const { scopes, holders, catalogue, types, memberWrites } = input;
  const known = new Map<Node, Value | undefined>();
  const ofPlaces = new Map<Holder, Value | undefined>();
  const ofVariables = new Map<Variable, Value | undefined>();
  const homes = new Map<Variable, Holder>();

  /** Answers from `cache`; a question that leads back to itself has no answer. */
  function memo<K, V>(cache: Map<K, V | undefined>, of: K, answer: () => V | undefined): V | undefined {
    if (cache.has(of)) return cache.get(of);
    cache.set(of, undefined);
    const value = answer();
    cache.set(of, value);
    return value;
  }

  function valueOf(node: Node): Value | undefined {
    const inner = unwrap(node);
    return memo(known, inner, () => findValue(inner));
  }

  function findValue(node: Node): Value | undefined {
    switch (node.type) {
      case "Identifier": {
        const variable = scopes.variableOf(node);
        if (variable) return ofVariable(variable);
        return node.name === "exports" ? { kind: "object", holder: holders.of("exports"), shape: undefined } : { kind: "global", name: node.name };
      }
      case "ThisExpression":
        return thisValue(node);
      case "MemberExpression": {
        const name = memberName(node);
        const object = valueOf(node.object);
        return name !== undefined && object ? ofMember(object, name) : undefined;
      }
      case "CallExpression":
      case "NewExpression":
        return ofCall(node);
      case "AwaitExpression": {
        const value = valueOf(node.argument);
        return value?.kind === "promise" ? value.of : value;
      }
      case "ImportExpression": {
        const module = literalText(node.source);
        return module === undefined ? undefined : { kind: "promise", of: { kind: "export", module, name: "default" } };
      }
      case "AssignmentExpression":
        return valueOf(node.right);
      case "SequenceExpression": {
        const last = node.expressions.at(-1);
        return last && valueOf(last);
      }
      case "ConditionalExpression":
        return either(valueOf(node.consequent), valueOf(node.alternate));
      case "LogicalExpression":
        return either(valueOf(node.left), valueOf(node.right));
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "FunctionDeclaration":
        return { kind: "function", node, receiver: undefined };
      case "ClassExpression":
      case "ClassDeclaration":
        return { kind: "class", node };
      case "ObjectExpression":
        return { kind: "object", holder: homeOf(node), shape: node };
      default:
        return undefined;
    }
  }

  /** One of two values: the one that is known more of; two subjects of one contract in two places are known by contract only. */
  function either(a: Value | undefined, b: Value | undefined): Value | undefined {
    if (a?.kind === "subject" && b?.kind === "subject") return a.contract === b.contract && a.holder === b.holder ? a : undefined;
    if (a?.kind === "subject" || b?.kind === "subject") return a?.kind === "subject" ? a : b;
    if (a?.kind === "export" && b?.kind === "export") return sameRow(a, b) ? a : undefined;
    return a?.kind === b?.kind ? a : undefined;
  }

  function sameRow(a: Value & { kind: "export" }, b: Value & { kind: "export" }): boolean {
    if (a.module === b.module) return a.name === b.name;
    const rowsOf = (module: string) => ["createServer", "Server", a.name].map((name) => (catalogue.maker(module, name, "call") ?? catalogue.maker(module, name, "new"))?.contract);
    return a.name === b.name && rowsOf(a.module).every((row, i) => row === rowsOf(b.module)[i]);
  }

  // --- variables ---

  function ofVariable(variable: Variable): Value | undefined {
    return memo(ofVariables, variable, () => findVariable(variable));
  }

  function findVariable(variable: Variable): Value | undefined {
    const definition = variable.defs[0];
    if (!definition) return undefined;
    switch (definition.type as string) {
      case "ImportBinding":
        return imported(definition.node as Node, definition.parent as Node | null);
      case "FunctionName":
        return { kind: "function", node: definition.node as FunctionNode, receiver: undefined };
      case "ClassName":
        return { kind: "class", node: definition.node as ClassNode };
      case "Parameter":
      case "Variable":
        break;
      default:
        return undefined;
    }
    const holder = holderOfVariable(variable);
    const annotation = (definition.name as TSESTree.Identifier).typeAnnotation?.typeAnnotation;
    const declared = annotation && ofType(annotation, holder);
    const writes = scopes.writesTo(variable) ?? [];
    const values = writes.map(({ value, path }) => path.reduce<Value | undefined>((at, name) => at && ofMember(at, name), valueOf(value)));
    const alone = values.length === 1 && definition.type === "Variable" ? values[0] : undefined;
    if (alone && (alone.kind !== "object" || !declared)) return alone.kind === "object" && annotation ? { ...alone, type: annotation } : alone;
    if (declared && declared.kind !== "object") return declared;
    const made = values.find((value) => value?.kind === "subject");
    if (made?.kind === "subject" && values.every((value) => value?.kind !== "subject" || value.contract === made.contract)) return { ...made, holder };
    const promised = values.find((value) => value?.kind === "promise");
    if (promised) return promised;
    if (declared) return declared;
    const contract = types.contractOf(definition.name as Node, catalogue) ?? (definition.type === "Parameter" ? contractOfArguments(definition) : undefined);
    if (contract) return { kind: "subject", holder, contract };
    const shaped = values.find((value) => value?.kind === "object");
    return { kind: "object", holder, shape: shaped?.kind === "object" ? shaped.shape : undefined, type: annotation };
  }

  /** The contract of what the file's own calls of a function give for a parameter, where they agree. */
  function contractOfArguments(definition: TSESLint.Scope.Definition): Contract | undefined {
    const unit = definition.node as Node;
    if (!isFunction(unit)) return undefined;
    const position = unit.params.findIndex((parameter) => parameterName(parameter) === definition.name);
    const name = namingNode(unit);
    const variable = name && scopes.variableOf(name);
    const given = (variable?.references ?? []).flatMap(({ identifier }) => {
      const use = wrapped(identifier as Node);
      const argument = use.parent?.type === "CallExpression" && use.parent.callee === use ? use.parent.arguments[position] : undefined;
      const value = argument && valueOf(argument);
      return value?.kind === "subject" ? [value.contract] : [];
    });
    return given.every((contract) => contract === given[0]) ? given[0] : undefined;
  }

  function imported(specifier: Node, declaration: Node | null): Value | undefined {
    if (specifier.type === "TSImportEqualsDeclaration") {
      const reference = specifier.moduleReference;
      const module = reference.type === "TSExternalModuleReference" ? literalText(reference.expression) : undefined;
      return module === undefined ? undefined : { kind: "export", module, name: "default" };
    }
    const module = declaration?.type === "ImportDeclaration" ? declaration.source.value : undefined;
    if (module === undefined) return undefined;
    if (specifier.type !== "ImportSpecifier") return { kind: "export", module, name: "default" };
    const name = specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
    return { kind: "export", module, name };
  }

  /** A variable's own place; one that is only kept in a field of `this` stands for that field. */
  function holderOfVariable(variable: Variable): Holder {
    let home = homes.get(variable);
    if (!home) {
      homes.set(variable, (home = holders.of(variable)));
      const field = fieldKeeping(variable);
      if (field) homes.set(variable, (home = field));
    }
    return home;
  }

  function fieldKeeping(variable: Variable): Holder | undefined {
    const definition = variable.defs[0];
    if (definition?.type === "Parameter") {
      const parameter = (definition.name as Node).parent;
      if (parameter?.type === "TSParameterProperty") return fieldOf(parameter, variable.name);
    }
    if (definition?.type !== "Parameter" && definition?.type !== "Variable") return undefined;
    if (variable.references.filter((reference) => reference.isWrite()).length > (definition.type === "Parameter" ? 0 : 1)) return undefined;
    const kept = variable.references.flatMap(({ identifier }) => {
      const value = wrapped(identifier as Node);
      const target = value.parent?.type === "AssignmentExpression" && value.parent.operator === "=" && value.parent.right === value ? value.parent.left : undefined;
      return target?.type === "MemberExpression" && target.object.type === "ThisExpression" ? [target] : [];
    });
    const [target] = kept;
    const name = target && memberName(target);
    if (kept.length !== 1 || !target || name === undefined) return undefined;
    const holder = holders.member(thisOf(target), name);
    return writesToPlace(holder).length === 1 ? holder : undefined;
  }

  function fieldOf(node: Node, name: string): Holder {
    return holders.member(thisOf(node), name);
  }

  // --- members and places ---

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
    if (subject.holder.depth === 0 && typeof classNode === "object" && "type" in classNode && isClass(classNode as Node)) {
      const own = ofPlace(holders.member(subject.holder, name), { kind: "object", holder: subject.holder, shape: classNode as ClassNode }, name);
      if (own && own.kind !== "object") return own;
    }
    return { kind: "member", subject, name };
  }

  function ofPlace(place: Holder, object: Value & { kind: "object" }, name: string): Value | undefined {
    return memo(ofPlaces, place, () => findPlace(place, object, name));
  }

  function findPlace(place: Holder, object: Value & { kind: "object" }, name: string): Value | undefined {
    const { shape } = object;
    const initial: Node[] = [];
    let annotation: TSESTree.TypeNode | undefined;
    if (shape && isClass(shape)) {
      const own = thisPlace(shape);
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
        annotation = (parameter as TSESTree.Identifier).typeAnnotation?.typeAnnotation;
      }
    } else if (shape) {
      const property = shape.properties.find((each) => each.type === "Property" && keyName(each) === name);
      if (property?.type === "Property") {
        if (property.kind !== "init") return undefined;
        const value = valueOf(property.value);
        const isFromOutside = object.holder !== homeOf(shape);
        if (value?.kind === "function") return { ...value, receiver: object.holder, literal: isFromOutside ? shape : undefined };
        if (value?.kind === "subject" && isFromOutside && isLocalTo(value.holder, unitOf(shape))) return { ...value, holder: place };
        initial.push(property.value);
      }
    }
    annotation ??= object.type && memberType(object.type, name);
    const values = [...initial, ...writesToPlace(place)].map(valueOf);
    const declared = annotation && ofType(annotation, place);
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
      const object = valueOf(target.object);
      const at = object?.kind === "object" || object?.kind === "subject" ? object.holder : undefined;
      return at && at === place.parent ? [assignment.right] : [];
    });
  }

  // --- this ---

  function thisPlace(node: Node): Holder {
    return node.type === "ObjectExpression" ? homeOf(node) : holders.of(node);
  }

  /** The class, object literal or constructor function whose `this` the code around `node` sees. */
  function ownerOfThis(node: Node): Node {
    for (let at: Node | undefined = node.parent, child = node; at; child = at, at = at.parent) {
      if (at.type === "PropertyDefinition" || at.type === "AccessorProperty") {
        if (at.value === child && !at.static) return at.parent.parent;
      } else if (at.type === "FunctionExpression" || at.type === "FunctionDeclaration") {
        const holder = at.parent;
        if (holder.type === "MethodDefinition") return holder.static ? at : holder.parent.parent;
        if (holder.type === "Property" && holder.value === at) return holder.parent;
        if (holder.type === "AssignmentExpression") return prototypeOwner(holder.left) ?? at;
        return at;
      } else if (at.type === "TSParameterProperty") {
        const owner = at.parent.parent?.parent?.parent;
        if (owner && isClass(owner)) return owner;
      }
    }
    return node;
  }

  /** `F` of `F.prototype.m = function () {…}`, as the function it names. */
  function prototypeOwner(target: Node): Node | undefined {
    if (target.type !== "MemberExpression" || target.object.type !== "MemberExpression" || memberName(target.object) !== "prototype") return undefined;
    const owner = valueOf(target.object.object);
    return owner?.kind === "function" || owner?.kind === "class" ? owner.node : undefined;
  }

  function thisOf(node: Node): Holder {
    return thisPlace(ownerOfThis(node));
  }

  function thisValue(node: Node): Value {
    const owner = ownerOfThis(node);
    const holder = thisPlace(owner);
    if (!isClass(owner)) return { kind: "object", holder, shape: owner.type === "ObjectExpression" ? owner : undefined };
    const parent = owner.superClass && valueOf(owner.superClass);
    const row = parent?.kind === "export" ? catalogue.maker(parent.module, parent.name, "new") : undefined;
    return row ? { kind: "subject", holder, contract: row.contract } : { kind: "object", holder, shape: owner };
  }

  // --- types ---

  function ofType(type: TSESTree.TypeNode, holder: Holder): Value | undefined {
    const contract = contractOfType(type);
    if (contract) return { kind: "subject", holder, contract };
    const promised = promisedType(type);
    const inner = promised && contractOfType(promised);
    if (inner) return { kind: "promise", of: { kind: "subject", holder, contract: inner } };
    return { kind: "object", holder, shape: undefined, type };
  }

  function promisedType(type: TSESTree.TypeNode): TSESTree.TypeNode | undefined {
    if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier" || type.typeName.name !== "Promise") return undefined;
    return type.typeArguments?.params[0];
  }

  function contractOfType(type: TSESTree.TypeNode): Contract | undefined {
    if (type.type === "TSUnionType") {
      const parts = type.types.filter((part) => part.type !== "TSNullKeyword" && part.type !== "TSUndefinedKeyword").map(contractOfType);
      return parts.length > 0 && parts.every((part) => part === parts[0]) ? parts[0] : undefined;
    }
    if (type.type === "TSIntersectionType") return type.types.map(contractOfType).find((part) => part !== undefined);
    if (type.type === "TSImportType") {
      const source = type.source.value;
      const name = type.qualifier?.type === "Identifier" ? type.qualifier.name : undefined;
      return name === undefined ? undefined : catalogue.type(source, name);
    }
    if (type.type === "TSTypeQuery" && type.exprName.type === "Identifier") {
      const value = valueOf(type.exprName);
      return value?.kind === "subject" ? value.contract : undefined;
    }
    if (type.type !== "TSTypeReference") return undefined;
    const name = type.typeName;
    if (name.type === "TSQualifiedName") {
      const module = valueOf(name.left);
      return module?.kind === "export" && module.name === "default" ? catalogue.type(module.module, name.right.name) : undefined;
    }
    if (name.type !== "Identifier") return undefined;
    const [argument] = type.typeArguments?.params ?? [];
    const variable = scopes.variableOf(name);
    if (!variable) {
      if (["ReturnType", "Awaited", "NonNullable", "Readonly", "Partial", "Required"].includes(name.name) && argument) {
        return name.name === "ReturnType" ? contractOfCallee(argument) : contractOfType(argument);
      }
      return undefined;
    }
    const definition = variable.defs[0]?.node as Node | undefined;
    if (definition?.type === "TSTypeAliasDeclaration") return contractOfType(definition.typeAnnotation);
    const value = ofVariable(variable);
    return value?.kind === "export" ? catalogue.type(value.module, value.name) : undefined;
  }

  /** The contract of `ReturnType<typeof createServer>`. */
  function contractOfCallee(type: TSESTree.TypeNode): Contract | undefined {
    if (type.type !== "TSTypeQuery" || (type.exprName.type !== "Identifier" && type.exprName.type !== "TSQualifiedName")) return undefined;
    const name = type.exprName;
    const value = name.type === "Identifier" ? valueOf(name) : name.left.type === "Identifier" ? ofMemberOf(name.left, name.right.name) : undefined;
    return value?.kind === "export" ? catalogue.maker(value.module, value.name, "call")?.contract : undefined;
  }

  function ofMemberOf(object: Node, name: string): Value | undefined {
    const value = valueOf(object);
    return value && ofMember(value, name);
  }

  /** The declared type of a member of a literal type, or of an interface or class of this file. */
  function memberType(type: TSESTree.TypeNode, name: string): TSESTree.TypeNode | undefined {
    const members = membersOf(type);
    for (const member of members ?? []) {
      if ((member.type === "TSPropertySignature" || member.type === "PropertyDefinition") && keyName(member) === name) {
        return member.typeAnnotation?.typeAnnotation;
      }
    }
    return undefined;
  }

  function membersOf(type: TSESTree.TypeNode): readonly Node[] | undefined {
    if (type.type === "TSTypeLiteral") return type.members;
    if (type.type === "TSIntersectionType") return type.types.flatMap((part) => membersOf(part) ?? []);
    if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
    const definition = scopes.variableOf(type.typeName)?.defs[0]?.node as Node | undefined;
    if (definition?.type === "TSInterfaceDeclaration") return definition.body.body;
    if (definition?.type === "TSTypeAliasDeclaration") return definition.typeAnnotation === type ? undefined : membersOf(definition.typeAnnotation);
    return definition && isClass(definition) ? definition.body.body : undefined;
  }

  // --- calls ---

  function makerOf(call: CallNode) {
    const callee = valueOf(call.callee);
    const by = call.type === "NewExpression" ? "new" : "call";
    if (callee?.kind === "export") return catalogue.maker(callee.module, callee.name, by);
    if (callee?.kind === "class" && by === "new" && callee.node.superClass) {
      const parent = valueOf(callee.node.superClass);
      return parent?.kind === "export" ? catalogue.maker(parent.module, parent.name, "new") : undefined;
    }
    return undefined;
  }

  function startOf(call: CallNode): { subject: Subject; start: Start } | undefined {
    if (call.type === "NewExpression") return undefined;
    let callee = valueOf(call.callee);
    if (callee?.kind === "promisified") callee = callee.method;
    if (callee?.kind !== "member") return undefined;
    const start = callee.subject.contract.starts[callee.name];
    return start && { subject: callee.subject, start };
  }

  function ofCall(call: CallNode): Value | undefined {
    const made = makerOf(call);
    if (made) {
      const subject: Subject = { kind: "subject", holder: wrappedBy(call, made.maker)?.holder ?? homeOf(call), contract: made.contract };
      return made.maker.promised ? { kind: "promise", of: subject } : subject;
    }
    const callee = valueOf(call.callee);
    if (!callee) return undefined;
    switch (callee.kind) {
      case "global":
        return callee.name === "require" ? required(call) : undefined;
      case "export":
        return promisified(callee, call);
      case "class":
        return call.type === "NewExpression" ? { kind: "object", holder: homeOf(call), shape: callee.node } : undefined;
      case "function":
        return ofLocalCall(call, callee);
      case "promisified":
        return undefined;
      case "member":
        return ofMethodCall(call, callee);
      default:
        return undefined;
    }
  }

  /** The subject that a maker wraps: `server` of `new WebSocketServer({ server })`. */
  function wrappedBy(call: CallNode, maker: Maker): Subject | undefined {
    const place = maker.wraps;
    if (!place) return undefined;
    for (const [i, argument] of call.arguments.entries()) {
      if (place.argument === i) return subjectOf(argument);
      const object = place.options && valueOf(argument);
      if (!object || (object.kind !== "object" && object.kind !== "global")) continue;
      for (const name of place.options ?? []) {
        const value = ofMember(object, name);
        if (value?.kind === "subject") return value;
      }
    }
    return undefined;
  }

  function required(call: CallNode): Value | undefined {
    const module = literalText(call.arguments[0]);
    return module === undefined ? undefined : { kind: "export", module, name: "default" };
  }

  function promisified(callee: Value & { kind: "export" }, call: CallNode): Value | undefined {
    if (!/^(node:)?util$/.test(callee.module) || callee.name !== "promisify") return undefined;
    const [argument] = call.arguments;
    const method = argument && valueOf(argument);
    return method?.kind === "member" ? { kind: "promisified", method } : undefined;
  }

  function ofMethodCall(call: CallNode, callee: Value & { kind: "member" }): Value | undefined {
    const { subject, name } = callee;
    const bound = /^(.*)\.(?:bind|call|apply)$/.exec(name)?.[1];
    if (bound !== undefined && name.endsWith(".bind")) return { kind: "member", subject, name: bound };
    const view = subject.contract.views[`${name}()`];
    const contract = view === undefined ? undefined : catalogue.byId(view);
    if (contract) return { kind: "subject", holder: subject.holder, contract };
    const start = subject.contract.starts[name];
    if (start) return givenBy(start, subject, call);
    return chaining.has(name) ? subject : undefined;
  }

  function givenBy(start: Start, subject: Subject, call: CallNode): Value | undefined {
    if (start.gives === "self") return subject;
    if (typeof start.gives === "string") return undefined;
    const contract = catalogue.byId(start.gives.instance);
    return contract && { kind: "subject", holder: homeOf(call), contract };
  }

  function ofLocalCall(call: CallNode, callee: Value & { kind: "function" }): Value | undefined {
    const { node } = callee;
    if (node.generator) return undefined;
    const returned = returnedBy(node).map(valueOf);
    const value = returned.find((each) => each?.kind === "subject" || each?.kind === "object" || each?.kind === "promise");
    if (!value) return undefined;
    const seen = fromOutside(value, node, call, callee.receiver);
    return node.async && seen?.kind !== "promise" && seen ? { kind: "promise", of: seen } : seen;
  }

  /** A value a function returns, in the place where its caller keeps it. */
  function fromOutside(value: Value, node: FunctionNode, call: CallNode, receiver: Holder | undefined): Value | undefined {
    if (value.kind === "promise") {
      const of = fromOutside(value.of, node, call, receiver);
      return of && { kind: "promise", of };
    }
    if (value.kind !== "subject" && value.kind !== "object") return undefined;
    if (receiver) {
      const own = holders.rebase(value.holder, thisOf(node.body ?? node), receiver);
      if (own) return { ...value, holder: own };
    }
    return isLocalTo(value.holder, node) ? { ...value, holder: homeOf(call) } : value;
  }

  function isLocalTo(holder: Holder, node: Unit): boolean {
    const { root } = holder;
    if (typeof root === "string") return false;
    const at = "identifiers" in root ? root.identifiers[0] : root;
    return at !== undefined && isInside(at as Node, node) && at !== node;
  }

  const returns = new Map<FunctionNode, readonly Node[]>();

  function returnedBy(node: FunctionNode): readonly Node[] {
    let found = returns.get(node);
    if (!found) returns.set(node, (found = node.body && node.body.type !== "BlockStatement" ? [node.body] : node.body ? returnValues(node.body) : []));
    return found;
  }

  // --- homes ---

  function homeOf(node: Node): Holder {
    let child = node;
    for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
      switch (parent.type) {
        case "TSAsExpression":
        case "TSNonNullExpression":
        case "TSSatisfiesExpression":
        case "TSTypeAssertion":
        case "ChainExpression":
        case "AwaitExpression":
        case "LogicalExpression":
        case "ConditionalExpression":
          continue;
        case "MemberExpression": {
          // `createServer().listen(0)`: the chain gives the same object on.
          const call = wrapped(parent).parent;
          if (parent.object !== child || call?.type !== "CallExpression" || unwrap(call.callee) !== parent || !staysSame(node, memberName(parent))) return holders.of(node);
          parent = call;
          continue;
        }
        case "VariableDeclarator": {
          if (parent.id.type !== "Identifier") return holders.of(node);
          const variable = scopes.variableOf(parent.id);
          return variable ? holderOfVariable(variable) : holders.of(node);
        }
        case "AssignmentPattern": {
          const variable = parent.left.type === "Identifier" ? scopes.variableOf(parent.left) : undefined;
          return variable ? holderOfVariable(variable) : holders.of(node);
        }
        case "AssignmentExpression":
          return parent.right === child ? (placeOfTarget(parent.left) ?? holders.of(node)) : holders.of(node);
        case "PropertyDefinition":
        case "AccessorProperty": {
          const name = keyName(parent);
          return parent.value === child && name !== undefined && !parent.static ? holders.member(holders.of(parent.parent.parent), name) : holders.of(node);
        }
        case "Property": {
          const name = keyName(parent);
          return parent.value === child && name !== undefined && parent.parent.type === "ObjectExpression" ? holders.member(homeOf(parent.parent), name) : holders.of(node);
        }
        default:
          return holders.of(node);
      }
    }
    return holders.of(node);
  }

  function staysSame(node: Node, name: string | undefined): boolean {
    if (name === undefined) return false;
    if (chaining.has(name)) return true;
    const made = node.type === "CallExpression" || node.type === "NewExpression" ? makerOf(node) : undefined;
    return made?.contract.starts[name]?.gives === "self";
  }

  function placeOfTarget(target: Node): Holder | undefined {
    const inner = unwrap(target);
    if (inner.type === "Identifier") {
      const variable = scopes.variableOf(inner);
      return variable ? holderOfVariable(variable) : holders.of(inner.name);
    }
    if (inner.type !== "MemberExpression") return undefined;
    const name = memberName(inner);
    const object = valueOf(inner.object);
    if (name === undefined || !object) return undefined;
    if (object.kind === "object" || object.kind === "subject") return holders.member(object.holder, name);
    return object.kind === "global" ? holders.member(holders.of(object.name), name) : undefined;
  }

  function subjectOf(node: Node): Subject | undefined {
    const value = valueOf(node);
    if (value?.kind === "subject") return value;
    if (value?.kind === "object" || value === undefined) {
      const contract = types.contractOf(unwrap(node), catalogue);
      if (contract) return { kind: "subject", holder: value?.holder ?? holders.of(unwrap(node)), contract };
    }
    return undefined;
  }

  function assignedTo(member: Node): readonly Node[] {
    if (member.type !== "MemberExpression") return [];
    const name = memberName(member);
    const object = valueOf(member.object);
    if (name === undefined || object?.kind !== "object") return [];
    const declared = object.shape && isClass(object.shape) ? classMember(object.shape, name) : undefined;
    const initial = declared?.type === "PropertyDefinition" && declared.value ? [declared.value] : [];
    return [...initial, ...writesToPlace(holders.member(object.holder, name))];
  }

  return { assignedTo, valueOf, subjectOf, homeOf, thisOf, makerOf, startOf, holderOfVariable, returnedBy };
}

/** The expressions that a function's body returns itself, not those of functions inside. */
function returnValues(body: TSESTree.BlockStatement): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (isFunction(node) || isClass(node)) return;
    if (node.type === "ReturnStatement") {
      if (node.argument) found.push(node.argument);
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      if (key === "parent") continue;
      for (const each of Array.isArray(child) ? (child as unknown[]) : [child]) {
        if (typeof each === "object" && each !== null && "type" in each && isStatementLike(each as Node)) visit(each as Node);
      }
    }
  };
  visit(body);
  return found;
}

function isStatementLike(node: Node): boolean {
  return node.type.endsWith("Statement") || node.type === "SwitchCase" || node.type === "CatchClause";
}
