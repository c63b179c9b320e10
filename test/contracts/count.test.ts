import { expect, it } from "vitest";
import { count } from "../../src/contracts/count.js";

it("one is singular, everything else is plural, also as a text", () => {
  expect([0, 1, 2, 0.5, "1", "1.0k"].map((number) => count(number, "fix", "fixes"))).toEqual([
    "0 fixes",
    "1 fix",
    "2 fixes",
    "0.5 fixes",
    "1 fix",
    "1.0k fixes",
  ]);
  expect([1, 3].map((number) => count(number, "task"))).toEqual(["1 task", "3 tasks"]);
});
