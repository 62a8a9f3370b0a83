import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { contracts } from "../../src/contracts/index.js";
import { benches, notInstalled } from "./benches.js";

const rows = contracts.filter(({ id }) => benches.some(({ row }) => row === id));
// Neither brings types nor has any at DefinitelyTyped.
const untyped = ["nodejs-websocket"];
const modules = [...new Set(rows.flatMap(({ from }) => from))].filter((module) => !(module in notInstalled) && !untyped.includes(module));
const file = fileURLToPath(new URL("imports.ts", import.meta.url));
const source = modules.map((module) => `import ${JSON.stringify(isBuiltin(module) ? `node:${module}` : module)};`).join("\n");

/** The exported names of every module, to TypeScript. */
function exportsByModule(): Map<string, readonly string[]> {
  const options: ts.CompilerOptions = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: ["node"], skipLibCheck: true, noLib: true };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const imports = program.getSourceFile(file)?.statements.filter(ts.isImportDeclaration) ?? [];
  return new Map(
    imports.map((statement, index) => {
      const symbol = checker.getSymbolAtLocation(statement.moduleSpecifier);
      const names = symbol ? checker.getExportsOfModule(symbol).map(({ name }) => name) : [];
      // With `export =` the whole is the default import.
      return [modules[index] ?? "", symbol?.exports?.has(ts.InternalSymbolName.ExportEquals) ? [...names, "default"] : names];
    }),
  );
}

describe("to TypeScript", () => {
  const known = exportsByModule();

  it.each(modules)("%s has types", (module) => {
    expect(known.get(module)?.length).toBeGreaterThan(0);
  });

  for (const { id, from, types } of rows) {
    it.each(types)(`%s, an instance of ${id}, is exported by one of its modules`, (type) => {
      expect(from.filter((module) => known.get(module)?.includes(type))).not.toEqual([]);
    });
  }
});
