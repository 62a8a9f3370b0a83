import { runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

// The answer to the request that opens a conversation lets the peer go on, whatever stands in it.
runTable("no-early-message", [
  {
    name: "a flag that is set when the request to initialize has been answered",
    id: "toldTooSoon",
    code: code`
      export class Session {
        initialized = false;
        constructor(transport) {
          this.transport = transport;
        }
        async handle(request) {
          if (request.method === "initialize") {
            await this.transport.send({ id: request.id, result: { tools: {} } });
            this.initialized = true; //!!
            return;
          }
          if (!this.initialized) {
            await this.transport.send({ id: request.id, error: { code: -32600 } });
            return;
          }
          await this.transport.send({ id: request.id, result: await this.call(request) });
        }
      }
    `,
    file: "file.js",
    silent: {
      "it is set before": [["await this.transport.send({ id: request.id, result: { tools: {} } });", "this.initialized = true; await this.transport.send({ id: request.id, result: { tools: {} } });"]],
      "the request opens nothing": [['"initialize"', '"tools/list"']],
      "it is one of several requests": [['request.method === "initialize"', 'request.method === "initialize" || request.method === "ping"']],
      "what is sent answers nothing": [["await this.transport.send({ id: request.id, result: { tools: {} } });", "await this.audit.send({ tools: {} });"]],
      "nobody is refused without it": [["await this.transport.send({ id: request.id, error: { code: -32600 } });\n      return;", "this.count = 1;"]],
      "nothing is waited for": [["await this.transport.send({ id: request.id, result: { tools: {} } });", "this.transport.send({ id: request.id, result: { tools: {} } });"]],
    },
  },
  {
    name: "an answer by its verb, in a case",
    id: "toldTooSoon",
    code: code`
      export class Connection {
        #authenticated = false;
        async onRequest(request) {
          switch (request.type) {
            case "login":
              await this.respond({ user: this.user });
              this.#authenticated = true; //!!
              return;
            default:
              if (!this.#authenticated) throw new Error("log in first");
              await this.respond(await this.run(request));
          }
        }
      }
    `,
    file: "file.js",
    silent: {
      "the case is of another request": [['"login"', '"status"']],
      "others are told": [["await this.respond({ user: this.user });", "await this.publish({ user: this.user });"]],
    },
  },
]);
