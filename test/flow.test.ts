import { describe, expect, it } from "vitest";
import { asTarget, callsStepped, concatenation, elseIfs, expressions, nested, patterns, statements } from "./flow/built.js";
import { cost, endings, observed, stepped } from "./flow/toy.js";

// One thing is made, begun and finished by calls of these names. `//=> …` is what may hold before `at()` of its line.

describe("statements in a row", () => {
  it("hand on what the one before has done", () => {
    holds(`
      at(); //=> made
      begin();
      at(); //=> begun
      finish();
      at(); //=> finished
    `);
  });

  it("see what stands to the left of them in their own line", () => {
    holds(`
      at(), begin(), at(), finish(), at(); //=> made, begun, finished
    `);
  });

  it("end at a call that does not return", () => {
    holds(`
      at(); //=> made
      exit();
      at(); //=> unreachable
    `);
  });

  it("end at a return", () => {
    holds(`
      function main() {
        if (early) return at(); //=> made
        begin();
        at(); //=> begun
        return;
        at(); //=> unreachable
      }
    `);
  });

  it("end at a throw, behind what it throws", () => {
    holds(`
      throw at(begin()); //=> begun
      at(); //=> unreachable
    `);
  });

  it("run in a block, an export or a default export as they do anywhere", () => {
    holds(`
      { begin(); }
      export const a = at(); //=> begun
      export { a as b };
      export default finish();
      at(); //=> finished
    `);
  });

  it("run at the top level with its awaits", () => {
    holds(`
      await begin();
      at(); //=> begun
      export default await finish();
      at(); //=> finished
    `);
  });

  it("run the initialisers of a declaration from left to right", () => {
    holds(`
      let a = at(), b = begin(), c = at(), d; //=> made, begun
      using e = finish();
      at(); //=> finished
    `);
  });
});

describe("branches", () => {
  it("join what either has done", () => {
    holds(`
      if (a) {
        at(); //=> made
        begin();
      } else {
        at(); //=> made
        finish();
      }
      at(); //=> begun|finished
    `);
  });

  it("leave things as they were where there is no else", () => {
    holds(`
      if (begin()) finish();
      at(); //=> begun|finished
    `);
  });

  it("do not join a branch that leaves", () => {
    holds(`
      function main() {
        if (a) {
          begin();
          return;
        }
        at(); //=> made
        if (b) exit();
        else finish();
        at(); //=> finished
      }
    `);
  });

  it("leave nothing to follow where both leave", () => {
    holds(`
      function main() {
        if (a) return;
        else throw b;
        at(); //=> unreachable
      }
    `);
  });

  it("run the tests of an else-if chain until one holds", () => {
    holds(`
      if (a) at(); //=> made
      else if (begin()) at(); //=> begun
      else if (finish()) at(); //=> finished
      else at(); //=> finished
      at(); //=> made|begun|finished
    `);
  });

  it("narrow by what is tested", () => {
    holds(`
      if (a) finish();
      if (isFinished) at(); //=> finished
      else at(); //=> made
      if (!isFinished) at(); //=> made
      if (!!isFinished) at(); //=> finished
    `);
  });

  it("know a branch that the test rules out", () => {
    holds(`
      if (isFinished) at(); //=> unreachable
      else at(); //=> made
      finish();
      if (isFinished) at(); //=> finished
      else at(); //=> unreachable
    `);
  });

  it("narrow by both sides of && and ||", () => {
    holds(`
      if (a) finish();
      if (a && isFinished) at(); //=> finished
      else at(); //=> made|finished
      if (a || isFinished) at(); //=> made|finished
      else at(); //=> made
      if (!(a || !isFinished)) at(); //=> finished
      if (!isFinished || at()) b; //=> finished
      if (isFinished && at()) b; //=> finished
    `);
  });

  it("take a literal at its word", () => {
    holds(`
      if (false) at(); //=> unreachable
      if (0 || "") at(); //=> unreachable
      if (!0) begin();
      at(); //=> begun
      true ? finish() : at(); //=> unreachable
      at(); //=> finished
    `);
  });
});

