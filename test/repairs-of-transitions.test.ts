import { expect, it } from "vitest";
import { repaired, run } from "./repairs.js";
import { code } from "./rule-tester.js";

const table = code`
  const NEXT = {
    CONNECTING: ["ACCEPTED", "FAILED", "CLOSED"],
    ACCEPTED: ["AUTHENTICATED", "FAILED", "CLOSED"],
    AUTHENTICATED: ["SERVICES_READY", "FAILED", "CLOSED"],
    SERVICES_READY: ["FAILED", "CLOSED"],
    FAILED: ["CLOSED"],
    CLOSED: [],
  };
`;

it("takes the connection to the state in which it handles messages", async () => {
  const program =
    table +
    code`
      class Connection {
        state = "CONNECTING";
        transition(next) {
          if (!NEXT[this.state].includes(next)) return false;
          this.state = next;
          return true;
        }
        handle(message) {
          return this.state === "SERVICES_READY" ? "handled " + message : "dropped " + message;
        }
      }

      async function open(startServices) {
        const connection = new Connection();
        await startServices();
        connection.transition("SERVICES_READY");
        return connection;
      }

      const connection = await open(async () => {});
      console.log(connection.state, connection.handle("hello"));
    `;
  expect((await run(program)).out).toBe("CONNECTING dropped hello");
  expect((await run(repaired(program, "takeSteps"))).out).toBe("SERVICES_READY handled hello");
});

it("takes the steps of a machine that throws", async () => {
  const program =
    table +
    code`
      class Connection {
        #state = "CONNECTING";
        get state() { return this.#state; }
        transition(next) {
          if (!NEXT[this.#state]?.includes(next)) throw new Error(this.#state + " -> " + next);
          this.#state = next;
        }
      }

      const connection = new Connection();
      try {
        if (connection.state === "CONNECTING") connection.transition("AUTHENTICATED");
      } catch (error) {
        console.log(error.message);
      }
      console.log(connection.state);
    `;
  expect((await run(program)).out).toBe("CONNECTING -> AUTHENTICATED\nCONNECTING");
  expect((await run(repaired(program, "takeSteps"))).out).toBe("AUTHENTICATED");
});

it("sends the events that lead there, one awaited after the other", async () => {
  const program = code`
    const STATES = {
      idle: { on: { DIAL: "dialing" } },
      dialing: { on: { ANSWER: "talking", FAIL: "failed" } },
      talking: { on: { HANG_UP: "idle" } },
      failed: {},
    };

    async function send(call, event) {
      const next = STATES[call.state].on?.[event];
      if (!next) {
        console.error("not now:", event);
        return;
      }
      await Promise.resolve();
      call.state = next;
    }

    const call = { state: "idle" };
    await send(call, "ANSWER");
    console.log(call.state);
  `;
  expect((await run(program)).out).toBe("idle");
  expect((await run(repaired(program, "takeSteps"))).out).toBe("talking");
});

it("asks for two steps in the order of the table", async () => {
  const program = code`
    const NEXT = { off: ["dialing"], dialing: ["syncing", "off"], syncing: ["online", "off"], online: ["off"] };

    class Link {
      state = "off";
      waiting = ["a", "b"];
      to(next) {
        if (!NEXT[this.state].includes(next)) {
          console.log("refused", next);
          return;
        }
        this.state = next;
      }
      opened() {
        if (this.state !== "dialing") return;
        this.to("online");
        for (const each of this.waiting.splice(0)) console.log("sent", each, "while", this.state);
        this.to("syncing");
      }
    }

    const link = new Link();
    link.to("dialing");
    link.opened();
    console.log(link.state);
  `;
  expect((await run(program)).out).toBe("refused online\nsent a while dialing\nsent b while dialing\nsyncing");
  expect((await run(repaired(program, "swapSteps"))).out).toBe("sent a while syncing\nsent b while syncing\nonline");
});
