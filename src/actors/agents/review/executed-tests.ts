import type { CheckResult } from "../../../contracts/check.js";
import { readTestList } from "../../checks/weakenings/test-list.js";
import { plainWords } from "./find-point.js";

/** What ran, as far as it has names. */
export interface Executed {
  tests: ExecutedTest[];
  /** Checks that passed. Of those that list their tests, one of these says more. */
  checks: { name: string; command: string; listsTests: boolean }[];
}

interface ExecutedTest {
  name: string;
  /** Its name with its suites, and alone, in plain words. */
  wordings: string[];
  end: "passed" | "failed" | "skipped";
}

export async function executedTests(results: readonly CheckResult[]): Promise<Executed> {
  const executed: Executed = { tests: [], checks: [] };
  for (const { name, command, outcome, errors, tests: file } of results) {
    if (outcome !== "passed" && outcome !== "failed") continue;
    const listed = (file && (await readTestList(file))?.tests) || [];
    const failed = new Set(errors.flatMap(({ test }) => (test === undefined ? [] : plainWords(test))));
    for (const test of listed) {
      const wordings = [test.name, test.name.split(/ > |::/).at(-1) ?? ""].map(plainWords);
      const end = wordings.some((own) => failed.has(own)) ? "failed" : "passed";
      executed.tests.push({ name: test.name, wordings, end: test.isSkipped ? "skipped" : end });
    }
    if (outcome === "passed") executed.checks.push({ name, command, listsTests: listed.length > 0 });
  }
  return executed;
}

/**
 * What is wrong with a text as the name of a test or a check that passed; nothing where it names one, and `""` where it
 * names none at all.
 *
 * @param isCheckEnough whether a check is evidence although its tests are known
 */
export function problemOfName(
  text: string,
  { tests, checks }: Executed,
  isCheckEnough: boolean,
): string | undefined {
  const wordings = [text, ...[...text.matchAll(quoted)].map((match) => match[0])].map(plainWords);
  const named = tests.filter((test) =>
    test.wordings.some((own) => wordings.some((said) => isSame(said, own))),
  );
  if (named.some(({ end }) => end === "passed")) return undefined;
  const check = checks.filter(({ name, command }) =>
    wordings.some((said) => holds(said, plainWords(name)) || holds(said, plainWords(command))),
  );
  if (check.some(({ listsTests }) => isCheckEnough || !listsTests)) return undefined;
  const [first] = named;
  if (first) return `the test "${first.name}" ${first.end === "failed" ? "failed" : "was skipped"}`;
  return check[0] ? `${check[0].name} runs many tests: name the one that shows it` : "";
}

function isSame(said: string, own: string): boolean {
  if (own === "" || said === "") return false;
  return (
    said === own ||
    (own.length >= shortestPart && holds(said, own)) ||
    (said.length >= longPart && holds(own, said))
  );
}

/** As whole words. */
function holds(text: string, part: string): boolean {
  return part !== "" && ` ${text} `.includes(` ${part} `);
}

const shortestPart = 6;
/** Models shorten names. */
const longPart = 12;
const quoted = /(["'`]).+?\1/g;
