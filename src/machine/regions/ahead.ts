import type { ErrorActorEvent } from "xstate";
import { chartSetup } from "../chart-setup.js";
import { aheadSearcherInput } from "../inputs.js";

/** Beside the task: searching changes nothing, so it need not wait. */
export const ahead = chartSetup.createStateConfig({
  description: "Meanwhile the searcher looks ahead for the next task.",
  initial: "waiting",
  states: {
    waiting: {
      description: "Waits until the next task can be searched, or the open one has ended.",
      always: [
        { guard: "isTaskClosed", target: "over" },
        { guard: "maySearchAhead", target: "searching" },
      ],
    },
    searching: {
      description: "The searcher works for the next task in a fresh session.",
      tags: ["agentRunning"],
      entry: "beginSearchAhead",
      invoke: {
        id: "aheadSearcher",
        src: "searcher",
        input: aheadSearcherInput,
        onDone: {
          target: "over",
          actions: { type: "recordAhead", params: ({ event }) => event.output },
        },
        // It is searched in its turn.
        onError: {
          target: "over",
          actions: {
            type: "recordAheadFailure",
            params: ({ event }: { event: ErrorActorEvent }) => ({ error: event.error }),
          },
        },
      },
    },
    over: { description: "Nothing more is searched beside this task.", type: "final" },
  },
});
