// What becomes of a solution: with each suite of a strength, by each criterion, at once and after more tests.
import { defaultLimits } from "../../../dist/machine/index.js";
import { isNoticedBy, isVerified } from "./probes.js";
import { randomOf, shuffled } from "./random.js";
import { suitesOf } from "./suites.js";

/** Shares of faults that must be noticed; nothing: no evidence is asked for. */
export const minimums = [undefined, 0, 0.5, 0.8];

/**
 * The share of a strength's suites with which a solution ends as verified, for each of {@link minimums}; nothing where
 * the project has no such suite.
 * @param {import("./predicts.js").Pair} pair
 * @param {"right" | "wrong"} side
 * @param {import("./suites.js").Strength} strength
 * @param {boolean} isFixed whether a fixer adds tests where the evidence is too weak
 * @returns {number[] | undefined}
 */
export function verifiedShares(pair, side, strength, isFixed) {
  const { project, names, [side]: solution } = pair;
  const suites = suitesOf(strength, names, new Set(solution.failing), project);
  if (suites.length === 0) return undefined;
  const isGreen = (suite) => !solution.failing.some((test) => suite.has(test));
  const holds = (minimum) => (suite, draw) => {
    if (!isGreen(suite)) return false;
    if (minimum === undefined || isVerified(solution.probes, suite, minimum)) return true;
    const order = shuffled(names.own, randomOf(`${project} ${strength.name} ${draw} fixer`));
    return isFixed && endsVerified(solution, suite, minimum, { order, isGreen });
  };
  return minimums.map((minimum) => suites.filter(holds(minimum)).length / suites.length);
}

/**
 * Whether it is verified after the fixer has added tests, one an attempt: each fails with something that no test
 * noticed so far. A test that fails on the solution itself shows that it is wrong.
 */
function endsVerified({ probes }, suite, minimum, { order, isGreen }) {
  const grown = new Set(suite);
  for (let attempt = 0; attempt < defaultLimits.retryLimit; attempt++) {
    const open = (probes ?? []).filter((tried) => !isNoticedBy(tried, grown));
    const next = order.find((test) => !grown.has(test) && open.some(({ failing }) => failing.includes(test)));
    if (next === undefined) return false;
    grown.add(next);
    if (!isGreen(grown)) return false;
    if (isVerified(probes, grown, minimum)) return true;
  }
  return false;
}
