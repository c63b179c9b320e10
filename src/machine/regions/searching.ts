import { chartSetup } from "../chart-setup.js";
import { searcherInput } from "../inputs.js";
import { askAboutBudget, askAboutTask, descriptions, failed, retriedByUser, tryAgain } from "./fragments.js";

export const searching = chartSetup.createStateConfig({
  description: "The searcher finds what the coder must know.",
  initial: "admitting",
  states: {
    admitting: { description: descriptions.admitting, always: [askAboutBudget, { target: "calling" }] },
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
    failing: { description: descriptions.failing, always: [askAboutTask, tryAgain, retriedByUser] },
    backingOff: {
      description: descriptions.backingOff,
      after: { callRetryDelay: [askAboutBudget, { target: "calling" }] },
    },
    found: { description: "The coder's context is ready.", type: "final" },
  },
});
