import { describe, expect, test } from "vitest";
import { figure, median, medianRatio, ratio, ratioSpread, regressions } from "../../bench/report.js";

const resultsOf = (...figures: object[]) => ({ machine: {}, benches: [{ name: "start", figures }] });

describe("the benches' report", () => {
  test("calls a ratio that is worse by more than 30 % a regression, and no other figure", () => {
    const before = resultsOf(ratio("a", 1), ratio("b", 1), figure("c", 1, "ms"));
    const now = resultsOf(ratio("a", 1.29), ratio("b", 1.31), figure("c", 9, "ms"), ratio("new", 5));

    expect(regressions(before, now)).toEqual(["start: b: 1 → 1.31"]);
  });

  test("takes the middle of an odd number of values, and the mean of the two in the middle of an even one", () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
    expect(() => median([])).toThrow("Nothing was measured");
  });

  test("compares pairs side by side, so that a slow moment of both does not count", () => {
    expect(medianRatio([2, 200, 4], [1, 100, 2])).toBe(2);
  });

  test("says between which ratios half of the pairs lie, however the pairs were ordered", () => {
    expect(ratioSpread([9, 1, 4, 2], [1, 1, 1, 1])).toEqual({ low: 1.5, high: 6.5 });
    expect(ratioSpread([3, 8, 2], [1, 2, 1])).toEqual({ low: 2, high: 4 });
    expect(() => ratioSpread([1], [1])).toThrow("One pair has no spread");
  });
});
