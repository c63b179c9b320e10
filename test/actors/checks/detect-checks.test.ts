import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { detectChecks } from "../../../src/actors/checks/detect-checks.js";

const folders: string[] = [];

async function detected(files: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "detect-checks-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return (await detectChecks(folder)).map(({ name, command, when }) => `${name}: ${command} (${when})`);
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

const scripts = (...names: string[]) =>
  JSON.stringify({ scripts: Object.fromEntries(names.map((name) => [name, "true"])) });

describe("detectChecks", () => {
  it("takes the scripts typecheck, lint, test and build, the build only for the finished tree", async () => {
    expect(await detected({ "package.json": scripts("build", "dev", "lint", "test", "typecheck") })).toEqual([
      "typecheck: npm run typecheck (task)",
      "lint: npm run lint (task)",
      "test: npm run test (task)",
      "build: npm run build (final)",
    ]);
  });

  it("gives every check ten minutes", async () => {
    const folder = await mkdtemp(join(tmpdir(), "detect-checks-"));
    folders.push(folder);
    await writeFile(join(folder, "package.json"), scripts("test"));
    expect(await detectChecks(folder)).toEqual([
      { name: "test", command: "npm run test", timeoutSeconds: 600, when: "task" },
    ]);
  });

  it.each([
    ["package-lock.json", "npm"],
    ["pnpm-lock.yaml", "pnpm"],
    ["yarn.lock", "yarn"],
    ["bun.lock", "bun"],
    ["bun.lockb", "bun"],
  ])("tells by %s that the package manager is %s", async (lockfile, manager) => {
    const files = { "package.json": scripts("test"), [lockfile]: "" };
    expect(await detected(files)).toEqual([`test: ${manager} run test (task)`]);
  });

  it("leaves the test script out that npm puts into every new project", async () => {
    const test = 'echo "Error: no test specified" && exit 1';
    expect(await detected({ "package.json": JSON.stringify({ scripts: { test } }) })).toEqual([]);
  });

  it.each(["{ broken", "null", "[]", '{"scripts": 3}', '{"scripts": {"test": 3, "lint": ""}}'])(
    "finds no script in the package.json %s",
    async (manifest) => {
      expect(await detected({ "package.json": manifest })).toEqual([]);
    },
  );

  it("runs tsc where it is installed and no script does", async () => {
    const typescript = { "tsconfig.json": "{}", "node_modules/.bin/tsc": "" };
    const command = `${join("node_modules", ".bin", "tsc")} --noEmit`;
    expect(await detected(typescript)).toEqual([`tsc: ${command} (task)`]);
    expect(await detected({ "tsconfig.json": "{}" })).toEqual([]);
    expect(await detected({ ...typescript, "package.json": scripts("typecheck") })).toEqual([
      "typecheck: npm run typecheck (task)",
    ]);
  });

  it("does not run tsc on a tsconfig.json that only refers to others, where it would check nothing", async () => {
    const config = '{ "files": [], "references": [{ "path": "./app" }] }';
    expect(await detected({ "tsconfig.json": config, "node_modules/.bin/tsc": "" })).toEqual([]);
  });

  it("takes every toolchain of a project that has several", async () => {
    expect(await detected({ "Cargo.toml": "", "go.mod": "", "package.json": scripts("test") })).toEqual([
      "test: npm run test (task)",
      "cargo check: cargo check --workspace (task)",
      "cargo test: cargo test --workspace --no-fail-fast (task)",
      "go vet: go vet ./... (task)",
      "go test: go test ./... (task)",
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ["pytest.ini", { "pytest.ini": "" }],
    ["conftest.py", { "conftest.py": "" }],
    ["a pyproject.toml that names it", { "pyproject.toml": "[tool.pytest.ini_options]" }],
    ["a test file under tests", { "tests/unit/test_a.py": "" }],
  ])("runs pytest for %s", async (_, files) => {
    expect(await detected(files)).toEqual(["pytest: pytest (task)"]);
  });

  it("does not take any Python project for one with tests", async () => {
    expect(await detected({ "pyproject.toml": "[project]", "tests/helper.py": "" })).toEqual([]);
  });

  it("runs make test only where nothing else was found", async () => {
    const Makefile = "build:\n\ttrue\ntest: build\n\ttrue\n";
    expect(await detected({ Makefile })).toEqual(["make test: make test (task)"]);
    expect(await detected({ Makefile, "package.json": scripts("lint") })).toEqual([
      "lint: npm run lint (task)",
    ]);
    expect(await detected({ Makefile: "test := 1\nbuild:\n\ttrue\n" })).toEqual([]);
  });

  it("finds nothing in an empty folder", async () => {
    expect(await detected({})).toEqual([]);
  });

  it("takes only scripts that do something, and takes what else stands there for nothing", async () => {
    const manifest = (scripts: unknown) => ({ "package.json": JSON.stringify({ scripts }) });
    expect(await detected(manifest({ typecheck: 5, lint: "eslint .", test: "  ", build: "" }))).toEqual([
      "lint: npm run lint (task)",
    ]);
    for (const scripts of [null, "test", ["test"], 5]) expect(await detected(manifest(scripts))).toEqual([]);
  });

  it("takes no compiler for a check where nothing says what it compiles", async () => {
    const compiler = { "node_modules/.bin/tsc": "" };
    expect(await detected(compiler)).toEqual([]);
    for (const config of ['{"files":[]}', '{ "files" : [ ] }', '{ "files": [\n] }', '{"files"  :\t[]}']) {
      expect(await detected({ ...compiler, "tsconfig.json": config })).toEqual([]);
    }
    for (const config of ["{}", '{ "files": ["a.ts"] }']) {
      expect(await detected({ ...compiler, "tsconfig.json": config })).toHaveLength(1);
    }
  });

  it.each([
    ["tests/test_cart.py", true],
    ["tests/unit/test_cart.py", true],
    ["tests/test_cart.pyc", false],
    ["tests/my_test_cart.py", false],
    ["tests/cart.py", false],
  ])("finds pytest by %s: %s", async (file, isFound) => {
    expect(await detected({ [file]: "" })).toEqual(isFound ? ["pytest: pytest (task)"] : []);
  });

  it.each([
    ["test:\n\tgo test", true],
    ["all: test\ntest : build", true],
    ["test::", true],
    ["latest: build", false],
    ["test-all: build", false],
    ["test := all", false],
    ["\ttest: build", false],
  ])("finds the target in the makefile %j: %s", async (makefile, isFound) => {
    expect(await detected({ Makefile: makefile })).toEqual(isFound ? ["make test: make test (task)"] : []);
  });
});
