import { existsSync } from "node:fs";
import { defineConfig, globalIgnores } from "eslint/config";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import tseslint from "typescript-eslint";

// We are linted by what we ship.
const built = new URL("./dist/index.js", import.meta.url);
if (!existsSync(built)) throw new Error("Our own rules are not built, and this config lints with them: run `npm run build` first.");
const { default: startupOrder } = /** @type {typeof import("./dist/index.js")} */ (await import(built.href));

// That imports go one way and files stay small is in test/architecture.test.ts.
export default defineConfig(
  // The examples are broken on purpose.
  globalIgnores(["dist/", "coverage/", "examples/", "test/**/fixtures/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `import { type T }` still loads the file; the root of @typescript-eslint/utils loads all of ESLint.
      "@typescript-eslint/no-import-type-side-effects": "error",
      // `node.type === "CallExpression"` is how kinds of nodes are asked for: the enum would have to be loaded for its names alone.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      // Objects here are closures over what they need: none has a `this` to lose.
      "@typescript-eslint/unbound-method": "off",
      // A short callback may end in a call whose result nobody reads.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Numbers read well in messages.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A parameter that only holds its place says so.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // vitest's own matchers (`expect.stringContaining`) are typed so.
      "@typescript-eslint/no-unsafe-assignment": "off",
      // What a title is put together from may be missing: then the title says so.
      "@typescript-eslint/restrict-template-expressions": "off",
      // What is not there fails the test, right there.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Frameworks want classes with nothing in them.
      "@typescript-eslint/no-extraneous-class": "off",
    },
  },
  { files: ["**/*.js", "**/*.mjs"], extends: [tseslint.configs.strict] },
  { files: ["rules/**/*.ts", "test/rules/**/*.ts"], extends: [eslintPlugin.configs.recommended] },
  {
    files: ["bin/**", "src/**", "rules/**", "test/**"],
    plugins: { "startup-order": startupOrder },
    extends: ["startup-order/strict"],
  },
);
