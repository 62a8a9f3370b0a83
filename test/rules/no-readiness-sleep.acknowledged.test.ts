import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: subscriptions that are acknowledged", rule, {
  valid: [],
  invalid: [
    {
      name: "a timer behind a subscription goes on when it is acknowledged; the test is told of a failure",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        test("forwards", (t, done) => {
          const inside = mqtt.connect("mqtt://localhost");
          const outside = mqtt.connect("mqtt://localhost:1884");
          outside.on("message", () => done());
          outside.subscribe("site/#", { qos: 1 });
          // give the subscription time to get there
          setTimeout(() => {
            // the first
            inside.publish("site/a", "on");
          }, 200);
        });
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "listen", output: code`
              import mqtt from "mqtt";
              test("forwards", (t, done) => {
                const inside = mqtt.connect("mqtt://localhost");
                const outside = mqtt.connect("mqtt://localhost:1884");
                outside.on("message", () => done());
                outside.subscribe("site/#", { qos: 1 }, (error) => {
                  if (error) return done(error);
                  // the first
                  inside.publish("site/a", "on");
                });
              });
            ` },
          ] },
      ],
    },
    {
      name: "a helper connects: the file speaks MQTT, and the listener is given topics",
      filename: "file.js",
      code: code`
        import { connectClient } from "./support.js";
        const inside = connectClient("mqtt://localhost");
        inside.on("message", (topic, payload) => console.log(topic, payload));
        inside.subscribe("site/#");
        // wait for the subscription to be in place
        setTimeout(function () {
          inside.publish("site/a", "on");
        }, 200);
        process.once("SIGINT", () => inside.end());
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [
            { messageId: "listen", output: code`
              import { connectClient } from "./support.js";
              const inside = connectClient("mqtt://localhost");
              inside.on("message", (topic, payload) => console.log(topic, payload));
              inside.subscribe("site/#", (error) => {
                if (error) throw error;
                inside.publish("site/a", "on");
              });
              process.once("SIGINT", () => inside.end());
            ` },
          ] },
      ],
    },
    {
      name: "a helper connects, and an async test waits",
      filename: "file.js",
      code: code`
        import { connectClient } from "./support.js";
        test("forwards", async () => {
          const inside = connectClient("mqtt://localhost");
          const messages = [];
          inside.on("message", (topic) => messages.push(topic));
          inside.on("message", (topic, payload) => messages.push(payload));
          inside.subscribe("site/#");
          await sleep(200);
          await inside.publishAsync("site/a", "on");
          inside.end();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "confirm", output: code`
              import { connectClient } from "./support.js";
              test("forwards", async () => {
                const inside = connectClient("mqtt://localhost");
                const messages = [];
                inside.on("message", (topic) => messages.push(topic));
                inside.on("message", (topic, payload) => messages.push(payload));
                await new Promise((resolve, reject) => inside.subscribe("site/#", (error) => (error ? reject(error) : resolve())));
                await inside.publishAsync("site/a", "on");
                inside.end();
              });
            ` },
          ] },
      ],
    },
    {
      name: "a listener that is given no topic",
      filename: "file.js",
      code: code`
        import { connectClient } from "./support.js";
        const inside = connectClient("mqtt://localhost");
        inside.on("message", (message) => console.log(message));
        inside.subscribe("site/#");
        // wait for the subscription to be in place
        setTimeout(() => {
          inside.publish("site/a", "on");
        }, 200);
        process.once("SIGINT", () => inside.end());
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a file that speaks something else",
      filename: "file.js",
      code: code`
        import { connectClient } from "./support.js";
        const inside = connectClient("nats://localhost");
        inside.on("message", (topic, payload) => console.log(topic, payload));
        inside.subscribe("site/#");
        // wait for the subscription to be in place
        setTimeout(() => {
          inside.publish("site/a", "on");
        }, 200);
        process.once("SIGINT", () => inside.end());
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "something that is ended in another way",
      filename: "file.js",
      code: code`
        import { connectClient } from "./support.js";
        const inside = connectClient("mqtt://localhost");
        inside.on("message", (topic, payload) => console.log(topic, payload));
        inside.subscribe("site/#");
        // wait for the subscription to be in place
        setTimeout(function () {
          inside.publish("site/a", "on");
        }, 200);
        process.once("SIGINT", () => inside.close());
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "two have subscribed",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        const inside = mqtt.connect("mqtt://localhost");
        const outside = mqtt.connect("mqtt://localhost:1884");
        outside.subscribe("site/#");
        inside.subscribe("site/#");
        // wait for the subscriptions to be in place
        setTimeout(() => {
          inside.publish("site/a", "on");
        }, 200);
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [] },
      ],
    },
    {
      name: "a comment that says something else",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        const inside = mqtt.connect("mqtt://localhost");
        inside.subscribe("site/#"); // all of them
        // wait for the subscription to be in place
        setTimeout(() => {
          inside.publish("site/a", "on");
        }, 200);
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "it has a callback already",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        const inside = mqtt.connect("mqtt://localhost");
        inside.subscribe("site/#", console.log);
        inside.subscribe("site/#", () => console.log("there"));
        // wait for the subscription to be in place
        setTimeout(() => {
          inside.publish("site/a", "on");
        }, 200);
      `,
      errors: [
        { messageId: "said", line: 6, suggestions: [] },
      ],
    },
    {
      name: "the code of the timer has an error of its own",
      filename: "file.js",
      code: code`
        import mqtt from "mqtt";
        const inside = mqtt.connect("mqtt://localhost");
        inside.subscribe("site/#");
        // wait for the subscription to be in place
        setTimeout(() => {
          inside.publish("site/a", "on", (error) => console.log(error));
        }, 200);
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
  ],
});
