import { parseArgs } from "node:util";
import { UsageError } from "./usage-error.js";

export const presets = ["recommended", "strict"] as const;

/** What the command was asked to do. */
export interface Arguments {
  readonly paths: readonly string[];
  readonly preset: (typeof presets)[number];
  readonly format: string;
  /** The cache file; undefined where none is wanted. */
  readonly cacheLocation: string | undefined;
  /** Undefined where it was not asked for: ESLint before 9.34 knows no such option. */
  readonly concurrency: number | "auto" | "off" | undefined;
  readonly maxWarnings: number | undefined;
  readonly stats: boolean;
  /** With each finding, when what happens to the thing it is about. */
  readonly explain: boolean;
  /** The rules whose suggestions are to be written, as they were given; "all" of them. */
  readonly applySuggestions: string | undefined;
  /** Write to files that are not committed, too. */
  readonly force: boolean;
}

export const help = `Usage: startup-order [options] [paths...]

Finds startup-ordering bugs in the JavaScript and TypeScript files below the given files and folders (default: here).
Needs no ESLint config and reads none. Leaves out node_modules, dist, build, vendor and the like, minified files and
declarations; a path that you name is always linted.

Options:
  --preset <name>          recommended (what is certain, default) or strict (also what is potential)
  -f, --format <name>      any ESLint formatter: stylish (default), json, html, a package or a file
  --cache                  lint only files that changed since the last run
  --cache-location <path>  where the cache lies (default: .startup-order-cache); turns --cache on
  --concurrency <n>        threads: a number, auto or off (default); needs ESLint 9.34 or newer
  --max-warnings <n>       exit with 1 when there are more than n warnings
  --stats                  say where the time went
  --explain                show with each finding when what happens to the thing it is about
  --apply-suggestions[=<rule,...>]
                           write the first safe suggestion of each finding, of all rules or of these
  --force                  let --apply-suggestions write where git could not undo it
  -h, --help               print this
  -v, --version            print the version

Exit codes: 0 nothing found, 1 findings, 2 a wrong option or a path or file that could not be linted.
`;

/** The arguments, checked; `"help"` or `"version"` when only that is asked for; throws a UsageError on anything wrong. */
export function parseArguments(given: readonly string[]): Arguments | "help" | "version" {
  const { values, positionals } = parsed(given);
  if (values.help) return "help";
  if (values.version) return "version";
  if (values.force && values["apply-suggestions"] === undefined) throw new UsageError("--force belongs to --apply-suggestions.");
  return {
    paths: positionals.length > 0 ? positionals : ["."],
    preset: presetNamed(values.preset),
    format: values.format,
    cacheLocation: values["cache-location"] ?? (values.cache ? ".startup-order-cache" : undefined),
    concurrency: threads(values.concurrency),
    maxWarnings: wholeNumber("--max-warnings", values["max-warnings"]),
    stats: values.stats,
    explain: values.explain,
    applySuggestions: values["apply-suggestions"],
    force: values.force,
  };
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({
      args: withValues(given),
      allowPositionals: true,
      options: {
        preset: { type: "string", default: "recommended" },
        format: { type: "string", short: "f", default: "stylish" },
        cache: { type: "boolean", default: false },
        "cache-location": { type: "string" },
        concurrency: { type: "string" },
        "max-warnings": { type: "string" },
        stats: { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
        "apply-suggestions": { type: "string" },
        force: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", short: "v", default: false },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))) throw error;
    // Node adds advice in further sentences and lines; the first sentence says what is wrong.
    const [wrong = ""] = error.message.split(/\.\s|\n/);
    throw new UsageError(`${wrong.replace(/\.$/, "")}. See startup-order --help.`);
  }
}

/** Node's parser has no options whose value may be left out: what it stands for is put in. */
function withValues(given: readonly string[]): string[] {
  const end = given.indexOf("--");
  return given.map((each, i) => (each === "--apply-suggestions" && (end === -1 || i < end) ? `${each}=all` : each));
}

function presetNamed(name: string): Arguments["preset"] {
  const preset = presets.find((each) => each === name);
  if (!preset) throw new UsageError(`--preset must be ${presets.join(" or ")}, not "${name}".`);
  return preset;
}

function threads(text: string | undefined): Arguments["concurrency"] {
  if (text === undefined || text === "auto" || text === "off") return text;
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--concurrency must be a positive number, auto or off, not "${text}".`);
  return Number(text);
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`${option} must be a whole number, not "${text}".`);
  return Number(text);
}
