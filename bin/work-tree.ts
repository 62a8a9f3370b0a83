import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";

/** Why changes to `files` below `folders` could not be told from other work, or undone, with git; undefined where they can. */
export async function whyNotUndone(folders: readonly string[], files: readonly string[]): Promise<string | undefined> {
  const own = await Promise.all(files.map((file) => realpath(file)));
  for (const folder of folders) {
    const top = await git(folder, "rev-parse", "--show-toplevel");
    if (top === undefined) return `${folder} is in no git repository`;
    const root = top.trim();
    const status = (await git(root, "status", "--porcelain", "-z", "--no-renames")) ?? "";
    for (const entry of status.split("\0").filter(Boolean)) {
      const path = join(root, entry.slice(3));
      // What git does not know yet is in nobody's way, unless it is to be changed.
      const isOurs = own.some((file) => file === path || file.startsWith(path.endsWith(sep) ? path : path + sep));
      if (!entry.startsWith("??") || isOurs) return `${relative(root, path)} is not committed`;
    }
  }
  return undefined;
}

async function git(cwd: string, ...given: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)("git", given, { cwd, maxBuffer: 1e8 })).stdout;
  } catch (error) {
    // Exit code 128 says that there is no repository; ENOENT that there is no git.
    if (error instanceof Error && "code" in error && (error.code === 128 || error.code === "ENOENT")) return undefined;
    throw error;
  }
}
