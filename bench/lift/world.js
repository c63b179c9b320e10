// The simulated model and the project that it works on. All chance comes from one seeded generator.
import { generator } from "./generator.js";

/**
 * A project in which each task is right or has one error. An error is found by the checks or not, and seen by the
 * reviewer or not, from its birth on: the same error does not become visible by looking again.
 */
export function createWorld(rates, seed) {
  const random = generator(seed);
  const happens = (chance) => chance >= 1 || (chance > 0 && random() < chance);
  const errors = new Map();
  /** Task → what else the checks say of it: they reject it as it is, or its own tests are wrong. */
  const alarms = new Map();
  /** Task → who wrote tests for it. */
  const writers = new Map();
  let born = 0;

  const newId = () => `error-${++born}`;
  const catching = (task) => rates.tests?.[writers.get(task)]?.catches;

  function err(task, { isHidden = false, as } = {}) {
    const kind = as?.kind ?? kindOf(rates.errors, random());
    const isCaught = happens(rates.errors[kind].caught);
    errors.set(task, {
      id: newId(),
      kind,
      isCaught: isCaught && !isHidden,
      seen: random(),
      // What a model cannot do is as hard in a fresh session.
      hopeless: as?.hopeless ?? random(),
      ...findBy(task, kind, isHidden),
    });
  }

  /** Whether the tests that were written for the task find the error. */
  function findBy(task, kind, isHidden) {
    const catches = catching(task);
    return catches ? { isFound: happens(catches[kind]) && !isHidden } : {};
  }

  /** The error stays and looks another way. */
  function changeFace(error) {
    if (!happens(rates.sameAgain)) error.id = newId();
  }

  const isHopeless = ({ kind, hopeless }, by) =>
    hopeless < rates.errors[kind].hopeless * (by === "stronger" ? rates.stronger.hopeless : 1);
  const chanceOf = ({ kind }, by) =>
    rates.errors[kind].fixed * (by === "stronger" ? rates.stronger.fixes : 1);
  const isRed = ({ isCaught, isFound }) => isCaught || isFound === true;

  function hide(error) {
    error.isCaught = false;
    error.isFound = false;
  }

  return {
    happens,
    errorOf: (task) => errors.get(task),
    alarmOf: (task) => alarms.get(task),
    isRight: () => errors.size === 0,
    /** Whether a reviewer with these rates sees what is wrong with the task. */
    isSeen: ({ kind, seen }, { sees }) => seen < sees[kind],
    /** Errors that the checks report now. */
    caught: () => [...errors.values()].filter(isRed),
    /** What the checks report now: errors, and what is none. */
    reported: () => [
      ...[...errors.values()].filter(isRed).map(({ id }) => id),
      ...[...alarms]
        .filter(([task, alarm]) => alarm === "test" || !errors.has(task))
        .map(([task, alarm]) => `${alarm} ${task}`),
    ],
    change(task, chance) {
      errors.delete(task);
      if (!happens(chance)) err(task);
      if (happens(rates.rejects) && !alarms.has(task)) alarms.set(task, "old test");
    },
    /** Tests of the task, by the reviewer before the code, or by whom wrote the code. */
    write(task, writer) {
      writers.set(task, writer);
      if (writer === "first" && happens(rates.tests.first.rejects)) alarms.set(task, "test");
      const error = errors.get(task);
      if (error) Object.assign(error, findBy(task, error.kind, false));
    },
    writerOf: (task) => writers.get(task),
    /** The tests written first no longer ask for what is wrong. */
    amend: (task) => alarms.delete(task),
    /** They no longer ask for what is right either. */
    blunt(task) {
      const error = errors.get(task);
      if (error) error.isFound = false;
    },
    /** Right code is changed until the check that rejects it passes. */
    bend(task) {
      alarms.delete(task);
      err(task, { isHidden: true });
    },
    /** A fix that helps with the rate of its error, times `factor`. */
    fix(task, factor, by) {
      const error = errors.get(task);
      if (!error) {
        if (happens(rates.breaks)) err(task);
      } else if (isHopeless(error, by)) {
        if (rates.hopelessChanges) changeFace(error);
      } else if (happens(Math.min(1, chanceOf(error, by) * factor))) {
        if (isRed(error) && happens(rates.overfits)) hide(error);
        else errors.delete(task);
      } else if (!happens(rates.sameAgain)) err(task);
    },
    /** The change is made once more from the tree before the task, by one who knows all errors so far. */
    restart(task, factor, by) {
      const { afresh } = rates;
      const error = errors.get(task);
      const chance =
        error && (isHopeless(error, by) ? afresh.reaches : Math.min(1, chanceOf(error, by) * factor));
      if (!error) {
        if (!happens(afresh.rightAgain)) err(task);
      } else if (happens(chance)) {
        if (isRed(error) && happens(afresh.overfits)) hide(error);
        else errors.delete(task);
      } else if (!happens(rates.sameAgain)) err(task, { as: error });
    },
    /** An error that was seen and can be fixed is gone. */
    resolve(task) {
      const error = errors.get(task);
      if (error && !isHopeless(error)) errors.delete(task);
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
