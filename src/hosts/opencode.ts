import { server } from "./opencode1/server.js";
import type { Context } from "./opencode2/context.js";

/**
 * OpenCode 1 calls `server`. OpenCode 2 calls `setup` instead. OpenCode 1.18.33 calls both for files in its folders of
 * plugins, `setup` with a context that has no sessions: nothing is registered there.
 */
export default {
  id: "opencode-orchestrator",
  server,
  async setup(context: unknown): Promise<(() => Promise<void>) | undefined> {
    if (!hasSessions(context)) return undefined;
    const { setup } = await import("./opencode2/setup.js");
    return setup(context);
  },
};

function hasSessions(context: unknown): context is Context {
  return Boolean((context as { session?: unknown } | undefined)?.session);
}
