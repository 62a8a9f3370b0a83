import { createRequire } from "node:module";
import { join } from "node:path";
import type { ESLint } from "eslint";
import { UsageError } from "./usage-error.js";

/** An ESLint that is new enough, not loaded yet. */
export interface FoundEslint {
  readonly version: string;
  /** Its class; this loads it. */
  load(): typeof ESLint;
}

const oldest = "9.15";

/** The ESLint of `cwd`, else the one beside this package; throws a UsageError where there is none or only older ones. */
export function findEslint(cwd: string): FoundEslint {
  const places = [requireFrom(cwd), createRequire(import.meta.url)];
  const found = places.flatMap((require) => {
    const version = versionAt(require);
    return version === undefined ? [] : [{ version, load: () => (require("eslint") as { ESLint: typeof ESLint }).ESLint }];
  });
  const usable = found.find(({ version }) => isAtLeast(version, oldest));
  if (usable) return usable;
  const wanted = "Install one: npm install --save-dev eslint";
  throw new UsageError(
    found[0] ? `ESLint ${found[0].version} is too old, ${oldest} or newer is needed. ${wanted}@latest` : `ESLint is not installed. ${wanted}`,
  );
}

/** A `require` that looks packages up from `cwd`. */
export function requireFrom(cwd: string): NodeJS.Require {
  // Seen from within node_modules the lookup is the same, but Node does not trip over a broken package.json in `cwd`.
  return createRequire(join(cwd, "node_modules", "startup-order.js"));
}

/** Whether a version is at least `major.minor`. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function versionAt(require: NodeJS.Require): string | undefined {
  try {
    return (require("eslint/package.json") as { version: string }).version;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
