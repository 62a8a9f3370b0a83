import { constants, type Dirent } from "node:fs";
import { access, readdir, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";

/** What lies below the paths of the command line. */
export interface Found {
  /** Absolute paths of the files to lint, each once. */
  readonly files: readonly string[];
  /** The folders that were named, or that hold a named file. */
  readonly folders: readonly string[];
  /** One line for each path that is missing or cannot be read. */
  readonly problems: readonly string[];
}

const source = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const notWritten = /\.min\.[cm]?js$|\.d\.[cm]?ts$|^\.pnp\./;
const notOurs = new Set([
  ...["node_modules", "bower_components", "vendor", "dist", "build", "out", "coverage", ".git", ".cache", ".yarn", ".nyc_output"],
  ...[".next", ".nuxt", ".output", ".svelte-kit", ".angular", ".docusaurus", ".turbo", ".vercel", ".netlify", ".parcel-cache"],
]);

/** The files to lint below `paths`, which are read from `cwd`; a path that is named is taken even where it would be left out below another. */
export async function filesUnder(paths: readonly string[], cwd: string): Promise<Found> {
  const files = new Set<string>();
  const folders = new Set<string>();
  const problems: string[] = [];
  // ESLint gives up on all files at the first one it cannot read; so every file is tried here.
  const attempt = async (path: string, action: () => Promise<void>) => {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
      problems.push(`${relative(cwd, path) || path} cannot be read (${String(error.code)}).`);
    }
  };
  const add = (file: string) =>
    attempt(file, async () => {
      await access(file, constants.R_OK);
      files.add(file);
    });
  const walk = (folder: string): Promise<void> =>
    attempt(folder, async () => {
      for (const entry of await sorted(folder)) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!notOurs.has(entry.name)) await walk(path);
        } else if (source.test(entry.name) && !notWritten.test(entry.name)) {
          // A link is tried and not followed: what it points to is linted where it lies.
          if (entry.isSymbolicLink()) await attempt(path, async () => {
            await stat(path);
          });
          else if (entry.isFile()) await add(path);
        }
      }
    });

  for (const given of paths) {
    const path = resolve(cwd, given);
    const there = await stat(path).catch((error: unknown) => error as NodeJS.ErrnoException);
    if (there instanceof Error) {
      problems.push(missing(given, there));
    } else if (there.isDirectory()) {
      folders.add(path);
      const before = files.size + problems.length;
      await walk(path);
      if (files.size + problems.length === before && !covered(path, files)) problems.push(`${given} holds no JavaScript or TypeScript files to lint.`);
    } else if (source.test(path)) {
      folders.add(dirname(path));
      await add(path);
    } else {
      problems.push(`${given} is not a JavaScript or TypeScript file.`);
    }
  }
  return { files: [...files], folders: [...folders], problems };
}

async function sorted(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether files of an earlier path lie in this folder already. */
function covered(folder: string, files: ReadonlySet<string>): boolean {
  return [...files].some((file) => !relative(folder, file).startsWith(".."));
}

function missing(given: string, error: NodeJS.ErrnoException): string {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") return `${given} cannot be read (${String(error.code)}).`;
  const pattern = /[*?{[]/.test(given) ? "; patterns are left to the shell, name files and folders" : "";
  return `there is no file or folder ${given}${pattern}.`;
}
