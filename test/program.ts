import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** How a program ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever its exit code. */
export async function program(file: string, given: readonly string[], cwd: string): Promise<Ended> {
  try {
    return { code: 0, ...(await promisify(execFile)(file, given, { cwd, maxBuffer: 1e8 })) };
  } catch (error) {
    const ended = error as Ended;
    if (typeof ended.code !== "number") throw error;
    return { code: ended.code, stdout: ended.stdout, stderr: ended.stderr };
  }
}
