import type { CheckError } from "../../contracts/check.js";
import { fallbackMessage } from "./fallback-message.js";
import { toCheckError } from "./output/check-error.js";
import { outputLines } from "./output/output-lines.js";
import { readErrors } from "./output/read-errors.js";
import { sectionsOf } from "./output/sections.js";

export { plainError } from "./output/check-error.js";

/**
 * The errors in a failed check's output: those that are recognised, else one made of the last meaningful lines.
 * Never empty, at most 5,000, in the order of the output.
 *
 * @param output what the check printed, colours allowed
 * @param worktree absolute; the files of the errors are told relative to it
 */
export function errorLines(checkName: string, output: string, worktree: string): CheckError[] {
  const errors = recognisedErrors(output, worktree);
  if (errors.length > 0) return errors;
  const message = fallbackMessage(checkName, outputLines(output));
  const error = toCheckError({ at: 0, message }, worktree);
  return [{ ...error, fingerprint: `${error.fingerprint} | ${countsIn(message)}` }];
}

/** Of an unknown format only the counts tell "2 failed" from "11 failed"; times are not counts. */
function countsIn(message: string): string {
  return (message.match(/(?<![\w.:])\d+\b(?![.:]\d|\s*(?:ms|s|sec|seconds|min|minutes)\b)/g) ?? []).join(" ");
}

/** The errors in the formats of the known tools, else all that looks like an error; maybe none. */
export function recognisedErrors(output: string, worktree: string): CheckError[] {
  return readErrors(sectionsOf(outputLines(output)), worktree).errors;
}
