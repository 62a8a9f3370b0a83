import { execFile } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const root = dirname(import.meta.dirname);

/** Builds the package unless `dist` is newer than all it is made from. */
export async function build(): Promise<void> {
  const age = statSync(join(root, "dist/bin/startup-order.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (["bin", "src", "rules", "index.ts"].every((part) => newest(join(root, part)) <= age)) return;
  await promisify(execFile)(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], { cwd: root });
}

function newest(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
