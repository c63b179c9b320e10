import { expect, it } from "vitest";
import type { Probe } from "../../src/contracts/evidence.js";
import type { Report } from "../../src/contracts/report.js";
import { survivorLines, survivorSummary } from "../../src/report/survivor-lines.js";

const probe = (line: number, outcome: Probe["outcome"]): Probe => ({
  kind: "conditional boundary",
  file: "src/cart.js",
  line,
  before: "  return amount > 50;",
  after: "  return amount >= 50;",
  outcome,
  by: [],
  seconds: 1,
});

const reportWith = (...probes: Probe[]) =>
  ({
    tasks: [{ id: "T1", evidence: { probes, state: "tried", seconds: 1 } }, { id: "T2" }],
  }) as unknown as Report;

const whole: Probe = { kind: "change taken back", outcome: "survived", by: [], seconds: 1 };

it("shows each survivor as a small diff, and nothing that was noticed", () => {
  expect(survivorLines(reportWith(whole, probe(3, "survived"), probe(9, "noticed")))).toEqual([
    "Survivors:",
    "  T1 src/cart.js:3 (conditional boundary)",
    "    - return amount > 50;",
    "    + return amount >= 50;",
    "",
  ]);
});

it("names at most three of them at the end of a turn", () => {
  const [line = ""] = survivorSummary(reportWith(...[1, 2, 3, 4, 5].map((at) => probe(at, "survived"))));
  expect(line).toContain("T1 src/cart.js:1 `return amount > 50;` as `return amount >= 50;`");
  expect(line.match(/src\/cart\.js/g)).toHaveLength(3);
  expect(line).toMatch(/; 2 more$/);
});

it("says nothing where all were noticed", () => {
  expect(survivorLines(reportWith(probe(3, "noticed")))).toEqual([]);
  expect(survivorSummary(reportWith(probe(3, "noticed")))).toEqual([]);
});
