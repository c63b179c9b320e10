import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AcceptanceTests } from "../../contracts/acceptance-tests.js";
import type { Check, CheckResult } from "../../contracts/check.js";
import { relatedTests } from "../checks/related/related-tests.js";
import { runCheck } from "../checks/run-check.js";
import { readScript } from "../checks/script/read-script.js";
import { readTestList, type TestList } from "../checks/weakenings/test-list.js";
import type { Workspace } from "../workspaces/workspaces.js";

/** What is known of tests that must fail. */
export type Trial =
  | { outcome: "failing" }
  /** In words for whoever wrote them. */
  | { outcome: "refused"; problem: string }
  /** A part of a sentence. */
  | { outcome: "unseen"; reason: string };

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
  const paths = files.map(({ path }) => path);
  const lists = await mkdtemp(join(tmpdir(), "written-tests-"));
  try {
    const runs: Run[] = [];
    for (const [at, check] of checks.entries())
      runs.push(await run(check, paths, join(lists, `${at}.json`), workspace, signal));
    return judged(
      runs,
      covers.map(({ test }) => test),
    );
  } finally {
    await rm(lists, { recursive: true, force: true });
  }
}

interface Run {
  result: CheckResult;
  list: TestList | undefined;
}

async function run(
  check: Check,
  paths: readonly string[],
  testsFile: string,
  { folder, env }: Workspace,
  signal: AbortSignal,
): Promise<Run> {
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
  return { result, list: await readTestList(testsFile) };
}

function judged(runs: readonly Run[], names: readonly string[]): Trial {
  const failed = runs.filter(({ result }) => result.outcome === "failed" || result.outcome === "timedOut");
  if (failed.length === 0) return withoutFailure(runs);
  // A file that cannot be loaded without the change has no tests with names yet.
  if (failed.some(({ result, list }) => !list?.tests || list.crashed.length > 0 || !hasNames(result)))
    return { outcome: "failing" };
  const failing = failed.flatMap(({ result }) => result.errors.flatMap(({ test }) => test ?? []));
  const executed = runs.flatMap(({ list }) => list?.tests?.map(({ name }) => name) ?? []);
  const others = names.filter((name) => !failing.some((test) => isSame(test, name)));
  const passing = others.filter((name) => executed.some((test) => isSame(test, name)));
  const missing = others.filter((name) => !passing.includes(name));
  if (passing.length > 0) return { outcome: "refused", problem: passingProblem(passing) };
  if (missing.length > 0)
    return {
      outcome: "refused",
      problem: `no test with this name ran: ${missing.join("; ")}. These failed: ${failing.slice(0, shown).join("; ")}`,
    };
  return { outcome: "failing" };
}

const shown = 10;

function withoutFailure(runs: readonly Run[]): Trial {
  const passed = runs.filter(({ result }) => result.outcome === "passed");
  const [first] = runs;
  if (passed.length > 0)
    return {
      outcome: "refused",
      problem: "all of them pass without the change: they test nothing of it, or it is met already",
    };
  if (first && runs.every(({ result }) => result.outcome === "ranNothing"))
    return {
      outcome: "refused",
      problem: `${first.result.name} finds no test in these files: name and place them like the tests that are there`,
    };
  return { outcome: "unseen", reason: first?.result.reason ?? "no check runs tests in a copy of the tree" };
}

function passingProblem(tests: readonly string[]): string {
  return `these tests pass without the change, so they test nothing of it, or their criterion is met already: ${tests.join("; ")}. Make them fail, or leave them out`;
}

function hasNames({ errors }: CheckResult): boolean {
  return errors.some(({ test }) => test !== undefined);
}

/** A runner puts its suites before a test's name. */
function isSame(full: string, name: string): boolean {
  const [long, short] = [plain(full), plain(name)];
  return long === short || long.endsWith(short) || short.endsWith(long);
}

function plain(name: string): string {
  return name
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}
