import { chmod, lstat, mkdir, mkdtemp, readFile, realpath, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import type { Checkpoints } from "../../../src/contracts/checkpoints.js";
import { filesIn, makeDirtyRepository, write } from "./user-repository.js";

let root: string;
let worktree: string;
let checkpoints: Checkpoints;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "beside-")));
  worktree = join(root, "project");
  await mkdir(worktree);
  await makeDirtyRepository(worktree);
  await put("old/old.txt", "old\n");
  await put("agent/by.txt", "old\n");
  checkpoints = await createGitCheckpoints({ worktree, stateFolder: join(root, "state") });
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const put = (path: string, content: string) => write(worktree, path, content);
const inside = (path: string) => join(worktree, path);
const isThere = (path: string) =>
  lstat(inside(path)).then(
    () => true,
    () => false,
  );

/** What the user does beside. Each gives the paths that it concerns. */
const deeds: { deed: string; paths: string[]; work(): Promise<unknown> }[] = [
  {
    deed: "saves a file",
    paths: ["dirty.txt", "notes/new.txt"],
    work: () => Promise.all([put("dirty.txt", "by the user\n"), put("notes/new.txt", "by the user\n")]),
  },
  { deed: "deletes a file", paths: ["old/old.txt"], work: () => rm(inside("old/old.txt")) },
  { deed: "deletes a folder", paths: ["old/old.txt"], work: () => rm(inside("old"), { recursive: true }) },
  {
    deed: "renames a file",
    paths: ["old/old.txt", "old/new.txt"],
    work: () => rename(inside("old/old.txt"), inside("old/new.txt")),
  },
  {
    deed: "renames a folder",
    paths: ["old/old.txt", "new/old.txt"],
    work: () => rename(inside("old"), inside("new")),
  },
  { deed: "changes a file's mode", paths: ["old/old.txt"], work: () => chmod(inside("old/old.txt"), 0o755) },
];

/** Work of the agent while one of its tools runs; what comes next is later by the file system's clock. */
async function tool(work: () => Promise<unknown>) {
  const start = Date.now();
  await work();
  const end = Date.now();
  await later();
  return { start, end };
}

/** Until the clock has moved on by more than its own inaccuracy. */
async function later() {
  const now = Date.now();
  await vi.waitUntil(() => Date.now() > now + 120);
}

const edit = () => tool(() => put("agent/by.txt", "by the agent\n"));

/** The change is the agent's alone, and a rollback leaves what the user did as the user left it. */
async function expectOnlyTheAgents(checkpoint: { tree: string | null }, paths: readonly string[]) {
  const [left, before] = [await filesIn(worktree), "old\n"];
  expect(await checkpoints.changedFiles(checkpoint)).toEqual(["agent/by.txt"]);
  const [diff] = (await checkpoints.diff(checkpoint)).split("\n[");
  for (const path of paths) expect(diff).not.toContain(path);
  expect((await checkpoints.rollBack(checkpoint)).restored).toEqual(["agent/by.txt"]);
  expect(await filesIn(worktree)).toEqual({ ...left, "agent/by.txt": before });
}

describe.each(deeds)("a user who $deed", ({ paths, work }) => {
  it("beside an agent whose tools edit keeps it", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const span = { ...(await edit()), namedOnly: true };
    await work();
    await checkpoints.close({ spans: [span], files: ["agent/by.txt"] });
    await expectOnlyTheAgents(checkpoint, paths);
  });

  it("while a tool of the agent writes another file keeps it", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const span = await tool(async () => {
      await put("agent/by.txt", "by the agent\n");
      await work();
    });
    await checkpoints.close({ spans: [{ ...span, namedOnly: true }], files: ["agent/by.txt"] });
    await expectOnlyTheAgents(checkpoint, paths);
  });

  it("before the agent's first command keeps it", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await work();
    await later();
    await checkpoints.close({ spans: [await edit()], files: [] });
    await expectOnlyTheAgents(checkpoint, paths);
  });

  it("after a command of the agent keeps it", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const span = await edit();
    await work();
    await checkpoints.close({ spans: [span], files: [] });
    await expectOnlyTheAgents(checkpoint, paths);
  });

  it("while a check runs that writes nothing keeps it", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await checkpoints.close({ spans: [await edit()], files: [] });
    const look = await checkpoints.look();
    await work();
    await checkpoints.settle(look, () => false);
    await expectOnlyTheAgents(checkpoint, paths);
  });

  it("between two changes, and after them, keeps it", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await checkpoints.close({ spans: [await edit()], files: [] });
    await work();
    await checkpoints.open(await checkpoints.save());
    await checkpoints.close({ spans: [], files: [] });
    await put("notes/later.txt", "by the user\n");
    await expectOnlyTheAgents(checkpoint, [...paths, "notes/later.txt"]);
  });
});

describe("what nobody can tell", () => {
  it("counts as the agent's while its command runs", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const span = await tool(() => rename(inside("old/old.txt"), inside("old/new.txt")));
    await checkpoints.close({ spans: [span], files: [] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["old/new.txt", "old/old.txt"]);
    expect((await checkpoints.rollBack(checkpoint)).restored).toEqual(["old/new.txt", "old/old.txt"]);
    expect(await readFile(inside("old/old.txt"), "utf8")).toBe("old\n");
  });

  it("is the agent's where its editing tool was the last one in the folder of a file that a command deleted", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const command = await tool(() => rm(inside("old/old.txt")));
    const span = { ...(await tool(() => put("old/new.txt", "by the agent\n"))), namedOnly: true };
    await checkpoints.close({ spans: [command, span], files: ["old/new.txt"] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["old/new.txt", "old/old.txt"]);
  });

  it("is said, and not taken back, where a file is gone after a command and someone else was in its folder since", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const span = await tool(() => rm(inside("old/old.txt")));
    await put("old/by-the-user.txt", "by the user\n");
    await checkpoints.close({ spans: [span], files: [] });

    expect(await checkpoints.changedFiles(checkpoint)).toEqual([]);
    expect(await checkpoints.diff(checkpoint)).toBe(
      "[Gone, and nobody can tell whether the agent or someone else deleted it: old/old.txt]\n",
    );
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [], kept: ["old/old.txt"] });
    expect(await isThere("old/old.txt")).toBe(false);
  });
});
