import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep: timers that are steps of a script", rule, {
  valid: [
  ],
  invalid: [
    {
      name: "a page is opened by a timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import open from 'open';
        const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
        setTimeout(() => open('http://localhost:3000'), 3000);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              import open from 'open';
              const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
              void (async () => {
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:3000', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:3000 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                open('http://localhost:3000');
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a page is opened in the block of a timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import open from 'open';
        const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
        setTimeout(() => {
          open('http://localhost:3000');
        }, 3000);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              import open from 'open';
              const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
              void (async () => {
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:3000', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:3000 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                open('http://localhost:3000');
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a page is opened and waited for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        import open from 'open';
        const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
        setTimeout(async () => {
          await open('http://localhost:3000');
        }, 3000);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              import open from 'open';
              const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
              void (async () => {
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:3000', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:3000 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                await open('http://localhost:3000');
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a request is made by a timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
        setTimeout(async () => {
          const r = await fetch('http://localhost:3000');
          console.log(r.status);
        }, 3000);
      `,
      errors: [
        { messageId: "timerGuess", line: 3, suggestions: [
            { messageId: "probeFirst", output: code`
              import { spawn } from 'node:child_process';
              const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
              void (async () => {
                for (const deadline = Date.now() + 30_000; !(await fetch('http://localhost:3000', { method: 'HEAD', signal: AbortSignal.timeout(30_000) }).then(() => true, () => false)); ) {
                  if (Date.now() > deadline) throw new Error('http://localhost:3000 does not answer');
                  await new Promise((resolve) => setTimeout(resolve, 100));
                }
                const r = await fetch('http://localhost:3000');
                console.log(r.status);
              })();
            ` },
          ] },
      ],
    },
    {
      name: "a request is made by the timer of a function, which others call",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { spawn } from 'node:child_process';
        export function startDev() {
          const dev = spawn('npm', ['run', 'dev'], { stdio: 'inherit' });
          setTimeout(() => {
            fetch('http://localhost:3000').then(report);
          }, 3000);
          return dev;
        }
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a message is sent by a timer",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { fork } from 'node:child_process';
        const child = fork('./worker.js');
        child.on('exit', report);
        setTimeout(() => {
          child.send({ work: 1 });
        }, 500);
      `,
      errors: [
        { messageId: "timerGuess", line: 4, suggestions: [
            { messageId: "awaitMessage", output: code`
              import { fork } from 'node:child_process';
              const child = fork('./worker.js');
              child.on('exit', report);
              void (async () => {
                await new Promise((resolve, reject) => {
                  const settle = (error) => {
                    clearTimeout(timer);
                    child.off('message', ready).off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const ready = () => settle();
                  const fail = () => settle(new Error('child has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  child.once('message', ready).once('exit', fail).once('error', settle);
                });
                child.send({ work: 1 });
              })();
            ` },
          ] },
      ],
    },
  ],
});
