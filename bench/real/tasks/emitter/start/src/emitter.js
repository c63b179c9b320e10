export function createEmitter() {
  const listeners = {};
  return {
    on(name, listener) {
      listeners[name] ??= [];
      listeners[name].push(listener);
    },
    emit(name, ...values) {
      for (const listener of listeners[name] ?? []) listener(...values);
    },
  };
}
