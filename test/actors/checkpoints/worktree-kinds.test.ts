import { mkdir, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { filesIn, git, write } from "./user-repository.js";

let root: string;
let home: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "worktree-kinds-")));
  home = join(root, "home");
  await mkdir(join(home, "project"), { recursive: true });
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

interface Place {
  worktree: string;
  /** A folder in each of the user's repositories. */
  repositories: string[];
}

const places: { kind: string; prepare(project: string): Promise<Place> }[] = [
  {
    kind: "a worktree with uncommitted work",
    async prepare(project) {
      git(project, "init", "-q");
      await leaveWork(project);
      return { worktree: project, repositories: [project] };
    },
  },
  {
    kind: "a subfolder of a repository",
    async prepare(project) {
      const worktree = join(project, "packages/app");
      git(project, "init", "-q");
      await leaveWork(project);
      await leaveWork(worktree);
      return { worktree, repositories: [project] };
    },
  },
  {
    kind: "a linked worktree",
    async prepare(project) {
      const worktree = join(home, "linked");
      git(project, "init", "-q");
      await leaveWork(project);
      git(project, "worktree", "add", "-q", worktree, "-b", "side");
      await leaveWork(worktree);
      return { worktree, repositories: [project, worktree] };
    },
  },
  {
    kind: "a repository with submodules",
    async prepare(project) {
      const library = join(home, "library");
      await mkdir(library);
      git(library, "init", "-q");
      await leaveWork(library);
      git(project, "init", "-q");
      git(project, "submodule", "--quiet", "add", library, "module");
      await leaveWork(project);
      await leaveWork(join(project, "module"));
      return { worktree: project, repositories: [project, join(project, "module"), library] };
    },
  },
  {
    kind: "an unborn branch",
    async prepare(project) {
      git(project, "init", "-q");
      await leaveUncommitted(project);
      return { worktree: project, repositories: [project] };
    },
  },
  {
    kind: "no git at all",
    async prepare(project) {
      for (const path of trackedPaths) await write(project, path, "the user's own\n");
      return { worktree: project, repositories: [] };
    },
  },
];

it.each(places)(
  "leaves all of the user's work as it is and takes all of the agent's back: $kind",
  async ({ prepare }) => {
    const { worktree, repositories } = await prepare(join(home, "project"));
    const before = await evidenceOf(repositories);
    const checkpoints = await createGitCheckpoints({ worktree, stateFolder: join(root, "state") });

    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const start = Date.now();
    const changed = await changeAsAgent(worktree);
    const worked = await evidenceOf(repositories);
    await checkpoints.close({ spans: [{ start, end: Date.now() }], files: ["clean.txt"] });
    const output = await checkpoints.rollBack(checkpoint);

    const hasGit = repositories.length > 0;
    expect(checkpoint.tree !== null).toBe(hasGit);
    expect(output).toEqual({ restored: hasGit ? changed : [], kept: [] });
    expect(await evidenceOf(repositories)).toEqual(hasGit ? before : worked);
  },
);

const trackedPaths = ["clean.txt", "deleted.txt", "half.txt", "staged.txt", "unstaged.txt"];

/** A commit and a stash, and then every kind of uncommitted work, all in one folder of a repository. */
async function leaveWork(folder: string): Promise<void> {
  for (const path of trackedPaths) await write(folder, path, "old\n");
  git(folder, "add", ".");
  git(folder, "commit", "-qm", "the user's", "--allow-empty", "--", ".");
  await leaveUncommitted(folder);
  git(folder, "stash", "store", "-m", "the user's", git(folder, "stash", "create").trim());
}

async function leaveUncommitted(folder: string): Promise<void> {
  for (const path of trackedPaths) await write(folder, path, path === "clean.txt" ? "old\n" : "staged\n");
  git(folder, "add", ...trackedPaths.filter((path) => path !== "unstaged.txt"));
  await write(folder, "half.txt", "half staged\n");
  await write(folder, "unstaged.txt", "unstaged\n");
  await rm(join(folder, "deleted.txt"));
  await write(folder, "notes/untracked.txt", "untracked\n");
}

/** @returns what it edits, creates and deletes, sorted */
async function changeAsAgent(worktree: string): Promise<string[]> {
  const edited = ["clean.txt", "created/deep/file.txt", "deleted.txt", "half.txt", "notes/untracked.txt"];
  for (const path of edited) await write(worktree, path, "by the agent\n");
  await rm(join(worktree, "staged.txt"));
  await rm(join(worktree, "unstaged.txt"));
  return [...edited, "staged.txt", "unstaged.txt"];
}

/** All that the user has, byte by byte. Nothing here refreshes an index. */
async function evidenceOf(repositories: readonly string[]) {
  const states = repositories.map(async (folder) => ({
    index: await readFile(resolve(folder, git(folder, "rev-parse", "--git-path", "index").trim()), "latin1"),
    status: git(folder, "--no-optional-locks", "status", "--porcelain=v2"),
    refs: git(folder, "for-each-ref"),
    head: await readFile(resolve(folder, git(folder, "rev-parse", "--git-path", "HEAD").trim()), "utf8"),
    stashes: git(folder, "stash", "list"),
  }));
  return { files: await filesIn(home), repositories: await Promise.all(states) };
}
