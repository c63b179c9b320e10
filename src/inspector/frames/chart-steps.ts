import { type ActorScope, type AnyTransitionDefinition, createActor } from "xstate";
import type { RunEvent } from "../../machine/events.js";
import { orchestratorMachine } from "../../machine/orchestrator.machine.js";
import type { RunSnapshot } from "../../machine/status.js";
import { edgeId } from "./edge-ids.js";

export interface ChartStep {
  state: RunSnapshot;
  /** Ids of the transitions taken, those of decision states included. */
  edges: string[];
}

type Scope = ActorScope<RunSnapshot, RunEvent>;

/**
 * Takes events by the chart alone, as XState's `transition()` does, and says which transitions were taken:
 * `transition()` and `getMicrosteps()` do not tell. A step throws where its event does not fit the state.
 */
export function createChartSteps(): (before: RunSnapshot, event: RunEvent) => ChartStep {
  const taken: AnyTransitionDefinition[] = [];
  // Never started: it lends its system, which tells of the microsteps.
  const self = createActor(orchestratorMachine, {
    inspect(inspected) {
      if (inspected.type === "@xstate.microstep") taken.push(...inspected._transitions);
    },
  });
  const nothing = () => {};
  const scope = {
    self,
    id: "",
    sessionId: "",
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: nothing,
    system: self.system,
  } as unknown as Scope;
  return (before, event) => {
    taken.length = 0;
    Object.assign(self, { _snapshot: before });
    const state = orchestratorMachine.transition(before, event as never, scope as never) as RunSnapshot;
    // Actors and timers tell only what is waited for; what comes from outside may be ignored.
    if (event.type.startsWith("xstate.") && taken.length === 0) {
      throw new Error(`${event.type} cannot have happened in ${JSON.stringify(before.value)}`);
    }
    return { state, edges: taken.flatMap((transition) => edgeId(transition) ?? []) };
  };
}
