import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: what follows, comes again, or only logs", rule, {
  valid: [
    {
      name: "the state is read first, in the same turn",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connection, show } from './client.js';
        const doc = connection.get('texts', 'first');
        doc.subscribe((error) => {
          if (error) throw error;
          show(doc.data);
          doc.on('op', (op) => {
            show(op);
          });
        });
      `,
    },
    {
      name: "a request is sent by a function of the file",
      filename: "file.js",
      code: code`
        import WebSocket from 'ws';
        let socket;
        const connect = async () => {
          socket = new WebSocket(url);
          socket.on('error', (error) => { throw error; });
          await new Promise((resolve) => socket.on('open', resolve));
        };
        const say = (payload) => {
          socket.send(JSON.stringify(payload));
        };
        test('answers', async () => {
          await connect();
          const answer = new Promise((resolve) => socket.on('message', resolve));
          say({ action: 'greet' });
          expect(await answer).toBe('hello');
        });
      `,
    },
    {
      name: "an event that comes again and again",
      filename: "file.js",
      code: code`
        it('is kept alive', async () => {
          const session = createSession();
          await session.start();
          await new Promise((resolve) => session.once('keepalive', resolve));
          expect(session.beats).toBe(1);
        });
      `,
    },
    {
      name: "handlers that only log",
      filename: "file.js",
      code: code`
        export async function serve() {
          const server = new UaServer();
          await server.start();
          server.on('newChannel', (channel) => console.log('channel', channel.id));
        }
      `,
    },
    {
      name: "what brings it about stands behind the listener",
      filename: "file.js",
      code: code`
        it('hears of the end', async () => {
          const client = createClient();
          await client.connect();
          await new Promise((resolve) => {
            client.once('close', resolve);
            endServer();
          });
        });
      `,
    },
    {
      name: "a helper that attaches, then runs what it is given",
      filename: "file.js",
      code: code`
        it('tells of accounts', async () => {
          const provider = createProvider();
          const hear = async (act) => {
            const heard = new Promise((resolve) => provider.once('message', resolve));
            await act();
            return heard;
          };
          await provider.start();
          await hear(() => provider.request('send'));
        });
      `,
    },
    {
      name: "what ends the server stands behind the listener, with a log line",
      filename: "file.js",
      code: code`
        it('hears of the end', async () => {
          const client = createClient();
          await client.connect(url);
          await new Promise((resolve) => {
            client.once('connection_lost', () => setImmediate(() => resolve()));
            debugLog('stopping the server');
            end_server().then(() => debugLog('stopped'));
          });
        });
      `,
    },
    {
      name: "a function that attaches, and runs what it is given",
      filename: "file.js",
      code: code`
        it('tells of accounts', async () => {
          const provider = createProvider();
          await provider.start();
          async function hear(act) {
            const events = [];
            provider.on('step', (event) => events.push(event));
            await act();
            return events;
          }
          await hear(async () => {
            await provider.once('done');
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "twin: the state is not read",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { connection, show } from './client.js';
        const doc = connection.get('texts', 'first');
        doc.subscribe((error) => {
          if (error) throw error;
          console.log('there');
          doc.on('op', (op) => {
            show(op);
          });
        });
      `,
      errors: [
        {
          messageId: "mayComeBefore",
          line: 6,
          // Behind an error nothing is listened to.
          suggestions: [],
        },
      ],
    },
    {
      name: "twin: nothing is sent behind the listener",
      filename: "file.js",
      code: code`
        import WebSocket from 'ws';
        let socket;
        const connect = async () => {
          socket = new WebSocket(url);
          socket.on('error', (error) => { throw error; });
          await new Promise((resolve) => socket.on('open', resolve));
        };
        const say = (payload) => {
          console.log(JSON.stringify(payload));
        };
        test('answers', async () => {
          await connect();
          const answer = new Promise((resolve) => socket.on('message', resolve));
          say({ action: 'greet' });
          expect(await answer).toBe('hello');
        });
      `,
      errors: [
        { messageId: "sameTick", line: 13, suggestions: [] },
      ],
    },
    {
      name: "twin: an event that says that it is ready",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        it('is kept alive', async () => {
          const session = createSession();
          await session.start();
          await new Promise((resolve) => session.once('activated', resolve));
          expect(session.beats).toBe(1);
        });
      `,
      errors: [
        { messageId: "mayComeBefore", line: 4, suggestions: [
            { messageId: "waitTogether", output: code`
              it('is kept alive', async () => {
                const session = createSession();
                await Promise.all([new Promise((resolve) => session.once('activated', resolve)), session.start()]);
                expect(session.beats).toBe(1);
              });
            ` },
            { messageId: "waitFirst", output: code`
              it('is kept alive', async () => {
                const session = createSession();
                const activated = new Promise((resolve) => session.once('activated', resolve));
                await session.start();
                await activated;
                expect(session.beats).toBe(1);
              });
            ` },
          ] },
      ],
    },
    {
      name: "twin: a handler that counts",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        export async function serve() {
          const server = new UaServer();
          await server.start();
          server.on('newChannel', (channel) => channels.push(channel));
        }
      `,
      errors: [
        { messageId: "mayComeBefore", line: 4, suggestions: [
            { messageId: "attachFirst", output: code`
              export async function serve() {
                const server = new UaServer();
                server.on('newChannel', (channel) => channels.push(channel));
                await server.start();
              }
            ` },
          ] },
      ],
    },
    {
      name: "twin: only a timer stands behind the listener",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        it('hears of the end', async () => {
          const client = createClient();
          await client.connect(url);
          await new Promise((resolve, reject) => {
            client.once('accepted', () => setImmediate(() => resolve()));
            setTimeout(() => reject(new Error('late')), 1000);
          });
        });
      `,
      errors: [
        // Its time would begin to count before the connection.
        { messageId: "mayComeBefore", line: 5 },
      ],
    },
  ],
});
