import { isAbsolute, relative, sep } from "node:path";
import type { CheckError } from "../../contracts/check.js";
import { errorFingerprint, stripAnsi } from "../../contracts/error-fingerprint.js";
import { compilerErrors, looseErrors } from "./compiler-errors.js";
import { fallbackMessage } from "./fallback-message.js";
import type { FoundError } from "./found-error.js";
import { nodeTestErrors } from "./node-test-errors.js";
import { testErrors } from "./test-errors.js";

/** Far above what anyone reads: the gate counts errors, and a cap in reach would make an old one look new. */
const maxErrors = 5000;
const maxTextLength = 300;
const maxLines = 20_000;
const maxLineLength = 2_000;

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
  const message = fallbackMessage(checkName, toLines(output));
  const error = toCheckError({ at: 0, message }, worktree);
  return [{ ...error, fingerprint: `${error.fingerprint} | ${countsIn(message)}` }];
}

/** Of an unknown format only the counts tell "2 failed" from "11 failed"; times are not counts. */
function countsIn(message: string): string {
  return (message.match(/(?<![\w.:])\d+\b(?![.:]\d|\s*(?:ms|s|sec|seconds|min|minutes)\b)/g) ?? []).join(" ");
}

/** The errors in the formats of the known tools, else all that looks like an error; maybe none. */
export function recognisedErrors(output: string, worktree: string): CheckError[] {
  const lines = toLines(output);
  const known = [...compilerErrors(lines), ...nodeTestErrors(lines), ...testErrors(lines)];
  const found = known.length > 0 ? known.sort((a, b) => a.at - b.at) : looseErrors(lines);
  return distinct(found.map((error) => toCheckError(error, worktree))).slice(0, maxErrors);
}

/** A check error of a sentence that no tool printed. */
export function plainError(text: string): CheckError {
  return { text: shortened(text), fingerprint: errorFingerprint({ text }) };
}

function toCheckError(found: FoundError, worktree: string): CheckError {
  const file = found.file === undefined ? undefined : fileIn(worktree, found.file);
  const { test, code } = found;
  const message = found.message.replaceAll(`${worktree}${sep}`, "");
  const words = shortened(test === undefined ? message : `${test}: ${message}`);
  return {
    text: shortened(`${place(found, file)}${code === undefined ? "" : `${code}: `}${words}`),
    fingerprint: errorFingerprint({ text: words, file, code }),
    ...(file === undefined ? {} : { file }),
  };
}

/** A test is told by its name; everything else by where it is, so that two places stay two errors. */
function place({ test, line, file: printed }: FoundError, file = printed): string {
  if (test !== undefined || file === undefined) return "";
  return line === undefined ? `${file} ` : `${file}:${line} `;
}

/** The first and the last lines, bounded: some formats are read by looking around every line. */
function toLines(output: string): string[] {
  const all = stripAnsi(output).split(/\r?\n/);
  const half = maxLines / 2;
  const lines = all.length > maxLines ? [...all.slice(0, half), ...all.slice(-half)] : all;
  return lines.map((line) => line.slice(0, maxLineLength).trimEnd());
}

/** Relative to the worktree, with forward slashes; nothing for a file that lies elsewhere. */
function fileIn(worktree: string, printed: string): string | undefined {
  const path = printed.replace("file://", "");
  const inside = isAbsolute(path) ? relative(worktree, path) : path.replace(/^(?:\.[\\/])+/, "");
  const file = inside.replaceAll("\\", "/");
  return file === "" || file.startsWith("../") || isAbsolute(inside) ? undefined : file;
}

function distinct(errors: readonly CheckError[]): CheckError[] {
  return [...new Map(errors.map((error) => [`${error.file}\n${error.text}`, error])).values()];
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > maxTextLength ? `${line.slice(0, maxTextLength - 1)}…` : line;
}
