import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: workers that their own error ends", rule, {
  valid: [
    {
      name: "the process ends with its worker",
      filename: "a.js",
      code: code`
        import { Worker } from "node:worker_threads";

        export function createPool(file) {
          const tasks = new Map();
          const worker = new Worker(file);
          worker.on("message", ({ id, value }) => {
            tasks.get(id).resolve(value);
            tasks.delete(id);
          });
          worker.on("error", (error) => {
            console.error(error);
            worker.terminate();
            process.exit(1);
          });
          return (id) => new Promise((resolve, reject) => {
            tasks.set(id, { resolve, reject });
            worker.postMessage(id);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the worker's error is thrown where nobody catches it",
      filename: "a.js",
      code: code`
        import { Worker } from "node:worker_threads";

        export function createPool(file) {
          const tasks = new Map();
          const worker = new Worker(file);
          worker.on("message", ({ id, value }) => {
            tasks.get(id).resolve(value);
            tasks.delete(id);
          });
          worker.on("error", (error) => {
            worker.terminate();
            throw error;
          });
          return (id) => new Promise((resolve, reject) => {
            tasks.set(id, { resolve, reject });
            worker.postMessage(id);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the process ends when the worker has ended",
      filename: "a.js",
      code: code`
        import { Worker } from "node:worker_threads";

        export function createPool(file) {
          const tasks = new Map();
          const worker = new Worker(file);
          worker.on("message", ({ id, value }) => {
            tasks.get(id).resolve(value);
            tasks.delete(id);
          });
          worker.on("error", () => {
            worker.terminate();
          });
          worker.on("exit", (code) => process.exit(code));
          return (id) => new Promise((resolve, reject) => {
            tasks.set(id, { resolve, reject });
            worker.postMessage(id);
          });
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "the process goes on without its worker",
      filename: "a.js",
      code: code`
        import { Worker } from "node:worker_threads";

        export function createPool(file) {
          const tasks = new Map();
          const worker = new Worker(file);
          worker.on("message", ({ id, value }) => {
            tasks.get(id).resolve(value);
            tasks.delete(id);
          });
          worker.on("error", (error) => {
            console.error(error);
            worker.terminate();
            process.exitCode = 1;
          });
          return (id) => new Promise((resolve, reject) => {
            tasks.set(id, { resolve, reject });
            worker.postMessage(id);
          });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "leftAtEnd", line: 12 },
      ],
    },
  ],
});
