import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inject } from "vitest";
import { ownEnvironment } from "./environment.js";

/** The projects that are installed: folders below `test/clients/projects`. */
export type ProjectName = "eslint-9.15" | "eslint-9" | "eslint-10" | "typescript-7";

/** How a program ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folder of an installed project. */
export function projectFolder(name: ProjectName): string {
  return join(inject("clients"), name);
}

/** A fresh folder with these files, in a project: what is installed there is in reach. */
export function folderIn(name: ProjectName, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(projectFolder(name), "case-"));
  write(folder, files);
  return folder;
}

/** Writes files below a folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Runs a program to its end, whatever its exit code; what a project has installed goes by its name. */
export async function run(cwd: string, program: string, given: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const own = ownEnvironment();
  const bins = [join(cwd, "node_modules/.bin"), join(dirname(cwd), "node_modules/.bin")];
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...own, PATH: [...bins, own["PATH"]].join(":"), ...env }, maxBuffer: 1e8 };
    execFile(program, given, options, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      if (typeof code === "number") resolve({ code, stdout, stderr });
      else reject(new Error(`${program} ${given.join(" ")}`, { cause: error }));
    });
  });
}

/** The findings in ESLint's or oxlint's JSON, each as `file line:column rule`. */
export function findingsIn(stdout: string, cwd: string): string[] {
  const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string | null; line: number; column: number; message: string }[] }[];
  return results.flatMap(({ filePath, messages }) => messages.map(({ ruleId, line, column, message }) => `${filePath.slice(cwd.length + 1)} ${line}:${column} ${ruleId ?? message}`)).sort();
}
