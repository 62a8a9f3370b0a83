import * as parser from "@typescript-eslint/parser";
import type { Linter } from "eslint";
import plugin from "../index.js";
import { handedOver } from "./handover.js";
import { understood, understoodRule } from "./understood.js";

const { preset, versions } = handedOver();
const [namespace = "", ruleName = ""] = understoodRule.split("/");

/** The whole ESLint config of the command: the files are chosen by then, so nothing is ignored here. */
const config: Linter.Config[] = [
  { ignores: ["!**/node_modules/", "!**/.git/"] },
  {
    ...plugin.configs[preset],
    files: ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"],
    languageOptions: {
      parser: parser,
      // Only for .js and the like: the parser itself decides by the extension for .ts (never JSX) and .tsx (always).
      parserOptions: { ecmaFeatures: { jsx: true }, warnOnUnsupportedTypeScriptVersion: false },
    },
    // Comments are meant for the rules of somebody else's config, most of which do not run here.
    linterOptions: { reportUnusedDisableDirectives: "off" },
    settings: { "startup-order": { versions } },
  },
  {
    plugins: { [namespace]: { meta: { name: namespace, version: plugin.meta.version }, rules: { [ruleName]: understood } } },
    rules: { [understoodRule]: "warn" },
  },
];

export default config;
