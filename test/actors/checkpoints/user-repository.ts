import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export function git(folder: string, ...args: string[]): string {
  const identity = [
    "-c",
    "user.name=a",
    "-c",
    "user.email=a@example.com",
    "-c",
    "protocol.file.allow=always",
  ];
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("GIT_")));
  return execFileSync("git", [...identity, ...args], { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
}

export async function write(folder: string, path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** Everything in a folder but git's own: content, links, executable bits, and empty folders. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    if (path.split("/").includes(".git")) continue;
    const stats = await lstat(join(folder, path));
    if (stats.isDirectory()) {
      if ((await readdir(join(folder, path))).length === 0) files[path] = "empty folder";
    } else if (stats.isSymbolicLink()) files[path] = `link to ${await readlink(join(folder, path))}`;
    else {
      const content = await readFile(join(folder, path), "latin1");
      files[path] = `${(stats.mode & 0o100) === 0 ? "" : "executable "}${content}`;
    }
  }
  return files;
}

/** What the user's repository holds, byte by byte. */
export async function repositoryOf(folder: string): Promise<Record<string, string>> {
  const gitFolder = join(folder, ".git");
  const hashes: Record<string, string> = {};
  for (const path of await readdir(gitFolder, { recursive: true })) {
    if (!(await lstat(join(gitFolder, path))).isFile()) continue;
    hashes[path] = createHash("sha256")
      .update(await readFile(join(gitFolder, path)))
      .digest("hex");
  }
  return hashes;
}

/** A repository with a commit and every kind of uncommitted work. */
export async function makeDirtyRepository(worktree: string): Promise<void> {
  const put = (path: string, content: string) => write(worktree, path, content);
  git(worktree, "init", "-q");
  await put("committed.txt", "committed\n");
  await put("dirty.txt", "old\n");
  await put("staged.txt", "old\n");
  await put("half.txt", "old\n");
  await put("gone.txt", "deleted by the user\n");
  await put(".gitignore", "ignored/\n*.secret\n");
  git(worktree, "add", "-A");
  git(worktree, "commit", "-qm", "first");
  await put("dirty.txt", "the user's own\n");
  await put("staged.txt", "staged\n");
  await put("half.txt", "staged half\n");
  git(worktree, "add", "staged.txt", "half.txt");
  await put("half.txt", "worktree half\n");
  await rm(join(worktree, "gone.txt"));
  await put("notes/untracked.txt", "untracked\n");
  await put("ignored/cache", "cache\n");
  await put("key.secret", "secret\n");
}
