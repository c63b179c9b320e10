import { randomUUID } from "node:crypto";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readlink,
  rename,
  rm,
  rmdir,
  symlink,
  writeFile,
} from "node:fs/promises";
import { dirname, join, posix } from "node:path";

export interface FileContent {
  mode: string;
  content: Buffer;
  /** All of its permission bits, where they are known; else those of the file that is replaced are kept. */
  permissions?: number | undefined;
}

/**
 * Puts a file into the worktree in one step: a crash leaves the old one or the new one.
 *
 * @param staging a folder for the file while it is written
 * @returns whether it could be put there: not where something else is in the way
 */
export async function putFile(
  worktree: string,
  path: string,
  { mode, content, permissions }: FileContent,
  staging: string,
): Promise<boolean> {
  const target = join(worktree, path);
  if (!(await makeFolders(worktree, posix.dirname(path)))) return false;
  const present = await lstat(target).catch(() => undefined);
  if (present?.isDirectory()) {
    const isEmpty = await rmdir(target).then(
      () => true,
      () => false,
    );
    if (!isEmpty) return false;
  }
  await mkdir(staging, { recursive: true });
  const staged = join(staging, `restored-${randomUUID()}`);
  if (mode === "120000") {
    await symlink(content.toString("utf8"), staged);
  } else {
    await writeFile(staged, content, { mode: mode === "100755" ? 0o777 : 0o666 });
    if (permissions !== undefined) await chmod(staged, permissions);
    else if (present?.isFile()) await chmod(staged, adapted(present.mode & 0o7777, mode));
  }
  await moveInto(staged, target, mode);
  return true;
}

/** Removes a file, and the folders above it that are empty then. */
export async function removeFile(worktree: string, path: string): Promise<void> {
  await rm(join(worktree, path), { force: true });
  for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
    const isGone = await rmdir(join(worktree, folder)).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}

/** Nothing is written through a symbolic link: it may lead out of the worktree. */
async function makeFolders(worktree: string, folder: string): Promise<boolean> {
  if (folder === ".") return true;
  if (!(await makeFolders(worktree, posix.dirname(folder)))) return false;
  const present = await lstat(join(worktree, folder)).catch(() => undefined);
  if (present) return present.isDirectory();
  await mkdir(join(worktree, folder));
  return true;
}

function adapted(present: number, mode: string): number {
  return mode === "100755" ? present | ((present & 0o444) >> 2) : present & ~0o111;
}

/** Beside the target first where the staging folder lies on another file system. */
async function moveInto(staged: string, target: string, mode: string): Promise<void> {
  try {
    await rename(staged, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const beside = join(dirname(target), `.restored-${randomUUID()}`);
    await (mode === "120000" ? symlink(await readlink(staged), beside) : copyFile(staged, beside));
    await rename(beside, target);
    await rm(staged, { force: true });
  }
}
