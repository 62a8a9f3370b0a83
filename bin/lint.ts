import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ESLint } from "eslint";
import type { Arguments } from "./arguments.js";
import { findEslint, isAtLeast, requireFrom } from "./eslint.js";
import { UsageError } from "./usage-error.js";

/** An ESLint that reads our config file and no other, and the formatter that was asked for. */
export interface Linting {
  readonly eslint: ESLint;
  readonly formatter: ESLint.LoadedFormatter;
}

/** Makes ready to lint `files`; throws a UsageError where ESLint or the formatter is missing or too old for an option. */
export async function linting({ concurrency, cacheLocation, format, stats }: Arguments, files: readonly string[], cwd: string): Promise<Linting> {
  const found = findEslint(cwd);
  if (concurrency !== undefined && !isAtLeast(found.version, "9.34")) {
    throw new UsageError(`--concurrency needs ESLint 9.34 or newer, this is ${found.version}.`);
  }
  const Eslint = found.load();
  const eslint = new Eslint({
    cwd: baseOf(files, cwd),
    overrideConfigFile: fileURLToPath(new URL("./cli-config.js", import.meta.url)),
    globInputPaths: false,
    warnIgnored: false,
    stats,
    ...(cacheLocation === undefined ? {} : { cache: true, cacheLocation: resolve(cwd, cacheLocation) }),
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  return { eslint, formatter: await formatterNamed(format, eslint, cwd) };
}

/** ESLint leaves out files outside its own cwd, so that is the nearest folder that holds ours and all the files. */
function baseOf(files: readonly string[], cwd: string): string {
  const holdsAll = files.every((file) => !relative(cwd, file).startsWith(".."));
  return holdsAll || dirname(cwd) === cwd ? cwd : baseOf(files, dirname(cwd));
}

async function formatterNamed(name: string, eslint: ESLint, cwd: string): Promise<ESLint.LoadedFormatter> {
  try {
    return await eslint.loadFormatter(locationOf(name, cwd));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const absent = /formatter: (.+)\nError: Cannot find module '(.+?)'/.exec(error.message);
    const what = absent && absent[1] === absent[2] ? "there is no such formatter." : error.message.replaceAll("\n", " ");
    throw new UsageError(`--format ${name}: ${what}`, { cause: error });
  }
}

/** Formatters of the user's own are looked up from where the command runs, which need not be ESLint's cwd. */
function locationOf(name: string, cwd: string): string {
  if (/^\.{0,2}[\\/]/.test(name)) return resolve(cwd, name);
  try {
    return requireFrom(cwd).resolve(`eslint-formatter-${name}`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return name;
    throw error;
  }
}
