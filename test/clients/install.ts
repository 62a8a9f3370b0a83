import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { build } from "../built.js";
import { ownEnvironment } from "./environment.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that holds the installed projects, one folder each. */
    readonly clients: string;
  }
}

const root = join(import.meta.dirname, "../..");
const projects = join(import.meta.dirname, "projects");

/**
 * Packs the plugin and installs the tarball into the client projects, as npm does: outside of this repository, whose own
 * node_modules would hide what the package forgot. With CLIENTS set to a folder the installs stay there for the next run.
 */
export default async function install(project: TestProject): Promise<() => void> {
  const kept = process.env["CLIENTS"];
  const clients = kept === undefined ? mkdtempSync(join(tmpdir(), "startup-order-clients-")) : resolve(kept);
  mkdirSync(clients, { recursive: true });
  await build();
  await npm(root, "pack", "--ignore-scripts", "--pack-destination", clients);
  const tarball = join(clients, "eslint-plugin-startup-order.tgz");
  renameSync(join(clients, readdirSync(clients).find((name) => /^eslint-plugin-startup-order-.*\.tgz$/.test(name)) ?? ""), tarball);
  for (const { name } of readdirSync(projects, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const folder = join(clients, name);
    const installed = join(folder, "node_modules/eslint-plugin-startup-order");
    if (kept !== undefined && readdirSync(clients).includes(name)) {
      rmSync(installed, { recursive: true });
      mkdirSync(installed);
      await promisify(execFile)("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
      chmodSync(join(installed, "dist/bin/startup-order.js"), 0o755);
    } else {
      cpSync(join(projects, name), folder, { recursive: true });
      await npm(folder, "ci", "--ignore-scripts", "--prefer-offline");
    }
  }
  project.provide("clients", clients);
  return () => {
    if (kept === undefined) rmSync(clients, { recursive: true });
  };
}

async function npm(cwd: string, ...given: string[]): Promise<void> {
  await promisify(execFile)("npm", given, { cwd, env: ownEnvironment(), shell: process.platform === "win32" });
}
