import { describe, expect, test } from "vitest";
import { filesAt, manifest, type RelatedCase, relatedIn } from "./related-in.js";

interface Row extends RelatedCase {
  title: string;
  runs: string | undefined;
}

const javascript: [string, string][] = [
  ["src/a.js", 'import "./deep.js";'],
  ["src/b.js", ""],
  ["src/deep.js", ""],
  ["test/a.test.js", 'import "../src/a.js";'],
  ["test/b.test.js", 'import "../src/b.js";'],
  ["test/c.test.js", ""],
];
const scripts = (test: string, other: Record<string, string> = {}) =>
  filesAt(manifest({ test, ...other }), "node_modules/.bin/tool", ...javascript);

const vitest: Row[] = [
  {
    title: "a script of vitest alone becomes vitest related with the script's options",
    files: scripts("cross-env A=1 vitest run --silent --coverage"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: 'PATH="$PWD/node_modules/.bin:$PATH" cross-env A=1 vitest related --run --coverage.enabled=false src/deep.js --silent',
  },
  {
    title: "a script that does more gets the test files by their imports",
    files: scripts("tsc && vitest run"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: "npm test -- --coverage.enabled=false test/a.test.js",
  },
  {
    title: "a script with a hook keeps it",
    files: scripts("vitest run", { pretest: "node build.js" }),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: "npm test -- --coverage.enabled=false test/a.test.js",
  },
  {
    title: "a command of its own is changed in place",
    files: scripts(""),
    command: "tsc && npx vitest run --silent && echo done",
    changed: ["src/deep.js"],
    runs: "tsc && npx vitest related --run --coverage.enabled=false src/deep.js --silent && echo done",
  },
  {
    title:
      "what imported a deleted file is followed in its place, and a bare vitest takes the command as an argument",
    files: filesAt(manifest({ test: "vitest" }), ["src/a.js", 'import "./gone.js"'], ...javascript.slice(1)),
    command: "npm test",
    changed: ["src/gone.js"],
    runs: "npm test -- related --run --coverage.enabled=false src/a.js",
  },
  {
    title: "a package's script runs in its folder",
    files: filesAt(
      "node_modules/.bin/vitest",
      ["packages/a/package.json", '{"scripts":{"test":"vitest run"}}'],
      ...javascript.map(([path, text]): [string, string] => [`packages/a/${path}`, text]),
    ),
    command: "cd packages/a && npm test",
    changed: ["packages/a/src/b.js"],
    runs: 'cd packages/a && PATH="$PWD/../../node_modules/.bin:$PATH" vitest related --run --coverage.enabled=false src/b.js',
  },
  {
    title: "a command that names its tests is left alone",
    files: scripts("vitest run test/unit"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: undefined,
  },
  {
    title: "variables of the shell are not resolved",
    files: scripts("vitest run --project $PROJECT"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: "npm test -- --coverage.enabled=false test/a.test.js",
  },
];

const jest: Row[] = [
  {
    title: "changed files are added with coverage off",
    files: scripts("eslint . && jest --coverage --ci"),
    command: "npm test",
    changed: ["src/deep.js", "README.md"],
    runs: "npm test -- --passWithNoTests --coverage=false --findRelatedTests src/deep.js",
  },
  {
    title: "of yarn, too, and a renamed file is followed by both of its names",
    files: filesAt(manifest({ test: "react-scripts test" }), ...javascript, "src/new.js", [
      "src/b.js",
      'import "./old.js"; import "./new.js";',
    ]),
    command: "yarn test",
    changed: ["src/new.js", "src/old.js"],
    runs: "yarn test --passWithNoTests --coverage=false --findRelatedTests src/b.js src/new.js",
  },
  {
    title: "a pattern of its own is left alone",
    files: scripts("jest unit"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: undefined,
  },
  {
    title: "a script that arguments do not reach runs as a whole",
    files: scripts("jest && eslint ."),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: undefined,
  },
];

const node: Row[] = [
  {
    title: "related files take the place of a glob and its coverage",
    files: scripts("node --import tsx --test --experimental-test-coverage 'test/**/*.test.js'"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: 'PATH="$PWD/node_modules/.bin:$PATH" node --import tsx --test test/a.test.js',
  },
  {
    title: "without a name they are found as node finds them",
    files: scripts("node --test"),
    command: "npm test",
    changed: ["test/c.test.js"],
    runs: "npm test -- test/c.test.js",
  },
  {
    title: "a test that the command does not name is not run",
    files: scripts("node --test test/b.test.js test/c.test.js"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: undefined,
  },
  {
    title: "an option that may take a value leaves it alone",
    files: scripts("node --test --unheard-of test"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: undefined,
  },
  {
    title: "a glob that the shell expands in another way leaves it alone",
    files: scripts("node --test test/**/*.test.js"),
    command: "npm test",
    changed: ["src/deep.js"],
    runs: undefined,
  },
];

const mocha: Row[] = [
  {
    title: "related files take the place of what is named",
    files: scripts("mocha --timeout 5000 test/*.test.js"),
    command: "npm test",
    changed: ["src/b.js"],
    runs: 'PATH="$PWD/node_modules/.bin:$PATH" mocha --timeout 5000 test/b.test.js',
  },
  {
    title: "without a name they are those of the folder test",
    files: scripts("mocha"),
    command: "npm test",
    changed: ["src/b.js"],
    runs: "npm test -- test/b.test.js",
  },
  {
    title: "a configuration that names the tests is left alone",
    files: { ...scripts("mocha"), ".mocharc.yml": "spec: test/*.js\n" },
    command: "npm test",
    changed: ["src/b.js"],
    runs: undefined,
  },
];

const python = filesAt(
  ["app/shop/cart.py", "from .price import total\n"],
  ["app/shop/price.py", "import math, decimal\n"],
  ["app/shop/user.py", ""],
  "app/shop/__init__.py",
  ["tests/test_cart.py", "from app.shop import (\n    cart,  # the cart\n)\n"],
  ["tests/test_user.py", "import app.shop.user as user\n"],
  ["tests/test_other.py", "import pytest\n"],
  ["tests/test_more.py", "import pytest\n"],
);

const pytest: Row[] = [
  {
    title: "tests that import a module through others are added",
    files: python,
    command: "uv run pytest -q",
    changed: ["app/shop/price.py"],
    runs: "uv run pytest -q tests/test_cart.py",
  },
  {
    title: "they take the place of a folder, without coverage",
    files: { ...python, "setup.cfg": "[tool:pytest]\naddopts = --cov=app --cov-fail-under=90\n" },
    command: "python -m pytest tests -k 'not slow'",
    changed: ["app/shop/user.py"],
    runs: "python -m pytest -k 'not slow' --no-cov tests/test_user.py",
  },
  {
    title: "importers of a deleted module are related",
    files: { ...python, "tests/test_more.py": "from app.shop import gone\n" },
    command: "pytest",
    changed: ["app/shop/gone.py"],
    runs: "pytest tests/test_more.py",
  },
  {
    title: "tests outside of the configured folders are not run",
    files: {
      ...python,
      "pyproject.toml": '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
      "it/test_it.py": "",
    },
    command: "pytest",
    changed: ["it/test_it.py"],
    runs: undefined,
  },
  {
    title: "a configuration with other names of tests leaves it alone",
    files: { ...python, "pytest.ini": "[pytest]\npython_files = check_*.py\n" },
    command: "pytest",
    changed: ["app/shop/price.py"],
    runs: undefined,
  },
];

const modules = filesAt(
  ["go.mod", "module example.com/m\n"],
  "a/a.go",
  "a/a_test.go",
  "a/testdata/in.txt",
  "b/b.go",
  "b/b_test.go",
  "c/c.go",
  ["other/go.mod", "module example.com/other\n"],
  "other/o.go",
  "other/o_test.go",
);

const go: Row[] = [
  {
    title: "packages of changed files and of their test data take the place of all",
    files: modules,
    command: "go test -race -count 1 ./...",
    changed: ["a/testdata/in.txt", "c/c.go", "other/o.go"],
    runs: "go test -race -count 1 ./a",
  },
  {
    title: "a package without tests leads to none",
    files: modules,
    command: "go vet ./... && go test ./...",
    changed: ["c/c.go"],
    runs: undefined,
  },
];

const crates = filesAt(
  ["Cargo.toml", '[workspace]\nmembers = ["a", "b"]\n'],
  ["a/Cargo.toml", '[package]\nversion = "1.0.0"\nname = "first"\n'],
  ["b/Cargo.toml", '[package]\nname = "second"\n'],
);

const cargo: Row[] = [
  {
    title: "the package takes the place of the workspace",
    files: crates,
    command: "cargo test --workspace -- --nocapture",
    changed: ["a/src/lib.rs"],
    runs: "cargo test -p first -- --nocapture",
  },
  {
    title: "of a virtual workspace the package is named",
    files: crates,
    command: "cargo test",
    changed: ["b/tests/all.rs"],
    runs: "cargo test -p second",
  },
  {
    title: "a single package runs as a whole",
    files: filesAt(["Cargo.toml", '[package]\nname = "only"\n']),
    command: "cargo test --workspace",
    changed: ["src/lib.rs"],
    runs: undefined,
  },
];

const ruby = filesAt(
  "lib/shop/cart.rb",
  "app/models/user.rb",
  "spec/shop/cart_spec.rb",
  "spec/models/user_spec.rb",
  "spec/other_spec.rb",
  "spec/more_spec.rb",
  "test/models/user_test.rb",
  "test/shop/cart_test.rb",
  "test/more_test.rb",
  "test/other_test.rb",
);

const byName: Row[] = [
  {
    title: "rspec runs the specs of changed files",
    files: ruby,
    command: "bundle exec rspec --format progress",
    changed: ["lib/shop/cart.rb", "spec/other_spec.rb"],
    runs: "bundle exec rspec --format progress spec/other_spec.rb spec/shop/cart_spec.rb",
  },
  {
    title: "rails test runs the tests of changed files",
    files: ruby,
    command: "bin/rails test",
    changed: ["app/models/user.rb"],
    runs: "bin/rails test test/models/user_test.rb",
  },
  {
    title: "rake test runs the tests of changed files",
    files: ruby,
    command: "bundle exec rake test",
    changed: ["app/models/user.rb", "lib/shop/cart.rb"],
    runs: "bundle exec rake test 'TEST={test/models/user_test.rb,test/shop/cart_test.rb}'",
  },
  {
    title: "PHPUnit runs the test of a changed file",
    files: filesAt("src/Cart.php", "tests/Unit/CartTest.php", "tests/Unit/UserTest.php"),
    command: "vendor/bin/phpunit --colors=never",
    changed: ["src/Cart.php"],
    runs: "vendor/bin/phpunit --colors=never tests/Unit/CartTest.php",
  },
];

describe.each(Object.entries({ vitest, jest, node, mocha, pytest, go, cargo, "by name": byName }))(
  "%s",
  (_, rows) => {
    test.each(rows)("$title", async ({ runs, ...given }) => {
      expect(await relatedIn(given)).toBe(runs);
    });
  },
);
