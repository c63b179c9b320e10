import { chartSetup } from "../chart-setup.js";
import { plannerInput } from "../inputs.js";
import { aroundCall, failed } from "./fragments.js";

export const splitting = chartSetup.createStateConfig({
  description: "The planner splits the request into atomic tasks.",
  initial: "admitting",
  states: {
    ...aroundCall("run"),
    calling: {
      description: "The planner works in a fresh session.",
      tags: ["agentRunning"],
      invoke: {
        id: "planner",
        src: "planner",
        input: plannerInput,
        onDone: {
          target: "planned",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "planner", result: event.output }) },
            { type: "acceptPlan", params: ({ event }) => event.output },
            "tellPlan",
          ],
        },
        onError: failed("planner"),
      },
    },
    planned: { description: "The queue is filled.", type: "final" },
  },
});