describe("loops", () => {
  it("run not at all or many times: while", () => {
    holds(`
      while (at()) { //=> made|begun
        at(); //=> made|begun
        begin();
        at(); //=> begun
      }
      at(); //=> made|begun
    `);
  });

  it("run once at least: do while", () => {
    holds(`
      do {
        at(); //=> made|begun
        begin();
      } while (at()); //=> begun
      at(); //=> begun
    `);
  });

  it("run the first part once, then test, body, update: for", () => {
    holds(`
      for (at(); at(); at()) { //=> made, made|begun, begun
        at(); //=> made|begun
        begin();
        if (a) continue;
        if (at()) finish(), skip(); //=> begun
        else continue;
        break;
      }
      at(); //=> made|begun|finished
    `);
  });

  it("declare the variables of a for once", () => {
    holds(`
      for (let i = begin(), j = at(); i < j; i++) at(); //=> begun, begun
      at(); //=> begun
    `);
  });

  it("evaluate what is walked over once: for of, for in", () => {
    holds(`
      for (const a of [at(), begin()]) { //=> made
        at(); //=> begun|finished
        finish();
      }
      at(); //=> begun|finished
      for (a[at()] in make()) at(); //=> made, made
    `);
  });

  it("evaluate the pattern of a for of each time round", () => {
    holds(`
      for (const { a = begin(), [at()]: b } of c) at(); //=> made|begun, made|begun
      for (b[finish()] of c) at(); //=> finished
      at(); //=> made|begun|finished
    `);
  });

  it("await each item of a for await", () => {
    holds(`
      for await (const a of begin()) {
        at(); //=> begun|finished
        finish();
      }
      at(); //=> begun|finished
    `);
    expect(stepped("for await (const a of b) c;")).toContain("for await (const a of b) c;");
  });

  it("never end without a break where nothing tests", () => {
    holds(`
      while (true) {
        at(); //=> made|begun
        begin();
      }
      at(); //=> unreachable
    `);
    holds(`
      for (;;) at(); //=> made
      at(); //=> unreachable
    `);
    holds(`
      do at(); while (1); //=> made
      at(); //=> unreachable
    `);
  });

  it("end at the break of an endless loop, in its state only", () => {
    holds(`
      for (;;) {
        at(); //=> made|begun
        begin();
        if (a) {
          finish();
          break;
        }
      }
      at(); //=> finished
    `);
  });

  it("do not run where the test is false at once", () => {
    holds(`
      while (false) at(); //=> unreachable
      do begin(); while (false);
      at(); //=> begun
    `);
  });

  it("go on with the test at a continue", () => {
    holds(`
      while (at()) { //=> made|begun|finished
        if (a) {
          begin();
          continue;
        }
        finish();
      }
      do {
        make();
        if (b) continue;
        finish();
      } while (at()); //=> made|finished
      at(); //=> made|finished
    `);
  });

  it("go on with the update at a continue", () => {
    holds(`
      for (; a; at()) { //=> begun
        begin();
        if (a) continue;
        exit();
      }
      at(); //=> made|begun
    `);
  });

  it("leave the outer loop at a labelled break", () => {
    holds(`
      outer: for (const a of b) {
        for (const c of a) {
          begin();
          if (c) break outer;
          make();
        }
        at(); //=> made
      }
      at(); //=> made|begun
    `);
  });

  it("go on with the outer loop at a labelled continue", () => {
    holds(`
      outer: for (; a; at()) { //=> made|begun
        for (;;) {
          begin();
          if (b) continue outer;
          if (c) break;
        }
        at(); //=> begun
        make();
      }
    `);
  });

  it("go on with the outer loop out of a switch and a try", () => {
    holds(`
      outer: while (at()) { //=> made|begun
        switch (a) {
          case 1:
            try {
              begin();
              continue outer;
            } finally {
              at(); //=> made|begun
            }
            at(); //=> unreachable
          default:
            continue;
        }
        at(); //=> unreachable
      }
    `);
  });

  it("take both of two labels for their own", () => {
    holds(`
      one: two: for (;;) {
        if (a) continue one;
        if (b) continue two;
        begin();
        if (c) break one;
        finish();
        if (d) break two;
        make();
      }
      at(); //=> begun|finished
    `);
  });

  it("narrow by the test that holds inside and fails behind", () => {
    holds(`
      while (!isFinished) {
        at(); //=> made
        finish();
      }
      at(); //=> finished
    `);
  });

  it("bring the end of the inner loop round to its head through the outer one", () => {
    holds(`
      while (a) {
        while (b) {
          at(); //=> made|begun|finished
          begin();
        }
        while (c) {
          at(); //=> made|begun|finished
          finish();
        }
      }
      at(); //=> made|begun|finished
    `);
  });

  it("end with a body that leaves each time", () => {
    holds(`
      function main() {
        for (const a of b) return begin();
        at(); //=> made
        do throw begin(); while (at()); //=> unreachable
        at(); //=> unreachable
      }
    `);
  });
});

