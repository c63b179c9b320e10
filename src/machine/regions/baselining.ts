import { chartSetup } from "../chart-setup.js";
import { baselineChecksInput } from "../inputs.js";
import { aroundChecks, failed } from "./fragments.js";

export const baselining = chartSetup.createStateConfig({
  description: "All checks run once before the first change, to know what failed already.",
  initial: "running",
  states: {
    ...aroundChecks("run"),
    running: {
      description: "The checks run on the untouched tree.",
      invoke: {
        id: "baselineChecks",
        src: "checks",
        input: baselineChecksInput,
        onDone: {
          target: "baselined",
          actions: [
            { type: "recordBaseline", params: ({ event }) => event.output },
            { type: "tellBaseline", params: ({ event }) => event.output },
          ],
        },
        onError: failed("checks"),
      },
    },
    baselined: { description: "What failed before the mission is known.", type: "final" },
  },
});
