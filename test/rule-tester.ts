import { RuleTester } from "@typescript-eslint/rule-tester";
import { afterAll, describe, it } from "vitest";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** Runs rules over small whole programs; the file name decides between JavaScript and TypeScript. */
export const ruleTester = new RuleTester({ languageOptions: { parserOptions: { ecmaFeatures: { jsx: false } } } });

/** A program as a template: the first line and the common indentation are taken away. */
export function code(parts: TemplateStringsArray, ...values: readonly string[]): string {
  const lines = String.raw({ raw: parts.raw.map((part) => part.replace(/\\`/g, "`").replace(/\\\$/g, "$").replace(/\\\\/g, "\\")) }, ...values).split("\n").slice(1);
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0));
  return lines.map((line) => line.slice(indent)).join("\n");
}
