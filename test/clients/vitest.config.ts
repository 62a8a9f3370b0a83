import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `npm run test:clients`: the packed plugin in projects of its users, run by the programs that they run. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/clients/**/*.test.ts"],
    globalSetup: ["test/clients/install.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The programs under test keep a core busy themselves: only on a machine that is there for this alone, two files at a time.
    fileParallelism: process.env["CI"] === "true",
    maxWorkers: 2,
  },
});
