import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "words that are joined",
      filename: "file.js",
      code: code`
        import Hyperswarm from 'hyperswarm';
        export async function find(words) {
          const names = words.split(' ');
          const key = names.join('-');
          await new Promise((resolve) => setTimeout(resolve, 3000));
          return key;
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a time of the list that what joins was given",
      filename: "file.test.js",
      code: code`
        import Hyperswarm from 'hyperswarm';
        test('tries again', async (t) => {
          const swarm = new Hyperswarm({ backoffs: BACKOFFS });
          swarm.join(topic);
          await timeout(BACKOFFS[2] * 4);
          t.ok(connections > 1);
        });
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a topic that a swarm joins",
      filename: "file.js",
      code: code`
        import Hyperswarm from 'hyperswarm';
        export async function find(key) {
          const swarm = new Hyperswarm();
          swarm.join(key);
          await new Promise((resolve) => setTimeout(resolve, 3000));
          return swarm.connections.size;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import Hyperswarm from 'hyperswarm';
              export async function find(key) {
                const swarm = new Hyperswarm();
                swarm.join(key);
                await swarm.flush();
                return swarm.connections.size;
              }
            ` },
          ] },
      ],
    },
    {
      name: "a topic that a swarm joins, with a comment and a listener between",
      filename: "file.js",
      code: code`
        const Hyperswarm = require('hyperswarm');
        async function find(key, core) {
          const swarm = new Hyperswarm();
          await swarm.join(key);
          swarm.on('connection', (connection) => core.replicate(connection));
          // Wait for peers to connect
          await new Promise((resolve) => setTimeout(resolve, 3000));
          await core.update({ wait: true });
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "awaitReady", output: code`
              const Hyperswarm = require('hyperswarm');
              async function find(key, core) {
                const swarm = new Hyperswarm();
                await swarm.join(key);
                swarm.on('connection', (connection) => core.replicate(connection));
                await swarm.flush();
                await core.update({ wait: true });
              }
            ` },
          ] },
      ],
    },
    {
      name: "a swarm of another library",
      filename: "file.js",
      code: code`
        import { Swarm } from './swarm.js';
        export async function find(key) {
          const swarm = new Swarm();
          swarm.join(key);
          await new Promise((resolve) => setTimeout(resolve, 3000));
          return swarm.connections.size;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "guess", line: 5 },
      ],
    },
  ],
});
