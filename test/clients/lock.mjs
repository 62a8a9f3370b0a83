// Makes the lock files of the client projects anew: `node test/clients/lock.mjs`, after a change of their package.json or of our own dependencies.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const projects = join(import.meta.dirname, "projects");
const tarball = join(projects, "eslint-plugin-startup-order.tgz");

const npm = (cwd, ...given) => execFileSync("npm", given, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

renameSync(join(projects, JSON.parse(npm(root, "pack", "--ignore-scripts", "--json", "--pack-destination", projects))[0].filename), tarball);
for (const { name } of readdirSync(projects, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const file = join(projects, name, "package-lock.json");
  npm(join(projects, name), "install", "--package-lock-only", "--ignore-scripts");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  // The tarball is another one each time it is packed.
  delete lock.packages["node_modules/eslint-plugin-startup-order"].integrity;
  // Where a registry lacks the binaries for some platform, npm leaves them out, and `npm ci` then misses them.
  const isLocked = (dependency) => Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${dependency}`));
  for (const one of Object.values(lock.packages).filter(({ optionalDependencies }) => optionalDependencies)) {
    one.optionalDependencies = Object.fromEntries(Object.entries(one.optionalDependencies).filter(([dependency]) => isLocked(dependency)));
  }
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
rmSync(tarball);
