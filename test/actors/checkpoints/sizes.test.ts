import { chmod, lstat, mkdir, mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { partBySize } from "../../../src/actors/checkpoints/size-limits.js";
import { filesIn, git, write } from "./user-repository.js";

let root: string;
let worktree: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "sizes-")));
  worktree = join(root, "project");
  await mkdir(worktree);
  git(worktree, "init", "-q");
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const limits = { fileBytes: 1_000, allBytes: 3_000 };
const put = (path: string, bytes: number, letter = "a") => write(worktree, path, letter.repeat(bytes));
const open = (run = "run-1") =>
  createGitCheckpoints({ worktree, stateFolder: join(root, "runs", run), limits });

describe("a file that is too large", () => {
  it("is not stored, its change is noticed and not taken back, and the user hears of it", async () => {
    await put("data/large.bin", 5_000);
    await put("small.txt", 10);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("data/large.bin", 5_000, "b");
    await put("small.txt", 10, "b");
    await put("data/new.bin", 2_000_000);
    await checkpoints.close();

    expect(await checkpoints.limits()).toEqual([
      "Too large to be kept, so that a change is noticed but cannot be shown or taken back: data/new.bin (2 MB), data/large.bin (0 MB). Files that the work does not need belong into .gitignore.",
    ]);
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([
      "data/large.bin",
      "data/new.bin",
      "small.txt",
    ]);
    expect(await checkpoints.diff(checkpoint)).toMatch(
      /^diff --git a\/small\.txt [\s\S]*\+b{10}\n[^\n]*\n\[Changed, but too large to be shown: data\/large\.bin, data\/new\.bin\]\n$/,
    );
    expect(await checkpoints.unseen(["small.txt", "data/large.bin"])).toEqual([
      { path: "data/large.bin", reason: "it is too large to be kept" },
    ]);
    const output = { restored: ["data/new.bin", "small.txt"], kept: ["data/large.bin"] };
    expect(await checkpoints.rollBack(checkpoint)).toEqual(output);
    expect((await filesIn(worktree))["data/large.bin"]).toBe("b".repeat(5_000));
    expect(await bytesOf(join(root, "runs"))).toBeLessThan(20_000);
  });

  it("is the same to every save while nobody touches it, in later processes too", async () => {
    await put("large.bin", 5_000);
    const first = await (await open()).save();
    expect(await (await open()).save()).toEqual(first);
    await chmod(join(worktree, "large.bin"), 0o600);
    expect(await (await open()).save()).not.toEqual(first);
  });

  it("that a check wrote over stays as the check left it, as nobody's change", async () => {
    await put("large.bin", 5_000);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    const look = await checkpoints.look();
    await put("large.bin", 5_000, "b");
    const { written, putBack } = await checkpoints.settle(look, () => true);
    expect({ written, putBack }).toEqual({ written: ["large.bin"], putBack: [] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([]);
  });

  it("is given back where it was small before", async () => {
    await put("grown.txt", 10);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("grown.txt", 5_000);
    await checkpoints.close();
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["grown.txt"], kept: [] });
    expect((await filesIn(worktree))["grown.txt"]).toBe("a".repeat(10));
  });
});

describe("files that are too large together", () => {
  it("are left out from the largest on, and committed ones do not count", async () => {
    for (let number = 0; number < 6; number++) await put(`committed/${number}`, 900, `${number}`);
    git(worktree, "add", "-A");
    git(worktree, "commit", "-qm", "first");
    for (let number = 0; number < 6; number++) await put(`untracked/${number}`, 700 + number, `${number}`);
    const checkpoints = await open();
    const [limit] = await checkpoints.limits();
    expect(limit).toContain("taken back: untracked/5 (0 MB), untracked/4 (0 MB). Files");
  });

  it("are chosen the same way whatever their order", async () => {
    const files = [3, 1, 2, 2].map((size, index) => ({ path: `${index}`, stats: { size } }));
    const none = async () => new Map<string, number>();
    const namesOf = async (order: typeof files) => {
      const { kept, tooLarge } = await partBySize(order, 1, { fileBytes: 9, allBytes: 5 }, none);
      return [kept.map(({ path }) => path).sort(), tooLarge.map(({ path }) => path).sort()];
    };
    expect(await namesOf(files)).toEqual([
      ["1", "2"],
      ["0", "3"],
    ]);
    expect(await namesOf(files.toReversed())).toEqual(await namesOf(files));
  });
});

