import { expect, it } from "vitest";
import { fallbackMessage } from "../../../src/actors/checks/fallback-message.js";

it("are the last three lines that mean something", () => {
  const lines = [
    "  one",
    "  two",
    "",
    "  three",
    "---",
    "  four",
    "npm error code 1",
    "make: *** [all] Error 2",
  ];
  expect(fallbackMessage("all", lines)).toBe("two — three — four");
});

it("are the runner's own lines where there is nothing else", () => {
  expect(fallbackMessage("all", ["", "npm error code 1", "npm error path /shop"])).toBe(
    "npm error code 1 — npm error path /shop",
  );
});

it("say that nothing was printed where nothing was, or nothing to read", () => {
  expect(fallbackMessage("all", ["", "====="])).toBe("check all failed without any output");
});
