import type { AgentPort } from "../../actors/agents/agent-port.js";
import type { Options } from "../../contracts/options.js";
import { chooseModel, type ModelChoice } from "../options/model-choice.js";
import type { AgentRun, OpenedCall, Ports } from "../ports.js";
import type { Transcript } from "../turn/transcript.js";

export interface TeamOptions extends Pick<AgentRun, "id" | "session" | "attachments"> {
  options: Options;
  model(): ModelChoice;
  transcript: Transcript;
  opened(call: OpenedCall): void;
}

/** The agents of a run, each call with a row in the run's turn. */
export function createTeam(
  { agents }: Pick<Ports, "agents">,
  { options, transcript, model, opened, ...run }: TeamOptions,
): AgentPort {
  const rows = new Map<string, (outcome: "done" | "failed") => void>();
  return agents({
    ...run,
    model: (role, attempt) => chooseModel(options, role, attempt, model()),
    onOpened(call) {
      opened(call);
      const ended = new Promise<"done" | "failed">((resolve) => rows.set(call.sessionID, resolve));
      transcript.push({ type: "row", row: { call, startedAt: Date.now(), ended } });
    },
    onClosed({ sessionID }, outcome) {
      rows.get(sessionID)?.(outcome);
      rows.delete(sessionID);
    },
  });
}
