import type { Usage } from "../../../contracts/agent.js";
import type { SessionInfo } from "../context.js";

/** What a session's model calls used. */
export function toUsage({
  cost,
  tokens: { input, output, reasoning, cache },
}: Pick<SessionInfo, "cost" | "tokens">): Usage {
  return { input, output, reasoning, cacheRead: cache.read, cacheWrite: cache.write, cost };
}
