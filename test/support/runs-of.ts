import { runFolders } from "../../src/runs/run-folder.js";

/** The folders of a project's runs, the newest first, as an OpenCode sees them that lives in `home`. */
export function runsOf(project: string, home: string): Promise<string[]> {
  const own = process.env.XDG_STATE_HOME;
  process.env.XDG_STATE_HOME = `${home}/.local/state`;
  // It reads the environment at once.
  const folders = runFolders(project);
  if (own === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = own;
  return folders;
}
