import { chmod, lstat, mkdir, readdir, readFile, readlink, rename, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Workspace } from "../../../src/actors/workspaces/workspaces.js";
import { ActorError } from "../../../src/contracts/failure.js";
import { git } from "../checkpoints/user-repository.js";
import { makeNpmWorkspace, makeProject, never, type Project, run } from "./project.js";

let project: Project;

beforeEach(async () => {
  project = await makeProject();
});

afterEach(() => project.remove());

const inCopy = async <Result>(work: (workspace: Workspace) => Promise<Result>) =>
  project.open().use(await project.save(), never, work);

const refusalOf = async () => {
  const error: unknown = await inCopy(async () => undefined).catch((thrown: unknown) => thrown);
  if (error instanceof ActorError) return { actor: error.failure.actor, message: error.message };
  throw error;
};

describe("node_modules in a workspace", () => {
  it("is a real folder with a link for each package, without caches", async () => {
    await makeNpmWorkspace(project);
    await project.put("node_modules/.vite/results.json", "{}");
    await project.put("node_modules/.package-lock.json", "{}");
    await project.put("node_modules/@scope/inner/package.json", "{}");
    await project.put("node_modules/plain/cli.js", "");
    await mkdir(join(project.worktree, "node_modules/.bin"));
    await symlink("../plain/cli.js", join(project.worktree, "node_modules/.bin/plain"));
    await inCopy(async ({ folder }) => {
      const packages = join(folder, "node_modules");
      expect((await lstat(packages)).isDirectory()).toBe(true);
      expect((await readdir(packages)).sort()).toEqual([
        ".bin",
        ".package-lock.json",
        "@own",
        "@scope",
        "plain",
      ]);
      expect(await readlink(join(packages, "plain"))).toBe(join(project.worktree, "node_modules/plain"));
      expect(await readlink(join(packages, "@own/two"))).toBe("../../packages/two");
      expect(await readlink(join(packages, ".bin/plain"))).toBe("../plain/cli.js");
      expect((await lstat(join(packages, "@scope"))).isDirectory()).toBe(true);
    });
  });

  it("also comes in for a package inside, and its absolute links lead into the copy", async () => {
    await project.put(".gitignore", "node_modules\n");
    await project.put("packages/one/package.json", "{}");
    await project.put("packages/two/two.js", "2\n");
    await mkdir(join(project.worktree, "packages/one/node_modules"));
    await symlink(
      join(project.worktree, "packages/two"),
      join(project.worktree, "packages/one/node_modules/two"),
    );
    expect(await inCopy(({ folder }) => readlink(join(folder, "packages/one/node_modules/two")))).toBe(
      "../../two",
    );
  });

  it.each<[string, (project: Project) => Promise<unknown>]>([
    [
      "depends on one of the project's own",
      ({ put }) => put("node_modules/plain/package.json", packageThatNeeds("@own/two")),
    ],
    [
      "has a link to one of the project's own beside it, as pnpm makes them",
      async ({ worktree, put }) => {
        await put("node_modules/.pnpm/plain@1/node_modules/plain/package.json", packageThatNeeds("x"));
        await put("node_modules/.pnpm/plain@1/node_modules/plain/plain.js", viaOwn);
        await rename(join(worktree, "node_modules/plain"), join(worktree, "unused"));
        await symlink(".pnpm/plain@1/node_modules/plain", join(worktree, "node_modules/plain"));
        await mkdir(join(worktree, "node_modules/.pnpm/plain@1/node_modules/@own"));
        const beside = join(worktree, "node_modules/.pnpm/plain@1/node_modules/@own/two");
        await symlink("../../../../../packages/two", beside);
      },
    ],
  ])("has packages of its own where an installed package %s", async (_, prepare) => {
    await makeNpmWorkspace(project);
    await prepare(project);
    await project.put(
      (await lstat(join(project.worktree, "node_modules/plain"))).isSymbolicLink()
        ? "node_modules/.pnpm/plain@1/node_modules/plain/plain.js"
        : "node_modules/plain/plain.js",
      viaOwn,
    );
    await project.put("packages/two/two.js", "export const two = 3;\n");
    const wrong = await project.save();
    await project.put("packages/two/two.js", "export const two = 2;\n");
    const exitCode = await project
      .open()
      .use(
        wrong,
        never,
        async (workspace) => (await run(workspace, "node", "--test", "two.test.js")).exitCode,
      );
    expect(exitCode).toBe(1);
  });
});

