import { reviewerTable } from "./reviewers-part.js";
import { percent, table, whole, withInterval } from "./words.js";

export function weakChecksPart({ weak, neverGreen, weakReviewed }) {
  const green = weak.at(-1);
  return [
    "## Weak checks: a repository's old tests and lint",
    "",
    "300 SWE-bench Lite issues, gpt-4o and opus in turn, up to six attempts, each from the start; the first attempt that",
    "passes lint and old tests is claimed.",
    "",
    "![Right and false done by tries](weak-checks.svg)",
    "",
    ...table(
      [
        "tries",
        "claimed",
        "right",
        "false done",
        "right where claimed",
        "cost",
        "cost a right claim",
        "new here: right, false, cost",
      ],
      weak.map((one, index) => [
        one.tries,
        whole(one.claimed),
        ...[one.right, one.falseDone, one.trust].map(withInterval),
        dollars(one.cost),
        dollars(one.cost / one.right.hits),
        added(one, weak[index - 1]),
      ]),
    ),
    "",
    `Of everything that passes, ${percent(green.trust.rate)} is right. ${neverGreen.all} issues never pass: what was handed in for them anyway is`,
    `right in ${neverGreen.right}, which a loop that believes these checks does not claim.`,
    "",
    "A reviewer on top of one try (verdicts drawn as above, a rejection changes nothing):",
    "",
    ...reviewerTable(weakReviewed),
  ];
}

function added(one, before) {
  if (!before) return `${one.right.hits}, ${one.falseDone.hits}, ${dollars(one.cost)}`;
  const right = one.right.hits - before.right.hits;
  return `${right}, ${one.falseDone.hits - before.falseDone.hits}, ${dollars(one.cost - before.cost)}`;
}

function dollars(amount) {
  return `$ ${amount < 100 ? amount.toFixed(2) : whole(amount)}`;
}