describe("labels", () => {
  it("end a block at their break", () => {
    holds(`
      block: {
        begin();
        if (a) break block;
        finish();
      }
      at(); //=> begun|finished
    `);
  });

  it("end an if, and no loop inside", () => {
    holds(`
      done: if (a) {
        for (;;) {
          begin();
          break done;
        }
        at(); //=> unreachable
      } else finish();
      at(); //=> begun|finished
    `);
  });

  it("end a switch", () => {
    holds(`
      chosen: switch (a) {
        case 1:
          for (;;) break chosen;
        default:
          begin();
      }
      at(); //=> made|begun
    `);
  });
});

describe("switch", () => {
  it("tests the cases in order, each behind the ones before", () => {
    holds(`
      switch (at()) { //=> made
        case begin():
          at(); //=> begun
          break;
        case finish():
          at(); //=> finished
          break;
      }
      at(); //=> begun|finished
    `);
  });

  it("falls through to the next case", () => {
    holds(`
      switch (a) {
        case 1:
        case 2:
          begin();
        case 3:
          at(); //=> made|begun
          finish();
          break;
        case 4:
          at(); //=> made
      }
      at(); //=> made|finished
    `);
  });

  it("does nothing where no case fits and there is no default", () => {
    holds(`
      switch (a) {
        case 1:
          begin();
          break;
      }
      at(); //=> made|begun
      switch (finish()) {}
      at(); //=> finished
    `);
  });

  it("always does something where there is a default", () => {
    holds(`
      switch (a) {
        case 1:
          begin();
          break;
        default:
          finish();
      }
      at(); //=> begun|finished
    `);
  });

  it("comes to a default in the middle behind all tests, and falls on from there", () => {
    holds(`
      switch (a) {
        case 1:
          at(); //=> made
          break;
        default:
          at(); //=> begun
        case begin():
          at(); //=> begun
          finish();
      }
      at(); //=> made|finished
    `);
  });

  it("leaves by return and throw", () => {
    holds(`
      function main() {
        switch (a) {
          case 1:
            begin();
            return;
          case 2:
            throw b;
          default:
            at(); //=> made
            return;
        }
        at(); //=> unreachable
      }
    `);
  });

  it("lets a labelled break go on to the loop it stands in", () => {
    holds(`
      outer: for (;;) {
        switch (a) {
          case 1:
            begin();
            break outer;
        }
        at(); //=> made
      }
      at(); //=> begun
    `);
  });

  it("breaks itself and not the loop it stands in", () => {
    holds(`
      for (const a of b) {
        switch (a) {
          case 1:
            begin();
            break;
          case 2:
            finish();
            continue;
        }
        at(); //=> made|begun|finished
      }
    `);
  });
});

