import { type Actor, createActor, type InspectionEvent, type Snapshot } from "xstate";
import type { AgentResult } from "../contracts/agent.js";
import type { Change } from "../contracts/change.js";
import { errorWords } from "../contracts/error-words.js";
import { ActorError, type Failure, toFailure } from "../contracts/failure.js";
import type { SubmittedChanges } from "../contracts/submitted-changes.js";
import { writeAtomically } from "../files/write-atomically.js";
import type { Limits } from "../machine/context.js";
import type { RunEvent } from "../machine/events.js";
import type { orchestratorMachine } from "../machine/orchestrator.machine.js";
import { continueJournal, createJournal, type Journal, type Unnumbered } from "./journal.js";
import type { Note, ResultKey, RunHeader } from "./journal-line.js";
import { persisted, replay } from "./replay.js";
import { actorOf, resultKey } from "./result-key.js";
import { runFiles } from "./run-folder.js";
import { snapshotText } from "./snapshot-file.js";
import type { StoredRun } from "./stored-run.js";

/** The chart at work, with a journal that is always ahead of it. */
export interface DurableRun {
  readonly actor: Actor<typeof orchestratorMachine>;
  /** Writes down a fact beside the chart. */
  note(note: Note): void;
  /** Writes down an event that came after the run's end. */
  late(event: RunEvent): void;
  readonly submitted: SubmittedChanges;
  /** Lets go of the files. The run can be read again. */
  close(): Promise<void>;
}

export interface DurableRunOptions {
  /** The run's folder. It exists. */
  folder: string;
  /** The chart with its actors. */
  machine: typeof orchestratorMachine;
  /** Something could not be written that the run can do without for now. */
  onProblem(problem: string): void;
  /** A developer's own XState inspector. What it throws is a problem, and not the run's. */
  inspect?: ((event: InspectionEvent) => void) | undefined;
}

/** Starts the chart of a new run; nothing happens before its first event. @throws when the journal cannot be made */
export function startRun(header: RunHeader, options: DurableRunOptions): DurableRun {
  const journal = createJournal(runFiles(options.folder).journal, header);
  const input = { limits: header.limits as Partial<Limits> };
  return animate({ header, journal, notes: [] }, options, { input });
}

/**
 * Takes a stored run up where it stood. One that was working when its process ended is paused then: what it was
 * doing is started again on `run.resumed`.
 * @throws when the journal cannot be written
 */
export function continueRun(stored: StoredRun, options: DurableRunOptions): DurableRun {
  const journal = continueJournal(runFiles(options.folder).journal, stored.header, stored.end);
  let { state } = stored;
  if (state.hasTag("working")) {
    const event = { type: "run.paused" as const };
    journal.append({ event });
    state = replay(state, [{ seq: journal.seq, at: "", event }]);
  }
  const notes = stored.notes.map(({ note }) => note);
  return animate({ header: stored.header, journal, notes }, options, {
    input: { limits: stored.header.limits as Partial<Limits> },
    snapshot: JSON.parse(JSON.stringify(persisted(state))),
  });
}

interface OpenJournal {
  header: RunHeader;
  journal: Journal;
  notes: readonly Note[];
}

/** No snapshot is worth its bytes before the journal has grown by so many. */
const leastGrowth = 4_096;

function animate(
  { header, journal, notes }: OpenJournal,
  { folder, machine, onProblem, inspect }: DurableRunOptions,
  start: { input: { limits: Partial<Limits> }; snapshot?: Snapshot<unknown> },
): DurableRun {
  const append = (line: Unnumbered) => {
    try {
      journal.append(line);
    } catch (error) {
      onProblem(`the journal cannot be written: ${errorWords(error)}`);
      // Not now: the event that was to be written comes first.
      queueMicrotask(() => tell({ type: "journal.failed", failure: journalFailure(error) }));
    }
  };
  const tell = (event: RunEvent) => {
    if (actor.getSnapshot().hasTag("working")) actor.send(event);
  };
  const attached = (inspected: InspectionEvent) => {
    try {
      inspect?.(inspected);
    } catch (error) {
      onProblem(`the attached inspector failed: ${errorWords(error)}`);
    }
  };
  const watch = (inspected: InspectionEvent) => {
    if (inspect) attached(inspected);
    if (inspected.type !== "@xstate.event" || inspected.actorRef !== actor) return;
    if (inspected.event.type === "xstate.init" || isClosed) return;
    append(eventLine(inspected.event, actor));
  };
  let isClosed = false;
  const actor = createActor(machine, { ...start, inspect: watch });

  let written = Promise.resolve();
  let snapshotAt = journal.length;
  let snapshotBytes = 0;
  actor.subscribe((state) => {
    if (journal.length - snapshotAt < Math.max(leastGrowth, snapshotBytes)) return;
    const text = snapshotText({ header, seq: journal.seq, state: persisted(state) });
    snapshotAt = journal.length;
    snapshotBytes = text.length;
    written = written
      .then(() => writeAtomically(runFiles(folder).snapshot, text))
      .catch((error) => onProblem(`the snapshot cannot be written: ${errorWords(error)}`));
  });

  return {
    actor,
    note: (note) => append({ note }),
    late: (event) => append({ event }),
    submitted: createSubmittedChanges(journal, notes),
    async close() {
      isClosed = true;
      actor.stop();
      await written;
      journal.close();
    },
  };
}

/** An event as the journal has it: a failure as data, and what it belongs to. */
function eventLine(event: { type: string }, actor: Actor<typeof orchestratorMachine>): Unnumbered {
  const [, outcome, id] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? [];
  if (!id) return { event };
  const key = resultKey(id, actor.getSnapshot().context);
  if (outcome === "done") return { key, event };
  return { key, event: { ...event, error: toFailure((event as { error?: unknown }).error, actorOf(id)) } };
}

function createSubmittedChanges(journal: Journal, notes: readonly Note[]): SubmittedChanges {
  const changes = new Map<string, AgentResult<Change>>();
  const nameOf = ({ actor, task, attempt }: Omit<ResultKey, "iteration">) =>
    JSON.stringify([actor, task, attempt]);
  for (const note of notes) {
    if (note.type === "change.submitted") changes.set(nameOf(note.key), note.result as AgentResult<Change>);
  }
  return {
    find: (key) => changes.get(nameOf(key)),
    add(key, result) {
      changes.set(nameOf(key), result);
      try {
        journal.append({ note: { type: "change.submitted", key, result } });
      } catch (error) {
        throw new ActorError(journalFailure(error), { cause: error });
      }
    },
  };
}

function journalFailure(error: unknown): Failure {
  const message = `${errorWords(error)}. Nothing is lost: fix it, then resume`;
  return toFailure(new ActorError({ kind: "tool", actor: "journal", message }), "journal");
}
