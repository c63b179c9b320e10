import type { OpenedCall } from "../ports.js";

/** The headers that tell a model's server whose request it is. */
export function requestTags({ run, request }: OpenedCall & { run: string }): Record<string, string> {
  const { role, taskId, attempt } = request;
  return {
    "x-orchestrator-run": run,
    "x-orchestrator-agent": role,
    "x-orchestrator-attempt": String(attempt),
    ...(taskId ? { "x-orchestrator-task": taskId } : {}),
  };
}
