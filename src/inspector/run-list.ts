import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { oneLine } from "../contracts/one-line.js";
import type { Report } from "../contracts/report.js";
import { runFiles, runFolders } from "../runs/run-folder.js";
import { shown } from "./frames/views.js";

/** A run as the page's list names it. */
export interface RunView {
  run: string;
  /** As its last report has it; absent before the first one. */
  status?: string;
  request?: string;
}

/** The runs of a folder, the newest first. */
export async function listRunViews(project: string): Promise<RunView[]> {
  const folders = await runFolders(project);
  return Promise.all(folders.slice(0, 200).map(toRunView));
}

async function toRunView(folder: string): Promise<RunView> {
  const run = basename(folder);
  try {
    const { status, request } = JSON.parse(await readFile(runFiles(folder).report, "utf8")) as Report;
    return { run, status, request: oneLine(shown(request, 200), 100) };
  } catch {
    return { run };
  }
}
