import { expect, it } from "vitest";
import { reachedIn } from "./flow/reached.js";
import { shipped } from "./flow/shipped.js";

it("agrees", () => {
  let units = 0, calls = 0, dead = 0, files = 0, fail = 0; const bad: string[] = [];
  for (const file of shipped()) {
    files++;
    let c; try { c = reachedIn(file.code, "probe"); } catch (e) { fail++; console.log(file.path, (e as Error).message); continue; }
    units += c.units.length; calls += c.calls.length;
    for (const n of c.calls) {
      const a = c.followed.has(n), b = c.onPath.has(n);
      if (!b) dead++;
      if (a !== b) bad.push(`${file.path}:${n.loc.start.line}:${n.loc.start.column} followed ${a} onPath ${b}`);
    }
  }
  console.log({ files, fail, units, calls, dead, bad: bad.length });
  console.log(bad.slice(0, 60).join("\n"));
});
