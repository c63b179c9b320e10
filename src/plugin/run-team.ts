import { fromPromise } from "xstate";
import { type AgentDependencies, createAgents } from "../actors/agents/agents.js";
import { detectChecks } from "../actors/checks/detect-checks.js";
import { createChecks } from "../actors/checks/run-checks.js";
import type { AgentRole } from "../contracts/agent.js";
import type { Checkpoints } from "../contracts/checkpoints.js";
import type { Options } from "../contracts/options.js";
import type { SubmittedChanges } from "../contracts/submitted-changes.js";
import { orchestratorMachine } from "../machine/orchestrator.machine.js";
import { runFiles } from "../runs/stored-run.js";
import { createAgentSessions, type OpenCall } from "./agent-sessions.js";
import type { Host } from "./client.js";
import { chooseModel, type ModelChoice } from "./model-choice.js";
import type { Transcript } from "./transcript.js";

export interface TeamOptions {
  host: Host;
  options: Options;
  run: string;
  /** The run's folder. */
  folder: string;
  /** The session whose turn shows the run. */
  session: string;
  model(): ModelChoice;
  agentName(role: AgentRole): string;
  calls: Map<string, OpenCall>;
  transcript: Transcript;
  checkpoints: Checkpoints;
  submitted: SubmittedChanges;
  opened(call: OpenCall): void;
  abandoned: AgentDependencies["abandoned"];
}

/** The chart with its actors: the agents in OpenCode's sessions, the checks, the checkpoints. */
export function provideTeam(team: TeamOptions): typeof orchestratorMachine {
  const { host, options, checkpoints } = team;
  const agents = createAgents({
    checkpoints,
    folder: host.folder,
    listChecks: async () => (options.checks === "auto" ? detectChecks(host.folder) : options.checks || []),
    port: createPort(team),
    abandoned: team.abandoned,
    submitted: team.submitted,
  });
  const checks = createChecks({
    worktree: host.folder,
    checks: options.checks,
    checkpoints,
    outputFolder: runFiles(team.folder).checks,
  });
  return orchestratorMachine.provide({
    actors: {
      planner: fromPromise(({ input, signal }) => agents.planner(input, signal)),
      searcher: fromPromise(({ input, signal }) => agents.searcher(input, signal)),
      coder: fromPromise(({ input, signal }) => agents.coder(input, signal)),
      reviewer: fromPromise(({ input, signal }) => agents.reviewer(input, signal)),
      fixer: fromPromise(({ input, signal }) => agents.fixer(input, signal)),
      checks: fromPromise(({ input, signal }) => checks(input, signal)),
      checkpoint: fromPromise(() => checkpoints.save()),
      rollback: fromPromise(({ input }) => checkpoints.rollBack(input.checkpoint)),
    },
  });
}

function createPort({ host, options, transcript, calls, ...team }: TeamOptions) {
  const rows = new Map<string, (outcome: "done" | "failed") => void>();
  return createAgentSessions(
    {
      host,
      parent: team.session,
      run: team.run,
      agentName: team.agentName,
      model: (role, attempt) => chooseModel(options, role, attempt, team.model()),
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
