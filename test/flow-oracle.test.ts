import { describe, expect, it } from "vitest";
import { type Reached, reachedIn, withProbes } from "./flow/reached.js";
import { met, written } from "./flow/runs.js";
import { shipped } from "./flow/shipped.js";
import { foretold } from "./flow/toy.js";

describe("the code paths of ESLint", () => {
  // What people ship holds no dead calls: each file is compared with a call put behind each of its statements, a tenth of which are dead.
  it("reach the same calls of what npm packages ship", () => {
    const differing: string[] = [];
    let units = 0;
    let dead = 0;
    for (const { path, code } of shipped()) {
      const reached = reachedIn(withProbes(code));
      units += reached.units.length;
      dead += reached.calls.length - reached.onPath.size;
      differing.push(...differences(reached).map((difference) => `${path}: ${difference}`));
    }
    expect(differing).toEqual([]);
    expect(units).toBeGreaterThan(3_000);
    expect(dead).toBeGreaterThan(3_000);
  });

  // The ways in which they differ in principle; none occurs above.

  it("take a literal at its word in a loop only, and only if it is true", () => {
    expect(differences(reachedIn("if (false) f();"))).toEqual(["1:11 only on a code path"]);
    expect(differences(reachedIn("0 && f(), 1 || f();"))).toEqual(["1:5 only on a code path", "1:15 only on a code path"]);
    expect(differences(reachedIn("while (false) f();"))).toEqual(["1:14 only on a code path"]);
    expect(differences(reachedIn("while (!0); f();"))).toEqual(["1:12 only on a code path"]);
    expect(differences(reachedIn("while (true); f();"))).toEqual([]);
  });

  it("come to the update of a for though its body always leaves", () => {
    expect(differences(reachedIn("for (;; f()) break;"))).toEqual(["1:8 only on a code path"]);
  });

  it("do not come to a catch whose block leaves and holds nothing that could throw; our walk does", () => {
    expect(differences(reachedIn("for (;;) try { break; } catch { f(); }"))).toEqual(["1:32 only followed"]);
    expect(differences(reachedIn("for (;;) try { try { throw 1; } finally { break; } } catch { f(); }"))).toEqual(["1:61 only followed"]);
    expect(differences(reachedIn("for (;;) try { a; break; } catch { f(); }"))).toEqual([]);
  });
});

describe("real runs", () => {
  it("of two hundred programs written by dice meet nothing that was not foretold", () => {
    let probes = 0;
    let exact = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const program = written(seed);
      const states = foretold(program);
      const missed: string[] = [];
      for (const [probe, phases] of met(program, 40)) {
        probes++;
        if (phases.size === states.get(probe)?.size) exact++;
        for (const phase of phases) if (!states.get(probe)?.has(phase)) missed.push(`at(${probe}) met ${phase}`);
      }
      expect(missed, `seed ${seed}\n${program}`).toEqual([]);
    }
    // Nor is much foretold that is not met, few though the runs are.
    expect(probes).toBeGreaterThan(2_000);
    expect(exact / probes).toBeGreaterThan(0.6);
  });
});

function differences({ calls, followed, onPath }: Reached): string[] {
  return calls
    .filter((call) => followed.has(call) !== onPath.has(call))
    .map((call) => `${call.loc.start.line}:${call.loc.start.column} only ${followed.has(call) ? "followed" : "on a code path"}`);
}
