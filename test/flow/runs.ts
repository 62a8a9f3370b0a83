import { Script, createContext } from "node:vm";

/** Where the next piece of code stands: what it may leave, and how much deeper it may go. */
interface Place {
  readonly depth: number;
  readonly loops: readonly string[];
  readonly blocks: readonly string[];
  readonly breakable: boolean;
  /** In a `finally` nothing leaves a loop by its label: runs that are cut short by throwing would never end. */
  readonly final: boolean;
}

const outermost: Place = { depth: 0, loops: [], blocks: [], breakable: false, final: false };

/** A function `main` written by dice, the same for the same seed. Its probes are `at(0)`, `at(1)` and so on. */
export function written(seed: number): string {
  const roll = dice(seed);
  let probes = 0;
  let labels = 0;
  return `function main() {\n${list(outermost)}\n${list(outermost)}\n${probe()};\n}`;

  function one(of: readonly (() => string)[]): string {
    return of[Math.floor(roll() * of.length)]?.() ?? "";
  }

  function probe(): string {
    return `at(${probes++})`;
  }

  function test(place: Place): string {
    const leaves = [() => "c()", () => "c()", () => "isFinished", () => "!isFinished"];
    if (place.depth > 2) return one(leaves);
    const inner = { ...place, depth: place.depth + 1 };
    return one([
      ...leaves,
      () => `(${test(inner)} && ${value(inner)})`,
      () => `(${value(inner)} || ${test(inner)})`,
      () => `!(${test(inner)} && ${test(inner)})`,
      () => value(inner),
    ]);
  }

  function value(place: Place): string {
    // Few calls change the phase: else each hides what the ones before have done.
    const calls = [() => "begin()", () => "finish()", () => "make()", ...Array.from({ length: 12 }, () => probe)];
    if (place.depth > 2) return one(calls);
    const inner = { ...place, depth: place.depth + 1 };
    return one([
      ...calls,
      () => `(${test(inner)} ? ${value(inner)} : ${value(inner)})`,
      () => `(${test(inner)} && ${value(inner)})`,
      () => `(${test(inner)} || ${value(inner)})`,
      () => `(maybe() ?? ${value(inner)})`,
      () => `(maybe()?.f(${value(inner)})[${value(inner)}])`,
      () => `f(${value(inner)}, ${value(inner)})`,
      () => `[${value(inner)}, ...[${value(inner)}]]`,
      () => `(x ??= ${value(inner)}, x &&= ${value(inner)}, x ||= ${value(inner)})`,
      () => `([x = ${value(inner)}] = [${value(inner)}])`,
      () => `({ [${value(inner)}]: x = ${value(inner)} } = Object(${value(inner)}))`,
      () => `(o[${value(inner)}] = ${value(inner)})`,
      () => `new class { static a = ${value(inner)}; static { ${value(inner)}; } static [${value(inner)}]() {} }`,
      () => `\`\${${value(inner)}}\${${value(inner)}}\``,
    ]);
  }

  function list(place: Place): string {
    return Array.from({ length: 1 + Math.floor(roll() * 3) }, () => statement(place)).join("\n");
  }

  function leaving(place: Place): string {
    const ways = [() => "return;", () => `return ${value(place)};`, () => `throw ${value(place)};`];
    if (place.breakable) ways.push(() => "break;", () => "break;");
    for (const label of place.blocks) ways.push(() => `break ${label};`);
    if (place.loops.length > 0 && !place.final) {
      ways.push(() => "continue;", () => "continue;");
      for (const label of place.loops) ways.push(() => `continue ${label};`, () => `break ${label};`);
    }
    return one(ways);
  }

  function statement(place: Place): string {
    if (roll() < 0.15 && place.depth > 0) return one([() => leaving(place), () => `if (${test(place)}) ${leaving(place)}`]);
    const plain = [() => `${value(place)};`, () => `${probe()};`, () => `{ let { a = ${value(place)} } = {}, b = ${value(place)}; }`];
    if (place.depth > 2) return one(plain);
    const inner = { ...place, depth: place.depth + 1 };
    const final = { ...inner, final: true };
    return one([
      ...plain,
      ...plain,
      () => `if (${test(inner)}) { ${list(inner)} } else { ${list(inner)} }`,
      () => `if (${test(inner)}) { ${list(inner)} } else if (${test(inner)}) { ${list(inner)} }`,
      () => loop(place, (body) => `while (c() && ${test(inner)}) { ${list(body)} }`),
      () => loop(place, (body) => `do { ${list(body)} } while (${test(inner)} && c());`),
      () => loop(place, (body) => `for (${value(inner)}; ${test(inner)}; ${value(inner)}) { if (c()) break; ${list(body)} }`),
      () => loop(place, (body) => `for (;; ${value(inner)}) { if (c()) break; ${list(body)} }`),
      () => loop(place, (body) => `for (x of some(${value(inner)})) { ${list(body)} }`),
      () => loop(place, (body) => `for (const { a = ${value(inner)} } of some(${value(inner)})) { ${list(body)} }`),
      () => `switch (c()) { ${cases({ ...inner, breakable: true })} }`,
      () => `try { ${list(inner)} } catch { ${list(inner)} }`,
      () => `try { ${list(inner)} } catch ({ m = ${value(inner)} }) { ${list(inner)} } finally { ${list(final)} }`,
      () => `try { ${list(inner)} } finally { ${list(final)} }`,
      () => {
        const label = `l${labels++}`;
        return `${label}: { ${list({ ...inner, blocks: [...place.blocks, label] })} }`;
      },
    ]);
  }

  function loop(place: Place, around: (body: Place) => string): string {
    const label = `l${labels++}`;
    return `${label}: ${around({ ...place, depth: place.depth + 1, loops: [...place.loops, label], breakable: true })}`;
  }

  function cases(place: Place): string {
    const end = () => one([() => "break;", () => ""]);
    const all = [`case f(${value(place)}): ${list(place)} ${end()}`, `case c(): ${list(place)} ${end()}`, `case 1: case c(): ${list(place)}`];
    const where = Math.floor(roll() * 6);
    if (where < 4) all.splice(where, 0, `default: ${list(place)} ${end()}`);
    return all.join("\n");
  }
}

