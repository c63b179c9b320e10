import { expect, test } from "vitest";
import { type LostTests, lostTests } from "../../../../src/actors/checks/weakenings/lost-tests.js";
import { toTestList } from "../../../../src/actors/checks/weakenings/test-list.js";

/** Tests as `file name`, skipped with `-` before the name, and the files that could not be loaded. */
function list(tests: string[], crashed: string[] = []) {
  const cases = tests.map((words) => {
    const [file, name = ""] = words.split(" ");
    const status = name.startsWith("-") ? ("skipped" as const) : ("passed" as const);
    return { file, name: name.replace("-", ""), status };
  });
  const crashes = crashed.map((file) => ({ file, message: "it does not load" }));
  return toTestList(cases.filter(({ status }) => status === "passed").length, { tests: cases, crashes });
}

const gone = (place: string, ...names: string[]): LostTests => ({
  place,
  how: "gone",
  names,
  count: names.length,
});

test.each<[title: string, before: string[], now: string[], lost: LostTests[]]>([
  ["the same tests in another order", ["a one", "b two"], ["b two", "a one"], []],
  ["more tests", ["a one"], ["a one", "a two"], []],
  ["a test that is gone", ["a one", "a two"], ["a one"], [gone("a", "two")]],
  ["a test that is skipped", ["a one"], ["a -one"], [{ ...gone("a", "one"), how: "skipped" }]],
  ["a test that was skipped before", ["a -one", "a two"], ["a two"], []],
  ["a test under another name", ["a one"], ["a uno"], [gone("a", "one")]],
  ["a test in another file", ["a one"], ["b one"], [gone("a", "one")]],
  ["one of two tests of a name", ["a one", "a one"], ["a one"], [gone("a", "one")]],
  [
    "tests of several files, file by file",
    ["a one", "b two", "a three"],
    [],
    [gone("a", "one", "three"), gone("b", "two")],
  ],
  [
    "gone and skipped tests of one file",
    ["a one", "a two"],
    ["a -two"],
    [gone("a", "one"), { ...gone("a", "two"), how: "skipped" }],
  ],
])("%s", (_, before, now, lost) => {
  expect(lostTests(list(before), list(now))).toEqual(lost);
});

test("tests of a file that cannot be loaded are not lost: it is an error by itself", () => {
  expect(lostTests(list(["a one", "b two"]), list([], ["a"]))).toEqual([gone("b", "two")]);
});

test("of tests without names there are fewer, unless something could not be loaded", () => {
  const [three, one] = [toTestList(3, undefined), toTestList(1, undefined)];
  const two = { place: "", how: "gone", names: [], count: 2 };
  expect(lostTests(three, one)).toEqual([two]);
  expect(lostTests(one, three)).toEqual([]);
  expect(lostTests(three, list(["a one"]))).toEqual([two]);
  expect(lostTests(three, { ...one, crashed: ["a"] })).toEqual([]);
});
