import { join } from "node:path";
import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { expect, it } from "vitest";
import plugin from "../index.js";
import { code } from "./rule-tester.js";

const folder = join(import.meta.dirname, "fixtures/typed");

/** The lines reported in a program that stands beside make-server.ts. */
function reported(program: string, withTypes: boolean): number[] {
  const parserOptions = withTypes ? { projectService: true, tsconfigRootDir: folder } : {};
  const config = [{ ...plugin.configs.strict, files: ["**/*.ts"], languageOptions: { parser, parserOptions } }];
  const messages = new Linter({ cwd: folder }).verify(program, config, join(folder, "file.ts"));
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  return messages.map((message) => message.line);
}

const program = code`
  import { makeServer } from "./make-server.js";

  const server = makeServer();
  server.listen(0, "127.0.0.1");
  console.log(server.address());
`;

it("knows a server from another file by its type", () => {
  expect(reported(program, true)).toEqual([5]);
});

it("is silent about it without types", () => {
  expect(reported(program, false)).toEqual([]);
});

it("does not take another class of that name for a server", () => {
  const other = code`
    class Server {
      listen(port: number, host: string) {
        return [port, host];
      }
      address() {
        return "somewhere";
      }
    }
    const make = (): Server => new Server();
    const server = make();
    server.listen(0, "127.0.0.1");
    console.log(server.address());
  `;
  expect(reported(other, true)).toEqual([]);
});
