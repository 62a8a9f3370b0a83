import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** Packages whose files hold all sorts of plain JavaScript: hand-written, compiled, bundled, CommonJS and ESM. */
const packages = [
  "eslint", "@eslint/core", "@eslint/plugin-kit", "@typescript-eslint/eslint-plugin", "@typescript-eslint/scope-manager",
  "@typescript-eslint/typescript-estree", "@typescript-eslint/utils", "typescript-eslint", "vite", "vitest", "@vitest/expect", "@vitest/runner",
  "@vitest/snapshot", "@vitest/spy", "@vitest/utils", "rolldown", "express", "express4", "fastify", "@hapi/hapi", "hono", "koa", "ws", "socket.io",
];

const mostFiles = 400;

export interface Shipped {
  readonly path: string;
  readonly code: string;
}

/** The scripts of these packages between 1 and 80 kB: at most 400, taken in turn from each package in the order of their names. */
export function shipped(): Shipped[] {
  const ofPackages = packages.map(scriptsOf);
  const files: string[] = [];
  for (let i = 0; files.length < mostFiles && ofPackages.some((scripts) => i < scripts.length); i++) {
    files.push(...ofPackages.flatMap((scripts) => scripts[i] ?? []));
  }
  return files.slice(0, mostFiles).sort().map((path) => ({ path, code: readFileSync(join(modules, path), "utf8") }));
}

function scriptsOf(name: string): string[] {
  if (!existsSync(join(modules, name))) return [];
  return readdirSync(join(modules, name), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.[cm]?js$/.test(path) && !path.includes("node_modules"))
    .map((path) => join(name, path))
    .filter((path) => {
      const { size } = statSync(join(modules, path));
      return size >= 1_000 && size <= 80_000;
    })
    .sort();
}
