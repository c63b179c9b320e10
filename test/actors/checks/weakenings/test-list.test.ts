import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  readTestList,
  toTestList,
  writeTestList,
} from "../../../../src/actors/checks/weakenings/test-list.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "test-list-"));
});
afterEach(() => rm(folder, { recursive: true }));

const file = "a.test.js";

test("a list is read as it was written", async () => {
  const list = toTestList(1, {
    tests: [
      { file, suite: "sum", name: "adds", status: "passed" },
      { package: "b", name: "adds", status: "skipped" },
    ],
    crashes: [{ file: "c.test.js", message: "no" }, { package: "d", message: "no" }, { message: "no" }],
  });
  expect(list).toMatchObject({
    executed: 1,
    crashed: ["c.test.js", "d", ""],
    tests: [
      { name: "sum > adds", place: file, isSkipped: false },
      { name: "adds", place: "b", isSkipped: true },
    ],
  });
  await writeTestList(join(folder, "list.json"), list);
  expect(await readTestList(join(folder, "list.json"))).toEqual(list);
});

test("a list of tests without names only has their number", async () => {
  await writeTestList(join(folder, "list.json"), toTestList(3, undefined));
  expect(await readTestList(join(folder, "list.json"))).toEqual({ version: 1, executed: 3, crashed: [] });
});

test("a test is the same in another run, and another one in another file, suite or package", () => {
  const ids = [
    { file, name: "adds" },
    { file: "b.test.js", name: "adds" },
    { file, suite: "sum", name: "adds" },
    { package: "b", file, name: "adds" },
    { file, name: "adds twice" },
  ].map((one) => toTestList(1, { tests: [{ ...one, status: "passed" }], crashes: [] }).tests?.[0]?.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ["is not there", undefined],
  ["is no JSON", "{"],
  ["is of another version", '{"version":2,"executed":1,"crashed":[]}'],
])("a list that %s is none", async (_, text) => {
  const path = join(folder, "list.json");
  if (text !== undefined) await writeFile(path, text);
  expect(await readTestList(path)).toBeUndefined();
});