describe("other ignored things in a workspace", () => {
  it("brings small files in and leaves outputs out, and says which", async () => {
    await project.put(".gitignore", ".env\n*.db\n*.js\n*.so\ndist/\ncoverage/\nvendor/\n");
    await project.put("src/one.ts", "");
    await project.put("src/one.js", "compiled\n");
    await project.put("src/settings.js", "by hand\n");
    await project.put("src/native.so", "");
    await project.put(".env", `ROOT=${project.worktree}/data\n`);
    await project.put("test.db", "rows\n");
    await project.put("dist/one.js", "");
    await project.put("coverage/x", "");
    await project.put("vendor/lib/lib.php", "<?php");
    await inCopy(async ({ folder, leftOut }) => {
      expect(leftOut.sort()).toEqual(["coverage", "dist", "src/native.so", "src/one.js"]);
      expect(await readFile(join(folder, ".env"), "utf8")).toBe(`ROOT=${folder}/data\n`);
      expect((await readdir(join(folder, "src"))).sort()).toEqual(["one.ts", "settings.js"]);
      expect((await lstat(join(folder, "vendor"))).isDirectory()).toBe(true);
      expect((await lstat(join(folder, "vendor/lib/lib.php"))).isFile()).toBe(true);
      expect(await readFile(join(folder, "test.db"), "utf8")).toBe("rows\n");
    });
  });

  it("lets what a Python environment is told of the project lead into the copy", async () => {
    const { worktree } = project;
    await project.put(".gitignore", ".venv/\n");
    await project.put("src/own.py", "two = 2\n");
    await project.put(".venv/pyvenv.cfg", "home = /usr/bin\n");
    await project.put(".venv/lib/site-packages/__editable__.own.pth", `${worktree}/src\n`);
    await project.put(".venv/bin/pytest", `#!${worktree}/.venv/bin/python\n`);
    await chmod(join(worktree, ".venv/bin/pytest"), 0o755);
    await symlink(`${worktree}/src`, join(worktree, ".venv/lib/site-packages/linked"));
    await inCopy(async ({ folder }) => {
      const installed = join(folder, ".venv/lib/site-packages");
      expect(await readFile(join(installed, "__editable__.own.pth"), "utf8")).toBe(`${folder}/src\n`);
      expect(await readFile(join(folder, ".venv/bin/pytest"), "utf8")).toBe(`#!${folder}/.venv/bin/python\n`);
      expect((await lstat(join(folder, ".venv/bin/pytest"))).mode & 0o111).toBe(0o111);
      expect(await readlink(join(installed, "linked"))).toBe("../../../src");
    });
  });

  it("brings in what submodules hold, as files of the copy's own", async () => {
    const library = join(project.root, "library");
    await project.put("../library/two.txt", "2\n");
    git(library, "init", "-q");
    git(library, "add", "-A");
    git(library, "commit", "-qm", "first");
    git(project.worktree, "submodule", "--quiet", "add", library, "inner");
    await inCopy(async ({ folder }) => {
      expect(await readdir(join(folder, "inner"))).toEqual(["two.txt"]);
      expect((await lstat(join(folder, "inner/two.txt"))).nlink).toBe(1);
    });
  });
});

describe("a workspace is refused where a check would read the present files", () => {
  it("through a link of the tree with an absolute path", async () => {
    await project.put("src/one.js", "1\n");
    await symlink(join(project.worktree, "src"), join(project.worktree, "linked"));
    const { actor, message } = await refusalOf();
    expect([actor, message.includes("The link linked leads to")]).toEqual(["checks", true]);
  });

  it("through a link of the tree that leads out of the repository", async () => {
    await mkdir(join(project.root, "beside"));
    await symlink("../beside", join(project.worktree, "linked"));
    expect((await refusalOf()).message).toContain("The link linked leads out of the repository");
  });

  it("through an installed package that leads back by way of another place", async () => {
    await makeNpmWorkspace(project);
    await symlink(join(project.worktree, "packages/two"), join(project.root, "global"));
    await symlink("../../global", join(project.worktree, "node_modules/linked"));
    expect((await refusalOf()).message).toMatch(
      /node_modules\/linked is a link that leads back into the project/,
    );
  });

  it.skipIf(process.platform === "win32")("through the environment of the Python that it finds", async () => {
    const outer = join(project.root, "outer");
    await project.put("pyproject.toml", "");
    await project.put("../outer/site-packages/__editable__.own.pth", `${project.worktree}/src\n`);
    await project.put("../outer/python3", `#!/bin/sh\necho ${outer}/site-packages\n`);
    await chmod(join(outer, "python3"), 0o755);
    const path = process.env.PATH;
    process.env.PATH = `${outer}:${path}`;
    try {
      expect((await refusalOf()).message).toMatch(/The environment of python3 has the project installed/);
    } finally {
      process.env.PATH = path;
    }
  });
});

describe("the environment in a workspace", () => {
  it("names the copy wherever the process's own names the project", async () => {
    await project.put("one.txt", "1\n");
    process.env.WORKSPACE_TEST = `${project.worktree}/bin:${project.worktree}-other:/bin`;
    process.env.CARGO_TARGET_DIR = "/shared/target";
    try {
      await inCopy(async ({ folder, env }) => {
        expect(env.WORKSPACE_TEST).toBe(`${folder}/bin:${project.worktree}-other:/bin`);
        expect(env.CARGO_TARGET_DIR).toBe(`${folder}/target`);
      });
    } finally {
      delete process.env.WORKSPACE_TEST;
      delete process.env.CARGO_TARGET_DIR;
    }
  });
});

const packageThatNeeds = (name: string) =>
  JSON.stringify({ name: "plain", type: "module", exports: "./plain.js", peerDependencies: { [name]: "*" } });

const viaOwn = 'import { two } from "@own/two";\nexport const plain = () => two;\n';
