import { toFailure } from "../../contracts/failure.js";
import { chartSetup } from "../chart-setup.js";
import { probeInput, reviewerInput, taskChecksInput } from "../inputs.js";
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

const probing = chartSetup.createStateConfig({
  description: "The checks must fail without the change, or with a seeded fault in it.",
  initial: "choosing",
  states: {
    choosing: {
      description: "Is there more to try?",
      always: [
        { guard: "isProbingOver", target: "probed" },
        { guard: "isSettled", target: "probed" },
        { target: "trying" },
      ],
    },
    trying: {
      description: "The checks run in a copy of the tree, without the change or with a seeded fault in it.",
      // A verdict that fails, or a change that a check is known to notice, waits for no more.
      always: { guard: "isSettled", target: "probed" },
      invoke: {
        id: "probe",
        src: "probe",
        input: probeInput,
        onDone: {
          target: "choosing",
          actions: { type: "recordProbe", params: ({ event }) => event.output },
        },
        onError: {
          target: "choosing",
          actions: {
            type: "recordProbe",
            params: ({ event }) => ({
              state: "notTried",
              reason: toFailure(event.error, "checks").message,
              seconds: 0,
            }),
          },
        },
      },
    },
    probed: { description: "Whether a check notices is known, or cannot be.", type: "final" },
  },
});

const judging = chartSetup.createStateConfig({
  description: "While the reviewer reads, the checks are put to the test.",
  type: "parallel",
  states: { reviewing, probing },
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
  description: "The change must pass the checks and the reviewer, and a check must notice it.",
  initial: "checking",
  states: {
    checking: { ...checking, onDone: "gating" },
    gating: {
      description:
        "Do the checks report errors that were not there before the mission, or check less than before?",
      always: [
        { guard: "hasAddedErrors", target: "judged", actions: "recordCheckErrors" },
        { guard: "hasWeakenedChecks", target: "judged", actions: "recordCheckErrors" },
        { target: "judging", actions: "tellChecksPassed" },
      ],
    },
    judging: { ...judging, onDone: "weighing" },
    weighing: {
      description: "Did the reviewer reject the change, or does no check notice it?",
      always: [
        { guard: "isReviewFailed", target: "judged", actions: "recordReviewErrors" },
        { guard: "isUnnoticed", target: "judged", actions: "recordReviewErrors" },
        { target: "judged", actions: "clearErrors" },
      ],
    },
    judged: { description: "What is wrong with the change is known.", type: "final" },
  },
});
