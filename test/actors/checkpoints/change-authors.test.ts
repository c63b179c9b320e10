import { mkdir, mkdtemp, readFile, realpath, rm, symlink, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { filesIn, git, makeDirtyRepository, write } from "./user-repository.js";

let root: string;
let worktree: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "change-authors-")));
  worktree = join(root, "project");
  await mkdir(worktree);
  await makeDirtyRepository(worktree);
});

afterEach(async () => {
  vi.useRealTimers();
  await rm(root, { recursive: true, force: true });
});

const hour = 3_600_000;
/** Every file here is written between the two: a named one is the agent's before a span, and shared after one. */
const past = () => ({ start: Date.now() - 2 * hour, end: Date.now() - hour });
const future = () => ({ start: Date.now() + hour, end: Date.now() + 2 * hour });
const present = () => ({ start: Date.now() - hour, end: Date.now() + hour });

const open = (folder = worktree) =>
  createGitCheckpoints({ worktree: folder, stateFolder: join(root, "state") });
const put = (path: string, content: string) => write(worktree, path, content);
const read = (path: string) => readFile(join(worktree, path), "utf8");

/** A change that is still open, as a crash leaves it. */
async function openChange() {
  const checkpoints = await open();
  const checkpoint = await checkpoints.save();
  await checkpoints.open(checkpoint);
  return { checkpoints, checkpoint };
}

