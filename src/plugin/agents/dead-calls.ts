import type { OpencodeClient, Part, ToolPart } from "@opencode-ai/sdk/v2/client";
import { type AgentRole, agentRoles, totalTokens } from "../../contracts/agent.js";
import type { Activity } from "../../contracts/checkpoints.js";
import type { RunEvent } from "../../machine/events.js";
import type { StoredRun } from "../../runs/stored-run.js";
import { activityOf, usageOf } from "../host/session-messages.js";

/** What calls did that ended with their process. */
export interface DeadCalls {
  /** What they used, for the calls that used anything. */
  abandoned: Extract<RunEvent, { type: "call.abandoned" }>[];
  /** What the open task's agents may have written. */
  activity: Activity;
}

/**
 * Ends the sessions of calls that the journal saw begin and not end, and tells what they used and did.
 *
 * @param lastAlive until when their process may have lived
 */
export async function endDeadCalls(
  client: OpencodeClient,
  stored: StoredRun,
  lastAlive: Date,
): Promise<DeadCalls> {
  const dead: DeadCalls = { abandoned: [], activity: { spans: [], files: [] } };
  const ended = endedSessions(stored);
  const openTask = stored.state.context.work?.taskId;
  for (const { session: sessionID, role, task, parent, openedAt } of openedCalls(stored)) {
    const isEnded = ended.has(sessionID);
    if (isEnded && task !== openTask) continue;
    if (!isEnded) await client.session.abort({ sessionID });
    const { data } = await client.session.messages({ sessionID });
    const messages = data ?? [];
    const parts = messages.flatMap((message) => message.parts);
    const { spans, files } = activityOf(parts, lastAlive.getTime());
    dead.activity.spans.push(...spans);
    // A session that is gone cannot tell when its tools ran.
    if (!data) dead.activity.spans.push({ start: openedAt.getTime(), end: lastAlive.getTime() });
    dead.activity.files.push(...files);
    if (isEnded) continue;
    const usage = usageOf(messages.map(({ info }) => info));
    if (totalTokens(usage) > 0 || usage.cost > 0) {
      const call = { role, usage, seconds: 0, session: sessionID, ...(task ? { task } : {}) };
      dead.abandoned.push({ type: "call.abandoned", ...call });
    }
    await endRow(client, parent, sessionID);
  }
  return dead;
}

/** The sessions of calls whose end the chart, or a note, knows. */
function endedSessions({ events, notes }: StoredRun): Set<unknown> {
  const outcomes = events.flatMap(({ event }) => [event, event.output, event.error]);
  const submitted = notes.flatMap(({ note }) => (note.type === "change.submitted" ? [note.result] : []));
  return new Set(
    [...outcomes, ...submitted].map((ended) => (ended as { session?: unknown } | undefined)?.session),
  );
}

function openedCalls({ header, notes }: StoredRun) {
  let parent = header.session;
  return notes.flatMap(({ note, at }) => {
    if (note.type === "run.adopted") parent = note.session;
    const role = agentRoles.find((name) => note.type === "call.opened" && name === note.role);
    return note.type === "call.opened" && role
      ? [{ session: note.session, task: note.task, role: role as AgentRole, parent, openedAt: new Date(at) }]
      : [];
  });
}

/** A row that nobody ends would turn its spinner for ever. */
async function endRow(client: OpencodeClient, parent: string, sessionID: string): Promise<void> {
  const messages = (await client.session.messages({ sessionID: parent })).data ?? [];
  const rows = messages.flatMap(({ parts }) => parts.filter(isOpenRow));
  for (const row of rows.filter(({ state }) => state.metadata?.sessionId === sessionID)) {
    const { input, metadata, time } = row.state;
    const error = "OpenCode ended while it worked";
    const part: Part = {
      ...row,
      state: { status: "error", input, error, metadata: metadata ?? {}, time: { ...time, end: Date.now() } },
    };
    await client.part.update({ sessionID: parent, messageID: row.messageID, partID: row.id, part });
  }
}

type OpenRow = ToolPart & { state: Extract<ToolPart["state"], { status: "running" }> };

function isOpenRow(part: Part): part is OpenRow {
  return part.type === "tool" && part.tool === "task" && part.state.status === "running";
}
