import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what can be asked again", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a variable that is read again",
      filename: "file.js",
      code: code`
        import { WebSocket } from 'ws';
        import { fetchMetrics, server } from './fixtures.js';
        it('counts clients', async () => {
          let metrics = await fetchMetrics();
          expect(metrics).toContain('clients 0');
          const ws = new WebSocket(\`ws://localhost:\${server.port}\`);
          await new Promise((resolve) => ws.on('open', resolve));
          // let the connection propagate
          await new Promise((resolve) => setTimeout(resolve, 100));
          metrics = await fetchMetrics();
          expect(metrics).toContain('clients 1');
          ws.close();
        });
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { WebSocket } from 'ws';
              import { fetchMetrics, server } from './fixtures.js';
              it('counts clients', async () => {
                let metrics = await fetchMetrics();
                expect(metrics).toContain('clients 0');
                const ws = new WebSocket(\`ws://localhost:\${server.port}\`);
                await new Promise((resolve) => ws.on('open', resolve));
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    metrics = await fetchMetrics();
                    expect(metrics).toContain('clients 1');
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                ws.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a variable that is read again in a request that changes something",
      filename: "file.js",
      code: code`
        import { WebSocket } from 'ws';
        import { server, addClient } from './fixtures.js';
        it('counts clients', async () => {
          let count = 0;
          const ws = new WebSocket(\`ws://localhost:\${server.port}\`);
          await new Promise((resolve) => ws.on('open', resolve));
          // let the connection propagate
          await new Promise((resolve) => setTimeout(resolve, 100));
          count = await addClient('x');
          expect(count).toBe(2);
          ws.close();
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "declarations among the assertions",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { api, task } from './fixtures.js';
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        it('shows details', async () => {
          api.workers.start();
          await sleep(2000);
          const details = await task.details();
          expect(Object.keys(details.queues)).toEqual(['slow']);
          const name = Object.keys(details.workers)[0];
          expect(details.workers[name].queue).toBe('slow');
          await api.workers.stop();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { api, task } from './fixtures.js';
              const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
              it('shows details', async () => {
                api.workers.start();
                for (const deadline = Date.now() + 4000; ; ) {
                  try {
                    const details = await task.details();
                    expect(Object.keys(details.queues)).toEqual(['slow']);
                    const name = Object.keys(details.workers)[0];
                    expect(details.workers[name].queue).toBe('slow');
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                await api.workers.stop();
              });
            ` },
          ] },
      ],
    },
    {
      name: "two maps of two nodes",
      filename: "file.js",
      code: code`
        import { first, second } from './fixtures.js';
        it('agrees', async () => {
          await first.start();
          await second.start();
          // Wait for the cluster to stabilize
          await new Promise((resolve) => setTimeout(resolve, 300));
          const map1 = first.getPartitionMap();
          const map2 = second.getPartitionMap();
          // Both have a version
          expect(map1.version).toBeGreaterThan(0);
          expect(map2.version).toBeGreaterThan(0);
          await first.stop();
        });
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { first, second } from './fixtures.js';
              it('agrees', async () => {
                await first.start();
                await second.start();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const map1 = first.getPartitionMap();
                    const map2 = second.getPartitionMap();
                    // Both have a version
                    expect(map1.version).toBeGreaterThan(0);
                    expect(map2.version).toBeGreaterThan(0);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
                await first.stop();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer that asserts with a declaration among",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { a, b, expectSet } from './fixtures.js';
        it('subscribes', (done) => {
          b.subscribe('Z');
          setTimeout(() => {
            const topics = Array.from(a.peers.values())[0].topics;
            expect(a.peers.size).to.equal(1);
            expectSet(topics, ['Z']);
            done();
          }, 200);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { a, b, expectSet } from './fixtures.js';
              it('subscribes', (done) => {
                b.subscribe('Z');
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    const topics = Array.from(a.peers.values())[0].topics;
                    expect(a.peers.size).to.equal(1);
                    expectSet(topics, ['Z']);
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
      name: "a timer that reports failures itself",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { client } from './fixtures.js';
        it('falls back', (done) => {
          client.connect();
          setTimeout(() => {
            try {
              expect(client.state).to.equal('open');
              done();
            } catch (e) {
              done(e);
            }
          }, 10);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { client } from './fixtures.js';
              it('falls back', (done) => {
                client.connect();
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    expect(client.state).to.equal('open');
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
      name: "a timer with a flag",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import assert from 'node:assert';
        import socketCluster from 'socketcluster-client';
        it('tells of the token', (done) => {
          let emitted = false;
          const client = socketCluster.connect({ port: 8008 });
          client.once('token', () => { emitted = true; });
          setTimeout(() => {
            assert.equal(emitted, true);
            done();
          }, 100);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [
            { messageId: "retryInTimer", output: code`
              import assert from 'node:assert';
              import socketCluster from 'socketcluster-client';
              it('tells of the token', (done) => {
                let emitted = false;
                const client = socketCluster.connect({ port: 8008 });
                client.once('token', () => { emitted = true; });
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    assert.equal(emitted, true);
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
      name: "each of a list that is written there",
      filename: "file.js",
      code: code`
        import { clients, broadcast } from './fixtures.js';
        it('reaches all', async () => {
          const { first, second } = await clients.start();
          await new Promise((resolve) => setTimeout(resolve, 200));
          for (const client of [first, second]) {
            expect(client.state).toBe('open');
          }
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { clients, broadcast } from './fixtures.js';
              it('reaches all', async () => {
                const { first, second } = await clients.start();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    for (const client of [first, second]) {
                      expect(client.state).toBe('open');
                    }
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "each of a list that may be empty",
      filename: "file.js",
      code: code`
        import { node, dial } from './fixtures.js';
        it('is known to all', async () => {
          await node.start();
          await new Promise((resolve) => setTimeout(resolve, 200));
          for (const peer of node.peers) {
            expect(peer.topic).toBe('Z');
          }
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [] },
      ],
    },
    {
      name: "each of a list whose size is asserted",
      filename: "file.js",
      code: code`
        import { node, dial } from './fixtures.js';
        it('is known to all', async () => {
          await node.start();
          await new Promise((resolve) => setTimeout(resolve, 200));
          expect(node.peers.size).toBe(2);
          node.peers.forEach((peer) => {
            expect(peer.topic).toBe('Z');
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { node, dial } from './fixtures.js';
              it('is known to all', async () => {
                await node.start();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(node.peers.size).toBe(2);
                    node.peers.forEach((peer) => {
                      expect(peer.topic).toBe('Z');
                    });
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer that goes on behind its assertions",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { a, b } from './fixtures.js';
        it('forgets who has gone', (done) => {
          a.dial(b.address, (error) => {
            expect(error).not.toBeDefined();
          });
          setTimeout(() => {
            expect(a.peers.size).to.equal(1);
            b.stop(() => {
              done();
            });
          }, 200);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 6, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { a, b } from './fixtures.js';
              it('forgets who has gone', (done) => {
                a.dial(b.address, (error) => {
                  expect(error).not.toBeDefined();
                });
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    expect(a.peers.size).to.equal(1);
                  } catch (error) {
                    if (Date.now() > deadline) done(error);
                    else setTimeout(ask, 50);
                    return;
                  }
                  b.stop(() => {
                    done();
                  });
                };
                ask();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a timer that goes on with what it has declared",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { a, b } from './fixtures.js';
        it('forgets who has gone', (done) => {
          a.dial(b.address);
          setTimeout(() => {
            const [peer] = a.peers;
            expect(peer.state).to.equal('open');
            peer.close(done);
          }, 200);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a delay in a chain of promises",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { broker, node } from './fixtures.js';
        it('knows the node', () => {
          return node
            .start()
            .delay(2000)
            .then(() => {
              // it is there
              expect(broker.nodes.size).toBe(1);
              expect(broker.nodes.get('node-1')).toBeDefined();
            });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 5, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { broker, node } from './fixtures.js';
              it('knows the node', () => {
                return node
                  .start()
                  .then(async () => {
                    for (const deadline = Date.now() + 4000; ; ) {
                      try {
                        // it is there
                        expect(broker.nodes.size).toBe(1);
                        expect(broker.nodes.get('node-1')).toBeDefined();
                        break;
                      } catch (error) {
                        if (Date.now() > deadline) throw error;
                        await new Promise((resolve) => setTimeout(resolve, 50));
                      }
                    }
                  });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a delay in a chain, and something that is done behind the assertions",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { broker, node } from './fixtures.js';
        it('knows the node', () => {
          return node.start().delay(2000).then(() => {
            expect(broker.nodes.size).toBe(1);
            return node.stop();
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 3, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { broker, node } from './fixtures.js';
              it('knows the node', () => {
                return node.start().then(async () => {
                  for (const deadline = Date.now() + 4000; ; ) {
                    try {
                      expect(broker.nodes.size).toBe(1);
                      break;
                    } catch (error) {
                      if (Date.now() > deadline) throw error;
                      await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                  }
                  return node.stop();
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a delay in a chain before something that changes",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { broker, node } from './fixtures.js';
        it('knows the node', () => {
          return node.start().delay(2000).then(() => {
            return broker.call('x');
          });
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 3, suggestions: [] },
      ],
    },
    {
      name: "what is gone when it has been read is not read twice",
      filename: "file.js",
      code: code`
        import { manager } from './manager.js';
        it('has output', async () => {
          const child = await manager.spawn('echo hello');
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await manager.getOutput(child.id);
          expect(output.lines).toContain('hello');
          expect(output.lines).toContain('bye');
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [] },
      ],
    },
    {
      name: "one thing that is read, though it is gone then",
      filename: "file.js",
      code: code`
        import { manager } from './manager.js';
        it('has output', async () => {
          const child = await manager.spawn('echo hello');
          await new Promise((resolve) => setTimeout(resolve, 200));
          const output = await manager.getOutput(child.id);
          expect(output.success).toBe(true);
          expect(output.text).toContain('hello');
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { manager } from './manager.js';
              it('has output', async () => {
                const child = await manager.spawn('echo hello');
                let text = '';
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const output = await manager.getOutput(child.id);
                    text += output.text ?? '';
                    expect(output.success).toBe(true);
                    expect(text).toContain('hello');
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a snapshot in which something must not be",
      filename: "file.js",
      code: code`
        import { manager } from './manager.js';
        it('filters', async () => {
          const hub = await manager.start({ filter: 'INFO' });
          await new Promise((resolve) => setTimeout(resolve, 200));
          const state = await manager.stateOf(hub);
          expect(state.lines).toContain('INFO');
          expect(state.lines).not.toContain('DEBUG');
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { manager } from './manager.js';
              it('filters', async () => {
                const hub = await manager.start({ filter: 'INFO' });
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    const state = await manager.stateOf(hub);
                    expect(state.lines).toContain('INFO');
                    expect(state.lines).not.toContain('DEBUG');
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "a denial between what must be",
      filename: "file.js",
      code: code`
        import { node } from './fixtures.js';
        it('has peers', async () => {
          await node.start();
          await new Promise((resolve) => setTimeout(resolve, 200));
          expect(node.peers.size).toBe(2);
          expect(node.error).toBeUndefined();
          expect(node.topics.size).toBe(1);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { node } from './fixtures.js';
              it('has peers', async () => {
                await node.start();
                for (const deadline = Date.now() + 1500; ; ) {
                  try {
                    expect(node.peers.size).toBe(2);
                    expect(node.error).toBeUndefined();
                    expect(node.topics.size).toBe(1);
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
            ` },
          ] },
      ],
    },
    {
      name: "assertions that use what is declared for later, too",
      filename: "file.js",
      code: code`
        import { node } from './fixtures.js';
        it('has peers', async () => {
          await node.start();
          await new Promise((resolve) => setTimeout(resolve, 200));
          expect(node.peers.size).toBe(2);
          const first = node.peers.values().next().value;
          expect(first.topic).toBe('Z');
          await first.close();
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a timer with code behind it",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { client } from './fixtures.js';
        it('falls back', (done) => {
          client.connect();
          setTimeout(() => {
            expect(client.state).to.equal('open');
            done();
          }, 10);
          client.send('x');
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "retryInTimer", output: code`
              import { client } from './fixtures.js';
              it('falls back', (done) => {
                client.connect();
                const deadline = Date.now() + 1500;
                const ask = () => {
                  try {
                    expect(client.state).to.equal('open');
                  } catch (error) {
                    if (Date.now() > deadline) done(error);
                    else setTimeout(ask, 50);
                    return;
                  }
                  done();
                };
                setTimeout(ask, 50);
                client.send('x');
              });
            ` },
          ] },
      ],
    },
    {
      name: "a transfer, which is done once",
      filename: "file.js",
      code: code`
        import { client } from './fixtures.js';
        it('hands over', async () => {
          const session = await client.connect();
          // slight delay to ensure that the session is ready
          await new Promise((resolve) => setTimeout(resolve, 200));
          const response = await session.transferSubscriptions([1]);
          expect(response.status).toBe('good');
        });
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
  ],
});
