import { createMachine, State, toSCXMLEvent } from "xstate";

/**
 * XState 5's definition of a chart as a machine of XState 4, for looking at: guards, actions, actors and delays are
 * names, and nothing is behind them.
 *
 * @param definition the config as JSON, with functions by their names
 * @throws what XState 4 says of a target that it does not find
 */
export function toMachine(definition) {
  return createMachine({ ...stateNode(definition), predictableActionArguments: true });
}

/** A state of XState 5 as one of XState 4's. @param event what led to it, by XState 4's name */
export function toState(machine, { status, value, context }, event) {
  const state = machine.resolveState(State.from(value, context));
  return Object.assign(state, {
    event,
    _event: toSCXMLEvent(event),
    changed: true,
    done: status === "done",
  });
}

/** The event as XState 4 calls it, so that the viewer finds the transition that it took. */
export function toEvent({ type, ...rest }) {
  const name = type
    .replace(/^xstate\.done\.actor\./, "done.invoke.")
    .replace(/^xstate\.error\.actor\./, "error.platform.")
    .replace(/^xstate\.done\.state\./, "done.state.")
    .replace(/^xstate\.after\.([^.]+)\.(.+)$/, "xstate.after($1)#$2");
  return { ...rest, type: name };
}

function stateNode({ states, on, always, after, onDone, invoke, entry, exit, ...rest }) {
  const { id, description, initial, type, history, tags } = rest;
  return defined({
    id,
    description,
    initial,
    type,
    history,
    tags,
    states: states && mapped(states, stateNode),
    on: on && mapped(on, transitions),
    always: always && transitions(always),
    after: after && mapped(after, transitions),
    onDone: onDone && transitions(onDone),
    invoke: invoke && [invoke].flat().map(invocation),
    entry: entry && names(entry),
    exit: exit && names(exit),
  });
}

function invocation({ id, src, onDone, onError }) {
  return defined({
    id,
    src: nameOf(src),
    onDone: onDone && transitions(onDone),
    onError: onError && transitions(onError),
  });
}

function transitions(given) {
  return [given].flat().map((transition) => {
    if (typeof transition === "string") return { target: transition };
    const { target, guard, actions, description } = transition;
    return defined({
      target,
      cond: guard && nameOf(guard),
      actions: actions && names(actions),
      description,
    });
  });
}

function names(given) {
  return [given].flat().map(nameOf);
}

function nameOf(given) {
  return typeof given === "string" ? given : given.type;
}

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
