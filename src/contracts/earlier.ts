import { serverContracts } from "./servers.js";
import type { Contract } from "./types.js";

const hapi = serverContracts.find(({ id }) => id === "hapi.Server") ?? serverContracts[0];

/** What packages were before they got another name, told from what they were earlier by how they are used; measured on Node 20. */
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
];
