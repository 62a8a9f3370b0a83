/** Where a subject is on its way: made, start begun, usable, given up, closed. */
export type Phase = "made" | "starting" | "ready" | "failed" | "closed";

/** Where an argument of a call stands: by position, or as an option of the object at that position. */
export interface ArgumentPlace {
  /** Zero-based position; `"last"` is the last argument that is a function. */
  readonly argument?: number | "last";
  /** Names of the option that carries it, in an object literal given as any argument. */
  readonly options?: readonly string[];
}

/** A function handed to an API: which argument it is, and what is true when it begins. */
export interface Callback extends ArgumentPlace {
  /** The phases its subject may be in when the function begins. */
  readonly begins: readonly Phase[];
  /** Zero-based parameter that carries the error; absent where the API never passes one. */
  readonly error?: number;
  /** That parameter is `false` where it failed, and anything else where it did not. */
  readonly failedWhen?: "false";
}

/** One way of bringing an instance into being. */
export interface Maker {
  /** Exported name, dotted below the module (`NestFactory.create`); `default` is the module itself as well. */
  readonly export: string;
  readonly by: "call" | "new" | "either";
  /** The call gives a promise of the instance. */
  readonly promised?: true;
  /** Making is starting too, under `when` and not under `unless`; the facts of that start. */
  readonly starts?: Start & { readonly when?: ArgumentPlace & { readonly type?: "number" }; readonly unless?: ArgumentPlace };
  /** It makes one only where this is given; otherwise it is of a version that no row describes. */
  readonly only?: ArgumentPlace;
  /** The instance is a view of another subject, found at this argument: it shares that subject's state. */
  readonly wraps?: ArgumentPlace;
  /** Functions given to the maker begin in these phases (a request handler begins when ready). */
  readonly handlersBegin?: readonly Phase[];
}

/** What a method makes that starts nothing. */
export interface MadeByMethod {
  /** The id of its row. */
  readonly instance: string;
  /** The call gives a promise of the instance. */
  readonly promised?: true;
}

/** What a start call does and gives. */
export interface Start {
  /**
   * What the call returns: the subject, a promise of readiness, nothing, or another contract's instance (its id), already starting:
   * one of its own (`instance`), or one of the subject's `views`, which shares its state, or a promise of that.
   */
  readonly gives: "self" | "promise" | "nothing" | { readonly instance: string } | { readonly view: string; readonly promised?: true };
  /**
   * What the promise that the call gives does where the port is taken; absent where it rejects.
   * `early`: it has resolved although nothing listens. `never`: it stays pending. `elsewhere`: it resolves, listening at another port.
   */
  readonly settles?: "early" | "never" | "elsewhere";
  /** When the socket is bound once the call has returned, in the main process: measured. */
  readonly bound: "always" | "when hostless" | "never";
  /** Where a host is given. */
  readonly host?: ArgumentPlace;
  /** An option that keeps a cluster worker from asking the primary (then it is bound as in the main process). */
  readonly exclusive?: string;
  readonly callback?: Callback;
}

/** An exported function that starts an instance it is given, whatever contract that is of. */
export interface Starter extends Start {
  /** Exported name, as of a maker. */
  readonly export: string;
  /** Which argument it starts. */
  readonly starts: ArgumentPlace;
}

/** A member whose early value is no use: `value` is what it gives before the subject is ready. */
export interface EarlyRead {
  /** Dotted member path below the instance; a trailing `()` marks a call: `address()`, `info.port`. */
  readonly member: string;
  /** As it stands in a sentence: `null`, `an exception (EBADF)`. */
  readonly value: string;
  /** True where the value is right already when the start call has returned and the socket is bound. */
  readonly settledWhenBound: boolean;
  /** Early only where this option of the maker is absent or 0: a configured value is right from the start. */
  readonly unlessOption?: string;
}

/** How one API goes from made to usable: data, no functions. Facts are measured by `test/contracts`. */
export interface Contract {
  readonly id: string;
  /** The name of a thing of this kind in a sentence: `server`, `socket`, `child process`. */
  readonly noun: string;
  /** Module specifiers, without the `node:` prefix. */
  readonly from: readonly string[];
  readonly makers: readonly Maker[];
  /** Exported names that annotate an instance in TypeScript. */
  readonly types: readonly string[];
  /** Start methods by name. */
  readonly starts: Readonly<Record<string, Start>>;
  /** Functions that start what is made by others. */
  readonly starters?: readonly Starter[];
  /** Event names: the phases in which its listeners begin. */
  readonly events: Readonly<Record<string, readonly Phase[]>>;
  readonly reads: readonly EarlyRead[];
  /** Boolean members that tell whether it is ready. */
  readonly flags: readonly string[];
  /** Methods that make another contract's instance, with a state of its own: `consumer()` of a Kafka client. */
  readonly makes?: Readonly<Record<string, MadeByMethod>>;
  /** Members (trailing `()`: methods) that give another contract's instance with the same state. */
  readonly views: Readonly<Record<string, string>>;
  /** Methods whose promise says that it is ready, whenever they are called. */
  readonly readyPromises?: readonly string[];
  /** Methods that give the instance they are called on. */
  readonly chains?: readonly string[];
  /** Methods that end it. */
  readonly stops: readonly string[];
  /** Methods after which its state cannot be told any more. */
  readonly obscures?: readonly string[];
  /** What to wait for when nothing else says ready: an event of the instance, the start call's promise or its callback; or nothing does. */
  readonly ready: { readonly event: string } | "start" | "callback" | "nothing";
  /** Facts that hold from a major version on, by package: `{ express: { "5": {…} } }`. Without a known version only the rest holds. */
  readonly since?: Readonly<Record<string, Readonly<Record<string, Partial<Omit<Contract, "id" | "since">>>>>>;
  /** The page or the measurement the facts come from. */
  readonly see: string;
}
