import rule from "../../rules/no-illegal-transition.js";
import { code, ruleTester } from "../rule-tester.js";

const table = code`
  const NEXT = {
    connecting: ["accepted", "closed"],
    accepted: ["known", "closed"],
    known: ["ready", "closed"],
    ready: ["closed"],
    closed: [],
  };
`;

const link = code`
  const NEXT = {
    connecting: ["accepted", "closed"],
    accepted: ["known", "closed"],
    known: ["ready", "closed"],
    ready: ["closed"],
    closed: [],
  };
  class Link {
    state = "connecting";
    can(next) { return NEXT[this.state].includes(next); }
    go(next) {
      if (!this.can(next)) throw new Error("illegal");
      this.state = next;
    }
  }
`;

ruleTester.run("no-illegal-transition", rule, {
  valid: [
    {
      name: "each state is taken",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export async function open(start) {
          const link = new Link();
          link.go("accepted");
          await start();
          link.go("known");
          link.go("ready");
          return link;
        }
      `,
    },
    {
      name: "the move that the test is for",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function greet(link: Link) {
          if (link.state === "accepted") {
            link.go("known");
          }
        }
      `,
    },
    {
      name: "an early return that leaves the other states",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function greet(link: Link) {
          if (link.state === "connecting") return;
          link.go("known");
        }
      `,
    },
    {
      name: "a case falls into the next: one of the states is allowed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function next(link: Link) {
          switch (link.state) {
            case "connecting":
            case "accepted":
              link.go("known");
          }
        }
      `,
    },
    {
      name: "the state is one of a list that allows one",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function next(link: Link) {
          if (["connecting", "known"].includes(link.state)) link.go("ready");
        }
      `,
    },
    {
      name: "an await between two moves of somebody else's machine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export async function next(link: Link, load) {
          link.go("accepted");
          await load();
          link.go("ready");
        }
      `,
    },
    {
      name: "an await between the test and the move",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export async function next(link: Link, load) {
          if (link.state === "connecting") {
            await load();
            link.go("ready");
          }
        }
      `,
    },
    {
      name: "a generator gives control away between the test and the move",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function* next(link: Link) {
          if (link.state === "connecting") {
            yield link;
            link.go("ready");
          }
        }
      `,
    },
    {
      name: "a machine is given to code that is not seen",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function open(register) {
          const link = new Link();
          register(link);
          link.go("ready");
        }
      `,
    },
    {
      name: "a machine is kept in a map, and time passes",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        const links = new Map();
        export async function open(id, load) {
          const link = new Link();
          links.set(id, link);
          await load();
          link.go("ready");
        }
      `,
    },
    {
      name: "a listener that moves the machine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export async function open(socket, load) {
          const link = new Link();
          socket.on("open", () => link.go("accepted"));
          await load();
          link.go("ready");
        }
      `,
    },
    {
      name: "a function that may run at once moves the machine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function open(run) {
          const link = new Link();
          run(() => link.go("accepted"));
          link.go("ready");
        }
      `,
    },
    {
      name: "a declared function moves the machine before its line is reached",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function open() {
          const link = new Link();
          accept();
          link.go("known");
          function accept() {
            link.go("accepted");
          }
        }
      `,
    },
    {
      name: "a method of its own moves the machine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        class Fast extends Link {
          accept() { this.go("accepted"); }
        }
        export function open() {
          const link = new Fast();
          link.accept();
          link.go("known");
        }
      `,
    },
    {
      name: "the field is set by hand before",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function open() {
          const link = new Link();
          link.state = "accepted";
          link.go("known");
        }
      `,
    },
    {
      name: "the variable is given another machine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export async function open(find) {
          let link = new Link();
          link = await find();
          link.go("known");
        }
      `,
    },
    {
      name: "ways that meet in two states, one of them allowed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function open(isFast) {
          const link = new Link();
          if (isFast) link.go("accepted");
          link.go("known");
        }
      `,
    },
    {
      name: "a loop moves the machine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function open(steps) {
          const link = new Link();
          for (const step of steps) link.go(step);
          link.go("ready");
        }
      `,
    },
    {
      name: "the move is asked for first",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function open() {
          const link = new Link();
          if (link.can("ready")) link.go("ready");
        }
      `,
    },
    {
      name: "a factory moves the machine before it returns it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        async function create(dial) {
          const link = new Link();
          link.go("accepted");
          return link;
        }
        export async function open(dial) {
          const link = await create(dial);
          link.go("known");
        }
      `,
    },
    {
      name: "a method knows nothing of the initial value",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          state = "connecting";
          greet() {
            this.go("known");
          }
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
      `,
    },
    {
      name: "the constructor is given a first state that allows it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          constructor(private state = "connecting") {}
          go(next: string) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function resume() {
          const link = new Link("known");
          link.go("ready");
        }
      `,
    },
    {
      name: "what comes behind a move that was accepted",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          #state = "connecting";
          go(next) {
            if (!NEXT[this.#state]?.includes(next)) return false;
            this.#state = next;
            return true;
          }
          greet() {
            if (!this.go("accepted")) return;
            this.go("known");
          }
        }
      `,
    },
    {
      name: "a call between on the machine itself",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        import { EventEmitter } from "node:events";
        class Link extends EventEmitter {
          state = "connecting";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
          greet() {
            if (this.state === "connecting") {
              this.emit("greet");
              this.go("known");
            }
          }
        }
      `,
    },
    {
      name: "a parameter of a type from elsewhere",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        import type { Chain } from "./chain";
        export function greet(link: Chain) {
          if (link.state === "connecting") link.go("known");
        }
      `,
    },
    {
      name: "a function that gets another machine",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        export function move(self, next) {
          if (NEXT[self.state].includes(next)) self.state = next;
          else console.error("illegal");
        }
        export function onMember(self, other) {
          if (self.state === "connecting") {
            move(other, "known");
          }
        }
      `,
    },
    {
      name: "a string enum, and the state that is allowed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        enum State { Connecting = "connecting", Accepted = "accepted", Known = "known" }
        const NEXT: Readonly<Record<State, readonly State[]>> = {
          [State.Connecting]: [State.Accepted],
          [State.Accepted]: [State.Known],
          [State.Known]: [],
        };
        export class Link {
          private state = State.Connecting;
          private to(next: State): void {
            const allowed = NEXT[this.state];
            if (!allowed.includes(next)) throw new Error("illegal");
            this.state = next;
          }
          greet() {
            if (this.state === State.Connecting) {
              this.to(State.Accepted);
            }
          }
        }
      `,
    },
    {
      name: "a literal beside an enum of another file",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { State } from "./state";
        const NEXT = { [State.Connecting]: [State.Accepted], [State.Accepted]: [State.Known], [State.Known]: [] };
        export class Link {
          state = State.Connecting;
          to(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.to("accepted");
        }
      `,
    },
    {
      name: "an async function that is not awaited",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          state = "connecting";
          async go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            await save(next);
            this.state = next;
          }
        }
        export async function open() {
          const link = new Link();
          void link.go("accepted");
          await link.go("ready");
        }
      `,
    },
    {
      name: "the state it is in already, where that is no transition",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          state = "connecting";
          go(next) {
            if (next === this.state) return;
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.go("connecting");
        }
      `,
    },
    {
      name: "a table that is changed",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const NEXT = { idle: ["opening"], opening: ["open"], open: [] };
        NEXT.idle.push("open");
        class Link {
          state = "idle";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        const link = new Link();
        link.go("open");
      `,
    },
    {
      name: "a row that is not all in this file",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { always } from "./always";
        const NEXT = { idle: ["opening", ...always], opening: ["open"], open: [] };
        class Link {
          state = "idle";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        const link = new Link();
        link.go("open");
      `,
    },
    {
      name: "a function that can be forced",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const NEXT = { idle: ["opening"], opening: ["open"], open: [] };
        class Link {
          state = "idle";
          go(next, force = false) {
            if (!force && !NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        const link = new Link();
        link.go("open");
      `,
    },
    {
      name: "a function that only warns",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const NEXT = { idle: ["opening"], opening: ["open"], open: [] };
        class Link {
          state = "idle";
          go(next) {
            if (!NEXT[this.state].includes(next)) console.warn("odd");
            this.state = next;
          }
        }
        const link = new Link();
        link.go("open");
      `,
    },
    {
      name: "a function that goes to another state when it refuses",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const NEXT = { idle: ["opening"], opening: ["open"], open: [], failed: [] };
        class Link {
          state = "idle";
          go(next) {
            if (!NEXT[this.state].includes(next)) {
              this.state = "failed";
              return;
            }
            this.state = next;
          }
        }
        const link = new Link();
        link.go("open");
      `,
    },
    {
      name: "one assignment among others",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          state = "connecting";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
          skip() {
            if (this.state === "connecting") this.state = "ready";
          }
          reset() {
            this.state = "connecting";
          }
        }
      `,
    },
    {
      name: "a test that expects the refusal",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        import { expect, it } from "vitest";
        it("refuses", () => {
          const link = new Link();
          expect(() => link.go("ready")).toThrow();
          try {
            link.go("ready");
          } catch {}
        });
      `,
    },
    {
      name: "a value that is looked at by an assertion",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import assert from "node:assert";
        const NEXT = {
          connecting: ["accepted", "closed"],
          accepted: ["known", "closed"],
          known: ["ready", "closed"],
          ready: ["closed"],
          closed: [],
        };
        class Link {
          state = "connecting";
          go(next) {
            if (!NEXT[this.state].includes(next)) return false;
            this.state = next;
            return true;
          }
        }
        assert.equal(new Link().go("ready"), false);
        const link = new Link();
        assert.equal(link.go("ready"), false);
      `,
    },
    {
      name: "a copy of the state from before an await",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export async function greet(link: Link, load) {
          const { state } = link;
          await load();
          if (state === "connecting") link.go("known");
        }
      `,
    },
    {
      name: "a function that allows more than the table",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          state = "connecting";
          can(next) {
            if (this.isAdmin) return true;
            return NEXT[this.state].includes(next);
          }
          go(next) {
            if (!this.can(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.go("known");
        }
      `,
    },
    {
      name: "a listener of its own moves the machine on",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { EventEmitter } from "node:events";
        const NEXT = {
          connecting: ["accepted", "closed"],
          accepted: ["known", "closed"],
          known: ["ready", "closed"],
          ready: ["closed"],
          closed: [],
        };
        class Link extends EventEmitter {
          state = "connecting";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
            this.emit(next);
          }
        }
        export function open() {
          const link = new Link();
          link.on("accepted", () => link.go("known"));
          link.go("accepted");
          link.go("ready");
        }
      `,
    },
    {
      name: "a pattern gives it the state that was saved",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export async function restore(load) {
          const link = new Link();
          ({ state: link.state } = await load());
          link.go("ready");
        }
      `,
    },
    {
      name: "a member that is not named is given something",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function restore(key, value) {
          const link = new Link();
          link[key] = value;
          link.go("ready");
        }
      `,
    },
    {
      name: "a class with another table than the one it extends",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        class Link {
          next = { idle: ["opening"], opening: ["open"], open: [] };
          state = "idle";
          go(state) {
            if (!this.next[this.state].includes(state)) throw new Error("illegal");
            this.state = state;
          }
        }
        class FastLink extends Link {
          next = { idle: ["open"], opening: [], open: [] };
        }
        const link = new FastLink();
        link.go("open");
      `,
    },
    {
      name: "a class with another first state than the one it extends",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        class Accepted extends Link {
          state = "accepted";
        }
        const link = new Accepted();
        link.go("known");
      `,
    },
    {
      name: "a move in a callback, behind the test outside",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          state = "connecting";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
          start(socket) {
            if (this.state !== "connecting") return;
            socket.on("welcome", () => {
              this.go("known");
            });
            this.go("accepted");
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: "a new connection is asked for a state that two others come before",
      filename: "file.ts",
      code: link + code`
        export async function open(start) {
          const link = new Link();
          await start();
          link.go("ready");
          return link;
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 19,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export async function open(start) {
              const link = new Link();
              await start();
              link.go("accepted");
              link.go("known");
              link.go("ready");
              return link;
            }
          ` }],
        },
      ],
    },
    {
      name: "the state is known from the test around the move",
      filename: "file.ts",
      code: link + code`
        export function greet(link: Link) {
          if (link.state === "connecting") {
            link.go("known");
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export function greet(link: Link) {
              if (link.state === "connecting") {
                link.go("accepted");
                link.go("known");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "the state is known from an early return",
      filename: "file.ts",
      code: link + code`
        export function greet(link: Link) {
          if (link.state !== "connecting") return;
          link.go("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export function greet(link: Link) {
              if (link.state !== "connecting") return;
              link.go("accepted");
              link.go("known");
            }
          ` }],
        },
      ],
    },
    {
      name: "the state is known from a switch",
      filename: "file.ts",
      code: link + code`
        export function next(link: Link) {
          switch (link.state) {
            case "connecting":
              link.go("known");
              break;
            case "accepted":
              link.go("known");
              break;
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 19,
          column: 7,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export function next(link: Link) {
              switch (link.state) {
                case "connecting":
                  link.go("accepted");
                  link.go("known");
                  break;
                case "accepted":
                  link.go("known");
                  break;
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a case falls into the next: both states are refused",
      filename: "file.ts",
      code: link + code`
        export function next(link: Link) {
          switch (link.state) {
            case "connecting":
            case "accepted":
              link.go("ready");
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 20,
          column: 7,
        },
      ],
    },
    {
      name: "the state is one of a list that allows none",
      filename: "file.ts",
      code: link + code`
        export function next(link: Link) {
          if (["connecting", "accepted"].includes(link.state)) link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 17,
          column: 56,
        },
      ],
    },
    {
      name: "a conditional move without a block",
      filename: "file.ts",
      code: link + code`
        export function next(link: Link) {
          link.state === "connecting" && link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 17,
          column: 34,
        },
      ],
    },
    {
      name: "the state is known from the move before",
      filename: "file.ts",
      code: link + code`
        export function next(link: Link) {
          link.go("accepted");
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export function next(link: Link) {
              link.go("accepted");
              link.go("known");
              link.go("ready");
            }
          ` }],
        },
      ],
    },
    {
      name: "the test and the move stand behind the same await",
      filename: "file.ts",
      code: link + code`
        export async function next(link: Link, load) {
          await load();
          if (link.state === "connecting") link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 36,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export async function next(link: Link, load) {
              await load();
              if (link.state === "connecting") {
                link.go("accepted");
                link.go("known");
                link.go("ready");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a machine is kept in a map, and moves in the same turn",
      filename: "file.ts",
      code: link + code`
        const links = new Map();
        export function open(id) {
          const link = new Link();
          links.set(id, link);
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 20,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            const links = new Map();
            export function open(id) {
              const link = new Link();
              links.set(id, link);
              link.go("accepted");
              link.go("known");
              link.go("ready");
            }
          ` }],
        },
      ],
    },
    {
      name: "a listener that only reads the machine",
      filename: "file.ts",
      code: link + code`
        export async function open(socket, load) {
          const link = new Link();
          socket.on("close", () => console.log(link.state));
          await load();
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 20,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export async function open(socket, load) {
              const link = new Link();
              socket.on("close", () => console.log(link.state));
              await load();
              link.go("accepted");
              link.go("known");
              link.go("ready");
            }
          ` }],
        },
      ],
    },
    {
      name: "a method that does not move the machine",
      filename: "file.ts",
      code: link + code`
        class Fast extends Link {
          describe() { return "fast"; }
        }
        export async function open() {
          const link = new Fast();
          await link.describe();
          link.go("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 22,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            class Fast extends Link {
              describe() { return "fast"; }
            }
            export async function open() {
              const link = new Fast();
              await link.describe();
              link.go("accepted");
              link.go("known");
            }
          ` }],
        },
      ],
    },
    {
      name: "ways that meet in two states, both refused",
      filename: "file.ts",
      code: link + code`
        export function open(isFast) {
          const link = new Link();
          if (isFast) link.go("accepted");
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 19,
          column: 3,
        },
      ],
    },
    {
      name: "the dial fails before the machine moves",
      filename: "file.ts",
      code: link + code`
        export async function open(dial) {
          const link = new Link();
          try {
            await dial();
            link.go("accepted");
          } catch {
            link.go("ready");
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 22,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export async function open(dial) {
              const link = new Link();
              try {
                await dial();
                link.go("accepted");
              } catch {
                link.go("accepted");
                link.go("known");
                link.go("ready");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a factory makes the machine",
      filename: "file.ts",
      code: link + code`
        const create = () => new Link();
        export function open() {
          const link = create();
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 19,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            const create = () => new Link();
            export function open() {
              const link = create();
              link.go("accepted");
              link.go("known");
              link.go("ready");
            }
          ` }],
        },
      ],
    },
    {
      name: "an async factory makes the machine",
      filename: "file.ts",
      code: link + code`
        async function create(dial) {
          await dial();
          const link = new Link();
          return link;
        }
        export async function open(dial) {
          const link = await create(dial);
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 23,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            async function create(dial) {
              await dial();
              const link = new Link();
              return link;
            }
            export async function open(dial) {
              const link = await create(dial);
              link.go("accepted");
              link.go("known");
              link.go("ready");
            }
          ` }],
        },
      ],
    },
    {
      name: "the machine is made by the module itself",
      filename: "file.ts",
      code: link + code`
        export const link = new Link();
        link.go("known");
      `,
      errors: [
        {
          messageId: "throws",
          line: 17,
          column: 1,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export const link = new Link();
            link.go("accepted");
            link.go("known");
          ` }],
        },
      ],
    },
    {
      name: "the constructor moves the machine",
      filename: "file.ts",
      code: table + code`
        class Link {
          state = "connecting";
          constructor() {
            this.go("known");
          }
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 11,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            class Link {
              state = "connecting";
              constructor() {
                this.go("accepted");
                this.go("known");
              }
              go(next) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "the constructor is given the first state",
      filename: "file.ts",
      code: table + code`
        class Link {
          constructor(private state = "connecting") {}
          go(next: string) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function resume() {
          const link = new Link("accepted");
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 17,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            class Link {
              constructor(private state = "connecting") {}
              go(next: string) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            export function resume() {
              const link = new Link("accepted");
              link.go("known");
              link.go("ready");
            }
          ` }],
        },
      ],
    },
    {
      name: "a function that ignores what is refused, and says so",
      filename: "file.ts",
      code: table + code`
        class Link {
          #state = "connecting";
          go(next) {
            if (!NEXT[this.#state]?.includes(next)) return false;
            this.#state = next;
            return true;
          }
        }
        export function open() {
          const link = new Link();
          link.go("known");
          link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "refused",
          line: 18,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            class Link {
              #state = "connecting";
              go(next) {
                if (!NEXT[this.#state]?.includes(next)) return false;
                this.#state = next;
                return true;
              }
            }
            export function open() {
              const link = new Link();
              link.go("accepted");
              link.go("known");
              link.go("ready");
            }
          ` }],
        },
        {
          messageId: "refused",
          line: 19,
          column: 3,
        },
      ],
    },
    {
      name: "what comes behind a move that was accepted, and is refused",
      filename: "file.ts",
      code: table + code`
        class Link {
          #state = "connecting";
          go(next) {
            if (!NEXT[this.#state]?.includes(next)) return false;
            this.#state = next;
            return true;
          }
          greet() {
            if (!this.go("accepted")) return;
            this.go("ready");
          }
        }
      `,
      errors: [
        {
          messageId: "refused",
          line: 17,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            class Link {
              #state = "connecting";
              go(next) {
                if (!NEXT[this.#state]?.includes(next)) return false;
                this.#state = next;
                return true;
              }
              greet() {
                if (!this.go("accepted")) return;
                this.go("known");
                this.go("ready");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a call between that may have moved it: potential",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function next(link: Link, notify) {
          if (link.state === "connecting") {
            notify();
            link.go("ready");
          }
        }
      `,
      errors: [
        {
          messageId: "maybeRefused",
          line: 19,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export function next(link: Link, notify) {
              if (link.state === "connecting") {
                notify();
                link.go("accepted");
                link.go("known");
                link.go("ready");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "nothing but a log between",
      filename: "file.ts",
      code: table + code`
        import { EventEmitter } from "node:events";
        class Link extends EventEmitter {
          state = "connecting";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
          greet() {
            if (this.state === "connecting") {
              this.log.info("greet");
              this.go("known");
            }
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 7,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            import { EventEmitter } from "node:events";
            class Link extends EventEmitter {
              state = "connecting";
              go(next) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
              greet() {
                if (this.state === "connecting") {
                  this.log.info("greet");
                  this.go("accepted");
                  this.go("known");
                }
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a parameter without a type whose method and field are those of the one machine: potential",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: link + code`
        export function greet(link) {
          if (link.state === "connecting") link.go("known");
        }
      `,
      errors: [
        {
          messageId: "maybeRefused",
          line: 17,
          column: 36,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export function greet(link) {
              if (link.state === "connecting") {
                link.go("accepted");
                link.go("known");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a function that gets the machine",
      filename: "file.ts",
      code: table + code`
        export function move(self, next) {
          if (NEXT[self.state].includes(next)) self.state = next;
          else console.error("illegal");
        }
        export function onMember(self) {
          if (self.state === "connecting") {
            move(self, "known");
          }
        }
      `,
      errors: [
        {
          messageId: "refused",
          line: 14,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            export function move(self, next) {
              if (NEXT[self.state].includes(next)) self.state = next;
              else console.error("illegal");
            }
            export function onMember(self) {
              if (self.state === "connecting") {
                move(self, "accepted");
                move(self, "known");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "an object made here for a function that gets it",
      filename: "file.ts",
      code: table + code`
        export function move(session, next) {
          const allowed = NEXT[session.state] ?? [];
          if (allowed.indexOf(next) === -1) throw new Error("illegal");
          session.state = next;
        }
        export function open() {
          const session = { id: 1, state: "connecting" };
          move(session, "known");
          return session;
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 15,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            export function move(session, next) {
              const allowed = NEXT[session.state] ?? [];
              if (allowed.indexOf(next) === -1) throw new Error("illegal");
              session.state = next;
            }
            export function open() {
              const session = { id: 1, state: "connecting" };
              move(session, "accepted");
              move(session, "known");
              return session;
            }
          ` }],
        },
      ],
    },
    {
      name: "the state of a module",
      filename: "file.ts",
      code: table + code`
        let state = "connecting";
        export function move(next) {
          if (!NEXT[state].includes(next)) throw new Error("illegal");
          state = next;
        }
        export function greet() {
          if (state === "connecting") {
            move("known");
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 15,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            let state = "connecting";
            export function move(next) {
              if (!NEXT[state].includes(next)) throw new Error("illegal");
              state = next;
            }
            export function greet() {
              if (state === "connecting") {
                move("accepted");
                move("known");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "the state is in a closure",
      filename: "file.ts",
      code: table + code`
        function createLink() {
          let state = "connecting";
          function move(next) {
            if (!NEXT[state].includes(next)) throw new Error("illegal");
            state = next;
          }
          return { move, getState: () => state };
        }
        export function open() {
          const link = createLink();
          link.move("known");
        }
        export function greet() {
          const link = createLink();
          if (link.getState() !== "accepted") return;
          link.move("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            function createLink() {
              let state = "connecting";
              function move(next) {
                if (!NEXT[state].includes(next)) throw new Error("illegal");
                state = next;
              }
              return { move, getState: () => state };
            }
            export function open() {
              const link = createLink();
              link.move("accepted");
              link.move("known");
            }
            export function greet() {
              const link = createLink();
              if (link.getState() !== "accepted") return;
              link.move("known");
            }
          ` }],
        },
      ],
    },
    {
      name: "a literal with a method",
      filename: "file.ts",
      code: table + code`
        const link = {
          state: "connecting",
          move(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          },
        };
        link.move("known");
      `,
      errors: [
        {
          messageId: "throws",
          line: 15,
          column: 1,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            const link = {
              state: "connecting",
              move(next) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              },
            };
            link.move("accepted");
            link.move("known");
          ` }],
        },
      ],
    },
    {
      name: "sets in a map",
      filename: "file.ts",
      code: code`
        const NEXT = new Map([
          ["connecting", new Set(["accepted", "closed"])],
          ["accepted", new Set(["known"])],
          ["known", new Set([])],
        ]);
        export class Link {
          state = "connecting";
          go(next) {
            if (!NEXT.get(this.state)?.has(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.go("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 15,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            const NEXT = new Map([
              ["connecting", new Set(["accepted", "closed"])],
              ["accepted", new Set(["known"])],
              ["known", new Set([])],
            ]);
            export class Link {
              state = "connecting";
              go(next) {
                if (!NEXT.get(this.state)?.has(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            export function open() {
              const link = new Link();
              link.go("accepted");
              link.go("known");
            }
          ` }],
        },
      ],
    },
    {
      name: "a string enum and a record of it",
      filename: "file.ts",
      code: code`
        enum State { Connecting = "connecting", Accepted = "accepted", Known = "known" }
        const NEXT: Readonly<Record<State, readonly State[]>> = {
          [State.Connecting]: [State.Accepted],
          [State.Accepted]: [State.Known],
          [State.Known]: [],
        };
        export class Link {
          private state = State.Connecting;
          private to(next: State): void {
            const allowed = NEXT[this.state];
            if (!allowed.includes(next)) throw new Error("illegal");
            this.state = next;
          }
          greet() {
            if (this.state === State.Connecting) {
              this.to(State.Known);
            }
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 16,
          column: 7,
          suggestions: [{ messageId: "takeSteps", output: code`
            enum State { Connecting = "connecting", Accepted = "accepted", Known = "known" }
            const NEXT: Readonly<Record<State, readonly State[]>> = {
              [State.Connecting]: [State.Accepted],
              [State.Accepted]: [State.Known],
              [State.Known]: [],
            };
            export class Link {
              private state = State.Connecting;
              private to(next: State): void {
                const allowed = NEXT[this.state];
                if (!allowed.includes(next)) throw new Error("illegal");
                this.state = next;
              }
              greet() {
                if (this.state === State.Connecting) {
                  this.to(State.Accepted);
                  this.to(State.Known);
                }
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a numeric enum and a table by position",
      filename: "file.ts",
      code: code`
        enum State { Connecting, Accepted, Known }
        const NEXT: State[][] = [[State.Accepted], [State.Known], []];
        export class Link {
          state = State.Connecting;
          to(next: State) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.to(State.Known);
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 12,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            enum State { Connecting, Accepted, Known }
            const NEXT: State[][] = [[State.Accepted], [State.Known], []];
            export class Link {
              state = State.Connecting;
              to(next: State) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            export function open() {
              const link = new Link();
              link.to(State.Accepted);
              link.to(State.Known);
            }
          ` }],
        },
      ],
    },
    {
      name: "an enum of another file",
      filename: "file.ts",
      code: code`
        import { State } from "./state";
        const NEXT = { [State.Connecting]: [State.Accepted], [State.Accepted]: [State.Known], [State.Known]: [] };
        export class Link {
          state = State.Connecting;
          to(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.to(State.Known);
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 12,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            import { State } from "./state";
            const NEXT = { [State.Connecting]: [State.Accepted], [State.Accepted]: [State.Known], [State.Known]: [] };
            export class Link {
              state = State.Connecting;
              to(next) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            export function open() {
              const link = new Link();
              link.to(State.Accepted);
              link.to(State.Known);
            }
          ` }],
        },
      ],
    },
    {
      name: "states in an object, and symbols",
      filename: "file.ts",
      code: code`
        const State = { CONNECTING: Symbol("connecting"), ACCEPTED: Symbol("accepted"), KNOWN: Symbol("known") } as const;
        const NEXT = { [State.CONNECTING]: [State.ACCEPTED], [State.ACCEPTED]: [State.KNOWN], [State.KNOWN]: [] };
        export class Link {
          state = State.CONNECTING;
          to(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.to(State.KNOWN);
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 12,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            const State = { CONNECTING: Symbol("connecting"), ACCEPTED: Symbol("accepted"), KNOWN: Symbol("known") } as const;
            const NEXT = { [State.CONNECTING]: [State.ACCEPTED], [State.ACCEPTED]: [State.KNOWN], [State.KNOWN]: [] };
            export class Link {
              state = State.CONNECTING;
              to(next) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            export function open() {
              const link = new Link();
              link.to(State.ACCEPTED);
              link.to(State.KNOWN);
            }
          ` }],
        },
      ],
    },
    {
      name: "events that lead to states, and one that nothing waits for",
      filename: "file.ts",
      code: code`
        const STATES = {
          idle: { on: { DIAL: "opening" } },
          opening: { on: { ANSWER: "open", FAIL: "failed" } },
          open: { on: { HANG_UP: "idle" } },
          failed: {},
        };
        export class Call {
          state = "idle";
          send(event) {
            const next = STATES[this.state].on?.[event];
            if (next === undefined) throw new Error("illegal");
            this.state = next;
          }
        }
        export function dial() {
          const call = new Call();
          call.send("ANSWER");
        }
        export function talk() {
          const call = new Call();
          call.send("DIAL");
          call.send("ANSWER");
          call.send("HANG_UP");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 17,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            const STATES = {
              idle: { on: { DIAL: "opening" } },
              opening: { on: { ANSWER: "open", FAIL: "failed" } },
              open: { on: { HANG_UP: "idle" } },
              failed: {},
            };
            export class Call {
              state = "idle";
              send(event) {
                const next = STATES[this.state].on?.[event];
                if (next === undefined) throw new Error("illegal");
                this.state = next;
              }
            }
            export function dial() {
              const call = new Call();
              call.send("DIAL");
              call.send("ANSWER");
            }
            export function talk() {
              const call = new Call();
              call.send("DIAL");
              call.send("ANSWER");
              call.send("HANG_UP");
            }
          ` }],
        },
      ],
    },
    {
      name: "one way only",
      filename: "file.ts",
      code: code`
        const NEXT = { red: "green", green: "yellow", yellow: "red" };
        export class Light {
          state = "red";
          to(next) {
            if (NEXT[this.state] !== next) throw new Error("illegal");
            this.state = next;
          }
        }
        export function start() {
          const light = new Light();
          light.to("yellow");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 11,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            const NEXT = { red: "green", green: "yellow", yellow: "red" };
            export class Light {
              state = "red";
              to(next) {
                if (NEXT[this.state] !== next) throw new Error("illegal");
                this.state = next;
              }
            }
            export function start() {
              const light = new Light();
              light.to("green");
              light.to("yellow");
            }
          ` }],
        },
      ],
    },
    {
      name: "a table in the class, and a function that asks it",
      filename: "file.ts",
      code: code`
        class Job {
          static readonly NEXT = { queued: ["running"], running: ["done", "failed"], done: [], failed: [] };
          status = "queued";
          can(next: string) { return Job.NEXT[this.status].includes(next); }
          to(next: string) {
            if (!this.can(next)) throw new Error("illegal");
            this.status = next;
          }
        }
        export function run() {
          const job = new Job();
          job.to("done");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 12,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            class Job {
              static readonly NEXT = { queued: ["running"], running: ["done", "failed"], done: [], failed: [] };
              status = "queued";
              can(next: string) { return Job.NEXT[this.status].includes(next); }
              to(next: string) {
                if (!this.can(next)) throw new Error("illegal");
                this.status = next;
              }
            }
            export function run() {
              const job = new Job();
              job.to("running");
              job.to("done");
            }
          ` }],
        },
      ],
    },
    {
      name: "a table in the instance",
      filename: "file.ts",
      code: code`
        class Job {
          private readonly next: Record<string, string[]> = { queued: ["running"], running: ["done"], done: [] };
          private status = "queued";
          to(status: string) {
            if (!(this.next[this.status] || []).some((each) => each === status)) throw new Error("illegal");
            this.status = status;
          }
          run() {
            if (this.status === "queued") this.to("done");
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 9,
          column: 35,
          suggestions: [{ messageId: "takeSteps", output: code`
            class Job {
              private readonly next: Record<string, string[]> = { queued: ["running"], running: ["done"], done: [] };
              private status = "queued";
              to(status: string) {
                if (!(this.next[this.status] || []).some((each) => each === status)) throw new Error("illegal");
                this.status = status;
              }
              run() {
                if (this.status === "queued") {
                  this.to("running");
                  this.to("done");
                }
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "a function that throws unless it is allowed",
      filename: "file.ts",
      code: code`
        const NEXT = { queued: { running: true, done: false }, running: { done: true }, done: {} };
        function assertAllowed(from, to) {
          if (!NEXT[from][to]) throw new Error("illegal");
        }
        class Job {
          status = "queued";
          to(status) {
            assertAllowed(this.status, status);
            this.setStatus(status);
          }
          setStatus(status) { this.status = status; }
        }
        export function run() {
          const job = new Job();
          job.to("done");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 15,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            const NEXT = { queued: { running: true, done: false }, running: { done: true }, done: {} };
            function assertAllowed(from, to) {
              if (!NEXT[from][to]) throw new Error("illegal");
            }
            class Job {
              status = "queued";
              to(status) {
                assertAllowed(this.status, status);
                this.setStatus(status);
              }
              setStatus(status) { this.status = status; }
            }
            export function run() {
              const job = new Job();
              job.to("running");
              job.to("done");
            }
          ` }],
        },
      ],
    },
    {
      name: "an assertion",
      filename: "file.ts",
      code: code`
        import assert from "node:assert";
        const NEXT = {
          connecting: ["accepted", "closed"],
          accepted: ["known", "closed"],
          known: ["ready", "closed"],
          ready: ["closed"],
          closed: [],
        };
        class Link {
          state = "connecting";
          go(next) {
            assert(NEXT[this.state].includes(next), "illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.go("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: code`
            import assert from "node:assert";
            const NEXT = {
              connecting: ["accepted", "closed"],
              accepted: ["known", "closed"],
              known: ["ready", "closed"],
              ready: ["closed"],
              closed: [],
            };
            class Link {
              state = "connecting";
              go(next) {
                assert(NEXT[this.state].includes(next), "illegal");
                this.state = next;
              }
            }
            export function open() {
              const link = new Link();
              link.go("accepted");
              link.go("known");
            }
          ` }],
        },
      ],
    },
    {
      name: "an async function that is awaited",
      filename: "file.ts",
      code: table + code`
        class Link {
          state = "connecting";
          async go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            await save(next);
            this.state = next;
          }
        }
        export async function open() {
          const link = new Link();
          await link.go("accepted");
          await link.go("ready");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 19,
          column: 9,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            class Link {
              state = "connecting";
              async go(next) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                await save(next);
                this.state = next;
              }
            }
            export async function open() {
              const link = new Link();
              await link.go("accepted");
              await link.go("known");
              await link.go("ready");
            }
          ` }],
        },
      ],
    },
    {
      name: "the state it is in already, by the table",
      filename: "file.ts",
      code: link + code`
        export function open() {
          const link = new Link();
          link.go("connecting");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 3,
        },
      ],
    },
    {
      name: "no way back: nothing is offered",
      filename: "file.ts",
      code: link + code`
        export function open(link: Link) {
          if (link.state === "closed") {
            link.go("connecting");
          }
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 5,
        },
      ],
    },
    {
      name: "only ways through a failure: nothing is offered",
      filename: "file.ts",
      code: code`
        const NEXT = { open: ["failed"], failed: ["recovered"], recovered: [] };
        class Link {
          state = "open";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function recover() {
          const link = new Link();
          link.go("recovered");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 11,
          column: 3,
        },
      ],
    },
    {
      name: "a row that shares its end with others",
      filename: "file.ts",
      code: code`
        const END = ["failed", "closed"] as const;
        const NEXT = { idle: ["opening", ...END], opening: ["open", ...END], open: END, failed: [], closed: [] };
        class Link {
          state = "idle";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        const link = new Link();
        link.go("open");
        const other = new Link();
        other.go("closed");
      `,
      errors: [
        {
          messageId: "throws",
          line: 11,
          column: 1,
          suggestions: [{ messageId: "takeSteps", output: code`
            const END = ["failed", "closed"] as const;
            const NEXT = { idle: ["opening", ...END], opening: ["open", ...END], open: END, failed: [], closed: [] };
            class Link {
              state = "idle";
              go(next) {
                if (!NEXT[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            const link = new Link();
            link.go("opening");
            link.go("open");
            const other = new Link();
            other.go("closed");
          ` }],
        },
      ],
    },
    {
      name: "an assignment that goes past the only guarded function: potential",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: table + code`
        class Link {
          state = "connecting";
          go(next) {
            if (!NEXT[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
          skip() {
            if (this.state === "connecting") this.state = "ready";
          }
        }
      `,
      errors: [
        {
          messageId: "assigned",
          line: 15,
          column: 38,
        },
      ],
    },
    {
      name: "a copy of the state",
      filename: "file.ts",
      code: link + code`
        export function greet(link: Link) {
          const { state } = link;
          if (state === "connecting") link.go("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 18,
          column: 31,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            export function greet(link: Link) {
              const { state } = link;
              if (state === "connecting") {
                link.go("accepted");
                link.go("known");
              }
            }
          ` }],
        },
      ],
    },
    {
      name: "other arguments that only name things",
      filename: "file.ts",
      code: table + code`
        class Link {
          state = "connecting";
          go(next, reason) {
            if (!NEXT[this.state].includes(next)) throw new Error(reason);
            this.state = next;
          }
        }
        export function open(reason) {
          const link = new Link();
          link.go("known", reason);
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 17,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            class Link {
              state = "connecting";
              go(next, reason) {
                if (!NEXT[this.state].includes(next)) throw new Error(reason);
                this.state = next;
              }
            }
            export function open(reason) {
              const link = new Link();
              link.go("accepted", reason);
              link.go("known", reason);
            }
          ` }],
        },
      ],
    },
    {
      name: "other arguments that do something: nothing is offered",
      filename: "file.ts",
      code: table + code`
        class Link {
          state = "connecting";
          go(next, reason) {
            if (!NEXT[this.state].includes(next)) throw new Error(reason);
            this.state = next;
          }
        }
        export function open(describe) {
          const link = new Link();
          link.go("known", describe());
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 17,
          column: 3,
        },
      ],
    },
    {
      name: "a table in the function, of constants, and a row that may be missing",
      filename: "file.ts",
      code: code`
        const CONNECTING = "connecting", CONNECTED = "connected", DESTROYED = "destroyed";
        function stateTransition(self, newState) {
          var legalTransitions = {
            disconnected: [CONNECTING, DESTROYED],
            connecting: [CONNECTED, DESTROYED],
            connected: [DESTROYED],
          };
          var legalStates = legalTransitions[self.state];
          if (legalStates && legalStates.indexOf(newState) !== -1) {
            self.state = newState;
          } else {
            self.logger.error("illegal", self.state, newState);
          }
        }
        export function onMember(self) {
          if (self.state === "disconnected") {
            stateTransition(self, CONNECTED);
          }
          if (self.state === DESTROYED) {
            stateTransition(self, CONNECTING);
          }
        }
      `,
      errors: [
        {
          messageId: "refused",
          line: 17,
          column: 5,
          suggestions: [{ messageId: "takeSteps", output: code`
            const CONNECTING = "connecting", CONNECTED = "connected", DESTROYED = "destroyed";
            function stateTransition(self, newState) {
              var legalTransitions = {
                disconnected: [CONNECTING, DESTROYED],
                connecting: [CONNECTED, DESTROYED],
                connected: [DESTROYED],
              };
              var legalStates = legalTransitions[self.state];
              if (legalStates && legalStates.indexOf(newState) !== -1) {
                self.state = newState;
              } else {
                self.logger.error("illegal", self.state, newState);
              }
            }
            export function onMember(self) {
              if (self.state === "disconnected") {
                stateTransition(self, CONNECTING);
                stateTransition(self, CONNECTED);
              }
              if (self.state === DESTROYED) {
                stateTransition(self, CONNECTING);
              }
            }
          ` }],
        },
        {
          messageId: "refused",
          line: 20,
          column: 5,
        },
      ],
    },
    {
      name: "a function that also allows the state it is in already",
      filename: "file.ts",
      code: table + code`
        class Link {
          state = "connecting";
          can(next) {
            return this.state === next || NEXT[this.state].includes(next);
          }
          go(next) {
            if (!this.can(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        export function open() {
          const link = new Link();
          link.go("connecting");
          link.go("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 21,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: table + code`
            class Link {
              state = "connecting";
              can(next) {
                return this.state === next || NEXT[this.state].includes(next);
              }
              go(next) {
                if (!this.can(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            export function open() {
              const link = new Link();
              link.go("connecting");
              link.go("accepted");
              link.go("known");
            }
          ` }],
        },
      ],
    },
    {
      name: "a function of several returns",
      filename: "file.ts",
      code: table + code`
        class Link {
          state = "connecting";
          can(next) {
            if (!NEXT[this.state]) return false;
            if (next === this.state) return true;
            return NEXT[this.state].includes(next);
          }
          go(next) {
            if (!this.can(next)) {
              console.warn("illegal");
              return false;
            }
            const before = this.state;
            this.state = next;
            for (const listener of this.listeners) listener(before, next);
            return true;
          }
        }
        export function open() {
          const link = new Link();
          link.go("connecting");
          if (!link.go("known")) throw new Error("not known");
        }
      `,
      errors: [
        {
          messageId: "refused",
          line: 29,
          column: 8,
        },
      ],
    },
    {
      name: "two machines with one method name, each with its own table",
      filename: "file.ts",
      code: link + code`
        class Other {
          state = "connecting";
          go(next) {
            if (!OTHER[this.state].includes(next)) throw new Error("illegal");
            this.state = next;
          }
        }
        const OTHER = { connecting: ["known"], known: [] };
        export function open(unknown) {
          new Other().go("known");
          const other = new Other();
          other.go("known");
          if (unknown.state === "connecting") unknown.go("known");
          const link = new Link();
          link.go("known");
        }
      `,
      errors: [
        {
          messageId: "throws",
          line: 30,
          column: 3,
          suggestions: [{ messageId: "takeSteps", output: link + code`
            class Other {
              state = "connecting";
              go(next) {
                if (!OTHER[this.state].includes(next)) throw new Error("illegal");
                this.state = next;
              }
            }
            const OTHER = { connecting: ["known"], known: [] };
            export function open(unknown) {
              new Other().go("known");
              const other = new Other();
              other.go("known");
              if (unknown.state === "connecting") unknown.go("known");
              const link = new Link();
              link.go("accepted");
              link.go("known");
            }
          ` }],
        },
      ],
    },
  ],
});
