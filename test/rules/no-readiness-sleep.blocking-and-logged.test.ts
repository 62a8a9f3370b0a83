import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: modules that block, and what is logged", rule, {
  valid: [
    {
      name: "what is logged tells of something else",
      filename: "file.js",
      code: code`
        const redis = require('redis');
        if (process.env.IN_CONTAINER) {
          console.log('The program runs in a container, ' +
            'of which it makes no more use.');
          require('sleep').sleep(90);
        }
        const client = redis.createClient();
      `,
    },
    {
      name: "a leader is to be gone",
      filename: "file.js",
      code: code`
        import { it } from 'vitest';
        it('consumes', (done) => {
          producer.createPartitions(names, (error) => {
            if (error) return done(error);
            function consume() {
              consumer.read(names[0], done);
            }
            // Ensure that no leader is left
            setTimeout(consume, 1000);
          });
        });
      `,
    },
  ],
  invalid: [
    {
      name: "a module that blocks for seconds, and what is logged of it in two parts",
      filename: "file.js",
      code: code`
        const redis = require('redis');
        if (process.env.IN_CONTAINER) {
          console.log('The program runs in a container, ' +
            'waiting for its network to become active.');
          require('sleep').sleep(90);
        }
        const client = redis.createClient();
      `,
      errors: [
        { messageId: "said", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a named function goes on when there is a leader",
      filename: "file.js",
      code: code`
        import { it } from 'vitest';
        it('consumes', (done) => {
          producer.createPartitions(names, (error) => {
            if (error) return done(error);
            function consume() {
              consumer.read(names[0], done);
            }
            // Ensure that a leader has been chosen
            setTimeout(consume, 1000);
          });
        });
      `,
      errors: [
        { messageId: "said", line: 9, suggestions: [] },
      ],
    },
  ],
});
