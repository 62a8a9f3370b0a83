import type { TSESLint } from "@typescript-eslint/utils";
import type { ESLint, Linter, Rule } from "eslint";
import { type Moment, timelinesIn } from "../src/timeline.js";
import { inOwnName } from "./own-rules.js";

/** A moment as the command tells it: with the text of its line. */
export interface Told extends Omit<Moment, "what" | "endLine"> {
  readonly what: Moment["what"] | "other end" | "found";
  readonly source: string;
  /** It is where the finding stands. */
  readonly isFinding: boolean;
}

/** A finding with the timeline of the thing it is about. */
export interface Explained extends Linter.LintMessage {
  readonly timeline: { readonly subject: string; readonly moments: readonly Told[] };
}

type Timelines = ReturnType<typeof timelinesIn>;

/** Reports the timelines of a file as one message that holds them as JSON; the command takes it out again. */
export const timelines: Rule.RuleModule = {
  meta: { type: "suggestion", schema: [], messages: { timelines: "{{timelines}}" } },
  create(context) {
    return {
      "Program:exit"() {
        const found = timelinesIn(context.sourceCode as unknown as Readonly<TSESLint.SourceCode>, context.settings);
        if (found.length > 0) context.report({ loc: { line: 1, column: 0 }, messageId: "timelines", data: { timelines: JSON.stringify(found) } });
      },
    };
  },
};

/** The results, each finding of ours with its timeline. */
export function withTimelines(results: readonly ESLint.LintResult[]): ESLint.LintResult[] {
  return results.map((result) => {
    const carrier = [...result.messages, ...result.suppressedMessages].find(({ ruleId }) => ruleId === inOwnName("timelines"));
    const found = carrier ? (JSON.parse(carrier.message) as Timelines) : [];
    const lines = (result.source ?? "").split(/\r?\n/);
    const messages = result.messages.map((message) => (message.ruleId?.startsWith("startup-order/") && !message.fatal ? explained(message, found, lines) : message));
    return { ...result, messages };
  });
}

function explained(finding: Linter.LintMessage, found: Timelines, lines: readonly string[]): Explained {
  const mentioned = [...finding.message.matchAll(/\bline (\d+)/g)].map(([, line]) => Number(line));
  const own = bestOf(found, finding, mentioned);
  const isHere = ({ line, column }: Moment) => line === finding.line && column === finding.column;
  const isOnLine = ({ line }: Moment) => line === finding.line;
  const marked = own?.moments.find(isHere) ?? own?.moments.find(isOnLine);
  const tell = (moment: Omit<Told, "source" | "isFinding">, isFinding: boolean): Told => ({ what: moment.what, line: moment.line, column: moment.column, note: moment.note, source: lines[(moment.line ?? 0) - 1]?.trim() ?? "", isFinding });
  const moments = (own?.moments ?? []).map((moment) => tell(moment, moment === marked));
  const place = (what: Told["what"], line: number, column: number | undefined): Told => tell({ what, line, column, note: "" }, what === "found");
  const ends = own ? [] : [...new Set(mentioned)].filter((line) => line !== finding.line).map((line) => place("other end", line, undefined));
  const rest = moments.some(({ isFinding }) => isFinding) ? [] : [...ends, place("found", finding.line, finding.column)].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { ...finding, timeline: { subject: own?.subject ?? "", moments: [...moments, ...rest] } };
}

/** The timeline that a finding is about: one with a moment where it stands, else one that lies within it or on the lines it names. */
function bestOf(found: Timelines, { line, column, endLine = line }: Linter.LintMessage, mentioned: readonly number[]): Timelines[number] | undefined {
  const tests: ((moment: Moment) => boolean)[] = [
    (moment) => moment.line === line && moment.column === column,
    (moment) => moment.line !== undefined && moment.line >= line && moment.line <= endLine,
    (moment) => moment.line !== undefined && mentioned.includes(moment.line),
  ];
  for (const test of tests) {
    // Where several things have a moment there, the one with most of the lines that the message names.
    const among = found.filter(({ moments }) => moments.some(test));
    const shared = ({ moments }: Timelines[number]) => moments.filter((moment) => moment.line !== undefined && mentioned.includes(moment.line)).length;
    const [best] = among.toSorted((a, b) => shared(b) - shared(a));
    if (best) return best;
  }
  return undefined;
}
