import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { explainGit } from "../../../src/actors/checkpoints/git-failure.js";
import { git, write } from "./user-repository.js";

let root: string;
let worktree: string;
const path = process.env.PATH ?? "";

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "git-failure-")));
  worktree = join(root, "project");
  await write(worktree, "a.txt", "a\n");
  git(worktree, "init", "-q");
  git(worktree, "add", "-A");
});

afterEach(async () => {
  process.env.PATH = path;
  await rm(root, { recursive: true, force: true });
});

const open = () => createGitCheckpoints({ worktree, stateFolder: join(root, "state") });
const limited = "changes cannot be taken back, and the reviewer sees no diff";

/** A git before the real one on the path. */
async function putGit(script: string) {
  await mkdir(join(root, "bin"));
  await writeFile(join(root, "bin/git"), `#!/bin/sh\n${script}\n`);
  await chmod(join(root, "bin/git"), 0o755);
  process.env.PATH = `${join(root, "bin")}${delimiter}${path}`;
}

/** As git sees the worktree of another user, whoever runs the test. */
async function makeForeign() {
  await putGit(
    `PATH="${path}"; GIT_TEST_ASSUME_DIFFERENT_OWNER=1; export GIT_TEST_ASSUME_DIFFERENT_OWNER PATH; exec git "$@"`,
  );
}

describe("a worktree that git refuses or has none", () => {
  it.each([
    [
      "is owned by another user",
      makeForeign,
      () =>
        `fatal: detected dubious ownership in repository at '${worktree}': ${limited}. To fix it: git config --global --add safe.directory ${worktree}`,
    ],
    [
      "has a broken configuration",
      () => writeFile(join(worktree, ".git/config"), "[core\n"),
      () =>
        `fatal: bad config line 1 in file .git/config: ${limited}. To fix it: Correct that line: git config --edit, or --global --edit`,
    ],
    [
      "belongs to a repository that is gone",
      async () => {
        await rm(join(worktree, ".git"), { recursive: true });
        await writeFile(join(worktree, ".git"), `gitdir: ${join(root, "gone")}\n`);
      },
      () =>
        expect.stringContaining(
          `fatal: not a git repository: ${join(root, "gone")}: ${limited}. To fix it: .git names`,
        ),
    ],
    [
      "is none",
      () => rm(join(worktree, ".git"), { recursive: true }),
      () => `Not a git worktree: ${limited}. To fix it: git init, and commit what is there`,
    ],
    [
      "is a bare repository",
      async () => {
        await rm(worktree, { recursive: true });
        git(root, "init", "-q", "--bare", worktree);
      },
      () =>
        `A bare repository has no worktree: ${limited}. To fix it: git worktree add ../worktree, and work there`,
    ],
  ])(
    "is told in git's own words, with the command that fixes it, where it %s",
    async (_, prepare, sentence) => {
      await prepare();
      const checkpoints = await open();
      expect(await checkpoints.limits()).toEqual([sentence()]);
      expect(await checkpoints.save()).toEqual({ tree: null });
    },
  );

  it("says that git is missing", async () => {
    process.env.PATH = join(root, "nothing");
    const [limit] = await (await open()).limits();
    expect(limit).toBe(
      `spawn git ENOENT: ${limited}. To fix it: Install git (https://git-scm.com/downloads), or put its folder into PATH`,
    );
  });

  it("is no reason to go on without the checkpoints that a run has", async () => {
    await (await open()).save();
    await makeForeign();
    await expect(open()).rejects.toThrow(
      /dubious ownership.+To fix it: git config --global --add safe\.directory/,
    );
  });
});

describe("a method of checkpoints whose git fails", () => {
  it("says so with the command that fixes it, of an index that is damaged", async () => {
    const checkpoints = await open();
    await writeFile(join(worktree, ".git/index"), "garbage");
    await expect(checkpoints.save()).rejects.toThrow(
      /index file smaller than expected\. To fix it: rm "\$\(git -C .+ rev-parse --git-path index\)" && git -C .+ reset/,
    );
  });

  it("is told with what to do when the disk is full", async () => {
    const checkpoints = await open();
    await putGit(
      `for word; do [ "$word" = hash-object ] && { echo "fatal: unable to write loose object file: No space left on device" >&2; exit 128; }; done; PATH="${path}" exec git "$@"`,
    );
    await expect(checkpoints.save()).rejects.toThrow(
      /No space left on device\. To fix it: Free space on the disk: df -h /,
    );
  });
});

describe("explainGit", () => {
  it.each([
    [
      "fatal: Unable to create '/p/.git/index.lock': File exists.\n\nAnother git process seems to be running",
      "When no other git runs: rm /p/.git/index.lock",
    ],
    [
      "error: insufficient permission for adding an object to repository database .git/objects\nfatal: failed",
      `Give yourself access: sudo chown -R "$(id -u)" '/my project'`,
    ],
    [
      "fatal: .git/index: index file open failed: Permission denied",
      `Give yourself access: sudo chown -R "$(id -u)" '/my project'`,
    ],
    [
      "fatal: unknown repository extension found:\n\tfoo",
      "Install a newer git: the repository was made by one",
    ],
    [
      "fatal: bad object HEAD",
      "git -C '/my project' fsck names what is damaged; git fetch --refetch brings it back from a remote",
    ],
    [
      "fatal: this operation must be run in a work tree",
      "git -C '/my project' worktree add ../worktree, and work there",
    ],
  ])("knows what fixes %j", (stderr, fix) => {
    expect(explainGit(stderr, "/my project").fix).toBe(fix);
  });

  it("gives git's own words where nobody knows a fix", () => {
    expect(explainGit("hint: x\nfatal: something new\nhint: y", "/p")).toEqual({
      words: "fatal: something new",
    });
    expect(explainGit("", "/p")).toEqual({ words: "it said nothing" });
  });
});
