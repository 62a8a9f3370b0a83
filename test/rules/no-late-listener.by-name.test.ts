import { expect, it } from "vitest";
import { findingsOf, runTable } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

runTable("no-late-listener", [
  {
    name: "a wait that says by its name what it waits for, behind a job that was set going",
    id: "mayComeBefore",
    code: code`
      import { Agenda } from "./index.js";
      import { waitForEvent } from "./events.js";

      export async function report(agenda: Agenda) {
        await agenda.start();
        await agenda.now("report", { id: 1 });
        await waitForEvent(agenda, "complete:report"); //!!
      }
    `,
    silent: {
      "it is made before": [['await agenda.now("report", { id: 1 });\n  await waitForEvent(agenda, "complete:report");', 'const complete = waitForEvent(agenda, "complete:report");\n  await agenda.now("report", { id: 1 });\n  await complete;']],
      "it is asked what time it is": [['agenda.now("report", { id: 1 })', "agenda.now()"], ["  await agenda.start();\n", ""]],
      "the job runs again and again": [["await agenda.start();", 'await agenda.every("1 second", "report");\n  await agenda.start();']],
      "the name says something else": [["waitForEvent }", "reportOn }"], ["await waitForEvent(", "await reportOn("]],
    },
  },
  {
    name: "several jobs that are set going together",
    id: "mayComeBefore",
    file: "file.js",
    code: code`
      import { once } from "node:events";
      export async function drain(agenda) {
        await Promise.all([agenda.now("one"), agenda.now("two")]);
        await once(agenda, "complete:two"); //!!
      }
    `,
    silent: { "the wait is one of them": [['await Promise.all([agenda.now("one"), agenda.now("two")]);\n  await once(agenda, "complete:two");', 'await Promise.all([once(agenda, "complete:two"), agenda.now("one"), agenda.now("two")]);']] },
  },
  {
    name: "what a function gives that is named for spawning",
    id: "mayBeLost",
    file: "file.js",
    code: code`
      import { spawnDetached } from "./processes.js";

      export async function render(job, claim, finish) {
        const child = await spawnDetached("render", [job.file]);
        await claim.handTo(child.pid);
        child.on("close", (code) => finish(code)); //!!
        return child.pid;
      }
    `,
    silent: {
      "nothing takes time in between": [["  await claim.handTo(child.pid);\n", "  claim.handTo(child.pid);\n"]],
      "it looks whether it still runs": [["child.on(", "if (child.exitCode !== null) return finish(child.exitCode);\n  child.on("]],
      "it ends it itself": [["return child.pid;", "child.kill();"]],
      "the name says nothing": [["import { spawnDetached }", "import { findProcess }"], ["await spawnDetached(", "await findProcess("]],
      "something else is spawned": [["import { spawnDetached }", "import { spawnEnemy }"], ["await spawnDetached(", "await spawnEnemy("]],
      "something else is forked": [["import { spawnDetached }", "import { forkRepo }"], ["await spawnDetached(", "await forkRepo("]],
      "a package means something else by it": [['import { spawnDetached } from "./processes.js"', 'import { spawn } from "redux-saga/effects"'], ["await spawnDetached(", "await spawn("]],
      "a package that is required means something else by it": [['import { spawnDetached } from "./processes.js"', 'const { spawn } = require("threads")'], ["await spawnDetached(", "await spawn("]],
    },
  },
  {
    name: "a window that is shown when its page has been loaded",
    id: "mayBeLost",
    code: code`
      import { BrowserWindow } from "electron";

      let main: BrowserWindow | null = null;
      export async function open(url?: string) {
        main = new BrowserWindow({ show: false });
        if (url) await main.loadURL(url);
        else await main.loadFile("index.html");
        main.once("ready-to-show", () => main?.show()); //!!
      }
    `,
    silent: {
      "it listens before": [["if (url) await", 'main.once("ready-to-show", () => main?.show());\n  if (url) await']],
      "nobody waits for the page": [["if (url) await", "if (url) void"], ["else await", "else void"]],
      "nothing has been loaded": [["if (url) await main.loadURL(url);\n  else await main.loadFile(\"index.html\");", "await prepare(url);"]],
    },
  },
  {
    name: "a greeting behind a wait of an own helper for 'open'",
    id: "sameTick",
    file: "file.js",
    code: code`
      import WebSocket from "ws";
      const once = (socket, event) => new Promise((resolve) => socket.addEventListener(event, resolve, { once: true }));

      export async function greet(url) {
        const socket = new WebSocket(url);
        await once(socket, "open");
        const hello = await once(socket, "message"); //!!
        socket.send("hello");
        return hello;
      }
    `,
    silent: {
      "the client speaks first": [['const hello = await once(socket, "message");', 'const answer = once(socket, "message");'], ["return hello;", "return await answer;"]],
      "the greeting is waited for before": [['await once(socket, "open");', 'const greeting = once(socket, "message");\n  await once(socket, "open");'], ['await once(socket, "message");', "await greeting;"]],
      "it waits for something else": [['once(socket, "open")', 'once(socket, "upgrade")']],
    },
  },
  {
    name: "the end of a file that an archive is written to",
    id: "neverComes",
    file: "file.js",
    code: code`
      import fs from "node:fs";
      import archiver from "archiver";

      export async function zip(path, files) {
        const output = fs.createWriteStream(path);
        output.on("error", console.error);
        const archive = archiver("zip");
        archive.pipe(output);
        for (const { content, name } of files) archive.append(content, { name });
        archive.finalize();
        await files.written;
        await new Promise((resolve) => {
          output.on("close", resolve); //!!
        });
      }
    `,
    silent: {
      "the wait is there before": [["  archive.finalize();", '  const closed = new Promise((resolve) => {\n    output.on("close", resolve);\n  });\n  archive.finalize();'], ['await new Promise((resolve) => {\n    output.on("close", resolve); \n  });', "await closed;"]],
      "nothing is awaited": [["await files.written;", ""]],
      "the end of what is piped is awaited, and the file ends behind it": [["archive.finalize();\n  await files.written;", "await archive.finalize();"]],
      "it ends later": [["archive.finalize();\n", ""], ["\n}", "\n}\nexport const finish = (archive) => archive.finalize();"]],
    },
  },
]);

it("a name alone makes nothing certain", () => {
  const program = code`
    import { spawn } from "node:child_process";
    import { once } from "./events.js";
    export async function run(load) {
      const child = spawn("true");
      child.on("error", console.error);
      await load();
      await once(child, "exit");
    }
  `;
  expect(findingsOf("no-late-listener", program, "file.js", "certain")).toEqual([]);
  expect(findingsOf("no-late-listener", program.replace("./events.js", "node:events"), "file.js", "certain")).toHaveLength(1);
});
