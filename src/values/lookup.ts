import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { CallNode, ClassNode, FunctionNode, Node, Unit } from "../ast.js";
import type { Catalogue } from "../contracts/index.js";
import type { Contract, Maker, Start } from "../contracts/types.js";
import type { Holder, Holders } from "../holders.js";
import type { Scopes } from "../scopes.js";
import type { TypeFacts } from "../types.js";

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
  /** True if the file assigns to this member of the subject. */
  isReplaced(subject: Subject, member: string): boolean;
  /** The values that a member place is given, anywhere in the file. */
  assignedTo(member: Node): readonly Node[];
  /** What a member of an object stands for. */
  ofMember(object: Value, name: string): Value | undefined;
  /** The expressions a function returns. */
  returnedBy(node: FunctionNode): readonly Node[];
}

/** What the parts of the analysis are given. */
export interface ValuesInput {
  readonly scopes: Scopes;
  readonly holders: Holders;
  readonly catalogue: Catalogue;
  readonly types: TypeFacts;
  /** Calls of members of this name, anywhere in the file. */
  readonly memberCalls: (name: string) => readonly CallNode[];
  /** Assignments to members of this name, anywhere in the file. */
  readonly memberWrites: (name: string) => readonly TSESTree.AssignmentExpression[];
  /** The contract of what an API hands to a function's parameter. */
  readonly handedTo?: (fn: FunctionNode, position: number, values: Values) => Contract | undefined;
}


/** What the parts of the analysis ask each other; each part answers its own questions. */
export interface Lookup extends Values, ValuesInput {
  ofVariable(variable: Variable): Value | undefined;
  /** The values assigned to a member place anywhere in the file. */
  writesToPlace(place: Holder): readonly Node[];
  /** The class, object literal or constructor function whose `this` the code around `node` sees. */
  ownerOfThis(node: Node): Node;
  /** The place of `this` in what `node`, a class, literal or function, owns. */
  thisPlace(node: Node): Holder;
  /** What an annotation says of the object in a place. */
  ofType(type: TSESTree.TypeNode, holder: Holder): Value | undefined;
  /** The declared type of a member of a literal type, or of an interface or class of this file. */
  memberType(type: TSESTree.TypeNode, name: string): TSESTree.TypeNode | undefined;
  ofCall(call: CallNode): Value | undefined;
  /** True if what is in this place is made in `node` and named nowhere outside it. */
  isLocalTo(holder: Holder, node: Unit): boolean;
}

/** Answers from `cache`; a question that leads back to itself has no answer. */
export function memo<K, V>(cache: Map<K, V | undefined>, of: K, answer: () => V | undefined): V | undefined {
  const known = cache.get(of);
  if (known !== undefined || cache.has(of)) return known;
  cache.set(of, undefined);
  const value = answer();
  cache.set(of, value);
  return value;
}