/** Runs `program` with other dice each time: the phases really met at each probe. */
export function met(program: string, runs: number): Map<number, Set<string>> {
  const seen = new Map<number, Set<string>>();
  const script = new Script(`with (scope) { (${program})(); }`);
  const context = createContext({ Object });
  for (let run = 1; run <= runs; run++) {
    context["scope"] = world(dice(run), seen);
    try {
      script.runInContext(context, { timeout: 50 });
    } catch {
      // A run ends by what the program throws, or when it has taken too long: what was met until then was met.
    }
  }
  return seen;
}

/** What a written program finds around it: calls that change the phase, or throw before they do, and answer yes or no. */
function world(roll: () => number, seen: Map<number, Set<string>>): object {
  let phase = "made";
  let calls = 0;
  const call = () => {
    if (++calls > 300 || roll() < 0.05) throw Object.assign(new Error("thrown"), { m: roll() < 0.5 ? undefined : 1 });
    return roll() < 0.5;
  };
  const becomes = (next: string) => () => {
    call();
    phase = next;
    return roll() < 0.5;
  };
  return {
    x: undefined,
    o: {},
    begin: becomes("begun"),
    finish: becomes("finished"),
    make: becomes("made"),
    c: call,
    f: call,
    maybe: () => (call() ? { f: () => ({ [String(call())]: 1 }) } : undefined),
    some: () => (call(), Array.from({ length: Math.floor(roll() * 3) }, () => ({}))),
    at(probe: number) {
      seen.set(probe, (seen.get(probe) ?? new Set()).add(phase));
      return call();
    },
    get isFinished() {
      return phase === "finished";
    },
  };
}

function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
