import type { presets } from "./arguments.js";

/** What the config file has to know about this run of the command. */
export interface Run {
  readonly preset: (typeof presets)[number];
  /** Major versions by package, for `settings["startup-order"].versions`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Timelines are wanted. */
  readonly explain: boolean;
}

// ESLint loads the config file by its path, once in each worker thread, and takes only options that can be cloned: plugin
// objects given in memory end in "cannot be cloned". A worker starts with a copy of the environment, so that is the way in.
const variable = "STARTUP_ORDER_COMMAND";

/** Lays the run ready for the config file, here and in worker threads started from now on. */
export function handOver(run: Run): void {
  process.env[variable] = JSON.stringify(run);
}

/** The run that was laid ready; the defaults when the config file is used on its own. */
export function handedOver(): Run {
  const text = process.env[variable];
  return text === undefined ? { preset: "recommended", versions: {}, explain: false } : (JSON.parse(text) as Run);
}
