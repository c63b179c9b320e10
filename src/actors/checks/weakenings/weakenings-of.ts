import { join } from "node:path";
import type { ChecksInput } from "../../../contracts/actor.js";
import type { CheckResult, Weakening } from "../../../contracts/check.js";
import type { Checkpoints } from "../../../contracts/checkpoints.js";
import { readChangedFiles, weakenedFiles, weakenedTests } from "./find-weakenings.js";
import { lostTests } from "./lost-tests.js";
import { readTestList } from "./test-list.js";

export interface WeakeningsOptions {
  worktree: string;
  checkpoints: Checkpoints;
  /** Files that the checks run as programs. */
  programs: readonly string[];
  /** Where the lists of tests are kept. */
  outputFolder?: string;
}

/**
 * What the change took away from the checks: since the task's checkpoint, by its files, and since the lists of tests
 * that were accepted last, by what was executed.
 *
 * @param changedFiles since the input's checkpoint; `null` where nobody can tell
 */
export async function weakeningsOf(
  results: readonly CheckResult[],
  changedFiles: readonly string[] | null,
  input: ChecksInput,
  { worktree, checkpoints, programs, outputFolder }: WeakeningsOptions,
): Promise<Weakening[]> {
  const files =
    input.checkpoint && changedFiles
      ? await readChangedFiles(worktree, checkpoints, input.checkpoint, changedFiles, programs)
      : [];
  const lists =
    outputFolder === undefined
      ? []
      : results.filter(({ isPartial }) => !isPartial).map((result) => lostBy(result, input, outputFolder));
  const lost = (await Promise.all(lists)).flatMap(({ name, tests }) => weakenedTests(name, tests, files));
  return [...weakenedFiles(files, programs), ...lost];
}

/** A check that could not run, or ran nothing, is an error by itself. */
async function lostBy({ name, outcome, tests: list }: CheckResult, { tests }: ChecksInput, folder: string) {
  const accepted = Object.hasOwn(tests, name) ? tests[name] : undefined;
  if (accepted === undefined || (outcome !== "passed" && outcome !== "failed")) return { name, tests: [] };
  const before = await readTestList(join(folder, accepted));
  if (!before || before.executed === 0) return { name, tests: [] };
  const now = list === undefined ? undefined : await readTestList(join(folder, list));
  if (now) return { name, tests: lostTests(before, now) };
  // A failure without counts is an error by itself, too.
  if (outcome === "failed") return { name, tests: [] };
  return { name, tests: [{ place: "", how: "gone" as const, names: [], count: before.executed }] };
}
