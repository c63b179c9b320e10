import { chartSetup } from "../chart-setup.js";
import { examinerInput } from "../inputs.js";
import { aroundCall, failed } from "./fragments.js";

export const examining = chartSetup.createStateConfig({
  description: "The reviewer judges what the user named; nothing is changed.",
  initial: "admitting",
  states: {
    ...aroundCall("run"),
    calling: {
      description: "The reviewer works in a fresh session.",
      tags: ["agentRunning"],
      invoke: {
        id: "examiner",
        src: "examiner",
        input: examinerInput,
        onDone: {
          target: "examined",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "reviewer", result: event.output }) },
            { type: "recordReport", params: ({ event }) => event.output.errors },
            { type: "tellReview", params: ({ event }) => event.output },
          ],
        },
        onError: failed("reviewer"),
      },
    },
    examined: { description: "The review is reported.", type: "final" },
  },
});