describe("try and catch", () => {
  it("catch what the calls of the block may throw, from the middle too", () => {
    holds(`
      try {
        begin();
        finish();
        a = 1;
      } catch (error) {
        at(); //=> made|begun
      }
      at(); //=> made|begun|finished
    `);
  });

  it("catch before the first call, not behind the last", () => {
    holds(`
      try {
        begin();
      } catch {
        at(); //=> made
        exit();
      }
      at(); //=> begun
    `);
  });

  it("catch what is thrown here", () => {
    holds(`
      try {
        if (a) throw begin();
        make();
      } catch ({ message = at() }) { //=> made|begun
        at(); //=> made|begun
      }
    `);
  });

  it("catch a rejection in the state before the await", () => {
    holds(`
      try {
        begin();
        await a;
      } catch {
        at(); //=> made|begun
      }
    `);
  });

  it("catch a member of nothing", () => {
    holds(`
      function main() {
        try {
          begin();
          return a.b.c;
        } catch {
          at(); //=> made|begun
        }
        at(); //=> made|begun
      }
    `);
  });

  it("are entered though nothing in the block is known to throw", () => {
    holds(`
      function main() {
        try {
          return missing;
        } catch {
          at(); //=> made
        }
        at(); //=> made
      }
    `);
  });

  it("catch what a loop over an iterable, new, a tag, import() and yield throw", () => {
    for (const thrower of ["for (const a of b);", "new A();", "a`b`;", "import(a);", "yield a;"]) {
      holds(`
        function* main() {
          try {
            begin();
            ${thrower}
          } catch {
            at(); //=> made|begun
          }
        }
      `);
    }
  });

  it("hand on what the catch throws again", () => {
    holds(`
      try {
        try {
          begin();
        } catch (error) {
          finish();
          throw error;
        }
        at(); //=> begun
      } catch {
        at(); //=> made|begun|finished
      }
    `);
  });

  it("do not catch what the catch itself throws", () => {
    holds(`
      function main() {
        try {
          begin();
          return;
        } catch {
          finish();
          throw a;
        }
        at(); //=> unreachable
      }
    `);
  });
});

describe("finally", () => {
  it("runs on the way on and on the way out", () => {
    holds(`
      function main() {
        try {
          begin();
          finish();
        } finally {
          at(); //=> made|begun|finished
        }
        at(); //=> finished
      }
    `);
  });

  it("runs behind a return in the block, and leaves there", () => {
    holds(`
      function main() {
        try {
          return begin();
        } finally {
          at(); //=> made|begun
        }
        at(); //=> unreachable
      }
    `);
  });

  it("runs behind the catch and its throw", () => {
    holds(`
      function main() {
        try {
          begin();
        } catch {
          finish();
          throw a;
        } finally {
          at(); //=> made|begun|finished
        }
        at(); //=> begun
      }
    `);
  });

  it("overrides what was under way by a return of its own", () => {
    const program = `
      function main() {
        try {
          throw begin();
        } finally {
          return finish();
        }
      }
    `;
    expect(endings(program)).toEqual({ normal: "never", returned: "finished" });
  });

  it("overrides a return by a break", () => {
    holds(`
      function main() {
        for (;;) {
          try {
            return begin();
          } finally {
            break;
          }
        }
        at(); //=> made|begun
      }
    `);
  });

  it("ends every way where it does not end itself", () => {
    holds(`
      function main() {
        try {
          if (a) return;
        } finally {
          exit();
        }
        at(); //=> unreachable
      }
    `);
    expect(endings("function main() { try { return begin(); } finally { exit(); } }").returned).toBe("never");
  });

  it("does what it does on each way out, from the inside outwards", () => {
    const program = `
      function main() {
        try {
          try {
            return a;
          } finally {
            begin();
          }
        } finally {
          at(); //=> made|begun
          if (b) finish();
        }
        at(); //=> unreachable
      }
    `;
    holds(program);
    expect(endings(program).returned).toBe("made|begun|finished");
  });

  it("lets a break and a continue out, behind itself", () => {
    holds(`
      for (;;) {
        at(); //=> made|begun|finished
        try {
          if (a) break;
          if (b) continue;
          begin();
          continue;
        } finally {
          if (c) finish();
        }
        at(); //=> unreachable
      }
      at(); //=> made|begun|finished
    `);
  });

  it("runs for a generator that stops at a yield", () => {
    holds(`
      function* main() {
        try {
          begin();
          yield a;
          finish();
        } finally {
          at(); //=> made|begun|finished
        }
        at(); //=> finished
      }
    `);
  });
});

