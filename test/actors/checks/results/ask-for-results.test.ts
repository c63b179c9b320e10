import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { askForResults } from "../../../../src/actors/checks/results/ask-for-results.js";
import { readResults } from "../../../../src/actors/checks/results/read-results.js";
import { readScript } from "../../../../src/actors/checks/script/read-script.js";
import { reportLines } from "./report-lines.js";

let worktree: string;
let folder: string;

beforeEach(async () => {
  worktree = await realpath(await mkdtemp(join(tmpdir(), "asked-")));
  folder = join(worktree, ".results");
  await mkdir(folder);
});

afterEach(() => rm(worktree, { recursive: true }));

async function write(name: string, content: unknown): Promise<void> {
  const file = join(worktree, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
}

async function ask(command: string, env: Record<string, string> = {}) {
  const commands = await readScript(command, worktree);
  const request = askForResults({ command, commands, folder: "/private", worktree, env });
  return { ...request, command: request.command.replaceAll(/[^\s=]*\/(?=[\w-]+-reporter\.)/g, "") };
}

const jest = "--json --outputFile=/private/jest-0.json";

test.each([
  ["jest --ci", `jest --ci ${jest}`],
  ["npx jest && echo done", `npx jest ${jest} && echo done`],
  ["jest > log.txt", `jest > log.txt ${jest}`],
  ["jest | tee log.txt", `jest ${jest} | tee log.txt`],
  ["npm run unit", `npm run unit -- ${jest}`],
  ["npm run unit -- --ci", `npm run unit -- --ci ${jest}`],
  ["npm test", `npm test -- -- ${jest}`],
  ["pnpm unit", `pnpm unit ${jest}`],
  ["yarn unit", `yarn unit ${jest}`],
  ["bun run unit", `bun run unit ${jest}`],
  ["npm run both", `npm run both -- ${jest}`],
  ["npm run vitest", "npm run vitest -- --reporter=default --reporter=vitest-reporter.js"],
  ["mocha", "mocha --reporter=mocha-reporter.cjs"],
  ["FOO=test go test ./...", "FOO=test go test -json ./..."],
  ["go vet ./... && go test -race ./...", "go vet ./... && go test -json -race ./..."],
  ["vendor/bin/phpunit", "vendor/bin/phpunit --log-junit /private/phpunit-0.xml"],
  ["ctest --test-dir build", "ctest --test-dir build --output-junit /private/ctest-0.xml"],
  ["bun test", "bun test --reporter=junit --reporter-outfile=/private/bun-0.xml"],
  ["deno test -A", "deno test -A --junit-path=/private/deno-0.xml"],
  ["jest && mocha", `jest ${jest} && mocha --reporter=mocha-reporter.cjs`],
])("%s is asked as %s", async (command, asked) => {
  await write("package.json", {
    scripts: { unit: "jest", test: "npm run unit", both: "eslint . && jest", vitest: "vitest run" },
  });

  expect((await ask(command)).command).toBe(asked);
});

test.each([
  "jest --json",
  "jest; npm run first",
  "npm run first",
  "npm run piped",
  "yarn two",
  "(cd web && jest)",
  "for x in a b; do jest $x; done",
  "vitest run --reporter=dot",
  "mocha -R dot",
  "node --test --test-reporter=tap",
  "NODE_OPTIONS=--no-warnings node --test",
  "pytest --junitxml=out.xml",
  "pytest unit && pytest slow",
  "pytest && make check",
  "PYTEST_ADDOPTS=-x pytest",
  "rspec --format documentation",
  "cargo test",
  "go test ./... | tee log.txt",
  "go test -json ./...",
  "bats a && bats b",
  "turbo run test",
  "eslint .",
])("nothing is asked of %s", async (command) => {
  await write("package.json", {
    scripts: { first: "jest && echo done", piped: "jest | tee log.txt", two: "npm run unit", unit: "jest" },
  });

  const { files, readsStdoutAs, ...request } = await ask(command);

  expect(request).toEqual({
    command,
    env: { TURBO_FORCE: "true", NX_SKIP_NX_CACHE: "true" },
    missesCrashes: false,
  });
  expect([files, readsStdoutAs]).toEqual([[], undefined]);
});

test("what is set already stays in front of what is asked for", async () => {
  const { env } = await ask("node --test && pytest", { NODE_OPTIONS: "--no-warnings", PYTEST_ADDOPTS: "-x" });

  expect(env.NODE_OPTIONS).toMatch(/^--no-warnings --test-reporter=spec /);
  expect(env.PYTEST_ADDOPTS).toMatch(/^-x --junitxml=\/private\/pytest\.xml /);
});

test("two projects of a workspace do not share a file", async () => {
  await write("package.json", { workspaces: ["packages/*"] });
  await write("packages/a/package.json", { scripts: { test: "pytest", jest: "jest", node: "node --test" } });
  await write("packages/b/package.json", { scripts: { test: "pytest", jest: "jest", node: "node --test" } });

  expect((await ask("pnpm -r test")).files).toEqual([]);
  expect((await ask("pnpm -r jest")).files).toEqual([]);
  expect((await ask("pnpm -r node")).files).toEqual(["/private/*.jsonl"]);
});

test("a build tool's own reports are read where they are", async () => {
  const { command, files } = await ask("./mvnw verify");

  expect(command).toBe("./mvnw verify");
  expect(files).toEqual([join(worktree, "**/target/{surefire,failsafe}-reports/TEST-*.xml")]);
});

/** Runs the command as it was asked, by the real tool. */
async function run(command: string) {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, VITEST: ___, ...env } = process.env;
  const request = askForResults({
    command,
    commands: await readScript(command, worktree),
    folder,
    worktree,
    env: { NODE_OPTIONS: "--no-warnings" },
  });
  const bin = fileURLToPath(new URL("../../../../node_modules/.bin", import.meta.url));
  const { stdout } = spawnSync(request.command, {
    shell: true,
    cwd: worktree,
    encoding: "utf8",
    env: { ...env, ...request.env, PATH: `${bin}${delimiter}${env.PATH}`, CI: "1", NO_COLOR: "1" },
  });
  return { stdout, lines: reportLines(await readResults(request.files, worktree)) };
}

