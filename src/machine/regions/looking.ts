import { chartSetup } from "../chart-setup.js";
import { lookingInput } from "../inputs.js";
import { askAboutBudget, askAboutRun, descriptions, failed, retriedByUser, tryAgain } from "./fragments.js";

export const looking = chartSetup.createStateConfig({
  description: "The searcher looks for what the user asked for; nothing is changed.",
  initial: "admitting",
  states: {
    admitting: { description: descriptions.admitting, always: [askAboutBudget, { target: "calling" }] },
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
    failing: { description: descriptions.failing, always: [askAboutRun, tryAgain, retriedByUser] },
    backingOff: {
      description: descriptions.backingOff,
      after: { callRetryDelay: [askAboutBudget, { target: "calling" }] },
    },
    found: { description: "The findings are told.", type: "final" },
  },
});
