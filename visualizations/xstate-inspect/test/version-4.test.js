import assert from "node:assert/strict";
import { test } from "node:test";
import { toEvent, toMachine } from "../version-4.js";

test("guards, delays and what runs keep their names, and every target is found", () => {
  const machine = toMachine({
    id: "chart",
    initial: "working",
    on: { "run.stopped": "ended" },
    states: {
      working: {
        description: "Works.",
        tags: ["busy"],
        invoke: {
          id: "worker",
          src: "coder",
          onDone: [{ guard: "isGood", target: "ended" }],
          onError: "waiting",
        },
        always: [
          { guard: { type: "isOver" }, target: "#chart.ended", actions: { type: "tell", params: {} } },
        ],
      },
      waiting: { after: { retryDelay: "working" }, entry: "tell", exit: ["forget"] },
      ended: { type: "final" },
    },
  });
  const { working, waiting } = machine.states;
  assert.deepEqual(
    [...working.transitions, ...waiting.transitions].map(({ eventType, cond, target, actions }) => [
      eventType,
      cond?.name,
      target.map(({ key }) => key),
      actions.map(({ type }) => type),
    ]),
    [
      ["done.invoke.worker", "isGood", ["ended"], []],
      ["error.platform.worker", undefined, ["waiting"], []],
      ["", "isOver", ["ended"], ["tell"]],
      ["xstate.after(retryDelay)#chart.waiting", undefined, ["working"], []],
    ],
  );
  assert.deepEqual(
    [working.tags, working.invoke[0].src, waiting.onEntry[0].type],
    [["busy"], "coder", "tell"],
  );
});

test("each kind of event has XState 4's name", () => {
  const types = [
    "run.paused",
    "xstate.done.actor.coder",
    "xstate.error.actor.coder",
    "xstate.done.state.chart.working",
    "xstate.after.retryDelay.chart.waiting",
  ];
  assert.deepEqual(
    types.map((type) => toEvent({ type, output: 1 })),
    [
      "run.paused",
      "done.invoke.coder",
      "error.platform.coder",
      "done.state.chart.working",
      "xstate.after(retryDelay)#chart.waiting",
    ].map((type) => ({ type, output: 1 })),
  );
});
