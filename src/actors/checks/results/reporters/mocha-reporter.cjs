// @ts-check
// CommonJS, since mocha loads its reporters by `require`.
const { randomUUID } = require("node:crypto");
const { openSync, writeSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");

/** @typedef {{ title: string, type?: string, file?: string, titlePath: () => string[] }} Runnable */

const { Spec } = createRequire(require.main?.filename ?? process.argv[1] ?? __filename)("mocha").reporters;

/** Prints what mocha's own `spec` prints, and writes the results beside it. */
module.exports = class MochaReporter extends Spec {
  /**
   * @param {import("node:events").EventEmitter} runner
   * @param {object} options
   */
  constructor(runner, options) {
    super(runner, options);
    const folder = process.env.ORCHESTRATOR_RESULTS_FOLDER;
    if (folder === undefined) return;
    const results = openSync(join(folder, `${process.pid}-${randomUUID()}.jsonl`), "a");
    /** @param {object} line */
    const write = (line) => writeSync(results, `${JSON.stringify(line)}\n`);
    write({ format: "orchestrator-results", version: 1 });
    runner.on("pass", (/** @type {Runnable} */ test) =>
      write({ test: { ...placeOf(test), status: "passed" } }),
    );
    runner.on("pending", (/** @type {Runnable} */ test) =>
      write({ test: { ...placeOf(test), status: "skipped" } }),
    );
    runner.on("fail", (/** @type {Runnable} */ test, /** @type {unknown} */ error) => {
      const message = messageOf(error);
      const { file, suite, name } = placeOf(test);
      const title = suite ? `${suite}: ${name}` : name;
      if (test.type === "hook") write({ crash: { file, message: `${title}: ${message}` } });
      else write({ test: { file, suite, name, status: "failed", message } });
    });
    runner.on("end", () => write({ isEnd: true }));
  }
};

/**
 * In parallel mode a test has no parent, but its titles.
 *
 * @param {Runnable} runnable
 */
function placeOf(runnable) {
  const suites = runnable.titlePath().slice(0, -1);
  return { file: runnable.file, suite: suites.join(" > ") || undefined, name: runnable.title };
}

/** @param {unknown} error */
function messageOf(error) {
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  return String(message).slice(0, 10_000);
}
