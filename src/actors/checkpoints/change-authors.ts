import { lstat, realpath } from "node:fs/promises";
import { join, posix, relative, resolve } from "node:path";
import type { Activity, ActivitySpan } from "../../contracts/checkpoints.js";
import { measureClockOffset } from "./file-clock.js";
import type { TreeDifference } from "./tree-store.js";
import { createFolderTest } from "./worktree-files.js";

/** The paths of a change that are not the agent's alone. */
export interface ChangeAuthors {
  /** Only someone else changed them. */
  others: string[];
  /** Someone else changed them after the agent. */
  shared: string[];
  /** Those of `others` that are gone, and that the agent may have deleted as well. */
  unclear: string[];
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
 * can set. A file that is gone has none: the ctime of the folder that it was in tells when something was made,
 * renamed or deleted there last. Look at the files before this is called: what is written in between then counts as
 * someone else's.
 *
 * @param knownTimes the ctimes of files that were put back since
 */
export async function judgeAuthors(
  differences: readonly TreeDifference[],
  { spans, files }: Activity,
  { worktree, staging }: JudgeOptions,
  knownTimes: ReadonlyMap<string, number> = new Map(),
): Promise<ChangeAuthors> {
  const offset = await measureClockOffset(staging);
  const named = await createNameTest(worktree, files);
  const isReachable = createFolderTest(worktree);
  const free = spans.filter(({ namedOnly }) => !namedOnly);
  const authors: ChangeAuthors = { others: [], shared: [], unclear: [] };
  for (const { path } of differences) {
    const file = (await isReachable(path)) ? await look(join(worktree, path)) : undefined;
    if (!file || file.isDirectory()) {
      if (named.covers(path)) continue;
      const changedAt = (await folderChangedAt(worktree, path)) - offset;
      const mayBeTheAgents = free.some(({ start }) => start - slackMilliseconds <= changedAt);
      if (mayBeTheAgents && spans.some((span) => isWithin(span, changedAt))) continue;
      authors.others.push(path);
      if (mayBeTheAgents) authors.unclear.push(path);
      continue;
    }
    const changedAt = (knownTimes.get(path) ?? file.ctimeMs) - offset;
    const isNamed = named.has(path);
    if ((isNamed ? spans : free).some((span) => isWithin(span, changedAt))) continue;
    if (!isNamed) authors.others.push(path);
    else if (spans.some((span) => isAfter(span, changedAt))) authors.shared.push(path);
  }
  return authors;
}

function isAfter({ end }: ActivitySpan, time: number): boolean {
  return time > end + slackMilliseconds;
}

function isWithin(span: ActivitySpan, time: number): boolean {
  return time >= span.start - slackMilliseconds && !isAfter(span, time);
}

function look(file: string) {
  return lstat(file).catch(() => undefined);
}

/** Of the folder that the path is in, or of what is left of the folders above it. */
async function folderChangedAt(worktree: string, path: string): Promise<number> {
  const isReachable = createFolderTest(worktree);
  let folder = posix.dirname(path);
  while (folder !== "." && !(await isReachable(`${folder}/file`))) folder = posix.dirname(folder);
  return (await lstat(join(worktree, folder))).ctimeMs;
}

interface NameTest {
  has(path: string): boolean;
  /** Also what is in a named folder, and a file whose name is now a folder of a named one. */
  covers(path: string): boolean;
}

/** Also what a name leads to through symbolic links: that is what a tool writes. */
async function createNameTest(worktree: string, files: readonly string[]): Promise<NameTest> {
  const realWorktree = await realpath(worktree);
  const paths = await Promise.all(
    files.map(async (file) => {
      const named = resolve(worktree, file);
      const real = await realpath(named).catch(() => named);
      return [relative(worktree, named), relative(realWorktree, real)];
    }),
  );
  const all = [...new Set(paths.flat().map((path) => path.replaceAll("\\", "/")))];
  const names = new Set(all);
  return {
    has: (path) => names.has(path),
    covers: (path) =>
      names.has(path) || all.some((name) => name.startsWith(`${path}/`) || path.startsWith(`${name}/`)),
  };
}
