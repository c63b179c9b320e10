import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { formatLockFile } from "../../src/runs/lock-file.js";
import {
  createRunFolder,
  lockFileOf,
  otherLockFilesOf,
  runFiles,
  runFolders,
  runsFolderOf,
} from "../../src/runs/run-folder.js";
import { createProject, type Project } from "../support/project.js";

let root: string;
let clone: Project;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "runs-place-")));
  vi.stubEnv("XDG_STATE_HOME", join(root, "state"));
  clone = await createProject({ "packages/one/a.txt": "a\n" }, { path: join(root, "clone") });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

/** What git itself says, whatever the environment of the tests says. */
async function gitFolder(folder: string): Promise<string> {
  const env = { PATH: process.env.PATH };
  const answer = await promisify(execFile)("git", ["rev-parse", "--absolute-git-dir"], { cwd: folder, env });
  return answer.stdout.trim();
}

async function makeRun(project: string, run: string): Promise<string> {
  const folder = await createRunFolder(project, run);
  await writeFile(runFiles(folder).journal, "");
  return folder;
}

async function makeOlderRun(folder: string, run: string): Promise<string> {
  const place = join(folder, ".opencode", "orchestrator", run);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "..", ".gitignore"), "*\n");
  await writeFile(runFiles(place).journal, "");
  return place;
}

const inGit = async (folder: string) => join(await gitFolder(folder), "opencode-orchestrator");
const inState = /\/state\/opencode-orchestrator\/[\w.-]+-[0-9a-f]{12}$/;

describe("runs of a git worktree", () => {
  it("are where git keeps what belongs to the clone, also of a folder that a link leads to", async () => {
    await symlink(clone.path, join(root, "link"));
    expect(runsFolderOf(clone.path)).toBe(join(clone.path, ".git", "opencode-orchestrator"));
    expect(runsFolderOf(join(root, "link"))).toBe(runsFolderOf(clone.path));
    await makeRun(clone.path, "run-1");
    expect(await clone.git("status", "--porcelain", "--ignored")).toBe("");
    expect(await clone.git("fsck", "--strict")).toBe("");
  });

  it("stay with `git clean`, `git stash` and `git gc`", async () => {
    const run = await makeRun(clone.path, "run-1");
    await clone.write("new.txt", "new\n");
    await clone.git("stash", "--all", "--quiet");
    await clone.git("clean", "-fdx", "--quiet");
    await clone.git("gc", "--quiet", "--prune=now");
    expect(await runFolders(clone.path)).toEqual([run]);
  });

  it("of a linked worktree are its own, and go with it", async () => {
    const linked = join(root, "linked");
    await clone.git("worktree", "add", "--quiet", linked);
    expect(runsFolderOf(linked)).toBe(await inGit(linked));
    expect(runsFolderOf(linked)).not.toBe(runsFolderOf(clone.path));
    expect(lockFileOf(linked)).not.toBe(lockFileOf(clone.path));
    await makeRun(linked, "run-1");
    expect(await runFolders(clone.path)).toEqual([]);
    await clone.git("worktree", "remove", linked);
    expect(await runFolders(linked)).toEqual([]);
  });

  it("of a copied linked worktree are not the first one's, of a moved one are", async () => {
    const linked = join(root, "linked");
    await clone.git("worktree", "add", "--quiet", linked);
    await makeRun(linked, "run-1");
    await cp(linked, join(root, "copied"), { recursive: true });
    expect(runsFolderOf(join(root, "copied"))).toMatch(inState);
    await rename(linked, join(root, "moved"));
    expect((await runFolders(join(root, "moved"))).map((run) => run.split("/").at(-1))).toEqual(["run-1"]);
  });

  it("of a submodule are in the outer repository's `.git`, where no tool looks either", async () => {
    const inner = await createProject({ "b.txt": "b\n" }, { path: join(root, "inner") });
    await clone.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub");
    expect(runsFolderOf(join(clone.path, "sub"))).toBe(await inGit(join(clone.path, "sub")));
    expect(runsFolderOf(join(clone.path, "sub"))).toContain(join(clone.path, ".git", "modules"));
  });

  it("are where `--separate-git-dir` put the repository, unless that is in the tree as well", async () => {
    const apart = await createProject({}, { path: join(root, "apart") });
    await apart.git("init", "--quiet", "--separate-git-dir", join(root, "store"));
    expect(runsFolderOf(apart.path)).toBe(join(root, "store", "opencode-orchestrator"));
    await apart.git("init", "--quiet", "--separate-git-dir", join(apart.path, ".bare"));
    expect(runsFolderOf(apart.path)).toMatch(inState);
  });

  it("are found by their place, whatever GIT_DIR says", async () => {
    const before = runsFolderOf(clone.path);
    vi.stubEnv("GIT_DIR", join(root, "elsewhere"));
    expect(runsFolderOf(clone.path)).toBe(before);
  });

  it("go with a clone that is moved, and are copied with one that is copied", async () => {
    await makeRun(clone.path, "run-1");
    await cp(clone.path, join(root, "copy"), { recursive: true });
    await rename(clone.path, join(root, "moved"));
    for (const name of ["moved", "copy"]) {
      expect(await runFolders(join(root, name))).toEqual([
        join(root, name, ".git/opencode-orchestrator/run-1"),
      ]);
    }
  });
});

