import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGitCheckpoints } from "../../src/actors/checkpoints/git-checkpoints.js";
import { type ChecksOptions, createChecks } from "../../src/actors/checks/run-checks.js";
import type { ChecksInput, ChecksOutput } from "../../src/contracts/actor.js";
import type { CheckResult, TestCounts } from "../../src/contracts/check.js";
import { missingEvidence } from "../../src/machine/evidence.js";
import { addedErrors, judgedResults, toBaseline } from "../../src/machine/gate.js";
import { acceptedTests } from "../../src/machine/weakenings.js";
import { linkPackages } from "./npm-tools.js";
import { createProject } from "./project.js";

/** A project, a change of it, and the checks that judge the change. */
export interface JudgedChange {
  before: Record<string, string>;
  /** All files afterwards; one that is not among them is deleted. */
  after: Record<string, string>;
  packages?: string[];
  checks: ChecksOptions["checks"];
  /** In place of `checks` after the change, with the same names. */
  checksAfter?: ChecksOptions["checks"];
}

/** What the chart would make of the change. */
export interface Judgement {
  /** The check that runs tests, before and after. */
  before: CheckResult | undefined;
  after: CheckResult | undefined;
  /** Errors that were not there before. */
  added: string[];
  weakenings: string[];
  /** Why it is not verified; nothing where it is. */
  unproved: string | undefined;
}

/** Runs the checks before and after a change, as a mission does. */
export async function judgeChange(change: JudgedChange): Promise<Judgement> {
  const project = await createProject(change.before);
  const stateFolder = await mkdtemp(join(tmpdir(), "orchestrator-state-"));
  try {
    await linkPackages(project.path, change.packages ?? []);
    const checkpoints = await createGitCheckpoints({ worktree: project.path, stateFolder });
    const options = {
      worktree: project.path,
      checkpoints,
      outputFolder: join(stateFolder, "checks"),
      stateFolder,
    };
    const never = new AbortController().signal;
    const input: ChecksInput = {
      scope: "baseline",
      attempt: 0,
      known: [],
      passing: [],
      tests: {},
      deadlineSeconds: 600,
    };
    const checkpoint = await checkpoints.save();
    const first = await createChecks({ ...options, checks: change.checks })(input, never);
    await checkpoints.open(checkpoint);
    for (const file of Object.keys(change.before))
      if (!(file in change.after)) await rm(join(project.path, file));
    for (const [file, text] of Object.entries(change.after)) await project.write(file, text);
    await checkpoints.close();
    const again: ChecksInput = {
      ...input,
      scope: "task",
      taskId: "T1",
      checkpoint,
      known: first.checks,
      tests: acceptedTests({}, first.results),
    };
    const second = await createChecks({ ...options, checks: change.checksAfter ?? change.checks })(
      again,
      never,
    );
    return judgementOf(first, second);
  } finally {
    await project.remove();
    await rm(stateFolder, { recursive: true, force: true });
  }
}

function judgementOf(first: ChecksOutput, second: ChecksOutput): Judgement {
  const baseline = toBaseline(first.results);
  const results = judgedResults(second.results, baseline);
  const testing = ({ runsTests }: CheckResult) => runsTests;
  return {
    before: first.results.find(testing),
    after: results.find(testing),
    added: addedErrors(second.results, baseline).map(({ text }) => text),
    weakenings: second.weakenings.map(({ text }) => text),
    unproved: missingEvidence(results),
  };
}

/** The counts of a result, without the rest. */
export function countsOf(result: CheckResult | undefined): TestCounts | undefined {
  if (!result) return undefined;
  const { executed, passed, failed, skipped } = result;
  return { executed, passed, failed, skipped };
}
