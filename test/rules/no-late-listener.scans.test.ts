import rule from "../../rules/no-late-listener.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-late-listener: scans, and listeners that are taken off", rule, {
  valid: [
    {
      name: "a scan begins when its findings are listened for",
      filename: "file.ts",
      code: code`
        import noble from "@abandonware/noble";

        export async function scan(found: (peripheral: unknown) => void) {
          noble.removeAllListeners("discover");
          noble.on("discover", (peripheral) => found(peripheral));
          await noble.startScanningAsync(["fff0"], false);
        }
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "the first listener for the state of the adapter begins it, whenever it comes",
      filename: "file.ts",
      code: code`
        import noble from "@abandonware/noble";

        export async function adapter(settings: { load(): Promise<void> }) {
          await settings.load();
          noble.on("stateChange", (state) => console.log(state));
        }
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "what a scan finds while it begins",
      filename: "file.ts",
      code: code`
        import * as noble from "@abandonware/noble";

        export async function scan(found: (peripheral: unknown) => void) {
          await noble.startScanningAsync(["fff0"], false);
          noble.on("discover", (peripheral) => found(peripheral));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeWithAnswer", line: 5, suggestions: [
            { messageId: "attachFirst", output: code`
              import * as noble from "@abandonware/noble";

              export async function scan(found: (peripheral: unknown) => void) {
                noble.on("discover", (peripheral) => found(peripheral));
                await noble.startScanningAsync(["fff0"], false);
              }
            ` },
          ] },
      ],
    },
    {
      name: "the listeners of an earlier scan are taken off behind its beginning",
      filename: "file.ts",
      code: code`
        import noble from "@abandonware/noble";

        export async function scan(found: (peripheral: unknown) => void) {
          await noble.startScanningAsync(["fff0"], false);
          noble.removeAllListeners("discover");
          noble.on("discover", (peripheral) => found(peripheral));
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "mayComeWithAnswer", line: 6, suggestions: [
            { messageId: "awaitBehind", output: code`
              import noble from "@abandonware/noble";

              export async function scan(found: (peripheral: unknown) => void) {
                noble.removeAllListeners("discover");
                noble.on("discover", (peripheral) => found(peripheral));
                await noble.startScanningAsync(["fff0"], false);
              }
            ` },
          ] },
      ],
    },
    {
      name: "all listeners are taken off between a child and the listener for its end",
      filename: "file.ts",
      code: code`
        import { spawn } from "node:child_process";
        import { mkdir } from "node:fs/promises";

        export async function start(bin: string, again: () => void) {
          const child = spawn(bin, []);
          await mkdir("run");
          child.removeAllListeners("close");
          child.on("close", () => again());
          return child;
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "lostMeanwhile", line: 8 },
      ],
    },
  ],
});
