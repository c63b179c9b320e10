import { createActor, initialTransition, type Snapshot, transition } from "xstate";
import { ActorError, type Failure } from "../contracts/failure.js";
import type { Limits } from "../machine/context.js";
import type { RunEvent } from "../machine/events.js";
import { orchestratorMachine } from "../machine/orchestrator.machine.js";
import type { RunSnapshot } from "../machine/status.js";
import type { EventLine } from "./journal-line.js";

/** The chart before its first event. */
export function initialState(limits: Partial<Limits>): RunSnapshot {
  return initialTransition(orchestratorMachine, { limits })[0];
}

/**
 * The state that events lead to, by the chart alone: no actor runs.
 * @throws when an event does not fit the state before it, or the chart fails
 */
export function replay(state: RunSnapshot, lines: readonly EventLine[]): RunSnapshot {
  return lines.reduce((before, line) => {
    // What ended after the run did changes nothing in it.
    if (before.status !== "active") return before;
    const event = revived(line.event);
    if (isInternal(event) && !before.can(event)) {
      throw new Error(`line ${line.seq}: ${event.type} cannot have happened in ${nameOf(before)}`);
    }
    try {
      const [after] = transition(orchestratorMachine, before, event);
      if (after.status !== "error") return after;
      throw after.error;
    } catch (cause) {
      throw new Error(`line ${line.seq}: ${event.type} cannot be taken: ${cause}`, { cause });
    }
  }, state);
}

/** A state as JSON, without the actors that run in it: the process that resumes invokes them again. */
export function persisted(state: RunSnapshot): Snapshot<unknown> {
  const snapshot: object = { ...orchestratorMachine.getPersistedSnapshot(state), children: {} };
  return snapshot as Snapshot<unknown>;
}

/** @throws when it is not a state of this chart */
export function restored(snapshot: Snapshot<unknown>): RunSnapshot {
  for (const { id } of Object.values((snapshot as { historyValue?: HistoryValue }).historyValue ?? {}).flat())
    orchestratorMachine.getStateNodeById(id);
  const state = createActor(orchestratorMachine, { snapshot }).getSnapshot();
  if (state.status === "error") throw new Error(`not a state of the statechart: ${state.error}`);
  return state;
}

type HistoryValue = Record<string, { id: string }[]>;

/** What actors and timers tell the chart; everything else comes from outside and may be ignored by a state. */
function isInternal({ type }: { type: string }): boolean {
  return type.startsWith("xstate.");
}

/** An event of the journal as the chart takes it: actors throw an `ActorError`, which is not JSON. */
export function revived(event: EventLine["event"]): RunEvent {
  const failure = event.type.startsWith("xstate.error.actor.") ? (event.error as Failure) : undefined;
  return (failure ? { ...event, error: new ActorError(failure) } : event) as RunEvent;
}

function nameOf({ value }: RunSnapshot): string {
  return JSON.stringify(value).replaceAll(/[{}"]/g, "").replaceAll(":", ".");
}
