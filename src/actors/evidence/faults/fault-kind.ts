/**
 * The kinds of faults, the strongest first: what hardly any suite overlooks comes before what many do. The order is
 * that of the shares in `bench/evidence/RESULTS.md`.
 */
export const faultKinds = [
  "negated condition",
  "equality operator",
  "math operator",
  "logical operator",
  "empty return",
  "removed assignment",
  "removed call",
  "boolean literal",
  "string literal",
  "constant",
  "conditional boundary",
] as const;

export type FaultKind = (typeof faultKinds)[number];
