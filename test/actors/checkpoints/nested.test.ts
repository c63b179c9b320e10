import { mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import type { Checkpoints } from "../../../src/contracts/checkpoints.js";
import { filesIn, git, repositoryOf, write } from "./user-repository.js";

let root: string;
let worktree: string;
let library: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "nested-")));
  worktree = join(root, "project");
  library = join(root, "library");
  for (const folder of [worktree, library]) {
    await write(folder, "a.js", "a\n");
    await write(folder, ".gitignore", "*.log\nout/\n");
    git(folder, "init", "-q");
    git(folder, "add", "-A");
    git(folder, "commit", "-qm", "first");
  }
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const put = (path: string, content: string) => write(worktree, path, content);
const open = () => createGitCheckpoints({ worktree, stateFolder: join(root, "state") });

async function change(checkpoints: Checkpoints, work: () => Promise<unknown>, files: string[] = []) {
  const checkpoint = await checkpoints.save();
  await checkpoints.open(checkpoint);
  const start = Date.now();
  await work();
  await checkpoints.close({ spans: [{ start, end: Date.now() }], files });
  return checkpoint;
}

const repositories: { kind: string; prepare(): void; folders: string[] }[] = [
  {
    kind: "a submodule",
    prepare() {
      git(worktree, "submodule", "--quiet", "add", library, "lib");
      git(worktree, "commit", "-qm", "module");
    },
    folders: ["lib"],
  },
  {
    kind: "an untracked clone",
    prepare() {
      git(root, "clone", "-q", library, join(worktree, "lib"));
    },
    folders: ["lib"],
  },
  {
    kind: "a clone in a clone",
    prepare() {
      git(root, "clone", "-q", library, join(worktree, "lib"));
      git(root, "clone", "-q", library, join(worktree, "lib/inner"));
    },
    folders: ["lib", "lib/inner"],
  },
  {
    kind: "a linked worktree",
    prepare() {
      git(worktree, "worktree", "add", "-q", "lib", "-b", "side");
    },
    folders: ["lib"],
  },
];

describe.each(repositories)("$kind inside the worktree", ({ prepare, folders }) => {
  it("is part of the change, of its diff and of what is taken back, and its own repository is only read", async () => {
    prepare();
    const innermost = folders.at(-1) ?? "";
    await put(`${innermost}/draft.txt`, "the user's\n");
    const files = await filesIn(worktree);
    const kept = () =>
      Promise.all(["", ...folders].map((folder) => repositoryOf(join(worktree, folder)).catch(() => folder)));
    const before = await kept();
    const checkpoints = await open();
    const checkpoint = await change(checkpoints, async () => {
      await put(`${innermost}/a.js`, "by the agent\n");
      await put(`${innermost}/new.js`, "by the agent\n");
      await rm(join(worktree, innermost, "draft.txt"));
    });

    const changed = ["a.js", "draft.txt", "new.js"].map((name) => `${innermost}/${name}`);
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(changed);
    expect(await checkpoints.diff(checkpoint)).toContain(
      `+++ b/${innermost}/a.js\n@@ -1 +1 @@\n-a\n+by the agent\n`,
    );
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: changed, kept: [] });
    expect(await filesIn(worktree)).toEqual(files);
    expect(await kept()).toEqual(before);
    expect(await checkpoints.limits()).toEqual([]);
  });

  it("has its own ignored files, which are told as not seen", async () => {
    prepare();
    const innermost = folders.at(-1) ?? "";
    const checkpoints = await open();
    const checkpoint = await change(checkpoints, () => put(`${innermost}/x.log`, "by the agent\n"), [
      `${innermost}/x.log`,
    ]);
    expect(await checkpoints.changedFiles(checkpoint)).toEqual([]);
    expect(await checkpoints.unseen([`${innermost}/x.log`, `${innermost}/a.js`])).toEqual([
      { path: `${innermost}/x.log`, reason: "git ignores it (.gitignore:1)" },
    ]);
  });
});

describe("a clone that the agent makes", () => {
  it("is part of the change", async () => {
    const checkpoints = await open();
    const checkpoint = await change(checkpoints, async () =>
      git(root, "clone", "-q", library, join(worktree, "lib")),
    );
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["lib/.gitignore", "lib/a.js"]);
  });
});

describe("what nobody can see", () => {
  it("is told of a submodule that is not initialized", async () => {
    git(worktree, "submodule", "--quiet", "add", library, "lib");
    git(worktree, "commit", "-qm", "module");
    git(worktree, "submodule", "--quiet", "deinit", "-f", "lib");
    const checkpoints = await open();
    const checkpoint = await change(checkpoints, () => put("lib/a.js", "by the agent\n"), ["lib/a.js"]);

    const reason = "its submodule is not initialized: git submodule update --init";
    expect(await checkpoints.unseen(["lib/a.js", "a.js"])).toEqual([{ path: "lib/a.js", reason }]);
    expect(await checkpoints.limits()).toEqual([
      `Changes in lib/ are not seen and cannot be taken back: ${reason}.`,
    ]);
    expect(await checkpoints.diff(checkpoint)).toBe(
      `[Written by the agent, but not to be seen here: lib/a.js (${reason})]\n`,
    );
    expect(await checkpoints.rollBack(checkpoint)).toEqual({ restored: [], kept: ["lib/a.js"] });
  });

  it("is told of a repository inside that git refuses, in git's words", async () => {
    git(root, "clone", "-q", library, join(worktree, "lib"));
    await write(worktree, "lib/.git/config", "[core\n");
    const checkpoints = await open();
    await checkpoints.save();
    expect(await checkpoints.unseen(["lib/a.js"])).toEqual([
      { path: "lib/a.js", reason: expect.stringContaining("bad config line 1 in file") },
    ]);
    const [limit] = await checkpoints.limits();
    expect(limit).toContain("Changes in lib/ are not seen and cannot be taken back: git ls-files in");
  });

  it("is told of ignored files and of files outside that editing tools wrote: for the reviewer and after a rollback", async () => {
    await symlink(root, join(worktree, "outside"));
    const checkpoints = await open();
    const written = ["a.js", "out/deep/x.txt", join(worktree, "b.log"), "outside/elsewhere.txt"];
    const checkpoint = await change(
      checkpoints,
      async () => {
        for (const path of ["a.js", "out/deep/x.txt", "b.log"]) await put(path, "by the agent\n");
      },
      written,
    );
    const outside = join(root, "elsewhere.txt");
    expect(await checkpoints.changedFiles(checkpoint)).toEqual(["a.js"]);
    expect(await checkpoints.diff(checkpoint)).toMatch(
      new RegExp(
        `\\+by the agent\\n\\[Written by the agent, but not to be seen here: ${outside} \\(it is outside of the worktree\\), b\\.log \\(git ignores it \\(\\.gitignore:1\\)\\), out/deep/x\\.txt \\(git ignores it \\(\\.gitignore:2\\)\\)\\]\\n$`,
      ),
    );
    const kept = [outside, "b.log", "out/deep/x.txt"].sort();
    expect(await (await open()).rollBack(checkpoint)).toEqual({ restored: ["a.js"], kept });
    expect(await checkpoints.unseen(["new/file.js", ".git/config", "a.js"])).toEqual([
      { path: ".git/config", reason: "it belongs to git" },
    ]);
  });
});
