import { chartSetup } from "../chart-setup.js";
import { finalChecksInput } from "../inputs.js";
import { aroundChecks, failed } from "./fragments.js";

export const finishing = chartSetup.createStateConfig({
  description: "All checks run on the finished tree.",
  initial: "running",
  states: {
    ...aroundChecks("run"),
    running: {
      description: "The checks run, including those that run only at the end.",
      invoke: {
        id: "finalChecks",
        src: "checks",
        input: finalChecksInput,
        onDone: {
          target: "checked",
          actions: [
            { type: "recordFinalChecks", params: ({ event }) => event.output },
            { type: "tellFinalChecks", params: ({ event }) => event.output },
          ],
        },
        onError: failed("checks"),
      },
    },
    checked: { description: "Every check has ended.", type: "final" },
  },
});
