// The picture of one setting: both rates of every arm, with their 95 % confidence intervals.
import { plot } from "../../plot.js";

export function draw(results, { missions, seed, setting }) {
  return plot({
    title: `SIMULATION: an agent alone and the workflow; ${setting}`,
    note: `the statechart's rules, simulated agents and project, three tasks; ${missions} missions an arm, seed ${seed}; bars: 95 % (Wilson)`,
    foot: "Rates measured and assumed: bench/lift/RESULTS.md. Not a measurement of any model.",
    panels: [
      { what: "success", title: "success: claimed as done, and right", colour: "good", max: 1 },
      { what: "falseDone", title: "false done: claimed as done, but wrong", colour: "bad", max: 1 },
    ],
    rows: results,
    left: 370,
  });
}
