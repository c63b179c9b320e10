import { chartSetup } from "./chart-setup.js";
import { createContext } from "./context.js";
import { rollbackInput } from "./inputs.js";
import { baselining } from "./regions/baselining.js";
import { coding } from "./regions/coding.js";
import { diagnosing } from "./regions/diagnosing.js";
import { examining } from "./regions/examining.js";
import { finishing } from "./regions/finishing.js";
import { fixing } from "./regions/fixing.js";
import { askAboutBudget, askAboutCap, failed } from "./regions/fragments.js";
import { looking } from "./regions/looking.js";
import { planning } from "./regions/planning.js";
import { searching } from "./regions/searching.js";
import { verifying } from "./regions/verifying.js";

/** One task: search, code, verify, and fix until it holds or the user must decide. */
const task = chartSetup.createStateConfig({
  description: "One task: search, code, verify, and fix until it holds.",
  initial: "searching",
  states: {
    searching: { ...searching, onDone: "coding" },
    coding: { ...coding, onDone: "verifying" },
    verifying: { ...verifying, onDone: "deciding" },
    deciding: {
      description: "Is the task done, may the fixer try, or must the user decide?",
      always: [
        {
          guard: "isVerified",
          target: "closed",
          actions: { type: "closeTask", params: { status: "verified" } },
        },
        {
          guard: "isPassed",
          target: "closed",
          actions: { type: "closeTask", params: { status: "unverified" } },
        },
        askAboutCap,
        askAboutBudget,
        {
          guard: "isSameErrorAgain",
          target: "#orchestrator.awaitingUser.aboutTask",
          actions: [{ type: "ask", params: { reason: "sameError" } }, "tellQuestion"],
        },
        {
          guard: "areRetriesUsedUp",
          target: "#orchestrator.awaitingUser.aboutTask",
          actions: [{ type: "ask", params: { reason: "retriesUsedUp" } }, "tellQuestion"],
        },
        { target: "fixing", actions: ["startRetry", "tellFix"] },
      ],
    },
    fixing: { ...fixing, onDone: "verifying" },
    skipping: {
      description: "The user leaves the task out: its changes are taken back.",
      initial: "rollingBack",
      states: {
        rollingBack: {
          description: "The task's files get their content from before the task.",
          invoke: {
            id: "rollback",
            src: "rollback",
            input: rollbackInput,
            onDone: {
              target: "#orchestrator.working.executing.task.closed",
              actions: { type: "skipTask", params: ({ event }) => event.output },
            },
            onError: failed("checkpoint"),
          },
        },
        failing: {
          description: "The rollback failed: whether to try again is the user's to say.",
          always: [
            {
              guard: "hasFailed",
              target: "#orchestrator.awaitingUser.aboutTask",
              actions: [{ type: "ask", params: { reason: "callFailed" } }, "tellQuestion"],
            },
            { target: "rollingBack" },
          ],
        },
      },
    },
    closed: {
      description: "The task is verified, unverified or skipped.",
      type: "final",
      entry: "tellTaskEnded",
    },
  },
});

/**
 * The whole loop. A request is planned into tasks; each task is searched, coded, verified and, until it holds,
 * fixed; the finished tree is checked once more. Wherever a limit is reached or an actor fails for good, the user
 * is asked, and the work then goes on at `lastStep`.
 */
