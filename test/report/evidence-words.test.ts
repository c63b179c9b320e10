import { expect, it } from "vitest";
import type { Evidence, Probe } from "../../src/contracts/evidence.js";
import { evidenceText } from "../../src/report/evidence-words.js";

const probe = (outcome: Probe["outcome"], file?: string): Probe => ({
  kind: "constant",
  outcome,
  by: outcome === "noticed" ? ["a", "b", "c"] : [],
  ...(outcome === "noticed" && { tests: 12 }),
  seconds: 1,
  ...(file !== undefined && { file, line: 1 }),
});
const evidence = (state: Evidence["state"], probes: Probe[], reason?: string): Evidence => ({
  probes,
  state,
  seconds: 16,
  ...(reason !== undefined && { reason }),
});

it.each<[string, Evidence]>([
  [
    "12 tests fail without it, 1 of 2 seeded faults noticed (16 s, beside the review)",
    evidence("tried", [probe("noticed"), probe("noticed", "a.js"), probe("survived", "a.js")]),
  ],
  [
    "no check fails without it, 1 of 1 seeded fault noticed (16 s, beside the review)",
    evidence("tried", [probe("survived"), probe("noticed", "a.js")]),
  ],
  [
    "a check fails without it (16 s, beside the review)",
    evidence("tried", [{ kind: "change taken back", outcome: "noticed", by: ["test"], seconds: 1 }]),
  ],
  [
    "no check fails without it, 9 s were up (16 s, beside the review)",
    evidence("tried", [probe("survived")], "9 s were up"),
  ],
  ["not tried: no git", evidence("notTried", [], "no git")],
  [
    "nothing in it can be noticed by a check: only tests were changed",
    evidence("nothing", [], "only tests were changed"),
  ],
  ["", evidence("open", [])],
])("says %j", (text, given) => {
  expect(evidenceText(given)).toBe(text);
});
