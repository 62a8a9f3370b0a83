import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A package's major version; undefined where it is declared, but with a range that does not tell. */
type Majors = ReadonlyMap<string, string | undefined>;

/**
 * The lowest major version that the nearest package.json at or above `folder` allows, by package: `{ express: "5" }`.
 * For `settings["startup-order"].versions`. Left out: ranges without an end (`>=4`, `*`, `latest`), `workspace:`, git and
 * files. Throws an Error when the package.json is not valid JSON.
 */
export function versionsFrom(folder: string): Record<string, string> {
  return agreeing([majorsNear(folder)]);
}

/** What `versionsFrom` gives for each of the folders, without the packages on which they disagree. */
export function versionsFromAll(folders: readonly string[]): Record<string, string> {
  return agreeing(folders.map(majorsNear));
}

/** A folder that does not declare a package agrees with every version of it. */
function agreeing(all: readonly Majors[]): Record<string, string> {
  const merged = new Map<string, string | undefined>();
  for (const [name, major] of all.flatMap((majors) => [...majors])) {
    merged.set(name, !merged.has(name) || merged.get(name) === major ? major : undefined);
  }
  return Object.fromEntries([...merged].flatMap(([name, major]) => (major === undefined ? [] : [[name, major]])));
}

function majorsNear(folder: string): Majors {
  const declared = nearestPackage(resolve(folder));
  const majors = new Map<string, string | undefined>();
  for (const kind of ["dependencies", "devDependencies", "peerDependencies"]) {
    const ranges = declared[kind];
    if (typeof ranges !== "object" || ranges === null) continue;
    for (const [name, range] of Object.entries(ranges)) {
      const major = lowestMajor(range);
      const before = majors.has(name) ? majors.get(name) : major;
      // Declared twice (a peer range and the version to develop with): the code has to work with the lower one.
      majors.set(name, before === undefined || major === undefined ? undefined : String(Math.min(Number(before), Number(major))));
    }
  }
  return majors;
}

function nearestPackage(folder: string): Record<string, unknown> {
  const path = join(folder, "package.json");
  const text = textOf(path);
  if (text === undefined) return dirname(folder) === folder ? {} : nearestPackage(dirname(folder));
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    throw new Error(`${path} is not valid JSON: the versions in it are not known.`, { cause: error });
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR", "EISDIR"].includes(String(error.code))) return undefined;
    throw error;
  }
}

/** `npm:express@4` counts as its version, under the name that code imports. */
function lowestMajor(range: unknown): string | undefined {
  if (typeof range !== "string") return undefined;
  const alternatives = range.trim().replace(/^npm:@?[^@]+@/, "").split("||").map(majorOf);
  return alternatives.includes(undefined) ? undefined : String(Math.min(...alternatives.map(Number)));
}

/** The lowest major of a range without `||`, if both its ends are known. */
function majorOf(range: string): string | undefined {
  const text = range.trim();
  const version = String.raw`v?(\d+)(?:\.[\w*+.-]+)?`;
  const single = new RegExp(`^[~^=]?\\s*${version}$`).exec(text);
  const between = new RegExp(`^(?:>=\\s*${version}\\s+<=?\\s*\\S+|${version}\\s+-\\s+\\S+)$`).exec(text);
  return single?.[1] ?? between?.[1] ?? between?.[2];
}
