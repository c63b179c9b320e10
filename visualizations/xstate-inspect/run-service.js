import { toEvent, toMachine, toState } from "./version-4.js";

/**
 * A run in the shape of a service of XState 4, as `globalThis.__xstate__.register()` takes it. It only shows: what a
 * viewer sends to it changes nothing.
 *
 * @param actor an inspection message of type `actor`: the run's id, its chart and its state before the first event
 */
export function createRunService({ id, definition, snapshot }, sessionId) {
  const machine = toMachine(definition);
  const subscribers = new Set();
  const stopListeners = new Set();
  const service = {
    id,
    sessionId,
    machine,
    initialState: toState(machine, snapshot, { type: "xstate.init" }),
    state: undefined,
    /** The server listens here: it tells of an event before it tells of the state that comes of it. */
    send() {},
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return { unsubscribe: () => subscribers.delete(subscriber) };
    },
    onStop(listener) {
      stopListeners.add(listener);
      return service;
    },
    /** @param step an inspection message of type `step` */
    take({ event, snapshot }) {
      const known = toEvent(event);
      service.send(known);
      service.state = toState(machine, snapshot, known);
      for (const subscriber of subscribers) subscriber(service.state);
    },
    stop() {
      for (const listener of stopListeners) listener();
    },
  };
  service.state = service.initialState;
  return service;
}
