// Makes the files of a new rule: `npm run new-rule -- no-early-close "Disallow closing what is still starting"`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const [name = "", description = ""] = process.argv.slice(2);
const files = { rule: `rules/${name}.ts`, test: `test/rules/${name}.test.ts`, page: `docs/rules/${name}.md` };

if (!/^(?:no|require|prefer)(?:-[a-z]+)+$/.test(name)) fail(`"${name}" is no name for a rule: it begins with no-, require- or prefer-, in small letters and dashes.`);
if (!/^(?:Disallow|Require) \S.*[^.]$/.test(description)) fail(`"${description}" is no description: it begins with Disallow or Require, and ends without a full stop.`);
const there = Object.values(files).find((file) => existsSync(file));
if (there !== undefined) fail(`${there} is there already.`);

write(
  files.rule,
  `import { type ReportOption, createRule, reportDefault, reportSchema } from "../src/create-rule.js";
import { mention } from "../src/mention.js";
import { isEarly, mayRead, startupOf } from "../src/startup.js";

type MessageId = "tooEarly";

export default createRule<ReportOption, MessageId>({
  name: "${name}",
  meta: {
    type: "problem",
    docs: { description: ${JSON.stringify(description)} },
    hasSuggestions: true,
    schema: reportSchema,
    defaultOptions: reportDefault,
    messages: {
      // What happens, why (with the line of the other end), what to do.
      tooEarly: "\`{{read}}\` gives {{value}} here: nothing has started the {{noun}} yet. Read it later.",
    },
  },
  create(context, [_options]) {
    const { sourceCode, settings } = context;
    // Cheap first: most files name nothing that matters.
    if (!mayRead(sourceCode, settings)) return {};
    return {
      "Program:exit"() {
        // To be replaced: ask the model what this rule is about. What is not known is never reported.
        for (const { node, row, subject, standing } of startupOf(sourceCode, settings).reads) {
          if (!isEarly(standing)) continue;
          context.report({ node, messageId: "tooEarly", data: { read: mention(sourceCode, node), value: row.value, noun: subject.contract.noun }, suggest: [] });
        }
      },
    };
  },
});
`,
);
write(
  files.test,
  `import rule from "../../rules/${name}.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("${name}", rule, {
  valid: [
    {
      name: "read behind the wait",
      code: code\`
        import { once } from "node:events";
        import { createServer } from "node:http";
        const server = createServer().listen(0, "localhost");
        await once(server, "listening");
        console.log(server.address());
      \`,
    },
  ],
  invalid: [
    {
      name: "read at once",
      code: code\`
        import { createServer } from "node:http";
        const server = createServer().listen(0, "localhost");
        console.log(server.address());
      \`,
      errors: [{ messageId: "tooEarly", line: 3 }],
    },
  ],
});
`,
);
write(
  files.page,
  `# startup-order/${name}

<!-- end auto-generated rule header -->

One sentence: what it reports.

## Why it goes wrong

1. What happens first.
2. What happens meanwhile.
3. What is lost, null or thrown.

\`\`\`mermaid
sequenceDiagram
  participant A as your code
  participant B as server
  A->>B: listen()
  A->>B: address()
  Note over A: null
\`\`\`

## Examples

\`\`\`js
// ❌
import { createServer } from "node:http";

const server = createServer();
server.listen(0, "localhost");
console.log(server.address()); // reported
\`\`\`

\`\`\`js
// ✅
import { once } from "node:events";
import { createServer } from "node:http";

const server = createServer();
server.listen(0, "localhost");
await once(server, "listening");
console.log(server.address());
\`\`\`

## What to do

## Options

\`report\`:

- \`"certain"\`: report only what is certain (default)
- \`"potential"\`: also what happens to work today

## What it does not see

## When not to use it

## Related
`,
);

const index = readFileSync("rules/index.ts", "utf8");
const variable = name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const names = [...index.matchAll(/^ {2}"(.+)": (\w+),$/gm)].map(([, rule, local]) => [rule, local]).concat([[name, variable]]);
names.sort(([a], [b]) => (a < b ? -1 : 1));
const imports = names.map(([rule, local]) => `import ${local} from "./${rule}.js";\n`).join("");
const entries = names.map(([rule, local]) => `  "${rule}": ${local},\n`).join("");
writeFileSync("rules/index.ts", `${imports}\n/** Every rule by its name. */\nexport const rules = {\n${entries}};\n`);

console.log(`Made ${Object.values(files).join(", ")}; rules/index.ts has it.
Next: make test/rules/${name}.test.ts say what you want, let it fail, then write the rule. \`npm run docs\` fills in the page's header
and the README's table. CONTRIBUTING.md says what else belongs to a rule; \`npm run lint\` insists on its first suggestion.`);

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** @returns {never} */
function fail(why) {
  console.error(`new-rule: ${why}\nUsage: npm run new-rule -- <name> "<description>"`);
  process.exit(2);
}