describe("the ways a function ends", () => {
  it("are told apart", () => {
    const program = `
      function main() {
        if (a) return begin();
        finish();
      }
    `;
    expect(endings(program)).toEqual({ normal: "finished", returned: "begun" });
  });

  it("are returns for an arrow with an expression", () => {
    expect(endings("const main = () => begin();")).toEqual({ normal: "never", returned: "begun" });
  });

  it("are none for an endless loop", () => {
    expect(endings("function main() { for (;;); }")).toEqual({ normal: "never", returned: "never" });
  });

  it("are those of a program that throws", () => {
    expect(endings("begin(); throw finish();")).toEqual({ normal: "never", returned: "never" });
  });

  it("are those of a field's value, whatever wraps it", () => {
    expect(endings("const main = begin();").normal).toBe("begun");
    expect(endings("const main = begin() as A;").normal).toBe("begun");
    expect(endings("const main = <A>begin()!;").normal).toBe("begun");
  });

  it("begin with the defaults of the parameters", () => {
    holds(`
      async function main(a = at(begin()), { b = at(), [at()]: c }, [d = finish(), ...e], ...f) { //=> begun, made|begun, made|begun
        at(); //=> made|begun|finished
      }
    `);
  });
});

describe("expressions", () => {
  it("evaluate a callee, then its arguments, then call", () => {
    holds(`
      a(at(), begin(), at())[at(finish())](at()); //=> made, begun, finished, finished
      new A(make(), at()), at(); //=> made, made
    `);
  });

  it("await in every position", () => {
    for (const position of [
      "f(await begin());",
      "`${await begin()}`;",
      "tag`${await begin()}`;",
      "if (await begin());",
      "f(...(await begin()));",
      "[...(await begin())];",
      "({ ...(await begin()) });",
      "({ [await begin()]: 1 });",
      "for await (const a of await begin());",
      "for (const a of b[await begin()]);",
      "const { [await begin()]: a } = b;",
      "a[await begin()];",
      "a[await begin()] = 1;",
      "class A extends (await begin()) {}",
      "class A { [await begin()]() {} }",
      "await (await begin())();",
      "(await begin()).a;",
      "new (await begin())();",
      "import(await begin());",
      "import(a, { with: await begin() });",
      "typeof (await begin());",
      "a += await begin();",
      "1 + 2 * (await begin());",
      "(1, await begin());",
      "throwing: { await begin(); }",
    ]) {
      holds(`
        ${position}
        at(); //=> begun
      `);
    }
  });

  it("may skip an await that is a default", () => {
    holds(`
      const { a = await begin() } = b;
      at(); //=> made|begun
    `);
  });

  it("skip the rest of an optional chain", () => {
    holds(`
      a?.b(begin());
      at(); //=> made|begun
      make(), a?.[begin()].c(at()).d[finish()]; //=> begun
      at(); //=> made|finished
      make(), a.b?.(begin())?.(at(), finish()); //=> begun
      at(); //=> made|begun|finished
    `);
  });

  it("skip an optional chain no further than its own end", () => {
    holds(`
      (a?.b(begin())).c(at()); //=> made|begun
      make(), a?.[b?.[begin()]](at()); //=> made|begun
      make(), a?.(b?.c(), finish());
      at(); //=> made|finished
      make(), delete a?.b[begin()]!.c;
      at(); //=> made|begun
    `);
  });

  it("evaluate what an optional chain hangs on", () => {
    holds(`
      begin()?.a;
      at(); //=> begun
    `);
  });

  it("evaluate the right of && || ?? or not", () => {
    holds(`
      a && begin();
      at(); //=> made|begun
      make(), a || finish();
      at(); //=> made|finished
      make(), begin() ?? finish();
      at(); //=> begun|finished
    `);
  });

  it("narrow inside && and ?:", () => {
    holds(`
      if (a) finish();
      isFinished && at(); //=> finished
      isFinished || at(); //=> made
      isFinished ? at() : at(); //=> finished, made
      (isFinished && a ? at() : at()); //=> finished, made|finished
      !isFinished && at(); //=> made
    `);
  });

  it("go on from the side that returns", () => {
    holds(`
      a ? exit() : begin();
      at(); //=> begun
      isFinished || finish();
      at(); //=> finished
      b && exit();
      at(); //=> finished
      c ?? exit();
      at(); //=> finished
    `);
  });

  it("assign by &&= ||= ??= or not", () => {
    for (const operator of ["&&=", "||=", "??="]) {
      holds(`
        a.b ${operator} begin();
        at(); //=> made|begun
        c[finish()] ${operator} exit();
        at(); //=> finished
      `);
    }
  });

  it("evaluate the object and key of a target before the value", () => {
    holds(`
      at()[begin()] = at(finish()); //=> made, finished
      make(), (a[at(begin())] += at()); //=> begun, begun
    `);
  });

  it("evaluate a destructured value before the pattern", () => {
    holds(`
      ({ a = at(), [at()]: b.c[at()] } = begin()); //=> begun, begun, begun
      [a[at()], b = finish(), ...c[at()]] = d; //=> begun, begun|finished
      at(); //=> begun|finished
    `);
  });

  it("evaluate the defaults of a declaration or not", () => {
    holds(`
      const [a = begin(), { b = finish() } = c] = d, e = at(); //=> made|begun|finished
    `);
  });

  it("evaluate the parts of literals and templates in order", () => {
    holds(`
      [at(begin()), , ...at()]; //=> begun, begun
      ({ a: finish(), [at()]: at(make()), ...at() }); //=> finished, made, made
      \`\${at()}\${begin()}\${at()}\`; //=> made, begun
      at()\`\${finish()}\${at()}\`; //=> begun, finished
    `);
  });

  it("evaluate a comma and an operator from left to right", () => {
    holds(`
      at(), begin(), at(); //=> made, begun
      at() + finish() * at() - at(); //=> begun, finished, finished
      at(make()) in at(); //=> made, made
      void begin(), -at(), a++; //=> begun
    `);
  });

  it("evaluate what TypeScript wraps, and no type", () => {
    holds(`
      (begin() as A<typeof at>).b;
      at()!; //=> begun
      at() satisfies B; //=> begun
      (finish() as any as C)!.d<E>;
      <F>at(); //=> finished
      (make() as any)[at()] = 1; //=> made
      [a as B, (c[begin()] as D)] = e;
      at(); //=> begun
    `);
  });

  it("evaluate the attributes and children of JSX", () => {
    holds(
      `
      <A b={at()} {...begin()} c="d">{at()}<B.C>{finish()} {/* nothing */}</B.C>{...at()}</A>; //=> made, begun, finished
      at(), <>{make()}</>, at(); //=> finished, made
    `,
      { jsx: true },
    );
  });

  it("go through a with statement", () => {
    holds(
      `
      with (begin()) at(); //=> begun
      at(); //=> begun
    `,
      { script: true },
    );
  });

  it("go on with what import() is given", () => {
    holds(`
      import(at(), { with: begin() }), at(); //=> made, begun
    `);
  });
});

