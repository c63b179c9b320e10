import type { FaultKind } from "../fault-kind.js";
import type { SourceLine } from "../source/source-line.js";

/** Characters of a line that are replaced. */
export interface Edit {
  at: number;
  length: number;
  text: string;
}

export interface Mutator {
  kind: FaultKind;
  /** Every fault of the kind in a line that may be changed, from left to right. */
  edits(line: SourceLine): Edit[];
}
