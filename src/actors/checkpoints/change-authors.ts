import { lstat, realpath } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Activity } from "../../contracts/checkpoints.js";
import { measureClockOffset } from "./file-clock.js";
import type { TreeDifference } from "./tree-store.js";
import { createFolderTest } from "./worktree-files.js";

/** The paths of a change that are not the agent's alone. */
export interface ChangeAuthors {
  /** Only someone else changed them. */
  others: string[];
  /** Someone else changed them after the agent. */
  shared: string[];
}

export interface JudgeOptions {
  worktree: string;
  /** A folder for a file that tells the file system's clock. */
  staging: string;
}

/** The clocks of file systems go in steps of up to 20 ms. */
const slackMilliseconds = 50;

/**
 * Tells the agent's changes from those of others by when each file was changed last: by its ctime, which no program
 * can set. Look at the files before this is called: what is written in between then counts as someone else's.
 *
 * @param knownTimes the ctimes of files that were put back since
 */
export async function judgeAuthors(
  differences: readonly TreeDifference[],
  { spans, files }: Activity,
  { worktree, staging }: JudgeOptions,
  knownTimes: ReadonlyMap<string, number> = new Map(),
): Promise<ChangeAuthors> {
  const [offset, named] = [await measureClockOffset(staging), await namedPaths(worktree, files)];
  const isReachable = createFolderTest(worktree);
  const authors: ChangeAuthors = { others: [], shared: [] };
  for (const { path } of differences) {
    if (!(await isReachable(path))) continue;
    const stats = await lstat(join(worktree, path)).catch(() => undefined);
    // A file that is gone, or a folder in its place: giving the file back takes nothing from anyone.
    if (!stats || stats.isDirectory()) continue;
    const changedAt = (knownTimes.get(path) ?? stats.ctimeMs) - offset;
    const isAfter = ({ end }: { end: number }) => changedAt > end + slackMilliseconds;
    if (spans.some((span) => changedAt >= span.start - slackMilliseconds && !isAfter(span))) continue;
    if (!named.has(path)) authors.others.push(path);
    else if (spans.some(isAfter)) authors.shared.push(path);
  }
  return authors;
}

/** Also what a name leads to through symbolic links: that is what a tool writes. */
async function namedPaths(worktree: string, files: readonly string[]): Promise<Set<string>> {
  const realWorktree = await realpath(worktree);
  const paths = await Promise.all(
    files.map(async (file) => {
      const named = resolve(worktree, file);
      const real = await realpath(named).catch(() => named);
      return [relative(worktree, named), relative(realWorktree, real)];
    }),
  );
  return new Set(paths.flat().map((path) => path.replaceAll("\\", "/")));
}
