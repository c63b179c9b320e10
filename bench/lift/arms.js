// What is compared: an agent alone, the workflow, and the workflow with one part moved at a time.
import { reviewers } from "./rates/measured.js";

const never = 1_000_000;
const withoutStop = { sameErrorLimit: never };

const alone = [
  { name: "one-shot", alone: {} },
  { name: "one-shot, self-review", alone: { selfReview: true } },
];

/** With each part switched off, as it was compared from the beginning. */
function partsOf(parts = {}) {
  const arm = (name, more) => ({ name, parts: { ...parts, ...more } });
  return [
    arm("the loop"),
    arm("the loop, its user says retry once", { retries: 1 }),
    arm("− checks", { checks: false, evidence: false }),
    arm("− reviewer", { reviewer: false }),
    arm("− fixer", { limits: { retryLimit: 0 } }),
    arm("− fresh sessions", { fresh: false }),
    arm("− same-error stop", { limits: withoutStop }),
    arm("− same-error stop, − retry limit", { limits: { ...withoutStop, retryLimit: never } }),
  ];
}

/** The arms under the rates as they were: evidence did not exist. */
export const firstArms = [...alone, ...partsOf()];

const today = { evidence: true };
const arm = (name, parts, reviewer) => ({
  name,
  parts: { ...today, ...parts },
  ...(reviewer ? { rates: { reviewer: reviewers[reviewer] } } : {}),
});

/** The loop as it is: the coder's tests, evidence, fixes only, one model for all. Each arm moves it at one point. */
export const newArms = [
  ...alone,
  ...partsOf(today),
  {
    ...arm("− fresh sessions, as if failed fixes polluted them", { fresh: false }),
    rates: { pollution: 0.6 },
  },
  arm("− evidence", { evidence: false }),
  arm("reviewer on another model", {}, "another"),
  arm("reviewer on a stronger model", {}, "stronger"),
  arm("stronger reviewer after a fix", { reviewLadder: reviewers.stronger }),
  arm("tests first", { tests: "first" }),
  arm("tests first, reviewer on another model", { tests: "first" }, "another"),
  arm("fix, fix, afresh", { restarts: [3] }),
  arm("fix, afresh, fix", { restarts: [2] }),
  arm("afresh, afresh, afresh", { restarts: [1, 2, 3] }),
  arm("ladder: strong from the 1st fix", { strongFrom: 1 }),
  arm("ladder: strong from the 2nd fix", { strongFrom: 2 }),
  arm("ladder: strong for the last fix", { strongFrom: 3 }),
  arm("strong from the 2nd fix, reviewer on another model", { strongFrom: 2 }, "another"),
  arm("strong from the 2nd fix, stronger reviewer", { strongFrom: 2 }, "stronger"),
];

/** What is swept: the loop as it is, and the arms that ask for another default. */
export const sweptArms = [
  "the loop",
  "− evidence",
  "reviewer on another model",
  "tests first",
  "fix, fix, afresh",
  "ladder: strong from the 2nd fix",
].map((name) => newArms.find((one) => one.name === name));
