// Rates from public recorded runs of real models. RESULTS.md lists each with its source and what stays assumed.
import { assumed } from "./assumed.js";

/** Reviewers: on the author's own model, on another one of its strength, and on a stronger one. */
export const reviewers = {
  own: { sees: byKind(0.15), rejects: 0.04, wordsHelp: 0.27 },
  another: { sees: byKind(0.34), rejects: 0.11, wordsHelp: 0.27 },
  stronger: { sees: byKind(0.67), rejects: 0.11, wordsHelp: 0.7 },
};

const shared = {
  ...assumed,
  sameAgain: 0.6,
  /** An error that is never fixed shows itself in another way after a fix as often as any other does. */
  hopelessChanges: true,
  breaks: 0.09,
  reviewer: reviewers.own,
  pollution: 1,
  misuse: 0.07,
  runsChecks: 0.62,
  selfSees: 0.15,
  selfAlarm: 0.04,
  selfFixes: 0.08,
  /** A fix that turns the checks green only hides the error from them. */
  overfits: 0.16,
  /** A fixer whom a check asks for what is wrong changes right code until that check passes. */
  bends: 0.3,
  tests: {
    /** Tests that a model writes before the code: they reject what is right, and find what is wrong. */
    first: { rejects: 0.177, catches: { loud: 0.9, logic: 0.45, misread: 0.3 } },
    /** The coder's own: whether it writes any, and what they find that it has not seen itself. */
    coder: { writes: 0.6, catches: { loud: 0.5, logic: 0.2, misread: 0.1 } },
    /** Coder or fixer object to a test that is wrong, or to one that is right; the reviewer gives in. */
    objects: 0.5,
    objectsFalsely: 0.15,
    amends: 0.6,
    amendsFalsely: 0.3,
  },
  evidence: {
    /** Tests that were written for the change notice it. */
    written: 0.95,
    /** A fixer that is told "nothing tests it" adds a test. */
    addsTest: 0.8,
    /** Adding it breaks the code. */
    breaks: 0.02,
  },
  afresh: {
    /** A fresh start with all errors in its brief, against a fix with the checks' output. */
    helps: 0.6,
    /** It fixes what this model's fixes never do. */
    reaches: 0,
    /** What a fix hides from the checks, a fresh start hides as seldom as this. */
    overfits: 0.08,
    /** What was right is right again. */
    rightAgain: 0.85,
  },
  stronger: {
    /** Of what the cheap model never fixes, the strong one never fixes this share. */
    hopeless: 0.3,
    /** Its fixes help more often. */
    fixes: 1.6,
  },
};

/** Kinds of errors: their shares and their split are assumptions, their totals are measured. */
function errorsWith(caught, fixes) {
  return {
    loud: { share: 0.12, caught: caught.loud, hopeless: 0.1, fixed: 0.8 * fixes },
    logic: { share: 0.53, caught: caught.logic, hopeless: 0.56, fixed: 0.35 * fixes },
    misread: { share: 0.35, caught: caught.misread, hopeless: 0.75, fixed: 0.21 * fixes },
  };
}

export const settings = {
  "the task brings its tests": {
    ...shared,
    errors: errorsWith({ loud: 0.98, logic: 0.82, misread: 0.65 }, 1),
    /** The checks reject what is right. */
    rejects: 0,
    tests: { ...shared.tests, coder: { ...shared.tests.coder, writes: 0 } },
    evidence: { ...shared.evidence, existing: 1 },
  },
  "old tests only": {
    ...shared,
    errors: errorsWith({ loud: 0.95, logic: 0.42, misread: 0.18 }, 0.45),
    rejects: 0.11,
    evidence: { ...shared.evidence, existing: 0.5 },
  },
};

/** As it was counted on issues of real repositories: fewer first changes are right there. */
export const realIssues = { ...settings["old tests only"], right: 0.25, tasks: 1 };

function byKind(rate) {
  return { loud: rate, logic: rate, misread: rate };
}
