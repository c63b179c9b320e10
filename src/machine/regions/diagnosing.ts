import { chartSetup } from "../chart-setup.js";
import { baselineChecksInput } from "../inputs.js";
import { askAboutRun, descriptions, failed, retriedByUser, tryAgain } from "./fragments.js";

export const diagnosing = chartSetup.createStateConfig({
  description: "The checks say what is to be mended; nothing that fails already is excused.",
  initial: "checking",
  states: {
    checking: {
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
    failing: { description: descriptions.failing, always: [askAboutRun, tryAgain, retriedByUser] },
    backingOff: { description: descriptions.backingOff, after: { callRetryDelay: "checking" } },
    diagnosed: { description: "What is to be mended is known.", type: "final" },
  },
});
