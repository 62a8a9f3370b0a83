import type { Contract } from "./types.js";

/** What becomes of an event that nobody listens for yet. */
export interface EmitterEvent {
  /** `lost`: a listener that is attached later never gets it. `kept`: it waits for the first listener. `repeats`: it comes again and again, and a later one will do. */
  readonly late: "lost" | "kept" | "repeats";
  /** It may well come only later, or come again by itself, or was not measured: a late listener is potential, not certain. */
  readonly unsure?: true;
  /** Without a listener it is thrown from the event loop. */
  readonly crashes?: true;
  /** Methods that bring it about: before one of them is called it cannot come. With none it never comes by itself, only by what `sends`. */
  readonly after?: readonly string[];
  /** Methods whose promise is fulfilled only when it has come: who has awaited one of them is too late. */
  readonly within?: readonly string[];
  /** Methods that ask for what it brings: who has awaited one of them may have missed what came with the answer. With a word behind it, only where the first argument begins so: `query LISTEN`. */
  readonly since?: readonly string[];
  /** Methods of any object by which the code itself brings it about: a listener before such a call, behind `since`, is there for that. */
  readonly sent?: readonly string[];
  /** It comes again, as with each new connection: a handler behind `within` may be there for that, a wait is not. */
  readonly again?: true;
  /** Methods that ask for it: a listener in the turn of such a call waits for the answer to that call. */
  readonly answers?: readonly string[];
  /** Methods that do not ask for it, and behind which it comes only later: a listener that is attached before them is there for what follows. */
  readonly follows?: readonly string[];
  /** Events that may come in the same tick just before it: who awaits one of them attaches too late. */
  readonly with?: readonly string[];
  /** The member that is true from then on. */
  readonly told?: string;
  /** The members that are null until then: one or the other is what the handler gets. */
  readonly outcome?: readonly string[];
  /** It carries what others send: a handler that is attached earlier also gets what comes before they are let in. */
  readonly carries?: true;
}

/** What an object does with events that come before their listeners: data, no functions. Measured by `test/listening`, and by `test/contracts` for what only that installs. */
export interface Emitter {
  readonly events: Readonly<Record<string, EmitterEvent>>;
  /** Members that tell what has happened already. */
  readonly checks: readonly string[];
  /** Members by which others know it: who hands one on may have it looked at or ended, who only keeps or tests one learns nothing of its end. */
  readonly named?: readonly string[];
  /** Members under which it keeps the names of its events: `{ events: { CRASH: "consumer.crash" } }`. */
  readonly names?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Methods whose call begins to listen, besides `on` and its like: for an event, or for what an argument names; with the option `once`, for so many and no more. */
  readonly listens?: Readonly<Record<string, { readonly event: string } | { readonly argument: number; readonly once?: string }>>;
  /** Methods that send what their first argument names to its listeners, those of this process too. Only who waits for so many must have heard that. */
  readonly sends?: readonly string[];
  /** Methods that say something to the other side, and give nothing to wait for. */
  readonly tells?: readonly string[];
  /** `on` is all that it listens by: there is neither `once` nor `off`. */
  readonly onlyOn?: true;
  /** It is read to its end where it is piped somewhere: what it is piped into ends by itself. */
  readonly flows?: true;
  /** Methods that hold events back. */
  readonly pauses?: readonly string[];
  /** Methods that let go all that was held back since: `pause()` and `resume()` lose nothing. */
  readonly resumes?: readonly string[];
  /** Objects that its handlers get, by event or method and position: `{ connection: ["ws.WebSocket"] }`. */
  readonly hands?: Readonly<Record<string, readonly (string | undefined)[]>>;
  /** Emitters that it may be made of, which give it nothing before somebody writes to them. */
  readonly idleOver?: readonly string[];
  /** Exported names, dotted below the module, that are the one instance, there before any code of the file. */
  readonly instances?: readonly string[];
  /** The event that `for await` over it waits for. */
  readonly iterates?: string;
  /** `emit` of it tells its own listeners; not of sockets that send what is emitted. */
  readonly emits?: true;
  /** How it is called where a message says that it keeps nothing. */
  readonly keeper: string;
  /** Node's version, or the package's, that it was measured on; `read` where it was only read about. */
  readonly measured: string;
}

/** An emitter that the catalogue of starts has no row for: what makes it, too. */
export type EmitterRow = Emitter & Pick<Contract, "id" | "noun" | "from" | "makers" | "types" | "see"> & Partial<Pick<Contract, "makes" | "views">>;
