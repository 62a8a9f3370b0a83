import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** @typedef {{ name: string, text: string }} Source A file to lint; `name` never lies under node_modules, which ESLint ignores. */

/** The files that packages install under `root`, each text once, by package and in the order of their paths. */
export function packageFiles(/** @type {string} */ root) {
  const paths = readdirSync(join(root, "node_modules"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?js|m?ts)$/.test(entry.name) && !/\.min\.|\.d\.(?:[^.]+\.)?m?ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)).filter((path) => statSync(path).size >= 500 && statSync(path).size <= 200_000);
  const [seen, byPackage] = [new Set(), /** @type {Record<string, Source[]>} */ ({})];
  for (const path of paths.sort()) {
    const text = readFileSync(path, "utf8");
    const [owner] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [path];
    if (!seen.has(text)) (byPackage[owner] ??= []).push({ name: relative(root, path).replaceAll("node_modules", "packages"), text });
    seen.add(text);
  }
  return Object.values(byPackage);
}

/** At most `most` of `files`, evenly spread. */
export function spread(/** @type {readonly Source[]} */ files, /** @type {number} */ most) {
  return files.filter((_, i) => files.length <= most || Math.floor(((i + 1) * most) / files.length) > Math.floor((i * most) / files.length));
}

const imports = `import { once } from "node:events";\nimport { createServer } from "node:http";\n`;
const events = ['server.listen(0, "127.0.0.1");', 'await once(server, "listening");', 'server.on("error", (error) => log.warn(error));', "retry && server.listen(0);", "server.close();"];
/** Twenty statements: something happens to the server, its address is read twice, and branches, loops and awaits lie between. */
function block(/** @type {number} */ i, server = "server", event = events[i % events.length]) {
  return `
  ${event}
  const address${i} = ${server}.address();
  let total${i} = 0;
  for (const item of items) { total${i} += item.size; if (item.last) break; }
  if (total${i} > ${i}) await store.save("k${i}", total${i}); else log.info(\`small: \${total${i}}\`);
  try { await client.get("/${i}"); } catch (error) { log.warn(error); }
  const port${i} = address${i}?.port ?? ${server}.address().port;
  while (queue.length > 0) { const next = queue.shift(); if (!next) continue; total${i} += await next(port${i}); }
  results.push({ port: port${i}, total: total${i} });`;
}

const own = (/** @type {number} */ i) => block(i, `server${i}`, `const server${i} = createServer().listen(0, "127.0.0.1");`);
const blocks = (/** @type {number} */ n, /** @type {(i: number) => string} */ each) => Array.from({ length: n / 20 }, (_, i) => each(i)).join("\n");

/** Programs of `n` statements: one function with one server; the other two grow in servers, and in functions, as well. */
export const shapes = {
  "one function, one server": (/** @type {number} */ n) => `${imports}const server = createServer();\nexport async function run(items, queue) {${blocks(n, block)}\n}`,
  "one function, a server per 20": (/** @type {number} */ n) => `${imports}export async function run(items, queue) {${blocks(n, own)}\n}`,
  "a test and a server per 20": (/** @type {number} */ n) => `${imports}import { test } from "node:test";\n${blocks(n, (i) => `test("t${i}", async () => {${own(i)}\n});`)}`,
};
