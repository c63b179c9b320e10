import { currentQuestion, type RunSnapshot, restStatus } from "../machine/status.js";
import { isDone, tasksOf } from "../machine/task-queue.js";
import { standingOf } from "../report/standing.js";
import type { StoredRun } from "../runs/stored-run.js";
import { oneLine } from "./narrator.js";
import type { Run } from "./run.js";
import { findStoredRun } from "./stored-runs.js";
import type { Workspace } from "./workspace.js";

/** Where a run of this process stands. */
export function describeLive(run: Run): string {
  return describeRun(run.snapshot(), run, standing(run));
}

export function standing(run: Run): string {
  return restStatus(run.snapshot()) ?? "working";
}

/** Where the run stands that the folder has, if it has one. */
export async function describeStored({ host }: Workspace): Promise<string> {
  const found = await findStoredRun(host);
  if (found.type === "none") return "No run is going on.";
  if (found.type === "unreadable") return `There is a run, but ${found.text}.`;
  const { stored } = found;
  const text = describeRun(
    stored.state,
    { id: stored.header.run, request: stored.state.context.request },
    await standingOf(host.lockFile, stored),
  );
  return [text, ...stored.problems.map((problem) => `⚠ ${problem}`)].join("\n");
}

function describeRun(
  snapshot: RunSnapshot,
  { id, request }: Pick<Run, "id" | "request">,
  standing: string,
): string {
  const { context } = snapshot;
  const tasks = tasksOf(context.queue).map((task) => `- ${task.id} ${task.title}: ${task.status}`);
  const question = currentQuestion(snapshot);
  return [
    `Run ${id} (${oneLine(request)}) is ${standing}, iteration ${context.iterations} of ${context.iterationLimit}.`,
    ...tasks,
    ...(question ? [question.text] : []),
    ...(standing === "working" ? [] : ["", "`/auto-resume` goes on with it, `/auto-stop` ends it."]),
  ].join("\n");
}

/** What the user is told when a run is taken up again. */
export function welcome({ header, state, problems }: StoredRun): string {
  const tasks = tasksOf(state.context.queue);
  const done = tasks.filter(isDone).length;
  const count = tasks.length > 0 ? `: ${done} of ${tasks.length} tasks are done` : "";
  const again = state.hasTag("working")
    ? " OpenCode ended while it worked; what was under way then is done again."
    : "";
  return [
    `Run ${header.run} goes on where it stood${count}.${again}`,
    ...problems.map((problem) => `⚠ ${problem}`),
  ].join("\n");
}
