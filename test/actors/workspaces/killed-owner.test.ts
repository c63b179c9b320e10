import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { removeLeftWorkspaces } from "../../../src/actors/workspaces/workspaces.js";
import { findOpencode } from "../../../src/demo/opencode-binary.js";
import { compile } from "../../support/compiled-module.js";
import { makeNpmWorkspace, makeProject, never, type Project } from "./project.js";

let modules: string;
let module: string;
let project: Project;

beforeAll(async () => {
  modules = await mkdtemp(join(tmpdir(), "killed-owner-"));
  module = await compile("src/actors/workspaces/workspaces.ts", modules);
});

afterAll(() => rm(modules, { recursive: true }));

beforeEach(async () => {
  project = await makeProject();
  await makeNpmWorkspace(project);
});

afterEach(() => project.remove());

/** A process that works in a copy until it is killed, and the folder of the copy. */
async function startOwner(executable: string, tree: string) {
  const { worktree, stateFolder } = project;
  const options = JSON.stringify({ worktree, stateFolder });
  const code = `import(${JSON.stringify(pathToFileURL(module))}).then(({ createWorkspaces }) =>
    createWorkspaces(${options}).use(${JSON.stringify(tree)}, new AbortController().signal, ({ folder }) => {
      process.stdout.write(folder);
      return new Promise(() => setInterval(() => {}, 60_000));
    }))`;
  const owner = spawn(executable, ["-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, BUN_BE_BUN: "1" },
  });
  onTestFinished(() => void owner.kill("SIGKILL"));
  const [folder] = (await Promise.race([once(owner.stdout, "data"), once(owner, "exit")])) as [unknown];
  return { owner, folder: String(folder) };
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe.each([
  ["Node", process.execPath],
  ["the Bun of OpenCode", findOpencode()],
])("the copy of a process of %s", (_, executable) => {
  it("stays while that lives, and is removed by the next run once it was killed", async () => {
    const tree = await project.save();
    const { owner, folder } = await startOwner(executable, tree);
    expect(await isThere(join(folder, "node_modules/plain/plain.js"))).toBe(true);
    const workspaces = project.open();
    await workspaces.use(tree, never, async () => undefined);
    expect(await isThere(join(folder, "two.test.js"))).toBe(true);

    const exited = once(owner, "exit");
    owner.kill("SIGKILL");
    await exited;
    await project.open().use(tree, never, async () => undefined);
    expect(await isThere(dirname(folder))).toBe(false);
    expect(await isThere(join(project.worktree, "node_modules/plain/plain.js"))).toBe(true);
    expect(await project.copies()).toHaveLength(4);
  });
});

describe("removeLeftWorkspaces", () => {
  it("removes nothing whose owner cannot be told, or is on another machine", async () => {
    const base = join(project.root, "temporary", `orchestrator-copies-${process.getuid?.() ?? "user"}`);
    const owner = { version: 1, pid: 2 ** 30, process: "gone", host: "another machine" };
    await mkdir(join(base, "someone's own"), { recursive: true });
    for (const [name, text] of [
      ["elsewhere", JSON.stringify(owner)],
      ["newer", JSON.stringify({ ...owner, version: 2 })],
      ["torn", '{"version":1,"pi'],
    ] as const) {
      await mkdir(join(base, name));
      await writeFile(join(base, `${name}.owner.json`), text);
    }
    const before = (await readdir(base, { recursive: true })).sort();
    await removeLeftWorkspaces();
    expect((await readdir(base, { recursive: true })).sort()).toEqual(before);
  });
});
