import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGitCheckpoints } from "../../../src/actors/checkpoints/git-checkpoints.js";
import { baseFolders } from "../../../src/actors/workspaces/base-folder.js";
import {
  createWorkspaces,
  type Workspace,
  type Workspaces,
} from "../../../src/actors/workspaces/workspaces.js";
import type { Checkpoints } from "../../../src/contracts/checkpoints.js";
import { git, write } from "../checkpoints/user-repository.js";

/** A user's repository with a run. Made by {@link makeProject}. */
export interface Project {
  root: string;
  worktree: string;
  stateFolder: string;
  put(path: string, content: string): Promise<void>;
  /** The tree of the worktree as it is. */
  save(): Promise<string>;
  /** What is in the folder of copies. */
  copies(): Promise<string[]>;
  open(limits?: Parameters<typeof createWorkspaces>[0]["limits"]): Workspaces;
  /** Ends what `open` gave, and removes everything. */
  remove(): Promise<void>;
}

/** @param folder of the repository that the run works in */
export async function makeProject(folder = "."): Promise<Project> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "workspaces-")));
  const repository = join(root, "project");
  // Copies are made there.
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = join(root, "temporary");
  await mkdir(process.env.TMPDIR);
  const worktree = join(repository, folder);
  const stateFolder = join(worktree, ".opencode/orchestrator/run1");
  await mkdir(stateFolder, { recursive: true });
  await write(worktree, ".opencode/orchestrator/.gitignore", "*\n");
  git(repository, "init", "-q");
  const opened: Workspaces[] = [];
  let checkpoints: Checkpoints | undefined;
  return {
    root,
    worktree,
    stateFolder,
    put: (path, content) => write(repository, path, content),
    async save() {
      checkpoints ??= await createGitCheckpoints({ worktree, stateFolder });
      const { tree } = await checkpoints.save();
      if (tree === null) throw new Error("no tree");
      return tree;
    },
    async copies() {
      const [folder = ""] = await baseFolders();
      return (await readdir(folder).catch((): string[] => [])).sort();
    },
    open(limits) {
      const workspaces = createWorkspaces({ worktree, stateFolder, ...(limits && { limits }) });
      opened.push(workspaces);
      return workspaces;
    },
    async remove() {
      await Promise.all(opened.map((workspaces) => workspaces.close()));
      if (temporary === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = temporary;
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** An npm workspace whose root's test asks the package `two` for a number. */
export async function makeNpmWorkspace({ worktree, put }: Project): Promise<void> {
  await put(".gitignore", "node_modules/\n.env\n");
  await put("package.json", '{ "name": "root", "type": "module", "workspaces": ["packages/*"] }');
  await put("packages/two/package.json", '{ "name": "@own/two", "type": "module", "exports": "./two.js" }');
  await put("packages/two/two.js", "export const two = 2;\n");
  await put(
    "two.test.js",
    `import assert from "node:assert";
import { test } from "node:test";
import { two } from "@own/two";
import { plain } from "plain";
test("two is two", () => assert.equal(plain(two), 2));
`,
  );
  await put(
    "node_modules/plain/package.json",
    '{ "name": "plain", "type": "module", "exports": "./plain.js" }',
  );
  await put("node_modules/plain/plain.js", "export const plain = (value) => value;\n");
  await mkdir(join(worktree, "node_modules/@own"));
  await symlink("../../packages/two", join(worktree, "node_modules/@own/two"));
}

/** The exit code of a command in a workspace, and what it printed. */
export function run(
  { folder, env }: Pick<Workspace, "folder" | "env">,
  command: string,
  ...args: string[]
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    // vitest's own would make `node --test` report to it.
    const clean = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined, ...env };
    const child = execFile(command, args, { cwd: folder, env: clean }, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, output: `${stdout}${stderr}` }),
    );
  });
}

export const never = new AbortController().signal;
