import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import type { Checkpoints } from "../../../src/contracts/checkpoints.js";
import { filesIn, git, makeDirtyRepository, repositoryOf, write } from "./user-repository.js";

let root: string;
let worktree: string;
let checkpoints: Checkpoints;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "settle-")));
  worktree = join(root, "project");
  await mkdir(worktree);
  await makeDirtyRepository(worktree);
  checkpoints = await open();
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const open = () => createGitCheckpoints({ worktree, stateFolder: join(root, "state") });
const put = (path: string, content: string) => write(worktree, path, content);
const read = (path: string) => readFile(join(worktree, path), "utf8");
const remove = (path: string) => rm(join(worktree, path), { recursive: true });

/** A check that does `work`: by default, all of it is its own. */
async function check(work: () => Promise<unknown>, isWrittenByCheck = (_path: string) => true) {
  const before = await checkpoints.look();
  await work();
  const { written, putBack } = await checkpoints.settle(before, isWrittenByCheck);
  return { written, putBack };
}

async function change(work: () => Promise<unknown>) {
  const checkpoint = await checkpoints.save();
  await checkpoints.open(checkpoint);
  await work();
  await checkpoints.close();
  return checkpoint;
}

const format = async (...paths: string[]) => {
  for (const path of paths) await put(path, `${(await read(path)).trimEnd()} formatted\n`);
};

