import { expect, it } from "vitest";
import { findingsOf, runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const skipped = (body: string) => code`
  export function copy(source, target) {
    return new Promise((resolve, reject) => {
      source.once("end", resolve);
      source.once("error", ${body}); //!!
    });
  }
`;

runTable("no-timeout-drop", [
  {
    name: "an entry that was taken from a queue of those who wait, dropped when the socket closes",
    id: "droppedAtEnd",
    file: "file.js",
    code: code`
      export class Connector {
        queue = [];
        request = null;

        query(text) {
          return new Promise((resolve, reject) => {
            this.queue.push({ text, resolve, reject });
            if (!this.request) this.next();
          });
        }

        next() {
          if (!this.queue.length) return;
          this.request = this.queue.shift();
          this.socket.send(this.request.text);
        }

        answered(text) {
          const { resolve } = this.request;
          this.request = null;
          resolve(text);
        }

        close() {
          this.request = null; //!!
          while (this.queue.length) this.queue.shift().reject(new Error("closed"));
        }
      }
    `,
    silent: {
      "it is rejected first": [["close() {\n", 'close() {\n    this.request?.reject(new Error("closed"));\n']],
      "the queue keeps no resolvers": [["{ text, resolve, reject }", "{ text }"], ["shift().reject(new Error(\"closed\"))", "shift()"]],
    },
  },
  {
    name: "resolvers by their id, of requests to a client that is closed",
    id: "leftAtEnd",
    file: "file.js",
    code: code`
      export class Engine {
        pending = {};

        constructor(client) {
          this.client = client;
          client.onPublished = ({ id, track }) => {
            const { resolve } = this.pending[id];
            delete this.pending[id];
            resolve(track);
          };
        }

        async cleanupClient() {
          await this.client.close(); //!!
        }

        addTrack(id) {
          if (this.pending[id]) throw new Error("published before");
          return new Promise((resolve, reject) => {
            this.pending[id] = { resolve, reject };
            this.client.sendAddTrack(id);
          });
        }
      }
    `,
    silent: {
      "what is left is rejected": [["await this.client.close();", "await this.client.close();\n    for (const { reject } of Object.values(this.pending)) reject(new Error(\"closed\"));"]],
      "a method that it calls does so": [["await this.client.close();", "await this.client.close();\n    this.rejectAll();"], ["addTrack(id) {", "rejectAll() {\n    for (const id in this.pending) this.pending[id].reject(new Error(\"closed\"));\n  }\n\n  addTrack(id) {"]],
      "a listener of the client's end does so": [["client.onPublished", "client.on(\"close\", () => this.forget());\n    client.onPublished"], ["addTrack(id) {", "forget() {\n    for (const id in this.pending) this.pending[id].reject(new Error(\"closed\"));\n  }\n\n  addTrack(id) {"]],
      "they are sent again": [["addTrack(id) {", "resume() {\n    for (const id of Object.keys(this.pending)) this.client.sendAddTrack(id);\n  }\n\n  addTrack(id) {"]],
      "a timer rejects": [["this.client.sendAddTrack(id);", "this.client.sendAddTrack(id);\n      setTimeout(() => reject(new Error(\"no answer\")), 1000);"]],
      "something else is closed": [["await this.client.close()", "await this.log.close()"]],
      "it does not end": [["cleanupClient()", "flushClient()"], ["this.client.close()", "this.client.flush()"]],
      "others get the collection": [["constructor(client) {", "constructor(client) {\n    register(this.pending);"]],
    },
  },
  {
    name: "futures that are kept for the events of a socket",
    id: "leftAtEnd",
    file: "file.js",
    code: code`
      export class Session {
        created = new Map();

        createItem(item) {
          const future = new Future();
          this.created.set(item.id, future);
          this.ws.send(JSON.stringify(item));
          return future.await;
        }

        handle({ id }) {
          this.created.get(id)?.resolve();
          this.created.delete(id);
        }

        async close() {
          this.ws.close(); //!!
          await this.ended;
        }
      }
    `,
    silent: {
      "they are rejected": [["await this.ended;", "await this.ended;\n    for (const future of this.created.values()) future.reject(new Error(\"closed\"));"]],
      "they are no futures": [["new Future()", "new Feature()"]],
      "the answer is raced": [["return future.await;", "return Promise.race([future.await, this.closed]);"]],
    },
  },
  {
    name: "an answer that is asked for, and an end that is made, by methods of the class",
    id: "leftAtEnd",
    file: "file.js",
    code: code`
      export class Rpc {
        calls = new Map();

        call(method) {
          return new Promise((resolve, reject) => {
            this.calls.set(this.next, { resolve, reject });
            this.transmit({ id: this.next++, method });
          });
        }

        transmit(frame) {
          this.socket.write(JSON.stringify(frame));
        }

        answer({ id, result }) {
          this.calls.get(id).resolve(result);
          this.calls.delete(id);
        }

        disconnect() {
          this.connected = false;
          this.hangUp(); //!!
        }

        hangUp() {
          this.socket.destroy();
        }
      }
    `,
    silent: {
      "it hangs up another one": [["this.socket.destroy()", "this.probe.destroy()"]],
      "it rejects what is left": [["this.connected = false;", "this.connected = false;\n    this.failAll();"], ["hangUp() {", "failAll() {\n    this.calls.forEach(({ reject }) => reject(new Error(\"disconnected\")));\n  }\n\n  hangUp() {"]],
    },
  },
  {
    name: "callbacks that wait for a connection of a pool that is ended",
    id: "leftAtEnd",
    code: code`
      type Callback = (err: Error | null, connection?: object) => void;

      export class Pool {
        private readonly all: { end(done: () => void): void }[] = [];
        private readonly waiting: Callback[] = [];
        private closed = false;

        getConnection(cb: Callback): void {
          if (this.closed) {
            cb(new Error("closed"));
            return;
          }
          this.waiting.push(cb);
        }

        end(done: () => void): void {
          this.closed = true; //!!
          for (const connection of this.all) connection.end(done);
        }
      }
    `,
    silent: {
      "they are told": [["this.closed = true;", 'this.closed = true;\n    for (const cb of this.waiting) cb(new Error("closed"));']],
      "nothing is ended": [["connection.end(done)", "connection.ping(done)"], ["{ end(done", "{ ping(done"]],
      "who comes later is not refused": [["cb(new Error(\"closed\"));\n      return;", "this.reopen();"]],
      "they get no error": [["err: Error | null, connection?", "connection?"]],
    },
  },
  {
    name: "a timer that would have flushed, cleared at the end",
    id: "flushSkipped",
    file: "file.js",
    code: code`
      export class Metrics {
        buffer = [];

        count(name) {
          this.buffer.push(name);
          this.timer ??= undefined;
          if (this.timer) return;
          this.timer = setTimeout(() => this.flush(), 1000);
        }

        flush() {
          this.timer = undefined;
          this.socket.send(this.buffer.join());
          this.buffer = [];
        }

        close() {
          clearTimeout(this.timer); //!!
          return this.socket.close();
        }
      }
    `,
    silent: {
      "it is flushed": [["clearTimeout(this.timer);", "clearTimeout(this.timer);\n    this.flush();"]],
      "the buffer is looked at": [["clearTimeout(this.timer);", "clearTimeout(this.timer);\n    if (this.buffer.length > 0) this.log();"]],
      "it is given up": [["  close() {", "  abort() {"]],
      "the timer sends nothing": [["this.socket.send(this.buffer.join());\n", ""]],
      "another timer flushes as well": [["count(name) {", "start() {\n    this.timer = setTimeout(() => this.flush(), 10);\n  }\n\n  count(name) {"]],
    },
  },
  {
    name: "a rejection that depends on what an end answers",
    id: "rejectSkipped",
    file: "file.js",
    code: skipped("(error) => target && target.destroy(error) && reject(error)"),
    silent: {
      "it depends on the error": [["target && target.destroy(error) && reject(error)", "error && reject(error)"]],
      "it is asked whether it could": [["target && target.destroy(error) && reject(error)", "target.isOpen(error) && reject(error)"]],
      "it comes in any case": [["target && target.destroy(error) && reject(error)", "(target?.destroy(error), reject(error))"]],
    },
  },
  {
    name: "an answer that says that time was up",
    id: "expiryUnread",
    file: "file.js",
    code: code`
      export class Replicas {
        async init() {
          await this.waitForPrimary(); //!!
          return this.uri;
        }

        async waitForPrimary() {
          if (!this.admin) return false;
          const status = await this.admin.status();
          if (!status.primary) {
            if (Date.now() > this.deadline) return false;
            return new Promise((resolve) => setTimeout(() => resolve(this.waitForPrimary()), 1000));
          }
          return true;
        }
      }
    `,
    silent: {
      "it asks again without an end, and `false` is for what was never there": [["if (Date.now() > this.deadline) return false;\n", ""]],
    },
  },
]);

it.each([
  ["an arrow function", skipped("(error) => target && target.destroy(error) && reject(error)"), skipped("(error) => {\n          if (target) target.destroy(error);\n          reject(error);\n        }")],
  ["a statement", skipped("(error) => {\n        target.destroy(error) && reject(error);\n      }"), skipped("(error) => {\n        target.destroy(error);\n        reject(error);\n      }")],
])("rejects in any case: %s", (_name, marked, after) => {
  const program = marked.replace(" //!!", "");
  const [finding] = findingsOf("no-timeout-drop", program, "file.js");
  expect(finding?.suggestions?.map(({ messageId }) => messageId)).toEqual(["rejectAnyway"]);
  const { range, text } = finding!.suggestions![0]!.fix;
  expect((program.slice(0, range[0]) + text + program.slice(range[1])).replaceAll(/ +/g, " ")).toBe(after.replace(" //!!", "").replaceAll(/ +/g, " "));
});
