// The simulated model and the project that it works on. All chance comes from one seeded generator.
import { tokens } from "./rates.js";

/** Chris Doty-Humphrey's sfc32: numbers from 0 to 1 that two whole numbers decide. */
export function generator([seed, number]) {
  let [a, b, c, counter] = [seed | 0, number | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  // Neighbours differ in one number only, until it has been mixed in.
  for (let round = 0; round < 20; round++) next();
  return next;
}

/**
 * A project in which each task is right or has one error. An error is found by the checks or not, and seen by the
 * reviewer or not, from its birth on: the same error does not become visible by looking again.
 */
export function createWorld(rates, seed) {
  const random = generator(seed);
  const happens = (chance) => random() < chance;
  const errors = new Map();
  let born = 0;

  const err = (task) => {
    const kind = kindOf(rates.errors, random());
    errors.set(task, {
      id: `error-${++born}`,
      kind,
      isCaught: happens(rates.errors[kind].caught),
      isSeen: happens(rates.reviewerSees[kind]),
      isHopeless: happens(rates.errors[kind].hopeless),
    });
  };
  return {
    happens,
    errorOf: (task) => errors.get(task),
    isRight: () => errors.size === 0,
    /** Errors that the checks report now. */
    caught: () => [...errors.values()].filter(({ isCaught }) => isCaught),
    change(task, chance) {
      errors.delete(task);
      if (!happens(chance)) err(task);
    },
    /** A fix that helps with the rate of its error, times `factor`. */
    fix(task, factor) {
      const error = errors.get(task);
      if (!error) {
        if (happens(rates.breaks)) err(task);
      } else if (error.isHopeless) return;
      else if (happens(Math.min(1, rates.errors[error.kind].fixed * factor))) errors.delete(task);
      else if (!happens(rates.sameAgain)) err(task);
    },
    mend(task) {
      if (!errors.get(task)?.isHopeless) errors.delete(task);
    },
    spoil: (task) => err(task),
  };
}

function kindOf(errors, chance) {
  let left = chance;
  for (const [kind, { share }] of Object.entries(errors)) {
    left -= share;
    if (left < 0) return kind;
  }
  return Object.keys(errors).at(-1);
}

/** A session's tokens: every request carries all that came before it. */
export function openSession(agent) {
  let made = 0;
  return {
    /** @returns what so many more requests use */
    ask(requests) {
      const first = made;
      made += requests;
      const steps = (requests * (first + made - 1)) / 2;
      return {
        requests,
        input: requests * tokens.overhead[agent] + steps * tokens.step,
        output: requests * tokens.output,
      };
    },
  };
}
