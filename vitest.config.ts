import { defineConfig } from "vitest/config";

export default defineConfig({
  // `npm run test:clients` installs projects for its tests.
  test: { include: ["test/**/*.test.ts"], exclude: ["test/clients/**", "**/node_modules/**"], setupFiles: ["test/setup.ts"], testTimeout: 60_000, hookTimeout: 120_000 },
});