export const orchestratorMachine = chartSetup.createMachine({
  id: "orchestrator",
  description: "Turns a request into verified changes, or asks the user.",
  context: ({ input }) => createContext(input),
  initial: "idle",
  on: {
    "call.abandoned": { actions: "recordAbandonedCall" },
  },
  states: {
    idle: {
      description: "Nothing has been asked for yet.",
      on: {
        "mission.requested": {
          target: "working.planning",
          actions: { type: "beginMission", params: ({ event }) => ({ request: event.request }) },
        },
        "plan.requested": {
          target: "working.drafting",
          actions: { type: "beginMission", params: ({ event }) => ({ request: event.request }) },
        },
        "search.requested": {
          target: "working.looking",
          actions: { type: "beginMission", params: ({ event }) => ({ request: event.request }) },
        },
        "review.requested": {
          target: "working.examining",
          actions: { type: "beginMission", params: ({ event }) => ({ request: event.request }) },
        },
        "fix.requested": {
          target: "working.executing.diagnosing",
          actions: { type: "beginFix", params: ({ event }) => ({ request: event.request }) },
        },
      },
    },

    working: {
      description: "Agents, checks and decisions: everything that runs without the user.",
      tags: ["working"],
      initial: "planning",
      on: {
        "run.paused": "paused",
        "run.stopped": "stopped",
        "journal.failed": {
          target: "awaitingUser.aboutRun",
          actions: [
            "recordJournalFailure",
            { type: "ask", params: { reason: "callFailed" } },
            "tellQuestion",
          ],
        },
      },
      states: {
        planning: { ...planning, onDone: "executing" },
        drafting: {
          ...planning,
          description: "The planner makes a plan that the user will look at first.",
          onDone: {
            target: "#orchestrator.awaitingUser.aboutPlan",
            actions: [{ type: "ask", params: { reason: "planReady" } }, "tellQuestion"],
          },
        },
        looking: { ...looking, onDone: "#orchestrator.answered" },
        examining: {
          ...examining,
          onDone: [
            {
              guard: "hasReportedErrors",
              target: "#orchestrator.awaitingUser.aboutReview",
              actions: [{ type: "ask", params: { reason: "reviewFailed" } }, "tellQuestion"],
            },
            { target: "#orchestrator.answered" },
          ],
        },
        executing: {
          description: "The tasks are done one after the other, then the finished tree is checked.",
          initial: "baselining",
          states: {
            baselining: { ...baselining, onDone: "selecting" },
            diagnosing: {
              ...diagnosing,
              onDone: [
                {
                  guard: "hasReportedErrors",
                  target: "task.deciding",
                  actions: ["openFix", "tellTaskStarted"],
                },
                { target: "concluding" },
              ],
            },
            selecting: {
              description: "Is a task ready, or is the queue at its end?",
              always: [
                { guard: "hasReadyTask", target: "task", actions: ["openTask", "tellTaskStarted"] },
                { target: "finishing" },
              ],
            },
            task: { ...task, onDone: "selecting" },
            finishing: { ...finishing, onDone: "concluding" },
            concluding: {
              description: "How does the run end, or must one more task repair the tree first?",
              always: [
                {
                  guard: "isFinalErrorAgain",
                  target: "#orchestrator.awaitingUser.aboutRun",
                  actions: [{ type: "ask", params: { reason: "finalChecksFailed" } }, "tellQuestion"],
                },
                { guard: "hasFinalErrors", target: "selecting", actions: ["appendRepair", "tellRepair"] },
                { guard: "isEveryTaskVerified", target: "#orchestrator.verified" },
                { guard: "isEveryTaskDone", target: "#orchestrator.unverified" },
                { target: "#orchestrator.stopped" },
              ],
            },
          },
        },
        lastStep: { type: "history", history: "deep" },
      },
    },

    awaitingUser: {
      description: "Only the user can decide; nothing runs meanwhile.",
      tags: ["needsUser", "resumable"],
      initial: "aboutRun",
      on: {
        "user.stopped": { target: "stopped", actions: "dropQuestion" },
        "run.stopped": { target: "stopped", actions: "dropQuestion" },
      },
      states: {
        aboutTask: {
          description: "A task cannot go on: retry it, skip it, or stop.",
          on: {
            "user.retried": { target: "#orchestrator.working.lastStep", actions: "grantRetry" },
            "user.skipped": {
              target: "#orchestrator.working.executing.task.skipping",
              actions: "dropQuestion",
            },
          },
        },
        aboutRun: {
          description: "The plan or the checks of the whole run cannot go on: retry, or stop.",
          on: { "user.retried": { target: "#orchestrator.working.lastStep", actions: "grantRetry" } },
        },
        aboutPlan: {
          description: "The plan is ready: do it, change it, or keep it for later.",
          on: {
            "user.approved": { target: "#orchestrator.working.executing", actions: "dropQuestion" },
            "user.retried": { target: "#orchestrator.working.drafting", actions: "grantRetry" },
            "user.kept": { target: "#orchestrator.planned", actions: "dropQuestion" },
          },
        },
        aboutReview: {
          description: "The review found errors: have them fixed, or leave it at that.",
          on: {
            "fix.requested": {
              target: "#orchestrator.working.executing.diagnosing",
              actions: "dropQuestion",
            },
            "user.kept": { target: "#orchestrator.answered", actions: "dropQuestion" },
          },
        },
        aboutLimit: {
          description: "The cap or the budget is reached: grant as much again, or stop.",
          on: { "user.continued": { target: "#orchestrator.working.lastStep", actions: "grantMore" } },
        },
      },
    },

    planned: {
      description: "The plan is kept; nothing starts before the user says so.",
      tags: ["resumable"],
      on: {
        "user.approved": "working.executing",
        "run.stopped": "stopped",
      },
    },

    paused: {
      description: "The user interrupted the run; nothing starts again by itself.",
      tags: ["resumable"],
      on: {
        "run.resumed": [askAboutBudget, { target: "#orchestrator.working.lastStep" }],
        "run.stopped": "stopped",
      },
    },

    answered: {
      description: "What the user asked is answered; nothing was changed.",
      type: "final",
    },
    verified: {
      description: "Every task is verified and the finished tree passes its checks.",
      type: "final",
    },
    unverified: { description: "Every task is done, but not all of it could be checked.", type: "final" },
    stopped: { description: "The run ended before everything was done.", type: "final" },
  },
});
