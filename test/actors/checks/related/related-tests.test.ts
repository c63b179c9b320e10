import { expect, test } from "vitest";
import { isEarlyFailure } from "../../../../src/actors/checks/related/early-failure.js";
import type { CheckResult } from "../../../../src/contracts/check.js";
import { filesAt, manifest, relatedIn } from "./related-in.js";

const suite = filesAt(
  manifest({ test: "node --test" }),
  "src/a.js",
  ["test/a.test.js", 'require("../src/a")'],
  ["test/b.test.js", ""],
);
const inSuite = (changed: string[], more: Record<string, string> = {}, command = "npm test") =>
  relatedIn({ files: { ...suite, ...more }, command, changed });

test("a changed source file leads to the tests that import it", async () => {
  expect(await inSuite(["src/a.js", "docs/a.md"])).toBe("npm test -- test/a.test.js");
});

test.each([
  "package.json",
  "package-lock.json",
  "pnpm-lock.yaml",
  "tsconfig.build.json",
  "vitest.config.ts",
  "eslint.config.js",
  ".babelrc",
  ".env.test",
  "packages/a/go.mod",
  "pyproject.toml",
  "tests/conftest.py",
  "Cargo.lock",
  "spec/spec_helper.rb",
])("where %s changed, too, the whole check runs", async (file) => {
  expect(await inSuite(["src/a.js", file])).toBeUndefined();
});

test("no changed file that a test imports is no related test", async () => {
  expect(await inSuite(["docs/a.md"])).toBeUndefined();
  expect(await inSuite(["src/new.js"], { "src/new.js": "" })).toBeUndefined();
});

test("more than half of the tests are run as a whole", async () => {
  expect(await inSuite(["src/a.js"], { "test/b.test.js": 'require("../src/a")' })).toBeUndefined();
});

test("more than fifty changed files are run as a whole", async () => {
  const many = Array.from({ length: 51 }, (_, at) => `src/a${at}.js`);
  expect(await inSuite(["src/a.js", ...many])).toBeUndefined();
});

test("a file whose name a runner takes for a pattern leads to no test", async () => {
  const file = "src/[id].js";
  const files = { [file]: "", "test/b.test.js": 'require("../src/[id].js")' };
  expect(await inSuite([file], files)).toBeUndefined();
});

test.each([
  ["of two runners", "npm test && npx jest"],
  ["in a workspace", "npm test --workspaces && npm test"],
  ["whose output goes elsewhere", "node --test | tee log"],
  ["of a runner that cannot select", "npx ava"],
])("a check %s runs as a whole", async (_, command) => {
  expect(await inSuite(["src/a.js"], {}, command)).toBeUndefined();
});

test("imports are followed through index files, other endings, mocks and cycles", async () => {
  const files = {
    "src/leaf.ts": "",
    "src/index.ts": 'export * from "./leaf";\nimport("./ring.js");',
    "src/ring.ts": 'import ".";',
    "test/a.test.js": "vi.mock('../src/ring.js')",
  };
  expect(await inSuite(["src/leaf.ts"], files)).toBe("npm test -- test/a.test.js");
});

test("an early failure names a test that failed", () => {
  const error = { text: "a test failed", fingerprint: "f" };
  const failure: CheckResult = {
    name: "test",
    command: "npm test",
    exitCode: 1,
    outcome: "failed",
    runsTests: true,
    executed: 1,
    passed: 0,
    failed: 1,
    skipped: 0,
    seconds: 1,
    output: "",
    errors: [{ ...error, test: "adds" }],
  };
  expect(isEarlyFailure(failure)).toBe(true);
  expect(isEarlyFailure({ ...failure, errors: [error] })).toBe(false);
  expect(isEarlyFailure({ ...failure, failed: 0 })).toBe(false);
  expect(isEarlyFailure({ ...failure, failed: null })).toBe(false);
  for (const outcome of ["passed", "timedOut", "couldNotRun", "ranNothing", "cannotTell"] as const)
    expect(isEarlyFailure({ ...failure, outcome })).toBe(false);
});
