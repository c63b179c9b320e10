import type { AgentPort } from "../../actors/agents/agent-port.js";
import type { AgentRole } from "../../contracts/agent.js";
import type { Options } from "../../contracts/options.js";
import type { Host } from "../host/client.js";
import { chooseModel, type ModelChoice } from "../options/model-choice.js";
import type { Transcript } from "../turn/transcript.js";
import { createAgentSessions, type OpenCall, type SessionOptions } from "./agent-sessions.js";

export interface TeamOptions {
  host: Host;
  options: Options;
  run: string;
  /** The session whose turn shows the run. */
  session: string;
  model(): ModelChoice;
  agentName(role: AgentRole): string;
  attachments: SessionOptions["attachments"];
  calls: Map<string, OpenCall>;
  transcript: Transcript;
  opened(call: OpenCall): void;
}

/** The agents in child sessions of the run's session, each with a row in the run's turn. */
export function createTeam({ host, options, transcript, calls, ...team }: TeamOptions): AgentPort {
  const rows = new Map<string, (outcome: "done" | "failed") => void>();
  return createAgentSessions(
    {
      host,
      parent: team.session,
      run: team.run,
      agentName: team.agentName,
      model: (role, attempt) => chooseModel(options, role, attempt, team.model()),
      attachments: team.attachments,
      onOpened(call) {
        team.opened(call);
        const ended = new Promise<"done" | "failed">((resolve) => rows.set(call.sessionID, resolve));
        transcript.push({ type: "row", row: { call, startedAt: Date.now(), ended } });
      },
      onClosed(call, outcome) {
        rows.get(call.sessionID)?.(outcome);
        rows.delete(call.sessionID);
      },
    },
    calls,
  );
}
