import { defineConfig } from "vitest/config";

const rules = "test/rules/**/*.test.ts";

export default defineConfig({
  test: {
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      // Tests of rules keep nothing between them: they share what is loaded, which takes most of their time otherwise.
      { extends: true, test: { name: "rules", include: [rules], isolate: false } },
      // `npm run test:clients` installs projects for its tests.
      { extends: true, test: { name: "others", include: ["test/**/*.test.ts"], exclude: [rules, "test/clients/**", "**/node_modules/**"] } },
    ],
  },
});
