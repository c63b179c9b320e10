import { chartSetup } from "../chart-setup.js";
import { baselineChecksInput } from "../inputs.js";
import { askAboutRun, descriptions, failed, retriedByUser, tryAgain } from "./fragments.js";

export const baselining = chartSetup.createStateConfig({
  description: "All checks run once before the first change, to know what failed already.",
  initial: "checking",
  states: {
    checking: {
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
    failing: { description: descriptions.failing, always: [askAboutRun, tryAgain, retriedByUser] },
    backingOff: { description: descriptions.backingOff, after: { callRetryDelay: "checking" } },
    baselined: { description: "What failed before the mission is known.", type: "final" },
  },
});
