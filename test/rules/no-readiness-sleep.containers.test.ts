import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "execSync sleep after docker compose down",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { execSync } from 'node:child_process';
        import { removeVolumes } from './volumes.js';
        execSync('docker compose down', { stdio: 'inherit' });
        execSync('sleep 5');
        await removeVolumes();
      `,
    },
    {
      name: "globalSetup probes the port in a loop",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { execSync } from 'node:child_process';
        import { sleep } from '../util/sleep';
        import { portOpen } from '../util/net';
        export default async function globalSetup() {
          execSync('docker-compose -f test/docker-compose.yml up -d postgres');
          for (let i = 0; i < 60 && !(await portOpen(5432)); i++) await sleep(500);
          execSync('npx prisma migrate deploy');
        }
      `,
    },
    {
      name: "docker compose stop, then the delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { execa } from 'execa';
        import { test, expect } from 'vitest';
        import { setTimeout as delay } from 'node:timers/promises';
        import { Db } from '../src/db';
        test('notices that mysql is gone', async () => {
          const db = await Db.open('mysql://localhost/app');
          await execa('docker', ['compose', 'stop', 'mysql']);
          await delay(15_000);
          await expect(db.version()).rejects.toThrow();
        });
      `,
    },
    {
      name: "globalSetup with environment and sleep last: not certain",
      filename: "file.ts",
      code: code`
        import { startPostgres } from './pg';
        import { loadFixtures } from './fixtures';
        export default async function globalSetup() {
          const pg = await startPostgres();
          process.env.DATABASE_URL = pg.url;
          await loadFixtures(pg.url);
          await new Promise((r) => setTimeout(r, 1500));
        }
      `,
    },
  ],
  invalid: [
    {
      name: "execSync sleep after docker compose up",
      filename: "file.ts",
      code: code`
        import { execSync } from 'node:child_process';
        import { migrate } from './migrate.js';
        execSync('docker compose up -d', { stdio: 'inherit' });
        execSync('sleep 5');
        await migrate(process.env.DATABASE_URL!);
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 4, suggestions: [
            { messageId: "composeWait", output: code`
              import { execSync } from 'node:child_process';
              import { migrate } from './migrate.js';
              execSync('docker compose up --wait -d', { stdio: 'inherit' });
              await migrate(process.env.DATABASE_URL!);
            ` },
          ] },
      ],
    },
    {
      name: "docker-compose up -d in globalSetup, then a migration",
      filename: "file.ts",
      code: code`
        import { execSync } from 'node:child_process';
        import { sleep } from '../util/sleep';
        export default async function globalSetup() {
          execSync('docker-compose -f test/docker-compose.yml up -d postgres');
          await sleep(10_000);
          execSync('npx prisma migrate deploy');
        }
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 5, suggestions: [
            { messageId: "composeWait", output: code`
              import { execSync } from 'node:child_process';
              import { sleep } from '../util/sleep';
              export default async function globalSetup() {
                execSync('docker-compose -f test/docker-compose.yml up --wait -d postgres');
                execSync('npx prisma migrate deploy');
              }
            ` },
          ] },
      ],
    },
    {
      name: "docker compose by execa with an args array",
      filename: "file.ts",
      code: code`
        import { execa } from 'execa';
        import { beforeAll, test, expect } from 'vitest';
        import { setTimeout as delay } from 'node:timers/promises';
        import { Db } from '../src/db';
        beforeAll(async () => {
          await execa('docker', ['compose', 'up', '-d', 'mysql']);
          await delay(15_000);
        }, 90_000);
        test('reads the schema version', async () => {
          const db = await Db.open('mysql://localhost/app');
          expect(await db.version()).toBe(7);
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 7, suggestions: [
            { messageId: "composeWait", output: code`
              import { execa } from 'execa';
              import { beforeAll, test, expect } from 'vitest';
              import { setTimeout as delay } from 'node:timers/promises';
              import { Db } from '../src/db';
              beforeAll(async () => {
                await execa('docker', ['compose', 'up', '--wait', '-d', 'mysql']);
              }, 90_000);
              test('reads the schema version', async () => {
                const db = await Db.open('mysql://localhost/app');
                expect(await db.version()).toBe(7);
              });
            ` },
          ] },
      ],
    },
    {
      name: "globalSetup with environment and sleep last",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { startPostgres } from './pg';
        import { loadFixtures } from './fixtures';
        export default async function globalSetup() {
          const pg = await startPostgres();
          process.env.DATABASE_URL = pg.url;
          await loadFixtures(pg.url);
          await new Promise((r) => setTimeout(r, 1500));
        }
      `,
      errors: [
        { messageId: "maybeGuess", line: 7, suggestions: [] },
      ],
    },
    {
      name: "docker run detached, then psql",
      filename: "file.ts",
      code: code`
        import { execSync } from 'node:child_process';
        execSync('docker run -d --name pg -p 5432:5432 postgres:16');
        execSync('sleep 5');
        execSync('psql -h localhost -c "create database app"');
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 3, suggestions: [] },
      ],
    },
    {
      name: "containers that are started by a command, whose callback goes on by time",
      filename: "file.ts",
      code: code`
        import { exec } from "node:child_process";
        export const setUp = async () => {
          await new Promise<void>((resolve, reject) => {
            exec("docker compose -f test/compose.yaml up -d", (error) => {
              if (error) return reject(error);
              // Wait for the service to be ready
              setTimeout(resolve, 5000);
            });
          });
        };
      `,
      errors: [
        { messageId: "said", line: 7, suggestions: [
            { messageId: "composeWait", output: code`
              import { exec } from "node:child_process";
              export const setUp = async () => {
                await new Promise<void>((resolve, reject) => {
                  exec("docker compose -f test/compose.yaml up --wait -d", (error) => {
                    if (error) return reject(error);
                    resolve();
                  });
                });
              };
            ` },
          ] },
      ],
    },
    {
      name: "containers that are started by a command, whose callback does something else by time",
      filename: "file.ts",
      code: code`
        import { exec } from "node:child_process";
        import { seed } from "./seed";
        export const setUp = async () => {
          await new Promise<void>((resolve, reject) => {
            exec("docker compose -f test/compose.yaml up -d", (error) => {
              if (error) return reject(error);
              // Wait for the service to be ready
              setTimeout(() => seed(resolve), 5000);
            });
          });
        };
      `,
      errors: [
        { messageId: "said", line: 8, suggestions: [
            { messageId: "composeWait", output: code`
              import { exec } from "node:child_process";
              import { seed } from "./seed";
              export const setUp = async () => {
                await new Promise<void>((resolve, reject) => {
                  exec("docker compose -f test/compose.yaml up --wait -d", (error) => {
                    if (error) return reject(error);
                    seed(resolve);
                  });
                });
              };
            ` },
          ] },
      ],
    },
  ],
});
