import { join, relative } from "node:path";
import { createActor, fromPromise } from "xstate";
import { createAgents } from "../actors/agents/agents.js";
import { createGitCheckpoints } from "../actors/checkpoints/git-checkpoints.js";
import { detectChecks } from "../actors/checks/detect-checks.js";
import { createChecks } from "../actors/checks/run-checks.js";
import type { AgentRole } from "../contracts/agent.js";
import type { Checkpoints } from "../contracts/checkpoints.js";
import type { Options } from "../contracts/options.js";
import type { Report, RunStatus } from "../contracts/report.js";
import { writeAtomically } from "../files/write-atomically.js";
import { orchestratorMachine } from "../machine/orchestrator.machine.js";
import type { Reply } from "../machine/question.js";
import { endReason, toReport } from "../machine/report.js";
import { currentQuestion, type RunSnapshot, replyEvent, restStatus } from "../machine/status.js";
import { recordAbandonedCall } from "../machine/updates/run-updates.js";
import { createAgentSessions, type OpenCall } from "./agent-sessions.js";
import type { Host } from "./client.js";
import { runId } from "./ids.js";
import { chooseModel, type ModelChoice } from "./model-choice.js";
import { narrate, oneLine } from "./narrator.js";
import { createRunFolder } from "./run-folder.js";
import { toLimits } from "./run-limits.js";
import { summarize } from "./summary.js";
import { toTodos } from "./todos.js";
import { createTranscript, type Transcript, type TranscriptItem } from "./transcript.js";

export interface RunRequest {
  host: Host;
  options: Options;
  session: string;
  command: string;
  request: string;
  /** The model that is selected now. */
  model(): ModelChoice;
  agentName(role: AgentRole): string;
  calls: Map<string, OpenCall>;
}

/** A run as the plugin holds it: the chart's actor, and what it shows. */
export interface Run {
  readonly id: string;
  readonly session: string;
  readonly request: string;
  readonly transcript: Transcript;
  snapshot(): RunSnapshot;
  isOver(): boolean;
  pause(): void;
  resume(): void;
  stop(): void;
  reply(reply: Reply, guidance?: string): void;
  /** Shows the question again, or the way to go on. */
  askAgain(): void;
}

