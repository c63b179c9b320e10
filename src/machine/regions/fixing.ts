import { chartSetup } from "../chart-setup.js";
import { checkpointInput, fixerInput } from "../inputs.js";
import { aroundChange, failed, saved } from "./fragments.js";

export const fixing = chartSetup.createStateConfig({
  description: "The fixer fixes what the verification found, which counts as one iteration.",
  initial: "saving",
  states: {
    saving: {
      description: "The tree before the fix is saved.",
      invoke: {
        id: "fixerCheckpoint",
        src: "checkpoint",
        input: checkpointInput,
        onDone: saved,
        onError: failed("checkpoint"),
      },
    },
    calling: {
      description: "The fixer works in a fresh session.",
      tags: ["agentRunning"],
      invoke: {
        id: "fixer",
        src: "fixer",
        input: fixerInput,
        onDone: {
          target: "changed",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "fixer", result: event.output }) },
            { type: "recordChange", params: ({ event }) => event.output },
          ],
        },
        onError: failed("fixer"),
      },
    },
    ...aroundChange,
    changed: { description: "The fix is in the tree, but not verified yet.", type: "final" },
  },
});
