import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { filesIn, git, repositoryOf, write } from "../checkpoints/user-repository.js";
import { makeNpmWorkspace, makeProject, never, type Project, run } from "./project.js";

let project: Project;

beforeEach(async () => {
  project = await makeProject();
});

afterEach(() => project.remove());

const commit = () => {
  git(project.worktree, "add", "-A");
  git(project.worktree, "commit", "-qm", "first");
};

/** The copy's files, without ignored ones. */
const trackedIn = async (folder: string) => {
  const files = await filesIn(folder);
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(".opencode")));
};

describe("a workspace", () => {
  it("has the files of the tree as they were, whatever line ends and attributes say", async () => {
    await project.put(".gitattributes", "*.txt text eol=lf\n*.bin filter=lfs\n");
    await project.put("windows.txt", "one\r\ntwo\r\n");
    await project.put("data.bin", "raw\0bytes");
    await project.put('a folder/ä "name"', "name\n");
    await project.put("run.sh", "#!/bin/sh\n");
    await chmod(join(project.worktree, "run.sh"), 0o755);
    await symlink("run.sh", join(project.worktree, "link"));
    const before = await trackedIn(project.worktree);
    const tree = await project.save();
    await project.put("windows.txt", "changed\n");
    await project.put("new.txt", "new\n");
    await rm(join(project.worktree, "link"));
    const files = await project.open().use(tree, never, ({ folder }) => trackedIn(folder));
    expect(files).toEqual(before);
  });

  it("goes from one tree to another and back", async () => {
    await project.put("changed", "1\n");
    await project.put("gone/inner", "1\n");
    await project.put("kind", "a file\n");
    const [one, filesOfOne] = [await project.save(), await trackedIn(project.worktree)];
    await project.put("changed", "2\n");
    await rm(join(project.worktree, "gone"), { recursive: true });
    await rm(join(project.worktree, "kind"));
    await project.put("kind/inner", "a folder\n");
    const [two, filesOfTwo] = [await project.save(), await trackedIn(project.worktree)];
    const workspaces = project.open();
    const look = (tree: string) => workspaces.use(tree, never, ({ folder }) => trackedIn(folder));
    expect([await look(one), await look(two), await look(one)]).toEqual([filesOfOne, filesOfTwo, filesOfOne]);
  });

  it("is cleaned of what the check before did to it, whatever that was", async () => {
    await project.put(".gitignore", ".env\nout/\n");
    await project.put(".env", "SECRET=1\n");
    await project.put("src/one.js", "1\n");
    await project.put("src/two.js", "2\n");
    const tree = await project.save();
    const workspaces = project.open();
    const clean = await workspaces.use(tree, never, ({ folder }) => filesIn(folder));
    await workspaces.use(tree, never, async ({ folder }) => {
      await writeFile(join(folder, "src/one.js"), "!\n");
      await rm(join(folder, "src/two.js"));
      await write(folder, "out/result", "made by the check\n");
      await write(folder, ".env", "SECRET=2\n");
      await mkdir(join(folder, "empty"));
      await write(folder, "locked/file", "read only\n");
      await chmod(join(folder, "locked"), 0o555);
      git(folder, "add", "-A");
      git(folder, "commit", "-qm", "by the check");
    });
    await workspaces.use(tree, never, async ({ folder }) => {
      await rm(join(folder, "src"), { recursive: true });
      await symlink(join(project.worktree, "src"), join(folder, "src"));
    });
    expect(await workspaces.use(tree, never, ({ folder }) => filesIn(folder))).toEqual(clean);
    expect(await readFile(join(project.worktree, "src/one.js"), "utf8")).toBe("1\n");
  });

  it("has a repository of its own with the user's HEAD, and what a check does with git stays there", async () => {
    await project.put("one.txt", "1\n");
    commit();
    git(project.worktree, "tag", "v1");
    await project.put("one.txt", "2\n");
    const tree = await project.save();
    const [before, head] = [await repositoryOf(project.worktree), git(project.worktree, "rev-parse", "HEAD")];
    const workspaces = project.open();
    const seen = await workspaces.use(tree, never, async ({ folder }) => {
      const found = [
        git(folder, "rev-parse", "HEAD"),
        git(folder, "describe", "--tags"),
        git(folder, "diff"),
      ];
      git(folder, "commit", "-qam", "by the check");
      git(folder, "gc", "-q");
      return found;
    });
    expect(seen).toEqual([head, "v1\n", ""]);
    expect(await repositoryOf(project.worktree)).toEqual(before);
    expect(await workspaces.use(tree, never, async ({ folder }) => git(folder, "rev-parse", "HEAD"))).toBe(
      head,
    );
  });

  it("leaves the user's worktree and repository as they were", async () => {
    await makeNpmWorkspace(project);
    commit();
    await project.put("packages/two/two.js", "export const two = 3;\n");
    const tree = await project.save();
    const before = [await filesIn(project.worktree), await repositoryOf(project.worktree)];
    await project.open().use(tree, never, async (workspace) => {
      await run(workspace, "node", "--test");
      await write(workspace.folder, "node_modules/.cache/x", "cache\n");
      await write(workspace.folder, "packages/two/two.js", "rewritten by a check\n");
    });
    await project.open().close();
    expect([await filesIn(project.worktree), await repositoryOf(project.worktree)]).toEqual(before);
  });

  it("runs the tests of its own packages, not of those that the user's node_modules are linked to", async () => {
    await makeNpmWorkspace(project);
    const right = await project.save();
    await project.put("packages/two/two.js", "export const two = 3;\n");
    const wrong = await project.save();
    const workspaces = project.open();
    const test = async (tree: string) =>
      (await workspaces.use(tree, never, (workspace) => run(workspace, "node", "--test"))).exitCode;
    expect([await test(right), await test(wrong), await test(right)]).toEqual([0, 1, 0]);
  });

  it("has the whole repository around it where the run works in a folder inside", async () => {
    const inner = await makeProject("packages/one");
    try {
      await inner.put("shared.txt", "shared\n");
      await inner.put(".gitignore", "node_modules/\n");
      await inner.put("node_modules/plain/package.json", "{}");
      await inner.put("packages/one/own.txt", "1\n");
      const tree = await inner.save();
      await inner.put("packages/one/own.txt", "2\n");
      const seen = await inner.open().use(tree, never, async ({ folder }) => ({
        files: await readdir(folder),
        own: await readFile(join(folder, "own.txt"), "utf8"),
        shared: await readFile(join(folder, "../../shared.txt"), "utf8"),
        packages: await readdir(join(folder, "../../node_modules/plain")),
      }));
      expect(seen).toEqual({
        files: ["own.txt"],
        own: "1\n",
        shared: "shared\n",
        packages: ["package.json"],
      });
    } finally {
      await inner.remove();
    }
  });

  it("is outside of the repository, and its folder has the repository's name", async () => {
    await project.put("one.txt", "1\n");
    const folder = await project
      .open()
      .use(await project.save(), never, async (workspace) => workspace.folder);
    expect([folder.startsWith(project.worktree), folder.endsWith("/project")]).toEqual([false, true]);
    expect(dirname(folder)).not.toMatch(/\/(?:\.|node_modules)/);
  });
});
