import { beforeAll, describe, expect, test } from "vitest";
import { arms, known } from "../../bench/trace/arms.js";
import { playRecorded } from "../../bench/trace/loop.js";
import { createPlayer, summarise } from "../../bench/trace/measure.js";
import { recompute } from "../../bench/trace/recompute.js";
import { reviewers, storiesOf } from "../../bench/trace/reviewers.js";
import { readRuns, withOwnSeeds, wordsOf } from "../../bench/trace/table.js";
import { readIssues } from "../../bench/trace/weak-checks.js";
import * as chart from "../../src/machine/index.js";

describe("recorded runs", () => {
  let runs: Awaited<ReturnType<typeof readRuns>> = [];
  beforeAll(async () => {
    runs = await readRuns();
  });

  test.each(arms)("are decided by the chart as by the formula: $name", async ({ policy }) => {
    const traces = [...new Set(runs.map(({ trace }) => trace))].filter((_, index) => index % 10 === 0);
    const play = async (trace: string) => playRecorded(chart, { words: wordsOf(trace) }, policy);

    const played = await Promise.all(traces.map(async (trace) => ({ trace, ...(await play(trace)) })));

    const decided = played.map(({ trace, isClaimed, fixes }) => ({ trace, isClaimed, fixes }));
    expect(decided).toEqual(traces.map((trace) => ({ trace, ...recompute(wordsOf(trace), policy) })));
  });

  test.each(Object.entries(known))("come to the figures that are known: %s", (name, figures) => {
    const policy = arms.find((arm) => arm.name === name)?.policy ?? {};
    const ends = withOwnSeeds(runs).map((run) => ({ ...run, ...recompute(run.words, policy) }));
    const claims = ends.filter(({ isClaimed }) => isClaimed);

    const right = claims.filter(({ words, fixes, isRight }) => words[fixes] === "-" && isRight).length;
    const fixes = ends.reduce((sum, end) => sum + end.fixes, 0);

    expect([claims.length, right, claims.length - right, fixes]).toEqual(figures);
  });

  test("are counted as a first attempt that the checks reject: wrong, though a later one is right", async () => {
    const [run] = runs.filter(({ words, isRight }) => words.length > 1 && isRight);
    const ends = await createPlayer(chart, { checks: false })(run ? [run] : []);

    expect(summarise(ends)).toMatchObject({ claimed: 1, right: { hits: 0 }, falseDone: { hits: 1 } });
  });

  test("are not claimed while the reviewer rejects them for the same reason", async () => {
    const end = await playRecorded(chart, { words: ["a", "-"], verdicts: ["a"] });

    expect(end).toEqual({ isClaimed: false, fixes: 3, reviews: 3 });
  });

  test("are claimed once the reviewer passes the fix of what it rejected", async () => {
    const end = await playRecorded(chart, { words: ["-"], verdicts: ["a", "-"] });

    expect(end).toEqual({ isClaimed: true, fixes: 1, reviews: 2 });
  });

  test("get the same verdicts from the same seed, and about as many as the rates say", () => {
    const [reviewer] = reviewers.slice(-1);
    if (!reviewer) throw new Error("there is no reviewer");
    const wrong = runs.filter(({ isRight }) => !isRight);
    const chance = { seed: 1, withWords: true };

    const stories = storiesOf(wrong, reviewer, chance);

    expect(storiesOf(wrong, reviewer, chance)).toEqual(stories);
    const rejected = stories.filter(({ verdicts: [first] }) => first !== "-").length;
    expect(rejected / wrong.length).toBeCloseTo(reviewer.sees, 1);
  });

  test("of weak checks are claimed as often as they pass old tests, and are mostly wrong", async () => {
    const issues = await readIssues();

    const green = issues.filter(({ words }) => words.includes("-"));

    expect([green.length, green.filter(({ isRight }) => isRight).length]).toEqual([214, 70]);
  });
});
