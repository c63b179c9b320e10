import { describe, expect, it, test } from "vitest";
import { guardedKind, ownersOf } from "../../../../src/actors/checks/weakenings/guarded-files.js";

const kinds = {
  test: [
    "src/sum.test.ts",
    "src/sum.spec.tsx",
    "src/button.cy.js",
    "sum_test.go",
    "test_sum.py",
    "sum_tests.py",
    "lib/sum_spec.rb",
    "test/sum_test.exs",
    "tests.py",
    "src/tests.rs",
    "src/test/java/SumTest.java",
    "src/SumIT.kt",
    "SumTests.swift",
    "Tests.cs",
    "SumTest.php",
    "sum.bats",
    "t/sum.t",
    "features/sum.feature",
    "scripts/run-tests.sh",
    "packages/a/__tests__/sum.js",
    "test/fixtures/numbers.json",
    "testdata/golden.txt",
    "e2e/login.ts",
    "src/__snapshots__/sum.test.ts.snap",
  ],
  configuration: [
    "vitest.config.ts",
    "vitest.workspace.json",
    "jest.config.cjs",
    "jest.setup.ts",
    "playwright.config.ts",
    "eslint.config.js",
    "packages/a/.eslintrc.json",
    ".eslintignore",
    ".mocharc.yml",
    ".env.test",
    "biome.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "turbo.json",
    "pnpm-workspace.yaml",
    "pytest.ini",
    "setup.cfg",
    "conftest.py",
    "tests/conftest.py",
    "ruff.toml",
    "Makefile",
    "rules.mk",
    "justfile",
    "Rakefile",
    ".rspec",
    ".rubocop.yml",
    "spec/spec_helper.rb",
    "test/test_helper.exs",
    "phpunit.xml.dist",
    "settings.gradle.kts",
    "Directory.Build.props",
    ".cargo/config.toml",
    "src/__mocks__/fs.js",
    "node_modules/jest/package.js",
  ],
  manifest: [
    "package.json",
    "packages/a/package.json",
    "test/fixture/package.json",
    "pyproject.toml",
    "Cargo.toml",
    "go.mod",
    "Gemfile",
    "pom.xml",
    "build.gradle.kts",
    "mix.exs",
    "CMakeLists.txt",
    "src/App.csproj",
  ],
} as const;

describe.each(Object.entries(kinds))("a %s", (kind, paths) => {
  it.each(paths)("is %s", (path) => {
    expect(guardedKind(path)).toBe(kind);
  });
});

test.each([
  "src/sum.ts",
  "src/latest.js",
  "src/contest.py",
  "src/attestation/index.ts",
  "src/Protest.java",
  "src/inspect/index.ts",
  "README.md",
  "docs/testing.md",
  "package-lock.json",
  "config.ts",
  "src/environment.ts",
])("a change of %s takes nothing away by its name", (path) => {
  expect(guardedKind(path)).toBeUndefined();
});

test.each<[path: string, owners: string[]]>([
  ["src/__snapshots__/sum.test.ts.snap", ["src/sum.test.ts"]],
  ["__snapshots__/sum.test.ts.snap", ["sum.test.ts"]],
  ["tests/__snapshots__/test_a.ambr", ["tests/test_a.py"]],
  ["e2e/login.spec.ts-snapshots/login-1-linux.png", ["e2e/login.spec.ts"]],
  ["test/snapshots/cart.js.snap", ["test/cart.js"]],
  ["test/cart.test.js.snapshot", ["test/cart.test.js"]],
  ["src/snapshots/shop__cart__adds.snap", ["src/cart.rs", "src/lib.rs"]],
  ["src/sum.snap", []],
  ["src/sum.test.ts", []],
])("%s belongs to %j", (path, owners) => {
  expect(ownersOf(path)).toEqual(owners);
});
