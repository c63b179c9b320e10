import { chartSetup } from "../chart-setup.js";
import { checkpointInput, testerInput } from "../inputs.js";
import { aroundChange, askAboutBudget, failed, saved } from "./fragments.js";

/** The reviewer writes the tests of a task, or answers what is said against them. */
export const writingTests = chartSetup.createStateConfig({
  description: "The reviewer writes tests that fail without the change.",
  initial: "admitting",
  states: {
    admitting: {
      description: "Tests the budget before the reviewer is called.",
      always: [askAboutBudget, { target: "saving", actions: "startTests" }],
    },
    saving: {
      description: "The tree before the tests is saved.",
      invoke: {
        id: "testerCheckpoint",
        src: "checkpoint",
        input: checkpointInput,
        onDone: saved,
        onError: failed("checkpoint"),
      },
    },
    calling: {
      description: "The reviewer works in a fresh session; tests that pass already are refused.",
      tags: ["agentRunning"],
      invoke: {
        id: "tester",
        src: "tester",
        input: testerInput,
        onDone: {
          target: "written",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "reviewer", result: event.output }) },
            { type: "recordTests", params: ({ event }) => event.output },
            "tellTests",
          ],
        },
        onError: failed("reviewer"),
      },
    },
    ...aroundChange,
    written: { description: "The tests are in the tree, or it is known why there are none.", type: "final" },
  },
});