/** Starts a mission. Everything that is decided from here on is decided by the chart. */
export async function startRun(request: RunRequest): Promise<Run> {
  const { host, options, session } = request;
  const id = runId();
  const folder = await createRunFolder(host.folder, id);
  const transcript = createTranscript();
  const checkpoints = await createGitCheckpoints({ worktree: host.folder, stateFolder: folder });
  const lateCalls: Parameters<typeof recordAbandonedCall>[1][] = [];
  const rows = new Map<string, (outcome: "done" | "failed") => void>();

  const agents = createAgents({
    checkpoints,
    folder: host.folder,
    listChecks: async () => (options.checks === "auto" ? detectChecks(host.folder) : options.checks || []),
    port: createAgentSessions(
      {
        host,
        parent: session,
        run: id,
        agentName: request.agentName,
        model: (role, attempt) => chooseModel(options, role, attempt, request.model()),
        onOpened(call) {
          const ended = new Promise<"done" | "failed">((resolve) => rows.set(call.sessionID, resolve));
          transcript.push({ type: "row", row: { call, startedAt: Date.now(), ended } });
        },
        onClosed(call, outcome) {
          rows.get(call.sessionID)?.(outcome);
          rows.delete(call.sessionID);
        },
      },
      request.calls,
    ),
    abandoned({ role, result }) {
      actor.send({ type: "call.abandoned", role, ...result });
      // A run that has ended takes no more events, yet its report must say what it cost.
      if (actor.getSnapshot().status === "active") return;
      lateCalls.push({ role, ...result });
      show(actor.getSnapshot());
    },
  });
  const checks = createChecks({
    worktree: host.folder,
    checks: options.checks,
    checkpoints,
    outputFolder: join(folder, "checks"),
  });

  const machine = orchestratorMachine.provide({
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
  const actor = createActor(machine, { input: { limits: toLimits(options) } });

  const startedAt = new Date();
  const reportPath = join(folder, "report.json");
  const rest = (snapshot: RunSnapshot): { report: Report; text: string } | undefined => {
    const status = restStatus(snapshot);
    if (!status) return undefined;
    const now = new Date();
    const identity = { run: id, session, command: request.command, startedAt: startedAt.toISOString() };
    const ended = snapshot.status === "active" ? {} : { endedAt: now.toISOString() };
    const context = { ...snapshot.context };
    for (const call of lateCalls) Object.assign(context, recordAbandonedCall(context, call));
    const report = toReport(context, status, { ...identity, ...ended }, reasonOf(snapshot, status));
    const text = summarize(
      report,
      relative(host.folder, reportPath),
      (now.getTime() - startedAt.getTime()) / 1000,
    );
    return { report, text };
  };

  let shown: string | undefined;
  let saved = Promise.resolve();
  let listed = "[]";
  const show = (snapshot: RunSnapshot) => {
    const todos = toTodos(snapshot.context);
    const list = JSON.stringify(todos);
    if (list !== listed) transcript.push({ type: "todos", todos });
    listed = list;
    const resting = rest(snapshot);
    const state = resting && JSON.stringify(snapshot.value);
    const isNews = state !== shown;
    shown = state;
    if (!resting) return;
    saved = saved
      .then(() => writeAtomically(reportPath, `${JSON.stringify(resting.report, null, 2)}\n`))
      .catch((error) => host.log("error", `the report could not be written: ${error}`));
    if (!isNews) return;
    void saved.then(() => {
      if (shown === state) transcript.push(toEnd(snapshot, resting.text));
    });
  };

  actor.on("*", (progress) => {
    const text = narrate(progress);
    if (text) transcript.push({ type: "text", text });
  });
  actor.subscribe({
    next: show,
    error: (error) => {
      host.log("error", `the statechart failed: ${error}`);
      show(actor.getSnapshot());
    },
  });
  actor.start();
  void sayIfLimited(checkpoints, transcript);
  actor.send({ type: "mission.requested", request: request.request });

  return {
    id,
    session,
    request: request.request,
    transcript,
    snapshot: () => actor.getSnapshot(),
    isOver: () => actor.getSnapshot().status !== "active",
    pause: () => actor.send({ type: "run.paused" }),
    resume: () => actor.send({ type: "run.resumed" }),
    stop: () => actor.send({ type: "run.stopped" }),
    reply: (reply, guidance) => actor.send(replyEvent(reply, guidance)),
    askAgain: () => {
      shown = undefined;
      show(actor.getSnapshot());
    },
  };
}

async function sayIfLimited(checkpoints: Checkpoints, transcript: Transcript): Promise<void> {
  const { tree } = await checkpoints.save().catch(() => ({ tree: "" }));
  if (tree !== null) return;
  transcript.push({
    type: "text",
    text: "Not a git worktree: changes cannot be taken back, and the reviewer sees no diff.",
  });
}

function reasonOf(snapshot: RunSnapshot, status: RunStatus): string | undefined {
  if (snapshot.status === "error") return oneLine(String(snapshot.error));
  return currentQuestion(snapshot)?.text ?? endReason(snapshot.context, status);
}

/** How the turn shows that the run rests: by a question, or by its end. */
function toEnd(snapshot: RunSnapshot, summary: string): TranscriptItem {
  const question = currentQuestion(snapshot);
  if (!question) return { type: "end", text: summary };
  const ways = howToGoOn(question.replies.map(({ reply }) => reply));
  return { type: "question", question, otherwise: `${summary}\n\n${ways}` };
}

/** Without a dialog, the turn says how to go on. */
function howToGoOn(replies: readonly Reply[]): string {
  const ways = replies
    .filter((reply) => reply !== "stop")
    .map((reply) => (reply === "retry" ? '`/auto-resume retry "your advice"`' : `\`/auto-resume ${reply}\``));
  return `Status: needs-user. Go on with ${[...ways, "`/auto-stop`"].join(", ")}.`;
}
