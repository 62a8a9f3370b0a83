import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "../index.js";

/** A program that is reported, and twins of it that are not: each differs by what is replaced. */
export interface Row {
  readonly name: string;
  /** What is said of the line that is marked by a comment of two exclamation marks. */
  readonly id: string;
  readonly code: string;
  readonly silent: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;
  readonly file?: string;
}

const mark = "//!!";

/** The findings of one rule in a program, each as its message's id and the lines it covers. */
export function findingsOf(rule: string, program: string, file: string, report: "certain" | "potential" = "potential"): readonly Linter.LintMessage[] {
  const config: Linter.Config = { files: ["**/*.ts", "**/*.js"], plugins: { "startup-order": plugin }, rules: { [`startup-order/${rule}`]: ["error", { report }] }, languageOptions: { parser } };
  return new Linter().verify(program, [config], { filename: file });
}

/** Runs a table of programs: each is reported on its marked line as it says, and none of its twins is. */
export function runTable(rule: string, rows: readonly Row[]): void {
  describe.each(rows)("$name", ({ id, code, silent, file = "file.ts" }) => {
    it("is reported", () => {
      const findings = findingsOf(rule, code.replaceAll(mark, ""), file);
      const line = code.split("\n").findIndex((each) => each.includes(mark)) + 1;
      expect(findings.map(({ messageId, message }) => messageId ?? message)).toEqual([id]);
      const { line: first, endLine = first } = findings[0]!;
      expect(first <= line && line <= endLine, `reported on ${first} to ${endLine}, marked on ${line}`).toBe(true);
    });

    it.each(Object.entries(silent))("is not where %s", (_why, edits) => {
      let program = code.replaceAll(mark, "");
      for (const [from, to] of edits) {
        expect(program, "what is replaced").toContain(from);
        program = program.replace(from, () => to);
      }
      expect(findingsOf(rule, program, file).map(({ messageId, message, line }) => `${messageId ?? message} ${line}`)).toEqual([]);
    });
  });
}
