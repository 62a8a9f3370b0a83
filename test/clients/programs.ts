/** An early address: one certain finding, of `no-early-address` at 4:13. */
export const early = `import { createServer } from "node:http";
const server = createServer();
server.listen(0, "127.0.0.1");
console.log(server.address().port);
`;

/** The same, repaired as the first suggestion does it. */
export const repaired = `import { createServer } from "node:http";
import { once } from "node:events";
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
console.log(server.address().port);
`;
