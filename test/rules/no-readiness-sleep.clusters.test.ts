import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "nodes stopped behind the sleep",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { RaftNode } from '../src/raft-node.js';
        import { strict as assert } from 'node:assert';
        const delay = (ms) => new Promise((r) => setTimeout(r, ms));
        describe('raft', () => {
          it('can be stopped at any time', async () => {
            const nodes = [1, 2, 3].map((id) => new RaftNode({ id }));
            for (const node of nodes) await node.start();
            await delay(2000);
            for (const node of nodes) await node.stop();
            assert.ok(nodes.every((n) => n.role === 'stopped'));
          });
        });
      `,
    },
    {
      name: "new Node of an unknown package: not certain",
      filename: "file.ts",
      code: code`
        import { OverlayNode } from 'overlay-net';
        import { expect, it } from 'vitest';
        import { pause } from '../pause';
        it('has an id', async () => {
          const node = new OverlayNode({ seed: 7 });
          await pause(150);
          expect(node.id).toMatch(/^[0-9a-f]{40}$/);
        });
      `,
    },
    {
      name: "end of a node:test before hook: not certain",
      filename: "file.ts",
      code: code`
        import { before, after, test } from 'node:test';
        import assert from 'node:assert/strict';
        import { startCluster } from './cluster.js';
        import { setTimeout as sleep } from 'node:timers/promises';
        let nodes: any;
        before(async () => {
          nodes = await startCluster(3);
          await nodes.createIndex('books');
          await sleep(1000);
        });
        after(() => nodes.stop());
        test('has the index', async () => {
          assert.ok(await nodes.hasIndex('books'));
        });
      `,
    },
  ],
  invalid: [
    {
      name: "for-of over nodes, sleep behind the loop",
      filename: "file.ts",
      code: code`
        import { RaftNode } from '../src/raft-node.js';
        import { strict as assert } from 'node:assert';
        const delay = (ms) => new Promise((r) => setTimeout(r, ms));
        describe('raft', () => {
          it('elects one leader', async () => {
            const nodes = [1, 2, 3].map((id) => new RaftNode({ id }));
            for (const node of nodes) await node.start();
            await delay(2000);
            const leaders = nodes.filter((n) => n.role === 'leader');
            assert.equal(leaders.length, 1);
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { RaftNode } from '../src/raft-node.js';
              import { strict as assert } from 'node:assert';
              const delay = (ms) => new Promise((r) => setTimeout(r, ms));
              describe('raft', () => {
                it('elects one leader', async () => {
                  const nodes = [1, 2, 3].map((id) => new RaftNode({ id }));
                  for (const node of nodes) await node.start();
                  for (const deadline = Date.now() + 4000; ; ) {
                    try {
                      const leaders = nodes.filter((n) => n.role === 'leader');
                      assert.equal(leaders.length, 1);
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
      name: "new Node of an unknown package",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { OverlayNode } from 'overlay-net';
        import { expect, it } from 'vitest';
        import { pause } from '../pause';
        it('has an id', async () => {
          const node = new OverlayNode({ seed: 7 });
          await pause(150);
          expect(node.id).toMatch(/^[0-9a-f]{40}$/);
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { OverlayNode } from 'overlay-net';
              import { expect, it, vi } from 'vitest';
              import { pause } from '../pause';
              it('has an id', async () => {
                const node = new OverlayNode({ seed: 7 });
                await vi.waitFor(async () => {
                  expect(node.id).toMatch(/^[0-9a-f]{40}$/);
                }, { timeout: 1500 });
              });
            ` },
          ] },
      ],
    },
    {
      name: "end of a node:test before hook",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { before, after, test } from 'node:test';
        import assert from 'node:assert/strict';
        import { startCluster } from './cluster.js';
        import { setTimeout as sleep } from 'node:timers/promises';
        let nodes: any;
        before(async () => {
          nodes = await startCluster(3);
          await nodes.createIndex('books');
          await sleep(1000);
        });
        after(() => nodes.stop());
        test('has the index', async () => {
          assert.ok(await nodes.hasIndex('books'));
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 9, suggestions: [
            { messageId: "retryAssertions", output: code`
              import { before, after, test } from 'node:test';
              import assert from 'node:assert/strict';
              import { startCluster } from './cluster.js';
              import { setTimeout as sleep } from 'node:timers/promises';
              let nodes: any;
              before(async () => {
                nodes = await startCluster(3);
                await nodes.createIndex('books');
                for (const deadline = Date.now() + 2000; ; ) {
                  try {
                    assert.ok(await nodes.hasIndex('books'));
                    break;
                  } catch (error) {
                    if (Date.now() > deadline) throw error;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                  }
                }
              });
              after(() => nodes.stop());
              test('has the index', async () => {
                assert.ok(await nodes.hasIndex('books'));
              });
            ` },
          ] },
      ],
    },
    {
      name: "monorepo e2e helper, returned sleep",
      filename: "file.ts",
      code: code`
        export function bootCluster(size: number) {
          const nodes = Array.from({ length: size }, () => startNode());
          return sleep(3000).then(() => nodes);
        }
      `,
      errors: [
        { messageId: "guess", line: 3, suggestions: [] },
      ],
    },
    {
      name: "leader election",
      filename: "file.ts",
      code: code`
        it('elects', async () => {
          const nodes = [createNode(1), createNode(2), createNode(3)];
          for (const node of nodes) await node.start();
          await sleep(2000);
          expect(nodes.filter((n) => n.isLeader)).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "retryAssertions", output: code`
              it('elects', async () => {
                const nodes = [createNode(1), createNode(2), createNode(3)];
                for (const node of nodes) await node.start();
                for (const deadline = Date.now() + 4000; ; ) {
                  try {
                    expect(nodes.filter((n) => n.isLeader)).toHaveLength(1);
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
  ],
});
