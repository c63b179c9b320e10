import { describe, expect, test } from "vitest";
import { playAlone } from "../../bench/lift/alone.js";
import { rates } from "../../bench/lift/rates.js";
import { share } from "../../bench/lift/statistics.js";
import { createWorld } from "../../bench/lift/world.js";

describe("the simulation", () => {
  test("plays the same mission for the same seed", () => {
    const missions = [0, 1, 2, 3].map((number) => playAlone(rates, [7, number]));

    expect([0, 1, 2, 3].map((number) => playAlone(rates, [7, number]))).toEqual(missions);
  });

  test("has as many right first changes as its rate says", () => {
    const right = Array.from({ length: 4000 }, (_, number) => {
      const world = createWorld(rates, [1, number]);
      world.change("T1", rates.right);
      return world.isRight();
    }).filter(Boolean).length;

    expect(right / 4000).toBeCloseTo(rates.right, 1);
  });

  test("gives Wilson's interval with a share", () => {
    const half = share(5, 10);
    const none = share(0, 10);

    expect([half.low, half.high, none.low, none.high].map((end) => end.toFixed(4))).toEqual([
      "0.2366",
      "0.7634",
      "0.0000",
      "0.2775",
    ]);
  });
});
