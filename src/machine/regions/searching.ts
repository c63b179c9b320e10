import { chartSetup } from "../chart-setup.js";
import { searcherInput } from "../inputs.js";
import { aroundCall, failed } from "./fragments.js";

const around = aroundCall("task");

export const searching = chartSetup.createStateConfig({
  description: "The searcher finds what the coder must know.",
  initial: "admitting",
  states: {
    ...around,
    admitting: {
      ...around.admitting,
      always: [{ guard: "hasFindings", target: "found" }, ...around.admitting.always],
    },
    calling: {
      description: "The searcher works in a fresh session.",
      tags: ["agentRunning"],
      invoke: {
        id: "searcher",
        src: "searcher",
        input: searcherInput,
        onDone: {
          target: "found",
          actions: [
            { type: "recordCall", params: ({ event }) => ({ role: "searcher", result: event.output }) },
            { type: "recordFindings", params: ({ event }) => event.output },
          ],
        },
        onError: failed("searcher"),
      },
    },
    found: { description: "The coder's context is ready.", type: "final" },
  },
});
