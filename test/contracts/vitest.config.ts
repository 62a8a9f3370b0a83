import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `npm run test:contracts`: every row, also those whose packages only `test/contracts/package.json` installs. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/contracts/**/*.test.ts", "test/contracts/rowless.ts", "test/contracts/patching.ts", "test/contracts/client-events.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { CONTRACTS: "all", NEXT_TELEMETRY_DISABLED: "1" },
  },
});
