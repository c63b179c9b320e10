import type { Invariant } from "../explore.js";

/** Invariants of one subject. Each is named by the sentence of the design that it holds the chart to. */
export type Theme = Record<string, Invariant>;
