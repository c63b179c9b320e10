import { mkdir, mkdtemp, readdir, readFile, realpath, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { ActorError } from "../../../src/contracts/failure.js";
import { filesIn, makeDirtyRepository, write } from "./user-repository.js";

let root: string;
let worktree: string;
let logFile: string;
let store: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "checkpoints-crash-")));
  worktree = join(root, "project");
  logFile = join(root, "state/checkpoints.json");
  store = join(root, "state/checkpoints.git");
  await mkdir(worktree);
  await mkdir(join(root, "state"));
  await makeDirtyRepository(worktree);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const open = () => createGitCheckpoints({ worktree, stateFolder: join(root, "state") });
const put = (path: string, content: string) => write(worktree, path, content);

async function openingError(): Promise<ActorError> {
  const error = await open().catch((thrown: unknown) => thrown);
  if (error instanceof ActorError) return error;
  throw new Error(`not an ActorError: ${error}`);
}

describe("createGitCheckpoints after a crash", () => {
  it.each([
    ["of another version", '{"version": 3}', /expected one of 1\|2.*at version/],
    ["truncated", '{"version":1,"sequence":3,"saves":{"4b825', /JSON/],
    ["empty", "", /JSON/],
    ["random bytes", Buffer.from([0x9f, 0x00, 0xfe, 0x0a, 0x7b, 0x80]), /JSON/],
  ])("names the log and what is wrong with it, and leaves it there: %s", async (_, content, reason) => {
    await writeFile(logFile, content);
    const { message, failure } = await openingError();
    expect([message.includes(logFile), failure.retryable]).toEqual([true, false]);
    expect(message).toMatch(reason);
    expect(await readFile(logFile)).toEqual(Buffer.from(content));
  });

  it("names the log and why it cannot be opened when a folder is in its place", async () => {
    await write(logFile, "inner", "the user's\n");
    const { message } = await openingError();
    expect([message.includes(logFile), message.includes("EISDIR")]).toEqual([true, true]);
    expect(await readdir(logFile)).toEqual(["inner"]);
  });

  it("names the store when a file is in its place, and leaves it there", async () => {
    await writeFile(store, "the user's\n");
    const { message } = await openingError();
    expect(message).toContain(store);
    expect(await readFile(store, "utf8")).toBe("the user's\n");
  });

  it.each([
    ["an empty folder", async () => undefined],
    ["only a lock", () => write(store, "config.lock", "[core]\n")],
    ["an empty head", () => write(store, "HEAD", "")],
    ["a cut configuration", () => write(store, "config", "[core]\n\tbare = true\n[exten")],
  ])("makes a store anew that was only half made: %s", async (_, prepare) => {
    await mkdir(store);
    await prepare();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("dirty.txt", "by the agent\n");
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["dirty.txt"], kept: [] });
  });

  it("mends its store's head and configuration and still has its files", async () => {
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("dirty.txt", "by the agent\n");
    await truncate(join(store, "HEAD"));
    await truncate(join(store, "config"));
    expect(await (await open()).rollBack(checkpoint)).toEqual({ restored: ["dirty.txt"], kept: [] });
  });

  it.each([
    ["closed", true],
    ["still open", false],
  ])("completes a rollback that a crash cut, of a change that was %s", async (_, isClosed) => {
    const before = await filesIn(worktree);
    const crashed = await open();
    const checkpoint = await crashed.save();
    await crashed.open(checkpoint);
    for (const path of ["committed.txt", "dirty.txt", "half.txt", "new/one.txt", "new/two.txt"])
      await put(path, "by the agent\n");
    await rm(join(worktree, "staged.txt"));
    await rm(join(worktree, "notes"), { recursive: true });
    await put("notes", "a file where a folder was\n");
    if (isClosed) await crashed.close();
    // What the rollback did before the crash: a removal, an edit undone, a deletion undone, and a folder made.
    await rm(join(worktree, "new/one.txt"));
    await put("committed.txt", "committed\n");
    await put("staged.txt", "staged\n");
    await rm(join(worktree, "notes"));
    await mkdir(join(worktree, "notes"));

    const restored = ["dirty.txt", "half.txt", "new/two.txt", "notes/untracked.txt"];
    expect(await (await open()).rollBack(checkpoint)).toEqual({ restored, kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
    expect(await (await open()).rollBack(checkpoint)).toEqual({ restored: [], kept: [] });
  });
});
