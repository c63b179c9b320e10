import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readScript } from "../../../../src/actors/checks/script/read-script.js";

let worktree: string;

beforeEach(async () => {
  worktree = await mkdtemp(join(tmpdir(), "script-"));
});

afterEach(() => rm(worktree, { recursive: true }));

async function write(name: string, content: unknown): Promise<void> {
  const file = join(worktree, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
}

/** The commands that `command` leads to, with their folder before them and a `!` where their exit code is lost. */
async function commandsOf(command: string, scripts: Record<string, string> = {}): Promise<string[]> {
  await write("package.json", { scripts });
  return (await readScript(command, worktree)).map(({ words, folder, isExitCodeLost }) =>
    [isExitCodeLost ? "! " : "", folder === undefined ? "" : `${folder}: `, words.join(" ")].join(""),
  );
}

test.each([
  ["npm run check", ["eslint .", "node --test"]],
  ["npm run -s check", ["eslint .", "node --test"]],
  ["npm test", ["echo before", "eslint .", "node --test", "echo after"]],
  ["npm t -- --coverage", ["echo before", "eslint .", "node --test", "echo after"]],
  ["pnpm check", ["eslint .", "node --test"]],
  ["pnpm run check", ["eslint .", "node --test"]],
  ["yarn check", ["eslint .", "node --test"]],
  ["bun run check", ["eslint .", "node --test"]],
  ["bun test", ["bun test"]],
  ["node --run check", ["eslint .", "node --test"]],
  ["run-s lint 'unit:*'", ["eslint .", "node --test"]],
  ["npm-run-all --parallel lint unit:node", ["eslint .", "node --test"]],
  ["concurrently -n a,b npm:lint 'npm run unit:node'", ["eslint .", "node --test"]],
  ["npm ci", ["npm ci"]],
  ["npm run none", ["npm run none"]],
])("%s leads to the commands of its scripts", async (command, commands) => {
  const scripts = {
    lint: "eslint .",
    "unit:node": "node --test",
    check: "npm run lint && npm run unit:node",
    pretest: "echo before",
    test: "npm run check",
    posttest: "echo after",
  };

  expect(await commandsOf(command, scripts)).toEqual(commands);
});

test.each([
  ["NODE_ENV=test npx jest --ci", ["jest --ci"]],
  ["cross-env CI=1 FORCE_COLOR=0 vitest run", ["vitest run"]],
  ["env -u DEBUG A=1 pytest -q", ["pytest -q"]],
  ["dotenv -e .env.test -- jest", ["jest"]],
  ["pnpm exec vitest && yarn dlx mocha && bunx ava", ["vitest", "mocha", "ava"]],
  ["timeout -k 5 60 go test ./...", ["go test ./..."]],
  ["poetry run pytest", ["pytest"]],
  ["uv run --with pytest-cov python -m pytest", ["python -m pytest"]],
  ["coverage run -m pytest", ["python -m pytest"]],
  ["c8 --reporter lcov node --test", ["node --test"]],
  ["bundle exec rspec", ["rspec"]],
])("what only starts a command is left out: %s", async (command, commands) => {
  expect(await commandsOf(command)).toEqual(commands);
});

test.each([
  ["npm run lint || true", ["! npm run lint", "true"]],
  ["jest || :", ["! jest", ":"]],
  ["jest; exit 0", ["! jest", "exit 0"]],
  ["jest\nexit 0", ["! jest", "exit 0"]],
  ["jest | tee log.txt", ["! jest", "tee log.txt"]],
  ["set -o pipefail; jest | tee log.txt", ["! set -o pipefail", "jest", "tee log.txt"]],
  ["jest & wait", ["! jest", "wait"]],
  ["(jest; lint) || true", ["! jest", "! lint", "true"]],
  ["{ jest && lint; } | cat", ["! jest", "! lint", "cat"]],
  ["jest; lint", ["! jest", "lint"]],
  ["set -e; jest; lint", ["set -e", "jest", "lint"]],
  ["jest && lint", ["jest", "lint"]],
  ["jest && lint; true", ["! jest", "! lint", "true"]],
  ["jest || exit 1", ["jest", "exit 1"]],
  ["jest || (echo failed && exit 1)", ["jest", "echo failed", "exit 1"]],
  ["jest > log.txt 2>&1", ["jest"]],
  ["jest -t 'a || true'", ["jest -t a || true"]],
  ["jest # || true", ["jest"]],
])("an exit code that does not reach the check is told: %j", async (command, commands) => {
  expect(await commandsOf(command)).toEqual(commands);
});

test("what a script swallows is swallowed for the check", async () => {
  const scripts = { test: "npm run unit || true", unit: "jest" };

  expect(await commandsOf("npm test", scripts)).toEqual(["! jest", "true"]);
});

test("a command's folder is the one that the script went to", async () => {
  await write("web/package.json", { scripts: { test: "vitest run" } });

  expect(await commandsOf("cd web && npm test && cd .. && eslint .")).toEqual([
    "web: vitest run",
    "eslint .",
  ]);
  expect(await commandsOf("npm --prefix web test")).toEqual(["web: vitest run"]);
  expect(await commandsOf("pnpm -C web test")).toEqual(["web: vitest run"]);
});

test.each([
  "pnpm -r test",
  "npm test --workspaces",
  "yarn workspaces foreach -A run test",
  "turbo run test",
  "lerna run test",
  "nx run-many -t test",
])("%s leads to the scripts of all packages", async (command) => {
  await write("pnpm-workspace.yaml", "packages:\n  - 'packages/*'\n  - '!packages/old'\n");
  await write("packages/a/package.json", { scripts: { test: "vitest run" } });
  await write("packages/b/package.json", { scripts: { test: "node --test" } });
  await write("packages/c/package.json", { scripts: { build: "tsc" } });
  await write("packages/old/package.json", { scripts: { test: "mocha" } });

  expect(await commandsOf(command)).toEqual(["packages/a: vitest run", "packages/b: node --test"]);
  const commands = await readScript(command, worktree);
  expect(commands.map(({ isRepeated }) => isRepeated)).toEqual([true, true]);
  expect(commands.map(({ repeatedBy }) => repeatedBy?.words.join(" "))).toEqual([command, command]);
});

test("what repeats a command is told with where its own arguments go", async () => {
  await write("package.json", { workspaces: ["a"], scripts: { test: "npx turbo run test" } });
  await write("a/package.json", { scripts: { test: "node --test" } });

  const [command] = await readScript("npm test", worktree);
  expect(command?.repeatedBy).toMatchObject({
    words: ["turbo", "run", "test"],
    raw: "npx turbo run test",
    append: { at: 8, separator: " --" },
    isOwn: false,
  });
});

test("scripts that call one another end", async () => {
  const commands = await commandsOf("npm run a", {
    a: "npm run b && npm run b",
    b: "npm run a && npm run a",
  });

  expect(commands.length).toBeGreaterThan(0);
  expect(commands.length).toBeLessThanOrEqual(500);
});
