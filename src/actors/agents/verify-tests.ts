import { lstat } from "node:fs/promises";
import { join, posix } from "node:path";
import type { AcceptanceTests } from "../../contracts/acceptance-tests.js";
import type { TesterInput } from "../../contracts/actor.js";
import { guardedKind } from "../checks/weakenings/guarded-files.js";
import type { Prober } from "../evidence/prober.js";

/** What tests must be held against. */
export interface TestFacts {
  /** The worktree. Absolute. */
  folder: string;
  tryFailing: Prober["tryFailing"];
}

/**
 * What is wrong with tests that were handed in, for whoever wrote them: each file is a new test file, and every test that
 * is named fails without the change. Tests that nobody could see fail carry the reason.
 */
export async function verifyTests(
  tests: AcceptanceTests,
  input: TesterInput,
  { folder, tryFailing }: TestFacts,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (tests.files.length === 0) return undefined;
  const { checks, taskCheckpoint, deadlineSeconds } = input;
  const problem = await filesProblem(tests, input, folder);
  if (problem !== undefined) return refusal(problem);
  const seconds = Math.min(mostSeconds, deadlineSeconds / 2);
  const trial = await tryFailing(tests, { checkpoint: taskCheckpoint, checks, seconds }, signal);
  if (trial.outcome === "refused") return refusal(trial.problem);
  if (trial.outcome === "unseen") tests.reason = `nobody saw them fail: ${trial.reason}`;
  return undefined;
}

const mostSeconds = 300;

function refusal(problem: string): string {
  return `${problem}; or hand in no files and say why in \`reason\``;
}

async function filesProblem(
  { files }: AcceptanceTests,
  { objections }: TesterInput,
  folder: string,
): Promise<string | undefined> {
  const known = objections?.tests.files.map(({ path }) => posix.normalize(path)) ?? [];
  for (const { path } of files) {
    const problem = await placeProblem(path, known, folder);
    if (problem !== undefined) return problem;
  }
  const missing = known.filter((path) => files.every((file) => posix.normalize(file.path) !== path));
  return missing.length > 0 ? `hand in all files again: missing ${missing.join(", ")}` : undefined;
}

async function placeProblem(
  path: string,
  known: readonly string[],
  folder: string,
): Promise<string | undefined> {
  const plain = posix.normalize(path);
  if (posix.isAbsolute(plain) || plain.startsWith("..") || plain.includes("\\"))
    return `${path} is not inside the project: name it relative to the project`;
  if (guardedKind(plain) !== "test")
    return `${path} is no test file: name and place it like the tests that are there`;
  if (known.includes(plain)) return undefined;
  const exists = await lstat(join(folder, plain)).then(
    () => true,
    () => false,
  );
  return exists ? `${path} is there already: write a new file beside it` : undefined;
}
