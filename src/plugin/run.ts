import { createGitCheckpoints } from "../actors/checkpoints/git-checkpoints.js";
import type { AgentRole } from "../contracts/agent.js";
import type { Checkpoints } from "../contracts/checkpoints.js";
import type { Options } from "../contracts/options.js";
import type { RunEvent } from "../machine/events.js";
import type { Reply } from "../machine/question.js";
import { type RunSnapshot, replyEvent } from "../machine/status.js";
import { recordAbandonedCall } from "../machine/updates/run-updates.js";
import { continueRun, type DurableRun, type DurableRunOptions, startRun } from "../runs/durable-run.js";
import { formatVersion, type RunHeader } from "../runs/journal-line.js";
import { provideActors } from "../runs/provide-actors.js";
import { createRunFolder } from "../runs/run-folder.js";
import { acquireLock, type RunLock, readLock } from "../runs/run-lock.js";
import { runFiles, type StoredRun } from "../runs/stored-run.js";
import type { OpenCall } from "./agent-sessions.js";
import type { Host } from "./client.js";
import { endDeadCalls } from "./dead-calls.js";
import { runId } from "./ids.js";
import { type ModelChoice, modelName } from "./model-choice.js";
import { narrate } from "./narrator.js";
import { createRunDisplay } from "./run-display.js";
import { toLimits } from "./run-limits.js";
import { reportOf } from "./run-report.js";
import { createTeam } from "./run-team.js";
import { sessionOf } from "./stored-runs.js";
import { createTranscript, type Transcript } from "./transcript.js";

export interface RunRequest {
  host: Host;
  options: Options;
  /** The session whose turn shows the run. */
  session: string;
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
  /** Pauses a run that works, and lets go of its folder and of the worktree. It can be opened again. */
  close(): Promise<void>;
}

/**
 * Starts a mission. Everything that is decided from here on is decided by the chart.
 * @throws LockedError when another run of the worktree is alive
 */
export async function startMission(
  request: RunRequest,
  mission: { command: string; text: string },
): Promise<Run> {
  const { host, options, session } = request;
  const id = runId();
  const header: RunHeader = {
    type: "run",
    version: formatVersion,
    run: id,
    session,
    command: mission.command,
    startedAt: new Date().toISOString(),
    model: request.model(),
    limits: { ...toLimits(options) },
  };
  return locked(host, { run: id, session, folder: host.folder }, async (lock) => {
    const folder = await createRunFolder(host.folder, id);
    const checkpoints = await createGitCheckpoints({ worktree: host.folder, stateFolder: folder });
    const run = assemble(request, { header, folder, checkpoints, lock, request: mission.text }, (options) =>
      startRun(header, options),
    );
    run.begin({ type: "mission.requested", request: mission.text });
    void sayIfLimited(checkpoints, run.transcript);
    return run;
  });
}

/**
 * Takes up a run of an earlier process, or of another session. It rests until an event lets it go on.
 * @throws LockedError when it works elsewhere
 */
export async function openStoredRun(request: RunRequest, stored: StoredRun): Promise<Run> {
  const { host, session } = request;
  const { header, folder, state } = stored;
  const lastAlive = await lastSignOfLife(host, stored);
  return locked(host, { run: header.run, session, folder: host.folder }, async (lock) => {
    const dead = await endDeadCalls(await host.client(), stored, lastAlive);
    const checkpoints = await createGitCheckpoints({ worktree: host.folder, stateFolder: folder });
    await checkpoints.close(dead.activity);
    const { request: text } = state.context;
    const run = assemble(request, { header, folder, checkpoints, lock, request: text }, (options) => {
      const durable = continueRun(stored, options);
      if (session !== sessionOf(stored)) durable.note({ type: "run.adopted", session });
      return durable;
    });
    run.begin(...dead.abandoned);
    return run;
  });
}

async function lastSignOfLife(host: Host, { header, events }: StoredRun): Promise<Date> {
  const lock = await readLock(host.lockFile).catch(() => undefined);
  if (lock?.holder.run === header.run) return lock.lastAlive;
  return new Date(events.at(-1)?.at ?? header.startedAt);
}

async function locked<Result>(
  host: Host,
  holder: Parameters<typeof acquireLock>[1],
  work: (lock: RunLock) => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(host.lockFile, holder);
  try {
    return await work(lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Parts {
  header: RunHeader;
  folder: string;
  checkpoints: Checkpoints;
  lock: RunLock;
  request: string;
}

function assemble(
  { host, session, ...given }: RunRequest,
  { header, folder, checkpoints, lock, request }: Parts,
  open: (options: DurableRunOptions) => DurableRun,
): Run & { begin(...events: RunEvent[]): void } {
  const { run: id, command, startedAt } = header;
  const transcript = createTranscript();
  const lateCalls: Extract<RunEvent, { type: "call.abandoned" }>[] = [];
  let isClosed = false;

  const port = createTeam({
    ...given,
    host,
    run: id,
    session,
    transcript,
    opened: ({ sessionID, request: { role, taskId }, model }) =>
      durable.note({
        type: "call.opened",
        session: sessionID,
        role,
        model: modelName(model),
        ...(taskId ? { task: taskId } : {}),
      }),
  });
  const machine = provideActors({
    port,
    checkpoints,
    folder: host.folder,
    runFolder: folder,
    checks: given.options.checks,
    submitted: {
      find: (key) => durable.submitted.find(key),
      add: (key, result) => durable.submitted.add(key, result),
    },
    abandoned({ role, result }) {
      const event = { type: "call.abandoned" as const, role, ...result };
      if (isClosed) return;
      if (durable.actor.getSnapshot().status === "active") return durable.actor.send(event);
      // A run that has ended takes no more events, yet its report must say what it cost.
      durable.late(event);
      lateCalls.push(event);
      display.show(durable.actor.getSnapshot());
    },
  });
  const onProblem = (problem: string) => host.log("error", problem, { run: id });
  const durable = open({ folder, machine, onProblem });
  const { actor } = durable;
  const display = createRunDisplay({
    host,
    transcript,
    reportPath: runFiles(folder).report,
    report: (snapshot) => {
      const context = { ...snapshot.context };
      for (const call of lateCalls) Object.assign(context, recordAbandonedCall(context, call));
      const identity = { run: id, session, command, startedAt };
      return reportOf({ ...snapshot, context } as RunSnapshot, identity, new Date().toISOString());
    },
  });
  const isOver = () => actor.getSnapshot().status !== "active";
  const show = (snapshot: RunSnapshot) => {
    display.show(snapshot);
    if (isOver()) void display.saved().then(() => lock.release());
  };

  return {
    id,
    session,
    request,
    transcript,
    begin(...events) {
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
      for (const event of events) actor.send(event);
    },
    snapshot: () => actor.getSnapshot(),
    isOver,
    pause: () => actor.send({ type: "run.paused" }),
    resume: () => actor.send({ type: "run.resumed" }),
    stop: () => actor.send({ type: "run.stopped" }),
    reply: (reply, guidance) => actor.send(replyEvent(reply, guidance)),
    askAgain() {
      display.forget();
      display.show(actor.getSnapshot());
    },
    async close() {
      if (isClosed) return;
      if (!isOver()) actor.send({ type: "run.paused" });
      isClosed = true;
      await display.saved();
      await durable.close();
      await lock.release();
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
