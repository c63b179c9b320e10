import { chartSetup } from "./chart-setup.js";
import { createContext } from "./context.js";
import { awaitingUser } from "./regions/awaiting-user.js";
import { baselining } from "./regions/baselining.js";
import { diagnosing } from "./regions/diagnosing.js";
import { examining } from "./regions/examining.js";
import { finishing } from "./regions/finishing.js";
import { askAboutBudget } from "./regions/fragments.js";
import { looking } from "./regions/looking.js";
import { planning } from "./regions/planning.js";
import { skipping } from "./regions/skipping.js";
import { splitting } from "./regions/splitting.js";
import { task } from "./regions/task.js";

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
    "call.abandoned": { actions: { type: "recordAbandonedCall", params: ({ event }) => event } },
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
            { type: "recordJournalFailure", params: ({ event }) => event.failure },
            { type: "ask", params: { reason: "callFailed" } },
            "tellQuestion",
          ],
        },
      },
      states: {
        planning: {
          ...planning,
          onDone: [{ guard: "hasBaseline", target: "executing.selecting" }, { target: "executing" }],
        },
        drafting: {
          ...splitting,
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
                  target: "task.doing.deciding",
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
            skipping: { ...skipping, onDone: "selecting" },
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

    awaitingUser,

    planned: {
      description: "The plan is kept; nothing starts until the user says so.",
      tags: ["resumable", "planKept"],
      on: {
        "user.approved": "working.executing",
        "run.resumed": "working.executing",
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
