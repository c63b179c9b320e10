import type { Message, Part } from "@opencode-ai/sdk/v2/client";
import { addUsage, noUsage, type Usage } from "../../../contracts/agent.js";
import type { Activity } from "../../../contracts/checkpoints.js";

export type SessionMessage = { info: Message; parts: Part[] };

/** What the model calls of a session used. */
export function usageOf(messages: readonly Message[]): Usage {
  return messages.reduce((usage, info) => {
    if (info.role !== "assistant") return usage;
    const { input, output, reasoning, cache } = info.tokens;
    const used = {
      input,
      output,
      reasoning,
      cacheRead: cache.read,
      cacheWrite: cache.write,
      cost: info.cost,
    };
    return addUsage(usage, used);
  }, noUsage);
}

/**
 * When a session's tools ran that can write, and which files its editing tools wrote.
 *
 * @param end when a tool that has no end can have run last, in milliseconds since the epoch
 */
export function activityOf(parts: Iterable<Part>, end: number): Activity {
  const activity: Activity = { spans: [], files: [] };
  for (const part of parts) {
    if (part.type !== "tool" || part.state.status === "pending" || onlyReads(part.tool)) continue;
    const { state } = part;
    const time = state.time;
    const isEditing = editingTools.has(part.tool);
    const files = isEditing ? filesOf(state.input, "metadata" in state ? state.metadata : undefined) : [];
    // One that failed, or was cut, does not name all that it wrote.
    const namedOnly = isEditing && state.status === "completed" && files.length > 0;
    const span = { start: time.start, end: "end" in time ? time.end : end };
    activity.spans.push(namedOnly ? { ...span, namedOnly } : span);
    activity.files.push(...files);
  }
  return activity;
}

function onlyReads(tool: string): boolean {
  return readingTools.has(tool) || tool.startsWith("submit_");
}

const readingTools = new Set([
  ...["read", "grep", "glob", "list", "lsp", "webfetch", "websearch", "codesearch"],
  ...["todoread", "todowrite", "question", "skill"],
]);

const editingTools = new Set(["edit", "write", "multiedit", "patch", "apply_patch"]);

/** What the editing tools say: `filePath`, and for patches a list of files. */
function filesOf(input: Record<string, unknown>, metadata: Record<string, unknown> | undefined): string[] {
  const listed = Array.isArray(metadata?.files) ? metadata.files : [];
  const named = listed.flatMap((file: { filePath?: unknown; movePath?: unknown } | null) => [
    file?.filePath,
    file?.movePath,
  ]);
  return [input.filePath, ...named].filter((path) => typeof path === "string");
}