describe("functions inside", () => {
  it("are values: callbacks, executors and methods are not entered", () => {
    holds(`
      new Promise((resolve) => begin(at())); //=> unreachable
      a.on("b", function () { begin(); });
      ({ c() { finish(); }, get d() { return finish(); } });
      function e(f = begin()) { exit(); }
      at(); //=> made
    `);
  });

  it("are not entered though they are called at once", () => {
    holds(`
      (() => { begin(); })();
      at(); //=> made
    `);
  });

  it("are seen as nodes", () => {
    expect(stepped("a(() => b()); function c() { d(); }")).toEqual(["a", "() => b()", "a(() => b())", "function c() { d(); }"]);
  });

  it("do not catch the breaks and returns around them", () => {
    holds(`
      function main() {
        for (const a of b) {
          a.forEach(() => { return; });
          begin();
          break;
        }
        at(); //=> made|begun
      }
    `);
  });
});

describe("classes", () => {
  it("run heritage, static fields and static blocks", () => {
    holds(`
      class A extends at(begin()) { //=> begun
        static a = at(); //=> begun
        static { finish(); }
        static b = at(); //=> finished
        static { if (at()) make(); } //=> finished
      }
      at(); //=> made|finished
    `);
  });

  it("run every computed key before the first static field", () => {
    holds(`
      const a = class {
        static a = finish();
        [at(begin())] = 1; //=> begun
        static [at()]() {} //=> begun
        static b = at(); //=> finished
      }, b = at(); //=> finished
    `);
  });

  it("run no methods and no instance fields", () => {
    holds(`
      class A {
        a = begin();
        #b = finish();
        constructor(c = begin()) { exit(); }
        static d() { begin(); }
        accessor e = begin();
        static accessor f = at(); //=> made
      }
      at(); //=> made
    `);
  });

  it("run their decorators", () => {
    holds(`
      @begin()
      class A {
        @(at()) a = 1; //=> begun
        @finish() b() {}
        static c = at(); //=> finished
      }
      at(); //=> finished
    `);
  });

  it("end where a static block does not return", () => {
    holds(`
      class A { static { exit(); } }
      at(); //=> unreachable
    `);
  });
});

