import type { Language } from "../languages/language.js";

/** A line with what is known of it from the lines around. `code` is its mask, as long as `text`. */
export interface SourceLine {
  /** 1-based */
  number: number;
  /** Where it begins in the file. */
  start: number;
  /** Without its line end. */
  text: string;
  code: string;
  language: Language;
  /** How many brackets are open where it begins. */
  depth: number;
  /** The innermost of them, and the code of the line with it. */
  inside: string;
  opener: string;
  /** Whether a literal over lines crosses its beginning or its end. */
  isCut: boolean;
  /** The code of the nearest lines that have some. */
  previous: string;
  next: string;
  /** The header of the function whose first statement this line is. */
  header?: string;
  /** The header of the innermost loop around that only its body ends. */
  loop?: string;
  /** Whether it is an import, a type, an annotation or the like. */
  isUntouched: boolean;
}