describe("settle", () => {
  it("finds nothing after a check that wrote nothing but what is ignored", async () => {
    const settled = await check(async () => {
      await put("ignored/cache", "by the check\n");
      await put("committed.txt", "committed\n");
    });
    expect(settled).toEqual({ written: [], putBack: [] });
  });

  it("gives the user's drafts their bytes again, before any change, and leaves the repository as it was", async () => {
    const [files, repository] = [await filesIn(worktree), await repositoryOf(worktree)];
    const drafts = ["dirty.txt", "half.txt", "notes/untracked.txt", "staged.txt"];
    const settled = await check(() => format(...drafts));
    expect(settled).toEqual({ written: drafts, putBack: drafts });
    expect(await filesIn(worktree)).toEqual(files);
    expect(await repositoryOf(worktree)).toEqual(repository);
  });

  it("leaves the agent's file the agent's: its change is told, and taken back", async () => {
    const before = await filesIn(worktree);
    const checkpoint = await change(() => put("committed.txt", "by the agent\n"));
    const settled = await check(() => format("committed.txt", "dirty.txt"));

    expect(settled).toEqual({
      written: ["committed.txt", "dirty.txt"],
      putBack: ["committed.txt", "dirty.txt"],
    });
    expect(await read("committed.txt")).toBe("by the agent\n");
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect(await checkpoints.diff(checkpoint)).toContain("+by the agent\n");
    expect(await checkpoints.diff(checkpoint)).not.toContain("formatted");
    expect(await (await open()).rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("leaves new files where they are and belonging to nobody, for later processes too", async () => {
    const checkpoint = await change(() => put("committed.txt", "by the agent\n"));
    const made = ["coverage/index.html", "dist/a.js"];
    const settled = await check(async () => {
      for (const path of made) await put(path, "by the check\n");
    });
    checkpoints = await open();

    expect(settled).toEqual({ written: made, putBack: [] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect(await checkpoints.diff(checkpoint)).not.toContain("by the check");
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([]);
    expect([await read("coverage/index.html"), await read("dist/a.js")]).toEqual([
      "by the check\n",
      "by the check\n",
    ]);
  });

  it("does not put back what a check made, when a later one makes it again or removes it", async () => {
    const checkpoint = await change(() => put("committed.txt", "by the agent\n"));
    await check(() => Promise.all([put("coverage/a", "first\n"), put("coverage/b", "first\n")]));
    const settled = await check(async () => {
      await put("coverage/a", "second\n");
      await remove("coverage/b");
    });
    expect(settled).toEqual({ written: ["coverage/a", "coverage/b"], putBack: [] });
    expect(await read("coverage/a")).toBe("second\n");
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
  });

  it("puts back what a check made and the user or the agent changed since", async () => {
    await check(() => put("made.txt", "by the check\n"));
    await put("made.txt", "by the user\n");
    expect((await check(() => format("made.txt"))).putBack).toEqual(["made.txt"]);
    const checkpoint = await change(() => put("made.txt", "by the agent\n"));
    expect((await check(() => format("made.txt"))).putBack).toEqual(["made.txt"]);
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["made.txt"]);
    await checkpoints.rollBack(checkpoint);
    expect(await read("made.txt")).toBe("by the user\n");
  });

  it("leaves what the user saved while the check ran, as nobody's change", async () => {
    const checkpoint = await change(() => put("committed.txt", "by the agent\n"));
    const settled = await check(
      async () => {
        await put("dirty.txt", "saved meanwhile\n");
        await put("notes/new.txt", "saved meanwhile\n");
        await format("half.txt");
      },
      (path) => path === "half.txt",
    );
    expect(settled).toEqual({ written: ["dirty.txt", "half.txt", "notes/new.txt"], putBack: ["half.txt"] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect(await checkpoints.diff(checkpoint)).not.toContain("saved meanwhile");
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect([await read("dirty.txt"), await read("notes/new.txt")]).toEqual([
      "saved meanwhile\n",
      "saved meanwhile\n",
    ]);
  });

  it("tells the agent's file in a folder that the user put in place of a file while a check ran", async () => {
    const checkpoint = await checkpoints.save();
    await check(
      async () => {
        await remove("dirty.txt");
        await put("dirty.txt/inner", "by the user\n");
      },
      () => false,
    );
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([]);
    await change(() => put("dirty.txt/inner", "by the agent\n"));
    expect(await checkpoints.changedFiles(checkpoint)).toContain("dirty.txt/inner");
  });

  it("never rolls back over what the user saved into the agent's file while the check ran", async () => {
    const checkpoint = await change(() => put("committed.txt", "by the agent\n"));
    await check(
      () => put("committed.txt", "by the agent and the user\n"),
      () => false,
    );
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [], kept: ["committed.txt"] });
    expect(await read("committed.txt")).toBe("by the agent and the user\n");
  });

  it("gives back deleted files, executable bits, permissions and symbolic links", async () => {
    await put("run.sh", "#!/bin/sh\n");
    await chmod(join(worktree, "run.sh"), 0o755);
    await symlink("dirty.txt", join(worktree, "link"));
    await put("private.txt", "private\n");
    await chmod(join(worktree, "private.txt"), 0o600);
    const before = await filesIn(worktree);
    const settled = await check(async () => {
      await remove("notes/untracked.txt");
      await chmod(join(worktree, "run.sh"), 0o644);
      await remove("link");
      await put("link", "now a file\n");
      await put("other", "formatted\n");
      await rename(join(worktree, "other"), join(worktree, "private.txt"));
      await remove("dirty.txt");
      await symlink("committed.txt", join(worktree, "dirty.txt"));
    });
    const all = ["dirty.txt", "link", "notes/untracked.txt", "private.txt", "run.sh"];
    expect(settled).toEqual({ written: all, putBack: all });
    expect(await filesIn(worktree)).toEqual(before);
    expect((await lstat(join(worktree, "private.txt"))).mode & 0o777).toBe(0o600);
  });

  it("gives back a file that a folder stands in place of, and a folder that a file stands in place of", async () => {
    const before = await filesIn(worktree);
    await check(async () => {
      await remove("dirty.txt");
      await put("dirty.txt/inner", "by the check\n");
      await remove("notes");
      await put("notes", "by the check\n");
    });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("still sees the files that a check began to ignore", async () => {
    const before = await filesIn(worktree);
    await check(async () => {
      await put(".gitignore", "*\n");
      await format("notes/untracked.txt");
    });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("takes back what the agent deleted, although a check made it again", async () => {
    const checkpoint = await change(() => remove("dirty.txt"));
    await check(() => put("dirty.txt", "by the check\n"));
    await check(() => put("dirty.txt", "by the check again\n"));
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["dirty.txt"]);
    expect(await checkpoints.diff(checkpoint)).not.toContain("by the check");
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["dirty.txt"], kept: [] });
    expect(await read("dirty.txt")).toBe("the user's own\n");
  });

  it("keeps several tasks and attempts apart, each with checks between", async () => {
    const first = await change(() => put("committed.txt", "task 1\n"));
    await check(async () => {
      await format("committed.txt", "dirty.txt");
      await put("coverage/a", "1\n");
    });
    const afterFirst = await filesIn(worktree);
    const second = await change(async () => {
      await put("half.txt", "task 2\n");
      await put("committed.txt", "task 2\n");
    });
    await check(() => Promise.all([format("half.txt", "committed.txt"), put("coverage/a", "2\n")]));
    const fix = await change(() => put("half.txt", "task 2, fixed\n"));
    await check(() => Promise.all([format("half.txt"), put("coverage/a", "3\n")]));

    expect(await checkpoints.changedFiles(second)).toEqual(["committed.txt", "half.txt"]);
    expect(await checkpoints.changedFiles(fix)).toEqual(["half.txt"]);
    expect(await checkpoints.rollBack(fix)).toEqual({ restored: ["half.txt"], kept: [] });
    expect(await read("half.txt")).toBe("task 2\n");
    expect(await checkpoints.rollBack(second)).toEqual({ restored: ["committed.txt", "half.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual({ ...afterFirst, "coverage/a": "3\n" });
    expect(await checkpoints.changedFiles(first)).toEqual(["committed.txt"]);
    expect(await checkpoints.rollBack(first)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await read("dirty.txt")).toBe("the user's own\n");
  });

  it("tells the agent's change of a file that a check made", async () => {
    const task = await change(() => put("committed.txt", "by the agent\n"));
    await check(() => put("made.snap", "by the check\n"));
    await change(() => put("made.snap", "by the fixer\n"));
    expect(await checkpoints.changedFiles(task)).toEqual(["committed.txt", "made.snap"]);
    expect(await checkpoints.rollBack(task)).toEqual({ restored: ["committed.txt", "made.snap"], kept: [] });
    expect(await read("made.snap")).toBe("by the check\n");
  });

  it("still knows what a check made after it was removed, and after a change of it was rolled back", async () => {
    await check(() => put("gone.snap", "by the check\n"));
    const task = await change(() => put("committed.txt", "by the agent\n"));
    await check(() => Promise.all([remove("gone.snap"), put("made.snap", "by the check\n")]));
    const fix = await change(() => put("made.snap", "by the fixer\n"));
    await check(() => format("made.snap"));
    expect((await checkpoints.rollBack(fix)).restored).toEqual(["made.snap"]);
    expect(await checkpoints.changedFiles(task)).toEqual(["committed.txt"]);
    expect((await check(() => put("made.snap", "again\n"))).putBack).toEqual([]);
  });

  it("keeps what was overwritten, and gives the look for the next check", async () => {
    const before = await checkpoints.look();
    await format("dirty.txt");
    const { overwritten, look } = await checkpoints.settle(before, () => true);
    const blob = overwritten.get("dirty.txt") ?? "";
    expect(git(root, "--git-dir", "state/checkpoints.git", "cat-file", "blob", blob)).toBe(
      "the user's own formatted\n",
    );
    expect(await checkpoints.settle(look, () => true)).toMatchObject({ written: [], putBack: [] });
  });

  it("does the same again when it is called again", async () => {
    const before = await checkpoints.look();
    await format("dirty.txt");
    await put("made.txt", "by the check\n");
    await checkpoints.settle(before, () => true);
    const log = async () => JSON.parse(await readFile(join(root, "state/checkpoints.json"), "utf8")).settled;
    const remembered = await log();
    expect(await checkpoints.settle(before, () => true)).toMatchObject({ written: ["made.txt"] });
    expect((await log()).length).toBe(remembered.length);
    expect(await filesIn(worktree)).toMatchObject({
      "dirty.txt": "the user's own\n",
      "made.txt": "by the check\n",
    });
  });
});

describe("settle while a change is under way", () => {
  const spanNow = () => ({ start: Date.now() - 1, end: Date.now() });

  it("keeps what a check wrote out of the change, and the agent's change the agent's", async () => {
    const before = await filesIn(worktree);
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    const start = Date.now();
    await put("committed.txt", "by the agent\n");
    const end = Date.now();
    await check(() => Promise.all([format("committed.txt", "dirty.txt"), put("made.txt", "by the check\n")]));
    await check(() => Promise.all([format("committed.txt"), put("made.txt", "by the check again\n")]));
    await checkpoints.close({ spans: [{ start, end }], files: [] });

    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual({ ...before, "made.txt": "by the check again\n" });
  });

  it("still judges what the agent and the user did before and after the check", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("half.txt", "by the user before\n");
    await remove("staged.txt");
    await check(() => Promise.all([format("half.txt"), put("made.txt", "1\n"), put("staged.txt", "made\n")]));
    await check(
      () => put("notes/new.txt", "saved meanwhile\n"),
      () => false,
    );
    const long = { start: Date.now() + 3_600_000, end: Date.now() + 7_200_000 };
    await put("made.txt", "by the agent\n");
    await checkpoints.close({ spans: [long], files: ["made.txt"] });
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["made.txt", "staged.txt"]);
    await checkpoints.rollBack(checkpoint);
    expect(await filesIn(worktree)).toMatchObject({
      "half.txt": "by the user before\n",
      "staged.txt": "staged\n",
      "notes/new.txt": "saved meanwhile\n",
    });
  });

  it("takes all of it as the agent's but what was settled, where nobody knows its activity", async () => {
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("committed.txt", "by the agent\n");
    await check(() => Promise.all([format("committed.txt"), put("made.txt", "by the check\n")]));
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect((await checkpoints.rollBack(checkpoint)).restored).toEqual(["committed.txt"]);
  });

  it("does not forget what a check made when its change is taken back up to the midst of it", async () => {
    const start = await checkpoints.save();
    await checkpoints.open(start);
    await put("committed.txt", "first half\n");
    const midst = await checkpoints.save();
    await check(() => put("made.txt", "by the check\n"));
    await put("committed.txt", "second half\n");
    await checkpoints.close({ spans: [spanNow()], files: ["committed.txt"] });
    expect((await checkpoints.rollBack(midst)).restored).toEqual(["committed.txt"]);
    expect(await read("committed.txt")).toBe("first half\n");
    expect(await checkpoints.changedFiles(start)).toEqual(["committed.txt"]);
    expect((await checkpoints.rollBack(start)).restored).toEqual(["committed.txt"]);
    expect(await read("made.txt")).toBe("by the check\n");
  });
});

describe("a check that a crash cut off", () => {
  it("is settled in a new process", async () => {
    await put("private.txt", "private\n");
    await chmod(join(worktree, "private.txt"), 0o600);
    const before = await filesIn(worktree);
    const checkpoint = await change(() => put("committed.txt", "by the agent\n"));
    await checkpoints.look();
    await format("committed.txt", "dirty.txt");
    await remove("private.txt");
    await remove("half.txt");
    const crashedAt = Date.now();
    await put("made.txt", "by the check\n");

    checkpoints = await open();
    const look = await checkpoints.unsettled();
    const all = ["committed.txt", "dirty.txt", "half.txt", "private.txt"];
    if (!look) throw new Error("no look");
    const settled = await checkpoints.settle(look, (_, changedAt = 0) => changedAt <= crashedAt + 1_000);
    expect(settled).toMatchObject({ written: [...all, "made.txt"].sort(), putBack: all });
    expect((await lstat(join(worktree, "private.txt"))).mode & 0o777).toBe(0o600);
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual({ ...before, "made.txt": "by the check\n" });
    expect(await (await open()).unsettled()).toBeUndefined();
  });

  it("is settled also before the first checkpoint", async () => {
    const before = await filesIn(worktree);
    await checkpoints.look();
    await format("dirty.txt");
    checkpoints = await open();
    const look = await checkpoints.unsettled();
    if (look) await checkpoints.settle(look, () => true);
    expect(await filesIn(worktree)).toEqual(before);
  });

  it.each(["settle", "save", "open", "rollBack"] as const)("is none after %s", async (method) => {
    const checkpoint = await checkpoints.save();
    const look = await checkpoints.look();
    if (method === "settle") await checkpoints.settle(look, () => true);
    else await checkpoints[method](checkpoint);
    expect(await (await open()).unsettled()).toBeUndefined();
  });

  it("is none where what was kept of it cannot be read", async () => {
    await checkpoints.look();
    await writeFile(join(root, "state/look.json"), '{"version":1,');
    expect(await (await open()).unsettled()).toBeUndefined();
  });
});

describe("a linter that formats all files", () => {
  const unformatted = { "src/a.js": "export const a   = 1\n", "src/mine.js": "export const mine   = 1\n" };

  it.each(["a rollback", "a skip in a new process"])(
    "loses nothing of the user's drafts: %s",
    async (kind) => {
      for (const [path, content] of Object.entries(unformatted)) await put(path, content);
      git(worktree, "add", "-A");
      git(worktree, "commit", "-qm", "all");
      await put("src/mine.js", "export const mine   = 'draft'\n");
      const before = await filesIn(worktree);
      const lint = () => format("src/a.js", "src/mine.js");

      await check(lint);
      expect(await filesIn(worktree)).toEqual(before);
      const task = await change(() => put("src/a.js", "export const a   = 2\n"));
      await check(lint);
      await change(() => put("src/a.js", "export const a   = 3\n"));
      await check(lint);
      expect(await checkpoints.changedFiles(task)).toEqual(["src/a.js"]);
      if (kind !== "a rollback") checkpoints = await open();
      expect(await checkpoints.rollBack(task)).toEqual({ restored: ["src/a.js"], kept: [] });
      expect(await filesIn(worktree)).toEqual(before);
    },
  );
});

describe("fileAt", () => {
  it("has a file's text as the checkpoint has it", async () => {
    const checkpoint = await checkpoints.save();
    await put("dirty.txt", "changed\n");
    expect(await checkpoints.fileAt(checkpoint, "dirty.txt")).toBe("the user's own\n");
    expect(await checkpoints.fileAt(checkpoint, "./notes/untracked.txt")).toBe("untracked\n");
  });

  it("has nothing where there is no such file", async () => {
    await symlink("dirty.txt", join(worktree, "link"));
    const checkpoint = await checkpoints.save();
    for (const path of ["nowhere.txt", "notes", "notes/", "link", "../outside", "ignored/cache"])
      expect(await checkpoints.fileAt(checkpoint, path)).toBeUndefined();
  });

  it("has the first megabyte of a larger one", async () => {
    await put("large.txt", "x".repeat(1_500_000));
    expect((await checkpoints.fileAt(await checkpoints.save(), "large.txt"))?.length).toBe(1_000_000);
  });
});

describe("without git", () => {
  it("looks at nothing and puts nothing back", async () => {
    const folder = join(root, "plain");
    await mkdir(folder);
    await writeFile(join(folder, "a.txt"), "a");
    const plain = await createGitCheckpoints({ worktree: folder, stateFolder: join(root, "other") });
    const look = await plain.look();
    await writeFile(join(folder, "a.txt"), "b");
    expect(await plain.settle(look, () => true)).toEqual({
      written: [],
      putBack: [],
      overwritten: new Map(),
      look,
    });
    expect(await plain.fileAt({ tree: null }, "a.txt")).toBeUndefined();
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("b");
  });
});

describe("a log of version 1", () => {
  it("is read as one without settled files", async () => {
    const checkpoint = await change(() => put("committed.txt", "by the agent\n"));
    const file = join(root, "state/checkpoints.json");
    const { settled, ...log } = JSON.parse(await readFile(file, "utf8"));
    expect([settled, log.version]).toEqual([[], 2]);
    await writeFile(file, JSON.stringify({ ...log, version: 1 }));
    checkpoints = await open();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect((await checkpoints.rollBack(checkpoint)).restored).toEqual(["committed.txt"]);
  });
});
