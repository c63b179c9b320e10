// The arms with the workflow: the real statechart over simulated agents, checks and reviews. A mission that needs
// its user ends there, and is not claimed as done, unless the arm has a user who says "retry".
import { createActor, fromPromise, waitFor } from "xstate";
import { ActorError, orchestratorMachine, restStatus } from "../../dist/machine/index.js";
import { sum } from "./alone.js";
import { requests } from "./rates.js";
import { createWorld, openSession } from "./world.js";

/** Turns after which an agent that hands in nothing valid has failed: its own and two reminders. */
const turns = 3;
const test = { name: "test", command: "npm test", timeoutSeconds: 60, when: "task" };

/**
 * One mission of the statechart.
 * @param parts which parts are on, the chart's limits, and how often the user says "retry", without a hint
 * @returns whether it was claimed as done, whether it is right, and what it used
 */
export async function playLoop(rates, seed, parts = {}) {
  const { checks = true, reviewer = true, fresh = true, limits = {}, retries = 0 } = parts;
  const world = createWorld(rates, seed);
  const used = [];
  const failedFixes = new Map();
  const rejected = new Map();
  let shared;
  let changed = 0;
  let isPlanRight = true;

  const actors = {
    planner: agent("planner", () => {
      isPlanRight = !world.happens(rates.planLoses);
      return { summary: "The plan.", tasks: planOf(rates.tasks) };
    }),
    searcher: agent("searcher", () => ({ summary: "Found.", findings: [] })),
    coder: agent("coder", ({ task }) => {
      world.change(task.id, rates.right * (fresh ? 1 : (1 - rates.distraction) ** changed++));
      return { summary: "Wrote it.", files: task.files };
    }),
    fixer: agent("fixer", ({ task, failedChecks }) => {
      const help = failedChecks.length > 0 ? 1 : rates.wordsHelp;
      const before = failedFixes.get(task.id) ?? 0;
      world.fix(task.id, help * (fresh ? 1 : rates.pollution ** before));
      failedFixes.set(task.id, before + 1);
      return { summary: "Mended it.", files: task.files };
    }),
    reviewer: reviewer
      ? agent("reviewer", review)
      : fromPromise(async () => pass({ usage: noUsage, seconds: 0 })),
    checks: fromPromise(async () => ({
      checks: [test],
      results: [runCheck()],
      weakenings: [],
      changedFiles: [],
      seconds: 0,
    })),
    checkpoint: fromPromise(async () => ({ tree: "tree" })),
  };

  function agent(role, work) {
    return fromPromise(async ({ input }) => {
      const session = sessionOf(role);
      const own = [session.ask(requests[role])];
      let turn = 1;
      for (; turn < turns && world.happens(rates.misuse); turn++) own.push(session.ask(1));
      used.push(...own);
      if (turn === turns && world.happens(rates.misuse)) {
        throw new ActorError({
          kind: "submission",
          actor: role,
          message: `the ${role} handed in nothing valid`,
        });
      }
      const submission = work(input);
      const result = { usage: usageOf(own), seconds: 0 };
      return role === "reviewer" ? { ...submission, ...result } : { submission, ...result };
    });
  }

  function sessionOf(role) {
    if (fresh || (role !== "coder" && role !== "fixer")) return openSession(role);
    shared ??= openSession("coder");
    return shared;
  }

  function review({ task }) {
    const error = world.errorOf(task.id);
    if (error) return error.isSeen ? fail(error.id) : pass();
    const isRejected = world.happens(rejected.has(task.id) ? rates.rejectsAgain : rates.falseReject);
    if (isRejected) rejected.set(task.id, true);
    return isRejected ? fail(`objection to ${task.id}`) : pass();
  }

  function runCheck() {
    const found = checks ? world.caught() : [];
    const errors = found.map(({ id }) => ({ text: id, fingerprint: id }));
    const told = { ...test, runsTests: true, ...noCounts, seconds: 0, output: "", errors };
    if (!checks) return { ...told, exitCode: null, outcome: "couldNotRun" };
    const isGood = errors.length === 0;
    return { ...told, exitCode: isGood ? 0 : 1, outcome: isGood ? "passed" : "failed" };
  }

  const actor = createActor(orchestratorMachine.provide({ actors }), {
    input: { limits: { backoffMilliseconds: 0, ...limits } },
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
    isRight: isPlanRight && world.isRight(),
    ...sum(used),
  };
}

const noCounts = { executed: null, passed: null, failed: null, skipped: null };
const noUsage = { input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };

function usageOf(own) {
  const [input, output] = [own.map((one) => one.input), own.map((one) => one.output)];
  const add = (numbers) => numbers.reduce((total, number) => total + number, 0);
  return { ...noUsage, input: add(input), output: add(output) };
}

function pass(result = {}) {
  return { submission: { verdict: "pass", summary: "It is good.", issues: [] }, errors: [], ...result };
}

function fail(id) {
  const issues = [{ severity: "error", message: id, criterion: "it works" }];
  const errors = [{ text: `review: ${id}`, fingerprint: `review ${id}` }];
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
