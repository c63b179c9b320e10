import type { CheckMoment } from "../../../contracts/check.js";
import type { Folder } from "./folder.js";

/** A command that could be a check. */
export interface Candidate {
  name: string;
  /** Run in the folder where it was found. */
  command: string;
  /** Where it comes from, a part of a sentence like `the script test in package.json`. */
  why: string;
  when?: CheckMoment;
  /** What the command leads to and `readScript` cannot follow, as shell text: the recipe of a make target. */
  reads?: readonly string[];
  /** What a collection consists of, where it is plain commands joined by `&&`. */
  parts?: readonly Candidate[];
  /** Why it is left out although its words are harmless. */
  refused?: string;
}

export type Kind = "types" | "lint" | "format" | "test" | "all" | "build" | "more";

/** One thing to be checked, and the ways to do it. */
export interface Proposal {
  kind: Kind;
  /** The first is what the project calls it; the others are taken where it is not safe, each group together. */
  ways: readonly (readonly Candidate[])[];
}

/** What CI runs: simple commands without their wrappers, words joined by blanks. */
export type CiCommands = readonly string[];

/** How the checks of one toolchain are found. */
export interface Ecosystem {
  /** As its people write it. */
  name: string;
  propose(folder: Folder, ci: CiCommands): Promise<Proposal[]>;
}

/** A proposal with one way only. */
export function only(kind: Kind, candidate: Candidate): Proposal {
  return { kind, ways: [[candidate]] };
}
