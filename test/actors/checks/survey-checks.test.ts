import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { surveyChecks } from "../../../src/actors/checks/survey-checks.js";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "survey-checks-")));
  const scripts = { lint: "mylint --fix", test: "mocha", build: "vercel deploy" };
  await writeFile(join(folder, "package.json"), JSON.stringify({ scripts }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const own = { timeoutSeconds: 600, when: "task" as const };

it("says why each check is taken, and which line takes what is left out beside the others of the list", async () => {
  const e2e = { ...own, name: "e2e", command: "make e2e" };
  const { checks, leftOut, skippedInVain } = await surveyChecks(folder, ["auto", e2e]);
  expect(checks.map(({ name, why }) => [name, why])).toEqual([
    ["test", "the script test in package.json"],
    ["e2e", "named in the option checks"],
  ]);
  expect(leftOut.map(({ configuration }) => configuration)).toEqual(
    ["lint", "build"].map(
      (name) =>
        `"checks": ["auto", {"name":"e2e","command":"make e2e"}, {"name":"${name}","command":"npm run ${name}"}]`,
    ),
  );
  expect(skippedInVain).toEqual([]);
});

it("what the list names is not left out, be it run or skipped", async () => {
  const option = [
    "auto" as const,
    { ...own, name: "lint", command: "npm run lint" },
    { ...own, name: "build", skip: true },
  ];
  const { checks, leftOut, skippedInVain } = await surveyChecks(folder, option);
  expect(checks.map(({ name }) => name)).toEqual(["test", "lint"]);
  expect([leftOut, skippedInVain]).toEqual([[], []]);
});

it("a name that is skipped in vain is told", async () => {
  const { skippedInVain } = await surveyChecks(folder, ["auto", { ...own, name: "tets", skip: true }]);
  expect(skippedInVain).toEqual(["tets"]);
});

it("without what is found nothing is left out", async () => {
  const mine = { ...own, name: "mine", command: "make" };
  expect(await surveyChecks(folder, [mine])).toEqual({
    checks: [{ ...mine, why: "named in the option checks" }],
    leftOut: [],
    skippedInVain: [],
  });
});
