// What a claim is worth after so many fixes, and what a fix is worth once an error has come again.
import { counted } from "./measure.js";

const groups = [
  { name: "at the first attempt", from: 0, to: 0 },
  { name: "after 1 fix", from: 1, to: 1 },
  { name: "after 2 or 3 fixes", from: 2, to: 3 },
  { name: "after 4 to 10 fixes", from: 4, to: 10 },
  { name: "after any fix", from: 1, to: 10 },
];

/** How often a run that becomes green then is right, by the hidden verdict and by EvalPlus's where it has one. */
export function trustByFixes(runs) {
  return groups.map(({ name, from, to }) => {
    const green = runs.filter(({ words }) => {
      const fixes = words.indexOf("-");
      return fixes >= from && fixes <= to;
    });
    const judged = green.filter(({ isRightByPlus }) => isRightByPlus !== null);
    const count = (some, holds) => counted(some.filter(holds).length, some.length);
    return {
      name,
      hidden: count(green, ({ isRight }) => isRight),
      judged: count(judged, ({ isRight }) => isRight),
      plus: count(judged, ({ isRightByPlus }) => isRightByPlus),
    };
  });
}

/** How often the third fix passes, by whether one and the same error was there three times before it. */
export function thirdFixes(runs) {
  const tried = runs.filter(({ words }) => words.length > 3 && !words.slice(0, 3).includes("-"));
  const isSame = ({ words: [first, ...others] }) =>
    [...first].some((letter) => others.slice(0, 2).every((word) => word.includes(letter)));
  const passes = (some) => counted(some.filter(({ words }) => words[3] === "-").length, some.length);
  return { same: passes(tried.filter(isSame)), other: passes(tried.filter((run) => !isSame(run))) };
}
