import { createHash } from "node:crypto";
import { accessSync, constants, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { findGitFolder, isOwnAndHidden } from "./git-folder.js";

/** A folder of runs, and the lock of the worktree that they work in. Absolute. */
export interface RunsPlace {
  folder: string;
  lockFile: string;
}

/** Of the folder that OpenCode works in. */
export interface RunsPlaces {
  /** Where new runs are made. */
  own: RunsPlace;
  /** Where there may be runs that were made before: without a repository, or by an earlier version. */
  others: RunsPlace[];
}

const folderName = "opencode-orchestrator";

/** Where earlier versions made their runs, in the worktree. */
export const olderName = join(".opencode", "orchestrator");

/**
 * Where the runs of a folder live: in the folder that git keeps for its worktree, where no tool looks, or in the
 * user's state folder where there is none that can be written.
 */
export function findRunsPlaces(project: string): RunsPlaces {
  const folder = realPath(project);
  const git = findGitFolder(folder);
  const top = git?.top ?? folder;
  const inside = relative(top, folder);
  const placeIn = (base: string): RunsPlace => ({
    folder: inside === "" ? base : join(base, "folders", inside),
    lockFile: join(base, "lock.json"),
  });
  const inState = placeIn(stateFolder(top));
  const older = { folder: join(folder, olderName), lockFile: join(top, olderName, "lock.json") };
  if (!git || !isOwnAndHidden(git)) return { own: inState, others: [older] };
  const inGit = placeIn(join(git.gitFolder, folderName));
  return isWritable(git.gitFolder)
    ? { own: inGit, others: [inState, older] }
    : { own: inState, others: [inGit, older] };
}

/** Named for people, told apart by its path. */
function stateFolder(top: string): string {
  const hash = createHash("sha256").update(top).digest("hex").slice(0, 12);
  const { XDG_STATE_HOME: given = "" } = process.env;
  const state = isAbsolute(given) ? given : join(homedir(), ".local", "state");
  return join(state, folderName, `${basename(top)}-${hash}`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}
