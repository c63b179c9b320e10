import type { CheckError } from "../../../contracts/check.js";
import { looseErrors } from "../compiler-errors.js";
import type { FoundError } from "../found-error.js";
import { toCheckError } from "./check-error.js";
import { readers } from "./readers.js";
import type { Section } from "./sections.js";

/** Far above what anyone reads: the gate counts errors, and a cap in reach would make an old one look new. */
const maxErrors = 5000;
/** Some formats are read by expressions that look around, and a line may be without end. */
const maxLineLength = 2_000;

export interface ErrorReading {
  /** In the order of the output, at most 5,000. */
  errors: CheckError[];
  /** Every tool told as many errors as were read, and something was read. */
  isComplete: boolean;
}

/** The errors in the formats of the known tools, else all that looks like an error; maybe none. */
export function readErrors(sections: readonly Section[], worktree: string): ErrorReading {
  const readings = sections.map((section) => readSection(section, worktree));
  const known = readings.flatMap(({ known }) => known);
  const loose = readings.flatMap(({ loose }) => loose());
  const errors = known.length > 0 ? known : loose;
  const isWhole = readings.every(({ isPartial }) => !isPartial(known.length > 0 ? 0 : loose.length));
  const isDeclared = readings.some(({ declared }) => declared > 0);
  const isComplete = isWhole && errors.length > 0 && (known.length > 0 || isDeclared);
  return { errors: errors.slice(0, maxErrors), isComplete };
}

function readSection(section: Section, worktree: string) {
  const lines = section.lines.map((line) => line.slice(0, maxLineLength).trimEnd());
  const named = (error: FoundError) => {
    const owner = error.package ?? section.package;
    return owner === undefined ? error : { ...error, package: owner };
  };
  const toErrors = (found: readonly FoundError[]): PlacedError[] =>
    found.map((error) => ({ at: error.at, error: toCheckError(named(error), worktree) }));
  const tools = readers.map((reader) => {
    const found = toErrors(reader.errors?.(lines) ?? []);
    const total = reader.total?.(lines) ?? reader.counts?.(lines)?.failed ?? undefined;
    return { reader, total, found: found.length === total ? found : distinct(found) };
  });
  const declared = lines.reduce((sum, line) => sum + declaredIn(line), 0);
  const isMissed = tools.some(
    ({ reader, found, total = 0 }) => reader.errors !== undefined && found.length < total,
  );
  const known = tools.flatMap(({ found }) => found).sort((a, b) => a.at - b.at);
  const placed = known.filter(({ error }) => error.test === undefined).length;
  const loose = looseErrors(lines);
  const lineNumbers = new Set(known.map(({ at }) => at));
  const isStray =
    known.length > 0 && loose.some(({ at, line }) => line !== undefined && !lineNumbers.has(at));
  const isSilent = section.isFailed === true && known.length === 0 && loose.length === 0;
  return {
    declared,
    known: known.map(({ error }) => error),
    loose: () => distinct(toErrors(loose)).map(({ error }) => error),
    isPartial: (looseCount: number) => isMissed || isStray || isSilent || placed + looseCount < declared,
  };
}

interface PlacedError {
  at: number;
  error: CheckError;
}

/** Without those that were printed twice. */
function distinct(errors: readonly PlacedError[]): PlacedError[] {
  const seen = new Set<string>();
  return errors.filter(({ error }) => {
    const key = `${error.file}\n${error.text}\n${error.fingerprint}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What compilers and linters close with. */
const declaring = /^(?:\[INFO\] )?(?:Found )?(\d+) errors?(?:\.| in .*|, \d+ warnings?.*| generated\.)?$/;

function declaredIn(line: string): number {
  return Number(declaring.exec(line)?.[1] ?? 0);
}
