import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type GitOptions, git, gitLine, gitList } from "../checkpoints/git.js";

export interface CopiedRepositoryOptions {
  /** The root of the user's repository. */
  top: string;
  /** The root of the copy. */
  root: string;
  objects: string;
  index: string;
}

/**
 * Gives a copy a `.git` of its own: the user's HEAD, refs and settings, and the copied files as its index. What a
 * check does with git stays in the copy.
 */
export async function makeCopiedRepository({
  top,
  root,
  objects,
  index,
}: CopiedRepositoryOptions): Promise<void> {
  const folder = join(root, ".git");
  const user: GitOptions = { cwd: top };
  const common = resolve(top, await gitLine(["rev-parse", "--git-common-dir"], user));
  for (const inner of ["objects/info", "refs", "info"]) await mkdir(join(folder, inner), { recursive: true });
  await writeFile(join(folder, "objects/info/alternates"), `${objects}\n`);
  await writeFile(join(folder, "HEAD"), `${await headOf(user)}\n`);
  const refs = await git(["for-each-ref", "--format=%(objectname) %(refname)"], user);
  await writeFile(join(folder, "packed-refs"), refs.stdout);
  await copyFile(index, join(folder, "index"));
  for (const file of ["config", "shallow", "info/exclude", "info/attributes"]) {
    await copyFile(join(common, file), join(folder, file)).catch(ignoreMissing);
  }
  const config = ["config", "--file", join(folder, "config")];
  const settings = new Set(await gitList([...config, "--list", "--name-only", "-z"], user));
  for (const key of strangeSettings.filter((name) => settings.has(name))) {
    await git([...config, "--unset-all", key], user);
  }
}

/** They say where the user's repository is, or how its folder is kept. */
const strangeSettings = [
  "core.worktree",
  "core.bare",
  "core.fsmonitor",
  "core.untrackedcache",
  "extensions.worktreeconfig",
  "extensions.refstorage",
];

async function headOf(user: GitOptions): Promise<string> {
  const branch = await gitLine(["symbolic-ref", "-q", "HEAD"], { ...user, answers: [1] });
  return branch === "" ? gitLine(["rev-parse", "HEAD"], user) : `ref: ${branch}`;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
