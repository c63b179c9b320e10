import { expect, test } from "vitest";
import { assign } from "xstate";
import type { ChecksOutput } from "../../src/contracts/actor.js";
import { isBudgetReached, maySearchAhead } from "../../src/machine/arbiter.js";
import { type Context, orchestratorMachine, tasksOf } from "../../src/machine/index.js";
import { recordBaseline } from "../../src/machine/updates/run-updates.js";
import { closeTask, openTask, recordChecks } from "../../src/machine/updates/task-updates.js";
import { explore, type Invariant } from "./explore.js";
import { invariants } from "./invariants/all.js";
import { worlds } from "./worlds.js";

type Implementations = Parameters<typeof orchestratorMachine.provide>[0];

const { actions, guards } = orchestratorMachine.implementations;
const ignore = () => {};
const besidePlanner = "one task, checked before the mission while it is planned, and actors that fail";
/** Charts with one mistake, what is seen of it, and a small world in which it is seen. */
const mutants: [mistake: string, Implementations, seen: keyof typeof invariants, world: string][] = [
  [
    "the cap is never reached",
    { guards: { isCapReached: () => false } },
    "after a failed verification the first limit that is reached decides: cap, budget, same error, retries",
    "two tasks, the second of which may undo what the first one fixed",
  ],
  [
    "changes are not counted",
    { actions: { startChange: ignore } },
    "iterations are the changes that were begun, in all and task by task",
    "two tasks, the second of which may undo what the first one fixed",
  ],
  [
    "fixes are not counted",
    { actions: { startRetry: (actions as never as { startChange: never }).startChange } },
    "no task gets more fixes than the retry limit, or the one that the user's word allows",
    "two tasks, the second of which may undo what the first one fixed",
  ],
  [
    "the same error is never the same",
    { guards: { isSameErrorAgain: () => false } },
    "after a failed verification the first limit that is reached decides: cap, budget, same error, retries",
    "two tasks, the second of which may undo what the first one fixed",
  ],
  [
    "the budget is never reached",
    { guards: { isBudgetReached: () => false } },
    "no agent is called once the budget is reached",
    "every command on a budget of 0 calls",
  ],
  [
    "a failure is never hopeless",
    { guards: { isCallHopeless: () => false } },
    "what trying again cannot fix (auth, model, aborted, journal) is asked of the user at once",
    "plans, searches and reviews, and actors that fail",
  ],
  [
    "failing checks are overlooked",
    { guards: { hasAddedErrors: () => false } },
    "when checks fail the reviewer is not asked",
    "two tasks, the second of which may undo what the first one fixed",
  ],
  [
    "failing reviews are overlooked",
    { guards: { isReviewFailed: () => false } },
    "after a failed verification the first limit that is reached decides: cap, budget, same error, retries",
    "two tasks in a chain",
  ],
  [
    "a task without a check is verified",
    { guards: { isVerified: guards.isPassed as never } },
    "nothing is verified without a check that passed on the tree as it is and executed something",
    "two tasks side by side",
  ],
  [
    "whatever ran is evidence",
    { guards: { hasExecutedEvidence: ({ context }) => (context.work?.checks.length ?? 0) > 0 } },
    "nothing is verified without a check that passed on the tree as it is and executed something",
    "two tasks side by side",
  ],
  [
    "any check that passes is evidence, whatever the tests did",
    {
      guards: {
        hasExecutedEvidence: ({ context }) =>
          context.work?.checks.some(({ outcome }) => outcome === "passed") ?? false,
      },
    },
    "a task is verified only when the checks prove the tree as it is, and the review passed",
    "one task where the linter passes, whatever the tests do",
  ],
  [
    "tests that are gone are overlooked",
    { guards: { hasWeakenedChecks: () => false } },
    "no task is verified that took a test, a script or a configuration away on its own",
    "one task that takes tests away",
  ],
  [
    "the finished tree needs no evidence",
    {
      guards: {
        isEveryTaskVerified: ({ context }) =>
          tasksOf(context.queue).every(({ status }) => status === "verified"),
      },
    },
    "nothing is verified without a check that passed on the tree as it is and executed something",
    "errors to fix",
  ],
  [
    "what a task fixed is excused all the same",
    {
      actions: {
        closeTask: assign(({ context }, { status }: { status: "verified" | "unverified" }) => ({
          ...closeTask(context as Context, status),
          baseline: (context as Context).baseline,
        })) as never,
      },
    },
    "when checks fail the reviewer is not asked",
    "two tasks, the second of which may undo what the first one fixed",
  ],
  [
    "a baseline that is made late is forgotten",
    {
      actions: {
        recordChecks: assign(({ context }, run: ChecksOutput) =>
          recordChecks(context as Context, { ...run, late: [] }),
        ) as never,
      },
    },
    "a change whose checks pass goes to the reviewer",
    "one task whose tests start to run in the mission",
  ],
  [
    "a change that nothing notices is overlooked",
    { guards: { isUnnoticed: () => false } },
    "a task is verified only when a check notices its change, or nobody can tell",
    "one task that the checks may not look at",
  ],
  [
    "nobody waits for the probes",
    { guards: { isProbingOver: () => true } },
    "a task is verified only when a check notices its change, or nobody can tell",
    "one task of which all faults must be noticed, and probes that fail",
  ],
  [
    "one probe that is noticed is enough for any share",
    {
      guards: {
        isNoticed: ({ context }) =>
          context.work?.evidence.probes.some(({ outcome }) => outcome === "noticed") ?? false,
      },
    },
    "where a share of the faults must be noticed, all are tried before a task is verified",
    "one task of which all faults must be noticed, and probes that fail",
  ],
  [
    "what only a reviewer can judge is called verified",
    { guards: { isReviewedOnly: () => false } },
    "a task is verified only when a check notices its change, or nobody can tell",
    "one task of which all faults must be noticed, and probes that fail",
  ],
  [
    "any task that passed is only reviewed",
    { guards: { isReviewedOnly: guards.isPassed as never } },
    "a task is only reviewed where its review passed and nothing can notice its change",
    "two tasks, the second of which may undo what the first one fixed",
  ],
  [
    "a fresh start is never due",
    { guards: { isFreshStart: () => false } },
    "after a failed verification the first limit that is reached decides: cap, budget, same error, retries",
    "one task whose last retry starts afresh",
  ],
  [
    "tests may be written after the code",
    { guards: { areTestsFirst: () => false } },
    "where tests come first, no code is written before them",
    "one task whose tests are written first, and may be wrong",
  ],
  [
    "tests are written although nobody wants them",
    { guards: { areTestsFirst: () => true } },
    "tests are written first only where that is wanted, and amended once",
    "two tasks in a chain",
  ],
  [
    "objections are overlooked",
    { guards: { hasObjection: () => false } },
    "every change is followed by its checks, or by the answer to what it says against its tests",
    "one task whose tests are written first, and may be wrong",
  ],
  [
    "every objection is heard",
    { guards: { hasObjection: ({ context }) => (context.work?.acceptance?.objections.length ?? 0) > 0 } },
    "tests are written first only where that is wanted, and amended once",
    "one task whose tests are written first, and may be wrong",
  ],
  [
    "a run with a skipped task is verified",
    { guards: { isEveryTaskVerified: () => true } },
    "a run is verified only when every task is, and all checks of the finished tree ran clean",
    "two tasks in a chain",
  ],
  [
    "final errors are overlooked",
    { guards: { hasFinalErrors: () => false, isFinalErrorAgain: () => false } },
    "a run is verified only when every task is, and all checks of the finished tree ran clean",
    "one task that takes tests away",
  ],
  [
    "a question is not dropped",
    { actions: { dropQuestion: ignore } },
    "there is a question only while the user is asked",
    "two tasks in a chain",
  ],
  [
    "calls are not counted",
    { actions: { recordCall: ignore } },
    "calls and tokens are those of the calls that ended, however they ended",
    "two tasks in a chain",
  ],
  [
    "an open search ahead is not counted by the budget",
    {
      guards: { isBudgetReached: ({ context }) => isBudgetReached({ ...(context as Context), ahead: null }) },
    },
    "the budget is overshot by one call at most, however many work",
    "two tasks side by side, searched ahead on a budget",
  ],
  [
    "a search ahead needs no room in the budget",
    {
      guards: {
        maySearchAhead: ({ context }) => maySearchAhead({ ...(context as Context), budget: {} }),
      },
    },
    "a search ahead begins only where two calls fit into the budget",
    "two tasks side by side, searched ahead on a budget",
  ],
  [
    "room for one call is enough for a search ahead",
    {
      guards: {
        maySearchAhead: ({ context }) => {
          const { tokens, costUsd } = (context as Context).costliest;
          const costliest = { tokens: tokens / 2, costUsd: costUsd / 2 };
          return maySearchAhead({ ...(context as Context), costliest });
        },
      },
    },
    "a search ahead begins only where two calls fit into the budget",
    "two tasks side by side, searched ahead on a budget",
  ],
  [
    "a search ahead waits for nothing",
    {
      guards: {
        maySearchAhead: ({ context }) => {
          const { work, ...rest } = context as Context;
          const findings = { summary: "", findings: [] };
          return maySearchAhead({ ...rest, work: work && { ...work, findings } });
        },
      },
    },
    "nothing is searched ahead before the open task has its own findings",
    "two tasks in a chain, the second searched ahead, and calls that fail",
  ],
  [
    "a search is made ahead where none is wanted",
    {
      guards: {
        maySearchAhead: ({ context }) =>
          maySearchAhead({
            ...(context as Context),
            limits: { ...(context as Context).limits, searchAhead: 1 },
          }),
      },
    },
    "where nothing is to be done ahead, nothing is",
    "two tasks in a chain",
  ],
  [
    "the checks run ahead where nothing is wanted ahead",
    { guards: { worksAhead: () => true } },
    "where nothing is to be done ahead, nothing is",
    "two tasks in a chain",
  ],
  [
    "the baseline that was made ahead is not used",
    { guards: { hasBaseline: () => false } },
    "they run once on the untouched tree, unless the user had a turn before the plan",
    besidePlanner,
  ],
  [
    "there is always a baseline",
    { guards: { hasBaseline: () => true } },
    "nothing is changed before all checks have run on the untouched tree",
    besidePlanner,
  ],
  [
    "the baseline is kept, whatever the user does before the plan",
    { actions: { dropBaseline: ignore } },
    "nothing is changed before all checks have run on the untouched tree",
    besidePlanner,
  ],
  [
    "checks that pass beside the planner forgive its failures",
    {
      actions: {
        recordBaselineAhead: assign(({ context }, run) =>
          recordBaseline(context as Context, run as ChecksOutput),
        ) as never,
      },
    },
    "a failed call is tried again at most callRetries times before the user is asked",
    besidePlanner,
  ],
  [
    "what is searched ahead is never used",
    { guards: { hasFindings: () => false } },
    "what was searched ahead is searched again only where the findings are outdated",
    "two tasks in a chain, the second searched ahead, and calls that fail",
  ],
  [
    "findings are never outdated",
    {
      actions: {
        openTask: assign(({ context }) => {
          const { ahead } = context as Context;
          return openTask({ ...(context as Context), ahead: ahead && { ...ahead, changedFiles: [] } });
        }) as never,
      },
    },
    "what was searched ahead is searched again only where the findings are outdated",
    "two tasks in a chain, the second searched ahead, and calls that fail",
  ],
  [
    "any task gets what was searched ahead",
    {
      actions: {
        openTask: assign(({ context }) => {
          const opened = openTask(context as Context);
          const { findings } = (context as Context).work ?? {};
          return { ...opened, work: opened.work && { ...opened.work, findings: findings ?? null } };
        }) as never,
      },
    },
    "a task gets its own findings, and no task's agent those of another",
    "three tasks, one of which needs the first, searched ahead",
  ],
  [
    "a ready task is not seen",
    { guards: { hasReadyTask: () => false } },
    "a run that ends by itself leaves no task that could be done",
    "two tasks in a chain",
  ],
];

test.each(mutants)("a chart in which %s is caught", (_, implementations, seen, name) => {
  const mutant = orchestratorMachine.provide(implementations);
  const invariant = invariants[seen] as Invariant;
  const world = worlds.find((each) => each.name === name);
  if (!world) throw new Error(`There is no world "${name}"`);
  expect(explore(world, [invariant], mutant).violations.has(invariant)).toBe(true);
});
