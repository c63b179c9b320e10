import { failureMessage } from "../failure-message.js";
import { parsedObject } from "../parsed-object.js";
import type { ResultReader } from "../result-reader.js";
import type { TestCase } from "../test-report.js";

/** What mocha's `json` reporter writes. */
export const readMochaJson: ResultReader = (text) => {
  const parsed = parsedObject<MochaResults>(text, "stats");
  if (!parsed?.passes || !parsed.failures) return undefined;
  const { passes, pending = [], failures } = parsed;
  const [hooks, failed] = [failures.filter(isHook), failures.filter((test) => !isHook(test))];
  return {
    tests: [
      ...passes.map((test) => caseOf(test, "passed")),
      ...failed.map((test) => caseOf(test, "failed")),
      ...pending.map((test) => caseOf(test, "skipped")),
    ],
    crashes: hooks.map(({ file, fullTitle, err }) => ({
      file,
      message: failureMessage(`${fullTitle}: ${err?.message ?? "failed"}`),
    })),
  };
};

interface MochaResults {
  stats: object;
  passes?: MochaTest[];
  pending?: MochaTest[];
  failures?: MochaTest[];
}

interface MochaTest {
  title: string;
  fullTitle: string;
  file?: string;
  err?: { message?: string; stack?: string };
}

function isHook({ title }: MochaTest): boolean {
  return /^"(?:before|after) (?:all|each)" hook/.test(title);
}

function caseOf({ title, fullTitle, file, err }: MochaTest, status: TestCase["status"]): TestCase {
  const suite = fullTitle.endsWith(title) ? fullTitle.slice(0, -title.length).trim() : undefined;
  return {
    file,
    suite: suite || undefined,
    name: title,
    status,
    ...(status === "failed" && { message: failureMessage(err?.message, err?.stack) }),
  };
}
