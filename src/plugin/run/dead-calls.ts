import { type AgentRole, agentRoles, totalTokens } from "../../contracts/agent.js";
import type { Activity } from "../../contracts/checkpoints.js";
import type { RunEvent } from "../../machine/events.js";
import type { StoredRun } from "../../runs/stored-run.js";
import type { Ports } from "../ports.js";

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
  { host, turn }: Pick<Ports, "host" | "turn">,
  stored: StoredRun,
  lastAlive: Date,
): Promise<DeadCalls> {
  const dead: DeadCalls = { abandoned: [], activity: { spans: [], files: [] } };
  const ended = endedSessions(stored);
  const openTask = stored.state.context.work?.taskId;
  const until = lastAlive.getTime();
  for (const { session, role, task, parent, openedAt } of openedCalls(stored)) {
    const isEnded = ended.has(session);
    if (isEnded && task !== openTask) continue;
    if (!isEnded) await host.sessions.end(session);
    const did = await host.sessions.read(session, until);
    // A session that is gone cannot tell when its tools ran.
    dead.activity.spans.push(...(did?.activity.spans ?? [{ start: openedAt.getTime(), end: until }]));
    dead.activity.files.push(...(did?.activity.files ?? []));
    if (isEnded) continue;
    if (did && (totalTokens(did.usage) > 0 || did.usage.cost > 0)) {
      const call = { role, usage: did.usage, seconds: 0, session, ...(task ? { task } : {}) };
      dead.abandoned.push({ type: "call.abandoned", ...call });
    }
    const { rows } = turn(parent);
    if (rows && "end" in rows) await rows.end(session);
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
