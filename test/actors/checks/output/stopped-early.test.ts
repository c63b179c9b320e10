import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { stoppedEarly } from "../../../../src/actors/checks/output/stopped-early.js";

const recorded = (path: string) => readFileSync(new URL(`recorded/${path}.txt`, import.meta.url), "utf8");

it.each([
  ["cargo", "cargo stopped at the first package that failed"],
  ["turbo", "1 of 2 tasks did not run"],
  ["chain", '"npm test -w @acme/b" did not run'],
  ["pytest", "pytest stopped before the end"],
])("%s says what did not get its turn", (name, expected) => {
  expect(stoppedEarly(recorded(`stopped/${name}`))).toBe(expected);
});

it("a chain tells its tests by their summary", () => {
  const output = "> shop@1.0.0 test\n> eslint . && vitest run\n\n/home/me/a.js\n  1:1  error  no  no-var";
  expect(stoppedEarly(output)).toBe('"vitest run" did not run');
  expect(stoppedEarly(`${output}\n      Tests  1 failed (1)`)).toBeUndefined();
});

it.each(["turbo/twin", "npm-workspaces/old", "cargo/twin", "nx/new", "pytest/old", "concurrently/old"])(
  "nothing is hidden in %s",
  (path) => {
    expect(stoppedEarly(recorded(path))).toBeUndefined();
  },
);
