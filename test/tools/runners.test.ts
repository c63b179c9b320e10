import { describe, expect, test } from "vitest";
import type { Check } from "../../src/contracts/check.js";
import { countsOf, type Judgement, judgeChange } from "../support/checked-worktree.js";
import { runners } from "./runners/all.js";
import type { Runner, Test } from "./runners/runner.js";

type Tests = Partial<Record<"a" | "b", Test[]>>;

const adds = (name: string): Test => ({ name, does: "adds" });
const fails = (name: string): Test => ({ name, does: "fails" });
const skips = (name: string): Test => ({ name, does: "skips" });
const doubles = (name: string): Test => ({ name, does: "doubles" });

function filesOf(runner: Runner, { a = [], b = [] }: Tests): Record<string, string> {
  return {
    ".gitignore": "node_modules\ntarget\n__pycache__\n.pytest_cache\n.phpunit.result.cache\nCargo.lock\n",
    ...runner.files,
    ...runner.suite("a", a),
    ...runner.suite("b", b),
  };
}

function checksOf(command: string | undefined): "auto" | Check[] {
  return command === undefined ? "auto" : [{ name: "test", command, timeoutSeconds: 300, when: "task" }];
}

/** The change from one set of tests to another; with it `twice` is written. */
function judge(runner: Runner, before: Tests, after: Tests, seeds: number[] = []): Promise<Judgement> {
  const { source, packages = [], shuffled } = runner;
  const [first, second] = [0, 1].map((at) => {
    const seed = seeds[at];
    return checksOf(seed !== undefined && shuffled ? shuffled(seed) : runner.command);
  });
  return judgeChange({
    before: filesOf(runner, before),
    after: { ...filesOf(runner, after), [source.file]: source.text },
    packages,
    checks: first ?? "auto",
    checksAfter: second ?? "auto",
  });
}

const counts = (passed: number, failed: number, skipped: number) => ({
  executed: passed + failed,
  passed,
  failed,
  skipped,
});

describe.each(runners.map((runner) => [runner.name, runner] as const))(
  "%s",
  { concurrent: true },
  (_, runner) => {
    test("a real change with a real new test is verified", async () => {
      const judged = await judge(
        runner,
        { a: [adds("sums")] },
        { a: [adds("sums")], b: [doubles("twofold")] },
      );
      expect(judged).toMatchObject({ added: [], weakenings: [], unproved: undefined });
      expect(judged.after?.outcome).toBe("passed");
      expect([judged.before, judged.after].map(countsOf)).toEqual([counts(1, 0, 0), counts(2, 0, 0)]);
    });

    test("without a test nothing is verified", async () => {
      const judged = await judge(runner, {}, {});
      expect(judged.unproved).toMatch(/./);
      expect(judged.after?.outcome).not.toBe("passed");
      expect(judged.after?.executed ?? 0).toBe(0);
    });

    test("where all tests are skipped, nothing is verified", async () => {
      const tests = { a: [skips("one"), skips("two")] };
      const judged = await judge(runner, tests, tests);
      expect(judged.unproved).toMatch(/./);
      expect(judged.after?.outcome).toBe("ranNothing");
      expect(countsOf(judged.after)).toEqual(counts(0, 0, 2));
    });

    test("a test that is skipped now stands against the change", async () => {
      const judged = await judge(
        runner,
        { a: [adds("one"), adds("two")] },
        { a: [adds("one"), skips("two")] },
      );
      expect(countsOf(judged.after)).toEqual(counts(1, 0, 1));
      // Some runners name only the tests that fail.
      expect(judged.weakenings.join("\n")).toMatch(/two|1 test/i);
    });

    test("one new failure beside an old one is one error of the change", async () => {
      const judged = await judge(
        runner,
        { a: [fails("old"), adds("good")] },
        { a: [fails("old"), adds("good"), fails("fresh")] },
      );
      expect(judged.added).toEqual([expect.stringMatching(/fresh/i)]);
      expect([judged.before, judged.after].map(countsOf)).toEqual([counts(1, 1, 0), counts(1, 2, 0)]);
    });

    test("where one failure is fixed and another is new, that one is an error of the change", async () => {
      const judged = await judge(
        runner,
        { a: [fails("one"), adds("two")] },
        { a: [adds("one"), fails("two")] },
      );
      expect(judged.added).toEqual([expect.stringMatching(/two/i)]);
      expect([judged.before, judged.after].map(countsOf)).toEqual([counts(1, 1, 0), counts(1, 1, 0)]);
    });

    test("a failure of the same words in another file is another error", async () => {
      const judged = await judge(
        runner,
        { a: [fails("works")], b: [adds("works")] },
        { a: [fails("works")], b: [fails("works")] },
      );
      expect(judged.added).toHaveLength(1);
      expect(countsOf(judged.after)).toEqual(counts(0, 2, 0));
    });

    test("a failure that moves to the same words in another file is an error", async () => {
      const judged = await judge(
        runner,
        { a: [fails("works")], b: [adds("works")] },
        { a: [adds("works")], b: [fails("works")] },
      );
      expect(judged.added).toHaveLength(runner.areNamesakesAlike ? 0 : 1);
      expect(judged.after?.outcome).toBe("failed");
    });

    test("old failures in another order, by another seed, are no error of the change", async () => {
      const tests = [fails("one"), adds("two"), fails("three"), adds("four")];
      const judged = await judge(runner, { a: tests, b: tests }, { a: tests.toReversed(), b: tests }, [7, 8]);
      expect(judged.added).toEqual([]);
      expect(judged.after?.outcome).toBe("failed");
      expect(countsOf(judged.after)).toEqual(counts(4, 4, 0));
    });
  },
);
