import type { FaultKind } from "./fault-kind.js";
import type { Edit } from "./kinds/mutator.js";
import { mutators } from "./kinds/mutators.js";
import { neverEnds } from "./kinds/never-ends.js";
import { languageOf } from "./languages/language-of.js";
import type { SourceLine } from "./source/source-line.js";
import { sourceLines } from "./source/source-lines.js";
import { inTurn, spread } from "./spread.js";

export interface ChangedText {
  /** Relative to the worktree. */
  path: string;
  text: string;
  /** The 1-based numbers of the lines that the change added or rewrote, in hunks. */
  hunks: readonly (readonly number[])[];
}

export interface SeededFault {
  path: string;
  /** 1-based */
  line: number;
  kind: FaultKind;
  /** The line without and with the fault, without its line end. */
  before: string;
  after: string;
  /** The whole file with the fault. */
  text: string;
}

/**
 * Small faults in changed lines, in the order in which they are to be tried: spread over files, hunks and lines, with
 * varied kinds, the strongest first. The same input gives the same faults. Nothing is known of types: of what does not
 * compile, a caller draws another. Files that are no code give none; tests are left out by the caller.
 */
export function* seedFaults(changed: readonly ChangedText[]): Generator<SeededFault> {
  const uses = new Map<FaultKind, number>();
  yield* inTurn(changed.map((file) => faultsOf(file, uses)));
}

function* faultsOf({ path, text, hunks }: ChangedText, uses: Map<FaultKind, number>): Generator<SeededFault> {
  const language = languageOf(path, text);
  if (language === undefined) return;
  const lines = sourceLines(text, language);
  const seen = new Set<number>();
  const places = hunks.map((hunk) =>
    hunk.flatMap((number) => {
      const line = lines[number - 1];
      if (!line || seen.has(number)) return [];
      seen.add(number);
      return placesOf(line);
    }),
  );
  for (const { line, kind, edit } of inTurn(places.map((hunk) => spread(hunk, uses)))) {
    const [from, to] = [edit.at, edit.at + edit.length];
    const after = (line.text.slice(0, from) + edit.text + line.text.slice(to)).trimEnd();
    yield {
      path,
      line: line.number,
      kind,
      before: line.text,
      after,
      text: text.slice(0, line.start) + after + text.slice(line.start + line.text.length),
    };
  }
}

/** A fault that can be seeded. */
export interface Place {
  line: SourceLine;
  kind: FaultKind;
  edit: Edit;
}

function placesOf(line: SourceLine): Place[] {
  if (line.isUntouched || line.code.trim() === "") return [];
  return mutators.flatMap(({ kind, edits }) =>
    edits(line)
      .filter((edit) => !neverEnds(line, kind, edit))
      .map((edit) => ({ line, kind, edit })),
  );
}