describe("close with an activity", () => {
  it("leaves what someone else changed while no tool ran out of the change, for later processes too", async () => {
    const { checkpoints, checkpoint } = await openChange();
    await put("committed.txt", "by the agent\n");
    await put("dirty.txt", "by the user meanwhile\n");
    await put("notes/new.txt", "by the user meanwhile\n");
    await checkpoints.close({ spans: [future()], files: ["committed.txt"] });

    const output = { restored: ["committed.txt"], kept: [] };
    expect(await (await open()).rollBack(checkpoint)).toEqual(output);
    expect([await read("committed.txt"), await read("dirty.txt"), await read("notes/new.txt")]).toEqual([
      "committed\n",
      "by the user meanwhile\n",
      "by the user meanwhile\n",
    ]);
  });

  it("shows what someone else changed beside changes neither as changed nor in the diff, also when they were taken back", async () => {
    const { checkpoints, checkpoint } = await openChange();
    await put("committed.txt", "by the agent\n");
    await put("dirty.txt", "by the user meanwhile\n");
    await checkpoints.close({ spans: [future()], files: ["committed.txt"] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect(await checkpoints.diff(checkpoint)).toContain("+by the agent");
    expect(await checkpoints.diff(checkpoint)).not.toContain("by the user");

    await checkpoints.rollBack(checkpoint);
    const later = await open();
    expect(await later.changedFiles(checkpoint)).toEqual([]);
    expect(await later.diff(checkpoint)).toBe("");
    await later.open(checkpoint);
    await put("dirty.txt", "by the agent after the user\n");
    await later.close({ spans: [present()], files: [] });
    expect(await later.changedFiles(checkpoint)).toEqual(["dirty.txt"]);
  });

  it("counts what was changed while a tool ran as the agent's, whatever wrote it", async () => {
    const before = await filesIn(worktree);
    const { checkpoints, checkpoint } = await openChange();
    const start = Date.now();
    await put("committed.txt", "by a script of the agent\n");
    await put("built/file.txt", "by a script of the agent\n");
    await checkpoints.close({ spans: [past(), { start, end: Date.now() }, future()], files: [] });
    const restored = ["built/file.txt", "committed.txt"];
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored, kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it.each([
    ["the last tool", () => [past()]],
    ["one tool and before the next", () => [past(), future()]],
  ])("keeps a file that someone else changed after the agent and after %s", async (_, spans) => {
    const { checkpoints, checkpoint } = await openChange();
    await put("committed.txt", "by the agent and the user\n");
    await put("new.txt", "by the agent and the user\n");
    await checkpoints.close({ spans: spans(), files: ["committed.txt", "new.txt"] });
    const output = { restored: [], kept: ["committed.txt", "new.txt"] };
    expect(await (await open()).rollBack(checkpoint)).toEqual(output);
    expect([await read("committed.txt"), await read("new.txt")]).toEqual([
      "by the agent and the user\n",
      "by the agent and the user\n",
    ]);
  });

  it("gives back what was deleted while a tool ran", async () => {
    const { checkpoints, checkpoint } = await openChange();
    await rm(join(worktree, "dirty.txt"));
    await rm(join(worktree, "notes"), { recursive: true });
    await checkpoints.close({ spans: [past(), present()], files: [] });
    const restored = ["dirty.txt", "notes/untracked.txt"];
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored, kept: [] });
  });

  it("gives back what a folder or a symbolic link stands in place of", async () => {
    await put("elsewhere/untracked.txt", "elsewhere\n");
    const before = await filesIn(worktree);
    const { checkpoints, checkpoint } = await openChange();
    await rm(join(worktree, "dirty.txt"));
    await put("dirty.txt/inner", "by the agent\n");
    await rm(join(worktree, "notes"), { recursive: true });
    await symlink("elsewhere", join(worktree, "notes"));
    await checkpoints.close({ spans: [future()], files: ["dirty.txt/inner", "notes"] });
    expect((await checkpoints.rollBack(checkpoint)).kept).toEqual([]);
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("is not misled by a time of modification that was set", async () => {
    const { checkpoints, checkpoint } = await openChange();
    await put("dirty.txt", "by the user meanwhile\n");
    const { start, end } = past();
    const modifiedAt = new Date((start + end) / 2);
    await utimes(join(worktree, "dirty.txt"), modifiedAt, modifiedAt);
    await checkpoints.close({ spans: [{ start, end }], files: [] });
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [], kept: [] });
    expect(await read("dirty.txt")).toBe("by the user meanwhile\n");
  });

  it("knows a file by its relative and its absolute name, and by one through a symbolic link", async () => {
    await symlink("notes", join(worktree, "shortcut"));
    await symlink(worktree, join(root, "link"));
    const paths = ["committed.txt", "dirty.txt", "half.txt", "notes/untracked.txt"];
    const { checkpoints, checkpoint } = await openChange();
    for (const path of paths) await put(path, "by the agent\n");
    const files = [
      "./committed.txt",
      join(worktree, "dirty.txt"),
      join(root, "link/half.txt"),
      "shortcut/untracked.txt",
    ];
    await checkpoints.close({ spans: [future()], files });
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: paths, kept: [] });
  });

  it("knows a file by its real name when the worktree is given through a symbolic link", async () => {
    await symlink(worktree, join(root, "link"));
    const checkpoints = await open(join(root, "link"));
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("dirty.txt", "by the agent\n");
    await checkpoints.close({ spans: [future()], files: [join(worktree, "dirty.txt")] });
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["dirty.txt"], kept: [] });
  });

  it("ends in a new process the change that a crash left open", async () => {
    const { checkpoint } = await openChange();
    const start = Date.now();
    await put("committed.txt", "by the agent\n");
    const crashedAt = Date.now();
    const resumed = await open();
    await resumed.close({ spans: [{ start, end: crashedAt }], files: [] });
    await put("dirty.txt", "by the user after the crash\n");
    await resumed.close({ spans: [present()], files: ["dirty.txt"] });
    expect(await resumed.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await read("dirty.txt")).toBe("by the user after the crash\n");
  });

  it("judges by the file system's clock, also when it differs from the process's", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 24 * hour });
    const { checkpoints, checkpoint } = await openChange();
    await put("committed.txt", "by the agent\n");
    await checkpoints.close({ spans: [present()], files: [] });
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
  });

  it("goes back to what someone else wrote, when a later change of the agent went on from it", async () => {
    const { checkpoints, checkpoint } = await openChange();
    await put("dirty.txt", "by the user meanwhile\n");
    await checkpoints.close({ spans: [past()], files: [] });
    await checkpoints.open(await checkpoints.save());
    await put("dirty.txt", "by the agent\n");
    await checkpoints.close({ spans: [present()], files: [] });
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["dirty.txt"], kept: [] });
    expect(await read("dirty.txt")).toBe("by the user meanwhile\n");
  });

  it("still knows whose file it was after a rollback into the midst of the change", async () => {
    const { checkpoints, checkpoint } = await openChange();
    await put("committed.txt", "by the agent\n");
    await put("dirty.txt", "by the user meanwhile\n");
    const midst = await checkpoints.save();
    await put("half.txt", "by the agent\n");
    await checkpoints.close({ spans: [future()], files: ["committed.txt", "half.txt"] });
    expect(await checkpoints.rollBack(midst)).toEqual({ restored: ["half.txt"], kept: [] });
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await read("dirty.txt")).toBe("by the user meanwhile\n");
  });

  it("leaves the user's index as it is", async () => {
    const status = git(worktree, "status", "--porcelain=v2");
    const index = await readFile(join(worktree, ".git/index"));
    const { checkpoints, checkpoint } = await openChange();
    await put("half.txt", "by the agent\n");
    await checkpoints.close({ spans: [present()], files: [] });
    await checkpoints.rollBack(checkpoint);
    expect(await readFile(join(worktree, ".git/index"))).toEqual(index);
    expect(git(worktree, "status", "--porcelain=v2")).toBe(status);
  });
});
