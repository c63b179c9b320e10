import { hostname } from "node:os";
import { oneLine } from "../../contracts/one-line.js";
import { lockFileOf, unfinishedRunFolders } from "../../runs/run-folder.js";
import { readLock } from "../../runs/run-lock.js";
import { readKnownRun } from "../runs/known-run.js";
import { fail, type Line, ok, warn } from "./line.js";

/** The newest run that has not ended. */
export async function unfinishedLine(folder: string): Promise<Line> {
  const [newest] = await unfinishedRunFolders(folder);
  if (!newest) return ok("No unfinished run");
  const { id, status, report, problems } = await readKnownRun(folder, newest);
  const text = `Run ${id} is ${status}${report ? `: ${oneLine(report.request, 60)}` : ""}`;
  if (status.startsWith("at work")) return ok(text);
  if (!report) return warn(`${text}: ${problems.join("; ")}`, "Fix what it names, or start a new run");
  return warn(text, "opencode-orchestrator auto --resume resumes it, /auto-stop in OpenCode ends it");
}

/** Who holds the worktree. */
export async function lockLine(folder: string): Promise<Line> {
  const file = lockFileOf(folder);
  try {
    const lock = await readLock(file);
    if (!lock) return ok("No run holds the worktree");
    const { run, pid, host } = lock.holder;
    if (lock.isStale) {
      return warn(
        `The lock of run ${run} is stale: process ${pid} is gone`,
        "Nothing: the next run takes it over",
      );
    }
    return host === hostname()
      ? ok(`Run ${run} holds the worktree, in process ${pid}`)
      : warn(
          `Run ${run} holds the worktree, on the machine ${host}`,
          `Wait until it ends, or delete ${file} if that machine is gone`,
        );
  } catch (error) {
    return fail(
      oneLine((error as Error).message, 300),
      `Delete ${file} if no OpenCode works in this worktree`,
    );
  }
}
