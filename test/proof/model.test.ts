import { expect, test } from "vitest";
import { checkWorlds } from "../model/check-worlds.js";
import { largerWorlds } from "../model/worlds.js";
import { fuzzChart } from "../properties/fuzz-chart.js";

checkWorlds(largerWorlds);

test("100,000 random events break no invariant", () => {
  let events = 0;
  while (events < 100_000) events += fuzzChart(500);
  process.stdout.write(`${events} random events\n`);
  expect(events).toBeGreaterThan(100_000);
});
