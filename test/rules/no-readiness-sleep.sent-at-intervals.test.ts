import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: what a timer sends, and a listener ends the test with", rule, {
  valid: [],
  invalid: [
    {
      name: "a timer that publishes, and a subscription that ends the test",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import assert from "node:assert";
        import provider from "./provider.js";
        it("sends and receives", (done) => {
          provider.init((client) => {
            client.subscribe("a", (message) => {
              assert.equal(message.text, "hello");
              done();
            });
            // give the broker time to subscribe
            setTimeout(() => {
              client.publish("a", { text: "hello" });
            }, 30);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 10, suggestions: [
            { messageId: "sendAgain", output: code`
              import assert from "node:assert";
              import provider from "./provider.js";
              it("sends and receives", (done) => {
                provider.init((client) => {
                  let arrived = false;
                  client.subscribe("a", (message) => {
                    if (arrived) return;
                    arrived = true;
                    assert.equal(message.text, "hello");
                    done();
                  });
                  const deadline = Date.now() + 1500;
                  const sending = setInterval(() => {
                    if (arrived || Date.now() > deadline) clearInterval(sending);
                    else client.publish("a", { text: "hello" });
                  }, 30);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a listener that counts",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import assert from "node:assert";
        import provider from "./provider.js";
        it("sends and receives", (done) => {
          let count = 0;
          provider.init((client) => {
            client.subscribe("a", (message) => {
              count += 1;
              assert.equal(count, 1);
              done();
            });
            setTimeout(() => {
              client.publish("a", { text: "hello" });
            }, 30);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 11, suggestions: [] },
      ],
    },
    {
      name: "two messages",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import assert from "node:assert";
        import provider from "./provider.js";
        it("sends and receives", (done) => {
          provider.init((client) => {
            client.subscribe("a", (message) => {
              assert.equal(message.text, "hello");
              done();
            });
            setTimeout(() => {
              client.publish("a", { text: "hello" });
              client.publish("b", { text: "hello" });
            }, 30);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a listener that hears of failure first, and then passes over what is something else",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import assert from "node:assert";
        import { Client, manager } from "./client.js";
        it("sets the context", function (done) {
          const client = new Client();
          client.subscribe({ query: "a" }, (error, result) => {
            if (error) {
              assert.fail();
            }
            if (!result) return;
            assert.equal(result.context, "a");
            done();
          });
          setTimeout(() => {
            manager.publish("a", {});
          }, 100);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 13, suggestions: [
            { messageId: "sendAgain", output: code`
              import assert from "node:assert";
              import { Client, manager } from "./client.js";
              it("sets the context", function (done) {
                const client = new Client();
                let arrived = false;
                client.subscribe({ query: "a" }, (error, result) => {
                  if (arrived) return;
                  if (error) {
                    assert.fail();
                  }
                  if (!result) return;
                  arrived = true;
                  assert.equal(result.context, "a");
                  done();
                });
                const deadline = Date.now() + 1500;
                const sending = setInterval(() => {
                  if (arrived || Date.now() > deadline) clearInterval(sending);
                  else manager.publish("a", {});
                }, 100);
              });
            ` },
          ] },
      ],
    },
    {
      name: "a condition without a block",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Client, manager } from "./client.js";
        it("sets the context", function (done) {
          const client = new Client();
          client.subscribe({ query: "a" }, (error, result) => {
            if (result) done();
          });
          setTimeout(() => {
            manager.publish("a", {});
          }, 100);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a listener outside the function in which the timer stands",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import zmq from "zmq";
        it("should support pub-sub", function (done) {
          const pub = zmq.socket("pub");
          const sub = zmq.socket("sub");
          sub.subscribe("");
          sub.on("message", function (message) {
            message.toString().should.equal("foo");
            sub.close();
            pub.close();
            done();
          });
          sub.bind("inproc://stuff", function (error) {
            if (error) throw error;
            pub.connect("inproc://stuff");
            setTimeout(() => pub.send("foo"), 100);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 15, suggestions: [
            { messageId: "sendAgain", output: code`
              import zmq from "zmq";
              it("should support pub-sub", function (done) {
                const pub = zmq.socket("pub");
                const sub = zmq.socket("sub");
                sub.subscribe("");
                let arrived = false;
                sub.on("message", function (message) {
                  if (arrived) return;
                  arrived = true;
                  message.toString().should.equal("foo");
                  sub.close();
                  pub.close();
                  done();
                });
                sub.bind("inproc://stuff", function (error) {
                  if (error) throw error;
                  pub.connect("inproc://stuff");
                  const deadline = Date.now() + 1500;
                  const sending = setInterval(() => {
                    if (arrived || Date.now() > deadline) clearInterval(sending);
                    else pub.send("foo");
                  }, 100);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a listener that hears once, in a promise",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Peer } from "./peer.js";
        it("hears a message", () => {
          const a = new Peer();
          const b = new Peer();
          return new Promise((resolve) => {
            a.connect(b);
            b.once("message", () => resolve());
            setTimeout(() => a.send("hello"), 50);
          });
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 8, suggestions: [
            { messageId: "sendAgain", output: code`
              import { Peer } from "./peer.js";
              it("hears a message", () => {
                const a = new Peer();
                const b = new Peer();
                return new Promise((resolve) => {
                  a.connect(b);
                  let arrived = false;
                  b.once("message", () => {
                    arrived = true;
                    resolve();
                  });
                  const deadline = Date.now() + 1500;
                  const sending = setInterval(() => {
                    if (arrived || Date.now() > deadline) clearInterval(sending);
                    else a.send("hello");
                  }, 50);
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a promise behind which something is sent",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Peer } from "./peer.js";
        it("hears a message", async () => {
          const a = new Peer();
          const b = new Peer();
          await new Promise((resolve) => {
            a.connect(b);
            b.once("message", () => resolve());
            setTimeout(() => a.send("hello"), 50);
          });
          a.send("bye");
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a listener for the end",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Peer } from "./peer.js";
        it("hears a message", (done) => {
          const a = new Peer();
          a.connect();
          a.on("close", () => {
            done();
          });
          setTimeout(() => a.send("bye"), 50);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 8, suggestions: [] },
      ],
    },
    {
      name: "a script that closes what it sends with",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import nano from "nanomsg";
        const pub = nano.socket("pub");
        const sub = nano.socket("sub");
        pub.bind("tcp://127.0.0.1:7789");
        sub.connect("tcp://127.0.0.1:7789");
        sub.on("message", (text) => {
          console.log(text.toString());
          pub.close();
          sub.close();
        });
        setTimeout(() => {
          pub.send("hello");
        }, 100);
      `,
      errors: [
        { messageId: "timerGuess", line: 11, suggestions: [
            { messageId: "sendAgain", output: code`
              import nano from "nanomsg";
              const pub = nano.socket("pub");
              const sub = nano.socket("sub");
              pub.bind("tcp://127.0.0.1:7789");
              sub.connect("tcp://127.0.0.1:7789");
              let arrived = false;
              sub.on("message", (text) => {
                if (arrived) return;
                arrived = true;
                console.log(text.toString());
                pub.close();
                sub.close();
              });
              const deadline = Date.now() + 30_000;
              const sending = setInterval(() => {
                if (arrived) clearInterval(sending);
                else if (Date.now() > deadline) throw new Error("nothing has arrived in time");
                else pub.send("hello");
              }, 100);
            ` },
          ] },
      ],
    },
    {
      name: "a script that goes on",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import nano from "nanomsg";
        const pub = nano.socket("pub");
        const sub = nano.socket("sub");
        pub.bind("tcp://127.0.0.1:7789");
        sub.connect("tcp://127.0.0.1:7789");
        sub.on("message", (text) => {
          console.log(text.toString());
        });
        setTimeout(() => {
          pub.send("hello");
        }, 100);
      `,
      errors: [
        { messageId: "timerGuess", line: 9, suggestions: [] },
      ],
    },
    {
      name: "a listener that answers",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import nano from "nanomsg";
        it("talks", (done) => {
          const pub = nano.socket("pub");
          const sub = nano.socket("sub");
          sub.connect("tcp://127.0.0.1:7789");
          sub.on("message", (text) => {
            sub.send("yes");
            done();
          });
          setTimeout(() => {
            pub.send("hello");
          }, 100);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 10, suggestions: [] },
      ],
    },
    {
      name: "a time that is long for an interval",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import nano from "nanomsg";
        it("talks", (done) => {
          const pub = nano.socket("pub");
          const sub = nano.socket("sub");
          sub.connect("tcp://127.0.0.1:7789");
          sub.on("message", () => {
            done();
          });
          setTimeout(() => {
            pub.send("hello");
          }, 2000);
        });
      `,
      errors: [
        { messageId: "timerGuess", line: 9, suggestions: [] },
      ],
    },
  ],
});
