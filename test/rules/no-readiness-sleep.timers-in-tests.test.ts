import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "async.series step behind stop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const async = require('async');
        const { Swarm } = require('../lib/swarm');
        it('can be stopped twice', function (done) {
          const left = new Swarm('left');
          async.series([
            (cb) => left.stop(cb),
            (cb) => setTimeout(cb, 1000),
            (cb) => left.stop(cb),
          ], done);
        });
      `,
    },
    {
      name: "done test, subscription then timer publishes: not certain",
      filename: "file.ts",
      code: code`
        import { createHub } from '../src/hub.js';
        import { expect } from 'chai';
        describe('hub', () => {
          it('passes a message on', (done) => {
            const hub = createHub();
            hub.subscribe('a', (m) => {
              expect(m).to.equal(1);
              done();
            });
            setTimeout(() => hub.publish('a', 1), 50);
          });
        });
      `,
    },
    {
      name: "connect then timer asserts in callback: not certain",
      filename: "file.ts",
      code: code`
        import { ChatClient } from '../src/chat-client';
        describe('chat', () => {
          it('lists rooms', (done) => {
            const chat = new ChatClient('ws://localhost:5001');
            chat.connect();
            setTimeout(() => {
              expect(chat.rooms).toEqual(['general']);
              done();
            }, 400);
          });
        });
      `,
    },
    {
      name: "own ready event, timer in the handler: not certain",
      filename: "file.ts",
      code: code`
        import { io } from 'socket.io-client';
        describe('presence', () => {
          it('joins', (done) => {
            const socket = io('http://localhost:3400');
            socket.on('connect', () => {
              setTimeout(() => {
                socket.emit('join', 'room', () => done());
              }, 100);
            });
          });
        });
      `,
    },
    {
      name: "own open handler calls done later: not certain",
      filename: "file.ts",
      code: code`
        import WebSocket from 'ws';
        describe('ticker', () => {
          let ws;
          before((done) => {
            ws = new WebSocket('ws://localhost:4300');
            ws.on('open', () => setTimeout(done, 100));
          });
          after(() => ws.close());
          it('is open', () => {
            if (ws.readyState !== 1) throw new Error('not open');
          });
        });
      `,
    },
    {
      name: "timer step after chokidar: not certain",
      filename: "file.ts",
      code: code`
        import chokidar from 'chokidar';
        import fs from 'node:fs';
        describe('rebuild', () => {
          it('rebuilds on change', (done) => {
            const watcher = chokidar.watch('src', { ignoreInitial: true });
            watcher.on('change', () => watcher.close().then(() => done()));
            setTimeout(() => fs.writeFileSync('src/a.ts', 'x'), 500);
          });
        });
      `,
    },
    {
      name: "redis connect event, done later: not certain",
      filename: "file.ts",
      code: code`
        import { createClient } from 'redis';
        describe('session store', () => {
          const client = createClient();
          before((done) => {
            client.on('ready', () => {
              setTimeout(done, 50);
            });
            client.connect();
          });
          after(() => client.quit());
          it('pings', async () => {
            if ((await client.ping()) !== 'PONG') throw new Error('no pong');
          });
        });
      `,
    },
    {
      name: "mqtt bridge in a mocha done test: not certain",
      filename: "file.ts",
      code: code`
        const mqtt = require('mqtt');
        it('bridges', function (done) {
          const client = mqtt.connect('mqtt://localhost:1883');
          client.on('message', () => done());
          client.subscribe('in');
          setTimeout(() => { client.publish('in', 'x'); }, 200);
        });
      `,
    },
  ],
  invalid: [
    {
      name: "async.series step with a comment",
      filename: "file.ts",
      code: code`
        const async = require('async');
        const { Swarm } = require('../lib/swarm');
        it('replicates a document', function (done) {
          const left = new Swarm('left');
          const right = new Swarm('right');
          async.series([
            (cb) => left.start(cb),
            (cb) => right.start(cb),
            // give them time to link up
            (cb) => setTimeout(cb, 1000),
            (cb) => left.put('k', 'v', cb),
            (cb) => right.get('k', cb),
          ], done);
        });
      `,
      errors: [
        { messageId: "guess", line: 10, suggestions: [] },
      ],
    },
    {
      name: "done test, subscription then timer publishes",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createHub } from '../src/hub.js';
        import { expect } from 'chai';
        describe('hub', () => {
          it('passes a message on', (done) => {
            const hub = createHub();
            hub.subscribe('a', (m) => {
              expect(m).to.equal(1);
              done();
            });
            setTimeout(() => hub.publish('a', 1), 50);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 10, suggestions: [
            { messageId: "sendAgain", output: code`
              import { createHub } from '../src/hub.js';
              import { expect } from 'chai';
              describe('hub', () => {
                it('passes a message on', (done) => {
                  const hub = createHub();
                  let arrived = false;
                  hub.subscribe('a', (m) => {
                    if (arrived) return;
                    arrived = true;
                    expect(m).to.equal(1);
                    done();
                  });
                  const deadline = Date.now() + 1500;
                  const sending = setInterval(() => {
                    if (arrived || Date.now() > deadline) clearInterval(sending);
                    else hub.publish('a', 1);
                  }, 50);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "the context of a test is no function that takes an error",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const test = require("tape");
        const { ChatClient } = require("../src/chat-client");
        test("lists rooms", (t) => {
          const chat = new ChatClient("ws://localhost:5001");
          chat.connect();
          setTimeout(() => {
            assert.deepEqual(chat.rooms, ["general"]);
            t.end();
          }, 400);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "what ends a test takes the error",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const test = require("tape");
        const { ChatClient } = require("../src/chat-client");
        test("lists rooms", (done) => {
          const chat = new ChatClient("ws://localhost:5001");
          chat.connect();
          setTimeout(() => {
            assert.deepEqual(chat.rooms, ["general"]);
            done();
          }, 400);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "retryInTimer", output: code`
              const test = require("tape");
              const { ChatClient } = require("../src/chat-client");
              test("lists rooms", (done) => {
                const chat = new ChatClient("ws://localhost:5001");
                chat.connect();
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    assert.deepEqual(chat.rooms, ["general"]);
                  } catch (error) {
                    if (Date.now() > deadline) done(error);
                    else setTimeout(ask, 50);
                    return;
                  }
                  done();
                };
                ask();
              });
            ` },
        ] },
      ],
    },
    {
      name: "what ends a test takes the error where a context comes before it",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const test = require("tape");
        const { ChatClient } = require("../src/chat-client");
        test("lists rooms", (t, done) => {
          const chat = new ChatClient("ws://localhost:5001");
          chat.connect();
          setTimeout(() => {
            assert.deepEqual(chat.rooms, ["general"]);
            done();
          }, 400);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "retryInTimer", output: code`
              const test = require("tape");
              const { ChatClient } = require("../src/chat-client");
              test("lists rooms", (t, done) => {
                const chat = new ChatClient("ws://localhost:5001");
                chat.connect();
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    assert.deepEqual(chat.rooms, ["general"]);
                  } catch (error) {
                    if (Date.now() > deadline) done(error);
                    else setTimeout(ask, 50);
                    return;
                  }
                  done();
                };
                ask();
              });
            ` },
        ] },
      ],
    },
    {
      name: "connect then timer asserts in callback",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { ChatClient } from '../src/chat-client';
        describe('chat', () => {
          it('lists rooms', (done) => {
            const chat = new ChatClient('ws://localhost:5001');
            chat.connect();
            setTimeout(() => {
              expect(chat.rooms).toEqual(['general']);
              done();
            }, 400);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { ChatClient } from '../src/chat-client';
              describe('chat', () => {
                it('lists rooms', (done) => {
                  const chat = new ChatClient('ws://localhost:5001');
                  chat.connect();
                  const deadline = Date.now() + 1500;
                  const ask = () => {
                    try {
                      expect(chat.rooms).toEqual(['general']);
                    } catch (error) {
                      if (Date.now() > deadline) done(error);
                      else setTimeout(ask, 50);
                      return;
                    }
                    done();
                  };
                  ask();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "own ready event, timer in the handler",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { io } from 'socket.io-client';
        describe('presence', () => {
          it('joins', (done) => {
            const socket = io('http://localhost:3400');
            socket.on('connect', () => {
              setTimeout(() => {
                socket.emit('join', 'room', () => done());
              }, 100);
            });
          });
        });
      `,
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              import { io } from 'socket.io-client';
              describe('presence', () => {
                it('joins', (done) => {
                  const socket = io('http://localhost:3400');
                  socket.on('connect', () => {
                    socket.emit('join', 'room', () => done());
                  });
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "own open handler calls done later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import WebSocket from 'ws';
        describe('ticker', () => {
          let ws;
          before((done) => {
            ws = new WebSocket('ws://localhost:4300');
            ws.on('open', () => setTimeout(done, 100));
          });
          after(() => ws.close());
          it('is open', () => {
            if (ws.readyState !== 1) throw new Error('not open');
          });
        });
      `,
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              import WebSocket from 'ws';
              describe('ticker', () => {
                let ws;
                before((done) => {
                  ws = new WebSocket('ws://localhost:4300');
                  ws.on('open', () => done());
                });
                after(() => ws.close());
                it('is open', () => {
                  if (ws.readyState !== 1) throw new Error('not open');
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "timer step after chokidar",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import chokidar from 'chokidar';
        import fs from 'node:fs';
        describe('rebuild', () => {
          it('rebuilds on change', (done) => {
            const watcher = chokidar.watch('src', { ignoreInitial: true });
            watcher.on('change', () => watcher.close().then(() => done()));
            setTimeout(() => fs.writeFileSync('src/a.ts', 'x'), 500);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [
            { messageId: "listen", output: code`
              import chokidar from 'chokidar';
              import fs from 'node:fs';
              describe('rebuild', () => {
                it('rebuilds on change', (done) => {
                  const watcher = chokidar.watch('src', { ignoreInitial: true });
                  watcher.on('change', () => watcher.close().then(() => done()));
                  watcher.once('ready', () => fs.writeFileSync('src/a.ts', 'x'));
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "redis connect event, done later",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createClient } from 'redis';
        describe('session store', () => {
          const client = createClient();
          before((done) => {
            client.on('ready', () => {
              setTimeout(done, 50);
            });
            client.connect();
          });
          after(() => client.quit());
          it('pings', async () => {
            if ((await client.ping()) !== 'PONG') throw new Error('no pong');
          });
        });
      `,
      errors: [
        { messageId: "maybeNeedless", line: 6, suggestions: [
            { messageId: "goOnAtOnce", output: code`
              import { createClient } from 'redis';
              describe('session store', () => {
                const client = createClient();
                before((done) => {
                  client.on('ready', () => {
                    done();
                  });
                  client.connect();
                });
                after(() => client.quit());
                it('pings', async () => {
                  if ((await client.ping()) !== 'PONG') throw new Error('no pong');
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "mqtt bridge in a mocha done test",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        const mqtt = require('mqtt');
        it('bridges', function (done) {
          const client = mqtt.connect('mqtt://localhost:1883');
          client.on('message', () => done());
          client.subscribe('in');
          setTimeout(() => { client.publish('in', 'x'); }, 200);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "webworker in a karma suite",
      filename: "file.ts",
      code: code`
        describe('parser worker', function () {
          beforeEach(function (done) {
            this.worker = new Worker('/base/parser.js');
            setTimeout(done, 100);
          });
          it('parses', function () { return this.worker.parse('1').should.eventually.equal(1); });
        });
      `,
      errors: [
        { messageId: "guess", line: 4, suggestions: [] },
      ],
    },
  ],
});
