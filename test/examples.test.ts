import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "../index.js";

const runner = fileURLToPath(new URL("../examples/run.mjs", import.meta.url));

describe("a server that says started", () => {
  it("refuses its first client", async () => {
    const port = await freePort();
    const { exitCode, output } = await run("a-server-that-says-started/broken.mjs", port);
    expect(output).toContain(`first client: connect ECONNREFUSED 127.0.0.1:${port}`);
    expect(exitCode).toBe(1);
  });

  it("welcomes its first client once it is repaired", async () => {
    const { exitCode, output } = await run("a-server-that-says-started/repaired.mjs", await freePort());
    expect(output).toContain("first client joined with ticket");
    expect(exitCode).toBe(0);
  });
});

describe("a connection that never leaves CONNECTING", () => {
  it("is swept away", async () => {
    const { exitCode, output } = await run("b-connection-that-never-leaves-connecting/broken.mjs");
    expect(output).toContain("server: question 1 dropped, nobody is logged in");
    expect(output).toContain("server: closing a connection that is still CONNECTING");
    expect(exitCode).toBe(1);
  });

  it("gets ready, and its early question answered, once it is repaired", async () => {
    const { exitCode, output } = await run("b-connection-that-never-leaves-connecting/repaired.mjs");
    expect(output).toBe("client: ready\nclient: ada, about everything: 42\n");
    expect(exitCode).toBe(0);
  });
});

describe("an update dropped after 100 ms", () => {
  it("is missing from the trace, and its waiter waits in vain", async () => {
    const { exitCode, output } = await run("c-update-dropped-after-100-ms/broken.mjs");
    expect(output).toContain("session: not halted within 1000 ms");
    expect(output).toContain("trace: loaded, running\n");
    expect(exitCode).toBe(1);
  });

  it("reaches trace and waiter once it is repaired", async () => {
    const { exitCode, output } = await run("c-update-dropped-after-100-ms/repaired.mjs");
    expect(output).toBe("session: halted\ntrace: loaded, running, halted\n");
    expect(exitCode).toBe(0);
  });
});

describe("a port that is zero", () => {
  it("is what the clients dial", async () => {
    const { exitCode, output } = await run("d-port-that-is-zero/broken.ts");
    expect(output).toContain("client: no server on port 0 (");
    expect(exitCode).toBe(1);
  });

  it("is the bound port once it is repaired", async () => {
    const { exitCode, output } = await run("d-port-that-is-zero/repaired.ts");
    expect(output).toMatch(/^server: listening on port ([1-9]\d*)\nclient: connected to port \1\n$/);
    expect(exitCode).toBe(0);
  });
});

describe("the plugin", () => {
  it.each(["recommended", "strict"] as const)("finds what the README says, by %s", (preset) => {
    expect(["a-server-that-says-started", "b-connection-that-never-leaves-connecting", "c-update-dropped-after-100-ms", "d-port-that-is-zero"].flatMap((example) => findings(example, preset))).toEqual([
      "a-server-that-says-started/broken.mjs:23 no-readiness-sleep",
      "a-server-that-says-started/broken.mjs:45 no-readiness-sleep",
      "b-connection-that-never-leaves-connecting/broken.mjs:46 no-early-message",
      "b-connection-that-never-leaves-connecting/broken.mjs:52 no-competing-startup",
      "b-connection-that-never-leaves-connecting/broken.mjs:53 no-illegal-transition",
      "b-connection-that-never-leaves-connecting/broken.mjs:55 no-illegal-transition",
      "c-update-dropped-after-100-ms/broken.mjs:28 no-timeout-drop",
      "c-update-dropped-after-100-ms/broken.mjs:64 no-late-listener",
      "d-port-that-is-zero/broken.ts:19 no-floating-listen",
      "d-port-that-is-zero/broken.ts:39 no-early-address",
    ].filter((finding) => preset === "strict" || !/ no-(?:competing|early-message|illegal|late)/.test(finding)));
  });
});

/** What a preset finds in the programs of an example. */
function findings(example: string, preset: "recommended" | "strict"): string[] {
  const folder = fileURLToPath(new URL(`../examples/${example}/`, import.meta.url));
  const config = { ...plugin.configs[preset], files: ["**/*.{mjs,ts}"], languageOptions: { parser } };
  return readdirSync(folder).flatMap((file) =>
    new Linter().verify(readFileSync(folder + file, "utf8"), [config], { filename: file }).map(({ line, ruleId, message }) => `${example}/${file}:${line} ${ruleId?.replace("startup-order/", "") ?? message}`),
  );
}

/** Runs one example as a reader would: what it printed, on both channels, and how it ended. */
async function run(program: string, port?: number): Promise<{ exitCode: number | null; output: string }> {
  const env = port === undefined ? process.env : { ...process.env, PORT: String(port) };
  const child = spawn(process.execPath, [runner, program], { env, stdio: ["ignore", "pipe", "pipe"], timeout: 20_000 });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, output };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  return port;
}
