// An agent endpoint: one connection, two state machines.
// The first machine is made at accept, under a preliminary id, and gets as far as AUTHENTICATED. When the services are
// up a second one is made under the final id, and asked for SERVICES_READY while it is still CONNECTING: the table
// refuses. The client is never told 'ready', what it asked before the log-in was over is gone, and the sweeper closes it.
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
    if (!TRANSITIONS[this.state].includes(next)) return false;
    this.state = next;
    return true;
  }
}

const machines = new Map();
const users = new Map();
const accounts = { verify: () => sleep(100, "ada") };
const services = { startFor: () => sleep(30) };

async function serveAgent(socket) {
  const preliminaryId = `ws-${randomUUID()}`;
  const preliminary = new ConnectionStateMachine(preliminaryId);
  machines.set(preliminaryId, preliminary);
  preliminary.transition("ACCEPTED");

  socket.on("message", (message) => answer(socket, users.get(socket), message));
  users.set(socket, await accounts.verify(socket));
  preliminary.transition("AUTHENTICATED");
  await services.startFor(users.get(socket));

  const connectionId = `ws-${users.get(socket)}-${Date.now()}`;
  const machine = new ConnectionStateMachine(connectionId);
  machine.transition("SERVICES_READY");
  machines.set(connectionId, machine);
  if (machine.transition("PROCESSING_READY")) socket.send({ type: "ready" });
  else setTimeout(() => sweep(socket, machine), 200);
}

function answer(socket, user, { id, question }) {
  if (user) socket.send({ type: "answer", id, text: `${user}, about ${question}: 42` });
  else console.error(`server: question ${id} dropped, nobody is logged in`);
}

function sweep(socket, machine) {
  console.error(`server: closing a connection that is still ${machine.state}`);
  machine.transition("CLOSED");
  socket.close();
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
