import { oneLine } from "../../contracts/one-line.js";
import { runFolders } from "../../runs/run-folder.js";
import { colours } from "../colours.js";
import { columns } from "./columns.js";
import { type KnownRun, readKnownRun } from "./known-run.js";

/** The runs of a folder as a table, the newest first. */
export async function listRuns(project: string, { isJson }: { isJson: boolean }): Promise<string> {
  const folders = await runFolders(project);
  const rows = (await Promise.all(folders.map((folder) => readKnownRun(project, folder)))).map(rowOf);
  if (isJson) return JSON.stringify(rows, null, 2);
  if (rows.length === 0) return 'There are no runs in this folder. Start one: opencode-orchestrator auto "…"';
  const [head = "", ...lines] = columns([
    ["Run", "Status", "Tasks", "Iterations", "Cost", "Started", "Request"],
    ...rows.map(({ run, status, tasks, iterations, cost, startedAt, request }) => [
      run,
      status,
      `${tasks.done}/${tasks.total}`,
      String(iterations),
      cost > 0 ? `$${cost.toFixed(cost < 1 ? 4 : 2)}` : "–",
      startedAt ? localTime(startedAt) : "",
      oneLine(request, 60),
    ]),
  ]);
  return [colours(process.stdout).bold(head), ...lines].join("\n");
}

function rowOf({ id, status, report }: KnownRun) {
  const tasks = report?.tasks ?? [];
  const done = tasks.filter((task) => ["verified", "reviewed", "unverified"].includes(task.status));
  return {
    run: id,
    status,
    tasks: { done: done.length, total: tasks.length },
    iterations: report?.iterations ?? 0,
    cost: report?.cost ?? 0,
    startedAt: report?.startedAt,
    request: report?.request ?? "",
  };
}

function localTime(iso: string): string {
  // Swedish dates are ISO dates in local time.
  return new Date(iso).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
}
