import { type SeededFault, seedFaults } from "../../../../src/actors/evidence/faults/seed-faults.js";

/** All faults of a file, of which all lines count as changed if none are given. */
export function faultsIn(path: string, text: string, lines = numbersOf(text)): SeededFault[] {
  return [...seedFaults([{ path, text, hunks: [lines] }])];
}

/** The same as `kind: the line with the fault`. */
export function kindsAndLines(path: string, text: string, lines = numbersOf(text)): string[] {
  return faultsIn(path, text, lines).map(({ kind, after }) => `${kind}: ${after.trim()}`);
}

/** The numbers of all lines. */
export function numbersOf(text: string): number[] {
  return text.split("\n").map((_, index) => index + 1);
}
