import { failureMessage } from "../failure-message.js";
import { parsedObject } from "../parsed-object.js";
import type { ResultReader } from "../result-reader.js";
import type { Crash, TestCase } from "../test-report.js";

/** What `jest --json` and Vitest's reporter of the same shape write. */
export const readJestJson: ResultReader = (text) => {
  const parsed = parsedObject<JestResults>(text, "testResults");
  if (!parsed) return undefined;
  const files = parsed.testResults;
  return {
    tests: files.flatMap((file) => file.assertionResults.map((test) => caseOf(file, test))),
    crashes: [
      ...files.flatMap(crashOf),
      ...(parsed.wasInterrupted ? [{ message: "the test run was interrupted" }] : []),
    ],
  };
};

interface JestResults {
  wasInterrupted?: boolean;
  testResults: JestFile[];
}

interface JestFile {
  name: string;
  status: string;
  message?: string;
  assertionResults: JestTest[];
}

interface JestTest {
  ancestorTitles: string[];
  title: string;
  status: string;
  failureMessages?: string[];
}

function caseOf({ name: file }: JestFile, test: JestTest): TestCase {
  const status = test.status === "passed" || test.status === "failed" ? test.status : "skipped";
  return {
    file,
    suite: test.ancestorTitles.join(" > ") || undefined,
    name: test.title,
    status,
    ...(status === "failed" && { message: failureMessage(test.failureMessages?.[0]) }),
  };
}

/** A file fails without a failed test where it could not be loaded, or where a hook of it failed. */
function crashOf({ name: file, status, message, assertionResults }: JestFile): Crash[] {
  if (status !== "failed" || assertionResults.some((test) => test.status === "failed")) return [];
  const words = message
    ?.replace(/^\s*● Test suite failed to run\s+/, "")
    .replace(/\n\s*\n\s*>? *\d+ \|[\s\S]*$/, "");
  return [{ file, message: failureMessage(words) }];
}
