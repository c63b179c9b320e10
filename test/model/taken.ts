import { type AnyTransitionDefinition, createActor } from "xstate";
import { orchestratorMachine, type RunEvent, type RunSnapshot } from "../../src/machine/index.js";

type Scope = Parameters<typeof orchestratorMachine.transition>[2];

/**
 * Tells which transitions an event takes, decisions included. The machine is stepped from any snapshot within the scope
 * of an actor that never starts, so that no actor runs: only there is each microstep told.
 */
export function createTransitionTeller(): (
  snapshot: RunSnapshot,
  event: RunEvent,
) => AnyTransitionDefinition[] {
  const taken: AnyTransitionDefinition[] = [];
  const watched = createActor(orchestratorMachine, {
    inspect: (inspected) => {
      if (inspected.type !== "@xstate.microstep") return;
      const { _transitions } = inspected as unknown as { _transitions: AnyTransitionDefinition[] };
      // The step into an initial state belongs to no transition of the chart.
      taken.push(..._transitions.filter(({ eventType }) => eventType !== "xstate.init"));
    },
  });
  const { _actorScope: scope } = watched as unknown as { _actorScope: Scope };
  return (snapshot, event) => {
    orchestratorMachine.transition(snapshot, event, scope);
    return taken.splice(0);
  };
}
