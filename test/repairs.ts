import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { afterAll, beforeAll, expect } from "vitest";
import plugin from "../index.js";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "startup-order-repairs-"));
  // `npm run test:contracts` has packages of its own.
  await symlink(resolve(process.env["CONTRACTS"] === "all" ? "test/contracts/node_modules" : "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The program after the first suggestion of this id was applied by its rule; the findings that offered it are gone, and none is new. */
export function repaired(program: string, messageId: string, filename: "file.mjs" | "file.ts" = "file.mjs", versions: Readonly<Record<string, string>> = { express: "5" }): string {
  const linter = new Linter();
  const config = [{ ...plugin.configs.strict, files: ["**/*.{mjs,ts}"], languageOptions: { parser, sourceType: "module" as const }, settings: { "startup-order": { versions } } }];
  const findings = linter.verify(program, config, filename);
  const offered = findings.flatMap(({ suggestions }) => suggestions ?? []);
  const suggestion = offered.find((each) => each.messageId === messageId);
  if (!suggestion) throw new Error(`not offered; there are ${offered.map((each) => each.messageId).join(", ")} for ${findings.map(({ message }) => message).join(" ")}`);
  const { range, text } = suggestion.fix;
  const after = program.slice(0, range[0]) + text + program.slice(range[1]);
  const left = linter.verify(after, config, filename);
  expect(left).toHaveLength(findings.length - findings.filter(({ suggestions }) => suggestions?.some((each) => each.messageId === messageId)).length);
  return after;
}

/** What the compiler says of TypeScript programs, in strict mode. */
export function typeErrors(programs: readonly string[]): string[] {
  const files = programs.map((program, i) => {
    const file = join(folder, `typed-${i}.ts`);
    writeFileSync(file, program);
    return file;
  });
  const options = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: ["node"], typeRoots: [join(folder, "node_modules/@types")] };
  return ts.getPreEmitDiagnostics(ts.createProgram(files, options)).map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}

let runs = 0;

/** What a program prints, and whether it ended well. */
export async function run(program: string): Promise<{ out: string; failed: boolean }> {
  const file = join(folder, `program-${(runs += 1)}.mjs`);
  await writeFile(file, program);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 });
    return { out: stdout.trim(), failed: false };
  } catch (error) {
    return { out: String((error as { stdout?: string }).stdout).trim(), failed: true };
  }
}

/** A program's beginning: a port that is taken. */
export const taken = `
import http from "node:http";
import { once } from "node:events";

const blocker = http.createServer().listen(0, "127.0.0.1");
await once(blocker, "listening");
const taken = blocker.address().port;
`;

/** A program's end: calls `start` with a taken port; prints what it caught, or that nothing was to be caught. */
export const caller = `
process.once("uncaughtException", (error) => {
  console.log("uncaught", error.code);
  process.exit();
});
try {
  await start(taken);
  console.log("started");
} catch (error) {
  console.log("caught", error.code);
}
setTimeout(() => process.exit(), 200);
`;
