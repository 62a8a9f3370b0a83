// Asks servers in a cluster worker whether they are bound when listen() returns. Argument: the servers, as JSON.
import cluster from "node:cluster";
import { once } from "node:events";

if (cluster.isPrimary) {
  const worker = cluster.fork();
  worker.on("message", (answer) => process.send(answer));
  worker.on("exit", (code) => process.exit(code ?? 1));
} else {
  for (const { module, maker, args, exclusive } of JSON.parse(process.argv[2])) {
    const { [maker]: make } = await import(module);
    const answer = { module, maker };
    for (const [way, where] of Object.entries({ hostless: [0], host: [0, "127.0.0.1"], exclusive: [{ port: 0, [exclusive]: true }] })) {
      const server = make(...args).listen(...where);
      const atOnce = server.address() !== null;
      await once(server, "listening");
      answer[way] = { atOnce, later: server.address() !== null };
      server.close();
    }
    process.send(answer);
  }
  process.disconnect();
}
