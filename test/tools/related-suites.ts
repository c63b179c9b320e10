/** A project with four test files of one test each, of which one leads to a source file through another. */
export interface RelatedSuite {
  name: string;
  command: string;
  packages?: string[];
  files: Record<string, string>;
  /** A source file, a text of it that makes its test fail, and that test's name. */
  source: string;
  broken: string;
  related: string;
  /** The runner does not name tests that pass. */
  areUnnamed?: true;
  /** A source file that nothing needs. */
  unrelated: string;
  renamed: { from: string; to: string; test: string };
}

interface JavaScript {
  name: string;
  script: string;
  scripts?: Record<string, string>;
  packages?: string[];
  /** What a test file begins with. */
  head: string;
  files?: Record<string, string>;
}

function javascript({ name, script, scripts = {}, packages, head, files = {} }: JavaScript): RelatedSuite {
  const of = (test: string, source: string) =>
    `${head}const { value } = require("../src/${source}.js");\ntest("${test}works", () => { if (value !== 1) throw new Error("it is " + value); });\n`;
  return {
    name,
    command: "npm test",
    ...(packages ? { packages } : {}),
    files: {
      "package.json": JSON.stringify({ scripts: { test: script, ...scripts } }),
      "src/a.js": 'exports.value = require("./deep.js").value;\n',
      "src/deep.js": "exports.value = 1;\n",
      "src/b.js": "exports.value = 1;\n",
      "src/lonely.js": "exports.value = 1;\n",
      "test/a.test.js": of("a", "a"),
      "test/b.test.js": of("b", "b"),
      "test/c.test.js": of("c", "b"),
      "test/d.test.js": of("d", "b"),
      ...files,
    },
    source: "src/deep.js",
    broken: "exports.value = 2;\n",
    related: "aworks",
    unrelated: "src/lonely.js",
    renamed: { from: "test/d.test.js", to: "test/e.test.js", test: "dworks" },
  };
}

/** As modules, since vitest does not see what `require` brings. */
function modules(suite: RelatedSuite): RelatedSuite {
  const text = (source: string) =>
    source
      .replace(/const \{ value \} = require\((.*?)\);/, "import { value } from $1;")
      .replace(/exports\.value = require\((.*?)\)\.value;/, "export { value } from $1;")
      .replace(/exports\.value =/, "export const value =");
  const files = Object.entries(suite.files).map(([file, source]) => [
    file,
    file === "package.json" ? JSON.stringify({ ...JSON.parse(source), type: "module" }) : text(source),
  ]);
  return { ...suite, files: Object.fromEntries(files), broken: text(suite.broken) };
}

const vitest = { packages: ["vitest"], head: 'import { test } from "vitest";\n' };
/** A part of the tests would not reach it. */
const jestConfig =
  "module.exports = { collectCoverageFrom: ['src/**'], coverageThreshold: { global: { lines: 100 } } };\n";

const python = (test: string, module: string) =>
  `from shop import ${module}\n\n\ndef test_${test}works():\n    assert ${module}.value == 1\n`;
const go = (name: string, value: number) => `package ${name}\n\nconst Value = ${value}\n`;
const goTest = (name: string) =>
  `package ${name}\n\nimport "testing"\n\nfunc Test${name.toUpperCase()}works(t *testing.T) {\n\tif Value != 1 {\n\t\tt.Fatal(Value)\n\t}\n}\n`;
const rust = (name: string, value: number) =>
  `pub const VALUE: i32 = ${value};\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn ${name}works() {\n        assert_eq!(super::VALUE, 1);\n    }\n}\n`;
