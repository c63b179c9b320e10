import { expect, test } from "vitest";
import { fuzzChart } from "./fuzz-chart.js";

test("no sequence of events breaks an invariant, and an event that does not fit changes nothing", () => {
  expect(fuzzChart(150)).toBeGreaterThan(2_000);
});
