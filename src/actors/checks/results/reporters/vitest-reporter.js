// @ts-check
import { errorMessage, openResultsFile } from "./results-file.js";

/**
 * @typedef {{ state?: string, errors?: unknown[] }} Result
 * @typedef {{
 *   type: string, name: string, mode?: string, result?: Result, tasks?: Task[], filepath?: string, projectName?: string,
 * }} Task
 */

/** Vitest's own JSON leaves out the errors of suites and those outside of tests, its JUnit the latter. */
export default class VitestReporter {
  isWritten = false;

  /**
   * Since Vitest 3.
   *
   * @param {readonly { task: Task }[]} modules
   * @param {readonly unknown[]} errors
   * @param {string} reason
   */
  onTestRunEnd(modules, errors = [], reason = "passed") {
    const files = modules.map((module) => module.task);
    this.write(files, errors, reason === "interrupted");
  }

  /**
   * Before Vitest 3.
   *
   * @param {readonly Task[]} files
   * @param {readonly unknown[]} errors
   */
  onFinished(files = [], errors = []) {
    this.write(files, errors, false);
  }

  /**
   * @param {readonly Task[]} files
   * @param {readonly unknown[]} errors
   * @param {boolean} isInterrupted
   */
  write(files, errors, isInterrupted) {
    const folder = process.env.ORCHESTRATOR_RESULTS_FOLDER;
    if (folder === undefined || this.isWritten) return;
    this.isWritten = true;
    const results = openResultsFile(folder);
    for (const file of files) addTask(results, file, file, []);
    for (const error of errors)
      results.crash({ message: errorMessage(error) ?? "an error outside of the tests" });
    if (!isInterrupted) results.end();
  }
}

/**
 * @param {import("./results-file.js").ResultsFile} results
 * @param {Task} file
 * @param {Task} task
 * @param {readonly string[]} suites
 */
function addTask(results, file, task, suites) {
  const place = { package: file.projectName || undefined, file: file.filepath };
  const { state, errors = [] } = task.result ?? {};
  const message = errorMessage(errors[0]) ?? "failed";
  if (!task.tasks) {
    const status = state === "pass" ? "passed" : state === "fail" ? "failed" : "skipped";
    const suite = suites.length > 0 ? suites.join(" > ") : undefined;
    results.test({
      ...place,
      suite,
      name: task.name,
      status,
      message: status === "failed" ? message : undefined,
    });
    return;
  }
  if (errors.length > 0)
    results.crash({ ...place, message: task === file ? message : `${task.name}: ${message}` });
  for (const child of task.tasks)
    addTask(results, file, child, task === file ? suites : [...suites, task.name]);
}
