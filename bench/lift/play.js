import { playAlone } from "./alone.js";
import { playPlain } from "./plain.js";
import { summarise } from "./statistics.js";

/** An arm's rates: some bring a reviewer of their own. */
function ratesOf(arm, rates) {
  return { ...rates, ...arm.rates };
}

/** Missions of an arm, with the same seeds for every arm. */
export function playAll(arm, rates, { missions, seed }) {
  const own = ratesOf(arm, rates);
  const one = (number) =>
    arm.alone ? playAlone(own, [seed, number], arm.alone) : playPlain(own, [seed, number], arm.parts);
  return { name: arm.name, ...summarise(Array.from({ length: missions }, (_, number) => one(number))) };
}

/** The first missions of an arm on the statechart: how many of them were the plain loop's, in every figure. */
export async function compareWithChart(playChart, arm, rates, { missions, seed }) {
  const own = ratesOf(arm, rates);
  let same = 0;
  for (let number = 0; number < missions; number++) {
    const played = await playChart(own, [seed, number], arm.parts);
    if (JSON.stringify(played) === JSON.stringify(playPlain(own, [seed, number], arm.parts))) same++;
  }
  return same;
}
