import { SaxesParser } from "saxes";
import { stripAnsi } from "../../../../contracts/error-fingerprint.js";
import { failureMessage } from "../failure-message.js";
import { type ResultReader, ResultsError } from "../result-reader.js";
import type { TestCase, TestReport } from "../test-report.js";

/** JUnit's XML as Surefire, Gradle, pytest, PHPUnit, CTest, bats, Bun, Deno, jest-junit and Vitest write it. */
export const readJunit: ResultReader = (text) => {
  if (!/<testsuites?[\s/>]/.test(text.slice(0, 4_000))) return undefined;
  const report: TestReport = { tests: [], crashes: [] };
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw new ResultsError(`the JUnit XML is cut or malformed: ${error.message}`, { cause: error });
  });
  parser.on("opentag", ({ name, attributes }) => {
    open.push({ name, attributes, words: "", endings: [], outputs: [] });
  });
  const addWords = (part: string) => {
    const element = open.at(-1);
    if (element && element.words.length < maxWords) element.words += part;
  };
  parser.on("text", addWords);
  parser.on("cdata", addWords);
  parser.on("closetag", () => {
    const element = open.pop();
    if (element?.name === "testcase") addCase(report, element, open);
    else if (element?.name.startsWith("testsuite")) addCrashes(report, element);
    else if (element && isEnding(element.name)) open.at(-1)?.endings.push(element);
    else if (element?.name === "system-out") open.at(-1)?.outputs.push(element.words);
  });
  parser.write(withoutControls(text)).close();
  return report;
};

/** XML has no place for most control characters, and tools write colours all the same. */
function withoutControls(text: string): string {
  return stripAnsi(text.trimStart())
    .replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (entity, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code >= 32 || code === 9 || code === 10 || code === 13 ? entity : "";
    })
    .replace(controls, "");
}

const controls = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

const maxWords = 40_000;

interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  words: string;
  /** The failures, errors and skips directly in it. */
  endings: Element[];
  /** What was printed meanwhile. */
  outputs: string[];
}

function isEnding(name: string): boolean {
  return name === "failure" || name === "error" || name === "skipped";
}

function addCrashes(report: TestReport, { attributes, endings }: Element): void {
  for (const ending of endings.filter(({ name }) => name !== "skipped")) {
    report.crashes.push({
      package: attributes.package,
      file: attributes.file,
      message: messageOf(ending, []),
    });
  }
}

function addCase(
  report: TestReport,
  { attributes, endings, outputs }: Element,
  parents: readonly Element[],
): void {
  const suites = parents.filter(({ name }) => name === "testsuite").map((suite) => suite.attributes);
  const { name = "", classname = "" } = attributes;
  const file =
    attributes.file ??
    suites.findLast((suite) => suite.file)?.file ??
    [classname, suites.at(-1)?.name ?? ""].find(isFile);
  const failure = endings.find((ending) => ending.name !== "skipped");
  if (failure && isWholeFile(attributes, suites.at(-1), failure)) {
    report.crashes.push({ file: file ?? name, message: messageOf(failure, outputs) });
    return;
  }
  const status = statusOf(attributes, endings);
  report.tests.push({
    package: suites.findLast((suite) => suite.package)?.package,
    file,
    suite: suiteOf(classname, name, suites),
    name,
    status,
    ...(status === "failed" && { message: messageOf(failure ?? endings[0], outputs) }),
  });
}

/** pytest writes a file that it could not collect as a test without a class, Vitest as one named like its suite. */
function isWholeFile(
  testcase: Element["attributes"],
  suite: Element["attributes"] | undefined,
  failure: Element,
) {
  const { name, classname } = testcase;
  if (name === undefined) return true;
  if (classname === "" && failure.attributes.message === "collection failure") return true;
  return name === classname && name === suite?.name && isFile(name);
}

/** CTest calls a test whose program is missing skipped, and fails; those that skip themselves name their property. */
function statusOf({ status }: Element["attributes"], endings: readonly Element[]): TestCase["status"] {
  if (endings.some(({ name }) => name !== "skipped")) return "failed";
  const skip = endings[0];
  if (status === "notrun" && !/^SKIP_/.test(skip?.attributes.message ?? "")) return "failed";
  return skip || status === "disabled" ? "skipped" : "passed";
}

/** Bun names the suites in `classname` from the inside, so its own elements are read. */
function suiteOf(
  classname: string,
  name: string,
  suites: readonly Element["attributes"][],
): string | undefined {
  if (classname !== "" && classname !== name && !isFile(classname) && !classname.includes(" > "))
    return classname;
  const names = suites
    .map((suite) => suite.name ?? "")
    .filter((suite) => suite !== "" && suite !== "(empty)" && !isFile(suite));
  return names.join(" > ") || undefined;
}

function isFile(text: string): boolean {
  return /^(?:file:\/\/)?[^\s:]*[\w)\]]\.(?:[cm]?[jt]sx?|py|rb|php|bats|exs?|vue|svelte)$/.test(text);
}

/** The message of pytest's collection says nothing, PHPUnit's words begin with the test's name, CTest has none. */
function messageOf(ending: Element | undefined, outputs: readonly string[]): string {
  const { attributes, words = "" } = ending ?? {};
  const error = /^E {3,}(.*)$/m.exec(words)?.[1];
  const message = attributes?.message === "collection failure" ? error : attributes?.message;
  return failureMessage(message, words.replace(/^\s*[\w\\]+::\w.*\n/, ""), outputs.join("\n"));
}
