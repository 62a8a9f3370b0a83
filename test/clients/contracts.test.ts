import { expect, it } from "vitest";
import { blockOf } from "./pages.js";
import { folderIn, run, write } from "./project.js";

const page = "docs/adding-a-contract.md";

it("docs/adding-a-contract.md teaches ESLint a server, with the findings that it shows", async () => {
  const files = ["startup-order.contracts.mjs", "eslint.config.mjs", "main.js", "serve.js"];
  const cwd = folderIn("eslint-10", { ...Object.fromEntries(files.map((file) => [file, blockOf(page, file)])) });
  const { stdout } = await run(cwd, "eslint", ["."]);
  expect(stdout.replaceAll(`${cwd}/`, "").trim().split("\n").slice(0, -2).join("\n").trim()).toBe(blockOf(page, "npx eslint .").trim());
  write(cwd, { "eslint.config.mjs": blockOf(page, "eslint.config.mjs").replace("contracts: [gateway]", "contracts: [{ ...gateway, makers: [{ export: 'Gateway' }] }]") });
  expect((await run(cwd, "eslint", ["."])).stderr).toContain('settings["startup-order"].contracts[0].makers[0].by is missing: it must be one of "call", "new", "either".');
});
