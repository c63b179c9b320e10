import { chartSetup } from "../chart-setup.js";
import { reviewerInput, taskChecksInput } from "../inputs.js";
import { aroundCall, aroundChecks, failed } from "./fragments.js";

const reviewing = chartSetup.createStateConfig({
  description: "The reviewer judges a change whose checks pass against its task.",
  initial: "admitting",
  states: {
    ...aroundCall("task"),
    calling: {
      description: "The reviewer works in a fresh session.",
      tags: ["agentRunning"],
      invoke: {
        id: "reviewer",
        src: "reviewer",
        input: reviewerInput,
        onDone: {
          target: "reviewed",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "reviewer", result: event.output }) },
            { type: "recordReview", params: ({ event }) => event.output },
          ],
        },
        onError: failed("reviewer"),
      },
    },
    reviewed: { description: "The verdict is in.", type: "final" },
  },
});

const checking = chartSetup.createStateConfig({
  description: "The checks run on the changed tree.",
  initial: "running",
  states: {
    ...aroundChecks("task"),
    running: {
      description: "Each check is a command; its results and exit code are read.",
      invoke: {
        id: "taskChecks",
        src: "checks",
        input: taskChecksInput,
        onDone: {
          target: "checked",
          actions: { type: "recordChecks", params: ({ event }) => event.output },
        },
        onError: failed("checks"),
      },
    },
    checked: { description: "Every check has ended.", type: "final" },
  },
});

export const verifying = chartSetup.createStateConfig({
  description: "The change must pass the checks, then the reviewer.",
  initial: "checking",
  states: {
    checking: { ...checking, onDone: "gating" },
    gating: {
      description:
        "Do the checks report errors that were not there before the mission, or check less than before?",
      always: [
        { guard: "hasAddedErrors", target: "judged", actions: "recordCheckErrors" },
        { guard: "hasWeakenedChecks", target: "judged", actions: "recordCheckErrors" },
        { target: "reviewing", actions: "tellChecksPassed" },
      ],
    },
    reviewing: { ...reviewing, onDone: "weighing" },
    weighing: {
      description: "Did the reviewer reject the change?",
      always: [
        { guard: "isReviewFailed", target: "judged", actions: "recordReviewErrors" },
        { target: "judged", actions: "clearErrors" },
      ],
    },
    judged: { description: "What is wrong with the change is known.", type: "final" },
  },
});
