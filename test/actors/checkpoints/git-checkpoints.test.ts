import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  utimes,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { ActorError } from "../../../src/contracts/failure.js";
import { filesIn, git, makeDirtyRepository, repositoryOf, write } from "./user-repository.js";

let root: string;
let worktree: string;
let stateFolder: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "git-checkpoints-")));
  worktree = join(root, "project");
  stateFolder = join(root, "state");
  await mkdir(worktree);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const put = (path: string, content: string | Buffer, folder = worktree) => write(folder, path, content);
const dirtyRepository = () => makeDirtyRepository(worktree);

const open = (folder = worktree, state = stateFolder) =>
  createGitCheckpoints({ worktree: folder, stateFolder: state });

describe("createGitCheckpoints", () => {
  it("takes a change back byte by byte and leaves the user's repository as it was", async () => {
    await dirtyRepository();
    const status = git(worktree, "status", "--porcelain=v2");
    const [files, repository] = [await filesIn(worktree), await repositoryOf(worktree)];
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();

    await checkpoints.open(checkpoint);
    await put("committed.txt", "by the agent\n");
    await put("dirty.txt", "by the agent\n");
    await put("half.txt", "by the agent\n");
    await put("gone.txt", "by the agent\n");
    await rm(join(worktree, "notes/untracked.txt"));
    await put("new/deep/file.txt", "by the agent\n");
    await checkpoints.close();
    const changed = [
      "committed.txt",
      "dirty.txt",
      "gone.txt",
      "half.txt",
      "new/deep/file.txt",
      "notes/untracked.txt",
    ];
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(changed);

    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: changed, kept: [] });
    expect(await filesIn(worktree)).toEqual(files);
    expect(await repositoryOf(worktree)).toEqual(repository);
    expect(git(worktree, "status", "--porcelain=v2")).toBe(status);
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([]);
  });

  it("gives the same tree for the same files and another for others", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const first = await checkpoints.save();
    expect(await checkpoints.save()).toEqual(first);
    await put("dirty.txt", "other\n");
    expect(await checkpoints.save()).not.toEqual(first);
    await put("dirty.txt", "the user's own\n");
    expect(await checkpoints.save()).toEqual(first);
  });

  it("sees a change that keeps a file's size and its time of modification", async () => {
    await dirtyRepository();
    const { atime, mtime } = await lstat(join(worktree, "dirty.txt"));
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("dirty.txt", "the user's 0wn\n");
    await utimes(join(worktree, "dirty.txt"), atime, mtime);
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["dirty.txt"]);
  });

  it("keeps a file that someone else changed after the change, and restores the others", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("committed.txt", "by the agent\n");
    await put("dirty.txt", "by the agent\n");
    await put("new.txt", "by the agent\n");
    await checkpoints.close();
    await put("dirty.txt", "by the user since\n");
    await put("new.txt", "by the user since\n");
    await put("other.txt", "by the user since\n");

    expect(await checkpoints.rollBack(checkpoint)).toEqual({
      restored: ["committed.txt"],
      kept: ["dirty.txt", "new.txt"],
    });
    const files = await filesIn(worktree);
    expect([files["committed.txt"], files["dirty.txt"], files["new.txt"], files["other.txt"]]).toEqual([
      "committed\n",
      "by the user since\n",
      "by the user since\n",
      "by the user since\n",
    ]);
  });

  it("does not touch what the user changed between the checkpoint and the start of the change", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await put("dirty.txt", "between\n");
    await put("committed.txt", "between\n");
    await checkpoints.open(checkpoint);
    await put("committed.txt", "by the agent\n");
    await checkpoints.close();

    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
    const files = await filesIn(worktree);
    expect([files["dirty.txt"], files["committed.txt"]]).toEqual(["between\n", "between\n"]);
  });

  it("keeps a file that someone else changed between two changes", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("dirty.txt", "by the coder\n");
    await checkpoints.close();
    await put("dirty.txt", "by the user\n");
    await checkpoints.open(await checkpoints.save());
    await put("dirty.txt", "by the user and the fixer\n");
    await checkpoints.close();
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [], kept: ["dirty.txt"] });
  });

  it("takes all changes since a checkpoint back, or only the last one", async () => {
    await dirtyRepository();
    const before = await filesIn(worktree);
    const checkpoints = await open();
    const task = await checkpoints.save();
    await checkpoints.open(task);
    await put("committed.txt", "by the coder\n");
    await put("new.txt", "by the coder\n");
    await checkpoints.close();
    const coded = await filesIn(worktree);
    const fix = await checkpoints.save();
    await checkpoints.open(fix);
    await put("committed.txt", "by the fixer\n");
    await rm(join(worktree, "new.txt"));
    await checkpoints.close();

    expect(await checkpoints.rollBack(fix)).toEqual({ restored: ["committed.txt", "new.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual(coded);
    expect(await checkpoints.rollBack(task)).toEqual({ restored: ["committed.txt", "new.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("leaves earlier tasks alone, also when a later checkpoint is the same tree as an earlier one", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const first = await checkpoints.save();
    await checkpoints.open(first);
    await put("done.txt", "by task 1\n");
    await checkpoints.close();
    const second = await checkpoints.save();
    await checkpoints.open(second);
    await put("committed.txt", "by task 2\n");
    await checkpoints.close();
    await checkpoints.rollBack(second);
    const third = await checkpoints.save();
    await checkpoints.open(third);
    await put("half.txt", "by task 3\n");
    await checkpoints.close();

    expect(third).toEqual(second);
    expect(await checkpoints.rollBack(third)).toEqual({ restored: ["half.txt"], kept: [] });
    expect((await filesIn(worktree))["done.txt"]).toBe("by task 1\n");
    expect(await checkpoints.rollBack(first)).toEqual({ restored: ["done.txt"], kept: [] });
  });

  it("rolls back in a new process, also a change that a crash left open", async () => {
    await dirtyRepository();
    const before = await filesIn(worktree);
    const crashed = await open();
    const checkpoint = await crashed.save();
    await crashed.open(checkpoint);
    await put("committed.txt", "by the coder\n");
    await crashed.close();
    await crashed.open(await crashed.save());
    await put("half.txt", "half-applied\n");

    const resumed = await open();
    expect(await resumed.changedFiles(checkpoint)).toEqual(["committed.txt", "half.txt"]);
    expect(await resumed.rollBack(checkpoint)).toEqual({ restored: ["committed.txt", "half.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
    expect(await (await open()).rollBack(checkpoint)).toEqual({ restored: [], kept: [] });
  });

  it("still knows an open change's start after a checkpoint was saved in the midst of it", async () => {
    await dirtyRepository();
    const before = await filesIn(worktree);
    const checkpoints = await open();
    const start = await checkpoints.save();
    await checkpoints.open(start);
    await put("committed.txt", "first half\n");
    const midst = await checkpoints.save();
    await put("committed.txt", "second half\n");
    await put("new.txt", "second half\n");

    expect(await checkpoints.rollBack(midst)).toEqual({ restored: ["committed.txt", "new.txt"], kept: [] });
    expect((await filesIn(worktree))["committed.txt"]).toBe("first half\n");
    expect(await checkpoints.rollBack(start)).toEqual({ restored: ["committed.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("restores executable bits, symbolic links, and names with spaces, quotes, other scripts and newlines", async () => {
    git(worktree, "init", "-q");
    const names = [
      "a b.txt",
      "añ→日本.txt",
      "new\nline.txt",
      '"quoted\\".txt',
      "tab\t.txt",
      "-dash",
      ":(top)x",
    ];
    for (const name of names) await put(name, `content of ${name}`);
    await put("run.sh", "#!/bin/sh\n");
    await chmod(join(worktree, "run.sh"), 0o755);
    await symlink("a b.txt", join(worktree, "link"));
    await symlink("nowhere/at all", join(worktree, "dangling"));
    const before = await filesIn(worktree);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();

    await checkpoints.open(checkpoint);
    for (const name of names) await rm(join(worktree, name));
    await chmod(join(worktree, "run.sh"), 0o644);
    await rm(join(worktree, "link"));
    await put("link", "now a file");
    await rm(join(worktree, "dangling"));
    await checkpoints.close();
    const changed = [...names, "run.sh", "link", "dangling"].sort();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(changed);
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: changed, kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("restores a file that became a folder, a folder that became a file, and one that became a link", async () => {
    git(worktree, "init", "-q");
    await put("file", "file\n");
    await put("folder/a", "a\n");
    await put("linked/b", "b\n");
    await put("elsewhere/b", "elsewhere\n");
    const before = await filesIn(worktree);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    for (const name of ["file", "folder", "linked"]) await rm(join(worktree, name), { recursive: true });
    await put("file/inner", "by the agent\n");
    await put("folder", "by the agent\n");
    await symlink("elsewhere", join(worktree, "linked"));
    await checkpoints.close();
    const { kept } = await checkpoints.rollBack(checkpoint);
    expect(kept).toEqual([]);
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("writes nothing through a symbolic link that leads out of the worktree", async () => {
    git(worktree, "init", "-q");
    await put("folder/a", "a\n");
    await put("outside/b", "b\n", root);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await rm(join(worktree, "folder"), { recursive: true });
    await checkpoints.close();
    await symlink(join(root, "outside"), join(worktree, "folder"));
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [], kept: ["folder/a"] });
    expect(await readdir(join(root, "outside"))).toEqual(["b"]);
  });

  it("keeps the other permission bits of a restored file", async () => {
    git(worktree, "init", "-q");
    await put("private", "old\n");
    await chmod(join(worktree, "private"), 0o600);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("private", "by the agent\n");
    await checkpoints.rollBack(checkpoint);
    expect((await lstat(join(worktree, "private"))).mode & 0o777).toBe(0o600);
  });

  it("restores bytes exactly whatever line-end settings, filters and LFS say, and runs no filter", async () => {
    git(worktree, "init", "-q");
    git(worktree, "config", "core.autocrlf", "true");
    git(worktree, "config", "filter.lfs.clean", "touch filter-ran; exit 1");
    git(worktree, "config", "filter.lfs.smudge", "touch filter-ran; exit 1");
    git(worktree, "config", "filter.lfs.required", "true");
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const contents: Record<string, string | Buffer> = {
      ".gitattributes":
        "*.txt text eol=crlf\n*.lf text eol=lf\n*.bin filter=lfs\n*.id ident\n*.u16 working-tree-encoding=UTF-16\n",
      "mixed.txt": "one\r\ntwo\nthree\r",
      "crlf.lf": "one\r\ntwo\r\n",
      "large.bin": bytes,
      "plain.js": "a\r\nb\n",
      "version.id": "$Id: 123 $\n",
      "wide.u16": "not UTF-16",
    };
    for (const [name, content] of Object.entries(contents)) await put(name, content);
    const before = await filesIn(worktree);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    for (const name of Object.keys(contents)) await put(name, "by the agent\n");
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(Object.keys(contents).sort());
    await checkpoints.rollBack(checkpoint);
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("sees a change of line ends only", async () => {
    git(worktree, "init", "-q");
    git(worktree, "config", "core.autocrlf", "true");
    await put("a.txt", "one\r\n");
    git(worktree, "add", "-A");
    git(worktree, "commit", "-qm", "first");
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("a.txt", "one\n");
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["a.txt"]);
  });

  it("looks only at its own folder of a repository, with paths relative to it", async () => {
    git(worktree, "init", "-q");
    await put("packages/app/a.txt", "a\n");
    await put("packages/other/b.txt", "b\n");
    git(worktree, "add", "-A");
    git(worktree, "commit", "-qm", "first");
    const checkpoints = await open(join(worktree, "packages/app"));
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("packages/app/a.txt", "by the agent\n");
    await put("packages/app/src/new.txt", "by the agent\n");
    await put("packages/other/b.txt", "by the user\n");
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["a.txt", "src/new.txt"]);
    expect(await checkpoints.diff(checkpoint)).toContain("+++ b/src/new.txt");
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["a.txt", "src/new.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual({
      "packages/app/a.txt": "a\n",
      "packages/other/b.txt": "by the user\n",
    });
  });

  it("works in a linked worktree", async () => {
    await dirtyRepository();
    const linked = join(root, "linked");
    git(worktree, "worktree", "add", "-q", linked, "-b", "side");
    await put("dirty.txt", "the user's own\n", linked);
    const [before, status] = [await filesIn(linked), git(linked, "status", "--porcelain=v2")];
    const checkpoints = await open(linked);
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("dirty.txt", "by the agent\n", linked);
    await put("new.txt", "by the agent\n", linked);
    await checkpoints.close();
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["dirty.txt", "new.txt"], kept: [] });
    expect([await filesIn(linked), git(linked, "status", "--porcelain=v2")]).toEqual([before, status]);
  });

  it("works before the first commit and in an empty repository", async () => {
    git(worktree, "init", "-q");
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("new.txt", "by the agent\n");
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["new.txt"]);
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["new.txt"], kept: [] });
    expect(await filesIn(worktree)).toEqual({});
  });

  it("works while a merge has conflicts and leaves them to the user", async () => {
    await dirtyRepository();
    git(worktree, "checkout", "-qfb", "side");
    await put("committed.txt", "side\n");
    git(worktree, "commit", "-qam", "side");
    git(worktree, "checkout", "-q", "-");
    await put("committed.txt", "main\n");
    git(worktree, "commit", "-qam", "main");
    expect(() => git(worktree, "merge", "side")).toThrow();
    const [before, status] = [await filesIn(worktree), git(worktree, "status", "--porcelain=v2")];
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("committed.txt", "by the agent\n");
    await checkpoints.close();
    await checkpoints.rollBack(checkpoint);
    expect([await filesIn(worktree), git(worktree, "status", "--porcelain=v2")]).toEqual([before, status]);
  });

  it("also takes back changes that the agent committed, and leaves the commit to the user", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("committed.txt", "by the agent\n");
    git(worktree, "commit", "-qam", "by the agent");
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["committed.txt"]);
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: ["committed.txt"], kept: [] });
  });

  it("never deletes a file that was ignored at the checkpoint, though the change stopped ignoring it", async () => {
    await dirtyRepository();
    const before = await filesIn(worktree);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put(".gitignore", "");
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([".gitignore"]);
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [".gitignore"], kept: [] });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("still sees a file that the change began to ignore", async () => {
    await dirtyRepository();
    const before = await filesIn(worktree);
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put(".gitignore", "ignored/\n*.secret\nnotes/\n");
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([".gitignore"]);
    await put("notes/untracked.txt", "by the agent\n");
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([".gitignore", "notes/untracked.txt"]);
    expect(await checkpoints.rollBack(checkpoint)).toEqual({
      restored: [".gitignore", "notes/untracked.txt"],
      kept: [],
    });
    expect(await filesIn(worktree)).toEqual(before);
  });

  it("never has the orchestrator's own folder in a checkpoint", async () => {
    git(worktree, "init", "-q");
    const own = join(worktree, ".opencode/orchestrator/run-1");
    await put(".opencode/agent.md", "the user's\n");
    const checkpoints = await open(worktree, own);
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put(".opencode/orchestrator/run-1/report.json", "{}");
    await put(".opencode/orchestrator-notes.md", "by the agent\n");
    await checkpoints.close();
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([".opencode/orchestrator-notes.md"]);
    await checkpoints.rollBack(checkpoint);
    expect(await readFile(join(own, "report.json"), "utf8")).toBe("{}");
  });

  it("tells the diff from a checkpoint to now, binary files by name only", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("dirty.txt", "by the agent\n");
    await put("image.png", Buffer.from([0x89, 0x50, 0, 1, 2]));
    const diff = await checkpoints.diff(checkpoint);
    expect(diff).toContain("--- a/dirty.txt\n+++ b/dirty.txt\n@@ -1 +1 @@\n-the user's own\n+by the agent\n");
    expect(diff).toContain("Binary files /dev/null and b/image.png differ");
  });

  it("cuts a diff that is too long and says so", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("long.txt", "日本 line\n".repeat(10_000));
    const [short, standard] = [await checkpoints.diff(checkpoint, 500), await checkpoints.diff(checkpoint)];
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(500);
    expect(Buffer.byteLength(standard)).toBeLessThanOrEqual(60_000);
    expect(short).toMatch(
      /\n\+日本 line\n\[cut: the diff has (\d{6}) bytes; not all is shown of 1 of 1 files\]\n\[cut: long\.txt, \d+ of \1 bytes shown\]\n$/,
    );
  });

  it("does not let the environment point git to another repository", async () => {
    await dirtyRepository();
    const other = join(root, "other");
    await mkdir(other);
    git(other, "init", "-q");
    const repository = await repositoryOf(other);
    process.env.GIT_DIR = join(other, ".git");
    process.env.GIT_INDEX_FILE = join(other, ".git/index");
    try {
      const checkpoints = await open();
      const checkpoint = await checkpoints.save();
      await checkpoints.open(checkpoint);
      await put("dirty.txt", "by the agent\n");
      expect(await checkpoints.changedFiles(checkpoint)).toEqual(["dirty.txt"]);
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_INDEX_FILE;
    }
    expect(await repositoryOf(other)).toEqual(repository);
  });

  it("runs calls that are made at once one after the other", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    const [, , changed, saved] = await Promise.all([
      checkpoints.open(checkpoint),
      checkpoints.close(),
      checkpoints.changedFiles(checkpoint),
      checkpoints.save(),
    ]);
    expect([changed, saved]).toEqual([[], checkpoint]);
  });

  it("closes nothing when no change is open", async () => {
    await dirtyRepository();
    const checkpoints = await open();
    await checkpoints.close();
    const checkpoint = await checkpoints.save();
    await checkpoints.close();
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [], kept: [] });
  });

  it.each([
    ["outside a repository", async () => undefined],
    [
      "in a folder that its repository ignores",
      async () => {
        git(root, "init", "-q");
        await put(".gitignore", "project/\n", root);
      },
    ],
    [
      "in a bare repository",
      async () => {
        git(worktree, "init", "-q", "--bare");
      },
    ],
  ])("saves and restores nothing %s", async (_, prepare) => {
    await prepare();
    await put("a.txt", "a\n");
    const checkpoints = await open();
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await put("a.txt", "by the agent\n");
    await checkpoints.close();
    expect([
      checkpoint,
      await checkpoints.changedFiles(checkpoint),
      await checkpoints.diff(checkpoint),
      await checkpoints.rollBack(checkpoint),
    ]).toEqual([{ tree: null }, null, "", { restored: [], kept: [] }]);
    expect((await filesIn(worktree))["a.txt"]).toBe("by the agent\n");
  });

  it("throws for a checkpoint that it does not know, instead of restoring nothing", async () => {
    await dirtyRepository();
    const known = await (await open()).save();
    const other = await open(worktree, join(root, "another-state"));
    const error = await other.rollBack(known).catch((thrown: unknown) => thrown);
    expect(error instanceof ActorError && [error.failure.actor, error.failure.retryable]).toEqual([
      "checkpoint",
      false,
    ]);
  });
});
