import { runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

runTable("no-timeout-drop", [
  {
    name: "an answer without an id, for which all that waits is taken away and the first is settled",
    id: "droppedForOne",
    code: code`
      interface Pending {
        resolve: (value: unknown) => void;
        reject: (error: Error) => void;
      }

      export class Session {
        private readonly pending = new Map<number, Pending>();
        private next = 1;

        constructor(private readonly worker: Worker) {
          worker.onmessage = ({ data }) => {
            const entry = data.id != null ? this.pending.get(data.id) : this.pending.values().next().value;
            if (!entry) return;
            if (data.id != null) this.pending.delete(data.id);
            else this.pending.clear(); //!!
            entry.resolve(data.result);
          };
        }

        request(message: object): Promise<unknown> {
          const id = this.next++;
          return new Promise((resolve, reject) => {
            this.pending.set(id, { resolve, reject });
            this.worker.postMessage({ ...message, id });
          });
        }
      }
    `,
    silent: {
      "only that one is taken away": [["this.pending.clear();", "this.pending.delete(this.pending.keys().next().value!);"]],
      "the others are told": [["else this.pending.clear();", "else {\n        for (const other of this.pending.values()) other.reject(new Error(\"unknown answer\"));\n        this.pending.clear();\n      }"]],
      "they are handed to whoever tells them": [["else this.pending.clear();", "else {\n        failAll([...this.pending.values()]);\n        this.pending.clear();\n      }"]],
      "one is settled where nothing is taken away": [["else this.pending.clear(); \n      entry.resolve(data.result);", "else {\n        this.pending.clear();\n        return;\n      }\n      entry.resolve(data.result);"], ["this.pending.get(data.id) : this.pending.values().next().value", "this.pending.get(data.id) : undefined"]],
    },
  },
  {
    name: "callbacks that are called once and taken away, whatever their collection is called",
    id: "droppedByTimer",
    file: "file.js",
    code: code`
      const callbacks = new Map();
      const errors = new Map();

      const give = (token, callback) => callback(errors.get(token));

      export const whenDone = (token, callback) => {
        callbacks.set(token, callback);
        setTimeout(() => callbacks.delete(token), 600_000); //!!
      };

      export const release = (token) => {
        const callback = callbacks.get(token);
        callbacks.delete(token);
        give(token, callback);
      };
    `,
    silent: {
      "it is called when time is up": [["setTimeout(() => callbacks.delete(token), 600_000);", "setTimeout(() => {\n    if (callbacks.delete(token)) callback(new Set([\"timeout\"]));\n  }, 600_000);"]],
      "it is called again and again": [["  callbacks.delete(token);\n", ""]],
      "they listen": [["const callbacks = new Map();", "const listeners = new Map();"], ["callbacks.set", "listeners.set"], ["callbacks.delete(token), 600_000", "listeners.delete(token), 600_000"], ["callbacks.get(token)", "listeners.get(token)"], ["callbacks.delete(token);\n  give", "listeners.delete(token);\n  give"]],
    },
  },
]);
