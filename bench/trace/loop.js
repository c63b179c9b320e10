// One recorded run as a mission of one task: the statechart decides, its actors read what was recorded.
import { createActor, fromPromise, waitFor } from "xstate";

const test = { name: "test", command: "npm test", timeoutSeconds: 60, when: "task" };
const task = {
  id: "T1",
  title: "Task 1",
  description: "A task.",
  files: ["src/1.ts"],
  acceptance: ["it works"],
};

/**
 * @param chart the module of the statechart: its machine, and the status in which it rests
 * @param recorded `words`: what the checks say of each attempt; `verdicts`: what the reviewer says of each change that
 * passes them. Both are lists of `-` (nothing is wrong) or letters, one an error; the last word of a list repeats
 * @param policy `limits` of the chart, and whether there are `checks`
 * @returns whether it was claimed as done, and what it took
 */
export async function playRecorded(chart, { words, verdicts = ["-"] }, { limits = {}, checks = true } = {}) {
  const { orchestratorMachine, restStatus } = chart;
  const made = { changes: 0, fixes: 0, reviews: 0 };
  const change = () => {
    made.changes++;
    return { submission: { summary: "Changed it.", files: task.files }, ...unmeasured };
  };
  const actors = {
    planner: fromPromise(async () => ({
      submission: { summary: "One task.", tasks: [task] },
      ...unmeasured,
    })),
    searcher: fromPromise(async () => ({ submission: { summary: "Found.", findings: [] }, ...unmeasured })),
    coder: fromPromise(async () => change()),
    fixer: fromPromise(async () => {
      made.fixes++;
      return change();
    }),
    reviewer: fromPromise(async () => toReview(at(verdicts, made.reviews++))),
    checks: fromPromise(async () => {
      const word = made.changes === 0 ? "-" : at(words, made.changes - 1);
      const results = [checks ? toResult(word) : couldNotRun];
      return { checks: [test], results, weakenings: [], changedFiles: [], seconds: 0 };
    }),
    checkpoint: fromPromise(async () => ({ tree: "tree" })),
  };
  const actor = createActor(orchestratorMachine.provide({ actors }), {
    // What was recorded has no other tree on which the checks could run.
    input: { limits: { backoffMilliseconds: 0, evidence: null, ...limits } },
  });
  actor.start();
  actor.send({ type: "mission.requested", request: "the request" });
  const status = restStatus(await waitFor(actor, (snapshot) => restStatus(snapshot) !== undefined));
  actor.stop();
  if (actor.getSnapshot().context.failure)
    throw new Error("An actor that the statechart needs is missing here");
  // Without checks the workflow says no more than "unverified"; here that counts as its claim.
  const isClaimed = status === "verified" || (!checks && status === "unverified");
  return { isClaimed, fixes: made.fixes, reviews: made.reviews };
}

const unmeasured = {
  usage: { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 },
  seconds: 0,
};
const untold = {
  ...test,
  runsTests: true,
  executed: null,
  passed: null,
  failed: null,
  skipped: null,
  seconds: 0,
  output: "",
};
const couldNotRun = { ...untold, exitCode: null, outcome: "couldNotRun", errors: errorsOf("no checks") };

function toResult(word) {
  const errors = errorsOf(word);
  const isGood = errors.length === 0;
  return { ...untold, exitCode: isGood ? 0 : 1, outcome: isGood ? "passed" : "failed", errors };
}

function toReview(word) {
  const errors = errorsOf(word).map(({ text }) => ({ text, fingerprint: `review ${text}` }));
  const issues = errors.map(({ text }) => ({ severity: "error", message: text, criterion: "it works" }));
  const verdict = issues.length === 0 ? "pass" : "fail";
  return { submission: { verdict, summary: "The verdict.", issues }, errors, ...unmeasured };
}

function errorsOf(word) {
  return word === "-" ? [] : [...word].map((letter) => ({ text: letter, fingerprint: letter }));
}

/** The last one repeats. */
function at(words, index) {
  return words[Math.min(index, words.length - 1)];
}
