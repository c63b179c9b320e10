import { basename } from "node:path";
import { runFolders } from "../../runs/run-folder.js";
import { CommandError } from "../command-error.js";

/**
 * The folder of a run.
 * @param beginning of its id; the newest run where there is none
 * @throws CommandError when no run is meant by it, or several
 */
export async function findRun(project: string, beginning: string | undefined): Promise<string> {
  const folders = await runFolders(project);
  const [first, ...others] = folders.filter((folder) => basename(folder).startsWith(beginning ?? ""));
  if (!first) {
    const which = beginning === undefined || folders.length === 0 ? "There are no runs" : "No such run";
    throw new CommandError(`${which} in this folder: opencode-orchestrator runs lists them`);
  }
  if (beginning === undefined || basename(first) === beginning || others.length === 0) return first;
  const names = [first, ...others].map((folder) => basename(folder)).join(", ");
  throw new CommandError(`"${beginning}" matches ${others.length + 1} runs: ${names}`);
}
