import { describe, expect, it } from "vitest";
import { early } from "./programs.js";
import { type ProjectName, findingsIn, folderIn, run } from "./project.js";

const markup = early.replace("console.log(server.address().port)", "export const view = <b>{server.address().port}</b>");
const typedMarkup = markup.replace("const server =", "const server: Server =").replace("createServer }", "createServer, type Server }");
const files = {
  "early.js": early,
  "early.cjs": early.replace("import { createServer } from", "const { createServer } = require(").replace('"node:http"', '"node:http")'),
  "view.jsx": markup,
  "early.ts": early.replace("server.address()", "(server.address() as { port: number })"),
  "page.tsx": typedMarkup,
  "Early.vue": `<script setup lang="ts">\n${early}</script>\n\n<template><b>{{ server }}</b></template>\n`,
  "Early.svelte": `<script lang="ts">\n${early}</script>\n\n<b>{server}</b>\n`,
  // Only types tell what the factory in the other file gives.
  "typed/factory.ts": `import { createServer, type Server } from "node:http";\nexport const makeServer = (): Server => createServer();\n`,
  "typed/early.ts": early.replace("createServer()", "makeServer()").replace('{ createServer } from "node:http"', '{ makeServer } from "./factory.js"'),
  "tsconfig.json": '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true, "jsx": "preserve", "types": ["node"] } }',
};

const config = (more: { readonly components: boolean; readonly types: boolean }) => `import startupOrder from "eslint-plugin-startup-order";
import tseslint from "typescript-eslint";
${more.components ? 'import svelte from "svelte-eslint-parser";\nimport vue from "vue-eslint-parser";\n' : ""}
const parserOptions = ${more.types ? "{ projectService: true, tsconfigRootDir: import.meta.dirname }" : "{}"};
export default [
  { ignores: ["${more.components ? "none" : "**/*.{vue,svelte}"}"] },
  { ...startupOrder.configs.recommended, files: ["**/*.{js,cjs,jsx,ts,tsx,vue,svelte}"] },
  { files: ["**/*.jsx"], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
  { files: ["**/*.{ts,tsx}"], languageOptions: { parser: tseslint.parser, parserOptions } },
  ${more.components ? '{ files: ["**/*.vue"], languageOptions: { parser: vue, parserOptions: { parser: tseslint.parser } } },\n  { files: ["**/*.svelte"], languageOptions: { parser: svelte, parserOptions: { parser: tseslint.parser } } },' : ""}
];
`;

async function findings(project: ProjectName, text: string): Promise<string[]> {
  const cwd = folderIn(project, { ...files, "eslint.config.mjs": text });
  const ended = await run(cwd, "eslint", ["--format", "json", "."]);
  expect(ended.stderr).toBe("");
  return findingsIn(ended.stdout, cwd).map((line) => line.replace(" startup-order/no-early-address", ""));
}

const scripts = ["early.cjs 4:13", "early.js 4:13", "early.ts 4:14", "page.tsx 4:25"];
const components = ["Early.svelte 5:13", "Early.vue 5:13"];

describe.each(["eslint-9.15", "typescript-7"] as const)("%s", (project) => {
  it("reports the same in every script, and with types also what only they tell", async () => {
    expect(await findings(project, config({ components: false, types: true }))).toEqual([...scripts, "typed/early.ts 4:13", "view.jsx 4:25"]);
  });
});

describe.each(["eslint-9", "eslint-10"] as const)("%s", (project) => {
  it("reports the same in every script and in the script blocks of Vue and Svelte", async () => {
    expect(await findings(project, config({ components: true, types: false }))).toEqual([...components, ...scripts, "view.jsx 4:25"]);
  });

  it.runIf(project === "eslint-10")("reports with types also what only they tell", async () => {
    expect(await findings(project, config({ components: true, types: true }))).toEqual([...components, ...scripts, "typed/early.ts 4:13", "view.jsx 4:25"]);
  });
});

it("runs beside TypeScript 7, whose own compiler is the project's", async () => {
  const { stdout } = await run(folderIn("typescript-7", {}), "tsc", ["--version"]);
  expect(stdout).toMatch(/^Version 7\./);
});
