import type { Limits } from "../machine/context.js";
import { orchestratorMachine } from "../machine/orchestrator.machine.js";
import type { RunSnapshot } from "../machine/status.js";
import { reasonOf } from "../runs/read-journal.js";
import { initialState, revived } from "../runs/replay.js";
import { followJournal } from "./follow-journal.js";
import { createChartSteps } from "./frames/chart-steps.js";
import type { InspectedState, InspectionMessage } from "./frames/inspection-message.js";
import { redact } from "./frames/redact.js";

/** As XState's own inspectors send it: functions by their names. */
const definition: object = JSON.parse(
  JSON.stringify(orchestratorMachine.config, (_, value: unknown) =>
    typeof value === "function" ? { type: value.name } : value,
  ),
);

/** Tells a run from its first event on, then what comes. @returns what ends it */
export function streamInspection(folder: string, send: (message: InspectionMessage) => void): () => void {
  const step = createChartSteps();
  let state: RunSnapshot | undefined;
  let id = "";
  return followJournal(folder, {
    begun(header) {
      state = initialState(header.limits as Partial<Limits>);
      id = header.run;
      send({ type: "actor", id, definition, snapshot: inspected(state) });
    },
    lines(lines) {
      for (const line of lines) {
        if (!("event" in line) || !state || state.status !== "active") continue;
        try {
          state = step(state, revived(line.event)).state;
        } catch (error) {
          state = undefined;
          return send({ type: "problem", text: reasonOf(error) });
        }
        send({ type: "step", id, event: redact(line.event), snapshot: inspected(state) });
      }
    },
    problem: (text) => send({ type: "problem", text }),
  });
}

function inspected({ status, value, context }: RunSnapshot): InspectedState {
  const { queue: _, ...rest } = context;
  return { status, value, context: redact(rest) };
}
