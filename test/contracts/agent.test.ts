import { expect, it } from "vitest";
import { addUsage, noUsage, totalTokens, type Usage } from "../../src/contracts/agent.js";

const one: Usage = { input: 1, output: 20, reasoning: 300, cacheRead: 4_000, cacheWrite: 50_000, cost: 0.25 };

it("the usage of two calls is the sum of each kind of token and of the cost", () => {
  const other: Usage = {
    input: 2,
    output: 30,
    reasoning: 400,
    cacheRead: 5_000,
    cacheWrite: 10_000,
    cost: 0.5,
  };
  expect(addUsage(one, other)).toEqual({
    input: 3,
    output: 50,
    reasoning: 700,
    cacheRead: 9_000,
    cacheWrite: 60_000,
    cost: 0.75,
  });
});

it("no usage adds nothing", () => {
  expect(addUsage(noUsage, one)).toEqual(one);
  expect(totalTokens(noUsage)).toBe(0);
});

it("the tokens of a usage are all of them, cached ones included", () => {
  expect(totalTokens(one)).toBe(54_321);
});
