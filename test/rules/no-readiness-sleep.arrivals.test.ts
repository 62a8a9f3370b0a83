import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a message that a promise made before is awaited for",
      filename: "file.js",
      code: code`
        import test from "ava";
        import { createNode, delay } from "./node";
        test("Can publish message", async (t) => {
          const [node1, node2] = await Promise.all([createNode(), createNode()]);
          await node1.dial(node2.peerId);
          await node1.subscribe("a");
          const promise = new Promise((resolve) => node1.once("a", resolve));
          await delay(500);
          await node2.publish("a", "x");
          const received = await promise;
          t.true(received.isEqualTo("x"));
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import test from "ava";
              import { createNode, delay } from "./node";
              test("Can publish message", async (t) => {
                const [node1, node2] = await Promise.all([createNode(), createNode()]);
                await node1.dial(node2.peerId);
                await node1.subscribe("a");
                const promise = new Promise((resolve) => node1.once("a", resolve));
                for (let arrived = false, deadline = Date.now() + 1500; !arrived && Date.now() < deadline; ) {
                  await node2.publish("a", "x");
                  arrived = await Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
                }
                const received = await promise;
                t.true(received.isEqualTo("x"));
              });
            ` },
          ] },
      ],
    },
    {
      name: "a promise that is made behind the sleep, and several lines",
      filename: "file.js",
      code: code`
        import { beforeEach, expect, test } from "vitest";
        import { createMeshNode } from "../src/node";
        import { pEvent } from "p-event";
        test("a block crosses two hops", async () => {
          const nodes = await Promise.all([0, 1, 2].map((n) => createMeshNode({ seed: n })));
          for (const node of nodes) node.subscribe("t");
          // allow the mesh to form
          await new Promise((r) => setTimeout(r, 1_200));
          const received = pEvent(nodes[2], "message", { timeout: 5_000 });
          await nodes[0].publish("t", {
            data: new Uint8Array([1, 2, 3]),
          });
          const message = await received;
          expect(message.data).toEqual(new Uint8Array([1, 2, 3]));
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import { beforeEach, expect, test } from "vitest";
              import { createMeshNode } from "../src/node";
              import { pEvent } from "p-event";
              test("a block crosses two hops", async () => {
                const nodes = await Promise.all([0, 1, 2].map((n) => createMeshNode({ seed: n })));
                for (const node of nodes) node.subscribe("t");
                const received = pEvent(nodes[2], "message", { timeout: 5_000 });
                for (let arrived = false, deadline = Date.now() + 2400; !arrived && Date.now() < deadline; ) {
                  await nodes[0].publish("t", {
                    data: new Uint8Array([1, 2, 3]),
                  });
                  arrived = await Promise.race([received.then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
                }
                const message = await received;
                expect(message.data).toEqual(new Uint8Array([1, 2, 3]));
              });
            ` },
          ] },
      ],
    },
    {
      name: "the same, where messages are counted",
      filename: "file.js",
      code: code`
        import { beforeEach, expect, test } from "vitest";
        import { createMeshNode } from "../src/node";
        import { pEvent } from "p-event";
        test("a block crosses two hops", async () => {
          const nodes = await Promise.all([0, 1, 2].map((n) => createMeshNode({ seed: n })));
          for (const node of nodes) node.subscribe("t");
          // allow the mesh to form
          await new Promise((r) => setTimeout(r, 1_200));
          const received = pEvent(nodes[2], "message", { timeout: 5_000 });
          await nodes[0].publish("t", "x");
          await received;
          expect(nodes[2].messages).toHaveLength(1);
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [] },
      ],
    },
    {
      name: "two promises",
      filename: "file.js",
      code: code`
        import { createRepo, eventPromise, pause } from "./repos";
        it("hears of it", async () => {
          const handle = createRepo().handle();
          const first = eventPromise(handle, "ephemeral-message");
          const second = eventPromise(handle, "ephemeral-message");
          // let peers meet and sync up
          await pause(50);
          const message = { foo: "bar" };
          handle.broadcast(message);
          const [bob, charlie] = await Promise.all([first, second]);
          assert.deepStrictEqual(bob.message, message);
          assert.deepStrictEqual(charlie.message, message);
        });
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "sendAgain", output: code`
              import { createRepo, eventPromise, pause } from "./repos";
              it("hears of it", async () => {
                const handle = createRepo().handle();
                const first = eventPromise(handle, "ephemeral-message");
                const second = eventPromise(handle, "ephemeral-message");
                const message = { foo: "bar" };
                for (let arrived = false, deadline = Date.now() + 1500; !arrived && Date.now() < deadline; ) {
                  handle.broadcast(message);
                  arrived = await Promise.race([Promise.all([first, second]).then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
                }
                const [bob, charlie] = await Promise.all([first, second]);
                assert.deepStrictEqual(bob.message, message);
                assert.deepStrictEqual(charlie.message, message);
              });
            ` },
          ] },
      ],
    },
  ],
});
