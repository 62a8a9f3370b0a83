import { expect, it } from "vitest";
import { caller, repaired, run, taken } from "./repairs.js";

it("replaces an executor by once: a taken port rejects", async () => {
  const program = `${taken}
export async function start(port) {
  const server = http.createServer();
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}
${caller}`;
  expect((await run(program)).out).toBe("uncaught EADDRINUSE");
  expect((await run(repaired(program, "useOnce"))).out).toBe("caught EADDRINUSE");
});

it("adds the missing reject: a taken port rejects, and success leaves no listener", async () => {
  const program = `${taken}
const server = http.createServer();

export function start(port) {
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      resolve(server);
    });
  });
}
${caller}`;
  const after = repaired(program, "rejectOnError");
  expect((await run(program)).out).toBe("uncaught EADDRINUSE");
  expect((await run(after)).out).toBe("caught EADDRINUSE");
  const success = after.replace("await start(taken)", "await start(0)").replace('"started"', 'server.listenerCount("error")');
  expect((await run(success)).out).toBe("0");
});

it("takes away a test of an error that never comes, and rejects instead", async () => {
  const program = `${taken}
import net from "node:net";

export const start = (port) =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.listen(port, "127.0.0.1", (error) => {
      if (error) return reject(error);
      resolve(server);
    });
  });
${caller}`;
  expect((await run(program)).out).toBe("uncaught EADDRINUSE");
  expect((await run(repaired(program, "rejectOnError"))).out).toBe("caught EADDRINUSE");
});

it("replaces a promisified listen by once: a taken port rejects", async () => {
  const program = `${taken}
import { promisify } from "node:util";

export async function start(port) {
  const server = http.createServer();
  const listen = promisify(server.listen.bind(server));
  await listen(port, "127.0.0.1");
}
${caller}`;
  expect((await run(program)).out).toBe("uncaught EADDRINUSE");
  expect((await run(repaired(program, "useOnce"))).out).toBe("caught EADDRINUSE");
});

it("returns once in place of a promisified listen: the caller gets nothing, as before, or the failure", async () => {
  const program = `${taken}
import util from "node:util";

class Target {
  server = http.createServer();
  listen(port) {
    return util.promisify(this.server.listen).bind(this.server)(port, "127.0.0.1");
  }
}
const start = (port) => new Target().listen(port).then((value) => console.log(value));
${caller}`;
  const after = repaired(program, "useOnce");
  expect((await run(program)).out).toBe("uncaught EADDRINUSE");
  expect((await run(after)).out).toBe("caught EADDRINUSE");
  expect((await run(after.replace("await start(taken)", "await start(0)"))).out).toBe("undefined\nstarted");
});

it.each(["express", "express4"])("rejects with %s, whatever its version does with the callback", async (name) => {
  const program = `${taken}
import express from "express";

export function start(port) {
  const app = express();
  return new Promise((resolve, reject) => {
    try {
      const server = app.listen(port, "127.0.0.1", () => {
        resolve(server);
      });
    } catch (error) {
      reject(error);
    }
  });
}
${caller}`;
  const after = repaired(program, "rejectOnError", "file.mjs", {}).replace('"express"', JSON.stringify(name));
  expect((await run(after)).out).toBe("caught EADDRINUSE");
  expect((await run(after.replace("await start(taken)", "await start(0)"))).out).toBe("started");
});

it("rejects where the promise waits for more than the start", async () => {
  const program = `${taken}
export function start(port) {
  return new Promise((resolve) => {
    const server = http.createServer((request, response) => {
      response.end();
      resolve(request.url);
    });
    server.listen(port, "127.0.0.1");
  });
}
${caller}`;
  expect((await run(program)).out).toBe("uncaught EADDRINUSE");
  expect((await run(repaired(program, "rejectOnError"))).out).toBe("caught EADDRINUSE");
});

it("does about 'error' what the callback would have done, and ends with a failure", async () => {
  const program = `${taken}
const server = http.createServer();
server.listen(taken, "127.0.0.1", (error) => {
  if (error) {
    console.log("not started", error.code);
    blocker.close();
  }
  console.log("started");
});
`;
  expect(await run(program)).toEqual({ out: "", failed: true });
  expect(await run(repaired(program, "listenForError"))).toEqual({ out: "not started EADDRINUSE", failed: false });
  const quiet = program.replace("    blocker.close();\n", "    console.log(String(error.code));\n");
  const after = `${repaired(quiet, "listenForError")}setTimeout(() => blocker.close(), 200);\n`;
  expect(await run(after)).toEqual({ out: "not started EADDRINUSE\nEADDRINUSE", failed: true });
});
