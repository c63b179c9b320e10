import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ChecksInput } from "../../contracts/actor.js";
import type { CheckResult } from "../../contracts/check.js";
import { plainError } from "./error-lines.js";
import type { PlannedCheck } from "./planned-check.js";
import { isEarlyFailure } from "./related/early-failure.js";
import { runCheck } from "./run-check.js";
import { readScript } from "./script/read-script.js";
import { runsTests } from "./script/test-runners.js";

export interface PlannedRunOptions {
  /** Absolute. */
  worktree: string;
  signal: AbortSignal;
  /** Of the deadline of all checks. */
  secondsLeft(): number;
  outputFolder?: string | undefined;
  /** The related tests are enough where they pass. */
  isRelatedEnough?: boolean;
  /** Check → what its related tests failed with last. */
  early: Map<string, string>;
}

/**
 * Runs the tests first that are related to the change, where there are such. The whole check follows unless one of
 * them fails: a part that passes proves nothing of the rest.
 */
export async function runPlanned(
  planned: PlannedCheck,
  input: ChecksInput,
  options: PlannedRunOptions,
): Promise<CheckResult> {
  const { check, related, whole, isUntouched } = planned;
  if (related !== undefined) {
    const command = { ...check, command: related };
    const commands = await readScript(related, options.worktree);
    // A part that hangs must leave time for the whole.
    const half = { ...options, secondsLeft: () => Math.min(options.secondsLeft(), check.timeoutSeconds) / 2 };
    const result = await runOnce({ ...planned, check: command, commands }, input, half);
    const isEnough =
      options.isRelatedEnough === true && result.outcome === "passed" && Boolean(result.executed);
    if (isEnough || (isEarlyFailure(result) && isNews(result, options.early)))
      return { ...result, isPartial: true };
  }
  const result = await runOnce(planned, input, options);
  if (whole && result.outcome === "ranNothing") return runOnce(whole, input, options);
  return { ...result, ...(whole && { isPartial: true }), ...(isUntouched && { isUntouched }) };
}

/** A test can fail alone and pass among the others: a second time with the same errors, all of them run. */
function isNews({ name, errors }: CheckResult, early: Map<string, string>): boolean {
  const now = errors
    .map(({ fingerprint }) => fingerprint)
    .sort()
    .join("\n");
  const isSame = early.get(name) === now;
  early.set(name, isSame ? "" : now);
  return !isSame;
}

async function runOnce(
  { check, commands }: PlannedCheck,
  input: ChecksInput,
  { worktree, signal, secondsLeft, outputFolder }: PlannedRunOptions,
): Promise<CheckResult> {
  signal.throwIfAborted();
  const seconds = secondsLeft();
  if (seconds <= 0) return notBegun({ check, commands }, input);
  const timeoutSeconds = Math.min(check.timeoutSeconds, Math.ceil(seconds));
  const files = outputFolder === undefined ? {} : filesOf(check.name, outputFolder, input);
  return runCheck({ ...check, timeoutSeconds }, { cwd: worktree, signal, commands, ...files });
}

function notBegun({ check, commands }: PlannedCheck, { deadlineSeconds }: ChecksInput): CheckResult {
  const { name, command } = check;
  const text = `check ${name} timed out: the ${deadlineSeconds} s for all checks were used up before it`;
  return {
    name,
    command,
    exitCode: null,
    outcome: "timedOut",
    runsTests: runsTests(name, commands),
    executed: null,
    passed: null,
    failed: null,
    skipped: null,
    seconds: 0,
    output: "",
    errors: [plainError(text)],
  };
}

function filesOf(name: string, folder: string, { scope, taskId, attempt }: ChecksInput) {
  const title = fileName(`${taskId === undefined ? scope : `task-${taskId}`}-${attempt}-${name}`);
  return { outputFile: join(folder, `${title}.log`), testsFile: join(folder, `${title}.tests.json`) };
}

/** Titles that a file's name cannot tell apart get a hash. */
function fileName(title: string): string {
  const plain = title.replace(/[^\w.-]+/g, "-");
  if (plain === title) return plain;
  return `${plain}-${createHash("sha256").update(title).digest("hex").slice(0, 8)}`;
}
