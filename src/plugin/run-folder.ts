import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where runs live, relative to the folder that OpenCode works in. Its own `.gitignore` keeps it out of git. */
export const runsFolder = join(".opencode", "orchestrator");

/** Makes the folder of a run and returns its path. */
export async function createRunFolder(project: string, run: string): Promise<string> {
  const folder = join(project, runsFolder, run);
  await mkdir(folder, { recursive: true });
  await writeFile(join(project, runsFolder, ".gitignore"), "*\n");
  return folder;
}
