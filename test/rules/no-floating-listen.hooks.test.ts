import rule from "../../rules/no-floating-listen.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-floating-listen: hooks and tests", rule, {
  valid: [
    {
      name: "done is given to listen, in the callback of a promise",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let server;
        before(function (done) {
          startApp().then(function () {
            server = http.createServer(handle);
            server.listen(6666, done);
          });
        });
        it('answers', () => check(6666));
      `,
    },
    {
      name: "done is called when it listens",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let server;
        before(function (done) {
          startApp().then(function () {
            server = http.createServer(handle);
            server.on('listening', () => done());
            server.listen(6666);
          });
        });
        it('answers', () => check(6666));
      `,
    },
    {
      name: "done is called behind something else that takes its time",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let server;
        before(function (done) {
          server = http.createServer(handle);
          loadRooms(() => {
            server.listen(6666);
            connectTo(6666, done);
          });
        });
        it('answers', () => check(6666));
      `,
    },
    {
      name: "a test that listens and is done",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        it('can be started', (done) => {
          startApp().then(() => {
            const server = http.createServer();
            server.listen(6666);
            done();
          });
        });
      `,
    },
    {
      name: "a hook gives a promise that waits",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import { once } from 'node:events';
        let server;
        before(() => startApp().then((handle) => {
          server = http.createServer(handle);
          return once(server.listen(6666, 'localhost'), 'listening');
        }));
        it('answers', () => check(6666));
      `,
    },
    {
      name: "a port that is kept in the callback, and a promise that waits",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        describe('pages', () => {
          const server = createServer();
          let folder: string, port: number;
          before(async () => {
            folder = await unpack();
            await new Promise<void>((resolve) => server.listen(0, 'localhost', () => {
              port = (server.address() as any).port;
              resolve();
            }));
          });
          it('answers', () => check(folder, port));
        });
      `,
    },
    {
      name: "a port that is kept in the callback, and the hook's done",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        describe('pages', () => {
          const server = createServer();
          let port: number;
          before((done) => {
            server.listen(0, 'localhost', () => {
              port = (server.address() as any).port;
              done();
            });
          });
          it('answers', () => check(port));
        });
      `,
    },
    {
      name: "a callback that keeps the port and tells somebody",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        describe('pages', () => {
          const server = createServer();
          let port: number;
          before(() => {
            server.listen(0, 'localhost', () => {
              port = (server.address() as any).port;
              started(port);
            });
          });
          it('answers', () => check(port));
        });
      `,
    },
    {
      name: "a client of the same port in the callback",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        it('upgrades', (done) => {
          const server = createServer();
          server.listen(port, () => {
            const socket = createSocket(port);
            socket.on('upgrade', () => { server.close(); done(); });
          });
        });
      `,
    },
    {
      name: "a client of another port",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        it('upgrades', (done) => {
          const server = createServer();
          server.listen(port);
          const socket = createSocket(otherPort);
          socket.on('upgrade', () => { server.close(); done(); });
        });
      `,
    },
    {
      name: "a helper that waits for the same port",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        it('upgrades', async () => {
          const server = createServer();
          server.listen(port);
          await waitForConnection(port);
          const socket = await connectUntilReady(port);
          socket.end();
        });
      `,
    },
    {
      name: "a second server of the same port",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        it('fails', (done) => {
          const server = createServer();
          server.listen(port);
          const other = createSocketServer(port);
          other.on('error', () => done());
        });
      `,
    },
  ],
  invalid: [
    {
      name: "done is called behind a bare listen, in the callback of a promise",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let server;
        before(function (done) {
          startApp().then(function () {
            server = http.createServer(handle);
            server.listen(6666);
            done();
          });
        });
        it('answers', () => check(6666));
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a hook gives a promise that is fulfilled behind a bare listen",
      filename: "file.test.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        let server;
        before(() => startApp().then((handle) => {
          server = http.createServer(handle);
          server.listen(6666, 'localhost');
        }));
        it('answers', () => check(6666));
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a port that is kept in the callback, and nothing that waits",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        describe('pages', () => {
          const server = createServer();
          let folder: string, port: number;
          before(async () => {
            folder = await unpack();
            server.listen(0, 'localhost', () => {
              port = (server.address() as any).port;
            });
          });
          it('answers', () => check(folder, port));
        });
      `,
      errors: [
        { messageId: "unawaitedInTest", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              import { createServer } from 'node:http';
              import { once } from 'node:events';
              describe('pages', () => {
                const server = createServer();
                let folder: string, port: number;
                before(async () => {
                  folder = await unpack();
                  server.listen(0, 'localhost', () => {
                    port = (server.address() as any).port;
                  });
                  await once(server, 'listening');
                });
                it('answers', () => check(folder, port));
              });
            ` },
          ] },
      ],
    },
    {
      name: "a client of the same port on the next line",
      filename: "file.test.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createServer } from 'node:http';
        it('upgrades', (done) => {
          withEngine({ transports: ['polling'] }, ({ engine, h3 }) => {
            const server = createServer();
            engine.attach(server);
            server.listen(h3.port);

            const socket = createSocket(h3.port, { transports: ['polling'] });
            socket.on('upgrade', () => { server.close(); done(); });
          });
        });
      `,
      errors: [
        { messageId: "usedAtOnce", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a name that other servers are given to as well is not what is waited for",
      filename: "file.mjs",
      options: [{ report: "potential" }],
      code: code`
        import net from "node:net";
        describe("a broker", () => {
          let broker;
          beforeEach(() => {
            const server = net.createServer();
            broker = server.listen(1883);
          });
          it("is another one", () => {
            broker = net.createServer();
            broker.close();
          });
        });
      `,
      errors: [
        {
          messageId: "unawaitedInTest",
          line: 6,
          suggestions: [
            {
              messageId: "awaitReady",
              output: code`
                import net from "node:net";
                import { once } from "node:events";
                describe("a broker", () => {
                  let broker;
                  beforeEach(async () => {
                    const server = net.createServer();
                    broker = server.listen(1883);
                    await once(server, "listening");
                  });
                  it("is another one", () => {
                    broker = net.createServer();
                    broker.close();
                  });
                });
              `,
            },
          ],
        },
      ],
    },
  ],
});
