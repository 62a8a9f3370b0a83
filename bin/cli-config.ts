import * as parser from "@typescript-eslint/parser";
import type { Linter } from "eslint";
import plugin from "../index.js";
import { handedOver } from "./handover.js";
import { inOwnName, namespace } from "./own-rules.js";
import { timelines } from "./timelines.js";
import { understood } from "./understood.js";

const { preset, versions, explain } = handedOver();

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
    plugins: { [namespace]: { meta: { name: namespace, version: plugin.meta.version }, rules: { understood, timelines } } },
    rules: { [inOwnName("understood")]: "warn", ...(explain && { [inOwnName("timelines")]: "warn" }) },
  },
];

export default config;
