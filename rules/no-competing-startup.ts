import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { type Competition, competitionsOf, mayCompete, rivalsOf } from "../src/lifecycle.js";
import { firstLineOf, mention, onLine } from "../src/mention.js";
import { startupOf } from "../src/startup.js";
import { type File, fixOf } from "../src/suggest/edits.js";
import { awaitForAll } from "../src/suggest/await-for-all.js";
import { shareStartup } from "../src/suggest/share-startup.js";

type SuggestionId = "awaitForAll" | "sharePromise" | "takeTurns";
type Condition = "startedTwice" | "maybeStartedTwice" | "returnsEarly" | "mayReturnEarly" | "firstAlone" | "maybeFirstAlone" | "twoMachines";
type MessageId = Condition | SuggestionId;
type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

export default createRule<ReportOption, MessageId>({
  name: "no-competing-startup",
  meta: {
    type: "problem",
    docs: { description: "Disallow startups of one thing that two callers can begin, or that only the first of them waits for" },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      startedTwice: "Two callers start this twice: both pass `{{test}}`{{tested}} while `{{wait}}`{{waited}} is under way, and the later one overwrites what the earlier has started. Share one promise.",
      maybeStartedTwice: "Two callers may start this twice: both pass `{{test}}`{{tested}} while `{{wait}}`{{waited}} is under way, and the later one overwrites what the earlier has made. Share one promise.",
      returnsEarly: "A second caller goes on before this has started: `{{write}}`{{written}} turns it away while `{{wait}}`{{waited}} is under way. Let both await one promise.",
      mayReturnEarly: "A second caller may go on too early: `{{write}}`{{written}} turns it away while `{{wait}}`{{waited}} is under way. Let both await one promise.",
      firstAlone: "Only the first caller waits for `{{wait}}`{{waited}}: the next one finds `{{test}}` set and uses it before it is ready. Let both await one promise.",
      maybeFirstAlone: "Only the first caller may wait for `{{wait}}`{{waited}}: the next one finds `{{test}}` set and goes on. Let both await one promise.",
      twoMachines: "A second `{{name}}` for `{{peer}}`, beside that on line {{line}}: both are registered, and their startups compete. Make one, and rename it.",
      // suggestions
      awaitForAll: "Let every caller wait: move `{{wait}}` behind the `if`.",
      sharePromise: "Let all callers wait for one promise, which is kept while it is under way.",
      takeTurns: "Let callers take turns: a later one waits until the one before has ended.",
    },
  },
  create(context, [{ report }]) {
    const { sourceCode, settings, filename } = context;
    if (!mayCompete(sourceCode)) return {};
    return {
      "Program:exit"() {
        for (const competition of competitionsOf(sourceCode, settings)) {
          if (!competition.isCertain && report === "certain") continue;
          const { test, wait, write, kind } = competition;
          const node = kind === "twice" ? write : test;
          const data = {
            test: mention(sourceCode, test),
            tested: onLine(test, node),
            wait: mention(sourceCode, wait),
            waited: onLine(wait, node),
            write: mention(sourceCode, write),
            written: onLine(write, node),
          };
          context.report({ node, loc: placeOf(competition), messageId: messageFor(competition), data, suggest: repairsOf({ sourceCode, filename, startup: startupOf(sourceCode, settings) }, competition, data) });
        }
        if (report === "certain") return;
        for (const { first, second, peer } of rivalsOf(sourceCode, settings)) {
          const data = { name: mention(sourceCode, second.callee), peer: peer.name, line: String(first.loc.start.line) };
          context.report({ node: second, messageId: "twoMachines", data });
        }
      },
    };
  },
});

/** The repair that is right for a competition. */
function repairsOf(file: File, competition: Competition, data: Record<string, string>): Suggestion[] {
  const edits = awaitForAll(file, competition);
  if (edits) return [{ messageId: "awaitForAll", data, fix: fixOf(file.sourceCode, edits) }];
  const repair = shareStartup(file, competition);
  return repair ? [{ messageId: repair.kind === "share" ? "sharePromise" : "takeTurns", fix: fixOf(file.sourceCode, repair.edits) }] : [];
}

const mostLines = 8;

/** What is marked: the late write; or the test with the write that takes the place, and the wait that only the first caller is in. */
function placeOf({ kind, test, write, wait }: Competition): TSESTree.SourceLocation {
  if (kind === "twice") return firstLineOf(write);
  const statement = statementOf(test);
  const ends = kind === "unready" ? [wait.loc.end, write.loc.end] : [write.loc.end];
  const end = ends.find(({ line }) => line - statement.loc.start.line < mostLines);
  return end ? { start: statement.loc.start, end } : firstLineOf(statement);
}

function statementOf(test: TSESTree.Node): TSESTree.Node {
  let at = test;
  while (at.parent && at.type !== "IfStatement") at = at.parent;
  return at.type === "IfStatement" ? at : test;
}

function messageFor({ kind, isCertain }: Competition): Condition {
  switch (kind) {
    case "twice":
      return isCertain ? "startedTwice" : "maybeStartedTwice";
    case "flagged":
      return isCertain ? "returnsEarly" : "mayReturnEarly";
    case "unready":
      return isCertain ? "firstAlone" : "maybeFirstAlone";
  }
}
