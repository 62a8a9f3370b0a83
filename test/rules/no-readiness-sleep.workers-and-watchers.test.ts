import rule from "../../rules/no-readiness-sleep.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-readiness-sleep", rule, {
  valid: [
    {
      name: "worker is terminated after the delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from 'node:worker_threads';
        export async function burn(ms: number) {
          const burner = new Worker(new URL('./burner.js', import.meta.url));
          await new Promise((r) => setTimeout(r, ms));
          await burner.terminate();
        }
      `,
    },
    {
      name: "pool class awaits online",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { Worker } from 'worker_threads';
        import { once } from 'events';
        export class RenderFarm {
          private worker!: Worker;
          async open(file: string) {
            this.worker = new Worker(file);
            await once(this.worker, 'online');
            this.worker.postMessage({ type: 'warm' });
          }
        }
      `,
    },
    {
      name: "cluster fork awaits listening",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import cluster from 'node:cluster';
        import { once } from 'node:events';
        import { loadTest } from './load.js';
        if (cluster.isPrimary) {
          const w = cluster.fork({ PORT: '7001' });
          await once(w, 'listening');
          console.log(await loadTest('http://localhost:7001'));
          w.kill();
        }
      `,
    },
    {
      name: "chokidar watch, ignored files cause no event",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { writeFile } from 'node:fs/promises';
        import { once } from 'node:events';
        import chokidar from 'chokidar';
        import { expect, it, vi } from 'vitest';
        it('ignores swap files', async () => {
          const onAdd = vi.fn();
          const watcher = chokidar.watch('tmp/templates', { ignoreInitial: true, ignored: /\\.swp$/ });
          watcher.on('add', onAdd);
          await once(watcher, 'ready');
          await writeFile('tmp/templates/.mail.swp', 'hi');
          await new Promise((resolve) => setTimeout(resolve, 300));
          expect(onAdd).not.toHaveBeenCalled();
          await watcher.close();
        });
      `,
    },
    {
      name: "fs.watch closed after the delay",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { watch } from 'node:fs';
        import { setTimeout as delay } from 'node:timers/promises';
        let hits = 0;
        const w = watch('config.json', () => { hits++; });
        await delay(30_000);
        w.close();
        console.log(\`\${hits} changes in half a minute\`);
      `,
    },
    {
      name: "the folder is made before the sleep (an effect)",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import chokidar from 'chokidar';
        import { once } from 'node:events';
        import { mkdir } from 'node:fs/promises';
        import { delay } from '../helpers/timing';
        describe('asset watcher', () => {
          it('follows new folders', async () => {
            const watcher = chokidar.watch('assets');
            const seen = [];
            watcher.on('addDir', (p) => seen.push(p));
            await once(watcher, 'ready');
            await mkdir('assets/icons');
            await delay(200);
            expect(seen).toContain('assets/icons');
            await watcher.close();
          });
        });
      `,
    },
    {
      name: "unknown worker factory: not certain",
      filename: "file.ts",
      code: code`
        import { createWorker } from './worker-factory';
        import { expect, test } from 'vitest';
        import { delay } from './delay';
        test('compresses', async () => {
          const worker = createWorker('gzip');
          await delay(50);
          expect((await worker.run('aaaa')).length).toBeLessThan(4);
          worker.close();
        });
      `,
    },
  ],
  invalid: [
    {
      name: "worker thread then postMessage",
      filename: "file.ts",
      code: code`
        import { Worker } from 'node:worker_threads';
        import { once } from 'node:events';
        export async function hashAll(files: string[]) {
          const hasher = new Worker(new URL('./hasher.js', import.meta.url));
          await new Promise((r) => setTimeout(r, 100));
          hasher.postMessage(files);
          const [digest] = await once(hasher, 'message');
          await hasher.terminate();
          return digest;
        }
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitMessage", output: code`
              import { Worker } from 'node:worker_threads';
              import { once } from 'node:events';
              export async function hashAll(files: string[]) {
                const hasher = new Worker(new URL('./hasher.js', import.meta.url));
                await new Promise<void>((resolve, reject) => {
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    hasher.off('message', ready).off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const ready = () => settle();
                  const fail = () => settle(new Error('hasher has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  hasher.once('message', ready).once('exit', fail).once('error', settle);
                });
                hasher.postMessage(files);
                const [digest] = await once(hasher, 'message');
                await hasher.terminate();
                return digest;
              }
            ` },
          ] },
      ],
    },
    {
      name: "worker field in a pool class, this.sleep helper",
      filename: "file.ts",
      code: code`
        import { Worker } from 'worker_threads';
        export class RenderFarm {
          private worker!: Worker;
          private sleep(ms: number) {
            return new Promise<void>((resolve) => setTimeout(resolve, ms));
          }
          async open(file: string) {
            this.worker = new Worker(file);
            await this.sleep(250);
            this.worker.postMessage({ type: 'warm' });
          }
        }
      `,
      errors: [
        { messageId: "guess", line: 9, suggestions: [
            { messageId: "awaitMessage", output: code`
              import { Worker } from 'worker_threads';
              export class RenderFarm {
                private worker!: Worker;
                private sleep(ms: number) {
                  return new Promise<void>((resolve) => setTimeout(resolve, ms));
                }
                async open(file: string) {
                  this.worker = new Worker(file);
                  const started = this.worker;
                  await new Promise<void>((resolve, reject) => {
                    const settle = (error?: unknown) => {
                      clearTimeout(timer);
                      started.off('message', ready).off('exit', fail).off('error', settle);
                      if (error) reject(error);
                      else resolve();
                    };
                    const ready = () => settle();
                    const fail = () => settle(new Error('worker has ended, or was not ready in time'));
                    const timer = setTimeout(fail, 30_000);
                    started.once('message', ready).once('exit', fail).once('error', settle);
                  });
                  this.worker.postMessage({ type: 'warm' });
                }
              }
            ` },
          ] },
      ],
    },
    {
      name: "cluster fork in a script",
      filename: "file.ts",
      code: code`
        import cluster from 'node:cluster';
        import { setTimeout as delay } from 'node:timers/promises';
        import { loadTest } from './load.js';
        if (cluster.isPrimary) {
          const w = cluster.fork({ PORT: '7001' });
          await delay(1000);
          console.log(await loadTest('http://localhost:7001'));
          w.kill();
        }
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "awaitMessage", output: code`
              import cluster from 'node:cluster';
              import { setTimeout as delay } from 'node:timers/promises';
              import { loadTest } from './load.js';
              if (cluster.isPrimary) {
                const w = cluster.fork({ PORT: '7001' });
                await new Promise<void>((resolve, reject) => {
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    w.off('message', ready).off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const ready = () => settle();
                  const fail = () => settle(new Error('w has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  w.once('message', ready).once('exit', fail).once('error', settle);
                });
                console.log(await loadTest('http://localhost:7001'));
                w.kill();
              }
            ` },
          ] },
      ],
    },
    {
      name: "chokidar watch then write, vitest",
      filename: "file.ts",
      code: code`
        import { writeFile } from 'node:fs/promises';
        import chokidar from 'chokidar';
        import { expect, it, vi } from 'vitest';
        it('sees a new template', async () => {
          const onAdd = vi.fn();
          const watcher = chokidar.watch('tmp/templates', { ignoreInitial: true });
          watcher.on('add', onAdd);
          await new Promise((resolve) => setTimeout(resolve, 300));
          await writeFile('tmp/templates/mail.hbs', 'hi');
          await vi.waitFor(() => expect(onAdd).toHaveBeenCalledTimes(1));
          await watcher.close();
        });
      `,
      errors: [
        { messageId: "guess", line: 8, suggestions: [
            { messageId: "awaitReady", output: code`
              import { writeFile } from 'node:fs/promises';
              import chokidar from 'chokidar';
              import { expect, it, vi } from 'vitest';
              import { once } from 'node:events';
              it('sees a new template', async () => {
                const onAdd = vi.fn();
                const watcher = chokidar.watch('tmp/templates', { ignoreInitial: true });
                watcher.on('add', onAdd);
                await once(watcher, 'ready');
                await writeFile('tmp/templates/mail.hbs', 'hi');
                await vi.waitFor(() => expect(onAdd).toHaveBeenCalledTimes(1));
                await watcher.close();
              });
            ` },
          ] },
      ],
    },
    {
      name: "fs.watch in a script before a touch",
      filename: "file.ts",
      code: code`
        import { watch, utimesSync } from 'node:fs';
        import { setTimeout as delay } from 'node:timers/promises';
        let hits = 0;
        const w = watch('config.json', () => { hits++; });
        await delay(150);
        utimesSync('config.json', new Date(), new Date());
        await new Promise((r) => w.once('change', r));
        console.log(hits);
        w.close();
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [] },
      ],
    },
    {
      name: "awaited chokidar ready, then another sleep",
      filename: "file.ts",
      code: code`
        import chokidar from 'chokidar';
        import { once } from 'node:events';
        import { mkdir } from 'node:fs/promises';
        import { delay } from '../helpers/timing';
        describe('asset watcher', () => {
          it('follows new folders', async () => {
            const watcher = chokidar.watch('assets');
            const seen = [];
            watcher.on('addDir', (p) => seen.push(p));
            await once(watcher, 'ready');
            await delay(200);
            await mkdir('assets/icons');
            await once(watcher, 'addDir');
            expect(seen).toContain('assets/icons');
            await watcher.close();
          });
        });
      `,
      errors: [
        { messageId: "guessBehindAwait", line: 11, suggestions: [] },
      ],
    },
    {
      name: "unknown worker factory",
      filename: "file.ts",
      options: [{ report: "potential" }],
      code: code`
        import { createWorker } from './worker-factory';
        import { expect, test } from 'vitest';
        import { delay } from './delay';
        test('compresses', async () => {
          const worker = createWorker('gzip');
          await delay(50);
          expect((await worker.run('aaaa')).length).toBeLessThan(4);
          worker.close();
        });
      `,
      errors: [
        { messageId: "maybeGuess", line: 6, suggestions: [] },
      ],
    },
    {
      name: "worker thread, then a message at a guess",
      filename: "file.ts",
      code: code`
        import { Worker } from 'node:worker_threads';
        import { delay } from './time.js';
        it('resizes', async () => {
          const worker = new Worker(new URL('./resize.js', import.meta.url));
          await delay(150);
          worker.postMessage({ file: 'a.png' });
          const [result] = await once(worker, 'message');
          expect(result.width).toBe(100);
        });
      `,
      errors: [
        { messageId: "guess", line: 5, suggestions: [
            { messageId: "awaitMessage", output: code`
              import { Worker } from 'node:worker_threads';
              import { delay } from './time.js';
              it('resizes', async () => {
                const worker = new Worker(new URL('./resize.js', import.meta.url));
                await new Promise<void>((resolve, reject) => {
                  const settle = (error?: unknown) => {
                    clearTimeout(timer);
                    worker.off('message', ready).off('exit', fail).off('error', settle);
                    if (error) reject(error);
                    else resolve();
                  };
                  const ready = () => settle();
                  const fail = () => settle(new Error('worker has ended, or was not ready in time'));
                  const timer = setTimeout(fail, 30_000);
                  worker.once('message', ready).once('exit', fail).once('error', settle);
                });
                worker.postMessage({ file: 'a.png' });
                const [result] = await once(worker, 'message');
                expect(result.width).toBe(100);
              });
            ` },
          ] },
      ],
    },
    {
      name: "french comment and a watcher",
      filename: "file.ts",
      code: code`
        import chokidar from 'chokidar';
        it('voit les fichiers', async () => {
          const watcher = chokidar.watch(dir);
          watcher.on('add', onAdd);
          // attendre le scan
          await sleep(300);
          await writeFile(join(dir, 'a.txt'), 'a');
          await vi.waitFor(() => expect(onAdd).toHaveBeenCalled());
        });
      `,
      errors: [
        { messageId: "guess", line: 6, suggestions: [
            { messageId: "awaitReady", output: code`
              import chokidar from 'chokidar';
              import { once } from 'node:events';
              it('voit les fichiers', async () => {
                const watcher = chokidar.watch(dir);
                watcher.on('add', onAdd);
                // attendre le scan
                await once(watcher, 'ready');
                await writeFile(join(dir, 'a.txt'), 'a');
                await vi.waitFor(() => expect(onAdd).toHaveBeenCalled());
              });
            ` },
          ] },
      ],
    },
  ],
});
