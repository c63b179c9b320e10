import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readChangeLog } from "../../../src/actors/checkpoints/change-log.js";
import { createTreeCheckpoints } from "../../../src/actors/checkpoints/tree-checkpoints.js";
import { openTreeStore, type TreeStore } from "../../../src/actors/checkpoints/tree-store.js";
import { findWorktreeFiles, type WorktreeFiles } from "../../../src/actors/checkpoints/worktree-files.js";
import { makeDirtyRepository, write } from "./user-repository.js";

let root: string;
let worktree: string;
let files: WorktreeFiles;
let store: TreeStore;
const path = process.env.PATH;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "checkpoint-scans-")));
  worktree = join(root, "project");
  await mkdir(worktree);
  await makeDirtyRepository(worktree);
  const found = await findWorktreeFiles(worktree, []);
  if (!found) throw new Error("the project has no git");
  files = found;
  store = await openTreeStore({ worktree, folder: join(root, "store.git"), ...files });
});

afterEach(async () => {
  process.env.PATH = path;
  await rm(root, { recursive: true, force: true });
});

it("needs no git for a tree and a text that it has just written", async () => {
  const [one, other] = [await store.storeText("one\n"), await store.storeText("other\n")];
  const first = new Map([["a.txt", { mode: "100644", blob: one }]]);
  const second = new Map([["a.txt", { mode: "100644", blob: other }]]);
  const trees = [await store.writeTree(first), await store.writeTree(second)];
  process.env.PATH = "";
  const again = [await store.writeTree(new Map(first)), await store.writeTree(new Map(second))];
  expect(again).toEqual(trees);
  expect(await store.storeText("other\n")).toBe(other);
  await expect(store.writeTree(new Map())).rejects.toThrow("git");
});

it("writes another tree where the same entries come in another order, since the later of two counts", async () => {
  const blob = await store.storeText("text\n");
  const entries: [string, { mode: string; blob: string }][] = [
    ["a", { mode: "100644", blob }],
    ["a/b", { mode: "100644", blob }],
  ];
  const [folder, file] = [
    await store.writeTree(new Map(entries)),
    await store.writeTree(new Map(entries.reverse())),
  ];
  expect([...(await store.entries(folder)).keys()]).toEqual(["a/b"]);
  expect([...(await store.entries(file)).keys()]).toEqual(["a"]);
});

it("looks the worktree over for what is not seen only where nothing has before", async () => {
  const lists: string[] = [];
  const counted: WorktreeFiles = {
    ...files,
    list() {
      lists.push("list");
      return files.list();
    },
  };
  const checkpoints = createTreeCheckpoints({
    worktree,
    files: counted,
    store,
    log: await readChangeLog(join(root, "checkpoints.json")),
    logFile: join(root, "checkpoints.json"),
    lookFile: join(root, "look.json"),
    staging: join(root, "staging"),
    reader: {},
  });
  await write(worktree, ".gitignore", "new.log\n");
  const ignored = [{ path: "new.log", reason: "git ignores it (.gitignore:1)" }];
  expect(await checkpoints.unseen(["new.log", "a.txt"])).toEqual(ignored);
  expect(lists).toHaveLength(1);
  await checkpoints.save();
  expect(lists).toHaveLength(2);
  expect(await checkpoints.unseen(["new.log", "a.txt"])).toEqual(ignored);
  expect(lists).toHaveLength(2);
});
