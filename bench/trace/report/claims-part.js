import { table, withInterval } from "./words.js";

export function claimsPart({ trust, third }) {
  return [
    "## What a claim is worth, and what a third fix is worth",
    "",
    ...table(
      ["the run passes its checks", "right", "right, on the tasks of EvalPlus", "right by EvalPlus"],
      trust.map(({ name, hidden, judged, plus }) => [name, ...[hidden, judged, plus].map(withInterval)]),
    ),
    "",
    `The third fix passes in ${withInterval(third.same)} of the runs that had one and the same error three times, and in`,
    `${withInterval(third.other)} of the others.`,
  ];
}
