import { chartSetup } from "../chart-setup.js";
import { lookingInput } from "../inputs.js";
import { aroundCall, failed } from "./fragments.js";

export const looking = chartSetup.createStateConfig({
  description: "The searcher looks for what the user asked for; nothing is changed.",
  initial: "admitting",
  states: {
    ...aroundCall("run"),
    calling: {
      description: "The searcher works in a fresh session.",
      tags: ["agentRunning"],
      invoke: {
        id: "looker",
        src: "searcher",
        input: lookingInput,
        onDone: {
          target: "found",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "searcher", result: event.output }) },
            { type: "tellFindings", params: ({ event }) => event.output },
          ],
        },
        onError: failed("searcher"),
      },
    },
    found: { description: "The findings are reported.", type: "final" },
  },
});
