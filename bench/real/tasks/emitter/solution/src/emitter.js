export function createEmitter() {
  const listeners = new Map();

  function add(name, listener, isOnce) {
    const entry = { listener, isOnce, isOn: true };
    if (!listeners.has(name)) listeners.set(name, new Set());
    listeners.get(name).add(entry);
    return () => {
      entry.isOn = false;
      listeners.get(name).delete(entry);
    };
  }

  return {
    on: (name, listener) => add(name, listener, false),
    once: (name, listener) => add(name, listener, true),
    emit(name, ...values) {
      const errors = [];
      let called = 0;
      for (const entry of [...(listeners.get(name) ?? [])]) {
        if (!entry.isOn) continue;
        if (entry.isOnce) {
          entry.isOn = false;
          listeners.get(name).delete(entry);
        }
        called++;
        try {
          entry.listener(...values);
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
      return called;
    },
  };
}
