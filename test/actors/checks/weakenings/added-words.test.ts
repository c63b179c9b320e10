import { describe, expect, it, test } from "vitest";
import { addedWords } from "../../../../src/actors/checks/weakenings/added-words.js";

const anywhere = {
  "takes lines away from the type check": [
    "// @ts-nocheck",
    "// @ts-ignore",
    "// @ts-expect-error: later",
    "x = f()  # type: ignore",
    "x = f()  # pyright: ignore",
  ],
  "takes lines away from the linter": [
    "/* eslint-disable no-undef */",
    "// oxlint-disable-next-line",
    "# rubocop:disable all",
    "// biome-ignore lint/suspicious: why",
    "import os  # noqa: F401",
    "//nolint:errcheck",
    "#![allow(dead_code)]",
    '@SuppressWarnings("unchecked")',
    "int x; // NOLINT",
  ],
  "takes lines away from the coverage": ["/* c8 ignore next */", "x = 1  # pragma: no cover"],
  "behaves otherwise under test": [
    "if (process.env.NODE_TEST_CONTEXT) return 3;",
    "if (process.env.VITEST) return 3;",
    "if (process.env.VITEST_WORKER_ID) return 3;",
    "if 'PYTEST_CURRENT_TEST' in os.environ:",
    'if (process.env.NODE_ENV === "test") return 3;',
    "#[cfg(not(test))]",
    "if testing.Testing() {",
  ],
  "leaves a file out of the build": ["//go:build ignore", "// +build never"],
};

const inTests = {
  "skips a test": [
    'test.skip("a", () => {});',
    'it.todo("a");',
    'test.failing("a", () => {});',
    'xit("a", () => {});',
    'test("a", { skip: true }, () => {});',
    'test("a", { skip: "later" }, () => {});',
    "@Disabled",
    "@Ignore",
    "#[ignore]",
    "@pytest.mark.skipif(True)",
    "@pytest.mark.xfail",
    "pytest.skip('later')",
    "@unittest.skip('later')",
    't.Skip("later")',
    "$this->markTestSkipped();",
  ],
  "runs one test instead of all": [
    'test.only("a", () => {});',
    'fit("a", () => {});',
    'fdescribe("a", () => {});',
    'test("a", { only: true }, () => {});',
  ],
};

describe("of any file", () => {
  it.each(Object.entries(anywhere).flatMap(([does, lines]) => lines.map((line) => [line, does])))(
    "%s %s",
    (line, does) => {
      expect(addedWords("a\n", `a\n  ${line}\n`, false)).toEqual([does]);
    },
  );
});

describe("of a test", () => {
  it.each(Object.entries(inTests).flatMap(([does, lines]) => lines.map((line) => [line, does])))(
    "%s %s, and elsewhere it is everyday code",
    (line, does) => {
      expect(addedWords("a\n", `a\n  ${line}\n`, true)).toEqual([does]);
      expect(addedWords("a\n", `a\n  ${line}\n`, false)).toEqual([]);
    },
  );
});

test.each(["const skipped = 3;", "exit(1);", "profit(3);", "// nothing to see", "NODE_ENV=production"])(
  "%s is everyday code also in a test",
  (line) => {
    expect(addedWords("", line, true)).toEqual([]);
  },
);

test("words that were there before are not added, wherever they stand now", () => {
  expect(addedWords("// @ts-ignore\na\n", "a\n    // @ts-ignore\n", false)).toEqual([]);
});

test("each is told once", () => {
  expect(addedWords("", "// @ts-ignore\n// @ts-nocheck\nx # type: ignore\nx # noqa\n", false)).toEqual([
    "takes lines away from the type check",
    "takes lines away from the linter",
  ]);
});
