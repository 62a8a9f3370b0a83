import { serverContracts } from "./servers.js";
import type { Contract } from "./types.js";

const hapi = serverContracts.find(({ id }) => id === "hapi.Server") ?? serverContracts[0];

/** What packages were in earlier versions or under earlier names, told from what they are now by how they are used; measured on Node 20. */
export const earlierContracts: readonly Contract[] = [
  {
    ...hapi,
    id: "hapi.Server under its first name",
    from: ["hapi"],
    // Before 17 the constructor threw for a port, which `connection()` was given, and there was no `server`.
    makers: [
      { export: "server", by: "call" },
      { export: "Server", by: "either", only: { options: ["port", "host"] } },
    ],
    types: [],
  },
  {
    id: "express.HTTPServer",
    noun: "app",
    from: ["express"],
    // Before 3 the app is the server itself. What 3 makes under this name emits nothing itself.
    makers: [{ export: "createServer", by: "call" }],
    types: [],
    starts: { listen: { gives: "self", bound: "when hostless", host: { argument: 1 }, callback: { argument: "last", begins: ["ready"] } } },
    events: {},
    reads: [{ member: "address()", value: "null", settledWhenBound: true }],
    flags: [],
    views: {},
    stops: ["close"],
    ready: { event: "listening" },
    see: "https://expressjs.com/2x/guide.html",
  },
];
