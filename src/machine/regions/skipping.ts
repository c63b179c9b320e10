import { chartSetup } from "../chart-setup.js";
import { rollbackInput } from "../inputs.js";
import { failed } from "./fragments.js";

export const skipping = chartSetup.createStateConfig({
  description: "The user skips the task: its changes are rolled back.",
  initial: "rollingBack",
  states: {
    rollingBack: {
      description: "The task's files are restored to their content before the task.",
      invoke: {
        id: "rollback",
        src: "rollback",
        input: rollbackInput,
        onDone: {
          target: "skipped",
          actions: [{ type: "skipTask", params: ({ event }) => event.output }, "tellTaskEnded"],
        },
        onError: failed("checkpoint"),
      },
    },
    failing: {
      description: "The rollback failed: the user decides whether to try again.",
      always: [
        {
          guard: "hasFailed",
          target: "#orchestrator.awaitingUser.aboutTask",
          actions: [{ type: "ask", params: { reason: "callFailed" } }, "tellQuestion"],
        },
        { target: "rollingBack" },
      ],
    },
    skipped: { description: "The task is left out, and with it all that depends on it.", type: "final" },
  },
});
