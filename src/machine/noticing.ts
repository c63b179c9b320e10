import type { ProbeOutput } from "../contracts/actor.js";
import type { CheckError } from "../contracts/check.js";
import { count } from "../contracts/count.js";
import type { Evidence, Probe } from "../contracts/evidence.js";
import type { EvidenceLimits } from "./context.js";

// Whether the checks look at the change: they must fail without it, or notice a fault in it.

export const noEvidence: Evidence = { probes: [], state: "open", seconds: 0 };

/** The evidence with one more probe, or at its end. */
export function withProbe(evidence: Evidence, output: ProbeOutput, limits: EvidenceLimits): Evidence {
  const seconds = evidence.seconds + output.seconds;
  if ("state" in output) {
    const { state, reason } = output;
    // What was tried counts, whatever came later.
    const isPartly = state === "notTried" && evidence.probes.length > 0;
    if (isPartly)
      return { ...evidence, state: "tried", seconds, reason: reason ?? "the rest could not be tried" };
    return { ...evidence, state, seconds, ...(reason && { reason }) };
  }
  const probes = [...evidence.probes, output.probe];
  if (seconds < limits.seconds) return { probes, state: "open", seconds };
  return { probes, state: "tried", seconds, reason: `${limits.seconds} s were up` };
}

/** A check fails without the change, or where a fault is in it. */
export function isNoticed({ probes }: Evidence): boolean {
  return probes.some(({ outcome }) => outcome === "noticed");
}

/** What stands against a change that the checks do not look at, or not closely enough. */
export function unnoticedErrors(evidence: Evidence, { minimum }: EvidenceLimits): CheckError[] {
  const { probes, state, reason } = evidence;
  if (state !== "tried" || probes.length === 0) return [];
  // Where there was no time for all of it, that nothing noticed yet says nothing.
  if (!isNoticed(evidence)) return reason ? [] : [{ text: untested(probes), fingerprint: "unnoticed" }];
  const faults = seededFaults(probes);
  const survivors = survivorsOf(evidence);
  if (faults.length === 0 || faults.length - survivors.length >= minimum * faults.length) return [];
  const text = `${survivors.length} of ${count(faults.length, "seeded fault survives", "seeded faults survive")}, like ${placeOf(survivors[0])}: add tests that fail with them`;
  return [{ text, fingerprint: "unnoticed faults" }];
}

/** What only the checks can answer, by noticing the change now. */
export function isUnnoticedError({ fingerprint }: CheckError): boolean {
  return fingerprint === "unnoticed" || fingerprint === "unnoticed faults";
}

/** Seeded faults that no test noticed. */
export function survivorsOf({ probes }: Evidence): Probe[] {
  return seededFaults(probes).filter(({ outcome }) => outcome === "survived");
}

function seededFaults(probes: readonly Probe[]): Probe[] {
  return probes.filter(({ file }) => file !== undefined);
}

function untested(probes: readonly Probe[]): string {
  const survivor = probes.find(({ file }) => file !== undefined);
  const example = survivor ? `, and with ${placeOf(survivor)} too` : "";
  return probes.some(({ file }) => file === undefined)
    ? `take the change back and every check still passes${example}: nothing tests it; add a test that fails without it`
    : `every seeded fault survives, like ${placeOf(survivor)}: nothing tests the change; add a test that fails with it`;
}

function placeOf(probe: Probe | undefined): string {
  if (!probe) return "";
  const { file, line, before = "", after = "" } = probe;
  return `"${before.trim()}" as "${after.trim()}" (${file}:${line})`.slice(0, 200);
}
