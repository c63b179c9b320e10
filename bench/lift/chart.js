// The workflow: the real statechart over the simulated team. A mission that needs its user ends there, and is not
// claimed as done, unless the arm has a user who says "retry".
import { createActor, fromPromise, waitFor } from "xstate";
import { createTeam } from "./team.js";

const test = { name: "test", command: "npm test", timeoutSeconds: 60, when: "task" };
const evidence = { faults: 6, seconds: 120, minimum: 0, required: false };

/** @param machine the modules of `src/machine`, built or not */
export function createChartPlayer({ ActorError, orchestratorMachine, restStatus }) {
  /** One mission of the statechart. @returns the same as `playPlain` */
  return async function playChart(rates, seed, parts = {}) {
    const { checks = true, limits = {}, retries = 0 } = parts;
    const team = createTeam(rates, seed, parts);
    let probed = Promise.resolve();
    let endProbes = () => {};

    const actors = {
      planner: agent("planner", () => team.plan() && { summary: "The plan.", tasks: planOf(rates.tasks) }),
      searcher: agent("searcher", () => team.search() && { summary: "Found.", findings: [] }),
      coder: agent("coder", ({ task }) => team.code(task.id) && { summary: "Wrote it.", files: task.files }),
      fixer: agent("fixer", ({ task, attempt, failedChecks, errors }) => {
        const isDone = team.fix(task.id, attempt, {
          hasOutput: failedChecks.length > 0,
          isUnnoticed: errors.some(({ fingerprint }) => fingerprint === "unnoticed"),
          isRejected: errors.some(({ fingerprint }) => fingerprint.startsWith("review: ")),
        });
        return isDone && { summary: "Fixed it.", files: task.files };
      }),
      reviewer: fromPromise(async ({ input }) => {
        // In the world outside a reviewer reads longer than probes take.
        await probed;
        const errors = team.review(input.task.id, input.attempt);
        if (!errors) throw nothingValid("reviewer");
        return { ...(errors.length > 0 ? fail(errors[0]) : pass()), usage: noUsage, seconds: 0 };
      }),
      probe: fromPromise(async ({ input }) => {
        if (input.tried.length > 0) {
          endProbes();
          return { state: "tried", seconds: 0 };
        }
        const outcome = team.isNoticed(input.taskId) ? "noticed" : "survived";
        return { probe: { kind: "change taken back", outcome, by: [], seconds: 0 }, seconds: 0 };
      }),
      checks: fromPromise(async () => {
        openProbes();
        return { checks: [test], results: [runCheck()], weakenings: [], changedFiles: [], seconds: 0 };
      }),
      checkpoint: fromPromise(async () => ({ tree: "tree" })),
    };

    function agent(role, work) {
      return fromPromise(async ({ input }) => {
        const submission = work(input);
        if (!submission) throw nothingValid(role);
        return { submission, usage: noUsage, seconds: 0 };
      });
    }

    function openProbes() {
      if (!parts.evidence) return;
      probed = new Promise((resolve) => {
        endProbes = resolve;
      });
    }

    function nothingValid(actor) {
      return new ActorError({ kind: "submission", actor, message: `the ${actor} handed in nothing valid` });
    }

    function runCheck() {
      const errors = team.check().map((id) => ({ text: id, fingerprint: id }));
      const told = { ...test, runsTests: true, ...noCounts, seconds: 0, output: "", errors };
      if (!checks) return { ...told, exitCode: null, outcome: "couldNotRun" };
      const isGood = errors.length === 0;
      return { ...told, exitCode: isGood ? 0 : 1, outcome: isGood ? "passed" : "failed" };
    }

    const actor = createActor(orchestratorMachine.provide({ actors }), {
      input: {
        limits: { backoffMilliseconds: 0, evidence: parts.evidence ? evidence : null, ...limits },
      },
    });
    actor.start();
    actor.send({ type: "mission.requested", request: "the request" });
    const rest = () => waitFor(actor, (snapshot) => restStatus(snapshot) !== undefined);
    let end = await rest();
    for (let replies = 0; replies < retries && restStatus(end) === "needs-user"; replies++) {
      actor.send({ type: "user.retried" });
      end = await rest();
    }
    const status = restStatus(end);
    actor.stop();
    return {
      // Without checks the workflow itself says no more than "unverified"; here that counts as its claim.
      isClaimed: status === "verified" || (!checks && status === "unverified"),
      ...team.outcome(),
    };
  };
}

const noCounts = { executed: null, passed: null, failed: null, skipped: null };
const noUsage = { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };

function pass() {
  return { submission: { verdict: "pass", summary: "It is good.", issues: [] }, errors: [] };
}

function fail(id) {
  const issues = [{ severity: "error", message: id, criterion: "it works" }];
  const errors = [{ text: id, fingerprint: id }];
  return { submission: { verdict: "fail", summary: "It is not.", issues }, errors };
}

function planOf(count) {
  return Array.from({ length: count }, (_, index) => ({
    id: `T${index + 1}`,
    title: `Task ${index + 1}`,
    description: "A task.",
    files: [`src/${index + 1}.ts`],
    acceptance: ["it works"],
  }));
}
