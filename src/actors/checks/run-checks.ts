import { mkdir } from "node:fs/promises";
import type { ChecksInput, ChecksOutput } from "../../contracts/actor.js";
import type { Check, CheckResult } from "../../contracts/check.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { ActorError } from "../../contracts/failure.js";
import { asksForFound, type ChecksOption, configuredChecks } from "./configured-checks.js";
import { detectChecks } from "./detect-checks.js";
import { createKeptResults } from "./kept-results.js";
import { lateBaseline } from "./late-baseline.js";
import { type PlannedCheck, planChecks } from "./planned-check.js";
import { restoreTests } from "./restore-tests.js";
import { runWave } from "./run-wave.js";
import { ownPrograms } from "./script/own-programs.js";
import { toWaves } from "./waves.js";
import { weakeningsOf } from "./weakenings/weakenings-of.js";

export interface ChecksOptions {
  /** Absolute. */
  worktree: string;
  /** What is found is looked for on each tree, and those stay that were known before. */
  checks: ChecksOption;
  checkpoints: Checkpoints;
  /** The whole output of every check and the list of its tests are kept here, a file each. */
  outputFolder?: string;
  /** How many independent checks run at once; 2 by default. */
  concurrency?: number;
  /** After a change: the related tests first (the default), only them, or everything of every package. */
  affected?: "first" | "only" | false;
  /** The run's folder, which holds the checkpoints' trees; without it no baseline can be made later. */
  stateFolder?: string;
}

/**
 * The checks actor: runs the checks of the input's scope, all of them even when one fails, within the input's
 * deadline; independent ones side by side. A check that the deadline leaves no time for counts as timed out. After a
 * change it runs what the change affects. What a check rewrites is put back, and what the change took away from the
 * checks is told.
 *
 * @throws ActorError of `checks` when the worktree or the output folder cannot be used
 * @throws the reason of the signal, once no process of a check is left
 */
export function createChecks(
  options: ChecksOptions,
): (input: ChecksInput, signal: AbortSignal) => Promise<ChecksOutput> {
  const writers = new Set<string>();
  const kept = createKeptResults();
  const early = new Map<string, string>();
  return async (input, signal) => {
    const started = performance.now();
    const secondsSince = () => (performance.now() - started) / 1_000;
    const secondsLeft = () => input.deadlineSeconds - secondsSince();
    const { checkpoints, worktree, outputFolder, stateFolder, concurrency = 2, affected = "first" } = options;
    try {
      const checks = await resolvedChecks(options, input.known);
      if (outputFolder !== undefined) await mkdir(outputFolder, { recursive: true });
      const restored = await restoredTests(input, options);
      const start = input.scope === "baseline" ? { checkpoint: await checkpoints.save() } : {};
      const selected = checks.filter(({ when }) => input.scope !== "task" || when === "task");
      const files = affected === false ? null : await filesOfChange(input, checkpoints);
      const planned = await planChecks(selected, { ...input, worktree, files });
      const isRelatedEnough = affected === "only";
      const run = { worktree, outputFolder, signal, secondsLeft, isRelatedEnough, early };
      const results: CheckResult[] = [];
      let look = await checkpoints.look();
      for (const wave of toWaves(planned, concurrency)) {
        signal.throwIfAborted();
        const ended = await runWave(wave, look, input, { ...run, checkpoints, kept, concurrency });
        look = ended.look;
        results.push(...ended.results.map((result) => told(result, input, writers)));
      }
      const failed = planned.flatMap(({ check }, at) => (results[at]?.outcome === "failed" ? [check] : []));
      const late =
        input.late && stateFolder !== undefined
          ? { late: await lateBaseline(input.late, failed, { worktree, stateFolder, signal, secondsLeft }) }
          : {};
      const changedFiles = input.checkpoint ? await checkpoints.changedFiles(input.checkpoint) : null;
      const programs = await programsOf(planned, worktree);
      const weakenings = await weakeningsOf(results, changedFiles, input, { ...options, programs });
      const seconds = Math.round(secondsSince() * 1_000) / 1_000;
      return { checks, results, weakenings, changedFiles, seconds, ...start, ...late, ...restored };
    } catch (error) {
      if (error instanceof ActorError || signal.aborted) throw error;
      const message = `The checks could not run in ${worktree}: ${reasonOf(error)}`;
      throw new ActorError({ kind: "tool", actor: "checks", message }, { cause: error });
    }
  };
}

/** The tests that were written before the code, as they were. It is a part of the change that they are there. */
async function restoredTests(
  { acceptance = [], checkpoint }: ChecksInput,
  { checkpoints, worktree }: ChecksOptions,
): Promise<Pick<ChecksOutput, "restored">> {
  if (acceptance.length === 0 || !checkpoint) return {};
  await checkpoints.open(checkpoint);
  const restored = await restoreTests(worktree, acceptance);
  await checkpoints.close();
  return restored.length > 0 ? { restored } : {};
}

/** What the task changed, or at the end the whole mission; `null` where that is nothing, or nobody can tell. */
async function filesOfChange(input: ChecksInput, checkpoints: Checkpoints): Promise<string[] | null> {
  const since = input.scope === "final" ? input.late?.checkpoint : input.checkpoint;
  const files = since ? await checkpoints.changedFiles(since) : null;
  return files && files.length > 0 ? files : null;
}

function programsOf(planned: readonly PlannedCheck[], worktree: string): Promise<string[]> {
  return ownPrograms(
    planned.flatMap(({ commands }) => [...commands]),
    worktree,
  );
}

/** A known check wins over one of the same name: deleting or rewriting a script does not make it pass. */
async function resolvedChecks(
  { checks, worktree }: ChecksOptions,
  known: readonly Check[],
): Promise<Check[]> {
  if (!asksForFound(checks)) return configuredChecks(checks, []);
  const names = new Set(known.map(({ name }) => name));
  const found = configuredChecks(checks, await detectChecks(worktree));
  return [...known, ...found.filter(({ name }) => !names.has(name))];
}

/** A check is new that was not there before the mission. Files that a check rewrites are news once. */
function told(result: CheckResult, { scope, known }: ChecksInput, writers: Set<string>): CheckResult {
  const { putBack, ...plain } = result;
  const isNew = scope !== "baseline" && !known.some(({ name }) => name === result.name);
  const isNews = putBack !== undefined && !writers.has(result.name);
  if (isNews) writers.add(result.name);
  return { ...plain, ...(isNews && { putBack }), ...(isNew && { isNew }) };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