const crate = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`;

const source = (value: number) => `VALUE = ${value}\n`;
const spec = (test: string, file: string) =>
  `RSpec.describe "shop" do\n  it("${test}works") { load "lib/${file}.rb"; expect(VALUE).to eq 1 }\nend\n`;
const unit = (test: string, file: string) =>
  `require "minitest/autorun"\nclass ${test.toUpperCase()}Test < Minitest::Test\n  def test_${test}works\n    load "lib/${file}.rb"\n    assert_equal 1, VALUE\n  end\nend\n`;

/** Tests are found by their names. */
function ruby(name: string, { folder, ending, text, more = {} }: Ruby): RelatedSuite {
  const names = ["a", "b", "c", "d"];
  return {
    name,
    command: name,
    files: {
      ...Object.fromEntries(names.map((file) => [`lib/${file}.rb`, source(1)])),
      ...Object.fromEntries(names.map((file) => [`${folder}/${file}_${ending}.rb`, text(file, file)])),
      "lib/lonely.rb": source(1),
      ...more,
    },
    source: "lib/a.rb",
    broken: source(2),
    related: "aworks",
    unrelated: "lib/lonely.rb",
    renamed: { from: `${folder}/d_${ending}.rb`, to: `${folder}/e_${ending}.rb`, test: "dworks" },
  };
}

interface Ruby {
  folder: string;
  ending: string;
  text(test: string, file: string): string;
  more?: Record<string, string>;
}

const rakefile =
  'require "rake/testtask"\nRake::TestTask.new(:test) { |task| task.pattern = "test/**/*_test.rb" }\n';

export const suites: RelatedSuite[] = [
  ruby("rspec", { folder: "spec", ending: "spec", text: spec }),
  {
    ...ruby("rake test", { folder: "test", ending: "test", text: unit, more: { Rakefile: rakefile } }),
    areUnnamed: true,
  },
  modules(javascript({ ...vitest, name: "vitest", script: "vitest run" })),
  modules(
    javascript({
      ...vitest,
      name: "vitest behind another command",
      script: "node --version && vitest run",
    }),
  ),
  javascript({
    name: "jest",
    packages: ["jest"],
    head: "",
    script: "jest --coverage",
    files: { "jest.config.js": jestConfig },
  }),
  javascript({
    name: "mocha",
    packages: ["mocha"],
    head: "const test = it;\n",
    script: "mocha test/*.test.js",
  }),
  javascript({
    name: "node",
    head: 'const { test } = require("node:test");\n',
    script: "node --test test/*.test.js",
  }),
  {
    name: "pytest",
    command: "pytest -q tests",
    files: {
      "pytest.ini": "[pytest]\npythonpath = src\n",
      "src/shop/__init__.py": "",
      "src/shop/a.py": "from .deep import value as value\n",
      "src/shop/deep.py": "value = 1\n",
      "src/shop/b.py": "value = 1\n",
      "src/shop/lonely.py": "value = 1\n",
      "tests/test_a.py": python("a", "a"),
      "tests/test_b.py": python("b", "b"),
      "tests/test_c.py": python("c", "b"),
      "tests/test_d.py": python("d", "b"),
    },
    source: "src/shop/deep.py",
    broken: "value = 2\n",
    related: "aworks",
    unrelated: "src/shop/lonely.py",
    renamed: { from: "tests/test_d.py", to: "tests/test_e.py", test: "dworks" },
  },
  {
    name: "go",
    command: "go test ./...",
    files: {
      "go.mod": "module example.com/shop\n\ngo 1.18\n",
      ...Object.fromEntries(["a", "b", "c", "d"].map((name) => [`${name}/${name}.go`, go(name, 1)])),
      ...Object.fromEntries(["a", "b", "c", "d"].map((name) => [`${name}/${name}_test.go`, goTest(name)])),
      "lonely/lonely.go": go("lonely", 1),
    },
    source: "a/a.go",
    broken: go("a", 2),
    related: "aworks",
    unrelated: "lonely/lonely.go",
    renamed: { from: "d/d_test.go", to: "d/e_test.go", test: "dworks" },
  },
  {
    name: "cargo",
    command: "cargo test --workspace",
    files: {
      "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["a", "b", "c", "lonely"]\n',
      "a/Cargo.toml": crate("a"),
      "a/src/lib.rs": rust("a", 1),
      "b/Cargo.toml": crate("b"),
      "b/src/lib.rs": "",
      "b/tests/old.rs": "#[test]\nfn dworks() {}\n",
      "c/Cargo.toml": crate("c"),
      "c/src/lib.rs": rust("c", 1),
      "lonely/Cargo.toml": crate("lonely"),
      "lonely/src/lib.rs": "",
      "lonely/src/unused.rs": "",
    },
    source: "a/src/lib.rs",
    broken: rust("a", 2),
    related: "aworks",
    unrelated: "lonely/src/unused.rs",
    renamed: { from: "b/tests/old.rs", to: "b/tests/new.rs", test: "dworks" },
  },
];
