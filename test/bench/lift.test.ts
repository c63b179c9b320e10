import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { playAlone } from "../../bench/lift/alone.js";
import { newArms } from "../../bench/lift/arms.js";
import { calibrate } from "../../bench/lift/calibrate.js";
import { createChartPlayer } from "../../bench/lift/chart.js";
import { compareWithChart, playAll } from "../../bench/lift/play.js";
import { assumed } from "../../bench/lift/rates/assumed.js";
import { settings } from "../../bench/lift/rates/measured.js";
import { moved, sweeps } from "../../bench/lift/rates/sweeps.js";
import { share } from "../../bench/lift/statistics.js";
import { createWorld } from "../../bench/lift/world.js";
import * as machine from "../../src/machine/index.js";

const { "the task brings its tests": ownTests, "old tests only": oldTests } = settings;
const seed = 1;

describe("the simulation", () => {
  test("plays the same mission for the same seed", () => {
    const missions = [0, 1, 2, 3].map((number) => playAlone(assumed, [7, number]));

    expect([0, 1, 2, 3].map((number) => playAlone(assumed, [7, number]))).toEqual(missions);
  });

  test("has as many right first changes as its rate says", () => {
    const right = Array.from({ length: 4000 }, (_, number) => {
      const world = createWorld(assumed, [1, number]);
      world.change("T1", assumed.right);
      return world.isRight();
    }).filter(Boolean).length;

    expect(right / 4000).toBeCloseTo(assumed.right, 1);
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

describe("the plain loop", () => {
  const played = newArms.filter((arm) => "parts" in arm && !arm.name.includes("retry limit"));

  test.each(played)("decides as the statechart does: $name", async (arm) => {
    const same = await compareWithChart(createChartPlayer(machine), arm, oldTests, { missions: 3, seed });

    expect(same).toBe(3);
  });

  test("gives the figures again that the statechart gave with the assumed rates", () => {
    const loop = playAll({ name: "the loop", parts: {} }, assumed, { missions: 3000, seed });

    expect([loop.success, loop.falseDone].map(({ rate }) => (rate * 100).toFixed(1))).toEqual([
      "31.8",
      "24.4",
    ]);
  });
});

describe("the measured world", () => {
  test("answers as recorded runs do where the task brings its tests", () => {
    const { caught, rejected, rightWhereGreen, fixes } = calibrate(ownTests, { missions: 20_000, seed });

    expect(caught).toBeCloseTo(0.78, 1);
    expect(rejected).toBe(0);
    expect(rightWhereGreen).toBeCloseTo(0.86, 1);
    expect(fixes[0]?.green).toBeCloseTo(0.21, 1);
    expect(fixes[0]?.rightWhereGreen).toBeCloseTo(0.74, 1);
  });

  test("answers as recorded runs do where only old tests are there", () => {
    const { caught, rejected } = calibrate(oldTests, { missions: 20_000, seed });

    expect(caught).toBeCloseTo(0.4, 1);
    expect(rejected).toBeCloseTo(0.11, 1);
  });

  test("has tests before the code that reject as much as was counted", () => {
    const rejected = { right: 0, wrong: 0 };
    const all = { right: 0, wrong: 0 };
    for (let number = 0; number < 20_000; number++) {
      const world = createWorld({ ...ownTests, errors: uncaught(ownTests.errors) }, [seed, number]);
      world.write("T1", "first");
      world.change("T1", ownTests.right);
      const kind = world.isRight() ? "right" : "wrong";
      all[kind]++;
      if (world.reported().length > 0) rejected[kind]++;
    }

    expect(rejected.right / all.right).toBeCloseTo(0.177, 1);
    expect(rejected.wrong / all.wrong).toBeCloseTo(0.549, 1);
  });

  test("has every rate that is swept", () => {
    const unmoved = sweeps.filter(([, path, ...ends]) =>
      ends.every((end) => isDeepStrictEqual(moved(oldTests, String(path), Number(end)), oldTests)),
    );

    expect(unmoved).toEqual([]);
  });
});

function uncaught(errors: typeof ownTests.errors) {
  const kinds = Object.entries(errors).map(([kind, error]) => [kind, { ...error, caught: 0 }]);
  return Object.fromEntries(kinds);
}
