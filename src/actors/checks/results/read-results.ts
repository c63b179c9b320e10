import { readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { errorWords } from "../../../contracts/error-words.js";
import { resultFiles } from "./result-files.js";
import { type ResultReader, ResultsError } from "./result-reader.js";
import type { TestReport } from "./test-report.js";

const maxBytes = 50_000_000;

/** Loaded when there is something to read: OpenCode's start does not pay for the parsers. */
const readers: readonly (() => Promise<ResultReader>)[] = [
  async () => (await import("./readers/own-results.js")).readOwnResults,
  async () => (await import("./readers/go-json.js")).readGoJson,
  async () => (await import("./readers/jest-json.js")).readJestJson,
  async () => (await import("./readers/mocha-json.js")).readMochaJson,
  async () => (await import("./readers/rspec-json.js")).readRspecJson,
  async () => (await import("./readers/junit.js")).readJunit,
  async () => (await import("./readers/tap.js")).readTap,
];

/**
 * The results in all files that the paths and globs name, as one report. Their files are told relative to the worktree.
 *
 * @param paths absolute, or relative to the worktree
 * @param since milliseconds since the epoch: files that were last written before it are left out
 * @returns nothing where there is no such file
 * @throws ResultsError for a file that is cut, malformed, of no known format or too large: its path is in the message
 */
export async function readResults(
  paths: readonly string[],
  worktree: string,
  since?: number,
): Promise<TestReport | undefined> {
  const files = await resultFiles(paths, worktree, since);
  if (files.length === 0) return undefined;
  const report: TestReport = { tests: [], crashes: [] };
  let bytes = 0;
  for (const file of files) {
    bytes += (await stat(file)).size;
    if (bytes > maxBytes) throw new ResultsError(`the results up to ${file} are larger than 50 MB`);
    const { tests, crashes } = await readFileResults(file);
    const folder = packageFolder(file, worktree);
    for (const test of tests) report.tests.push(folder === undefined ? test : { ...test, package: folder });
    report.crashes.push(
      ...crashes.map((crash) => (folder === undefined ? crash : { ...crash, package: folder })),
    );
  }
  return inWorktree(report, [worktree, await realpath(worktree).catch(() => worktree)]);
}

/**
 * The results in a text of any known format, like a command's output.
 *
 * @returns nothing where no format is known
 * @throws ResultsError where it is cut or malformed
 */
export async function readResultText(text: string, worktree: string): Promise<TestReport | undefined> {
  for (const load of readers) {
    const report = (await load())(text);
    if (report) return inWorktree(report, [worktree, await realpath(worktree).catch(() => worktree)]);
  }
  return undefined;
}

async function readFileResults(file: string): Promise<TestReport> {
  try {
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
    for (const load of readers) {
      const report = (await load())(text);
      if (report) return report;
    }
  } catch (cause) {
    const reason = errorWords(cause);
    throw new ResultsError(`the results in ${file} cannot be read: ${reason}`, { cause });
  }
  throw new ResultsError(`the results in ${file} are of no known format`);
}

/** The module of a Maven or Gradle build that the report folder belongs to. */
function packageFolder(file: string, worktree: string): string | undefined {
  const path = relative(worktree, file).split(sep).join("/");
  return /^(?!\.\.)(.+?)\/(?:target\/(?:surefire|failsafe)-reports|build\/test-results)\//.exec(path)?.[1];
}

function inWorktree({ tests, crashes }: TestReport, worktrees: readonly string[]): TestReport {
  const known = new Map<string, string>();
  const place = (file: string) => {
    const told = known.get(file) ?? relativeFile(file, worktrees);
    known.set(file, told);
    return told;
  };
  const placed = <Item extends { file?: string | undefined }>(item: Item): Item =>
    item.file === undefined ? item : { ...item, file: place(item.file) };
  return {
    tests: tests.map((test) => ({
      ...placed(test),
      ...(test.suite && { suite: withoutFolder(test.suite, worktrees) }),
    })),
    crashes: crashes.map(placed),
  };
}

function relativeFile(file: string, worktrees: readonly string[]): string {
  const path = file.startsWith("file://") ? fileURLToPath(file) : file;
  if (!isAbsolute(path))
    return path
      .replace(/^\.[\\/]/, "")
      .split(sep)
      .join("/");
  const inside = worktrees.map((worktree) => relative(worktree, path)).find((name) => !name.startsWith(".."));
  return (inside ?? path).split(sep).join("/");
}

function withoutFolder(suite: string, worktrees: readonly string[]): string {
  return worktrees.reduce((name, worktree) => name.replaceAll(`${worktree}${sep}`, ""), suite);
}
