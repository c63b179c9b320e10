import { createProber } from "../../actors/evidence/prober.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { errorWords } from "../../contracts/error-words.js";
import type { Options } from "../../contracts/options.js";
import type { RunEvent } from "../../machine/events.js";
import type { Reply } from "../../machine/question.js";
import type { RunIdentity } from "../../machine/report.js";
import { type RunSnapshot, replyEvent } from "../../machine/status.js";
import { recordAbandonedCall } from "../../machine/updates/run-updates.js";
import { reportOf } from "../../report/run-report.js";
import type { DurableRun, DurableRunOptions } from "../../runs/durable-run.js";
import type { RunHeader } from "../../runs/journal-line.js";
import { provideActors } from "../../runs/provide-actors.js";
import { runFiles } from "../../runs/run-folder.js";
import type { RunLock } from "../../runs/run-lock.js";
import { isReader } from "../attachments.js";
import { chooseModel, type ModelChoice, modelName } from "../options/model-choice.js";
import { sharedModelText, teamModels, teamText } from "../options/team-models.js";
import type { Ports } from "../ports.js";
import { narrate } from "../turn/narrator.js";
import { planChecksText, slowChecksText } from "../turn/told-checks.js";
import { createTranscript, type Transcript } from "../turn/transcript.js";
import { createRunDisplay } from "./run-display.js";

export interface RunRequest {
  ports: Ports;
  options: Options;
  /** The session whose turn shows the run. */
  session: string;
  /** The model that is selected now. */
  model(): ModelChoice;
}

/** A run as the plugin holds it: the chart's actor, and what it shows. */
export interface Run {
  readonly id: string;
  readonly session: string;
  readonly identity: RunIdentity;
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

/** What a run is made of. */
export interface RunParts {
  header: RunHeader;
  folder: string;
  checkpoints: Checkpoints;
  lock: RunLock;
}

/** The chart's actor with its team, and what shows it. Nothing happens before `begin`. */
export function createRun(
  { ports, session, ...given }: RunRequest,
  { header, folder, checkpoints, lock }: RunParts,
  open: (options: DurableRunOptions) => DurableRun,
): Run & { begin(...events: RunEvent[]): void } {
  const { host } = ports;
  const { run: id, command, startedAt } = header;
  const identity = { run: id, session, command, startedAt };
  const transcript = createTranscript();
  const lateCalls: Extract<RunEvent, { type: "call.abandoned" }>[] = [];
  let isClosed = false;
  let isBaselineTold = false;

  const port = ports.agents({
    id,
    session,
    model: (role, attempt) => chooseModel(given.options, role, attempt, given.model()),
    attachments: async (role) =>
      isReader(role, command) ? host.sessions.attachments(header.session, Date.parse(startedAt)) : [],
    show: (row) => transcript.push({ type: "row", row }),
    onOpened: ({ sessionID, request: { role, taskId }, model }) => {
      const task = taskId ? { task: taskId } : {};
      durable.note({ type: "call.opened", session: sessionID, role, model: modelName(model), ...task });
    },
  });
  const prober = createProber({ worktree: host.folder, stateFolder: folder, checkpoints });
  const machine = provideActors({
    port,
    prober,
    checkpoints,
    folder: host.folder,
    runFolder: folder,
    checks: given.options.checks,
    concurrency: given.options.checkConcurrency,
    affected: given.options.affected,
    submitted: {
      find: (key) => durable.submitted.find(key),
      add: (key, result) => durable.submitted.add(key, result),
    },
    abandoned({ role, taskId }, result) {
      const task = taskId ? { task: taskId } : {};
      const event = { type: "call.abandoned" as const, role, ...task, ...result };
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
  const team = () => teamText(teamModels(given.options, given.model()));
  const besidePlan = async () => {
    const checks = await planChecksText(host.folder, given.options);
    const shared = sharedModelText(given.options, given.model());
    return [checks, [team(), shared].filter(Boolean).join(" ")].filter(Boolean).join("\n\n");
  };
  const display = createRunDisplay({
    host,
    transcript,
    team,
    reportPath: runFiles(folder).report,
    report: (snapshot) => {
      const context = { ...snapshot.context };
      for (const call of lateCalls) Object.assign(context, recordAbandonedCall(context, call));
      return reportOf({ ...snapshot, context } as RunSnapshot, identity, new Date().toISOString());
    },
    ended: () => lock.release(),
  });
  const closeProber = () =>
    prober
      .close()
      .catch((error: unknown) => onProblem(`a copy of the tree is left behind: ${errorWords(error)}`));
  const isOver = () => actor.getSnapshot().status !== "active";
  return {
    id,
    session,
    identity,
    transcript,
    begin(...events) {
      actor.on("*", (progress) => {
        const text = narrate(progress);
        if (text) transcript.push({ type: "text", text });
        if (progress.type === "plan.accepted") transcript.push({ type: "text", text: besidePlan() });
        if (progress.type === "baseline.taken" && !isBaselineTold) {
          isBaselineTold = true;
          const slow = slowChecksText(host.folder, given.options, progress.results);
          transcript.push({ type: "text", text: slow });
        }
      });
      actor.subscribe({
        next(snapshot) {
          display.show(snapshot);
          if (!snapshot.hasTag("working")) void closeProber();
        },
        error: (error) => {
          host.log("error", `the statechart failed: ${errorWords(error)}`);
          display.show(actor.getSnapshot());
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
      await closeProber();
      await lock.release();
    },
  };
}
