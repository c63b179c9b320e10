import type { CheckError, CheckResult, Weakening } from "../contracts/check.js";
import type { Context } from "./context.js";
import { isDone, type Task, tasksOf } from "./task-queue.js";

/** The weakenings as errors of the change, of those that the task does not allow. */
export function forbiddenWeakenings(weakenings: readonly Weakening[], task: Task): CheckError[] {
  return weakenings.filter((weakening) => !isAllowed(weakening, task)).map(toCheckError);
}

export function toCheckError({ text, fingerprint, files: [file] }: Weakening): CheckError {
  return { text, fingerprint, ...(file ? { file } : {}) };
}

/** Those that the task's own files allow, if the reviewer agrees. */
export function allowedWeakenings(weakenings: readonly Weakening[], task: Task): Weakening[] {
  return weakenings.filter((weakening) => isAllowed(weakening, task));
}

/** Those of the finished tree that no task asked for. Without their files: a repair may not touch the tests it brings back. */
export function lostAtTheEnd(weakenings: readonly Weakening[], { queue }: Context): CheckError[] {
  const done = tasksOf(queue).filter(isDone);
  return weakenings
    .filter((weakening) => !done.some((task) => isAllowed(weakening, task)))
    .map(({ text, fingerprint }) => ({ text, fingerprint }));
}

/** The accepted lists of tests, brought up to date by a run of the checks. */
export function acceptedTests(tests: Context["tests"], results: readonly CheckResult[]): Context["tests"] {
  const lists = results.flatMap(({ name, tests: list, outcome, isPartial }) =>
    list && !isPartial && (outcome === "passed" || outcome === "failed") ? [[name, list] as const] : [],
  );
  return { ...tests, ...Object.fromEntries(lists) };
}

function isAllowed({ files }: Weakening, task: Task): boolean {
  return files.some((file) => task.files.includes(file));
}
