import { chartSetup } from "../chart-setup.js";
import { checkpointInput, coderInput } from "../inputs.js";
import { aroundChange, askAboutBudget, askAboutCap, failed, saved } from "./fragments.js";

export const coding = chartSetup.createStateConfig({
  description: "The coder makes the change, which counts as one iteration.",
  initial: "admitting",
  states: {
    admitting: {
      description: "Tests the limits before the change starts.",
      always: [askAboutCap, askAboutBudget, { target: "saving", actions: "startChange" }],
    },
    saving: {
      description: "The tree before the change is saved.",
      invoke: {
        id: "coderCheckpoint",
        src: "checkpoint",
        input: checkpointInput,
        onDone: saved,
        onError: failed("checkpoint"),
      },
    },
    calling: {
      description: "The coder works in a fresh session.",
      tags: ["agentRunning"],
      invoke: {
        id: "coder",
        src: "coder",
        input: coderInput,
        onDone: {
          target: "changed",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "coder", result: event.output }) },
            { type: "recordChange", params: ({ event }) => event.output },
          ],
        },
        onError: failed("coder"),
      },
    },
    ...aroundChange,
    changed: {
      description: "The change is in the tree, but not verified yet.",
      type: "final",
    },
  },
});
