import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ownEnvironment } from "./environment.js";

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Edit {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly newText: string;
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly Edit[]>>;
  readonly documentChanges?: readonly { readonly textDocument: { readonly uri: string }; readonly edits: readonly Edit[] }[];
}

/** A warning, as the editor shows it. */
export interface Diagnostic {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
  readonly code?: string | { readonly value: string };
  readonly codeDescription?: { readonly href: string };
}

/** An entry of the light bulb's menu. */
export interface Action {
  readonly title: string;
  readonly edit?: WorkspaceEdit;
  readonly command?: { readonly command: string; readonly arguments?: readonly { readonly url?: string }[] };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** An editor with one file open, in conversation with a language server over its standard streams. */
export class Editor {
  text: string;
  private readonly uri: string;
  private readonly server: ChildProcess;
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly waiting: ((diagnostics: readonly Diagnostic[]) => void)[] = [];
  private unread = Buffer.alloc(0);
  private lastId = 0;
  private version = 1;
  private pulls = false;
  private arrived: ((edit: WorkspaceEdit) => void) | undefined;

  private readonly folder: string;
  private readonly file: string;
  private readonly settings: Readonly<Record<string, unknown>>;

  constructor(folder: string, file: string, command: readonly string[], settings: Readonly<Record<string, unknown>>) {
    this.folder = folder;
    this.file = file;
    this.settings = settings;
    this.text = readFileSync(join(folder, file), "utf8");
    this.uri = pathToFileURL(join(folder, file)).href;
    const [program = "", ...given] = command;
    this.server = spawn(program, given, { cwd: folder, env: ownEnvironment(), stdio: ["pipe", "pipe", "inherit"] });
    this.server.stdout?.on("data", (chunk: Buffer) => this.read(chunk));
  }

  /** Opens the file; gives its first diagnostics. */
  async open(): Promise<readonly Diagnostic[]> {
    const rootUri = pathToFileURL(this.folder).href;
    const workspaceFolders = [{ name: basename(this.folder), uri: rootUri }];
    const { capabilities } = (await this.request("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders,
      initializationOptions: [{ workspaceUri: rootUri, options: this.settings }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, applyEdit: true, diagnostics: { refreshSupport: true }, workspaceEdit: { documentChanges: true } },
        textDocument: {
          publishDiagnostics: { codeDescriptionSupport: true, dataSupport: true },
          diagnostic: { dynamicRegistration: true },
          codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] }, codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
        },
      },
    })) as { capabilities: { diagnosticProvider?: object } };
    this.pulls = capabilities.diagnosticProvider !== undefined;
    this.notify("initialized", {});
    this.notify("workspace/didChangeConfiguration", { settings: this.settings });
    const diagnostics = this.nextDiagnostics();
    const languageId = extname(this.file) === ".ts" ? "typescript" : "javascript";
    this.notify("textDocument/didOpen", { textDocument: { uri: this.uri, languageId, version: this.version, text: this.text } });
    void this.pull();
    return diagnostics;
  }

  /** What the light bulb offers at a diagnostic. */
  async actionsAt(diagnostic: Diagnostic): Promise<readonly Action[]> {
    const context = { diagnostics: [diagnostic], triggerKind: 1 };
    return (await this.request("textDocument/codeAction", { textDocument: { uri: this.uri }, range: diagnostic.range, context })) as Action[];
  }

  /** Chooses an entry of the menu; gives the diagnostics of the file as it is then. */
  async choose(action: Action): Promise<readonly Diagnostic[]> {
    const command = action.command;
    const edit =
      action.edit ??
      (await new Promise<WorkspaceEdit>((resolve) => {
        this.arrived = resolve;
        void this.request("workspace/executeCommand", { command: command?.command, arguments: command?.arguments });
      }));
    const edits = [...(edit.changes?.[this.uri] ?? []), ...(edit.documentChanges ?? []).filter(({ textDocument }) => textDocument.uri === this.uri).flatMap((change) => change.edits)];
    for (const { range, newText } of edits.toSorted((a, b) => this.offsetOf(b.range.start) - this.offsetOf(a.range.start))) {
      this.text = this.text.slice(0, this.offsetOf(range.start)) + newText + this.text.slice(this.offsetOf(range.end));
    }
    const diagnostics = this.nextDiagnostics();
    this.version += 1;
    this.notify("textDocument/didChange", { textDocument: { uri: this.uri, version: this.version }, contentChanges: [{ text: this.text }] });
    void this.pull();
    return diagnostics;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    await this.request("shutdown", null);
    this.notify("exit", null);
    const late = setTimeout(() => this.server.kill(), 2000);
    await ended;
    clearTimeout(late);
  }

  private nextDiagnostics(): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Asks for diagnostics, where the server does not publish them by itself. */
  private async pull(): Promise<void> {
    if (!this.pulls) return;
    const { items } = (await this.request("textDocument/diagnostic", { textDocument: { uri: this.uri } })) as { items: readonly Diagnostic[] };
    this.waiting.splice(0).forEach((resolve) => resolve(items));
  }

  private offsetOf({ line, character }: Position): number {
    return this.text.split("\n").slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character;
  }

  private send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.server.stdin?.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  private notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  private request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.answers.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      this.send({ id, method, params });
    });
  }

  private read(chunk: Buffer): void {
    this.unread = Buffer.concat([this.unread, chunk]);
    for (;;) {
      const head = /^(?:[^\r\n]+\r\n)*?Content-Length: *(\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/i.exec(this.unread.toString("latin1"));
      const end = head ? head[0].length + Number(head[1]) : Infinity;
      if (this.unread.length < end) return;
      const message = JSON.parse(this.unread.toString("utf8", head?.[0].length, end)) as Message;
      this.unread = this.unread.subarray(end);
      this.receive(message);
    }
  }

  private receive(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) {
      this.answers.get(id ?? 0)?.(message);
      this.answers.delete(id ?? 0);
    } else if (id !== undefined) {
      this.send({ id, result: this.answerTo(method, params) });
      if (method.endsWith("/refresh")) void this.pull();
    } else if (method === "textDocument/publishDiagnostics" && params?.["uri"] === this.uri) {
      this.waiting.splice(0).forEach((resolve) => resolve(params["diagnostics"] as Diagnostic[]));
    }
  }

  private answerTo(method: string, params: Message["params"]): unknown {
    if (method === "workspace/configuration") return (params?.["items"] as unknown[]).map(() => this.settings);
    if (method !== "workspace/applyEdit") return null;
    this.arrived?.(params?.["edit"] as WorkspaceEdit);
    return { applied: true };
  }
}
