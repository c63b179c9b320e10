import { expect, test } from "vitest";
import { changedParts } from "../../../../src/actors/checks/weakenings/manifest-parts.js";

const json = (value: object) => JSON.stringify(value);

test.each<[title: string, name: string, before: object, after: object, parts: string[]]>([
  [
    "a script that is changed",
    "package.json",
    { scripts: { test: "vitest run" } },
    { scripts: { test: "true" } },
    ["scripts.test"],
  ],
  ["a script that is gone", "package.json", { scripts: { test: "vitest run" } }, {}, ["scripts.test"]],
  [
    "a script that runs before one that is there",
    "package.json",
    { scripts: { test: "a" } },
    { scripts: { test: "a", pretest: "b" } },
    ["scripts.pretest"],
  ],
  ["a new script", "package.json", { scripts: { test: "a" } }, { scripts: { test: "a", prepare: "b" } }, []],
  [
    "a runner's configuration",
    "package.json",
    { jest: {} },
    { jest: { testPathIgnorePatterns: ["a"] } },
    ["jest"],
  ],
  [
    "what the package is",
    "package.json",
    { name: "a", version: "1.0.0", files: ["a"] },
    { name: "b", version: "2.0.0", main: "b.js" },
    [],
  ],
  [
    "another version of a dependency",
    "package.json",
    { devDependencies: { vitest: "^1" } },
    { devDependencies: { vitest: "^2", ms: "*" } },
    [],
  ],
  [
    "a dependency that comes from the project",
    "package.json",
    { devDependencies: { vitest: "^1" } },
    { devDependencies: { vitest: "file:./fake" } },
    ["devDependencies.vitest"],
  ],
  [
    "a dependency under another's name",
    "package.json",
    { dependencies: {} },
    { dependencies: { chai: "npm:my-chai@1" } },
    ["dependencies.chai"],
  ],
  ["how its modules are read", "package.json", {}, { type: "module" }, ["type"]],
  [
    "a task of deno",
    "deno.jsonc",
    { tasks: { test: "deno test" } },
    { tasks: { test: "true" } },
    ["tasks.test"],
  ],
  [
    "composer's scripts",
    "composer.json",
    { scripts: { test: "phpunit" } },
    { scripts: { test: "true" }, require: { a: "1" } },
    ["scripts.test"],
  ],
])("%s", (_, name, before, after, parts) => {
  expect(changedParts(name, json(before), json(after))).toEqual(parts);
});

test("the order and the layout of a JSON do not matter, nor comments", () => {
  const before = '{ "scripts": { "test": "a" } }';
  expect(changedParts("deno.jsonc", before, '\uFEFF// why\n{\n  "scripts": { "test": "a", }\n}')).toEqual([]);
});

test.each<[title: string, before: string, after: string, parts: string[]]>([
  [
    "dependencies and versions",
    '[package]\nversion = "1"\n[dependencies]\na = "1"',
    '[package]\nversion = "2"\n[dependencies]\nb = "1"',
    [],
  ],
  [
    "comments and blank lines",
    "[tool.ruff]\nline-length = 80",
    "# why\n[tool.ruff]\n\nline-length = 80 # long",
    [],
  ],
  [
    "a section that is changed",
    '[tool.pytest.ini_options]\ntestpaths = ["tests"]',
    '[tool.pytest.ini_options]\ntestpaths = ["tests/a"]',
    ["[tool.pytest.ini_options]"],
  ],
  ["a section that is new", "[package]", "[package]\n[[test]]\nname = 'a'\nharness = false", ["[[test]]"]],
  ["a section that is gone", "[tool.mypy]\nstrict = true", "", ["[tool.mypy]"]],
  ["scripts of a project", '[project.scripts]\na = "b"', '[project.scripts]\na = "c"', ["[project.scripts]"]],
])("%s of a TOML", (_, before, after, parts) => {
  expect(changedParts("pyproject.toml", before, after)).toEqual(parts);
});

test.each<[name: string, before: string, after: string, parts: string[]]>([
  ["go.mod", "require a.org/b v1.0.0", "require a.org/b v1.1.0", []],
  ["go.mod", "module a", "module a\nreplace a.org/b => ./b", ["replace a.org/b => ./b"]],
  ["CMakeLists.txt", "add_test(NAME a COMMAND a)\nproject(a)", "project(b)", ["add_test(NAME a COMMAND a)"]],
  ["pom.xml", "<plugin/>", "<plugin/>\n<skipTests>true</skipTests>", ["<skipTests>true</skipTests>"]],
])("a line of %s that speaks of the checks, or does not", (name, before, after, parts) => {
  expect(changedParts(name, before, after)).toEqual(parts);
});

test("at most three lines are named", () => {
  const lines = ["a", "b", "c", "d"].map((name) => `add_test(${name})`).join("\n");
  expect(changedParts("CMakeLists.txt", lines, "")).toHaveLength(3);
});

test("a manifest that is gone or cannot be read is changed as a whole", () => {
  expect(changedParts("package.json", "{}", undefined)).toEqual(["all of it"]);
  expect(changedParts("package.json", "{}", "")).toEqual(["all of it"]);
  expect(changedParts("package.json", "", "")).toEqual([]);
});
