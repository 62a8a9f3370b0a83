const sleep = `import { setTimeout as sleep } from "node:timers/promises";\n`;
const quit = `process.exit();\n`;
/** Behind a sleep a log call and the end of the process would show that nothing is waited for. */
const say = `const say = (...words) => console.log(...words);\n`;

/** A program that runs `head`, and prints what becomes of the rest: what it logs, or the error that stops it. */
export const program = (head: string, rest: string) => `${head}${sleep}${say}
try {
${rest.trimEnd().replace(/^(?=.)/gm, "  ")}
} catch (error) {
  console.log("error:", error.message);
}
${quit}`;
