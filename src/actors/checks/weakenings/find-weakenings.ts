import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Checkpoint } from "../../../contracts/actor.js";
import type { Weakening } from "../../../contracts/check.js";
import type { Checkpoints } from "../../../contracts/checkpoints.js";
import { count } from "../../../contracts/count.js";
import { errorFingerprint } from "../../../contracts/error-fingerprint.js";
import { oneLine } from "../../../contracts/one-line.js";
import { addedWords } from "./added-words.js";
import { guardedKind, isDocument, ownersOf } from "./guarded-files.js";
import type { LostTests } from "./lost-tests.js";
import { changedParts } from "./manifest-parts.js";

export interface ChangedFile {
  path: string;
  /** `undefined` where the file is new. */
  before: string | undefined;
  /** `undefined` where the file is gone. */
  after: string | undefined;
}

/** Of a change of more files only those are read that bear on the checks by their names. */
const mostFiles = 500;

/** Both versions of the files that a change touched. */
export function readChangedFiles(
  worktree: string,
  checkpoints: Checkpoints,
  checkpoint: Checkpoint,
  paths: readonly string[],
  programs: readonly string[],
): Promise<ChangedFile[]> {
  return Promise.all(
    readable(paths, programs).map(async (path) => ({
      path,
      before: await checkpoints.fileAt(checkpoint, path),
      after: await readFile(join(worktree, path), "utf8").catch(() => undefined),
    })),
  );
}

/** Installed packages that nobody ignores are too many to be told one by one. */
function readable(paths: readonly string[], programs: readonly string[]): string[] {
  const own = paths.filter((path) => !/(?:^|\/)node_modules\//.test(path));
  if (own.length <= mostFiles) return own;
  return own.filter((path) => guardedKind(path) !== undefined || programs.includes(path));
}

/**
 * Changed tests, scripts and configurations, and words that take code away from its checks. A new test takes nothing.
 *
 * @param programs files that the checks run as programs
 */
export function weakenedFiles(files: readonly ChangedFile[], programs: readonly string[]): Weakening[] {
  return files.flatMap((file) => {
    const allowing = [...new Set([file.path, ...ownersOf(file.path)])];
    const isProgram = programs.includes(file.path);
    return [...changesOf(file, isProgram), ...inlineTestsOf(file), ...wordsOf(file)].map((what) =>
      weakening(`${file.path}: ${what}`, allowing),
    );
  });
}

/** Tests of a check that are not executed any more. `changed` are the files that can be the reason. */
export function weakenedTests(
  check: string,
  lost: readonly LostTests[],
  changed: readonly ChangedFile[],
): Weakening[] {
  const reasons = changed.filter(isReason).map(({ path }) => path);
  // A changed test is no reason why those of another file are gone.
  const settings = reasons.filter((path) => guardedKind(path) !== "test");
  return lost.map(({ place, how, names, count: lostTests }) => {
    const isTestFile = guardedKind(place) === "test";
    const tests = `${count(lostTests, "test")}${place ? ` of ${place}` : ""}`;
    const list = names.length > 0 ? `: ${names.slice(0, 5).join(", ")}${lostTests > 5 ? ", …" : ""}` : "";
    return {
      text: oneLine(`${check}: ${tests} ${lostTests === 1 ? "is" : "are"} ${fates[how]}${list}`, 300),
      fingerprint: errorFingerprint({ text: `tests ${how}`, file: place || undefined, code: check }),
      files: [...new Set([...(place ? [place] : []), ...(isTestFile ? settings : reasons)])],
    };
  });
}

/** Code alone is no reason why tests are gone: it may end their process. */
function isReason(file: ChangedFile): boolean {
  return guardedKind(file.path) !== undefined || inlineTestsOf(file).length > 0;
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

/** Tests inside of a source: what stands from their beginning on. */
function inlineTestsOf({ path, before, after }: ChangedFile): string[] {
  if (guardedKind(path) !== undefined || before === undefined) return [];
  const [old, now] = [before, after ?? ""].map(inlineTests);
  return old !== "" && old !== now ? ["tests in it were changed"] : [];
}

function inlineTests(text: string): string {
  const from = text.search(/#\[(?:cfg\(test\)|(?:\w+::)*test)\]|if \(?import\.meta\.vitest/);
  return from < 0 ? "" : text.slice(from).trim();
}

function wordsOf({ path, before, after }: ChangedFile): string[] {
  if (after === undefined || isDocument(path)) return [];
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
