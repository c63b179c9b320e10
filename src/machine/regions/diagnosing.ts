import { chartSetup } from "../chart-setup.js";
import { baselineChecksInput } from "../inputs.js";
import { aroundChecks, failed } from "./fragments.js";

export const diagnosing = chartSetup.createStateConfig({
  description: "The checks show what to fix; what failed before counts too.",
  initial: "running",
  states: {
    ...aroundChecks("run"),
    running: {
      description: "All checks run on the tree as it is.",
      invoke: {
        id: "diagnosis",
        src: "checks",
        input: baselineChecksInput,
        onDone: {
          target: "diagnosed",
          actions: [
            { type: "recordDiagnosis", params: ({ event }) => event.output },
            { type: "tellBaseline", params: ({ event }) => event.output },
          ],
        },
        onError: failed("checks"),
      },
    },
    diagnosed: { description: "What to fix is known.", type: "final" },
  },
});
