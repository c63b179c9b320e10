// Agents whose only checks are a repository's old tests and lint: attempts at SWE-bench issues, two models in turn.
import { sum } from "./measure.js";
import { groupedBy, readTable } from "./table.js";

/** Attempts that were recorded of an issue. */
export const tries = 6;

/** The issues as runs: an attempt passes if its edit applies, lint and old tests pass, and it was handed in. */
export async function readIssues() {
  const attempts = groupedBy(await readTable("aider-swebench-attempts"), ({ instance }) => instance);
  return [...attempts.values()].map((rows) => {
    const made = rows.toSorted((one, other) => Number(one.attempt) - Number(other.attempt));
    const handedIn = made.find(({ submitted }) => submitted === "1");
    return {
      words: made.map((row) => (row === handedIn && row.plausible === "1" ? "-" : "a")),
      isRight: handedIn?.resolved === "1",
      isRightByPlus: null,
      hasPlus: false,
      costs: made.map(({ cost }) => Number(cost)),
      tokens: 0,
    };
  });
}

/** What the attempts up to the given one cost, in dollars, over all issues. */
export function costOf(issues, attempts) {
  return sum(issues.flatMap(({ costs }) => costs.slice(0, attempts)));
}

/** Issues whose attempts all fail the checks: how many there are, and how often what was handed in is right. */
export function neverGreen(issues) {
  const red = issues.filter(({ words }) => !words.includes("-"));
  return { all: red.length, right: red.filter(({ isRight }) => isRight).length };
}
