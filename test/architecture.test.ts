import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { type Import, circlesOf, moduleOf, modulesIn } from "./architecture/imports.js";

const root = dirname(import.meta.dirname);
const product = modulesIn(root, ["index.ts", "bin", "rules", "src"]);
const tests = modulesIn(root, ["test", "examples", "vitest.config.ts", "eslint.config.js"]);

/** What rules may use, besides types: what asks the model, what says it, what repairs it. */
const doors = /^src\/(?:startup|timeline|guesses|drop|transitions|lifecycle|mention|create-rule|phases)\.ts$|^src\/suggest\//;
/** What stands below the passes. */
const ground = /^src\/(?:ast|state|phases)\.ts$|^src\/(?:flow|contracts)(?:\.ts$|\/)/;
const passes = (path: string) => path.startsWith("src/") && !doors.test(path) && !ground.test(path);

/** The imports of our own files that break a rule, each as `from -> to`. */
function imports(where: (one: Import) => boolean): string[] {
  return product
    .flatMap((module) => module.imports)
    .filter(({ to }) => /^(?:index\.ts|(?:bin|rules|src|test)\/|\.\.)/.test(to))
    .filter(where)
    .map(({ from, to }) => `${from} -> ${to}`);
}

describe("imports go one way", () => {
  it("all lead to files of the product", () => {
    const paths = new Set(product.map(({ path }) => path));
    expect(imports(({ to }) => !paths.has(to))).toEqual([]);
  });

  it("from index to the rules", () => {
    expect(imports(({ from, to }) => from === "index.ts" && !to.startsWith("rules/"))).toEqual([]);
  });

  it("never from rules to index or the command", () => {
    expect(imports(({ from, to }) => from.startsWith("rules/") && !/^(?:rules|src)\//.test(to))).toEqual([]);
  });

  it("from rules to the doors of src; to the rest of it for types only", () => {
    expect(imports(({ from, to, isType }) => from.startsWith("rules/") && to.startsWith("src/") && !isType && !doors.test(to))).toEqual([]);
  });

  it("never out of src", () => {
    expect(imports(({ from, to }) => from.startsWith("src/") && !to.startsWith("src/"))).toEqual([]);
  });

  it("never back from the model to the suggestions", () => {
    expect(imports(({ from, to }) => from.startsWith("src/") && !from.startsWith("src/suggest/") && to.startsWith("src/suggest/"))).toEqual([]);
  });

  it("never back from the passes to the doors above them", () => {
    const below = (path: string) => ground.test(path) || path === "src/mention.ts";
    expect(imports(({ from, to, isType }) => passes(from) && !isType && doors.test(to) && !below(to))).toEqual([]);
  });

  it("never back from ast, phases, state, flow and contracts to the passes", () => {
    expect(imports(({ from, to, isType }) => ground.test(from) && !isType && !ground.test(to))).toEqual([]);
  });

  it("from flow and contracts to nothing of ours, types excepted", () => {
    const area = (path: string) => /^src\/(flow|contracts)(?:\.ts$|\/)/.exec(path)?.[1];
    expect(imports(({ from, to, isType }) => area(from) !== undefined && !isType && area(from) !== area(to))).toEqual([]);
  });

  it("in no circle of values", () => {
    expect(circlesOf(product)).toEqual([]);
  });
});

describe("files", () => {
  it("are named for their subject", () => {
    const vague = /(?:^|[/-])(?:utils?|utilities|helpers?|common|shared|misc|managers?)(?=[/.-])/;
    expect([...product, ...tests].map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  it("hold one idea, in at most 260 lines", () => {
    const lengths = product.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
    expect(lengths.filter(({ lines }) => lines > 260)).toEqual([]);
  });

  it("need nothing outside the repository", () => {
    const outside = /(?:^|\/)(?:\.\.|work)\/shared(?:\/|$)/;
    const found = [...product, ...tests].flatMap(({ path, imports, strings }) => [
      ...imports.filter(({ to }) => to.startsWith("..")).map(({ to }) => `${path}: ${to}`),
      ...strings.filter((text) => outside.test(text)).map((text) => `${path}: ${text}`),
    ]);
    expect(found).toEqual([]);
  });
});

describe("this check itself", () => {
  const importsOf = (code: string) => moduleOf("src/suggest/a.ts", code).imports.map(({ to, isType }) => `${to}${isType ? " (type)" : ""}`);

  it("sees every way to import", () => {
    expect(importsOf(`import a from "./a.js"; import "../b.js"; import { c } from "../../rules/c.js";`).sort()).toEqual(["rules/c.ts", "src/b.ts", "src/suggest/a.ts"]);
    expect(importsOf(`export * from "./d.js"; export { e } from "./e.js"; await import("./f.js"); require("./g.js");`)).toHaveLength(4);
    expect(importsOf(`import { x } from "node:net"; import { y } from "eslint";`).sort()).toEqual(["eslint", "node:net"]);
    expect(importsOf(`export const notAnImport = "./a.js";`)).toEqual([]);
  });

  it("tells types from values as the compiler does", () => {
    expect(importsOf(`import type { A } from "./a.js";`)).toEqual(["src/suggest/a.ts (type)"]);
    expect(importsOf(`export type { A } from "./a.js";`)).toEqual(["src/suggest/a.ts (type)"]);
    expect(importsOf(`let a: import("./a.js").A;`)).toEqual(["src/suggest/a.ts (type)"]);
    expect(importsOf(`import { type A, a } from "./a.js";`)).toEqual(["src/suggest/a.ts"]);
    expect(importsOf(`import { type A } from "./a.js";`)).toEqual(["src/suggest/a.ts"]);
  });

  it("finds circles, but not those that types close", () => {
    const a = moduleOf("src/a.ts", `import { b } from "./b.js";`);
    const b = moduleOf("src/b.ts", `import { c } from "./c.js";`);
    expect(circlesOf([a, b, moduleOf("src/c.ts", `import { a } from "./a.js";`)])).toEqual([["src/a.ts", "src/b.ts", "src/c.ts", "src/a.ts"]]);
    expect(circlesOf([a, b, moduleOf("src/c.ts", `import type { A } from "./a.js";`)])).toEqual([]);
    expect(circlesOf([moduleOf("src/d.ts", `import { d } from "./d.js";`)])).toEqual([["src/d.ts", "src/d.ts"]]);
  });

  it("has the whole product before it", () => {
    expect(product.length).toBeGreaterThan(40);
    expect(product.find(({ path }) => path === "src/startup.ts")?.imports.length).toBeGreaterThan(10);
  });
});
