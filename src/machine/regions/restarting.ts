import { chartSetup } from "../chart-setup.js";
import { rollbackInput } from "../inputs.js";
import { aroundRollback, failed } from "./fragments.js";

export const restarting = chartSetup.createStateConfig({
  description: "The task's changes are rolled back, so that the coder can start afresh.",
  initial: "rollingBack",
  states: {
    ...aroundRollback,
    rollingBack: {
      description: "The task's files are restored to their content before the task.",
      invoke: {
        id: "restartRollback",
        src: "rollback",
        input: rollbackInput,
        onDone: "rolledBack",
        onError: failed("checkpoint"),
      },
    },
    rolledBack: { description: "The tree is as it was before the task.", type: "final" },
  },
});
