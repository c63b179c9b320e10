import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Checkpoint } from "../../../contracts/actor.js";
import type { Weakening } from "../../../contracts/check.js";
import type { Checkpoints } from "../../../contracts/checkpoints.js";
import { errorFingerprint } from "../../../contracts/error-fingerprint.js";
import { oneLine } from "../../../contracts/one-line.js";
import { addedWords } from "./added-words.js";
import { guardedKind, ownerOf } from "./guarded-files.js";
import type { LostTests } from "./lost-tests.js";
import { changedParts } from "./manifest-parts.js";

export interface ChangedFile {
  path: string;
  /** `undefined` where the file is new. */
  before: string | undefined;
  /** `undefined` where the file is gone. */
  after: string | undefined;
}

/** A change of so many files is not read file by file. */
const mostFiles = 500;

/** Both versions of the files that a change touched, of those that bear on the checks by their name or their words. */
export function readChangedFiles(
  worktree: string,
  checkpoints: Checkpoints,
  checkpoint: Checkpoint,
  paths: readonly string[],
): Promise<ChangedFile[]> {
  return Promise.all(
    paths.slice(0, mostFiles).map(async (path) => ({
      path,
      before: await checkpoints.fileAt(checkpoint, path),
      after: await readFile(join(worktree, path), "utf8").catch(() => undefined),
    })),
  );
}

/**
 * Changed tests, scripts and configurations, and words that take code away from its checks. A new test takes nothing.
 *
 * @param programs files that the checks run as programs
 */
export function weakenedFiles(files: readonly ChangedFile[], programs: readonly string[]): Weakening[] {
  return files.flatMap((file) => {
    const allowing = [...new Set([file.path, ownerOf(file.path)])];
    const isProgram = programs.includes(file.path);
    return [...changesOf(file, isProgram), ...wordsOf(file)].map((what) =>
      weakening(`${file.path}: ${what}`, allowing),
    );
  });
}

/** Tests of a check that are not executed any more. `changed` are the files that can be the reason. */
export function weakenedTests(
  check: string,
  lost: readonly LostTests[],
  changed: readonly string[],
): Weakening[] {
  const reasons = changed.filter((path) => guardedKind(path) !== undefined);
  return lost.map(({ place, how, names, count }) => {
    const tests = `${count === 1 ? "1 test" : `${count} tests`}${place ? ` of ${place}` : ""}`;
    const list = names.length > 0 ? `: ${names.slice(0, 5).join(", ")}${count > 5 ? ", …" : ""}` : "";
    return {
      text: oneLine(`${check}: ${tests} ${count === 1 ? "is" : "are"} ${fates[how]}${list}`, 300),
      fingerprint: errorFingerprint({ text: `tests ${how}`, file: place || undefined, code: check }),
      files: [...new Set([...(place ? [place] : []), ...reasons])],
    };
  });
}

const fates = { gone: "no longer run", skipped: "now skipped" };

function changesOf({ path, before, after }: ChangedFile, isProgram: boolean): string[] {
  const kind = guardedKind(path) ?? (isProgram ? "program" : undefined);
  if (kind === undefined || (kind === "test" && before === undefined)) return [];
  if (kind === "manifest") {
    const parts = changedParts(posix.basename(path), before, after);
    return parts.length === 0 ? [] : [`${parts.join(", ")} ${before === undefined ? "added" : "changed"}`];
  }
  const what = names[kind];
  if (after === undefined) return [`${what} was deleted`];
  return [before === undefined ? `${what} was added` : `${what} was changed`];
}

const names = {
  test: "a test",
  configuration: "a configuration of the checks",
  program: "a program of the checks",
};

function wordsOf({ path, before, after }: ChangedFile): string[] {
  if (after === undefined) return [];
  const isTest = guardedKind(path) === "test";
  // Of a new test only what stops the others matters.
  const words = addedWords(before ?? "", after, isTest);
  return isTest && before === undefined ? words.filter((word) => word.startsWith("runs one test")) : words;
}

function weakening(text: string, files: string[]): Weakening {
  return {
    text: oneLine(text, 300),
    fingerprint: errorFingerprint({ text, file: files[0], code: "weakened" }),
    files,
  };
}