test("node's test runner tells its tests beside what it prints, and each file that is none", async () => {
  await write("package.json", { type: "module", scripts: { test: "node --test" } });
  await write(
    "test/cart.test.js",
    `import { before, describe, it, test } from "node:test";
     describe("cart", () => {
       it("adds", () => {});
       it("removes", () => { throw new Error("got 1"); });
       it("waits", { skip: "" }, () => {});
       it.todo("plans");
     });
     describe("database", () => { before(() => { throw new Error("no database"); }); it("reads", () => {}); });
     test("parent", async (t) => { await t.test("child", () => {}); });`,
  );
  await write("test/broken.test.js", `import "missing-package";`);
  await write("test/nothing.test.js", "");
  await write("test/early.test.js", `import "node:test"; process.exit(3);`);

  const { stdout, lines } = await run("npm test");

  expect(stdout).toContain("✖ removes");
  expect(lines.map((line) => line.replace(/ imported from .*/, ""))).toEqual([
    "passed - | test/cart.test.js | cart | adds",
    "failed - | test/cart.test.js | cart | removes : got 1",
    "skipped - | test/cart.test.js | cart | waits",
    "skipped - | test/cart.test.js | cart | plans",
    "failed - | test/cart.test.js | database | reads : test did not finish before its parent and was cancelled",
    "passed - | test/cart.test.js | parent | child",
    "crash - | test/broken.test.js : Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'missing-package'",
    "crash - | test/cart.test.js : database: no database",
    "crash - | test/early.test.js : the file could not be loaded, or ended before its tests",
  ]);
});

test("a test that runs node's test runner itself is not disturbed, and its runs are not counted", async () => {
  await write("package.json", { type: "module", scripts: { test: "node --test test/outer.test.js" } });
  await write("inner.js", `import { test } from "node:test"; test("inner", () => { throw new Error(); });`);
  await write(
    "test/outer.test.js",
    `import { spawnSync } from "node:child_process";
     import assert from "node:assert";
     import { test } from "node:test";
     test("outer", () => {
       const { NODE_TEST_CONTEXT, ...env } = process.env;
       assert.equal(env.NODE_OPTIONS, "--no-warnings");
       const { stdout } = spawnSync("node", ["--test", "--test-reporter=tap", "inner.js"], { env, encoding: "utf8" });
       assert.match(stdout, /not ok 1 - inner/);
     });`,
  );

  expect((await run("npm test")).lines).toEqual(["passed - | test/outer.test.js | - | outer"]);
});

test("Vitest tells its tests beside what it prints, and the errors that no test caught", async () => {
  await write("package.json", { type: "module", scripts: { test: "vitest run" } });
  const vitest = fileURLToPath(new URL("../../../../node_modules/vitest/dist/index.js", import.meta.url));
  await write(
    "cart.test.js",
    `import { beforeAll, describe, expect, test } from ${JSON.stringify(vitest)};
     describe("cart", () => {
       test("adds", () => {});
       test("removes", () => { expect(1).toBe(2); });
       test.skip("waits", () => {});
     });
     describe("database", () => { beforeAll(() => { throw new Error("no database"); }); test("reads", () => {}); });
     test("late", () => { Promise.reject(new Error("thrown late")); });`,
  );
  await write("broken.test.js", `import "missing-package";`);

  const { stdout, lines } = await run("npm test");

  expect(stdout).toContain("Test Files");
  expect(lines.map((line) => line.replace(/ imported from .*/, ""))).toEqual([
    "passed - | cart.test.js | cart | adds",
    "failed - | cart.test.js | cart | removes : expected 1 to be 2 // Object.is equality",
    "skipped - | cart.test.js | cart | waits",
    "skipped - | cart.test.js | database | reads",
    "passed - | cart.test.js | - | late",
    "crash - | broken.test.js : Cannot find package 'missing-package'",
    "crash - | cart.test.js : database: no database",
    "crash - | - : thrown late",
  ]);
});
