import { startServer } from "../opencode/server.js";
import type { RunCommand } from "./command-call.js";
import { passSignals } from "./pass-signals.js";
import { takeTurn } from "./take-turn.js";

/** A session of an OpenCode that serves this process alone, since `opencode run` knows no commands there. */
export const inOpencode2: RunCommand = async (call) => {
  const interrupted = new AbortController();
  const over = new AbortController();
  const server = startServer(call);
  const signals = passSignals(() => interrupted.abort(), server.kill);
  try {
    const api = await server.ready;
    // Whatever its exit code is, it must not end before the turn.
    const died = server.ended.then((exitCode) => exitCode || 1);
    const exitCode = await Promise.race([takeTurn(api, call, interrupted.signal, over.signal), died]);
    return { exitCode, interruptedBy: signals.interruptedBy() };
  } finally {
    over.abort();
    await server.end();
    signals.stop();
  }
};
