// @ts-check
// Loaded by the project's own test runner, whatever its Node: plain JavaScript that needs nothing but Node.
import { randomUUID } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} ResultsFile
 * @property {(test: import("../test-report.js").TestCase) => void} test
 * @property {(crash: import("../test-report.js").Crash) => void} crash
 * @property {() => void} end
 */

/**
 * A file of its own for each process and run. Its lines are JSON: the first names the format, the last says that
 * nothing is missing.
 *
 * @param {string} folder
 * @returns {ResultsFile}
 */
export function openResultsFile(folder) {
  const file = openSync(join(folder, `${process.pid}-${randomUUID()}.jsonl`), "a");
  /** @param {object} line */
  const write = (line) => writeSync(file, `${JSON.stringify(line)}\n`);
  write({ format: "orchestrator-results", version: 1 });
  return {
    test: (test) => write({ test }),
    crash: (crash) => write({ crash }),
    end: () => write({ isEnd: true }),
  };
}

/**
 * What an error says, without its stack.
 *
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function errorMessage(error) {
  if (typeof error !== "object" || error === null)
    return error === undefined ? undefined : String(error).slice(0, 10_000);
  const { name, message } = /** @type {{ name?: unknown, message?: unknown }} */ (error);
  const words = [message, name].find((word) => typeof word === "string" && word !== "");
  return typeof words === "string" ? words.slice(0, 10_000) : undefined;
}
