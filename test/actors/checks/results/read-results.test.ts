import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readResults, readResultText } from "../../../../src/actors/checks/results/read-results.js";
import { ResultsError } from "../../../../src/actors/checks/results/result-reader.js";
import { reportLines } from "./report-lines.js";

let worktree: string;

beforeEach(async () => {
  worktree = await mkdtemp(join(tmpdir(), "results-"));
});

afterEach(() => rm(worktree, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(worktree, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

const junit = (cases: string) => `<?xml version="1.0"?>\n<testsuite name="cart">${cases}</testsuite>\n`;
const own = '{"format":"orchestrator-results","version":1}\n';

test("several files are one report, in the order of their names", async () => {
  await write("out/b.xml", junit('<testcase name="removes"><failure message="got 1"/></testcase>'));
  await write("out/a.xml", junit('<testcase name="adds"/>'));

  expect(reportLines(await readResults(["out/*.xml"], worktree))).toEqual([
    "passed - | - | cart | adds",
    "failed - | - | cart | removes : got 1",
  ]);
});

test("a test's file is told relative to the worktree", async () => {
  const test = { file: join(worktree, "test/cart.test.js"), name: "adds", status: "passed" };
  await write("own.jsonl", `${own}${JSON.stringify({ test })}\n{"isEnd":true}\n`);

  expect(reportLines(await readResults(["own.jsonl"], worktree))).toEqual([
    "passed - | test/cart.test.js | - | adds",
  ]);
});

test("no file is no result", async () => {
  expect(await readResults(["none.xml", "out/**/*.xml"], worktree)).toBeUndefined();
});

test("a file that was there before the check began is no result of it", async () => {
  const file = await write("old.xml", junit('<testcase name="adds"/>'));
  await utimes(file, new Date(1_000), new Date(1_000));

  expect(await readResults(["*.xml"], worktree, 2_000)).toBeUndefined();
});

test("the reports of a build's modules name their module", async () => {
  await write("core/target/surefire-reports/TEST-shop.CartTest.xml", junit('<testcase name="adds"/>'));
  await write("web/build/test-results/test/TEST-shop.CartTest.xml", junit('<testcase name="adds"/>'));

  const report = await readResults(
    ["**/target/{surefire,failsafe}-reports/TEST-*.xml", "**/build/test-results/**/TEST-*.xml"],
    worktree,
  );

  expect(reportLines(report)).toEqual(["passed core | - | cart | adds", "passed web | - | cart | adds"]);
});

test.each([
  ["XML that ends early", "cut.xml", junit('<testcase name="adds"/>').slice(0, -14)],
  [
    "XML with an entity of its own",
    "bomb.xml",
    `<!DOCTYPE x [<!ENTITY a "aaa">]>${junit('<testcase name="a">&a;</testcase>')}`,
  ],
  ["JSON that ends early", "cut.json", '{"numTotalTests":1,"testResults":[{"assertionResults":[{"ti'],
  ["a line that ends early", "cut.jsonl", `${own}{"test":{"name":"ad`],
  [
    "a line of go's that ends early",
    "go.jsonl",
    '{"Action":"run","Package":"shop","Test":"TestA"}\n{"Action":"pass","Pack',
  ],
  ["a format that nobody knows", "notes.txt", "all is well\n"],
])("%s is no result, and the error names the file", async (_, name, text) => {
  const file = await write(name, text);

  const reading = readResults([name], worktree);

  await expect(reading).rejects.toThrow(ResultsError);
  await expect(reading).rejects.toThrow(file);
});

test("a run that ended before its last test is told beside the tests that ended", async () => {
  const test = { name: "adds", status: "passed" };
  await write("own.jsonl", `${own}${JSON.stringify({ test })}\n`);

  expect(reportLines(await readResults(["own.jsonl"], worktree))).toEqual([
    "passed - | - | - | adds",
    "crash - | - : the test run ended before its last test",
  ]);
});

test.each([
  ["ok 1 - adds\n", "crash - | - : the TAP is not whole: no plan"],
  ["1..2\nok 1 - adds\n", "crash - | - : the TAP is not whole: incorrect number of tests"],
  ["1..2\nok 1 - adds\nBail out! no database\n", "crash - | - : the tests bailed out: no database"],
])("TAP that is not whole says so: %j", async (text, crash) => {
  expect(reportLines(await readResultText(text, worktree))).toEqual(["passed - | - | - | adds", crash]);
});

test("a test that is marked as skipped or to be done is neither passed nor failed", async () => {
  const text = "TAP version 14\n1..2\nok 1 - adds # SKIP later\nnot ok 2 - removes # TODO\n";

  expect(reportLines(await readResultText(text, worktree))).toEqual([
    "skipped - | - | - | adds",
    "skipped - | - | - | removes",
  ]);
});

test("what fails outside of a test is a crash", async () => {
  const text = `<testsuites><testsuite name="cart" package="shop" file="cart.py"><error message="no database"/></testsuite></testsuites>`;

  expect(reportLines(await readResultText(text, worktree))).toEqual(["crash shop | cart.py : no database"]);
});

test("a message is bounded, and without its stack and colours", async () => {
  const stack = "    at add (/home/me/shop/cart.js:1:1)";
  const long = "x".repeat(20_000);
  const text = junit(
    `<testcase name="a"><failure>Error: \u001b[31mgot&#x1b; 1\u001b[39m\n${stack}\n</failure></testcase>
     <testcase name="b"><failure message="${long}"/></testcase>`,
  );

  const messages = (await readResultText(text, worktree))?.tests.map(({ message }) => message);

  expect(messages).toEqual(["Error: got 1", long.slice(0, 10_000)]);
});
