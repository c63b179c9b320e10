import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import type { AcceptanceTests } from "../../contracts/acceptance-tests.js";
import type { Check } from "../../contracts/check.js";
import { relatedTests } from "../checks/related/related-tests.js";
import { runCheck } from "../checks/run-check.js";
import { readScript } from "../checks/script/read-script.js";
import { readTestList } from "../checks/weakenings/test-list.js";
import type { Workspace } from "../workspaces/workspaces.js";
import { judgeTrial, type Trial, type TrialRun } from "./judge-trial.js";

/** Runs new tests alone in a copy of the tree that has no change yet: each test that is named must fail. */
export async function tryFailingTests(
  { files, covers }: AcceptanceTests,
  checks: readonly Check[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<Trial> {
  for (const { path, content } of files) {
    const place = join(workspace.folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
  const paths = files.map(({ path }) => posix.normalize(path));
  const lists = await mkdtemp(join(tmpdir(), "written-tests-"));
  try {
    const runs: TrialRun[] = [];
    for (const [at, check] of checks.entries())
      runs.push(await run(check, paths, join(lists, `${at}.json`), workspace, signal));
    const names = covers.map(({ test }) => test);
    const trial = judgeTrial(runs, paths, names);
    return trial.outcome === "unclear" ? await withoutThem(trial.run, paths, workspace, signal) : trial;
  } finally {
    await rm(lists, { recursive: true, force: true });
  }
}

async function run(
  check: Check,
  paths: readonly string[],
  testsFile: string,
  { folder, env }: Workspace,
  signal: AbortSignal,
): Promise<TrialRun> {
  const commands = await readScript(check.command, folder);
  const related = await relatedTests(check, commands, paths, folder);
  const alone = { ...check, command: related ?? check.command };
  const result = await runCheck(alone, {
    cwd: folder,
    env,
    signal,
    testsFile,
    ...(related === undefined && { commands }),
  });
  return { check, result, list: await readTestList(testsFile), isNarrow: related !== undefined };
}

/** A check that fails with the new files and passes without them fails because of them. */
async function withoutThem(
  { check }: TrialRun,
  paths: readonly string[],
  { folder, env }: Workspace,
  signal: AbortSignal,
): Promise<Trial> {
  for (const path of paths) await rm(join(folder, path), { force: true });
  const { outcome } = await runCheck(check, { cwd: folder, env, signal });
  if (outcome === "passed" || outcome === "ranNothing") return { outcome: "failing" };
  return { outcome: "unseen", reason: `${check.name} does not pass without them either` };
}
