import { existsSync } from "node:fs";
import { defineConfig, globalIgnores } from "eslint/config";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import tseslint from "typescript-eslint";

// We are linted by what we ship.
const built = new URL("./dist/index.js", import.meta.url);
if (!existsSync(built)) throw new Error("Our own rules are not built, and this config lints with them: run `npm run build` first.");
const { default: startupOrder } = await import(built.href);

export default defineConfig(
  globalIgnores(["dist/", "coverage/", "examples/", "test/**/fixtures/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  { files: ["**/*.js", "**/*.mjs"], extends: [tseslint.configs.strict] },
  { files: ["rules/**/*.ts", "test/rules/**/*.ts"], extends: [eslintPlugin.configs.recommended] },
  {
    files: ["bin/**", "src/**", "rules/**", "test/**"],
    plugins: { "startup-order": startupOrder },
    extends: ["startup-order/strict"],
  },
);
