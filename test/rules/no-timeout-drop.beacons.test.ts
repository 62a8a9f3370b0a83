import rule from "../../rules/no-timeout-drop.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-timeout-drop: queues that a beacon takes", rule, {
  valid: [
    {
      name: "the answer of the beacon decides whether the queue is emptied",
      filename: "file.js",
      code: code`
        let events = [];

        function send(batch) {
          const payload = JSON.stringify({ batch });
          return navigator.sendBeacon("/events", payload);
        }

        function flush() {
          if (events.length > 0 && send(events)) events = [];
        }

        export function track(event) {
          events.push(event);
          if (events.length >= 10) flush();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "one of those who call the sender keeps what it sends",
      filename: "file.js",
      code: code`
        let events = [];

        function send(batch) {
          navigator.sendBeacon("/events", JSON.stringify({ batch }));
        }

        export function preview() {
          send(["hello"]);
        }

        function flush() {
          send(events);
          events = [];
        }

        export function track(event) {
          events.push(event);
          if (events.length >= 10) flush();
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a beacon of what no queue holds",
      filename: "file.js",
      code: code`
        let events = [];

        export function leave(page) {
          navigator.sendBeacon("/left", JSON.stringify({ page }));
          events = [];
        }

        export function track(event) {
          events.push(event);
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a queue is emptied whether or not the browser took what was in it",
      filename: "file.js",
      code: code`
        let events = [];

        function send(batch) {
          const payload = JSON.stringify({ batch });
          navigator.sendBeacon("/events", payload);
        }

        function flush() {
          if (events.length === 0) return;
          send(events);
          events = [];
        }

        export function track(event) {
          events.push(event);
          if (events.length >= 10) flush();
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "emptiedAllTheSame", line: 5 },
      ],
    },
    {
      name: "the field of a class is cut off behind the beacon",
      filename: "file.js",
      code: code`
        export class Tracker {
          #queue = [];

          track(event) {
            this.#queue.push(event);
            if (this.#queue.length >= 10) this.flush();
          }

          flush() {
            navigator.sendBeacon("/events", JSON.stringify(this.#queue));
            this.#queue.length = 0;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "emptiedAllTheSame", line: 10 },
      ],
    },
    {
      name: "a queue is taken from before the beacon",
      filename: "file.js",
      code: code`
        export class Tracker {
          #queue = [];

          track(event) {
            this.#queue.push(event);
            if (this.#queue.length >= 10) this.flush();
          }

          flush() {
            const batch = this.#queue.splice(0);
            navigator.sendBeacon("/events", JSON.stringify(batch));
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "emptiedAllTheSame", line: 11 },
      ],
    },
  ],
});
