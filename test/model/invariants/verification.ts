import { restStatus } from "../../../src/machine/index.js";
import { meaningOf } from "../outcomes.js";
import { isOfThePlan, unnoticed } from "../witness.js";
import { becoming, endOf, isDone, tasksAfter } from "./observations.js";
import type { Theme } from "./theme.js";

/** It cannot lie about being done. */
export const verification: Theme = {
  "nothing is verified without a check that passed on the tree as it is and executed something": (step) => {
    const isVerified = becoming(step, "verified").length > 0 || restStatus(step.after) === "verified";
    return isVerified && !step.knownAfter.isExecuted ? "nothing was executed" : undefined;
  },

  "no task is verified that took a test, a script or a configuration away on its own": (step) => {
    const isTaken = step.before.context.work?.weakenings.some(({ files }) => files.includes("a.test.js"));
    return becoming(step, "verified").length > 0 && isTaken ? "a test is gone" : undefined;
  },

  "a task is verified only when the checks prove the tree as it is, and the review passed": (step) => {
    const { checks, review } = step.knownAfter;
    return becoming(step, "verified").length > 0 && !(checks === "clean" && review === "pass")
      ? `checks: ${checks}, review: ${review}`
      : undefined;
  },

  "a task is verified only when a check notices its change, or nobody can tell": (step) => {
    const { evidence } = step.after.context.limits;
    const { proof } = step.knownAfter;
    if (!evidence || becoming(step, "verified").length === 0) return undefined;
    if (unnoticed(proof, step.after.context.limits).length > 0) return "nothing notices it";
    const isUnknown =
      proof.end === "notTried" || proof.end === "cut" || (proof.end === "tried" && proof.probes === 0);
    return proof.isNoticed || isUnknown ? undefined : `it is not known: ${proof.end}`;
  },

  "where a share of the faults must be noticed, all are tried before a task is verified": (step) => {
    const { evidence } = step.after.context.limits;
    const { end } = step.knownAfter.proof;
    return evidence && evidence.minimum > 0 && becoming(step, "verified").length > 0 && end === "open"
      ? "there is more to try"
      : undefined;
  },

  "a task is only reviewed where its review passed and nothing can notice its change": (step) => {
    const { proof, review } = step.knownAfter;
    return becoming(step, "reviewed").length > 0 &&
      !(review === "pass" && proof.end === "nothing" && !proof.isNoticed)
      ? `review: ${review}, proof: ${proof.end}`
      : undefined;
  },

  "a task is unverified only when the tree as it is passed the review and the checks prove nothing": (
    step,
  ) => {
    const { checks, review } = step.knownAfter;
    return becoming(step, "unverified").length > 0 && !(checks === "unseen" && review === "pass")
      ? `checks: ${checks}, review: ${review}`
      : undefined;
  },

  "a task that is unverified says why": (step) =>
    becoming(step, "unverified").length > 0 &&
    tasksAfter(step).some((task) => task.status === "unverified" && !task.reason)
      ? "no reason"
      : undefined,

  "every change is judged, or taken back, before another task starts or the finished tree is checked": (
    step,
  ) => {
    const goesOn = becoming(step, "active").length > 0 || step.starts.some(({ id }) => id === "finalChecks");
    return goesOn && step.knownAfter.isUnjudged ? `${step.known.task}'s change was not judged` : undefined;
  },

  "every change is followed by its checks, or by the answer to what it says against its tests": (step) => {
    const end = endOf(step);
    if (end?.how !== "done" || (end.actor !== "coder" && end.actor !== "fixer")) return undefined;
    const { tests, isObjected } = step.knownAfter;
    const isHeard = isObjected && tests.areThere && tests.asked === 1;
    if (step.after.context.question === "budgetReached") return undefined;
    return step.starts[0]?.id === (isHeard ? "testerCheckpoint" : "taskChecks")
      ? undefined
      : `${step.starts[0]?.id} after the ${end.actor}`;
  },

  "nothing is changed before all checks have run on the untouched tree": ({ starts, knownAfter }) =>
    starts.some(({ id }) => /^(?:tester|coder|fixer)Checkpoint$/.test(id)) && !knownAfter.hasBaseline
      ? "nobody knows what failed before"
      : undefined,

  "they run once on the untouched tree, unless the user had a turn before the plan": ({ starts, known }) =>
    starts.some(({ id }) => /^(?:ahead|baseline)Checks$/.test(id)) && known.hasBaseline
      ? "they run again"
      : undefined,

  "where tests come first, no code is written before them": ({
    starts,
    knownAfter: { tests, task, baseline },
    after,
  }) =>
    starts.some(({ id }) => id === "coderCheckpoint") &&
    after.context.limits.tests === "first" &&
    isOfThePlan(task) &&
    meaningOf(baseline).executed > 0 &&
    baseline !== "none" &&
    tests.asked === 0
      ? "there are no tests"
      : undefined,

  "tests are written first only where that is wanted, and amended once": ({
    starts,
    after,
    knownAfter: { tests },
  }) => {
    if (!starts.some(({ id }) => id === "testerCheckpoint")) return undefined;
    if (after.context.limits.tests !== "first") return "nobody wants them";
    return tests.asked > 1 ? "they were amended before" : undefined;
  },

  "when checks fail the reviewer is not asked": ({ starts, knownAfter: { checks } }) =>
    starts.some(({ id }) => id === "reviewer") && checks !== "clean" && checks !== "unseen"
      ? `asked with checks ${checks}`
      : undefined,

  "a change whose checks pass goes to the reviewer": (step) => {
    const { after, knownAfter, starts } = step;
    if (!step.event.type.endsWith("done.actor.taskChecks") || knownAfter.checks === "failing")
      return undefined;
    return starts[0]?.id === "reviewer" || after.context.question === "budgetReached"
      ? undefined
      : `got ${starts[0]?.id ?? after.context.question}`;
  },

  "what passed its checks and its review, and is noticed, is not fixed": ({
    starts,
    knownAfter,
    known,
    after,
  }) =>
    starts.some(({ id }) => id.startsWith("fixerCheckpoint")) &&
    knownAfter.checks === "clean" &&
    knownAfter.review === "pass" &&
    known.review === knownAfter.review &&
    unnoticed(knownAfter.proof, after.context.limits).length === 0
      ? "the fixer is called"
      : undefined,

  "a run is verified only when every task is, and all checks of the finished tree ran clean": (step) => {
    if (restStatus(step.after) !== "verified") return undefined;
    const isEnough = step.after.context.limits.evidence?.required !== true;
    const open = tasksAfter(step).filter(
      ({ status }) => status !== "verified" && !(status === "reviewed" && isEnough),
    );
    if (open.length > 0) return `${open[0]?.id} is ${open[0]?.status}`;
    if (step.knownAfter.checks !== "clean") return `the checks are ${step.knownAfter.checks}`;
    return /done\.actor\.(?:finalChecks|diagnosis)$/.test(step.event.type)
      ? undefined
      : `by ${step.event.type}`;
  },

  "a run that says it is done has no task that is not": (step) => {
    if (!step.after.matches("unverified")) return undefined;
    const open = tasksAfter(step).find((task) => !isDone(task));
    if (open) return `${open.id} is ${open.status}`;
    return step.knownAfter.checks === "failing" ? "the checks fail" : undefined;
  },
};
