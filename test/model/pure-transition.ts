import { createActor, type ExecutableActionsFrom, type transition } from "xstate";
import type { orchestratorMachine, RunEvent, RunSnapshot } from "../../src/machine/index.js";

type Machine = typeof orchestratorMachine;
type Scope = Parameters<Machine["transition"]>[2];

const scopes = new WeakMap<Machine, Scope>();

/** XState's `transition` makes an actor for each event. Here one that never starts serves all of a machine's. */
export function pureTransition(
  machine: Machine,
  before: RunSnapshot,
  event: RunEvent,
): ReturnType<typeof transition<Machine>> {
  const actions: ExecutableActionsFrom<Machine>[] = [];
  const scope = scopes.get(machine) ?? scopeOf(machine);
  scopes.set(machine, scope);
  scope.actionExecutor = (action) => actions.push(action as ExecutableActionsFrom<Machine>);
  return [machine.transition(before, event, scope), actions];
}

function scopeOf(machine: Machine): Scope {
  const self = createActor(machine);
  const ignore = () => {};
  return {
    self,
    id: "",
    sessionId: "",
    system: self.system,
    logger: ignore,
    defer: ignore,
    emit: ignore,
    stopChild: ignore,
    actionExecutor: ignore,
  };
}