describe("TypeScript", () => {
  it("runs the statements of a namespace", () => {
    holds(`
      namespace A.B {
        export const c = begin();
      }
      at(); //=> begun
    `);
  });

  it("runs nothing for enums, types, interfaces, declarations and overloads", () => {
    const program = `
      enum A { b = begin() }
      declare enum C { d }
      type E = typeof import("f");
      interface G extends H {}
      declare function i(): void;
      declare module "j" { const k: number; }
      declare global { var l: number; }
      abstract class M<N> extends Object implements O { abstract p: number; abstract q(): void; declare r: number; [s: string]: unknown }
      import T = require("u");
      import type { V } from "w";
      export type { X } from "y";
      export * from "z";
      export default function f(): void;
      at(); //=> made
    `;
    holds(program);
    expect(stepped("declare function a(b: number): void; export default function c(): void;")).toEqual([]);
  });

  it("runs what is exported by =", () => {
    holds(`
      export = begin();
      at(); //=> begun
    `);
  });

  it("runs the defaults of parameter properties", () => {
    holds(`
      function main(this: A, b: B = begin()) {
        at(); //=> made|begun
      }
    `);
  });
});

describe("the nodes that are stepped", () => {
  it("come behind their operands", () => {
    expect(stepped("a = b.c(d[e], 1);")).toEqual(["b", "b.c", "d", "e", "d[e]", "1", "b.c(d[e], 1)", "a = b.c(d[e], 1)"]);
  });

  it("are no names of properties", () => {
    expect(stepped("({ a: b, c, [d]: e, f() {} });")).toEqual(["b", "a: b", "c", "c", "d", "e", "[d]: e", "() {}", "f() {}", "{ a: b, c, [d]: e, f() {} }"]);
  });

  it("are no types", () => {
    expect(stepped("a<B>(c as D<typeof e>); const f: G = h!;")).toEqual(["a", "c", "c as D<typeof e>", "a<B>(c as D<typeof e>)", "h", "h!", "f: G = h!"]);
  });

  it("are none for the && || and ! of a test, of whose leaves the domain is asked", () => {
    expect(stepped("if (!a && (b || c)) d;")).toEqual(["a", "b", "c", "d"]);
    expect(stepped("!a && b;")).toEqual(["a", "b", "!a && b"]);
  });
});

