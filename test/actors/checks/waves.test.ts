import { expect, it } from "vitest";
import { readScript } from "../../../src/actors/checks/script/read-script.js";
import { toWaves } from "../../../src/actors/checks/waves.js";
import type { Check } from "../../../src/contracts/check.js";

const worktree = "/nowhere";

async function wavesOf(checks: (Partial<Check> & { command: string })[], most = 2): Promise<string[][]> {
  const planned = await Promise.all(
    checks.map(async (given) => {
      const check: Check = { name: given.command, timeoutSeconds: 60, when: "task", ...given };
      return { check, commands: await readScript(check.command, worktree) };
    }),
  );
  return toWaves(planned, most).map((wave) => wave.map(({ check }) => check.name));
}

const lint = { command: "eslint ." };
const types = { command: "tsc --noEmit" };
const test = { command: "vitest run" };
const build = { command: "vite build" };

it("runs what only reads beside tests, and a build after them", async () => {
  expect(await wavesOf([types, lint, test, build])).toEqual([
    ["tsc --noEmit", "eslint .", "vitest run"],
    ["vite build"],
  ]);
});

it.each([
  ["two suites in one folder", [test, { command: "jest" }]],
  [
    "two suites of a folder and one below it",
    [
      { ...test, folder: "a" },
      { command: "jest", folder: "a/b" },
    ],
  ],
  ["a linter that rewrites files", [{ command: "eslint --fix ." }, test]],
  ["a compiler that writes its output", [{ command: "tsc" }, test]],
  ["a program that nobody knows", [{ command: "./lint.sh" }, test]],
  ["what wants to be alone", [{ ...lint, exclusive: true }, test]],
  ["what comes after it, too", [test, { ...lint, exclusive: true }]],
])("runs nothing beside %s", async (_, checks) => {
  expect(await wavesOf(checks)).toEqual(checks.map(({ command }) => [command]));
});

it("runs the suites of two packages side by side", async () => {
  const suites = [
    { ...test, folder: "front" },
    { command: "pytest", folder: "back" },
  ];
  expect(await wavesOf(suites)).toEqual([["vitest run", "pytest"]]);
});

it("keeps the order: a check does not overtake one that must run alone", async () => {
  expect(await wavesOf([test, build, lint])).toEqual([["vitest run"], ["vite build"], ["eslint ."]]);
});

it("runs one check at a time where that is asked for", async () => {
  expect(await wavesOf([types, lint, test], 1)).toEqual([["tsc --noEmit"], ["eslint ."], ["vitest run"]]);
});
