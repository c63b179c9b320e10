import { expect, test } from "vitest";
import { piecesOf } from "../../bench/mission/pieces.js";

const span = (from: number, to: number) => ({ from, to });
const mission = {
  ...span(0, 100),
  works: [
    { ...span(2, 5), id: "planner", lane: "planner", session: "s0" },
    { ...span(2, 4), id: "aheadChecks", lane: "checks" },
    { ...span(5, 40), id: "coder", lane: "coder", session: "s1" },
    { ...span(15, 30), id: "aheadSearcher", lane: "searcher", session: "s2" },
    { ...span(40, 60), id: "taskChecks", lane: "checks" },
    { ...span(60, 80), id: "reviewer", lane: "reviewer", session: "s3" },
    { ...span(60, 85), id: "probe", lane: "checks" },
    { ...span(90, 95), id: "finalChecks", lane: "checks" },
  ],
  notes: [
    { at: 2, type: "call.opened", session: "s0" },
    { at: 10, type: "call.opened", session: "s1" },
    { at: 38, type: "change.submitted", session: "s1" },
    { at: 61, type: "call.opened", session: "s3" },
  ],
  exchanges: [
    { ...span(3, 5), session: "s0" },
    { ...span(12, 20), session: "s1" },
    { ...span(22, 35), session: "s1" },
    { ...span(62, 78), session: "s3" },
  ],
  processes: [
    { ...span(42, 50), isInCopy: false },
    { ...span(45, 58), isInCopy: false },
    { ...span(65, 70), isInCopy: true },
    { ...span(82, Number.POSITIVE_INFINITY), isInCopy: true },
  ],
};

function summed(entries: [string, number][]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, time] of entries) sums.set(name, (sums.get(name) ?? 0) + time);
  return Object.fromEntries(sums);
}

test("every moment of a mission counts once, for what the run waited for", () => {
  const waits = summed(piecesOf(mission).map(({ name, milliseconds }) => [name, milliseconds]));
  expect(waits).toEqual({
    "before the run": 2,
    "agents: before the session": 5 + 1,
    "agents: session to first request": 1 + 2 + 1,
    "agents: the model answers": 2 + 8 + 13 + 16,
    "agents: tools, and OpenCode between answers": 2,
    "agents: end of the session": 3 + 2,
    "agents: what was changed": 2,
    "checks: around the commands": 2 + 2,
    "checks: commands": 16,
    "probes after the review": 5,
    "between two steps of the chart": 5,
    "final checks: around the commands": 5,
    "after the run": 5,
  });
  expect(Object.values(waits).reduce((sum, time) => sum + time)).toBe(100);
});

test("what goes on meanwhile is told with it", () => {
  const along = piecesOf(mission).flatMap((piece) =>
    piece.along.map((what: string): [string, number] => [what, piece.milliseconds]),
  );
  expect(summed(along)).toEqual({ aheadChecks: 2, aheadSearcher: 15, "another check": 5, probe: 20 });
});