describe("what an earlier run stored", () => {
  const megabyte = 1_000_000;
  const openLarge = (run: string) => createGitCheckpoints({ worktree, stateFolder: join(root, "runs", run) });

  it("is neither read nor stored again, and outlives the earlier run", async () => {
    for (let number = 0; number < 30; number++)
      await put(`data/${number}.txt`, megabyte, `${number % 10}${number} `);
    // A file that was written just now may be written again and look the same.
    const saved = await untilRemembered("run-1");
    const second = await openLarge("run-2");
    expect(await second.save()).toEqual(saved);
    expect(await sharedFiles("run-1", "run-2")).toBeGreaterThan(20);

    await rm(join(root, "runs", "run-1"), { recursive: true });
    const checkpoint = await second.save();
    await second.open(checkpoint);
    await put("data/1.txt", 1);
    await second.close();
    const files = await filesIn(worktree);
    await second.rollBack(checkpoint);
    expect((await filesIn(worktree))["data/1.txt"]).not.toBe(files["data/1.txt"]);
  });

  it("is read again where the earlier run's store has lost it", async () => {
    for (let number = 0; number < 30; number++)
      await put(`data/${number}.txt`, megabyte, `${number % 10}${number} `);
    const saved = await untilRemembered("run-1");
    const objects = join(root, "runs", "run-1", "checkpoints.git", "objects");
    for (const name of await readdir(objects))
      if (/^[0-9a-f]{2}$/.test(name)) await rm(join(objects, name), { recursive: true });
    const second = await openLarge("run-2");
    expect(await second.save()).toEqual(saved);
    await second.open(saved);
    await put("data/1.txt", 1);
    await second.close();
    expect(await second.rollBack(saved)).toEqual({ restored: ["data/1.txt"], kept: [] });
  });

  /** Saves until no file is too young to be remembered. */
  async function untilRemembered(run: string) {
    const { ctimeMs } = await lstat(join(worktree, "data/29.txt"));
    await expect.poll(() => Date.now() - ctimeMs, { timeout: 10_000 }).toBeGreaterThan(2_100);
    return (await openLarge(run)).save();
  }
});

describe("what a killed process left in the store", () => {
  it("is removed when the store is opened", async () => {
    await put("a.txt", 10);
    await (await open()).save();
    const store = join(root, "runs", "run-1", "checkpoints.git");
    const left = [
      "index-1",
      "index-1.lock",
      "objects/aa/tmp_obj_x",
      "objects/pack/tmp_pack_x",
      "objects/tmp_obj_y",
    ];
    for (const path of left) await write(store, path, "half");
    const staging = join(root, "runs", "run-1", "staging");
    await write(staging, "restored-1", "half");

    await open();
    const files = await readdir(store, { recursive: true });
    expect(left.filter((path) => files.includes(path))).toEqual([]);
    expect(await readdir(staging).catch(() => [])).toEqual([]);
  });
});

async function bytesOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(files.map(async (file) => lstat(join(folder, file))));
  return sizes.reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}

async function sharedFiles(one: string, other: string): Promise<number> {
  const inodesOf = async (run: string) => {
    const folder = join(root, "runs", run, "checkpoints.git", "objects");
    const files = await readdir(folder, { recursive: true });
    return Promise.all(files.map(async (file) => (await lstat(join(folder, file))).ino));
  };
  const known = new Set(await inodesOf(one));
  return (await inodesOf(other)).filter((inode) => known.has(inode)).length;
}
