// The same endpoint with one coordinator: one machine for each connection, which takes every step of the table, and
// a refused step throws. Messages are heard from the first moment and wait for the log-in and the services.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { LineSocket } from "./line-socket.mjs";

const TRANSITIONS = {
  CONNECTING: ["ACCEPTED", "FAILED", "CLOSED"],
  ACCEPTED: ["AUTHENTICATED", "FAILED", "CLOSED"],
  AUTHENTICATED: ["SERVICES_READY", "FAILED", "CLOSED"],
  SERVICES_READY: ["PROCESSING_READY", "FAILED", "CLOSED"],
  PROCESSING_READY: ["FAILED", "CLOSED"],
  FAILED: ["CLOSED"],
  CLOSED: [],
};

class ConnectionStateMachine {
  state = "CONNECTING";

  constructor(id) {
    this.id = id;
  }

  transition(next) {
    if (!TRANSITIONS[this.state].includes(next)) throw new Error(`${this.id}: ${this.state} -> ${next} is not allowed`);
    this.state = next;
  }
}

const machines = new Map();
const accounts = { verify: () => sleep(100, "ada") };
const services = { startFor: () => sleep(30) };

async function bringUp(socket) {
  const machine = new ConnectionStateMachine(`ws-${randomUUID()}`);
  machine.transition("ACCEPTED");
  machines.set(socket, machine);
  const user = await accounts.verify(socket);
  machine.transition("AUTHENTICATED");
  await services.startFor(user);
  machine.transition("SERVICES_READY");
  machine.transition("PROCESSING_READY");
  return user;
}

function serveAgent(socket) {
  const ready = bringUp(socket);
  socket.on("message", (message) => {
    ready.then((user) => answer(socket, user, message), () => {});
  });
  socket.on("close", () => machines.delete(socket));
  ready.then(() => socket.send({ type: "ready" }), () => socket.close());
}

function answer(socket, user, { id, question }) {
  socket.send({ type: "answer", id, text: `${user}, about ${question}: 42` });
}

const server = createServer((socket) => serveAgent(new LineSocket(socket)));
await once(server.listen(0, "127.0.0.1"), "listening");

const client = new LineSocket(connect(server.address()));
const heard = new Set();
client.on("message", ({ type, text }) => {
  console.log(`client: ${text ?? type}`);
  if (heard.add(type).has("ready") && heard.has("answer")) process.exit(0);
});
client.on("close", () => process.exit(1));
client.send({ id: 1, question: "everything" });
