// Shares of right and wrong solutions that end as verified, and what they make of "verified".
import { share } from "../../lift/statistics.js";
import { randomOf } from "./random.js";
import { strengths } from "./suites.js";
import { minimums, verifiedShares } from "./verdicts.js";

const resamples = 1000;

/**
 * @typedef {object} Row of one pair: by criterion, over the suites that are asked about
 * @property {string} project
 * @property {string} kind
 * @property {number[]} right
 * @property {number[]} wrong
 */

/**
 * @param {import("./predicts.js").Pair[]} pairs
 * @param {(strength: import("./suites.js").Strength) => boolean} isAsked
 * @param {boolean} isFixed
 * @returns {Row[]} of the pairs that have such suites
 */
export function rowsOf(pairs, isAsked, isFixed) {
  return pairs.flatMap((pair) => {
    const [right, wrong] = ["right", "wrong"].map((side) =>
      strengths
        .filter(isAsked)
        .flatMap((strength) =>
          [verifiedShares(pair, side, strength, isFixed) ?? []].filter(({ length }) => length > 0),
        ),
    );
    if (right.length === 0) return [];
    const { project, kind } = pair;
    return [{ project, kind, right: meansOf(right), wrong: meansOf(wrong) }];
  });
}

function meansOf(lists) {
  return minimums.map((_, at) => mean(lists.map((list) => list[at])));
}

/** What each criterion comes to. Kinds of wrong solutions count alike, however many there are of each. */
export function summaryOf(rows) {
  const projects = [...new Set(rows.map(({ project }) => project))];
  const random = randomOf("resamples");
  const samples = Array.from({ length: resamples }, () => {
    const drawn = projects.map(() => projects[Math.floor(random() * projects.length)]);
    return drawn.flatMap((project) => rows.filter((row) => row.project === project));
  }).map(sharesOf);
  return sharesOf(rows).map(({ right, wrong }, at) => {
    const odds = samples
      .map((sample) => sample[at])
      .filter(({ right, wrong }) => right + wrong > 0)
      .map(({ right, wrong }) => right / (right + wrong))
      .sort((a, b) => a - b);
    return {
      right: share(right * projects.length, projects.length),
      wrong: share(wrong * rows.length, rows.length),
      ifVerified: right + wrong === 0 ? undefined : right / (right + wrong),
      low: odds[Math.floor(odds.length * 0.025)],
      high: odds[Math.ceil(odds.length * 0.975) - 1],
    };
  });
}

function sharesOf(rows) {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const of = (side, at) =>
    mean(kinds.map((kind) => mean(rows.filter((row) => row.kind === kind).map((row) => row[side][at]))));
  return minimums.map((_, at) => ({ right: of("right", at), wrong: of("wrong", at) }));
}

/** Where half are right a share is `half`; where a part of `right` is, it is this. */
export function atPrior(half, right) {
  const odds = (half / (1 - half)) * (right / (1 - right));
  return half === 1 ? 1 : odds / (1 + odds);
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
