import type { CheckError } from "../../../../src/contracts/check.js";

/** The fingerprints that the second list has more often than the first. */
export function added(before: readonly CheckError[], after: readonly CheckError[]): string[] {
  const old = before.map(({ fingerprint }) => fingerprint);
  return after.flatMap(({ fingerprint }) => {
    const at = old.indexOf(fingerprint);
    if (at >= 0) old.splice(at, 1);
    return at >= 0 ? [] : [fingerprint];
  });
}
