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
    // The programs under test keep the cores busy themselves.
    fileParallelism: false,
  },
});
