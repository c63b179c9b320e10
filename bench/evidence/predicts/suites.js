// The weakened suites. Each is a set of tests of the full one, so one run of that tells what all of them would say.
import { randomOf, shuffled } from "./random.js";

/**
 * @typedef {object} Names of a project's tests
 * @property {string[]} old those that it had before the change
 * @property {string[]} own those that came with the change
 * @property {string[]} unasserted all of them, of which nothing is left but the calls; empty where that was not made
 *
 * @typedef {object} Strength
 * @property {string} name
 * @property {number} draws how many suites are drawn
 * @property {(names: Names, failing: Set<string>, random: () => number) => string[] | undefined} choose the tests that
 *   came with a change of which some fail; nothing where a project cannot have such a suite
 */

const draws = 10;

/** @type {Strength[]} */
export const strengths = [
  { name: "all tests", draws: 1, choose: ({ own }) => own },
  { name: "half of them", draws, choose: ({ own }, _, random) => some(own, own.length / 2, random) },
  { name: "a quarter", draws, choose: ({ own }, _, random) => some(own, own.length / 4, random) },
  { name: "one test", draws, choose: ({ own }, _, random) => some(own, 1, random) },
  {
    name: "none but the old tests",
    draws: 1,
    choose: ({ old }) => (old.length > 0 ? [] : undefined),
  },
  {
    name: "calls without assertions",
    draws: 1,
    choose: ({ unasserted }) => (unasserted.length > 0 ? unasserted : undefined),
  },
  { name: "a tautology", draws: 1, choose: () => [] },
  {
    name: "all but what fails",
    draws: 1,
    choose: ({ own }, failing) => own.filter((test) => !failing.has(test)),
  },
];

/** A tautology looks at nothing, so it stands for itself: with the old tests it would be "none but the old tests". */
export const withoutOld = new Set(["a tautology"]);

/** The tests of each suite of a strength. @returns {Set<string>[]} */
export function suitesOf(strength, names, failing, project) {
  return Array.from({ length: strength.draws }, (_, draw) => {
    const chosen = strength.choose(names, failing, randomOf(`${project} ${strength.name} ${draw}`));
    if (chosen === undefined) return undefined;
    return new Set([...chosen, ...(withoutOld.has(strength.name) ? [] : names.old)]);
  }).filter((suite) => suite !== undefined);
}

function some(tests, count, random) {
  return shuffled(tests, random).slice(0, Math.max(1, Math.round(count)));
}
