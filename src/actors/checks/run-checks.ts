import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ChecksInput, ChecksOutput } from "../../contracts/actor.js";
import type { Check, CheckResult } from "../../contracts/check.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { ActorError } from "../../contracts/failure.js";
import { detectChecks } from "./detect-checks.js";
import { plainError } from "./error-lines.js";
import { runCheck } from "./run-check.js";

export interface ChecksOptions {
  /** Absolute. */
  worktree: string;
  /** `"auto"`: those of the present tree, and those that were known before; `false`: none. */
  checks: "auto" | false | readonly Check[];
  checkpoints: Checkpoints;
  /** The whole output of every check is kept here, a file each. */
  outputFolder?: string;
}

/**
 * The checks actor: runs the checks of the input's scope one after the other, all of them even when one fails,
 * within the input's deadline. A check that the deadline leaves no time for counts as timed out.
 *
 * @throws ActorError of `checks` when the worktree or the output folder cannot be used
 * @throws the reason of the signal, once no process of a check is left
 */
export function createChecks(
  options: ChecksOptions,
): (input: ChecksInput, signal: AbortSignal) => Promise<ChecksOutput> {
  return async (input, signal) => {
    const started = performance.now();
    const secondsSince = () => (performance.now() - started) / 1_000;
    try {
      const checks = await resolvedChecks(options, input.known);
      if (options.outputFolder !== undefined) await mkdir(options.outputFolder, { recursive: true });
      const results: CheckResult[] = [];
      for (const check of checks.filter(({ when }) => input.scope !== "task" || when === "task")) {
        signal.throwIfAborted();
        const left = input.deadlineSeconds - secondsSince();
        results.push(await runWithin(left, check, options, input, signal));
      }
      const changedFiles = input.checkpoint ? await options.checkpoints.changedFiles(input.checkpoint) : null;
      return { checks, results, changedFiles, seconds: Math.round(secondsSince() * 1_000) / 1_000 };
    } catch (error) {
      if (error instanceof ActorError || signal.aborted) throw error;
      const message = `The checks could not run in ${options.worktree}: ${reasonOf(error)}`;
      throw new ActorError({ kind: "tool", actor: "checks", message }, { cause: error });
    }
  };
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

async function runWithin(
  seconds: number,
  check: Check,
  { worktree, outputFolder }: ChecksOptions,
  { deadlineSeconds, scope, taskId, attempt }: ChecksInput,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (seconds <= 0) {
    const text = `check ${check.name} timed out: the ${deadlineSeconds} s for all checks were used up before it`;
    const { name, command } = check;
    const errors = [plainError(text)];
    return { name, command, exitCode: null, outcome: "timedOut", seconds: 0, output: "", errors };
  }
  const timeoutSeconds = Math.min(check.timeoutSeconds, Math.ceil(seconds));
  const file = `${scope === "task" ? (taskId ?? scope) : scope}-${attempt}-${check.name}.log`;
  return runCheck(
    { ...check, timeoutSeconds },
    {
      cwd: worktree,
      signal,
      ...(outputFolder === undefined
        ? {}
        : { outputFile: join(outputFolder, file.replace(/[^\w.-]+/g, "-")) }),
    },
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
