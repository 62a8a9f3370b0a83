import { describe, expect, it } from "vitest";
import { findingsOf } from "../lifecycle-table.js";
import { code } from "../rule-tester.js";

const program = code`
  const NEXT = { off: ["dialing"], dialing: ["checking", "off"], checking: ["on", "off"], on: ["off"] };

  class Link {
    state = "off";
    go(next) {
      if (!NEXT[this.state].includes(next)) return;
      this.state = next;
    }
  }

  export async function start(pause) {
    const link = new Link();
    link.go("checking");
    await pause(250);
    link.go("dialing");
    return link;
  }
`;

const swaps = (text: string): readonly string[] =>
  findingsOf("no-illegal-transition", text, "file.js").flatMap(({ suggestions = [] }) => suggestions.filter(({ messageId }) => messageId === "swapSteps").map(({ fix }) => text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])));

describe("steps in the wrong order, with time between", () => {
  it("are exchanged where the function has the machine for itself", () => {
    const after = program.replace('link.go("checking")', 'link.go("*")').replace('link.go("dialing")', 'link.go("checking")').replace("*", "dialing");
    expect(swaps(program)).toEqual([after]);
    expect(findingsOf("no-illegal-transition", after, "file.js")).toEqual([]);
  });

  it.each([
    ["others have got it before", "const link = new Link();", "const link = new Link();\n  registry.add(link);"],
    ["others get it meanwhile", "await pause(250)", "await pause(link)"],
    ["a callback has it", "await pause(250)", "await pause(() => link.go('off'))"],
    ["it may be another one by then", "const link", "let link"],
    ["it is somebody else's", "new Link();\n  link", "makeLink();\n  link"],
    ["the function may be left between", "await pause(250);", "if (await pause(250)) return;"],
  ])("are left as they are where %s", (_why, from, to) => {
    expect(program).toContain(from);
    expect(swaps(program.replace(from, to))).toEqual([]);
  });
});
