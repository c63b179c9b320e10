import { expect, it } from "vitest";
import { errorsInFolder } from "../../../src/actors/checks/errors-in-folder.js";
import { inProject } from "./detect/in-project.js";

const error = (file: string) => ({ text: `${file}:3 unused`, fingerprint: "a", file });
const placed = (errors: string[], folders: (string | undefined)[]) =>
  inProject({ "backend/app.py": "", "root.py": "" }, async (worktree) => {
    const commands = folders.map((folder) => (folder === undefined ? {} : { folder }));
    const found = await errorsInFolder(errors.map(error), commands, worktree);
    return found.map(({ file, text }) => `${file} | ${text}`);
  });

it("tells the files of a check that runs in a folder relative to the worktree", async () => {
  expect(await placed(["app.py"], ["backend", "backend"])).toEqual([
    "backend/app.py | backend/app.py:3 unused",
  ]);
});

it("leaves files alone that are told from the worktree, or that are nowhere", async () => {
  const told = [
    "root.py | root.py:3 unused",
    "backend/app.py | backend/app.py:3 unused",
    "gone.py | gone.py:3 unused",
  ];
  expect(await placed(["root.py", "backend/app.py", "gone.py"], ["backend"])).toEqual(told);
});

it("leaves the files of a check alone that runs in several folders", async () => {
  expect(await placed(["app.py"], ["backend", undefined])).toEqual(["app.py | app.py:3 unused"]);
});
