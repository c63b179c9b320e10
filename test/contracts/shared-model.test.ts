import { describe, expect, it } from "vitest";
import { sharedModel } from "../../src/contracts/shared-model.js";

const figures =
  "in recorded runs it saw 14.7 % of its own wrong code (69 of 468), another model 30 to 38 %";

describe("sharedModel", () => {
  it.each([
    [
      "all work on one model",
      ["a/one"],
      ["a/one"],
      ["a/one"],
      "The reviewer works on the coder's model (a/one)",
    ],
    [
      "all climb together",
      ["a/one"],
      ["a/one", "a/two"],
      ["a/one", "a/two"],
      "The reviewer works on the coder's model (a/one, a/two)",
    ],
    [
      "only the reviewer climbs",
      ["a/one"],
      ["a/one"],
      ["a/one", "a/two"],
      "At first, the reviewer works on the coder's model (a/one)",
    ],
    [
      "only the fixer climbs",
      ["a/one"],
      ["a/one", "a/two"],
      ["a/one"],
      "At first, the reviewer works on the coder's model (a/one)",
    ],
    [
      "the fixer climbs up to the reviewer",
      ["a/one"],
      ["a/one", "a/one", "a/two"],
      ["a/two"],
      "After a fix, the reviewer works on the fixer's model (a/two)",
    ],
    [
      "they meet at a late rung",
      ["a/one"],
      ["a/one"],
      ["a/two", "a/three", "a/one"],
      "After a fix, the reviewer works on the fixer's model (a/one)",
    ],
    [
      "it is the same behind another provider",
      ["a/one-4.5"],
      ["a/one-4.5"],
      ["router/a/One-4-5"],
      "The reviewer works on the coder's model (router/a/One-4-5)",
    ],
  ])("says so with the figures where %s", (_, coder, fixer, reviewer, words) => {
    expect(sharedModel({ coder, fixer, reviewer })).toEqual({
      text: `${words}: ${figures}`,
      line: '"agents": { "reviewer": { "model": "provider/other" } }',
    });
  });

  it.each([
    ["works on another one", ["a/one"], ["a/one"], ["a/two"]],
    ["is always a rung ahead", ["a/one"], ["a/one", "a/two"], ["a/two", "a/three"]],
    ["would share a rung that nobody climbs to", ["a/one", "a/two"], ["a/two", "a/one"], ["a/two"]],
  ])("says nothing where the reviewer %s", (_, coder, fixer, reviewer) => {
    expect(sharedModel({ coder, fixer, reviewer })).toBeUndefined();
  });
});
