import { dirname, extname } from "node:path/posix";
import type { Check, CheckResult } from "../../contracts/check.js";
import type { ListedTest, TestList } from "../checks/weakenings/test-list.js";

/** What is known of tests that must fail. */
export type Trial =
  | { outcome: "failing" }
  /** In words for whoever wrote them. */
  | { outcome: "refused"; problem: string }
  /** A part of a sentence. */
  | { outcome: "unseen"; reason: string };

/** A check that ran with the new tests. */
export interface TrialRun {
  check: Check;
  result: CheckResult;
  list: TestList | undefined;
  /** It ran only the tests that are related to the new files. */
  isNarrow: boolean;
}

/** Something failed, and only a run without the tests tells whether it was they. */
export interface Unclear {
  outcome: "unclear";
  run: TrialRun;
}

/**
 * @param paths of the new test files, relative to the worktree
 * @param names of the tests that must fail
 */
export function judgeTrial(
  runs: readonly TrialRun[],
  paths: readonly string[],
  names: readonly string[],
): Trial | Unclear {
  const failed = runs.filter(({ result }) => result.outcome === "failed");
  if (failed.length === 0) return withoutFailure(runs, paths, names);
  const isCrashed = failed.some((run) => crashesOf(run, paths).includes("own"));
  const unclear = failed.find((run) => isUnclear(run, paths));
  const failures = failed.flatMap(({ result }) => result.errors.filter(({ test }) => test !== undefined));
  const failing = failures.flatMap(({ test }) => test ?? []);
  // A file that cannot be loaded has no tests with names yet: one of the same name is another's.
  const executed = listed(runs).filter(
    ({ place }) => (!isCrashed && !unclear) || ownerOf(place, paths) === "own",
  );
  const others = names.filter((name) => !failing.some((test) => isSame(test, name)));
  const passing = others.filter((name) => executed.some((test) => isSame(test.name, name)));
  if (passing.length > 0) return { outcome: "refused", problem: passingProblem(passing) };
  if (others.length === 0 || isCrashed) return { outcome: "failing" };
  if (unclear) return unclear.isNarrow ? { outcome: "failing" } : { outcome: "unclear", run: unclear };
  if (failures.some(({ file = "" }) => ownerOf(file, paths) !== "foreign"))
    return {
      outcome: "refused",
      problem: `no test with this name ran: ${others.join("; ")}. These failed: ${failing.slice(0, shown).join("; ")}`,
    };
  return { outcome: "unseen", reason: `other tests fail in ${checkNames(failed)}, and none of them ran` };
}

const shown = 10;

function withoutFailure(
  runs: readonly TrialRun[],
  paths: readonly string[],
  names: readonly string[],
): Trial {
  const passed = runs.filter(({ result }) => result.outcome === "passed");
  const isOwn = ({ place, name }: ListedTest) =>
    ownerOf(place, paths) === "own" || names.some((wanted) => isSame(name, wanted));
  if (listed(passed).some(isOwn)) return { outcome: "refused", problem: allPass };
  const silent = runs.filter(({ result }) => result.outcome !== "passed" && result.outcome !== "ranNothing");
  const [first] = silent;
  if (first) return { outcome: "unseen", reason: silence(first) };
  const unlisted = passed.filter(({ list }) => !list?.tests);
  if (unlisted.length > 0)
    return {
      outcome: "refused",
      problem: `${checkNames(unlisted)} passes without the change. Either it does not run these files: name and place them like the tests that are there. Or ${allPass}`,
    };
  return {
    outcome: "refused",
    problem: `${checkNames(runs)} finds no test in these files: name and place them like the tests that are there`,
  };
}

const allPass = "all of them pass without the change: they test nothing of it, or it is met already";

function silence({ check, result }: TrialRun): string {
  if (result.outcome === "timedOut") return `${check.name} did not end within ${check.timeoutSeconds} s`;
  return result.reason ?? `${check.name} does not run in a copy of the tree`;
}

function passingProblem(tests: readonly string[]): string {
  return `these tests pass without the change, so they test nothing of it, or their criterion is met already: ${tests.join("; ")}. Make them fail, or leave them out`;
}

function checkNames(runs: readonly TrialRun[]): string {
  return runs.map(({ check }) => check.name).join(", ");
}

function listed(runs: readonly TrialRun[]): ListedTest[] {
  return runs.flatMap(({ list }) => list?.tests ?? []);
}

type Owner = "own" | "foreign" | "unknown";

/** Whose the files are that could not be loaded. Without a list, a compiler's errors are all that names them. */
function crashesOf({ result, list }: TrialRun, paths: readonly string[]): Owner[] {
  const places = list?.tests
    ? list.crashed
    : result.errors.flatMap(({ test, file = "" }) => (test === undefined ? [file] : []));
  return places.map((place) => ownerOf(place, paths));
}

function isUnclear(run: TrialRun, paths: readonly string[]): boolean {
  if (!run.list?.tests) return true;
  const crashes = crashesOf(run, paths);
  const hasNames = run.result.errors.some(({ test }) => test !== undefined);
  return crashes.includes("unknown") || (crashes.length === 0 && !hasNames);
}

/** @param place a file as its tool names it, or a package, or a class */
function ownerOf(place: string, paths: readonly string[]): Owner {
  const plain = place.replaceAll("\\", "/").replace(/^\.\//, "");
  const isAt = (path: string) => plain === path || plain.endsWith(`/${path}`);
  if (paths.some((path) => isAt(path) || (dirname(path) !== "." && isAt(dirname(path))))) return "own";
  // A runner can name its files relative to its package.
  if (plain === "" || paths.some((path) => path.endsWith(`/${plain}`))) return "unknown";
  return paths.some((path) => extname(path) === extname(plain)) ? "foreign" : "unknown";
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
