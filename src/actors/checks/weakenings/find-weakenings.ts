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

/** Changed tests, scripts and configurations, and words that take code away from its checks. A new test takes nothing. */
export function weakenedFiles(files: readonly ChangedFile[]): Weakening[] {
  return files.flatMap((file) => {
    const allowing = [...new Set([file.path, ownerOf(file.path)])];
    return [...changesOf(file), ...wordsOf(file)].map((what) => weakening(`${file.path}: ${what}`, allowing));
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
    const tests = count === 1 ? "1 test" : `${count} tests`;
    const where = place ? ` of ${place}` : "";
    const fate = how === "gone" ? "no longer run" : "now skipped";
    const list = names.length > 0 ? `: ${names.slice(0, 5).join(", ")}${count > 5 ? ", …" : ""}` : "";
    const text = `${check}: ${tests}${where} ${count === 1 && how === "skipped" ? "is" : how === "skipped" ? "are" : ""} ${fate}${list}`;
    return {
      text: oneLine(text.replace(/ {2,}/g, " "), 300),
      fingerprint: errorFingerprint({ text: `tests ${how}`, file: place || undefined, code: check }),
      files: [...new Set([...(place ? [place] : []), ...reasons])],
    };
  });
}

function changesOf({ path, before, after }: ChangedFile): string[] {
  const kind = guardedKind(path);
  if (kind === undefined || (kind === "test" && before === undefined)) return [];
  if (kind === "manifest") {
    const parts = changedParts(posix.basename(path), before, after);
    return before === undefined || parts.length === 0 ? [] : [`${parts.join(", ")} changed`];
  }
  const what = kind === "test" ? "a test" : "a configuration of the checks";
  if (after === undefined) return [`${what} was deleted`];
  return [before === undefined ? `${what} was added` : `${what} was changed`];
}

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
