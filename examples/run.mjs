// Runs one of the examples: node examples/run.mjs d-port-that-is-zero/broken.ts
// A .ts program is transpiled first, because Node 20 cannot strip types, into a file beside it, so that its imports resolve.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [name] = process.argv.slice(2);
const program = resolve(dirname(fileURLToPath(import.meta.url)), name ?? "");
if (!name || !existsSync(program)) {
  console.error("usage: node examples/run.mjs <example>/<broken|repaired>.<mjs|ts>");
  process.exit(2);
}

await import(pathToFileURL(program.endsWith(".ts") ? await transpile(program) : program).href);

async function transpile(file) {
  const { default: ts } = await import("typescript");
  const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
  });
  const output = join(dirname(file), `.${basename(file, ".ts")}.${process.pid}.mjs`);
  process.once("exit", () => rmSync(output, { force: true }));
  writeFileSync(output, outputText);
  return output;
}
