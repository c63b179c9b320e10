// @ts-check
import { errorMessage, openResultsFile } from "./results-file.js";

// What a test itself starts is no test of this run, and may choose other reporters.
process.env.NODE_OPTIONS =
  process.env.NODE_OPTIONS?.replace(/ ?--test-reporter(?:-destination)?=\S+/g, "") ?? "";

/**
 * @typedef {{ failureType?: string, message?: string, cause?: unknown }} Failure
 * @typedef {{
 *   nesting: number, name: string, file?: string, line?: number, column?: number, message?: string,
 *   skip?: unknown, todo?: unknown, details?: { type?: string, error?: Failure },
 * }} TestData
 */

/**
 * A reporter for node's test runner. It prints nothing, and writes to the folder in the query of its own URL: an
 * environment variable would not pass through turbo. A file that node reports as a test is no test; one that failed
 * beside its tests could not be loaded or ended early.
 *
 * @param {AsyncIterable<{ type: string, data: TestData }>} source
 */
export default async function* nodeTestReporter(source) {
  const folder = new URL(import.meta.url).searchParams.get("folder");
  if (folder === null) return;
  const results = openResultsFile(folder);
  /** @type {Map<string, { name: string, children: number }[]>} */
  const open = new Map();
  /** @type {Map<string, string>} */
  const printed = new Map();
  for await (const { type, data } of source) {
    const file = data.file ?? "";
    if (type === "test:stderr") printed.set(file, `${printed.get(file) ?? ""}${data.message}`.slice(-8_000));
    if (type === "test:start") {
      const path = (open.get(file) ?? []).slice(0, data.nesting);
      const parent = path.at(-1);
      if (parent) parent.children += 1;
      open.set(file, [...path, { name: data.name, children: 0 }]);
    }
    if (type === "test:pass" || type === "test:fail")
      add(results, type === "test:pass", data, open.get(file) ?? [], printed.get(file));
  }
  results.end();
  yield "";
}

/**
 * A test with subtests is their suite, unless it failed by itself.
 *
 * @param {import("./results-file.js").ResultsFile} results
 * @param {boolean} isPassed
 * @param {TestData} data
 * @param {{ name: string, children: number }[]} path
 * @param {string | undefined} printed
 */
function add(results, isPassed, data, path, printed) {
  const { nesting, name, file, details } = data;
  const error = details?.error;
  const isOfChildren = error?.failureType === "subtestsFailed";
  const message = isPassed ? undefined : (errorMessage(error?.cause) ?? errorMessage(error));
  if (isFile(data)) {
    if (!isPassed && !isOfChildren) results.crash({ file, message: crashMessage(printed) });
    return;
  }
  const isSuite = details?.type === "suite";
  if ((isSuite || (path[nesting]?.children ?? 0) > 0) && (isPassed || isOfChildren)) return;
  if (isSuite) {
    results.crash({ file, message: `${name}: ${message ?? "failed"}` });
    return;
  }
  const isSkipped = isSet(data.skip) || isSet(data.todo);
  const suites = path.slice(0, nesting).map((suite) => suite.name);
  results.test({
    file,
    suite: suites.length > 0 ? suites.join(" > ") : undefined,
    name,
    status: isSkipped ? "skipped" : isPassed ? "passed" : "failed",
    message: isSkipped ? undefined : message,
  });
}

/** @param {TestData} data */
function isFile({ nesting, line, column, file, name }) {
  const isFirst = nesting === 0 && line === 1 && column === 1;
  return isFirst && file?.endsWith(name.replace(/^\.[\\/]/, "")) === true;
}

/**
 * An empty string is a reason, too.
 *
 * @param {unknown} directive
 */
function isSet(directive) {
  return directive !== undefined && directive !== false;
}

/**
 * What node prints of an uncaught error begins with its source line.
 *
 * @param {string | undefined} printed
 */
function crashMessage(printed) {
  const error = /^(?:\w+\.)*\w*(?:Error|Exception)\b.*: .*/m.exec(printed ?? "")?.[0];
  return error ?? "the file could not be loaded, or ended before its tests";
}
