import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitCheckpoints } from "../../src/actors/checkpoints/git-checkpoints.js";
import { createQueue, type Task } from "../../src/machine/task-queue.js";
import { putBackLostFiles } from "../../src/runs/lost-files.js";
import { createRunFolder } from "../../src/runs/run-folder.js";
import type { StoredRun } from "../../src/runs/stored-run.js";
import { createProject, type Project } from "../support/project.js";

let project: Project;
let folder: string;

beforeEach(async () => {
  const path = await realpath(await mkdtemp(join(tmpdir(), "lost-files-")));
  project = await createProject({ "old.txt": "old\n" }, { path });
  folder = await createRunFolder(path, "run-1");
});
afterEach(() => project.remove());

/** A run whose finished task changed these files; the next task's change is under way. */
async function afterTask(change: () => Promise<unknown>, changedFiles: string[]): Promise<StoredRun> {
  const checkpoints = await createGitCheckpoints({ worktree: project.path, stateFolder: folder });
  await checkpoints.open(await checkpoints.save());
  await change();
  await checkpoints.close();
  await checkpoints.open(await checkpoints.save());
  const tasks = [
    { id: "T1", status: "verified", changedFiles },
    { id: "T2", status: "active", changedFiles: ["half.txt"] },
  ] as Task[];
  return { folder, state: { context: { queue: createQueue(tasks) } } } as unknown as StoredRun;
}

it("puts back what `git clean` took of a finished task, and nothing of the one under way", async () => {
  const made = ["src/new.txt", "other.txt"];
  const write = () => Promise.all(made.map((file) => project.write(file, "made\n")));
  const stored = await afterTask(write, [...made, "old.txt"]);
  await project.write("half.txt", "half\n");
  await project.git("clean", "-fdx", "--quiet");
  expect((await putBackLostFiles(stored, project.path)).sort()).toEqual([...made].sort());
  expect(await project.read("src/new.txt")).toBe("made\n");
  expect(await project.exists("half.txt")).toBe(false);
  expect(await putBackLostFiles(stored, project.path)).toEqual([]);
});

it("leaves what is there, what a task deleted, and what the user took out of git", async () => {
  const change = async () => {
    await project.write("new.txt", "made\n");
    await rm(join(project.path, "old.txt"));
  };
  const stored = await afterTask(change, ["new.txt", "old.txt"]);
  await project.write("new.txt", "the user's\n");
  expect(await putBackLostFiles(stored, project.path)).toEqual([]);
  expect(await project.read("new.txt")).toBe("the user's\n");
  await project.git("add", "new.txt");
  await rm(join(project.path, "new.txt"));
  expect(await putBackLostFiles(stored, project.path)).toEqual([]);
});