describe("long and deep code", () => {
  it("follows ten thousand else-ifs", () => {
    expect(callsStepped(elseIfs(10_000))).toBe(10_000);
  });

  it("follows a concatenation of ten thousand calls", () => {
    expect(callsStepped(concatenation(10_000))).toBe(10_000);
  });

  it("follows five thousand statements", () => {
    expect(cost("a();\n".repeat(5_000))).toBe(10_000);
  });

  it("follows a hundred of anything inside each other", () => {
    for (const [kind, wrap] of Object.entries(expressions)) expect(callsStepped(nested(100, wrap)), kind).not.toBe("too deep");
    for (const [kind, wrap] of Object.entries(patterns)) expect(callsStepped(asTarget(nested(100, wrap))), kind).not.toBe("too deep");
    for (const [kind, wrap] of Object.entries(statements)) expect(callsStepped(nested(100, wrap)), kind).not.toBe("too deep");
  });

  it("says that five thousand of anything inside each other are too deep", () => {
    for (const [kind, wrap] of Object.entries(expressions)) expect(callsStepped(nested(5_000, wrap)), kind).toBe("too deep");
    for (const [kind, wrap] of Object.entries(patterns)) expect(callsStepped(asTarget(nested(5_000, wrap))), kind).toBe("too deep");
    for (const [kind, wrap] of Object.entries(statements)) expect(callsStepped(nested(5_000, wrap)), kind).toBe("too deep");
  });

  it("does not care how deep the functions inside are", () => {
    expect(callsStepped(nested(5_000, (body) => ({ type: "ArrowFunctionExpression", params: [], body })))).toBe(0);
  });

  it("can be followed again after it was too deep", () => {
    expect(callsStepped(nested(5_000, statements.block))).toBe("too deep");
    expect(callsStepped(nested(50, statements.block))).toBe(0);
  });
});

describe("the cost", () => {
  it("grows as the code does, inside up to three loops", () => {
    for (const loops of [0, 1, 2, 3]) {
      const of = (statements: number) => cost(inLoops(loops, "begin(); finish(); make();\n".repeat(statements)));
      expect(of(200) - of(100), `${loops} loops`).toBe(of(300) - of(200));
    }
  });

  it("is at most thrice that of the body for one loop more", () => {
    const body = "begin(); if (a) finish();\n".repeat(100);
    for (const loops of [1, 2, 3]) expect(cost(inLoops(loops, body))).toBeLessThan(3 * cost(inLoops(loops - 1, body)));
  });

  it("counts a finalizer twice, however often the block leaves", () => {
    const of = (returns: number, last: string) => cost(`function main() { try { ${"if (a) return;".repeat(returns)} } finally { ${last} } }`);
    expect(of(100, "f();") - of(100, "")).toBe(2 * cost("f();"));
  });
});

function inLoops(loops: number, body: string): string {
  return "while (a) {\n".repeat(loops) + body + "}".repeat(loops);
}

function holds(program: string, parsing?: Parameters<typeof observed>[1]): void {
  expect(observed(program, parsing)).toBe(program);
}
