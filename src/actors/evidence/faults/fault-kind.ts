/** The kinds of faults, the strongest first: what hardly any right test overlooks comes before what many do. */
export const faultKinds = [
  "negated condition",
  "equality operator",
  "math operator",
  "logical operator",
  "boolean literal",
  "removed call",
  "removed assignment",
  "empty return",
  "constant",
  "conditional boundary",
  "string literal",
] as const;

export type FaultKind = (typeof faultKinds)[number];
