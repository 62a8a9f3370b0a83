import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: the one entry of a place", rule, {
  valid: [],
  invalid: [
    {
      name: "the one request under way, when the connection closes",
      filename: "file.js",
      code: code`
        export class Connector {
          constructor(socket) {
            this.queue = [];
            this.request = null;
            this.socket = socket;
            socket.onclose = () => this.close();
          }
          close() {
            this.request = null;
            for (const { reject } of this.queue.splice(0)) reject(new Error("closed"));
          }
          next() {
            this.request = this.queue.shift();
            this.socket.send(this.request.query);
          }
          answer(data) {
            const { resolve } = this.request;
            this.request = null;
            resolve(data);
          }
          query(query) {
            return new Promise((resolve, reject) => {
              this.queue.push({ query, resolve, reject });
              if (!this.request) this.next();
            });
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "droppedAtEnd", line: 9, suggestions: [
            { messageId: "rejectEntries", output: code`
              export class Connector {
                constructor(socket) {
                  this.queue = [];
                  this.request = null;
                  this.socket = socket;
                  socket.onclose = () => this.close();
                }
                close() {
                  this.request?.reject(new Error("closed before there was an answer"));
                  this.request = null;
                  for (const { reject } of this.queue.splice(0)) reject(new Error("closed"));
                }
                next() {
                  this.request = this.queue.shift();
                  this.socket.send(this.request.query);
                }
                answer(data) {
                  const { resolve } = this.request;
                  this.request = null;
                  resolve(data);
                }
                query(query) {
                  return new Promise((resolve, reject) => {
                    this.queue.push({ query, resolve, reject });
                    if (!this.request) this.next();
                  });
                }
              }
            ` },
          ] },
      ],
    },
  ],
});
