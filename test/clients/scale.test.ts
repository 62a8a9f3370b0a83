import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { blockOf } from "./pages.js";
import { early, repaired } from "./programs.js";
import { findingsIn, folderIn, projectFolder, run, write } from "./project.js";

const config = `import startupOrder from "eslint-plugin-startup-order";
import tseslint from "typescript-eslint";

export default [{ files: ["**/*.{js,ts}"], languageOptions: { parser: tseslint.parser } }, { ignores: ["eslint.config.js"] }, startupOrder.configs.strict];
`;

describe("findings do not depend on how the files are shared out", () => {
  let cwd = "";
  let all: string[] = [];
  const lint = async (...given: string[]) => findingsIn((await run(cwd, "eslint", ["--format", "json", ...given])).stdout, cwd);

  // The programs of the rules' pages, which bring every message.
  beforeAll(async () => {
    const pages = join(projectFolder("eslint-10"), "node_modules/eslint-plugin-startup-order/docs/rules");
    const programs = readdirSync(pages).flatMap((name) =>
      [...readFileSync(join(pages, name), "utf8").matchAll(/^```(js|ts)\n(\/\/ [❌✅].*?)^```/gmsu)].map(([, language = "", code = ""], i): [string, string] => [`src/${basename(name, ".md")}-${i}.${language}`, code]),
    );
    cwd = folderIn("eslint-10", { "package.json": '{"type":"module"}', "eslint.config.js": config, ...Object.fromEntries(programs) });
    all = await lint("src");
    expect(all.length).toBeGreaterThan(60);
  });

  it("to threads", async () => expect(await lint("--concurrency", "2", "src")).toEqual(all));

  it("to shards, as docs/ci.md does it", async () => {
    await run(cwd, "git", ["init", "--quiet"]);
    await run(cwd, "git", ["add", "src"]);
    const [, command = ""] = /```sh\n(git ls-files .+?)\n```/.exec(readFileSync(join(import.meta.dirname, "../../docs/ci.md"), "utf8")) ?? [];
    const found: string[][] = [];
    for (const SHARD of ["0", "1"]) found.push(findingsIn((await run(cwd, "sh", ["-c", `${command} --format json`], { SHARDS: "2", SHARD })).stdout, cwd));
    expect(found.every((findings) => findings.length > 0)).toBe(true);
    expect(found.flat().sort()).toEqual(all);
  });

  it("to the cache, which goes by what is in the files", async () => {
    const cached = ["--cache", "--cache-strategy", "content", "--cache-location", "cache/eslint", "src"];
    expect(await lint(...cached)).toEqual(all);
    expect(await lint(...cached)).toEqual(all);
    write(cwd, { "src/new.js": early });
    expect(await lint(...cached)).toEqual([...all, "src/new.js 4:13 startup-order/no-early-address"].sort());
    write(cwd, { "src/new.js": "" });
    expect(await lint(...cached)).toEqual(all);
  });
});

describe("old code", () => {
  it("is taken in by ESLint's suppressions, which only ever get fewer", async () => {
    const cwd = folderIn("eslint-10", { "package.json": '{"type":"module"}', "eslint.config.js": config.replace("strict", "recommended"), "src/old.js": early });
    const eslint = (...given: string[]) => run(cwd, "eslint", [...given, "."]);
    expect((await eslint()).code).toBe(1);
    expect((await eslint("--suppress-all")).code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, "eslint-suppressions.json"), "utf8"))).toEqual({ "src/old.js": { "startup-order/no-early-address": { count: 1 } } });
    expect((await eslint()).code).toBe(0);
    write(cwd, { "src/new.js": early });
    const fails = await eslint();
    expect(fails.code).toBe(1);
    expect(fails.stdout).toMatch(/src\/new\.js\n.*no-early-address/);
    expect(fails.stdout).not.toContain("old.js");
    write(cwd, { "src/new.js": repaired, "src/old.js": repaired });
    expect((await eslint()).code).toBe(2);
    expect((await eslint("--prune-suppressions")).code).toBe(0);
    expect((await eslint()).code).toBe(0);
  });
});

describe("what others read", () => {
  const files = { "package.json": '{"type":"module"}', "eslint.config.js": config.replace("strict", "recommended"), "src/early.js": early };

  it("is SARIF, with the links of our rules", async () => {
    const cwd = folderIn("eslint-10", files);
    const [program = "", ...given] = /npx (eslint .*)\n/.exec(blockOf("docs/ci.md", "SARIF"))?.[1]?.split(" ") ?? [];
    await run(cwd, program, given);
    const { runs } = JSON.parse(readFileSync(join(cwd, "eslint.sarif"), "utf8")) as { runs: { results: object[]; tool: { driver: { rules: object[] } } }[] };
    expect(runs[0]?.results).toMatchObject([{ ruleId: "startup-order/no-early-address", level: "error" }]);
    expect(runs[0]?.tool.driver.rules).toMatchObject([{ id: "startup-order/no-early-address", helpUri: expect.stringMatching(/\/docs\/rules\/no-early-address\.md$/) }]);
  });

  it("is what the inspector of configs shows: our configs by their names", async () => {
    const cwd = folderIn("eslint-10", { ...files, "eslint.config.js": 'import { defineConfig } from "eslint/config";\nimport startupOrder from "eslint-plugin-startup-order";\nexport default defineConfig({ plugins: { "startup-order": startupOrder }, extends: ["startup-order/recommended"] }, startupOrder.configs.strict);\n' });
    const ended = await run(cwd, "config-inspector", ["build"]);
    expect(ended.code, ended.stderr).toBe(0);
    const dump = join(cwd, "dist/__eslint-config-inspector/__rpc-dump");
    const text = readdirSync(dump).map((name) => readFileSync(join(dump, name), "utf8")).join("");
    expect(text).toContain("startup-order/recommended");
    expect(text).toContain("startup-order/strict");
  });
});
