// The probes of a solution, and what a suite makes of them: the same order, number and verdict as in the product.
import { seedFaults } from "../../../dist/actors/evidence/faults/seed-faults.js";
import { defaultLimits } from "../../../dist/machine/index.js";
import { isNoticed, noEvidence, unnoticedErrors, withProbe } from "../../../dist/machine/noticing.js";

/** As many as `prepareChange` draws at most. */
const mostFaults = 60;

/**
 * @typedef {object} Tried
 * @property {{ path: string, line: number, kind: string, before: string, after: string }} [fault] none: taken back
 * @property {string[]} failing
 */

/**
 * What is tried with a solution: taken back, then faults, without those on which no test can be loaded.
 * @param {string} text
 * @param {{ path: string, before: string | undefined, hunks: number[][], failures: (text: string) => Promise<Set<string> | "invalid"> }} known
 * @param {{ line: number, kind: string }} [left] the line and the kind that are left out
 * @returns {Promise<Tried[] | undefined>} nothing where nothing was changed but tests
 */
export async function probesOf(text, { path, before, hunks, failures }, left) {
  const found = [];
  const add = async (tried, failing) => {
    if (failing !== "invalid") found.push({ ...tried, failing: [...failing] });
  };
  if (hunks.flat().length === 0) return undefined;
  if (before !== undefined) await add({}, await failures(before));
  const first = found.length;
  let drawn = 0;
  for (const fault of seedFaults([{ path, text, hunks }])) {
    if (drawn++ === mostFaults || found.length - first === defaultLimits.evidence.faults) break;
    if (left && (fault.line === left.line || fault.kind === left.kind)) continue;
    const { text: changed, ...place } = fault;
    await add({ fault: place }, await failures(changed));
  }
  return found;
}

/**
 * Whether a task ends as verified with such a suite, all of whose tests pass. What could not be tried does, and what
 * changed nothing ends as reviewed.
 * @param {Tried[] | undefined} tried
 * @param {Set<string>} suite
 * @param {number} minimum the share of faults that must be noticed
 */
export function isVerified(tried, suite, minimum) {
  if (tried === undefined) return false;
  if (tried.length === 0) return true;
  const limits = { ...defaultLimits.evidence, minimum };
  let evidence = noEvidence;
  for (const { fault, failing } of tried) {
    const by = failing.filter((test) => suite.has(test));
    const outcome = isNoticedBy({ failing }, suite) ? "noticed" : "survived";
    const place = fault
      ? { file: fault.path, line: fault.line, before: fault.before, after: fault.after }
      : {};
    const probe = { kind: fault?.kind ?? "change taken back", ...place, outcome, by, seconds: 0 };
    evidence = withProbe(evidence, { probe, seconds: 0 }, limits);
  }
  evidence = withProbe(evidence, { state: "tried", seconds: 0 }, limits);
  return isNoticed(evidence) && unnoticedErrors(evidence, limits).length === 0;
}

/** @param {Pick<Tried, "failing">} tried @param {Set<string>} suite */
export function isNoticedBy({ failing }, suite) {
  return failing.some((test) => suite.has(test));
}
