import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { judge, readTasks, runTests, writeProject } from "../../bench/real/tasks.js";

const tasks = await readTasks();
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

async function projectOf(task: (typeof tasks)[number], over?: "solution" | "wrong"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "orchestrator-task-"));
  folders.push(folder);
  await writeProject(task, folder, over);
  return folder;
}

test("there are at least twelve tasks, and wrong solutions for some of them", () => {
  expect(tasks.length).toBeGreaterThanOrEqual(12);
  expect(tasks.filter(({ hasWrong }) => hasWrong).length).toBeGreaterThanOrEqual(4);
});

describe.each(tasks)("the task $name", (task) => {
  test("starts with tests that pass, and fails its hidden ones", async () => {
    const start = await projectOf(task);

    expect(await runTests(start)).toMatchObject({ isRight: true });
    expect(await judge(task, start)).toMatchObject({ isRight: false });
  });

  test("passes all tests with its reference solution", async () => {
    const solved = await projectOf(task, "solution");

    expect((await runTests(solved)).output).not.toMatch(/^not ok/m);
    expect(await judge(task, solved)).toMatchObject({ isRight: true });
  });
});

describe.each(tasks.filter(({ hasWrong }) => hasWrong))("the wrong solution of $name", (task) => {
  test("is found by the hidden tests only", async () => {
    const wrong = await projectOf(task, "wrong");

    expect(await runTests(wrong)).toMatchObject({ isRight: true });
    expect(await judge(task, wrong)).toMatchObject({ isRight: false });
  });
});
