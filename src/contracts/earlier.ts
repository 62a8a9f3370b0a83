import { nodeContracts } from "./node.js";
import { serverContracts } from "./servers.js";
import type { Contract } from "./types.js";

const [server] = nodeContracts;
const hapi = serverContracts.find(({ id }) => id === "hapi.Server") ?? serverContracts[0];

/** What packages were before they got another name or another shape, told from what they are now by how they are used; measured on Node 20. */
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
    ...server,
    id: "express.HTTPServer",
    from: ["express"],
    // Express 2 was a server itself; 3 still had the name, for an app whose address nobody can read.
    makers: [{ export: "createServer", by: "call" }],
    types: [],
    events: { listening: ["ready"], request: ["ready"], connection: ["ready"], upgrade: ["ready"], connect: ["ready"], error: ["failed"], close: ["closed"] },
    see: "https://github.com/expressjs/express/wiki/Migrating-from-2.x-to-3.x",
  },
];
