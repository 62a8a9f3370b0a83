import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { program } from "./program.js";

const root = dirname(import.meta.dirname);
const cwd = mkdtempSync(join(tmpdir(), "startup-order-new-rule-"));
const newRule = (...given: string[]) => program(process.execPath, [join(root, "scripts/new-rule.mjs"), ...given], cwd);

afterAll(() => rmSync(cwd, { recursive: true }));

it("makes a rule with its test and page, and enters it among the others", async () => {
  mkdirSync(join(cwd, "rules"));
  cpSync(join(root, "rules/index.ts"), join(cwd, "rules/index.ts"));
  expect(await newRule("no-early-close", "Disallow closing what is still starting")).toMatchObject({ code: 0, stderr: "" });
  for (const file of ["rules/no-early-close.ts", "test/rules/no-early-close.test.ts", "docs/rules/no-early-close.md"]) expect(existsSync(join(cwd, file)), file).toBe(true);
  expect(readFileSync(join(cwd, "rules/no-early-close.ts"), "utf8")).toContain('docs: { description: "Disallow closing what is still starting" }');
  const before = readFileSync(join(root, "rules/index.ts"), "utf8");
  const after = readFileSync(join(cwd, "rules/index.ts"), "utf8");
  expect(after.replace('import noEarlyClose from "./no-early-close.js";\n', "").replace('  "no-early-close": noEarlyClose,\n', "")).toBe(before);
  expect(after.indexOf('"no-early-address":')).toBeLessThan(after.indexOf('"no-early-close":'));
  expect(await newRule("no-early-close", "Disallow closing what is still starting")).toMatchObject({ code: 2, stderr: expect.stringContaining("rules/no-early-close.ts is there already.") });
});

it("says what is wrong with a name or a description", async () => {
  expect((await newRule("earlyClose", "Disallow it")).stderr).toMatch(/^new-rule: "earlyClose" is no name for a rule: /);
  expect((await newRule("no-late-close", "closes late.")).stderr).toMatch(/^new-rule: "closes late\." is no description: /);
});
