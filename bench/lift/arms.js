// What is compared: an agent alone, the workflow, and the workflow with one part switched off at a time.
import { playAlone } from "./alone.js";
import { playLoop } from "./loop.js";

const never = 1_000_000;

export const arms = [
  { name: "one-shot", play: (rates, seed) => playAlone(rates, seed) },
  { name: "one-shot, self-review", play: (rates, seed) => playAlone(rates, seed, { selfReview: true }) },
  { name: "the loop", play: (rates, seed) => playLoop(rates, seed) },
  {
    name: "the loop, its user says retry once",
    play: (rates, seed) => playLoop(rates, seed, { retries: 1 }),
  },
  { name: "− checks", play: (rates, seed) => playLoop(rates, seed, { checks: false }) },
  { name: "− reviewer", play: (rates, seed) => playLoop(rates, seed, { reviewer: false }) },
  { name: "− fixer", play: (rates, seed) => playLoop(rates, seed, { limits: { retryLimit: 0 } }) },
  { name: "− fresh sessions", play: (rates, seed) => playLoop(rates, seed, { fresh: false }) },
  {
    name: "− same-error stop",
    play: (rates, seed) => playLoop(rates, seed, { limits: { sameErrorLimit: never } }),
  },
  {
    name: "− same-error stop, − retry limit",
    play: (rates, seed) => playLoop(rates, seed, { limits: { sameErrorLimit: never, retryLimit: never } }),
  },
];
