import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs of folders without git are kept in the user's state folder: that of the tests is not the user's own. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "orchestrator-state-"));
  process.env.XDG_STATE_HOME = folder;
  return () => rm(folder, { recursive: true, force: true });
}
