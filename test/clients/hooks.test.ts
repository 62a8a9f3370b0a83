import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { ownEnvironment } from "./environment.js";
import { blockOf } from "./pages.js";
import { early, repaired } from "./programs.js";
import { type Ended, folderIn, projectFolder, run, write } from "./project.js";

const root = dirname(dirname(import.meta.dirname));
const page = "docs/pre-commit.md";
const config = `import startupOrder from "eslint-plugin-startup-order";

export default [startupOrder.configs.recommended];
`;
const identity = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.org", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.org" };

/** A repository below `folder` that commits with the hooks it has. */
function repository(folder: string, env: Readonly<Record<string, string>> = {}) {
  const program = (name: string, ...given: string[]) => run(folder, name, given, { ...identity, ...env });
  return {
    program,
    async commit(files: Readonly<Record<string, string>>, message: string): Promise<Ended> {
      write(folder, files);
      await program("git", "add", "--all");
      return program("git", "commit", "--message", message);
    },
    log: async () => (await program("git", "log", "--format=%s")).stdout.trim().split("\n"),
  };
}

type Repository = ReturnType<typeof repository>;

/** A repository in the newest project, with what is installed there as its own, a program run and then these files committed. */
async function committed(files: Readonly<Record<string, string>>, ...before: readonly string[]): Promise<Repository> {
  const folder = folderIn("eslint-10", {});
  symlinkSync(join(projectFolder("eslint-10"), "node_modules"), join(folder, "node_modules"));
  const made = repository(folder);
  await made.program("git", "init", "--quiet");
  write(folder, { "package.json": '{ "type": "module", "private": true }' });
  const [program, ...given] = before;
  if (program !== undefined) expect((await made.program(program, ...given)).code).toBe(0);
  expect((await made.commit({ ".gitignore": "node_modules\n", "eslint.config.js": config, ...files }, "setup")).code).toBe(0);
  return made;
}

/** A commit with a bug is rejected with our message, the repaired one lands. */
async function expectGuarded({ commit, log }: Repository): Promise<void> {
  const rejected = await commit({ "src/early.js": early }, "bad");
  expect(rejected.code, rejected.stderr).not.toBe(0);
  expect(`${rejected.stdout}${rejected.stderr}`).toMatch(/4:13\s+error\s+`server\.address\(\)` gives null here: .*startup-order\/no-early-address/);
  const landed = await commit({ "src/early.js": repaired }, "good");
  expect(landed.code, landed.stderr).toBe(0);
  expect(await log()).toEqual(["good", "setup"]);
}

describe("lint-staged", () => {
  const lintStaged = { ".lintstagedrc.json": blockOf(page, ".lintstagedrc.json") };

  it("runs behind simple-git-hooks", async () => {
    const made = await committed({ ...lintStaged, ".simple-git-hooks.json": blockOf(page, ".simple-git-hooks.json") });
    expect((await made.program("simple-git-hooks")).code).toBe(0);
    await expectGuarded(made);
  });

  it("runs behind husky, as the README sets it up", async () => {
    const [, hook = ""] = /npx husky init && echo "(.+)" > \.husky\/pre-commit/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    expect(`${hook}\n`).toBe(blockOf(page, ".husky/pre-commit"));
    const made = await committed({ ".lintstagedrc.json": blockOf("README.md", ".lintstagedrc.json"), ".husky/pre-commit": `${hook}\n` }, "husky", "init");
    await expectGuarded(made);
  });

  it("runs the command where there is no ESLint config", async () => {
    const own = blockOf(page, ".lintstagedrc.json", "Without an ESLint config");
    const made = await committed({ ".lintstagedrc.json": own, "eslint.config.js": "throw new Error('read');\n", ".simple-git-hooks.json": blockOf(page, ".simple-git-hooks.json") });
    await made.program("simple-git-hooks");
    await expectGuarded(made);
  });
});

it("lefthook runs ESLint on what is staged", async () => {
  const made = await committed({ "lefthook.yml": blockOf(page, "lefthook.yml") });
  expect((await made.program("lefthook", "install")).code).toBe(0);
  await expectGuarded(made);
});

/** The framework is no npm package; Debian's is called pre-commit, too. */
const hasPreCommit = (() => {
  try {
    execFileSync("pre-commit", ["--version"], { env: ownEnvironment(), stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasPreCommit)("pre-commit (skipped where it is not installed: no npm package holds it)", () => {
  /** A repository outside of the project: what the hook needs, the framework installs. */
  async function hooked(yaml: string): Promise<Repository> {
    const folder = mkdtempSync(join(inject("clients"), "pre-commit-"));
    const made = repository(folder, { PRE_COMMIT_HOME: join(folder, ".git/pre-commit-home") });
    await made.program("git", "init", "--quiet");
    expect((await made.commit({ ".pre-commit-config.yaml": yaml }, "setup")).code).toBe(0);
    expect((await made.program("pre-commit", "install")).code).toBe(0);
    return made;
  }

  it("installs the plugin for a hook of the repository's own", async () => {
    const published = "eslint-plugin-startup-order, eslint]";
    const yaml = blockOf(page, ".pre-commit-config.yaml");
    expect(yaml).toContain(published);
    await expectGuarded(await hooked(yaml.replace(published, `"${join(inject("clients"), "eslint-plugin-startup-order.tgz")}", eslint@10]`)));
  });

  // Its development dependencies and its build are left out: they take minutes, and say nothing of the hook.
  it("runs the hook of this repository", async () => {
    const source = mkdtempSync(join(inject("clients"), "source-"));
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    for (const part of [".npmrc", ".pre-commit-hooks.yaml", "dist"]) cpSync(join(root, part), join(source, part), { recursive: true });
    const { commit, program } = repository(source);
    await program("git", "init", "--quiet");
    await commit({ "package.json": JSON.stringify({ ...manifest, devDependencies: {}, scripts: { ...manifest.scripts, build: "echo built" } }) }, "source");
    const rev = (await program("git", "rev-parse", "HEAD")).stdout.trim();

    const [, published = ""] = /```yaml\n(repos:\n  - repo: https.*?)```/s.exec(readFileSync(join(root, page), "utf8")) ?? [];
    await expectGuarded(await hooked(published.replace(/repo: .*/, `repo: file://${source}`).replace(/rev: .*/, `rev: ${rev}`)));
  });
});
