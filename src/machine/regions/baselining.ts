import type { ErrorActorEvent } from "xstate";
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

/** Beside the planner: nothing changes before there is a plan, so the checks need not wait for it. */
export const baseliningAhead = chartSetup.createStateConfig({
  description: "Meanwhile all checks run on the untouched tree.",
  initial: "deciding",
  states: {
    deciding: {
      description: "Is something done ahead, or one thing after the other?",
      always: [{ guard: "worksAhead", target: "running" }, { target: "over" }],
    },
    running: {
      description: "The checks run on the untouched tree, while the planner reads it.",
      entry: "beginBaselineAhead",
      invoke: {
        id: "aheadChecks",
        src: "checks",
        input: baselineChecksInput,
        onDone: {
          target: "over",
          actions: [
            { type: "recordBaselineAhead", params: ({ event }) => event.output },
            { type: "tellBaseline", params: ({ event }) => event.output },
          ],
        },
        // They run in their turn.
        onError: {
          target: "over",
          actions: {
            type: "recordBaselineAheadFailure",
            params: ({ event }: { event: ErrorActorEvent }) => ({ error: event.error }),
          },
        },
      },
    },
    over: { description: "Nothing more runs beside the planner.", type: "final" },
  },
});
