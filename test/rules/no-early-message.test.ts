import { runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

runTable("no-early-message", [
  {
    name: "a flag that is set when the acknowledgement has been sent",
    id: "toldTooSoon",
    code: code`
      interface Peer { send(text: string): Promise<void>; close(): void }
      export class Session {
        private ready = false;
        constructor(private readonly peer: Peer) {}
        async onMessage(message: { type: string }) {
          if (message.type === "hello") {
            await this.peer.send("welcome");
            this.ready = true; //!!
            return;
          }
          if (!this.ready) return this.peer.close();
          this.handle(message);
        }
        private handle(_message: unknown) {}
      }
    `,
    silent: {
      "it is set before": [["            await this.peer.send(\"welcome\");\n            this.ready = true;".replaceAll("            ", "      "), "      this.ready = true;\n      await this.peer.send(\"welcome\");"]],
      "nobody is turned away": [["if (!this.ready) return this.peer.close();\n", ""]],
      "the send lets nobody go on": [['send("welcome")', 'send("please wait")']],
      "it says that it has been sent": [["if (!this.ready) return this.peer.close();", "if (this.ready) return this.peer.close();"]],
    },
  },
  {
    name: "another method turns messages away",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      export class Connection {
        #accepted = false;
        async handshake() {
          await this.socket.write(JSON.stringify({ type: "accepted", id: this.id }));
          this.#accepted = true; //!!
        }
        handleFrame(frame) {
          if (!this.#accepted) throw new Error("not accepted");
          this.dispatch(frame);
        }
      }
    `,
    silent: {
      "nothing is awaited": [["await this.socket", "this.socket"]],
      "its own side asks": [["handleFrame(frame)", "ping(frame)"]],
    },
  },
  {
    name: "a flag that is set behind a request, whatever its answer",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      export class Child {
        #ready = false;
        async init() {
          const reply = await this.ipc.sendWithCb("init", {});
          this.#ready = true; //!!
          return reply;
        }
        handleMessage(message) {
          if (!this.#ready) return this.ipc.close();
          this.run(message);
        }
      }
    `,
    silent: {
      "it is made of the answer": [["this.#ready = true;", "this.#ready = !!reply.ready;"]],
      "it is made of a part of the answer": [["this.#ready = true;", "const { ready } = reply;\n          this.#ready = ready;"]],
      "the answer is taken apart": [["const reply = await", "const { reply } = await"], ["this.#ready = true;", "this.#ready = reply;"]],
    },
  },
  {
    name: "a state that is set in the callback of a send, when it has been sent",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      export class Stream {
        state = "starting";
        start() {
          this.connection.write("open", (error) => {
            this.state = "sending"; //!!
          });
        }
        async handleFrame(frame) {
          if (this.state !== "sending") return;
          await this.run(frame);
        }
      }
    `,
    silent: {
      "it is the callback of the answer": [["(error) =>", "(error, status, answer) =>"]],
      "it is called for what is to be written": [["(error) =>", "(packet) =>"]],
    },
  },
  {
    name: "a flag that is set when the answer has come, whatever it is",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      export class Child {
        ready = false;
        init() {
          return this.ipc.send("init").then((reply) => {
            this.ready = true; //!!
          });
        }
        handleMessage(message) {
          if (!this.ready) return this.ipc.close();
          this.run(message);
        }
      }
    `,
    silent: {
      "it is made of the answer": [["this.ready = true;", "this.ready = reply.ready;"]],
    },
  },
  {
    name: "a state that is named when the peer has been told",
    id: "toldTooSoon",
    code: code`
      export class Peer {
        state: "new" | "ready" = "new";
        constructor(private readonly socket: { send(text: string): Promise<void> }) {}
        async accept() {
          await this.socket.send("ready");
          this.state = "ready"; //!!
        }
        receive(text: string) {
          if (this.state !== "ready") return;
          this.run(text);
        }
        private run(_text: string) {}
      }
    `,
    silent: { "another state is asked for": [['this.state !== "ready"', 'this.state === "closed"']] },
  },
  {
    name: "a set that the peer is put into when it has been told",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      const accepted = new Set();
      export async function welcome(socket) {
        await socket.send("welcome");
        accepted.add(socket); //!!
      }
      export function onMessage(socket, text) {
        if (!accepted.has(socket)) return socket.close();
        handle(text);
      }
    `,
    silent: { "it is put in before": [['await socket.send("welcome");\n  accepted.add(socket);', 'accepted.add(socket);\n  await socket.send("welcome");']] },
  },
  {
    name: "a variable, set in the callback of the send",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      export function serve(socket) {
        let open = false;
        socket.on("message", (text) => {
          if (!open) return socket.close();
          handle(text);
        });
        socket.send("ready", () => {
          open = true; //!!
        });
      }
    `,
    silent: { "it is set before": [['socket.send("ready", () => {\n    open = true; \n  });', 'open = true;\n  socket.send("ready");']] },
  },
  {
    name: "a variable, set when the promise of the send has fulfilled",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      export function serve(socket) {
        let greeted = false;
        socket.on("data", (bytes) => {
          if (greeted) handle(bytes);
        });
        socket.sendHello().then(() => {
          greeted = true; //!!
        });
      }
    `,
    silent: { "it is asked for something else": [["if (greeted) handle(bytes);", "if (greeted) handle(bytes);\n    else handle(bytes);"]] },
  },
  {
    name: "a flag of a connection that is handed around",
    id: "maybeToldTooSoon",
    file: "file.js",
    code: code`
      export async function accept(connection) {
        await connection.reply({ type: "auth_ok" });
        connection.authenticated = true; //!!
      }
      export function handleMessage(connection, message) {
        if (!connection.authenticated) return connection.close(4401);
        route(message);
      }
    `,
    silent: { "another flag is asked for": [["if (!connection.authenticated)", "if (!connection.open)"]] },
  },
  {
    name: "a handler that reads a variable that is filled later",
    id: "beforeFilled",
    file: "file.js",
    code: code`
      export async function accept(ws) {
        let session;
        ws.on("message", (text) => session.handle(text)); //!!
        session = await openSession(ws);
        ws.send("ready");
      }
    `,
    silent: {
      "it is attached afterwards": [['ws.on("message", (text) => session.handle(text)); \n  session = await openSession(ws);', 'session = await openSession(ws);\n  ws.on("message", (text) => session.handle(text));']],
      "it looks first": [["(text) => session.handle(text)", "(text) => { if (session) session.handle(text); }"]],
      "it asks with a question mark": [["session.handle", "session?.handle"]],
      "it keeps what comes": [["(text) => session.handle(text)", "(text) => queue.push(text)"]],
      "it waits for a promise": [["(text) => session.handle(text)", "async (text) => (await opening).handle(text)"], ["let session;", "let session;\n  const opening = openSession(ws);"]],
      "it is paused": [["let session;", "let session;\n  ws.pause();"]],
      "it has a value from the start": [["let session;", "let session = guest;"]],
      "nothing is awaited": [["await openSession", "openSession"]],
      "it does not read it": [["session.handle(text)", "handle(text)"]],
    },
  },
  {
    name: "a constant that is declared further down",
    id: "beforeFilled",
    file: "file.js",
    code: code`
      import { parentPort } from "node:worker_threads";

      parentPort.on("message", (task) => { //!!
        parentPort.postMessage(db.run(task));
      });
      const db = await openDatabase();
    `,
    silent: { "it is declared before": [["const db = await openDatabase();\n", ""], ["parentPort.on", "const db = await openDatabase();\nparentPort.on"]] },
  },
  {
    name: "a field that the method fills when it has awaited",
    id: "beforeFilled",
    code: code`
      import type { WebSocket } from "ws";
      export class Endpoint {
        private user: { run(text: string): void } | undefined;
        constructor(private readonly login: (ws: WebSocket) => Promise<{ run(text: string): void }>) {}
        async accept(ws: WebSocket) {
          ws.on("message", (text) => this.handle(String(text))); //!!
          this.user = await this.login(ws);
        }
        private handle(text: string) {
          this.user!.run(text);
        }
      }
    `,
    silent: {
      "the method looks first": [["this.user!.run(text)", "if (!this.user) return;\n    this.user.run(text)"]],
      "it is filled by another method, too": [["private handle", "reset(user: never) { this.user = user; }\n  private handle"]],
    },
  },
  {
    name: "an entry of a map that is filled when it has awaited",
    id: "beforeFilled",
    file: "file.js",
    code: code`
      const users = new Map();
      wss.on("connection", async (socket) => {
        socket.on("message", (data) => { //!!
          handle(users.get(socket), data);
        });
        const user = await authenticate(socket);
        users.set(socket, user);
      });
    `,
    silent: {
      "it asks whether it is there": [["handle(users.get(socket), data);", "if (!users.has(socket)) return;\n    handle(users.get(socket), data);"]],
      "it keeps messages back": [["handle(users.get(socket), data);", "const user = users.get(socket);\n    if (!user) return early.push(data);\n    handle(user, data);"], ["const user = await authenticate(socket);\n  users.set(socket, user);", "const user_ = await authenticate(socket);\n  users.set(socket, user_);"]],
    },
  },
  {
    name: "onmessage",
    id: "beforeFilled",
    file: "file.js",
    code: code`
      let engine;
      export async function main(port) {
        port.onmessage = ({ data }) => engine.run(data); //!!
        engine = await loadEngine();
      }
    `,
    silent: { "it is assigned afterwards": [["port.onmessage = ({ data }) => engine.run(data); \n  engine = await loadEngine();", "engine = await loadEngine();\n  port.onmessage = ({ data }) => engine.run(data);"]] },
  },
  {
    name: "then in the place of an await",
    id: "beforeFilled",
    file: "file.js",
    code: code`
      export function accept(socket) {
        let room;
        socket.addEventListener("message", (event) => { //!!
          room.broadcast(event.data);
        });
        joinRoom(socket).then((joined) => {
          room = joined;
        });
      }
    `,
    silent: { "it is filled at once": [["joinRoom(socket).then((joined) => {\n    room = joined;\n  });", "room = joinRoom(socket);"]] },
  },
  {
    name: "a handler that is a function of the file",
    id: "beforeFilled",
    file: "file.js",
    code: code`
      let parser;
      function onData(chunk) {
        parser.write(chunk);
      }
      export async function attach(socket) {
        socket.on("data", onData); //!!
        parser = await createParser();
      }
    `,
    silent: { "it looks first": [["parser.write(chunk);", "if (parser) parser.write(chunk);"]], "it is filled from the start": [["let parser;", "let parser = plain;"]] },
  },
  {
    name: "a handler that does not wait for the check of its peer",
    id: "beforeChecked",
    file: "file.js",
    code: code`
      export async function accept(ws, request) {
        ws.on("message", (text) => run(text)); //!!
        const ok = await authenticate(request);
        if (!ok) {
          ws.close(4401);
          return;
        }
        ws.send("hello");
      }
    `,
    silent: {
      "it is attached afterwards": [['  ws.on("message", (text) => run(text)); \n', ""], ['ws.send("hello");', 'ws.on("message", (text) => run(text));\n  ws.send("hello");']],
      "it asks how things stand": [["(text) => run(text)", "(text) => allowed && run(text)"], ["const ok", "let allowed = false;\n  const ok"]],
      "it waits for the check": [["(text) => run(text)", "async (text) => (await checked) && run(text)"], ["const ok = await authenticate(request);", "const checked = authenticate(request);\n  const ok = await checked;"]],
      "its failure closes nothing": [["ws.close(4401);", "log(request);"]],
      "it only keeps messages": [["run(text)", "early.push(text)"]],
    },
  },
  {
    name: "a check that throws",
    id: "beforeChecked",
    file: "file.js",
    code: code`
      wss.on("connection", async (socket, request) => {
        socket.on("message", (data) => handle(socket, data)); //!!
        try {
          await verifyToken(request.headers.token);
        } catch {
          socket.terminate();
        }
      });
    `,
    silent: { "it goes before": [['  socket.on("message", (data) => handle(socket, data)); \n', ""], ["    socket.terminate();\n  }", "    socket.terminate();\n  }\n  socket.on(\"message\", (data) => handle(socket, data));"]] },
  },
  {
    name: "a check whose rejection closes the peer",
    id: "beforeChecked",
    file: "file.js",
    code: code`
      export function accept(ws, request) {
        ws.on("message", (raw) => execute(String(raw))); //!!
        authenticate(request).catch(() => ws.close(4401));
      }
    `,
    silent: { "it closes nothing": [["ws.close(4401)", "undefined"]], "it is no check": [["authenticate(request)", "greet(request)"]] },
  },
  {
    name: "a log that is opened while data comes",
    id: "beforeFilled",
    code: code`
      import { createServer, type Socket } from "node:net";
      declare function openLog(): Promise<{ append(bytes: Buffer): void }>;
      createServer(async (socket: Socket) => {
        let log: { append(bytes: Buffer): void };
        socket.on("data", (chunk) => log.append(chunk)); //!!
        log = await openLog();
      }).listen(7000);
    `,
    silent: { "the socket is held back": [["  let log", "  socket.pause();\n  let log"]] },
  },
  {
    name: "a client made here that is sent to before",
    id: "beforeFilled",
    file: "file.js",
    code: code`
      export async function dial(url) {
        let session;
        const ws = new WebSocket(url);
        ws.addEventListener("message", (event) => session.take(event.data)); //!!
        await opened(ws);
        ws.send("hello");
        session = await openSession();
        ws.send("more");
      }
    `,
    silent: { "it speaks only when it is ready": [['  ws.send("hello");\n', ""]] },
  },
  {
    name: "an object literal in place of a string",
    id: "toldTooSoon",
    code: code`
      enum Phase { New, Ready }
      export class Rpc {
        private phase = Phase.New;
        constructor(private readonly socket: { write(text: string): Promise<void>; destroy(): void }) {}
        async accept() {
          await this.socket.write("READY");
          this.phase = Phase.Ready; //!!
        }
        receive(line: string) {
          if (this.phase !== Phase.Ready) {
            this.socket.destroy();
            return;
          }
          this.run(line);
        }
        private run(_line: string) {}
      }
    `,
    silent: { "it asks for another": [["this.phase !== Phase.Ready", "this.phase !== Phase.New"]] },
  },
  {
    name: "a flag that the same function asks in a closure",
    id: "toldTooSoon",
    file: "file.js",
    code: code`
      export async function main(queue) {
        let accepted = false;
        queue.on("message", (text) => {
          if (!accepted) return;
          handle(text);
        });
        await queue.send("ready");
        accepted = true; //!!
      }
    `,
    silent: {
      "only the function itself asks": [['  queue.on("message", (text) => {\n    if (!accepted) return;\n    handle(text);\n  });\n', "  if (!accepted) return;\n"]],
      "a person is asked": [['queue.send("ready")', 'confirm("ready?")']],
    },
  },
]);
