import { relative } from "node:path";
import type { ESLint, Linter } from "eslint";
import type { Explained, Told } from "./timelines.js";

/** The findings for a reader, each with its timeline: what happens to the thing in which order, and where. */
export function explanation(results: readonly ESLint.LintResult[], cwd: string): string {
  return results
    .filter(({ messages }) => messages.length > 0)
    .map(({ filePath, messages }) => {
      const file = relative(cwd, filePath);
      return `${file}\n${messages.map((message) => ofFinding(message, file)).join("\n")}\n`;
    })
    .join("");
}

function ofFinding(message: Linter.LintMessage, file: string): string {
  const level = message.severity === 2 ? "error" : "warning";
  const head = `  ${message.line}:${message.column}  ${level}  ${message.message.replace(/\.$/, "")}  ${message.ruleId ?? ""}\n`;
  if (!("timeline" in message)) return head;
  const { subject, moments } = (message as Explained).timeline;
  const places = moments.map(({ line }) => (line === undefined ? "" : `${file}:${line}`));
  const width = Math.max(...places.map(({ length }) => length));
  const kinds = Math.max(...moments.map(({ what }) => what.length));
  const lines = moments.map((moment, i) => `    ${moment.isFinding ? ">" : " "} ${(places[i] ?? "").padEnd(width)}  ${moment.what.padEnd(kinds)}  ${said(moment)}`.trimEnd());
  return [head, subject === "" ? [] : `      ${subject}`, lines].flat().join("\n").replace("\n\n", "\n") + "\n";
}

function said({ source, note }: Told): string {
  if (source === "") return note;
  return note === "" ? source : `${source}  (${note})`;
}
