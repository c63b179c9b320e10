import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ChecksInput, ChecksOutput } from "../../contracts/actor.js";
import type { Check, CheckResult } from "../../contracts/check.js";
import type { Checkpoints, Look } from "../../contracts/checkpoints.js";
import { ActorError } from "../../contracts/failure.js";
import { detectChecks } from "./detect-checks.js";
import { plainError } from "./error-lines.js";
import { lateBaseline } from "./late-baseline.js";
import { runCheck } from "./run-check.js";
import { ownPrograms } from "./script/own-programs.js";
import { readScript } from "./script/read-script.js";
import { runsTests } from "./script/test-runners.js";
import { weakeningsOf } from "./weakenings/weakenings-of.js";
import { isWrittenBy } from "./written-by-check.js";

export interface ChecksOptions {
  /** Absolute. */
  worktree: string;
  /** `"auto"`: those of the present tree, and those that were known before; `false`: none. */
  checks: "auto" | false | readonly Check[];
  checkpoints: Checkpoints;
  /** The whole output of every check and the list of its tests are kept here, a file each. */
  outputFolder?: string;
  /** The run's folder, which holds the checkpoints' trees; without it no baseline can be made later. */
  stateFolder?: string;
}

/**
 * The checks actor: runs the checks of the input's scope one after the other, all of them even when one fails,
 * within the input's deadline. A check that the deadline leaves no time for counts as timed out. What a check
 * rewrites is put back, and what the change took away from the checks is told.
 *
 * @throws ActorError of `checks` when the worktree or the output folder cannot be used
 * @throws the reason of the signal, once no process of a check is left
 */
export function createChecks(
  options: ChecksOptions,
): (input: ChecksInput, signal: AbortSignal) => Promise<ChecksOutput> {
  const writers = new Set<string>();
  return async (input, signal) => {
    const started = performance.now();
    const secondsSince = () => (performance.now() - started) / 1_000;
    const { checkpoints, worktree, outputFolder, stateFolder } = options;
    try {
      const checks = await resolvedChecks(options, input.known);
      if (outputFolder !== undefined) await mkdir(outputFolder, { recursive: true });
      const start = input.scope === "baseline" ? { checkpoint: await checkpoints.save() } : {};
      const selected = checks.filter(({ when }) => input.scope !== "task" || when === "task");
      const results: CheckResult[] = [];
      let look = await checkpoints.look();
      for (const check of selected) {
        signal.throwIfAborted();
        const left = input.deadlineSeconds - secondsSince();
        const { result, after } = await runSettled(left, check, look, options, input, signal);
        look = after.look;
        const isNew = input.scope !== "baseline" && !input.known.some(({ name }) => name === check.name);
        results.push({ ...told(result, after.putBack, writers), ...(isNew ? { isNew } : {}) });
      }
      const failed = selected.filter((_, at) => results[at]?.outcome === "failed");
      const late =
        input.late && stateFolder !== undefined
          ? {
              late: await lateBaseline(input.late, failed, {
                worktree,
                stateFolder,
                signal,
                secondsLeft: () => input.deadlineSeconds - secondsSince(),
              }),
            }
          : {};
      const changedFiles = input.checkpoint ? await checkpoints.changedFiles(input.checkpoint) : null;
      const programs = await programsOf(selected, worktree);
      const weakenings = await weakeningsOf(results, changedFiles, input, { ...options, programs });
      const seconds = Math.round(secondsSince() * 1_000) / 1_000;
      return { checks, results, weakenings, changedFiles, seconds, ...start, ...late };
    } catch (error) {
      if (error instanceof ActorError || signal.aborted) throw error;
      const message = `The checks could not run in ${worktree}: ${reasonOf(error)}`;
      throw new ActorError({ kind: "tool", actor: "checks", message }, { cause: error });
    }
  };
}

async function programsOf(checks: readonly Check[], worktree: string): Promise<string[]> {
  const commands = await Promise.all(checks.map(({ command }) => readScript(command, worktree)));
  return ownPrograms(commands.flat(), worktree);
}

/** A known check wins over one of the same name: deleting or rewriting a script does not make it pass. */
async function resolvedChecks(
  { checks, worktree }: ChecksOptions,
  known: readonly Check[],
): Promise<Check[]> {
  if (checks === false) return [];
  if (checks !== "auto") return [...checks];
  const names = new Set(known.map(({ name }) => name));
  return [...known, ...(await detectChecks(worktree)).filter(({ name }) => !names.has(name))];
}

/** Runs a check and takes back what it wrote, also when it is stopped. */
async function runSettled(
  seconds: number,
  check: Check,
  look: Look,
  options: ChecksOptions,
  input: ChecksInput,
  signal: AbortSignal,
) {
  const commands = await readScript(check.command, options.worktree);
  const settle = () => options.checkpoints.settle(look, isWrittenBy(check, commands));
  if (seconds <= 0) {
    return { result: notBegun(check, input, runsTests(check.name, commands)), after: { look, putBack: [] } };
  }
  const timeoutSeconds = Math.min(check.timeoutSeconds, Math.ceil(seconds));
  const run = { cwd: options.worktree, signal, commands, ...filesOf(check, options, input) };
  const result = await runCheck({ ...check, timeoutSeconds }, run).catch(async (error: unknown) => {
    await settle();
    throw error;
  });
  return { result, after: await settle() };
}

function notBegun({ name, command }: Check, { deadlineSeconds }: ChecksInput, isTest: boolean): CheckResult {
  const text = `check ${name} timed out: the ${deadlineSeconds} s for all checks were used up before it`;
  return {
    name,
    command,
    exitCode: null,
    outcome: "timedOut",
    runsTests: isTest,
    executed: null,
    passed: null,
    failed: null,
    skipped: null,
    seconds: 0,
    output: "",
    errors: [plainError(text)],
  };
}

function filesOf({ name }: Check, { outputFolder }: ChecksOptions, { scope, taskId, attempt }: ChecksInput) {
  if (outputFolder === undefined) return {};
  const title = fileName(`${taskId === undefined ? scope : `task-${taskId}`}-${attempt}-${name}`);
  return {
    outputFile: join(outputFolder, `${title}.log`),
    testsFile: join(outputFolder, `${title}.tests.json`),
  };
}

/** Titles that a file's name cannot tell apart get a hash. */
function fileName(title: string): string {
  const plain = title.replace(/[^\w.-]+/g, "-");
  if (plain === title) return plain;
  return `${plain}-${createHash("sha256").update(title).digest("hex").slice(0, 8)}`;
}

/** Files that a check rewrites are news once. */
function told(result: CheckResult, putBack: readonly string[], writers: Set<string>): CheckResult {
  if (putBack.length === 0 || writers.has(result.name)) return result;
  writers.add(result.name);
  return { ...result, putBack: [...putBack] };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