describe("runs of a folder inside a worktree", () => {
  it("are its own, under the worktree's one lock", async () => {
    const inside = join(clone.path, "packages", "one");
    const run = await makeRun(inside, "run-1");
    await makeRun(clone.path, "run-2");
    expect(await runFolders(inside)).toEqual([run]);
    expect((await runFolders(clone.path)).map((folder) => folder.split("/").at(-1))).toEqual(["run-2"]);
    expect(lockFileOf(inside)).toBe(lockFileOf(clone.path));
  });
});

describe("runs of a folder without git", () => {
  it("are in the user's state folder, under the folder's real path", async () => {
    for (const name of ["one", "two"]) await mkdir(join(root, name, "shop"), { recursive: true });
    await symlink(join(root, "one", "shop"), join(root, "link"));
    const [one, two] = [runsFolderOf(join(root, "one", "shop")), runsFolderOf(join(root, "two", "shop"))];
    expect(one).toMatch(inState);
    expect(one).toContain("shop-");
    expect(two).not.toBe(one);
    expect(runsFolderOf(join(root, "link"))).toBe(one);
  });

  it("are still found when it becomes a repository, and its lock still counts", async () => {
    const folder = join(root, "shop");
    await mkdir(folder);
    const run = await makeRun(folder, "run-1");
    const lockFile = lockFileOf(folder);
    await createProject({}, { path: folder });
    expect(runsFolderOf(folder)).toBe(join(folder, ".git", "opencode-orchestrator"));
    expect(await runFolders(folder)).toEqual([run]);
    expect(otherLockFilesOf(folder)).toContain(lockFile);
  });

  it("are not in an empty `.git`, nor in a bare repository's own folder", async () => {
    await mkdir(join(root, "empty", ".git"), { recursive: true });
    expect(runsFolderOf(join(root, "empty"))).toMatch(inState);
    await clone.git("clone", "--quiet", "--bare", ".", join(root, "bare.git"));
    expect(runsFolderOf(join(root, "bare.git"))).toMatch(inState);
  });
});

describe("runs of an earlier version, in the worktree", () => {
  it("are listed among the others by their age, and stay when a new run is made", async () => {
    const older = await makeOlderRun(clone.path, "20260101-a");
    const newer = await makeRun(clone.path, "20260102-b");
    expect(await runFolders(clone.path)).toEqual([newer, older]);
    expect(otherLockFilesOf(clone.path)).toContain(join(clone.path, ".opencode/orchestrator/lock.json"));
  });

  it("leave nothing behind once they are deleted", async () => {
    await rm(await makeOlderRun(clone.path, "20260101-a"), { recursive: true });
    await makeRun(clone.path, "20260102-b");
    expect(await clone.exists(".opencode")).toBe(false);
  });

  it("leave the user's own files and a lock that is held", async () => {
    const run = await makeOlderRun(clone.path, "20260101-a");
    await rm(run, { recursive: true });
    await clone.write(".opencode/orchestrator.jsonc", "{}\n");
    await clone.write(
      ".opencode/orchestrator/lock.json",
      formatLockFile({
        ...{ run: "r", session: "s", pid: 1, process: "p", host: "elsewhere", folder: clone.path },
        since: new Date().toISOString(),
      }),
    );
    await makeRun(clone.path, "20260102-b");
    expect(await clone.exists(".opencode/orchestrator/lock.json")).toBe(true);
    await rm(join(clone.path, ".opencode/orchestrator/lock.json"));
    await makeRun(clone.path, "20260103-c");
    expect(await clone.exists(".opencode/orchestrator")).toBe(false);
    expect(await clone.exists(".opencode/orchestrator.jsonc")).toBe(true);
  });
});
