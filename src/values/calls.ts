import type { TSESTree } from "@typescript-eslint/utils";
import { type CallNode, type ClassNode, type FunctionNode, type Node, type Unit, isClass, isFunction, isInside, keyName, literalText, memberName, unwrap } from "../ast.js";
import { chainingMethods, promisifierOf } from "../contracts/calls.js";
import type { Contract, Maker, Start, Starter } from "../contracts/types.js";
import type { Holder } from "../holders.js";
import { optionOf } from "../options.js";
import type { Lookup, Subject, Value } from "./lookup.js";

/** What calls give, and what they make or start. */
export function callValues(lookup: Lookup): Pick<Lookup, "makerOf" | "startOf" | "ofCall" | "isLocalTo" | "returnedBy"> {
  const { holders, catalogue } = lookup;
  const returns = new Map<FunctionNode, readonly Node[]>();

  function makerOf(call: CallNode) {
    const callee = lookup.valueOf(call.callee);
    const by = call.type === "NewExpression" ? "new" : "call";
    if (callee?.kind === "export") {
      const made = catalogue.maker(callee.module, callee.name, by);
      return made && isGiven(call, made.maker) ? made : undefined;
    }
    if (callee?.kind === "global") return catalogue.maker("globalThis", callee.name, by);
    if (callee?.kind === "class" && by === "new" && callee.node.superClass) {
      const parent = lookup.valueOf(callee.node.superClass);
      const made = parent?.kind === "export" ? catalogue.maker(parent.module, parent.name, "new") : undefined;
      return made && isPlain(callee.node, made.contract) ? made : undefined;
    }
    return callee?.kind === "member" && by === "call" ? methodMaker(callee) : undefined;
  }

  function isGiven(call: CallNode, { only }: Maker): boolean {
    return only === undefined || call.arguments.some((argument, i) => only.argument === i || optionOf(argument, only.options ?? []) !== undefined);
  }

  /** The maker that a method is: `kafka.consumer()`. */
  function methodMaker({ subject, name }: Value & { kind: "member" }): { contract: Contract; maker: Maker } | undefined {
    const { instance, promised } = subject.contract.makes?.[name] ?? {};
    const contract = instance === undefined ? undefined : catalogue.byId(instance);
    return contract && { contract, maker: { export: name, by: "call", ...(promised && { promised }) } };
  }

  function startOf(call: CallNode): { subject: Subject; start: Start } | undefined {
    if (call.type === "NewExpression") return undefined;
    let callee = lookup.valueOf(call.callee);
    const called = unwrap(call.callee);
    if (callee?.kind === "promisified" && called.type === "MemberExpression" && memberName(called) === "bind") return undefined;
    if (callee?.kind === "export") return startOfGiven(call, catalogue.starter(callee.module, callee.name));
    if (callee?.kind === "promisified") callee = callee.method;
    if (callee?.kind !== "member") return undefined;
    const start = callee.subject.contract.starts[callee.name.replace(/\.(?:call|apply)$/, "")];
    // A start that the file replaces is another function, unless it was taken before.
    if (start && unwrap(call.callee).type === "MemberExpression" && lookup.isReplaced(callee.subject, callee.name)) return undefined;
    return start && { subject: callee.subject, start };
  }

  /** The start of an argument, by a function of another module. */
  function startOfGiven(call: CallNode, starter: Starter | undefined): { subject: Subject; start: Start } | undefined {
    const place = starter?.starts;
    if (!place) return undefined;
    const node = call.arguments.map((argument, i) => (place.argument === i ? argument : optionOf(argument, place.options ?? []))).find((each) => each !== undefined);
    const subject = node === undefined || node === "spread" ? undefined : lookup.subjectOf(node);
    return subject && { subject, start: starter };
  }

  /** True if a class of this file leaves its contract's own members and starting to those who use it. */
  function isPlain(node: ClassNode, contract: Contract): boolean {
    const own = [...Object.keys(contract.starts), ...contract.reads.map(({ member }) => member.replace(/\W.*$/, "")), "constructor"];
    return !node.body.body.some((member) => "key" in member && own.includes(keyName(member) ?? ""));
  }

  function ofCall(call: CallNode): Value | undefined {
    const made = makerOf(call);
    if (made) {
      const subject: Subject = { kind: "subject", holder: wrappedBy(call, made.maker)?.holder ?? lookup.homeOf(call), contract: made.contract };
      return made.maker.promised ? { kind: "promise", of: subject } : subject;
    }
    const callee = lookup.valueOf(call.callee);
    if (!callee) return undefined;
    switch (callee.kind) {
      case "global":
        return callee.name === "require" ? required(call) : undefined;
      case "export":
        return promisified(callee, call);
      case "class":
        return call.type === "NewExpression" ? { kind: "object", holder: lookup.homeOf(call), shape: callee.node } : undefined;
      case "function":
        return ofLocalCall(call, callee);
      case "promisified":
        return call.callee.type === "MemberExpression" && memberName(call.callee) === "bind" ? callee : undefined;
      case "member":
        return ofMethodCall(call, callee);
      case "object":
        // A function that is injected gives what its type says.
        return callee.type?.type === "TSFunctionType" && callee.type.returnType ? ofReturnType(callee.type.returnType.typeAnnotation, call) : undefined;
      default:
        return undefined;
    }
  }

  /** The subject that a maker wraps: `server` of `new WebSocketServer({ server })`. */
  function wrappedBy(call: CallNode, maker: Maker): Subject | undefined {
    const place = maker.wraps;
    if (!place) return undefined;
    for (const [i, argument] of call.arguments.entries()) {
      if (place.argument === i) return lookup.subjectOf(argument);
      const object = place.options && lookup.valueOf(argument);
      if (!object || (object.kind !== "object" && object.kind !== "global")) continue;
      for (const name of place.options ?? []) {
        const value = lookup.ofMember(object, name);
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
    if (!promisifierOf(callee.module, callee.name)) return undefined;
    const [argument] = call.arguments;
    const method = argument && lookup.valueOf(argument);
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
    return chainingMethods.has(name) || subject.contract.chains?.includes(name) ? subject : undefined;
  }

  function givenBy(start: Start, subject: Subject, call: CallNode): Value | undefined {
    const { gives } = start;
    if (gives === "self") return subject;
    if (typeof gives === "string") return undefined;
    const isView = "view" in gives;
    const contract = catalogue.byId(isView ? gives.view : gives.instance);
    const given: Subject | undefined = contract && { kind: "subject", holder: isView ? subject.holder : lookup.homeOf(call), contract };
    return given && isView && gives.promised ? { kind: "promise", of: given } : given;
  }

  function ofReturnType(type: TSESTree.TypeNode, call: CallNode): Value | undefined {
    const value = lookup.ofType(type, lookup.homeOf(call));
    return value?.kind === "object" ? undefined : value;
  }

  function ofLocalCall(call: CallNode, callee: Value & { kind: "function" }): Value | undefined {
    const { node } = callee;
    if (node.generator) return undefined;
    const returned = returnedBy(node).map(lookup.valueOf);
    const value = returned.find((each) => each?.kind === "subject" || each?.kind === "object" || each?.kind === "promise");
    if (!value) return node.returnType ? ofReturnType(node.returnType.typeAnnotation, call) : undefined;
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
      const own = holders.rebase(value.holder, lookup.thisOf(node.body), receiver);
      if (own) return { ...value, holder: own };
    }
    return isLocalTo(value.holder, node) ? { ...value, holder: lookup.homeOf(call) } : value;
  }

  function isLocalTo(holder: Holder, node: Unit): boolean {
    const { root } = holder;
    if (typeof root === "string") return false;
    const at = "identifiers" in root ? root.identifiers[0] : root;
    return at !== undefined && isInside(at, node) && at !== node;
  }

  function returnedBy(node: FunctionNode): readonly Node[] {
    let found = returns.get(node);
    if (!found) returns.set(node, (found = node.body.type === "BlockStatement" ? returnValues(node.body) : [node.body]));
    return found;
  }

  return { makerOf, startOf, ofCall, isLocalTo, returnedBy };
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
